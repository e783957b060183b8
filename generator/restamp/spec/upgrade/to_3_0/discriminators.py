"""Discriminators that schemas inherit, and the values that AutoRest's `x-ms-discriminator-value` sets on them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from restamp.pointers import escape_token, unescape_token
from restamp.spec.tree.extensions import DISCRIMINATOR_VALUE
from restamp.spec.tree.node import Node
from restamp.spec.tree.tree import Json

_LOCAL: Final = "#/definitions/"


def with_discriminators(definitions: Node) -> Json:
    """The definitions, with all discriminators.

    A schema that inherits a discriminator and is extended itself stands for its own subtypes, so it gets the
    discriminator, too. The children of a base may have values, which go into the mapping of its discriminator.
    """
    value = definitions.value
    if not isinstance(value, dict):
        return value
    bases = {name: _bases(value, name) for name in value}
    extended = {base for names in bases.values() for base in names}
    inherited = {
        name: discriminator
        for name in extended
        if (discriminator := _inherited(value, name, bases.get(name, []))) is not None
    }
    mappings: dict[str, dict[str, Json]] = {}
    for name, schema in value.items():
        tag = _tag(schema)
        if tag is not None:
            for base in [name, *bases[name]]:
                mappings.setdefault(base, {})[tag] = f"{_LOCAL}{escape_token(name)}"
    if not mappings and not inherited:
        return value
    return {
        name: _with_mapping(_with_own(schema, inherited.get(name)), mappings.get(name))
        for name, schema in value.items()
    }


def _inherited(definitions: Mapping[str, Json], name: str, bases: list[str]) -> str | None:
    """The discriminator of the nearest base that has one, unless the schema has its own."""
    own, *others = (_discriminator(definitions.get(each)) for each in [name, *bases])
    return None if own is not None else next((other for other in others if other is not None), None)


def _discriminator(schema: Json) -> str | None:
    name = schema.get("discriminator") if isinstance(schema, dict) else None
    return name if isinstance(name, str) else None


def _with_own(schema: Json, discriminator: str | None) -> Json:
    if discriminator is None or not isinstance(schema, dict):
        return schema
    return {**schema, "discriminator": discriminator}


def _tag(schema: Json) -> str | None:
    if not isinstance(schema, dict):
        return None
    return next(
        (tag for key in DISCRIMINATOR_VALUE.keys if isinstance(tag := schema.get(key), str)), None
    )


def _with_mapping(schema: Json, mapping: Mapping[str, Json] | None) -> Json:
    if mapping is None or not isinstance(schema, dict):
        return schema
    name = schema.get("discriminator")
    if not isinstance(name, str):
        return schema
    return {**schema, "discriminator": {"propertyName": name, "mapping": dict(mapping)}}


def _bases(definitions: Mapping[str, Json], name: str) -> list[str]:
    """The names of the schemas that a schema extends by `allOf`, directly or not."""
    bases: dict[str, None] = {}
    pending = [name]
    while pending:
        schema = definitions.get(pending.pop())
        listed = schema.get("allOf") if isinstance(schema, dict) else None
        for part in listed if isinstance(listed, list) else ():
            reference = part.get("$ref") if isinstance(part, dict) else None
            if isinstance(reference, str) and reference.startswith(_LOCAL):
                base = unescape_token(reference.removeprefix(_LOCAL))
                if base not in bases:
                    bases[base] = None
                    pending.append(base)
    return [*bases]
