"""Scalars whose JSON is not what pydantic writes and reads for their Python type."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import (
    BeforeValidator,
    GetCoreSchemaHandler,
    PlainSerializer,
    SerializationInfo,
    SerializerFunctionWrapHandler,
    ValidatorFunctionWrapHandler,
    WrapSerializer,
    WrapValidator,
)
from pydantic_core import CoreSchema, SchemaSerializer, core_schema

from .texts import (
    MARK,
    PLAIN_DIGITS,
    CalendarDuration,
    WrittenDateTime,
    base64_text,
    base64url_text,
    date_text,
    date_time_text,
    number_text,
    time_text,
)

T = TypeVar("T")

EXACT = object()
"""The context of a serialization that writes decimals so."""

_CLOCK = r"[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?"
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_OFFSET = "(Z|[+-][0-9]{2}:[0-9]{2})"
_LAST_ODD_OFFSET = 1972
"""The last year in which a zone of the IANA database has an offset with seconds."""
_RFC_3339 = SchemaSerializer(core_schema.datetime_schema()).to_python
_LOOSE = r"[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)? ?([Zz]|[+-][0-9]{2}:?[0-9]{2})?"


def _bytes(value: object) -> object:
    """Bytes of standard or URL-safe Base64, padded or not (RFC 4648)."""
    if not isinstance(value, str):
        return value
    text = "".join(value.split()).rstrip("=").translate({0x2D: "+", 0x5F: "/"})
    content = b64decode(text + "=" * (-len(text) % 4), validate=True)
    rest = len(text) % 4
    if rest and b64encode(content[1 - rest :]).decode().rstrip("=") != text[-rest:]:
        raise ValueError("Base64 with bits that no byte has")  # some other text
    return content


def _number(value: Any, info: SerializationInfo[Any]) -> Any:
    if not isinstance(value, Decimal):
        return value
    if info.context is EXACT:
        return MARK + number_text(value)
    whole = value == value.to_integral_value() and value.adjusted() < PLAIN_DIGITS
    return int(value) if whole else float(value)


def date_time_json(value: datetime) -> str:
    """The same as `date_time_text`, and quicker: pydantic's own text where that will do.

    Raises:
        ValueError: It has no time zone.
    """
    is_usual = type(value) is datetime and value.tzinfo is not None
    if is_usual and value.year > _LAST_ODD_OFFSET:
        text: str = _RFC_3339(value, mode="json")
    else:
        text = _date_time(value)
    return text


def _sent(kind: type[T], write: Callable[[T], str]) -> Callable[[Any], Any]:
    """Writes values of a kind. Data that a response had in place of one stays data."""
    return lambda value: write(value) if isinstance(value, kind) else value


_date_time = _sent(datetime, date_time_text)


def _length(value: object, handler: ValidatorFunctionWrapHandler) -> timedelta:
    if isinstance(value, int | float):
        raise ValueError("a number is no duration of ISO 8601")
    made: timedelta = handler(value)
    if not isinstance(value, str):
        return made
    days = value.partition("T")[0]
    return CalendarDuration.of(value, made) if "M" in days or "Y" in days else made


def _length_text(value: timedelta, handler: SerializerFunctionWrapHandler) -> Any:
    return value.text if isinstance(value, CalendarDuration) else handler(value)


def _as_written(value: str, handler: ValidatorFunctionWrapHandler) -> datetime:
    return WrittenDateTime.of(value, handler(value))


@dataclass(frozen=True, slots=True)
class _Written:
    """Reads a type from texts of one form, and not from numbers or their digits."""

    kind: type
    name: str
    pattern: str
    read: Callable[[str], object]
    loose: str = ""
    """What is read as well, though RFC 3339 does not write it so."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        inner = handler(source)
        texts: list[CoreSchema] = [
            core_schema.no_info_after_validator_function(
                self.read, core_schema.str_schema(pattern=f"^{self.pattern}$")
            )
        ]
        if self.loose:
            written = core_schema.no_info_wrap_validator_function(_as_written, inner)
            loose = core_schema.str_schema(pattern=f"^{self.loose}$")
            texts.append(core_schema.chain_schema([loose, written]))
        instance = core_schema.is_instance_schema(self.kind)
        values = [core_schema.chain_schema([instance, inner]), *texts]
        return core_schema.json_or_python_schema(self._one(texts), self._one(values))

    def _one(self, choices: list[CoreSchema]) -> CoreSchema:
        if len(choices) == 1:
            return choices[0]
        return core_schema.union_schema(
            [*choices],
            mode="left_to_right",
            custom_error_type=self.name.replace("-", "_"),
            custom_error_message=f"Input should be a {self.name} as in RFC 3339",
        )


Base64 = Annotated[
    bytes,
    BeforeValidator(_bytes),
    PlainSerializer(_sent(bytes, base64_text), return_type=str, when_used="json"),
]
"""Bytes that travel as Base64 text."""

Base64Url = Annotated[
    bytes,
    BeforeValidator(_bytes),
    PlainSerializer(_sent(bytes, base64url_text), return_type=str, when_used="json"),
]
"""Bytes that travel as Base64 text in the alphabet for URLs."""

DecimalNumber = Annotated[Decimal, PlainSerializer(_number, when_used="json")]
"""A decimal that travels as a JSON number."""

DateTime = Annotated[
    datetime,
    _Written(
        datetime,
        "date-time",
        f"{_DAY}T{_CLOCK}{_OFFSET}",
        datetime.fromisoformat,
        f"{_DAY}[Tt ]{_LOOSE}",
    ),
    PlainSerializer(date_time_json, return_type=str, when_used="json"),
]
"""A point in time; one without a time zone cannot be sent."""

Date = Annotated[
    date,
    _Written(date, "date", _DAY, date.fromisoformat),
    PlainSerializer(_sent(date, date_text), return_type=str, when_used="json"),
]
"""A day."""

Time = Annotated[
    time,
    _Written(time, "time", f"{_CLOCK}{_OFFSET}?", time.fromisoformat),
    PlainSerializer(_sent(time, time_text), return_type=str, when_used="json"),
]
"""A time of day."""

Duration = Annotated[
    timedelta, WrapValidator(_length), WrapSerializer(_length_text, when_used="json")
]
"""A duration that travels as ISO 8601 writes it."""
