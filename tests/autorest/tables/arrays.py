"""`body-array.json`."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

from ..table import Drifts, Member, Table, call

DATES = [date(2000, 12, 1), date(1980, 1, 2), date(1492, 10, 12)]
TIMES = [
    datetime(2000, 12, 1, 0, 0, 1, tzinfo=UTC),
    datetime(1980, 1, 2, 0, 11, 35, tzinfo=timezone(timedelta(hours=1))),
    datetime(1492, 10, 12, 10, 15, 1, tzinfo=timezone(timedelta(hours=-8))),
]
SENT_TIMES = [time.replace(tzinfo=UTC) for time in TIMES]
RFC_1123 = [
    "Fri, 01 Dec 2000 00:00:01 GMT",
    "Wed, 02 Jan 1980 00:11:35 GMT",
    "Wed, 12 Oct 1492 10:15:01 GMT",
]
DURATIONS = [timedelta(days=123, hours=22, minutes=14, seconds=12.011), timedelta(days=5, hours=1)]
BYTES = [b"\xff\xff\xff\xfa", b"\x01\x02\x03", b"%)C"]
BASE64_URL = [b"a string that gets encoded with base64url", b"test string", b"Lorem ipsum"]
UUIDS = [
    UUID("6dcc7237-45fe-45c4-8a6b-3a8a3f625652"),
    UUID("d1399005-30f7-40d6-8da6-dd7c89ad34db"),
    UUID("f42f6aa1-a5bc-4ddf-907e-5f915de43205"),
]
FLOATS = [0.0, -0.01, -1.2e20]
PRODUCTS: list[Any] = [
    {"integer": 1, "string": "2"},
    {"integer": 3, "string": "4"},
    {"integer": 5, "string": "6"},
]
ARRAYS: list[Any] = [["1", "2", "3"], ["4", "5", "6"], ["7", "8", "9"]]
DICTIONARIES: list[Any] = [
    {"1": "one", "2": "two", "3": "three"},
    {"4": "four", "5": "five", "6": "six"},
    {"7": "seven", "8": "eight", "9": "nine"},
]


def with_middle(items: list[Any], middle: Any) -> list[Any]:
    """The same list with another second item."""
    return [items[0], middle, *items[2:]]


FOOS = ["foo1", "foo2", "foo3"]
PRIM = "/array/prim"

TABLES = [
    Table(
        "body-array.json",
        (
            call("getArrayNull", "GET /array/null", gives=Drifts(None)),
            call("getArrayInvalid", "GET /array/invalid", gives=Drifts("[1, 2, 3")),
            call("getArrayEmpty", "GET /array/empty", gives=[]),
            call("putArrayEmpty", "PUT /array/empty", []),
            call(
                "getArrayBooleanValid",
                f"GET {PRIM}/boolean/tfft",
                gives=[True, False, False, True],
            ),
            call("putArrayBooleanValid", f"PUT {PRIM}/boolean/tfft", [True, False, False, True]),
            call(
                "getArrayBooleanWithNull",
                f"GET {PRIM}/boolean/true.null.false",
                gives=Drifts([True, None, False]),
            ),
            call(
                "getArrayBooleanWithString",
                f"GET {PRIM}/boolean/true.boolean.false",
                gives=Drifts([True, "boolean", False]),
            ),
            call("getArrayIntegerValid", f"GET {PRIM}/integer/1.-1.3.300", gives=[1, -1, 3, 300]),
            call("putArrayIntegerValid", f"PUT {PRIM}/integer/1.-1.3.300", [1, -1, 3, 300]),
            call(
                "getArrayIntegerWithNull",
                f"GET {PRIM}/integer/1.null.zero",
                gives=Drifts([1, None, 0]),
            ),
            call(
                "getArrayIntegerWithString",
                f"GET {PRIM}/integer/1.integer.0",
                gives=Drifts([1, "integer", 0]),
            ),
            call("getArrayLongValid", f"GET {PRIM}/long/1.-1.3.300", gives=[1, -1, 3, 300]),
            call("putArrayLongValid", f"PUT {PRIM}/long/1.-1.3.300", [1, -1, 3, 300]),
            call(
                "getArrayLongWithNull", f"GET {PRIM}/long/1.null.zero", gives=Drifts([1, None, 0])
            ),
            call(
                "getArrayLongWithString",
                f"GET {PRIM}/long/1.integer.0",
                gives=Drifts([1, "integer", 0]),
            ),
            *(
                row
                for kind in ("Float", "Double")
                for row in (
                    call(
                        f"getArray{kind}Valid",
                        f"GET {PRIM}/{kind.lower()}/0--0.01-1.2e20",
                        gives=FLOATS,
                    ),
                    call(
                        f"putArray{kind}Valid", f"PUT {PRIM}/{kind.lower()}/0--0.01-1.2e20", FLOATS
                    ),
                    call(
                        f"getArray{kind}WithNull",
                        f"GET {PRIM}/{kind.lower()}/0.0-null-1.2e20",
                        gives=Drifts([0.0, None, -1.2e20]),
                    ),
                    call(
                        f"getArray{kind}WithString",
                        f"GET {PRIM}/{kind.lower()}/1.number.0",
                        gives=Drifts([1.0, "number", 0.0]),
                    ),
                )
            ),
            call("getArrayStringValid", f"GET {PRIM}/string/foo1.foo2.foo3", gives=FOOS),
            call("putArrayStringValid", f"PUT {PRIM}/string/foo1.foo2.foo3", FOOS),
            call(
                "getArrayEnumValid",
                f"GET {PRIM}/enum/foo1.foo2.foo3",
                gives=[Member(foo) for foo in FOOS],
            ),
            call("putArrayEnumValid", f"PUT {PRIM}/enum/foo1.foo2.foo3", FOOS),
            call(
                "getArrayStringEnumValid",
                f"GET {PRIM}/string-enum/foo1.foo2.foo3",
                gives=[Member(foo) for foo in FOOS],
            ),
            call("putArrayStringEnumValid", f"PUT {PRIM}/string-enum/foo1.foo2.foo3", FOOS),
            call(
                "getArrayStringWithNull",
                f"GET {PRIM}/string/foo.null.foo2",
                gives=["foo", None, "foo2"],
            ),
            call(
                "getArrayStringWithNumber",
                f"GET {PRIM}/string/foo.123.foo2",
                gives=Drifts(["foo", 123, "foo2"]),
            ),
            call("getArrayUuidValid", f"GET {PRIM}/uuid/valid", gives=UUIDS),
            call("putArrayUuidValid", f"PUT {PRIM}/uuid/valid", UUIDS),
            call(
                "getArrayUuidWithInvalidChars",
                f"GET {PRIM}/uuid/invalidchars",
                gives=Drifts([UUIDS[0], "foo"]),
            ),
            call("getArrayDateValid", f"GET {PRIM}/date/valid", gives=DATES),
            call("putArrayDateValid", f"PUT {PRIM}/date/valid", DATES),
            call(
                "getArrayDateWithNull",
                f"GET {PRIM}/date/invalidnull",
                gives=Drifts([date(2012, 1, 1), None, date(1776, 7, 4)]),
            ),
            call(
                "getArrayDateWithInvalidChars",
                f"GET {PRIM}/date/invalidchars",
                gives=Drifts([date(2011, 3, 22), "date"]),
            ),
            call("getArrayDateTimeValid", f"GET {PRIM}/date-time/valid", gives=TIMES),
            call("putArrayDateTimeValid", f"PUT {PRIM}/date-time/valid", SENT_TIMES),
            call(
                "getArrayDateTimeWithNull",
                f"GET {PRIM}/date-time/invalidnull",
                gives=Drifts([TIMES[0], None]),
            ),
            call(
                "getArrayDateTimeWithInvalidChars",
                f"GET {PRIM}/date-time/invalidchars",
                gives=Drifts([TIMES[0], "date-time"]),
            ),
            call(
                "getArrayDateTimeRfc1123Valid",
                f"GET {PRIM}/date-time-rfc1123/valid",
                gives=RFC_1123,
            ),
            call("putArrayDateTimeRfc1123Valid", f"PUT {PRIM}/date-time-rfc1123/valid", RFC_1123),
            call("getArrayDurationValid", f"GET {PRIM}/duration/valid", gives=DURATIONS),
            call("putArrayDurationValid", f"PUT {PRIM}/duration/valid", DURATIONS),
            call("getArrayByteValid", f"GET {PRIM}/byte/valid", gives=BYTES),
            call("putArrayByteValid", f"PUT {PRIM}/byte/valid", BYTES),
            call(
                "getArrayByteWithNull",
                f"GET {PRIM}/byte/invalidnull",
                gives=Drifts([b"\xab\xac\xad", None]),
            ),
            call("getArrayBase64Url", f"GET {PRIM}/base64url/valid", gives=BASE64_URL),
            call("getArrayComplexNull", "GET /array/complex/null", gives=Drifts(None)),
            call("getArrayComplexEmpty", "GET /array/complex/empty", gives=[]),
            call(
                "getArrayComplexItemNull",
                "GET /array/complex/itemnull",
                gives=with_middle(PRODUCTS, None),
            ),
            call(
                "getArrayComplexItemEmpty",
                "GET /array/complex/itemempty",
                gives=with_middle(PRODUCTS, {}),
            ),
            call("getArrayComplexValid", "GET /array/complex/valid", gives=PRODUCTS),
            call("putArrayComplexValid", "PUT /array/complex/valid", PRODUCTS),
            call("getArrayArrayNull", "GET /array/array/null", gives=Drifts(None)),
            call("getArrayArrayEmpty", "GET /array/array/empty", gives=[]),
            call(
                "getArrayArrayItemNull",
                "GET /array/array/itemnull",
                gives=with_middle(ARRAYS, None),
            ),
            call(
                "getArrayArrayItemEmpty",
                "GET /array/array/itemempty",
                gives=with_middle(ARRAYS, []),
            ),
            call("getArrayArrayValid", "GET /array/array/valid", gives=ARRAYS),
            call("putArrayArrayValid", "PUT /array/array/valid", ARRAYS),
            call("getArrayDictionaryNull", "GET /array/dictionary/null", gives=Drifts(None)),
            call("getArrayDictionaryEmpty", "GET /array/dictionary/empty", gives=[]),
            call(
                "getArrayDictionaryItemNull",
                "GET /array/dictionary/itemnull",
                gives=with_middle(DICTIONARIES, None),
            ),
            call(
                "getArrayDictionaryItemEmpty",
                "GET /array/dictionary/itemempty",
                gives=with_middle(DICTIONARIES, {}),
            ),
            call("getArrayDictionaryValid", "GET /array/dictionary/valid", gives=DICTIONARIES),
            call("putArrayDictionaryValid", "PUT /array/dictionary/valid", DICTIONARIES),
        ),
    )
]
