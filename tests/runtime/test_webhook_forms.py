"""Webhooks that are forms, urlencoded as Slack and Twilio send them, or multipart."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from restamp_runtime.errors import DecodeError
from restamp_runtime.model import Model
from restamp_runtime.webhook_forms import decoded_form, decoded_multipart


class User(Model):
    id: int


class Payload(Model):
    token: str
    count: int | None = None
    tags: list[str] | None = None
    user: User | None = None
    at: datetime | None = None
    file: bytes | None = None


def test_fields_have_their_types() -> None:
    form = "token=a%20b+c&count=3&tags=x&at=2026-01-02T03:04:05Z&user=%7B%22id%22%3A7%7D"
    payload = decoded_form(form.encode(), Payload)
    assert payload.token == "a b c" and payload.count == 3 and payload.tags == ["x"]
    assert payload.user == User(id=7) and payload.at.year == 2026
    assert decoded_form("token=&tags=x&tags=y", Payload) == Payload(token="", tags=["x", "y"])


def test_undeclared_fields_are_kept() -> None:
    payload = decoded_form("token=a&more=1&several=1&several=2", Payload)
    assert payload.model_extra == {"more": "1", "several": ["1", "2"]}
    assert decoded_form("a=1", dict[str, str]) == {"a": "1"}


def test_what_does_not_fit() -> None:
    assert decoded_form("token=a&count=many", Payload).count == "many"
    with pytest.raises(DecodeError, match="token: Field required") as caught:
        decoded_form("count=1", Payload, "strict")
    assert caught.value.content == b"count=1" and caught.value.status == 0


def part(head: str, content: bytes) -> bytes:
    head = f"--B\r\nContent-Disposition: form-data; {head}\r\n\r\n"
    return head.encode() + content + b"\r\n"


def test_parts_of_a_multipart_form() -> None:
    content = b"\x00\xff\r\n--no\r\n"
    form = (
        part('name="token"', "ä".encode())
        + part('name="tags"', b"x")
        + part('name="tags"', b"y")
        + part('name="file"; filename="a.bin"\r\nContent-Type: image/png', content)
        + b"--B--\r\n"
    )
    payload = decoded_multipart(form, Payload)
    assert payload == Payload(token="ä", tags=["x", "y"], file=content)


@pytest.mark.parametrize("content", [b"", b"no form", b"--B\r\n\r\n--B--"])
def test_an_invalid_multipart_form(content: bytes) -> None:
    value: Any = decoded_multipart(content, Payload)
    assert value.token is None
    with pytest.raises(DecodeError, match="token: Field required"):
        decoded_multipart(content, Payload, "strict")
