"""What the generated models are made of."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Annotated, Any, cast, get_args

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
from pydantic_core import CoreSchema, PydanticCustomError, core_schema, from_json


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


class Discriminated:
    """Chooses the member of a union by the value of one of its fields.

    `members` maps the values of the field `name` to the names of the classes, several
    where the value leaves the choice open. What has another value is decoded as
    `default`, or else kept as an `UnknownVariant`.
    """

    __slots__ = ("default", "members", "name")

    def __init__(
        self,
        name: str,
        members: Mapping[str, str | Sequence[str]],
        *,
        default: str | None = None,
    ) -> None:
        self.name = name
        self.members = {
            tag: (names,) if isinstance(names, str) else tuple(names)
            for tag, names in members.items()
        }
        self.default = default

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Discriminated):
            return NotImplemented
        return self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def _key(self) -> tuple[object, ...]:
        return self.name, self.default, *self.members.items()

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        union = get_args(source) or (source,)
        members = {getattr(member, "__name__", ""): member for member in union}
        named = {name for names in self.members.values() for name in names}
        schemas = {
            name: handler.generate_schema(members[name])
            for name in named & set(members)
        }
        tagged: dict[Any, CoreSchema] = {}
        for tag, names in self.members.items():
            chosen = [schemas[name] for name in names if name in schemas]
            if chosen:
                one = (
                    chosen[0]
                    if len(chosen) == 1
                    else core_schema.union_schema([*chosen])
                )
                tagged |= dict.fromkeys(_spellings(tag), one)
        known = core_schema.tagged_union_schema(
            tagged, discriminator=self.name, from_attributes=False
        )
        if self.default in members:
            rest = [members[self.default]]
        else:
            rest = [m for m in union if getattr(m, "__name__", "") not in schemas]
        other = core_schema.no_info_before_validator_function(
            self._refuse_known,
            core_schema.union_schema([handler.generate_schema(m) for m in rest]),
        )
        choices: list[CoreSchema | tuple[CoreSchema, str]] = [(known, self.name)]
        if rest:
            choices.append((other, "other"))
        # An instance goes by its class: its field may be unset, or named otherwise.
        models = (m for m in union if isinstance(m, type) and issubclass(m, BaseModel))
        instance = core_schema.is_instance_schema(tuple(models))
        return core_schema.json_or_python_schema(
            core_schema.union_schema(choices, mode="left_to_right"),
            core_schema.union_schema([instance, *choices], mode="left_to_right"),
            serialization=core_schema.simple_ser_schema("any"),
        )

    def _refuse_known(self, value: object) -> object:
        """Keeps a broken member of the union from passing as another one."""
        if self._tag(value) in self.members:
            raise PydanticCustomError("variant_known", "does not fit its variant")
        return value

    def _tag(self, value: object) -> str:
        fields = cast(dict[str, object], value) if isinstance(value, dict) else {}
        tag = fields.get(self.name)
        return str(tag).lower() if isinstance(tag, bool) else str(tag)


def _spellings(tag: str) -> list[str | int | float | bool]:
    """The JSON values that a key of a mapping stands for, which is always a string."""
    try:
        value = from_json(tag)
    except ValueError:
        return [tag]
    return [tag, value] if isinstance(value, (int, float)) else [tag]


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
