"""The names of resources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from restamp.ir.api import Api
from restamp.ir.operations import Operation
from restamp.names.reserved import (
    CLIENT_CLASSES,
    FAKE_CLASSES,
    KEYWORDS,
    MODULE_NAMES,
    client_members,
    fake_members,
)
from restamp.names.scope import Scope, is_name, snake_name
from restamp.names.words import pascal


@dataclass(frozen=True, slots=True)
class Group:
    """The names of one resource."""

    attribute: str
    """Of the client; also the module in `api` and `resources`."""
    sync_class: str
    async_class: str
    fake: str
    """Attribute of the fake."""
    fake_class: str


def operation_key(operation: Operation) -> str:
    """What an operation is called in a lock."""
    return f"{operation.method} {operation.path}"


def group_pins(groups: Iterable[Group]) -> dict[str, str]:
    """What a lock keeps of resources: the other names of those that clash with one another."""
    return {
        group_key(group.attribute): " ".join(_others(group))
        for group in groups
        if _others(group) != _natural(group.attribute)
    }


def group_key(attribute: str) -> str:
    """What a resource is called in a lock."""
    return f"client.{attribute}"


def groups_of(api: Api, pins: Mapping[str, str]) -> dict[str, Group]:
    """The resource of each operation, by its id: the document's pins, the lock's, then the tag's."""
    attributes = _attributes(api, pins)
    classes, fakes = Scope(CLIENT_CLASSES | KEYWORDS), Scope(fake_members())
    fake_classes = Scope(FAKE_CLASSES)
    made: dict[str, Group] = {}

    def make(attribute: str, wishes: Sequence[str]) -> None:
        sync_class = classes.first_free([wishes[0]])
        async_class = classes.first_free([wishes[1]])
        fake = fakes.first_free([wishes[2]])
        fake_class = fake_classes.first_free([*wishes[3:], f"Fake{sync_class}"])
        made[attribute] = Group(attribute, sync_class, async_class, fake, fake_class)

    waiting: list[str] = []
    for attribute in sorted(set(attributes.values())):
        locked = pins.get(group_key(attribute), "").split(" ")
        if len(locked) == 4 and all(map(is_name, locked)):
            make(attribute, locked)
        else:
            waiting.append(attribute)
    known = {pins.get(operation_key(o), "").partition(".")[0] for o in api.operations}
    for attribute in sorted(waiting, key=lambda a: (a not in known, a)):
        make(attribute, _natural(attribute)[:3])
    return {id_: made[attribute] for id_, attribute in attributes.items()}


def _attributes(api: Api, pins: Mapping[str, str]) -> dict[str, str]:
    """The attribute of the client for each operation, by its id.

    What the lock knows stays where it is, whatever its tag is called now; what is new goes where the others
    of its tag are.
    """
    scope = Scope(client_members() | MODULE_NAMES | KEYWORDS, folded=True)
    found: dict[str, str] = {}
    homes: dict[str, set[str]] = {}
    for operation in api.operations:
        attribute = pins.get(operation_key(operation), "").partition(".")[0]
        if operation.group.pinned is None and is_name(attribute):
            if attribute not in found.values() and not scope.is_free(attribute):
                continue
            found[operation.id] = scope.take(attribute)
            homes.setdefault(_wish(operation), set()).add(attribute)
    places = {wish: next(iter(home)) for wish, home in homes.items() if len(home) == 1}
    places |= {attribute: attribute for attribute in set(found.values())}
    for operation in sorted(api.operations, key=lambda o: o.group.pinned or o.group.words):
        if operation.id not in found:
            wish = _wish(operation)
            if wish not in places:
                places[wish] = scope.first_free([wish])
            found[operation.id] = places[wish]
    return found


def _wish(operation: Operation) -> str:
    return snake_name(operation.group.pinned or operation.group.words, "group")


def _natural(attribute: str) -> tuple[str, str, str, str]:
    name = pascal(word.capitalize() for word in attribute.split("_"))
    return name, f"Async{name}", attribute, f"Fake{name}"


def _others(group: Group) -> tuple[str, str, str, str]:
    return group.sync_class, group.async_class, group.fake, group.fake_class
