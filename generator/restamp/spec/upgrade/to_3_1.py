"""OpenAPI 3.0 trees to 3.1 trees: the same places, said in the words of JSON Schema 2020-12."""

from __future__ import annotations

from restamp.spec.tree.kinds import Kind, rebuilt
from restamp.spec.tree.tree import Json

_PROSE = frozenset({"nullable", "title", "description", "example", "default", "deprecated"})


def to_31(tree: Json, version: str) -> Json:
    """A document or fragment of this version as OpenAPI 3.1 says it; 3.1 and 3.2 stay as they are.

    `nullable` beside a type becomes the type "null" (without a type it stays, for whoever knows
    what it is beside; alone in a member of a union it becomes the type "null"), boolean
    `exclusiveMinimum` and `exclusiveMaximum` become the bounds they qualify. `example` stays: 3.1 still reads it.
    """
    if not version.startswith("3.0"):
        return tree
    whole = isinstance(tree, dict) and "openapi" in tree
    return rebuilt(tree, "document" if whole else "fragment", _upgraded)


def _upgraded(kind: Kind, value: Json, at: str) -> Json:
    return schema_to_31(value) if kind in ("schema", "fragment") else value


def schema_to_31(value: Json) -> Json:
    """One schema, without what is below it."""
    if not isinstance(value, dict):
        return value
    schema: dict[str, Json] | None = None
    kind = value.get("type")
    if value.get("nullable") is False:
        schema = {key: member for key, member in value.items() if key != "nullable"}
    elif value.get("nullable") is True and isinstance(kind, str | list):
        schema = {key: member for key, member in value.items() if key != "nullable"}
        kinds: list[Json] = kind if isinstance(kind, list) else [kind]
        schema["type"] = kinds if "null" in kinds else [*kinds, "null"]
    for exclusive, inclusive in (
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ):
        if isinstance(value.get(exclusive), bool):
            schema = dict(value) if schema is None else schema
            if schema.pop(exclusive) and inclusive in schema:
                schema[exclusive] = schema.pop(inclusive)
    for key in ("oneOf", "anyOf"):
        listed = value.get(key)
        if isinstance(listed, list) and not all(map(_only_nullable, listed)):
            nulls: list[Json] = [_null(each) if _only_nullable(each) else each for each in listed]
            if nulls != listed:
                schema = {**(value if schema is None else schema), key: nulls}
    return value if schema is None else schema


def _only_nullable(member: Json) -> bool:
    """Whether a member of a union says no more than that it may be null, beside prose."""
    return (
        isinstance(member, dict)
        and member.get("nullable") is True
        and all(key in _PROSE or key.startswith("x-") for key in member)
    )


def _null(member: Json) -> Json:
    held = member if isinstance(member, dict) else {}
    return {"type": "null", **{key: value for key, value in held.items() if key != "nullable"}}
