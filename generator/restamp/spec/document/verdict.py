"""Whether a typed model accepts a value: by the model's own validators, without the instances and defaults that they build.

Nobody reads these, and they take three fifths of the time.
"""

from __future__ import annotations

from typing import Any, Final

from pydantic import BaseModel
from pydantic_core import SchemaValidator

_OPAQUE: Final = frozenset({"cls", "config", "default", "expected", "metadata", "serialization"})
"""The keys of core schemas that contain no others."""


def verdict_of(model: type[BaseModel]) -> SchemaValidator:
    """A validator that accepts what a model accepts; where it fails, the errors of the model are the better ones."""
    model.model_rebuild()  # if it is not complete
    return SchemaValidator(_without_instances(model.__pydantic_core_schema__))


def _without_instances(schema: Any) -> Any:
    """The core schema of pydantic for the same values, with a typed dict in place of each model."""
    match schema:
        case list():
            return [_without_instances(item) for item in schema]
        case tuple():  # a member of a union with its name
            return tuple(_without_instances(item) for item in schema)
        case {"type": "model", "schema": {"type": "model-fields"}, "custom_init": False}:
            return _typed_dict(schema)
        case {"type": "union"}:
            return _inside(schema) | {
                "mode": "left_to_right"
            }  # Any member that accepts it will do.
        case dict():
            return _inside(schema)
        case _:
            return schema


def _inside(schema: dict[str, Any]) -> dict[str, Any]:
    return {
        key: value if key in _OPAQUE else _without_instances(value) for key, value in schema.items()
    }


def _typed_dict(schema: dict[str, Any]) -> dict[str, Any]:
    config = schema.get("config", {})
    fields = schema["schema"]["fields"].items()
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
