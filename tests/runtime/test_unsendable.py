"""What cannot travel is an error that says where it stands, before anything is sent."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx2
import pytest
from restamp_runtime.api import Api
from restamp_runtime.clients import SyncClient
from restamp_runtime.files import File
from restamp_runtime.json_values import Json
from restamp_runtime.model import Model
from restamp_runtime.multipart import Multipart
from restamp_runtime.plain import to_json
from restamp_runtime.raw import Raw
from restamp_runtime.request import Body, Request
from restamp_runtime.typed import TypedJson

API = Api(name="x", base_url="https://api.example.com")


class Thing(Model):
    any: Any = None
    members: dict[str, Any] | None = None


FILES: list[Callable[[], object]] = [
    lambda: BytesIO(b"x"),
    lambda: Path(__file__).open("rb"),  # noqa: SIM115
    lambda: Path(__file__),
    lambda: File(b"x"),
    lambda: iter([b"x"]),
    lambda: (chunk for chunk in [b"x"]),
]


@pytest.mark.parametrize("make", FILES)
@pytest.mark.parametrize(
    ("place", "wrap"),
    [
        ("a", lambda file: {"a": file}),
        ("a.0.b", lambda file: {"a": [{"b": file}]}),
        ("1", lambda file: [1, file]),
        ("any", lambda file: Thing(any=file)),
        ("members.b", lambda file: Thing(members={"b": file})),
        ("more", lambda file: Thing.model_validate({"more": file})),
        ("a.any", lambda file: {"a": Thing(any=file)}),
    ],
)
def test_a_file_in_json_is_an_error(make: Any, place: str, wrap: Any) -> None:
    for body in (Json(wrap(make())), TypedJson(wrap(make()), type=Any), wrap(make())):
        with pytest.raises(ValueError, match=f"{place}: a .* cannot be sent in JSON"):
            body.payload() if isinstance(body, Body) else to_json(body)


@pytest.mark.parametrize("value", [b"abc", bytearray(b"abc"), memoryview(b"abc"), b"\xff"])
@pytest.mark.parametrize("kind", [Any, dict[str, Any], Thing, None])
def test_bytes_in_untyped_json_are_an_error(value: Any, kind: Any) -> None:
    with pytest.raises(ValueError, match="any: bytes cannot be sent in JSON"):
        to_json({"any": value}) if kind is None else TypedJson({"any": value}, type=kind).payload()


@pytest.mark.parametrize("text", ["text/plain\r\nX-Evil: 1", "text/plain\x00", "a/b\n", "a/b\x7f"])
def test_a_content_type_with_control_characters_is_an_error(text: str) -> None:
    for body in (
        File(b"x", content_type=text),
        Raw(File(b"x", content_type=text), "text/plain"),
        Multipart({"f": ("n", b"x", text)}),
        Raw(("n", b"x", text), "text/plain"),
    ):
        with pytest.raises(ValueError, match="control characters"):
            body.payload()


@pytest.mark.parametrize("name", ["a\x00b", "a\x1bb", "\x7f"])
def test_a_file_name_with_control_characters_is_an_error(name: str) -> None:
    sent: list[httpx2.Request] = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        sent.append(request)
        return httpx2.Response(200)

    body = Multipart({"f": File(b"x", name=name)})
    with (
        SyncClient(API, transport=httpx2.MockTransport(handler)) as client,
        pytest.raises(ValueError, match="control characters"),
    ):
        client.send(Request("POST", "/x", None, body=body))
    assert sent == []


def test_line_ends_in_a_file_name_are_escaped() -> None:
    payload = Multipart({"f": File(b"x", name="a\r\nb.txt")}).payload()
    assert payload is not None and b'filename="a%0D%0Ab.txt"' in payload.content
