"""What the generated models are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
)
from pydantic_core import CoreSchema, core_schema


class Model(BaseModel):
    """An object of the API: unknown fields are kept, unset ones are not sent."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="allow",
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        polymorphic_serialization=True,
        defer_build=True,
        protected_namespaces=(),
        # What JSON has not is refused before it is sent, and never null instead.
        ser_json_inf_nan="constants",
    )

    if TYPE_CHECKING:
        # pydantic's own annotation would forbid a narrower one in a generated model.
        __pydantic_extra__: Any = Field(init=False)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Fields with a `Literal` are open, as enumerations are: a union has chosen by
        the tag already, and elsewhere a new value must not break the answer."""
        schema = handler(source)
        inner: Any = handler.resolve_ref_schema(schema)
        while "schema" in inner and inner["type"] != "model-fields":
            inner = inner["schema"]
        for field in inner.get("fields", {}).values():
            field["schema"] = _opened(field["schema"])
        return schema


def _opened(schema: Any) -> Any:
    match schema["type"]:
        case "default" | "nullable":
            return {**schema, "schema": _opened(schema["schema"])}
        case "literal":
            kinds = dict.fromkeys(map(type, schema["expected"]))
            others = [_SCALARS[kind] for kind in kinds if kind in _SCALARS]
            return core_schema.union_schema([schema, *others], mode="left_to_right")
        case _:
            return schema


_SCALARS: Mapping[type, CoreSchema] = {
    str: core_schema.str_schema(),
    bool: core_schema.bool_schema(strict=True),
    int: core_schema.int_schema(strict=True),
}


class UnknownVariant(Model):
    """A variant that this client does not know: its fields, as they arrived."""

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...
