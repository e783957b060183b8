"""Names of fields."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, unquote

from restamp.ir.api import Api
from restamp.ir.declarations import ObjectDecl
from restamp.names.keys import FIELDS
from restamp.names.reserved import BUILTINS_IN_ANNOTATIONS, KEYWORDS, MODEL_MEMBERS
from restamp.names.scope import Scope, is_name, snake_name


def field_names(api: Api, pins: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """The names of all fields; a class never uses a name that its bases use for another field."""
    objects = {d.id: d for d in api.declarations if isinstance(d, ObjectDecl)}
    cache: dict[str, dict[str, str]] = {}

    def names_of(decl: ObjectDecl) -> dict[str, str]:
        if decl.id in cache:
            return cache[decl.id]
        names: dict[str, str] = {}
        for base in decl.bases:
            if base in objects:
                names |= names_of(objects[base])
        scope = Scope(MODEL_MEMBERS | BUILTINS_IN_ANNOTATIONS | KEYWORDS)
        for name in names.values():
            scope.claim_exactly(name)
        pending = [field for field in decl.fields if field.wire_name not in names]
        for field in pending:
            if field.pinned is not None:
                names[field.wire_name] = scope.claim([snake_name(field.pinned, "field")])
        for wire_name, name in _locked(pins.get(decl.id + FIELDS, "")).items():
            is_open = wire_name not in names and any(f.wire_name == wire_name for f in pending)
            if is_open and is_name(name) and scope.is_free(name):
                names[wire_name] = scope.claim_exactly(name)
        for field in pending:
            # A field whose wire name is a valid name keeps it, whatever comes before.
            exact = snake_name(field.wire_name, "field")
            if field.wire_name not in names and exact == field.wire_name and scope.is_free(exact):
                names[field.wire_name] = scope.claim_exactly(exact)
        for field in pending:
            if field.wire_name not in names:
                candidate = snake_name(field.wire_name, "field")
                names[field.wire_name] = scope.claim([candidate])
        cache[decl.id] = names
        return names

    return {
        (decl.id, wire_name): name
        for decl in objects.values()
        for wire_name, name in names_of(decl).items()
    }


def field_pins(fields: Mapping[tuple[str, str], str], keys: Mapping[str, str]) -> dict[str, str]:
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


def _locked(pin: str) -> dict[str, str]:
    """The locked names of an object's fields, by wire name."""
    names: dict[str, str] = {}
    for part in pin.split():
        quoted, _, name = part.partition("=")
        wire_name = unquote(quoted)
        names[wire_name] = name or snake_name(wire_name, "field")
    return names
