"""Bodies and parameters that are given as plain dicts: they are sent as they are, with what is in them."""

from __future__ import annotations

import json
from collections import OrderedDict, deque
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from email.parser import BytesParser
from enum import Enum
from types import MappingProxyType
from typing import Annotated, Literal
from urllib.parse import parse_qsl
from uuid import UUID

import pytest
from pydantic import Field
from restamp_runtime.durations import CalendarDuration
from restamp_runtime.enums import OpenInt, OpenStr
from restamp_runtime.json_values import JsonText
from restamp_runtime.model import Model
from restamp_runtime.request import Request
from restamp_runtime.styles import Styled

from .sending import encoded


class Mode(OpenStr):
    FAST = "fast"


class Level(OpenInt):
    HIGH = 2


class Plain(Enum):
    DAY = "day"


class Inner(Model):
    kind: Literal["inner"] = "inner"
    started_at: Annotated[datetime | None, Field(alias="startedAt")] = None
    left_out: int | None = None


WHEN = datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)
KEY = UUID("12345678-1234-5678-1234-567812345678")
VALUES: list[tuple[object, object]] = [
    ("text", "text"),
    (None, None),
    (True, True),
    (1.5, 1.5),
    (WHEN, "2024-01-02T03:04:05Z"),
    (date(2024, 1, 2), "2024-01-02"),
    (time(3, 4, 5), "03:04:05"),
    (timedelta(hours=1), "PT1H"),
    (CalendarDuration.of("P1M", timedelta(days=30)), "P1M"),
    (KEY, str(KEY)),
    (Decimal("0.10"), "0.10"),
    (Mode.FAST, "fast"),
    (Mode("new"), "new"),
    (Level.HIGH, 2),
    (Plain.DAY, "day"),
    (Inner(), {"kind": "inner"}),
    (Inner(started_at=WHEN), {"kind": "inner", "startedAt": "2024-01-02T03:04:05Z"}),
    ((1, 2), [1, 2]),
    (deque([KEY]), [str(KEY)]),
    (OrderedDict(a=KEY), {"a": str(KEY)}),
    (MappingProxyType({"a": Inner()}), {"a": {"kind": "inner"}}),
]


def sent(body: object, media_type: str) -> tuple[bytes, str]:
    """The bytes and the Content-Type."""
    payload = encoded(body, media_type)
    chunks = payload.chunks()
    return chunks if isinstance(chunks, bytes) else b"".join(chunks), payload.media_type


@pytest.mark.parametrize(
    ("value", "plain"),
    VALUES,
    ids=repr,
)
def test_everything_within_a_dict(value: object, plain: object) -> None:
    body = {
        "one": value,
        "many": [value, {"deep": (value,)}],
        "map": MappingProxyType({"k": value}),
    }
    content, _ = sent(body, "application/json")
    assert json.loads(content) == {
        "one": plain,
        "many": [plain, {"deep": [plain]}],
        "map": {"k": plain},
    }


def test_keys_are_sent_unchanged() -> None:
    assert sent({"started_at": 1, "a-b": 2}, "application/json")[0] == b'{"started_at":1,"a-b":2}'


def test_the_dict_is_not_modified() -> None:
    body = {"inner": Inner(), "list": [WHEN]}
    sent(body, "application/json")
    assert body == {"inner": Inner(), "list": [WHEN]}


def test_a_list_of_dicts_and_models() -> None:
    content, _ = sent([{"kind": "inner"}, Inner(left_out=None)], "application/json")
    assert content == b'[{"kind":"inner"},{"kind":"inner","left_out":null}]'


def test_a_form() -> None:
    body = {"mode": Mode.FAST, "on": WHEN, "tags": ["a", "b"], "key": KEY}
    content, _ = sent(body, "application/x-www-form-urlencoded")
    assert parse_qsl(content.decode()) == [
        ("mode", "fast"),
        ("on", "2024-01-02T03:04:05Z"),
        ("tags", "a"),
        ("tags", "b"),
        ("key", str(KEY)),
    ]


def test_a_multipart_form() -> None:
    body = {"file": b"\x00\xff", "mode": Mode.FAST, "at": {"inner": Inner()}, "ids": (1, 2)}
    content, media_type = sent(body, "multipart/form-data")
    message = BytesParser().parsebytes(f"Content-Type: {media_type}\r\n\r\n".encode() + content)
    parts = message.get_payload()
    assert isinstance(parts, list)
    names = [
        (str(part.get_param("name", header="content-disposition")), part.get_payload(decode=True))
        for part in parts
    ]
    assert names == [
        ("file", b"\x00\xff"),
        ("mode", b"fast"),
        ("at", b'{"inner":{"kind":"inner"}}'),
        ("ids", b"1"),
        ("ids", b"2"),
    ]


def test_parameters() -> None:
    request = Request(
        "GET",
        "/things",
        None,
        query={
            "q": JsonText({"inner": Inner(), "on": WHEN}),
            "deep": Styled({"mode": Mode.FAST, "n": 1}, "deepObject", explode=True),
        },
    )
    assert parse_qsl(request.query_string) == [
        ("q", '{"inner":{"kind":"inner"},"on":"2024-01-02T03:04:05Z"}'),
        ("deep[mode]", "fast"),
        ("deep[n]", "1"),
    ]
