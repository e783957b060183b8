"""The table of kinds of primitive values.

A new `Kind` needs a row here and, if it has its own class, that class in the runtime. Annotations of fields, accepted
types, formats, samples of fakes, the check of examples and the documentation of headers follow from the row. What else a
kind needs is listed in CONTRIBUTING.md, "A new format".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from enum import Enum
from typing import TypeAlias
from uuid import UUID

from restamp.ir.types import Kind
from restamp.records import dataclass
from restamp.runtime import modules as runtime

Symbol: TypeAlias = tuple[str, str]
"""A module and a name in it; the module is empty for a built-in name."""
Check: TypeAlias = Callable[[str], object]


class Sending(Enum):
    """What determines the serialization of a value in a request."""

    BY_VALUE = "value"
    """Its class, which has one serialization."""
    BY_GUESS = "guess"
    """Its class, unless the type has another serialization."""
    BY_TYPE = "type"
    """Only its type: the class usually has another serialization."""


@dataclass(frozen=True, slots=True)
class Row:
    """The properties of one kind."""

    annotation: Symbol
    """The annotation of received values."""
    passed: Symbol | None = None
    """The annotation of arguments, if it is different."""
    accepts: str = ""
    """A built-in class that is also accepted everywhere."""
    accepts_in_body: str = ""
    """A built-in class that is also accepted in bodies."""
    sending: Sending = Sending.BY_VALUE
    header: str = "str"
    """The type argument of `response.header`."""
    is_string: bool = True
    """Whether it is a string in JSON."""
    formats: tuple[str, ...] = ()
    """Values of `format` for strings of this kind."""
    encodings: tuple[str, ...] = ()
    """Values of `contentEncoding` for strings of this kind (JSON Schema Validation, section 8.3)."""
    is_unmistakable: bool = False
    """Whether `format` implies the kind without a `type`."""
    sample: str = ""
    """The sample value if the document has no example."""
    check: Check | None = None
    """Checks an example; raises ValueError if it is invalid."""


ROWS: Mapping[Kind, Row] = {
    Kind.ANY: Row(("typing", "Any"), is_string=False),
    Kind.NULL: Row(("", "None"), is_string=False),
    Kind.BOOLEAN: Row(("", "bool"), header="bool", is_string=False),
    Kind.INTEGER: Row(("", "int"), sending=Sending.BY_GUESS, header="int", is_string=False),
    Kind.NUMBER: Row(("", "float"), sending=Sending.BY_GUESS, header="float", is_string=False),
    Kind.STRING: Row(("", "str"), sample="string"),
    Kind.DECIMAL: Row(
        (runtime.DECIMALS, "DecimalText"),
        ("decimal", "Decimal"),
        accepts_in_body="str",
        sending=Sending.BY_GUESS,
        formats=("decimal",),
        sample="0",
    ),
    Kind.DECIMAL_NUMBER: Row(
        (runtime.DECIMALS, "DecimalNumber"),
        ("decimal", "Decimal"),
        accepts_in_body="float",
        sending=Sending.BY_TYPE,
        is_string=False,
    ),
    Kind.DATE_TIME: Row(
        (runtime.TIMES, "DateTime"),
        ("datetime", "datetime"),
        accepts_in_body="str",
        header="datetime",
        formats=("date-time", "datetime"),
        is_unmistakable=True,
        sample="2024-01-31T12:30:00Z",
        check=datetime.fromisoformat,
    ),
    Kind.DATE: Row(
        (runtime.TIMES, "Date"),
        ("datetime", "date"),
        accepts_in_body="str",
        header="date",
        formats=("date",),
        is_unmistakable=True,
        sample="2024-01-31",
        check=date.fromisoformat,
    ),
    Kind.TIME: Row(
        (runtime.TIMES, "Time"),
        ("datetime", "time"),
        accepts_in_body="str",
        formats=("time",),
        is_unmistakable=True,
        sample="12:30:00Z",
        check=time.fromisoformat,
    ),
    Kind.DURATION: Row(
        (runtime.DURATIONS, "Duration"),
        ("datetime", "timedelta"),
        accepts_in_body="str",
        formats=("duration",),
        sample="P1D",
    ),
    Kind.UUID: Row(
        ("uuid", "UUID"),
        accepts="str",
        accepts_in_body="str",
        formats=("uuid", "uuid4"),
        is_unmistakable=True,
        sample="00000000-0000-4000-8000-000000000000",
        check=UUID,
    ),
    Kind.BASE64: Row(
        (runtime.BASE64S, "Base64"),
        ("", "bytes"),
        accepts_in_body="str",
        sending=Sending.BY_GUESS,
        formats=("byte", "base64"),
        encodings=("base64",),
    ),
    Kind.BASE64URL: Row(
        (runtime.BASE64S, "Base64Url"),
        ("", "bytes"),
        accepts_in_body="str",
        sending=Sending.BY_TYPE,
        formats=("base64url",),
        encodings=("base64url",),
    ),
    Kind.BINARY: Row(
        ("", "bytes"),
        sending=Sending.BY_TYPE,
        formats=("binary",),
        encodings=("binary",),  # RFC 2045, section 2.9
    ),
    Kind.FILE: Row((runtime.FILES, "FileContent"), sending=Sending.BY_GUESS),
    Kind.OBJECT: Row(("", "dict"), is_string=False),
}
FORMATS: Mapping[str, Kind] = {f: kind for kind, row in ROWS.items() for f in row.formats}
"""Kinds of strings, by `format`."""
ENCODINGS: Mapping[str, Kind] = {e: kind for kind, row in ROWS.items() for e in row.encodings}
"""Kinds of strings, by `contentEncoding`; others are plain strings."""
