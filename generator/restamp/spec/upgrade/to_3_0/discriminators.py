"""The values of discriminators that AutoRest's `x-ms-discriminator-value` sets on schemas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from restamp.pointers import escape_token, unescape_token
from restamp.spec.tree.extensions import DISCRIMINATOR_VALUE
from restamp.spec.tree.node import Node
from restamp.spec.tree.tree import Json

_LOCAL: Final = "#/definitions/"


def with_values(definitions: Node) -> Json:
    """The definitions, with a mapping in the discriminator of each base whose children have values."""
    value = definitions.value
    if not isinstance(value, dict):
        return value
    tags = {name: tag for name, schema in value.items() if (tag := _tag(schema)) is not None}
    if not tags:
        return value
    mappings: dict[str, dict[str, Json]] = {}
    for name, tag in tags.items():
        for base in [name, *_bases(value, name)]:
            mappings.setdefault(base, {})[tag] = f"{_LOCAL}{escape_token(name)}"
    return {name: _with_mapping(schema, mappings.get(name)) for name, schema in value.items()}


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
