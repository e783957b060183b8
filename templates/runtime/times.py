"""Dates and times as RFC 3339 writes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, PlainSerializer, TypeAdapter
from pydantic_core import CoreSchema, core_schema

from .model import BESIDE_TEXT
from .texts import written

_CLOCK = r"[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?"
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_OFFSET = "(Z|[+-][0-9]{2}:[0-9]{2})"
_LAST_ODD_OFFSET = 1972
"""The last year in which a zone of the IANA database has an offset with seconds."""
_LOOSE = r"[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)? ?([Zz]|[+-][0-9]{2}:?[0-9]{2})?"


class WrittenDateTime(datetime):
    """A date-time that a server wrote in another way than RFC 3339 says, or with more
    digits than a datetime holds; `text` is what it wrote, and what is sent again.

    What is calculated from it has no `text`.
    """

    text: str | None = None

    @classmethod
    def of(cls, text: str, value: datetime) -> WrittenDateTime:
        """The date-time of a text that means `value`."""
        written = cls.combine(value.date(), value.timetz())
        written.text = text
        return written

    def __reduce_ex__(self, protocol: object) -> tuple[Any, ...]:
        plain = datetime.combine(self.date(), self.timetz())
        return WrittenDateTime.of, (self.text, plain)


def _sent(value: Any) -> Any:
    """What pydantic writes as RFC 3339 does, else the text itself."""
    is_usual = type(value) is datetime and value.tzinfo is not None
    return value if is_usual and value.year > _LAST_ODD_OFFSET else written(value)


_ANY_DATETIME: TypeAdapter[datetime] = TypeAdapter(datetime)


def _as_written(value: str) -> datetime:
    # JSON is read strictly, which makes a datetime of few texts.
    return WrittenDateTime.of(value, _ANY_DATETIME.validate_python(value))


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
        exact = core_schema.no_info_after_validator_function(
            self.read, core_schema.str_schema(pattern=f"^{self.pattern}$")
        )
        instance = core_schema.is_instance_schema(self.kind)
        values = [core_schema.chain_schema([instance, inner]), exact]
        schema = core_schema.json_or_python_schema(exact, self._one(values))
        if not self.loose:
            return schema
        form = core_schema.str_schema(pattern=f"^{self.loose}$")
        loose = core_schema.no_info_after_validator_function(_as_written, form)
        return core_schema.json_or_python_schema(
            self._one([exact, loose]),
            self._one([*values, loose]),
            metadata={BESIDE_TEXT: schema},
        )

    def _one(self, schemas: Sequence[CoreSchema]) -> CoreSchema:
        choices: list[Any] = [*schemas]
        return core_schema.union_schema(
            choices,
            mode="left_to_right",
            custom_error_type=self.name.replace("-", "_"),
            custom_error_message=f"Input should be a {self.name} as in RFC 3339",
        )


DateTime = Annotated[
    datetime,
    _Written(
        datetime,
        "date-time",
        f"{_DAY}T{_CLOCK}{_OFFSET}",
        datetime.fromisoformat,
        f"{_DAY}[Tt ]{_LOOSE}",
    ),
    PlainSerializer(_sent, when_used="json"),
]
"""A point in time; one without a time zone cannot be sent."""

Date = Annotated[
    date,
    _Written(date, "date", _DAY, date.fromisoformat),
    PlainSerializer(_sent, when_used="json"),
]
"""A day."""

Time = Annotated[
    time,
    _Written(time, "time", f"{_CLOCK}{_OFFSET}?", time.fromisoformat),
    PlainSerializer(written, return_type=str, when_used="json"),
]
"""A time of day."""
