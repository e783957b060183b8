"""Names of resources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from restamp.ir.api import Api
from restamp.ir.operations import Operation
from restamp.names.reserved import (
    CLIENT_CLASSES,
    CLIENT_MEMBERS,
    FAKE_CLASSES,
    FAKE_MEMBERS,
    KEYWORDS,
    MODULE_NAMES,
)
from restamp.names.scope import Scope, is_name, snake_name
from restamp.names.words import pascal


@dataclass(frozen=True, slots=True)
class ResourceNames:
    """The names of one resource."""

    attribute: str
    """The attribute of the client; also the module in `api` and `resources`."""
    sync_class: str
    async_class: str
    fake: str
    """The attribute of the fake."""
    fake_class: str


def operation_key(operation: Operation) -> str:
    """The key of an operation in a lock."""
    return f"{operation.method} {operation.path}"


def group_pins(groups: Iterable[ResourceNames]) -> dict[str, str]:
    """The pins of resources: the other names of those that clash."""
    return {
        group_key(group.attribute): " ".join(_other_names(group))
        for group in groups
        if _other_names(group) != _default_names(group.attribute)
    }


def group_key(attribute: str) -> str:
    """The key of a resource in a lock."""
    return f"client.{attribute}"


def is_group_key(key: str) -> bool:
    """Whether a key of a lock is that of a resource."""
    return key.startswith("client.")


def groups_of(api: Api, pins: Mapping[str, str]) -> dict[str, ResourceNames]:
    """The resource of each operation, by its id: from pins of the document, of the lock, then from the tag."""
    attributes = _attributes(api, pins)
    classes, fakes = Scope(CLIENT_CLASSES | KEYWORDS), Scope(FAKE_MEMBERS)
    fake_classes = Scope(FAKE_CLASSES)
    resources: dict[str, ResourceNames] = {}

    def make(attribute: str, candidates: Sequence[str]) -> None:
        sync_class = classes.claim([candidates[0]])
        async_class = classes.claim([candidates[1]])
        fake = fakes.claim([candidates[2]])
        fake_class = fake_classes.claim([*candidates[3:], f"Fake{sync_class}"])
        resources[attribute] = ResourceNames(attribute, sync_class, async_class, fake, fake_class)

    pending: list[str] = []
    for attribute in sorted(set(attributes.values())):
        locked = pins.get(group_key(attribute), "").split(" ")
        if len(locked) == 4 and all(map(is_name, locked)):
            make(attribute, locked)
        else:
            pending.append(attribute)
    locked_attributes = {pins.get(operation_key(o), "").partition(".")[0] for o in api.operations}
    for attribute in sorted(pending, key=lambda a: (a not in locked_attributes, a)):
        make(attribute, _default_names(attribute)[:3])
    return {id_: resources[attribute] for id_, attribute in attributes.items()}


def _attributes(api: Api, pins: Mapping[str, str]) -> dict[str, str]:
    """The attribute of the client for each operation, by its id.

    Operations in the lock stay in their resource, even if the tag is renamed; new ones join the others with
    the same tag.
    """
    scope = Scope(CLIENT_MEMBERS | MODULE_NAMES | KEYWORDS, case_insensitive=True)
    attributes: dict[str, str] = {}
    locked_homes: dict[str, set[str]] = {}
    for operation in api.operations:
        attribute = pins.get(operation_key(operation), "").partition(".")[0]
        if operation.group.pinned is None and is_name(attribute):
            if attribute not in attributes.values() and not scope.is_free(attribute):
                continue
            attributes[operation.id] = scope.claim_exactly(attribute)
            locked_homes.setdefault(_default_attribute(operation), set()).add(attribute)
    attribute_of = {
        default: next(iter(homes)) for default, homes in locked_homes.items() if len(homes) == 1
    }
    attribute_of |= {attribute: attribute for attribute in set(attributes.values())}
    for operation in sorted(api.operations, key=lambda o: o.group.pinned or o.group.words):
        if operation.id not in attributes:
            default = _default_attribute(operation)
            if default not in attribute_of:
                attribute_of[default] = scope.claim([default])
            attributes[operation.id] = attribute_of[default]
    return attributes


def _default_attribute(operation: Operation) -> str:
    return snake_name(operation.group.pinned or operation.group.words, "group")


def _default_names(attribute: str) -> tuple[str, str, str, str]:
    name = pascal(word.capitalize() for word in attribute.split("_"))
    return name, f"Async{name}", attribute, f"Fake{name}"


def _other_names(group: ResourceNames) -> tuple[str, str, str, str]:
    return group.sync_class, group.async_class, group.fake, group.fake_class
