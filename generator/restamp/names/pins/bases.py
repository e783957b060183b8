"""Bases that a class cannot gain without renaming fields that callers have."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import field, replace

from restamp.diagnostics.model import Diagnostics
from restamp.ir.api import Api
from restamp.ir.declarations import ObjectDecl
from restamp.ir.walk import all_fields
from restamp.names.fields import locked_fields
from restamp.names.keys import BASES, FIELDS
from restamp.names.pins.pins import Pins
from restamp.names.scope import snake_name
from restamp.records import dataclass


def base_pins(api: Api, types: Mapping[str, str], keys: Mapping[str, str]) -> dict[str, str]:
    """The pins of bases: the names of the classes that each class inherits from."""
    return {
        keys[decl.id] + BASES: " ".join(types[base] for base in decl.bases)
        for decl in api.declarations
        if isinstance(decl, ObjectDecl) and decl.bases
    }


def without_clashing_bases(api: Api, pins: Pins, diagnostics: Diagnostics) -> Api:
    """Write out the fields of a new base whose names clash with those that the class or a related one has.

    Both sides have callers then, and an inherited field has one name in all classes. Each is noted (`base-dropped`).
    """
    if not any(key.endswith(FIELDS) for key in pins.names):
        return api
    objects = {d.id: d for d in api.declarations if isinstance(d, ObjectDecl)}
    edges = [(d.id, base) for d in objects.values() for base in d.bases if base in objects]
    new = [edge for edge in edges if not _is_known(*edge, pins.names)]
    if not new:
        return api
    families = _Families(
        {id_: {f.wire_name for f in all_fields(decl, objects)} for id_, decl in objects.items()}
    )
    for id_, wire_names in families.wire_names.items():
        families.names[id_] = _locked(id_, wire_names, pins.names)
    for edge in edges:
        if edge not in new:
            families.link(*edge, is_known=True)
    changed = dict(objects)
    for id_, base in new:
        if not families.link(id_, base):
            changed[id_] = _written_out(changed[id_], objects[base], objects)
            name = pins.names.get(base, base.rpartition("/")[2])
            message = (
                f'callers have names of fields that clash with those of "{name}", which is a base'
                " of this since the last generation; its fields are written out instead"
            )
            diagnostics.note("base-dropped", message, id_)
    return replace(api, declarations=tuple(changed.get(d.id, d) for d in api.declarations))


def _is_known(id_: str, base: str, pins: Mapping[str, str]) -> bool:
    return pins.get(base) in pins.get(id_ + BASES, "").split()


def _locked(id_: str, wire_names: Set[str], pins: Mapping[str, str]) -> dict[str, str]:
    """The names that callers of a class have, by wire name; the lock has none for names that are the wire names."""
    if id_ not in pins:
        return {}
    locked = locked_fields(pins.get(id_ + FIELDS, ""))
    names = {wire_name: name for wire_name, name in locked.items() if wire_name in wire_names}
    return names | {
        wire_name: wire_name
        for wire_name in wire_names - names.keys()
        if snake_name(wire_name, "field") == wire_name and wire_name not in locked.values()
    }


def _written_out(
    decl: ObjectDecl, base: ObjectDecl, objects: Mapping[str, ObjectDecl]
) -> ObjectDecl:
    """A class with the fields of a base instead of the base."""
    fields = {field.wire_name: field for field in all_fields(base, objects)}
    fields |= {field.wire_name: field for field in decl.fields}
    return replace(
        decl,
        fields=tuple(fields.values()),
        bases=tuple(each for each in decl.bases if each != base.id),
        extra=base.extra if decl.extra is None else decl.extra,
        is_open=decl.is_open or base.is_open,
    )


@dataclass(frozen=True, slots=True)
class _Families:
    """The names that fields must have, which follow from one class to those that inherit from it and back."""

    wire_names: Mapping[str, Set[str]]
    """Of all fields of each class."""
    names: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])
    links: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    """From a class to its bases and to the classes that inherit from it."""

    def link(self, id_: str, base: str, *, is_known: bool = False) -> bool:
        """Let a class inherit; False if that cannot be, since names clash. A known base stays in any case."""
        changes: dict[str, dict[str, str]] = {}
        pending = [(id_, each) for each in self.names[base].items()]
        pending += [(base, each) for each in self.names[id_].items()]
        while pending:
            place, (wire_name, name) = pending.pop()
            if wire_name not in self.wire_names[place]:
                continue
            names = self.names[place] | changes.get(place, {})
            if names.get(wire_name) == name:
                continue
            if wire_name in names or name in names.values():
                if is_known:
                    continue
                return False
            changes.setdefault(place, {})[wire_name] = name
            around = [*self.links.get(place, ()), *({id_: [base], base: [id_]}.get(place, ()))]
            pending += [(other, (wire_name, name)) for other in around]
        for place, names in changes.items():
            self.names[place] |= names
        self.links.setdefault(id_, []).append(base)
        self.links.setdefault(base, []).append(id_)
        return True
