"""The names of fields."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, unquote

from restamp.ir.api import Api
from restamp.ir.declarations import ObjectDecl
from restamp.names.keys import FIELDS
from restamp.names.reserved import BUILTINS_IN_ANNOTATIONS, KEYWORDS, MODEL_MEMBERS
from restamp.names.scope import Scope, is_name, snake_name


def field_names(api: Api, pins: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """Names of fields; a class never takes a name that its bases use for something else."""
    objects = {d.id: d for d in api.declarations if isinstance(d, ObjectDecl)}
    done: dict[str, dict[str, str]] = {}

    def names_of(decl: ObjectDecl) -> dict[str, str]:
        if decl.id in done:
            return done[decl.id]
        names: dict[str, str] = {}
        for base in decl.bases:
            if base in objects:
                names |= names_of(objects[base])
        scope = Scope(MODEL_MEMBERS | BUILTINS_IN_ANNOTATIONS | KEYWORDS)
        for name in names.values():
            scope.take(name)
        waiting = [field for field in decl.fields if field.wire_name not in names]
        for field in waiting:
            if field.pinned is not None:
                names[field.wire_name] = scope.first_free([snake_name(field.pinned, "field")])
        for wire_name, name in _locked(pins.get(decl.id + FIELDS, "")).items():
            open_ = wire_name not in names and any(f.wire_name == wire_name for f in waiting)
            if open_ and is_name(name) and scope.is_free(name):
                names[wire_name] = scope.take(name)
        for field in waiting:
            # What is spelled just like a name keeps it, whatever stands before it.
            exact = snake_name(field.wire_name, "field")
            if field.wire_name not in names and exact == field.wire_name and scope.is_free(exact):
                names[field.wire_name] = scope.take(exact)
        for field in waiting:
            if field.wire_name not in names:
                wish = snake_name(field.wire_name, "field")
                names[field.wire_name] = scope.first_free([wish])
        done[decl.id] = names
        return names

    return {
        (decl.id, wire_name): name
        for decl in objects.values()
        for wire_name, name in names_of(decl).items()
    }


def field_pins(fields: Mapping[tuple[str, str], str], keys: Mapping[str, str]) -> dict[str, str]:
    """What a lock keeps of fields: those that a new field could take the name of.

    What is spelled on the wire as in Python is left out, since that has its name before all others.
    """
    found: dict[str, list[str]] = {}
    for (id_, wire_name), name in fields.items():
        if name != wire_name:
            natural = name == snake_name(wire_name, "field")
            called = quote(wire_name, safe="", errors="replace")
            found.setdefault(keys[id_] + FIELDS, []).append(
                called if natural else f"{called}={name}"
            )
    return {key: " ".join(sorted(names)) for key, names in found.items()}


def _locked(pin: str) -> dict[str, str]:
    """By wire name: what the fields of an object are called in a lock."""
    found: dict[str, str] = {}
    for part in pin.split():
        called, _, name = part.partition("=")
        wire_name = unquote(called)
        found[wire_name] = name or snake_name(wire_name, "field")
    return found
