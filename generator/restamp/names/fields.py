"""Names of fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from urllib.parse import quote, unquote

from restamp.ir.api import Api
from restamp.ir.declarations import ObjectDecl
from restamp.names.keys import FIELDS
from restamp.names.reserved import BUILTINS_IN_ANNOTATIONS, KEYWORDS, MODEL_MEMBERS
from restamp.names.scope import Scope, is_name, snake_name
from restamp.records import dataclass

Place = tuple[str, str]
"""Id of the object and wire name."""


def field_names(api: Api, pins: Mapping[str, str]) -> dict[Place, str]:
    """The names of all fields, inherited ones included.

    A field has one name in the class that declares it and in all that inherit it, and no other field of these classes
    has that name. Pins come first (of the document, then of the lock), then wire names that are valid names, then the
    others: so a new field gives way, whether a class or one of its bases declares it.
    """
    objects = {d.id: d for d in api.declarations if isinstance(d, ObjectDecl)}
    slots = _slots(objects)
    reserved = MODEL_MEMBERS | BUILTINS_IN_ANNOTATIONS | KEYWORDS
    scopes = {id_: Scope(reserved) for id_ in objects}
    fields = list({id(slot): slot for slot in slots.values()}.values())
    for slot in fields:
        if slot.pinned is not None:
            slot.claim(snake_name(slot.pinned, "field"), scopes)
    for id_ in dict.fromkeys(id_ for id_, _ in slots):
        for wire_name, name in locked_fields(pins.get(id_ + FIELDS, "")).items():
            locked = slots.get((id_, wire_name))
            if locked is None or locked.name or not is_name(name):
                continue
            if locked.is_free(name, scopes):
                locked.take(name, scopes)
    for slot in fields:
        # A field whose wire name is a valid name keeps it, whatever comes before.
        exact = slot.wire_name
        if not slot.name and snake_name(exact, "field") == exact and slot.is_free(exact, scopes):
            slot.take(exact, scopes)
    for slot in fields:
        if not slot.name:
            slot.claim(snake_name(slot.wire_name, "field"), scopes)
    return {place: slot.name for place, slot in slots.items()}


@dataclass(slots=True)
class _Slot:
    """A field in all classes that have it by inheritance."""

    wire_name: str
    pinned: str | None = None
    ids: list[str] = field(default_factory=list[str])
    name: str = ""

    def is_free(self, name: str, scopes: Mapping[str, Scope]) -> bool:
        """Whether a name is free in all of the classes."""
        return all(scopes[id_].is_free(name) for id_ in self.ids)

    def claim(self, candidate: str, scopes: Mapping[str, Scope]) -> None:
        """Claim a name in all of the classes, with a number if one of them has it already."""
        if not self.is_free(candidate, scopes):
            candidate = Scope.joined(scopes[id_] for id_ in self.ids).claim([candidate])
        self.take(candidate, scopes)

    def take(self, name: str, scopes: Mapping[str, Scope]) -> None:
        """Claim exactly this name in all of the classes."""
        self.name = name
        for id_ in self.ids:
            scopes[id_].claim_exactly(name)


def _slots(objects: Mapping[str, ObjectDecl]) -> dict[Place, _Slot]:
    """The field at each place, bases before the classes that inherit from them."""
    slots: dict[Place, _Slot] = {}
    wire_names: dict[str, list[str]] = {}
    for decl in objects.values():
        _add(decl, objects, slots, wire_names)
    return slots


def _add(
    decl: ObjectDecl,
    objects: Mapping[str, ObjectDecl],
    slots: dict[Place, _Slot],
    wire_names: dict[str, list[str]],
) -> None:
    """Add the fields of a class, after those of its bases.

    A closure that calls itself would be a reference cycle, and so keep all fields until the next collection.
    """
    if decl.id in wire_names:
        return
    wire_names[decl.id] = []
    inherited: dict[str, _Slot] = {}
    for base in decl.bases:
        if base not in objects:
            continue
        _add(objects[base], objects, slots, wire_names)
        for wire_name in wire_names[base]:
            slot, other = slots[base, wire_name], inherited.get(wire_name)
            if other is not None and other is not slot:
                _unite(other, slot, slots)
            inherited.setdefault(wire_name, slot)
    for declared in decl.fields:
        new = _Slot(declared.wire_name, declared.pinned)
        inherited.setdefault(declared.wire_name, new)
    for wire_name, slot in inherited.items():
        slot.ids.append(decl.id)
        slots[decl.id, wire_name] = slot
    wire_names[decl.id] = list(inherited)


def _unite(slot: _Slot, other: _Slot, slots: dict[Place, _Slot]) -> None:
    """Make two fields with the same wire name one, because a class inherits both."""
    slot.pinned = slot.pinned or other.pinned
    for id_ in other.ids:
        slots[id_, slot.wire_name] = slot
        slot.ids.append(id_)


def field_pins(fields: Mapping[Place, str], keys: Mapping[str, str]) -> dict[str, str]:
    """The pins of fields: those whose name a new field could take.

    Fields with the same name on the wire are left out, since they always take precedence.
    """
    pins: dict[str, list[str]] = {}
    for (id_, wire_name), name in fields.items():
        if name != wire_name:
            is_default = name == snake_name(wire_name, "field")
            quoted = quote(wire_name, safe="", errors="replace")
            pins.setdefault(keys[id_] + FIELDS, []).append(
                quoted if is_default else f"{quoted}={name}"
            )
    return {key: " ".join(sorted(names)) for key, names in pins.items()}


def locked_fields(pin: str) -> dict[str, str]:
    """The locked names of an object's fields, by wire name."""
    names: dict[str, str] = {}
    for part in pin.split():
        quoted, _, name = part.partition("=")
        wire_name = unquote(quoted)
        names[wire_name] = name or snake_name(wire_name, "field")
    return names
