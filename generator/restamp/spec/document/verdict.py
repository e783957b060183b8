"""Whether a typed model accepts a value: by the model's own validators, without the instances and defaults that they build.

Nobody reads these, and they take three fifths of the time.
"""

from __future__ import annotations

from typing import Any, Final, cast

from pydantic import BaseModel
from pydantic_core import SchemaError, SchemaValidator

_OPAQUE: Final = frozenset({"cls", "config", "default", "expected", "metadata", "serialization"})
"""The keys of core schemas that contain no others."""

_PLAIN: Final = frozenset(
    {"any", "bool", "default", "definition-ref", "definitions", "dict", "enum", "float", "int"}
    | {"list", "literal", "model", "nullable", "str", "union"}
)
"""The types of core schemas that mean the same without instances: those with functions may need these."""

_OF_MODELS: Final = frozenset(
    {"cls", "config", "custom_init", "metadata", "ref", "root_model", "schema", "type"}
)
_OF_FIELDS: Final = frozenset({"computed_fields", "fields", "model_name", "type"})


class _Unknown(Exception):
    """A core schema of another version of pydantic or of the model."""


def verdict_of(model: type[BaseModel]) -> SchemaValidator:
    """A validator that accepts what a model accepts; where it fails, the errors of the model are the better ones."""
    model.model_rebuild()  # if it is not complete
    try:
        return SchemaValidator(_without_instances(model.__pydantic_core_schema__))
    except (_Unknown, SchemaError, KeyError):
        return cast(SchemaValidator, model.__pydantic_validator__)  # It takes longer.


def _without_instances(schema: Any) -> Any:
    """The core schema of pydantic for the same values, with a typed dict in place of each model.

    Raises:
        _Unknown: It is unknown whether these accept the same values.
    """
    match schema:
        case list():
            return [_without_instances(item) for item in cast("list[object]", schema)]
        case tuple():  # a member of a union with its name
            return tuple(map(_without_instances, cast("tuple[object, ...]", schema)))
        case {"type": str(kind)} if kind not in _PLAIN:
            raise _Unknown
        case {"type": "model"}:
            return _typed_dict(schema)
        case {"type": "union"}:
            # Any member that accepts it will do.
            return _inside(schema) | {"mode": "left_to_right"}
        case dict():
            return _inside(cast("dict[str, object]", schema))
        case _:
            return schema


def _inside(schema: dict[str, Any]) -> dict[str, Any]:
    return {
        key: value if key in _OPAQUE else _without_instances(value) for key, value in schema.items()
    }


def _typed_dict(schema: dict[str, Any]) -> dict[str, Any]:
    inner, config = schema["schema"], schema.get("config", {})
    if schema.keys() - _OF_MODELS or inner["type"] != "model-fields" or inner.keys() - _OF_FIELDS:
        raise _Unknown
    if schema.get("custom_init") or schema.get("root_model"):
        raise _Unknown
    fields = inner["fields"].items()
    is_closed = config.get("extra_fields_behavior") == "forbid"
    return {
        "type": "typed-dict",
        "fields": {name: _field(field) for name, field in fields},
        "extra_behavior": "forbid" if is_closed else "ignore",
        "config": config,
        **{key: schema[key] for key in ("ref",) if key in schema},
    }


def _field(field: dict[str, Any]) -> dict[str, Any]:
    inner = field["schema"]
    is_required = inner["type"] != "default"
    return {
        "type": "typed-dict-field",
        "schema": _without_instances(inner if is_required else inner["schema"]),
        "required": is_required,
        **{key: field[key] for key in ("validation_alias",) if key in field},
    }
