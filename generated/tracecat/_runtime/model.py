"""What the generated models are made of."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    PlainSerializer,
    SerializerFunctionWrapHandler,
    ValidatorFunctionWrapHandler,
    WrapSerializer,
    WrapValidator,
)
from pydantic_core import CoreSchema, core_schema


class Model(BaseModel):
    """An object of the API: unknown fields are kept, unset ones are not sent."""

    model_config = ConfigDict(
        extra="allow",
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        polymorphic_serialization=True,
        defer_build=True,
        protected_namespaces=(),
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


class OpenStr(StrEnum):
    """A string enumeration; a value it does not list becomes a member of its own.

    Such members compare by value (`==`, `in`, `match`), not by identity.
    """

    @classmethod
    def _missing_(cls, value: object) -> OpenStr | None:
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = member._value_ = str(value)
        return member


class OpenInt(IntEnum):
    """An integer enumeration; a value it does not list becomes a member of its own.

    Such members compare by value (`==`, `in`, `match`), not by identity.
    """

    @classmethod
    def _missing_(cls, value: object) -> OpenInt | None:
        if not isinstance(value, int) or isinstance(value, bool):
            return None
        member = int.__new__(cls, value)
        member._value_ = int(value)
        member._name_ = str(member._value_)
        return member


def _decoded(value: object) -> object:
    """Bytes of standard or URL-safe Base64, padded or not (RFC 4648)."""
    if not isinstance(value, str):
        return value
    text = "".join(value.split()).rstrip("=").translate({0x2D: "+", 0x5F: "/"})
    return b64decode(text + "=" * (-len(text) % 4), validate=True)


def _encoded(value: bytes) -> str:
    return b64encode(value).decode()


Base64 = Annotated[
    bytes,
    BeforeValidator(_decoded),
    PlainSerializer(_encoded, return_type=str, when_used="json"),
]
"""Bytes that travel as Base64 text."""


def _number(value: Decimal) -> int | float:
    """What JSON has for a decimal: exact where it is whole, else to 15 digits."""
    return int(value) if value == value.to_integral_value() else float(value)


DecimalNumber = Annotated[
    Decimal, PlainSerializer(_number, return_type=int | float, when_used="json")
]
"""A decimal that travels as a JSON number."""


class CalendarDuration(timedelta):
    """A duration in months or years: as a timedelta they count 30 and 365 days.

    `text` is the duration as it was written, and what is sent again.
    """

    text: str

    @classmethod
    def of(cls, text: str, length: timedelta) -> CalendarDuration:
        """The duration of a text that is as long as `length`."""
        made = cls(length.days, length.seconds, length.microseconds)
        made.text = text
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return CalendarDuration.of, (self.text, timedelta() + self)


def _length(value: object, handler: ValidatorFunctionWrapHandler) -> timedelta:
    made: timedelta = handler(value)
    if not isinstance(value, str):
        return made
    days = value.partition("T")[0]
    return CalendarDuration.of(value, made) if "M" in days or "Y" in days else made


def _length_text(value: timedelta, handler: SerializerFunctionWrapHandler) -> Any:
    return value.text if isinstance(value, CalendarDuration) else handler(value)


Duration = Annotated[
    timedelta, WrapValidator(_length), WrapSerializer(_length_text, when_used="json")
]
"""A duration that travels as ISO 8601 writes it."""
