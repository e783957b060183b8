"""`body-dictionary.json`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, timedelta
from typing import Any

from ..table import Drifts, Table, call
from .arrays import (
    ARRAYS,
    BASE64_URL,
    BYTES,
    DATES,
    DICTIONARIES,
    FLOATS,
    PRODUCTS,
    RFC_1123,
    TIMES,
    with_middle,
)

DURATIONS = [timedelta(days=123, hours=22, minutes=14, seconds=12.011), timedelta(days=5, hours=1)]


def keyed(items: Sequence[Any]) -> dict[str, Any]:
    """The items by their positions."""
    return {str(i): item for i, item in enumerate(items)}


FOOS = ["foo1", "foo2", "foo3"]
ROOT = "/dictionary"
PRIM = "/dictionary/prim"

TABLES = [
    Table(
        "body-dictionary.json",
        (
            call("getDictionaryNull", f"GET {ROOT}/null", gives=Drifts(None)),
            call("getDictionaryEmpty", f"GET {ROOT}/empty", gives={}),
            call("putDictionaryEmpty", f"PUT {ROOT}/empty", {}),
            call(
                "getDictionaryInvalid",
                f"GET {ROOT}/invalid",
                gives=Drifts('{"key1": "val1", "key2", "val2"'),
            ),
            call("getDictionaryNullValue", f"GET {ROOT}/nullvalue", gives=Drifts({"key1": None})),
            call("getDictionaryNullkey", f"GET {ROOT}/nullkey", gives=Drifts('{null : "val1"}')),
            call("getDictionaryKeyEmptyString", f"GET {ROOT}/keyemptystring", gives={"": "val1"}),
            *(
                row
                for kind, name, valid in (
                    ("Boolean", "tfft", [True, False, False, True]),
                    ("Integer", "1.-1.3.300", [1, -1, 3, 300]),
                    ("Long", "1.-1.3.300", [1, -1, 3, 300]),
                    ("Float", "0--0.01-1.2e20", FLOATS),
                    ("Double", "0--0.01-1.2e20", FLOATS),
                    ("String", "foo1.foo2.foo3", FOOS),
                    ("Date", "valid", DATES),
                    ("Byte", "valid", BYTES),
                    ("Duration", "valid", DURATIONS),
                )
                for row in (
                    call(
                        f"getDictionary{kind}Valid",
                        f"GET {PRIM}/{kind.lower()}/{name}",
                        gives=keyed(valid),
                    ),
                    call(
                        f"putDictionary{kind}Valid",
                        f"PUT {PRIM}/{kind.lower()}/{name}",
                        keyed(valid),
                    ),
                )
            ),
            call(
                "getDictionaryBooleanWithNull",
                f"GET {PRIM}/boolean/true.null.false",
                gives=Drifts(keyed([True, None, False])),
            ),
            call(
                "getDictionaryBooleanWithString",
                f"GET {PRIM}/boolean/true.boolean.false",
                gives=Drifts(keyed([True, "boolean", False])),
            ),
            *(
                row
                for kind in ("Integer", "Long")
                for row in (
                    call(
                        f"getDictionary{kind}WithNull",
                        f"GET {PRIM}/{kind.lower()}/1.null.zero",
                        gives=Drifts(keyed([1, None, 0])),
                    ),
                    call(
                        f"getDictionary{kind}WithString",
                        f"GET {PRIM}/{kind.lower()}/1.integer.0",
                        gives=Drifts(keyed([1, "integer", 0])),
                    ),
                )
            ),
            *(
                row
                for kind in ("Float", "Double")
                for row in (
                    call(
                        f"getDictionary{kind}WithNull",
                        f"GET {PRIM}/{kind.lower()}/0.0-null-1.2e20",
                        gives=Drifts(keyed([0.0, None, -1.2e20])),
                    ),
                    call(
                        f"getDictionary{kind}WithString",
                        f"GET {PRIM}/{kind.lower()}/1.number.0",
                        gives=Drifts(keyed([1.0, "number", 0.0])),
                    ),
                )
            ),
            call(
                "getDictionaryStringWithNull",
                f"GET {PRIM}/string/foo.null.foo2",
                gives=Drifts(keyed(["foo", None, "foo2"])),
            ),
            call(
                "getDictionaryStringWithNumber",
                f"GET {PRIM}/string/foo.123.foo2",
                gives=Drifts(keyed(["foo", 123, "foo2"])),
            ),
            call(
                "getDictionaryDateWithNull",
                f"GET {PRIM}/date/invalidnull",
                gives=Drifts(keyed([date(2012, 1, 1), None, date(1776, 7, 4)])),
            ),
            call(
                "getDictionaryDateWithInvalidChars",
                f"GET {PRIM}/date/invalidchars",
                gives=Drifts(keyed([date(2011, 3, 22), "date"])),
            ),
            call("getDictionaryDateTimeValid", f"GET {PRIM}/date-time/valid", gives=keyed(TIMES)),
            call(
                "putDictionaryDateTimeValid",
                f"PUT {PRIM}/date-time/valid",
                keyed([time.astimezone(UTC) for time in TIMES]),
            ),
            call(
                "getDictionaryDateTimeWithNull",
                f"GET {PRIM}/date-time/invalidnull",
                gives=Drifts(keyed([TIMES[0], None])),
            ),
            call(
                "getDictionaryDateTimeWithInvalidChars",
                f"GET {PRIM}/date-time/invalidchars",
                gives=Drifts(keyed([TIMES[0], "date-time"])),
            ),
            call(
                "getDictionaryDateTimeRfc1123Valid",
                f"GET {PRIM}/date-time-rfc1123/valid",
                gives=keyed(RFC_1123),
            ),
            call(
                "putDictionaryDateTimeRfc1123Valid",
                f"PUT {PRIM}/date-time-rfc1123/valid",
                keyed(RFC_1123),
            ),
            call(
                "getDictionaryByteWithNull",
                f"GET {PRIM}/byte/invalidnull",
                gives=Drifts(keyed([b"\xab\xac\xad", None])),
            ),
            call("getDictionaryBase64Url", f"GET {PRIM}/base64url/valid", gives=keyed(BASE64_URL)),
            call("getDictionaryComplexNull", f"GET {ROOT}/complex/null"),
            call("getDictionaryArrayNull", f"GET {ROOT}/array/null"),
            call("getDictionaryDictionaryNull", f"GET {ROOT}/dictionary/null", gives=Drifts(None)),
            *(
                row
                for kind, items, empty in (
                    ("Complex", PRODUCTS, {}),
                    ("Array", ARRAYS, []),
                    ("Dictionary", DICTIONARIES, {}),
                )
                for row in (
                    call(f"getDictionary{kind}Empty", f"GET {ROOT}/{kind.lower()}/empty", gives={}),
                    call(
                        f"getDictionary{kind}ItemNull",
                        f"GET {ROOT}/{kind.lower()}/itemnull",
                        gives=keyed(with_middle(items, None)),
                    ),
                    call(
                        f"getDictionary{kind}ItemEmpty",
                        f"GET {ROOT}/{kind.lower()}/itemempty",
                        gives=keyed(with_middle(items, empty)),
                    ),
                    call(
                        f"getDictionary{kind}Valid",
                        f"GET {ROOT}/{kind.lower()}/valid",
                        gives=keyed(items),
                    ),
                    call(
                        f"putDictionary{kind}Valid",
                        f"PUT {ROOT}/{kind.lower()}/valid",
                        keyed(items),
                    ),
                )
            ),
        ),
    )
]
