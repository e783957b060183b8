"""`header.json`."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from ..table import Raw, Table, call

DURATION = timedelta(days=123, hours=22, minutes=14, seconds=12.011)
MOMENT = datetime(2010, 1, 1, 12, 34, 56, tzinfo=UTC)
FIRST = datetime(1, 1, 1, tzinfo=UTC)
MULTIBYTE = "\u554a\u9f44\u4e02\u72db\u72dc\uf9f1\uf92c\uf9f1\ufa0c\ufa29".encode()
FOX = "The quick brown fox jumps over the lazy dog"

# Type, scenario, what is sent and what is read.
VALUES: tuple[tuple[str, str, Any, Any], ...] = (
    ("Integer", "positive", 1, 1),
    ("Integer", "negative", -2, -2),
    ("Long", "positive", 105, 105),
    ("Long", "negative", -2, -2),
    ("Float", "positive", 0.07, 0.07),
    ("Float", "negative", -3.0, -3.0),
    ("Double", "positive", 7e120, 7e120),
    ("Double", "negative", -3.0, -3.0),
    ("Bool", "true", True, True),
    ("Bool", "false", False, False),
    ("String", "valid", FOX, FOX),
    ("String", "null", None, "null"),
    ("String", "empty", "", ""),
    ("Enum", "valid", "GREY", "GREY"),
    ("Enum", "null", None, ""),
    ("Date", "valid", date(2010, 1, 1), date(2010, 1, 1)),
    ("Date", "min", date(1, 1, 1), date(1, 1, 1)),
    ("DateTime", "valid", MOMENT, MOMENT),
    ("DateTime", "min", FIRST, FIRST),
    ("DateTimeRfc1123", "valid", "Fri, 01 Jan 2010 12:34:56 GMT", MOMENT),
    ("DateTimeRfc1123", "min", "Mon, 01 Jan 0001 00:00:00 GMT", FIRST),
    ("Duration", "valid", DURATION, DURATION),
    ("Bytes", "valid", MULTIBYTE, None),
)
PATHS = {"Bytes": "byte"}
CONTENT_TYPE = "a header parameter Content-Type, without a body: OpenAPI 3 ignores it, and a request without content has no type"

TABLES = [
    Table(
        "header.json",
        (
            call(
                "HeaderParameterExistingKey",
                "POST /header/param/existingkey",
                user_agent="overwrite",
            ),
            call(
                "HeaderResponseExistingKey",
                "POST /header/response/existingkey",
                through="raw",
                gives=Raw(headers={"User-Agent": "overwrite"}),
            ),
            call("HeaderParameterProtectedKey", "POST /header/param/protectedkey"),
            call(
                "HeaderResponseProtectedKey",
                "POST /header/response/protectedkey",
                through="raw",
                gives=Raw(headers={"Content-Type": "text/html; charset=utf-8"}),
            ),
            call(
                "CustomHeaderInRequest",
                "POST /header/custom/x-ms-client-request-id/9C4D50EE-2D56-4CD3-8152-34347DC9F2B0",
            ),  # with a header of the client
            *(
                row
                for kind, scenario, sent, read in VALUES
                for path in (PATHS.get(kind, kind.lower()),)
                for row in (
                    call(
                        f"HeaderParameter{kind}{scenario.title()}",
                        f"POST /header/param/prim/{path}",
                        scenario=scenario,
                        **({} if sent is None else {"value": sent}),
                    ),
                    call(
                        f"HeaderResponse{kind}{scenario.title()}",
                        f"POST /header/response/prim/{path}",
                        through="raw",
                        scenario=scenario,
                        gives=Raw(headers={} if read is None else {"value": read}),
                    ),
                )
            ),
        ),
        {"HeaderParameterProtectedKey": CONTENT_TYPE},
        lambda: {"headers": {"x-ms-client-request-id": "9C4D50EE-2D56-4CD3-8152-34347DC9F2B0"}},
    )
]
