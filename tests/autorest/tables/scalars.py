"""Documents whose bodies are one number, string, date or file."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any

from ..table import Drifts, Fails, Member, Table, call

NON_ASCII = bytes(range(255, 245, -1))
LAST = datetime(9999, 12, 31, 23, 59, 59, 999000, tzinfo=UTC)
EAST = timezone(timedelta(hours=14))
WEST = timezone(timedelta(hours=-14))
WHITESPACE = "    Now is the time for all good men to come to the aid of their country    "
BASE64_URL = b"a string that gets encoded with base64url"
MULTIBYTE = (
    "\u554a\u9f44\u4e02\u72db\u72dc\uf9f1\uf92c\uf9f1\ufa0c\ufa29\u02ca\u301e\u3021"
    "\uffe4\u2121\u3231\u2010\u30fc\ufe61\ufe62\ufe6b\u3001\u3013\u2170\u2179\u2488"
    "\u20ac\u3220\u3229\u2160\u216b\uff01\uffe3\u3041\u3093\u30a1\u30f6\u0391\ufe34"
    "\u0410\u042f\u0430\u044f\u0101\u0261\u3105\u3129\u2500\u254b\ufe35\ufe44\ufe3b"
    "\ufe31\ufe33\ufe34\u2170\u2179\u0251\ue7c7\u0261\u3007\u303e\u2ffb\u2e81\ue843"
    "\u4723\ue864\u20ac"
)


def numbers(kind: str, convert: Any) -> tuple[Any, ...]:
    """Rows for numbers that are decoded by `convert`."""
    lower = kind.lower()
    rows = (
        ("BigPositiveDecimal", "big", "99999999.99"),
        ("BigNegativeDecimal", "big", "-99999999.99"),
        ("Big", "big", "2.5976931e+101"),
        ("Small", "small", "2.5976931e-101"),
    )
    suffix = "ScientificNotation" if kind == "Double" else ""
    return tuple(
        row
        for name, folder, text in rows
        for key in (kind + name + ("" if "Decimal" in name else suffix),)
        for url in (f"/number/{folder}/{lower}/{text}",)
        for row in (
            call(f"get{key}", f"GET {url}", gives=convert(text)),
            call(f"put{key}", f"PUT {url}", convert(text)),
        )
    )


TABLES = [
    Table(
        "body-byte.json",
        (
            call("getByteNull", "GET /byte/null", gives=Drifts(None)),
            call("getByteEmpty", "GET /byte/empty", gives=b""),
            call("getByteNonAscii", "GET /byte/nonAscii", gives=NON_ASCII),
            call("putByteNonAscii", "PUT /byte/nonAscii", NON_ASCII),
            call("getByteInvalid", "GET /byte/invalid", gives=Drifts("::::SWAGGER::::")),
        ),
    ),
    Table(
        "body-date.json",
        (
            call("getDateNull", "GET /date/null"),
            call("getDateInvalid", "GET /date/invaliddate", gives=Drifts("201O-18-90")),
            call("getDateOverflow", "GET /date/overflowdate", gives=Drifts("10000000000-12-31")),
            call("getDateUnderflow", "GET /date/underflowdate", gives=Drifts("0000-00-00")),
            call("getDateMax", "GET /date/max", gives=date(9999, 12, 31)),
            call("putDateMax", "PUT /date/max", date(9999, 12, 31)),
            call("getDateMin", "GET /date/min", gives="0001-01-01"),
            call("putDateMin", "PUT /date/min", date(1, 1, 1)),
        ),
    ),
    Table(
        "body-datetime.json",
        (
            call("getDateTimeNull", "GET /datetime/null"),
            call(
                "getDateTimeInvalid",
                "GET /datetime/invalid",
                gives=Drifts("201O-18-90D00:89:56.9AX"),
            ),
            call("getDateTimeOverflow", "GET /datetime/overflow", gives=LAST.replace(tzinfo=WEST)),
            call(
                "getDateTimeUnderflow",
                "GET /datetime/underflow",
                gives=Drifts("0000-00-00T00:00:00.000+00:00"),
            ),
            call("putDateTimeMaxUtc", "PUT /datetime/max/utc", LAST),
            call(
                "putDateTimeMaxUtc7MS", "PUT /datetime/max/utc7ms", "9999-12-31T23:59:59.9999999Z"
            ),
            *(
                call(
                    f"getDateTimeMax{name}{case}",
                    f"GET /datetime/max/{zone}/{case.lower()}",
                    gives=LAST.replace(tzinfo=offset),
                )
                for case in ("Lowercase", "Uppercase")
                for name, zone, offset in (
                    ("Utc", "utc", UTC),
                    ("LocalPositiveOffset", "localpositiveoffset", EAST),
                    ("LocalNegativeOffset", "localnegativeoffset", WEST),
                )
            ),
            call(
                "getDateTimeMaxUtc7MSUppercase",
                "GET /datetime/max/utc7ms/uppercase",
                gives=LAST.replace(microsecond=999999),
            ),
            *(
                call(
                    f"putDateTime{limit}{name}",
                    f"PUT /datetime/{limit.lower()}/{name.lower()}",
                    moment.replace(tzinfo=offset),
                )
                for limit, moment in (("Max", LAST), ("Min", datetime(1, 1, 1, tzinfo=UTC)))
                for name, offset in (("LocalPositiveOffset", EAST), ("LocalNegativeOffset", WEST))
            ),
            call("putDateTimeMinUtc", "PUT /datetime/min/utc", datetime(1, 1, 1, tzinfo=UTC)),
            # Enums with one value, which is not converted.
            *(
                call(
                    f"getDateTimeMin{name}",
                    f"GET /datetime/min/{name.lower()}",
                    gives=f"0001-01-01T00:00:00{offset}",
                )
                for name, offset in (
                    ("Utc", "Z"),
                    ("LocalPositiveOffset", "+14:00"),
                    ("LocalNegativeOffset", "-14:00"),
                )
            ),
            call(
                "getDateTimeMinLocalNoOffset",
                "GET /datetime/min/localnooffset",
                gives=datetime(1, 1, 1),
            ),
        ),
    ),
    Table(
        "body-datetime-rfc1123.json",
        (
            call("getDateTimeRfc1123Null", "GET /datetimerfc1123/null"),
            call(
                "getDateTimeRfc1123Invalid",
                "GET /datetimerfc1123/invalid",
                gives="Tue, 01 Dec 2000 00:00:0A ABC",
            ),
            call(
                "getDateTimeRfc1123Overflow",
                "GET /datetimerfc1123/overflow",
                gives="Sat, 1 Jan 10000 00:00:00 GMT",
            ),
            call(
                "getDateTimeRfc1123Underflow",
                "GET /datetimerfc1123/underflow",
                gives="Tue, 00 Jan 0000 00:00:00 GMT",
            ),
            call(
                "getDateTimeRfc1123MaxUtcLowercase",
                "GET /datetimerfc1123/max/lowercase",
                gives="fri, 31 dec 9999 23:59:59 gmt",
            ),
            call(
                "getDateTimeRfc1123MaxUtcUppercase",
                "GET /datetimerfc1123/max/uppercase",
                gives="FRI, 31 DEC 9999 23:59:59 GMT",
            ),
            call(
                "getDateTimeRfc1123MinUtc",
                "GET /datetimerfc1123/min",
                gives="Mon, 01 Jan 0001 00:00:00 GMT",
            ),
            call(
                "putDateTimeRfc1123Max",
                "PUT /datetimerfc1123/max",
                "Fri, 31 Dec 9999 23:59:59 GMT",
            ),
            call(
                "putDateTimeRfc1123Min",
                "PUT /datetimerfc1123/min",
                "Mon, 01 Jan 0001 00:00:00 GMT",
            ),
        ),
    ),
    Table(
        "body-duration.json",
        (
            call("getDurationNull", "GET /duration/null"),
            call("getDurationInvalid", "GET /duration/invalid", gives=Drifts("123ABC")),
            call(
                "getDurationPositive",
                "GET /duration/positiveduration",
                gives=timedelta(days=1279, seconds=45005),
            ),
            call(
                "putDurationPositive",
                "PUT /duration/positiveduration",
                timedelta(days=123, hours=22, minutes=14, seconds=12.011),
            ),
        ),
    ),
    Table(
        "body-integer.json",
        (
            call("getIntegerNull", "GET /int/null"),
            call("getIntegerInvalid", "GET /int/invalid", gives=Drifts("123jkl")),
            call("getIntegerOverflow", "GET /int/overflowint32", gives=2147483656),
            call("getIntegerUnderflow", "GET /int/underflowint32", gives=-2147483656),
            call("getLongOverflow", "GET /int/overflowint64", gives=9223372036854775910),
            call("getLongUnderflow", "GET /int/underflowint64", gives=-9223372036854775910),
            call("getUnixTime", "GET /int/unixtime", gives=1460505600),
            call("getInvalidUnixTime", "GET /int/invalidunixtime", gives=Drifts("123jkl")),
            call("getNullUnixTime", "GET /int/nullunixtime"),
            call("putUnixTime", "PUT /int/unixtime", 1460505600),
            call("putIntegerMax", "PUT /int/max/32", 2**31 - 1),
            call("putIntegerMin", "PUT /int/min/32", -(2**31)),
            call("putLongMax", "PUT /int/max/64", 2**63 - 1),
            call("putLongMin", "PUT /int/min/64", -(2**63)),
        ),
    ),
    Table(
        "body-number.json",
        (
            call("getNumberNull", "GET /number/null"),
            call(
                "getFloatInvalid",
                "GET /number/invalidfloat",
                gives=Drifts("2147483656.090096789909j"),
            ),
            call(
                "getDoubleInvalid",
                "GET /number/invaliddouble",
                gives=Drifts("9223372036854775910.980089k"),
            ),
            call(
                "getDecimalInvalid",
                "GET /number/invaliddecimal",
                gives=Drifts("9223372036854775910.980089k"),
            ),
            *(
                row
                for name, folder, text in (
                    ("Big", "big", "3.402823e+20"),
                    ("Small", "small", "3.402823e-20"),
                )
                for row in (
                    call(
                        f"getFloat{name}ScientificNotation",
                        f"GET /number/{folder}/float/{text}",
                        gives=float(text),
                    ),
                    call(
                        f"putFloat{name}ScientificNotation",
                        f"PUT /number/{folder}/float/{text}",
                        float(text),
                    ),
                )
            ),
            *numbers("Double", float),
            *numbers("Decimal", float),
            call(
                "putDecimalBig", "PUT /number/big/decimal/2.5976931e+101", Decimal("2.5976931e101")
            ),
        ),
    ),
    Table(
        "body-string.json",
        (
            call("getStringNull", "GET /string/null"),
            call("putStringNull", "PUT /string/null", None),
            call("getStringEmpty", "GET /string/empty", gives=""),
            call("putStringEmpty", "PUT /string/empty", ""),
            call("getStringMultiByteCharacters", "GET /string/mbcs", gives=MULTIBYTE),
            call("putStringMultiByteCharacters", "PUT /string/mbcs", MULTIBYTE),
            call(
                "getStringWithLeadingAndTrailingWhitespace",
                "GET /string/whitespace",
                gives=WHITESPACE,
            ),
            call("putStringWithLeadingAndTrailingWhitespace", "PUT /string/whitespace", WHITESPACE),
            call("getStringNotProvided", "GET /string/notProvided", gives=""),
            call(
                "getStringBase64Encoded",
                "GET /string/base64Encoding",
                gives=b"a string that gets encoded with base64",
            ),
            call("getStringBase64UrlEncoded", "GET /string/base64UrlEncoding", gives=BASE64_URL),
            call("putStringBase64UrlEncoded", "PUT /string/base64UrlEncoding", BASE64_URL),
            call("getStringNullBase64UrlEncoding", "GET /string/nullBase64UrlEncoding"),
            call(
                "getEnumNotExpandable",
                "GET /string/enum/notExpandable",
                gives=Member("red color"),
            ),
            call("putEnumNotExpandable", "PUT /string/enum/notExpandable", "red color"),
            call("getEnumReferenced", "GET /string/enum/Referenced", gives=Member("red color")),
            call("putEnumReferenced", "PUT /string/enum/Referenced", "red color"),
            call(
                "getEnumReferencedConstant",
                "GET /string/enum/ReferencedConstant",
                gives={"field1": "Sample String"},
            ),
            call(
                "putEnumReferencedConstant",
                "PUT /string/enum/ReferencedConstant",
                {"ColorConstant": "green-color"},
            ),
        ),
    ),
    Table(
        "body-time.json",
        (
            call("BodyTimeGet", "GET /time/get", gives=time(11, 34, 56)),
            call("BodyTimePut", "PUT /time/put", time(8, 7, 56), gives="Nice job posting time"),
        ),
    ),
    Table(
        "body-binary.json",
        (
            call("BodyBinaryFile", "POST /binary/file", {"more": "cowbell"}),
            call("BodyBinaryOctet", "PUT /binary/octet", b"\x00\xff"),
            call("BodyBinaryError", "GET /binary/error", gives=Fails(400)),
        ),
    ),
]
