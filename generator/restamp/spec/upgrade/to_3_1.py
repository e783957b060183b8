"""Upgrade OpenAPI 3.0 trees to 3.1, which uses JSON Schema 2020-12; locations do not change."""

from __future__ import annotations

from restamp.spec.tree.kinds import Kind
from restamp.spec.tree.transform import Finish, unchanged
from restamp.spec.tree.tree import Json

CHANGED = frozenset({"nullable", "exclusiveMinimum", "exclusiveMaximum", "oneOf", "anyOf"})
"""The keywords of schemas that an upgrade may change."""
_PROSE = frozenset({"nullable", "title", "description", "example", "default", "deprecated"})


def is_before_31(version: str) -> bool:
    """Whether a document has the schemas of OpenAPI 3.0; one of Swagger 2.0 is upgraded to these before."""
    return version.startswith(("3.0", "2."))


def upgrade_from(version: str) -> Finish:
    """A function for `transform_tree` that upgrades documents and fragments of this version to OpenAPI 3.1;
    3.1 and 3.2 are not changed.

    `nullable` next to a type becomes the type "null". Without a type it stays, and is handled when the
    schema is lowered; alone in a member of a union it becomes the type "null". Boolean `exclusiveMinimum`
    and `exclusiveMaximum` become the bounds they qualify. `example` stays: it is still valid in 3.1.
    """
    return _upgraded if is_before_31(version) else unchanged


def _upgraded(kind: Kind, value: Json) -> Json:
    return schema_to_31(value) if kind in ("schema", "fragment") else value


def schema_to_31(value: Json) -> Json:
    """Upgrade one schema, without its subschemas."""
    if not isinstance(value, dict) or value.keys().isdisjoint(CHANGED):
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
    """Whether a member of a union only says that it may be null, apart from documentation."""
    return (
        isinstance(member, dict)
        and member.get("nullable") is True
        and all(key in _PROSE or key.startswith("x-") for key in member)
    )


def _null(member: Json) -> Json:
    members = member if isinstance(member, dict) else {}
    return {"type": "null", **{key: value for key, value in members.items() if key != "nullable"}}
