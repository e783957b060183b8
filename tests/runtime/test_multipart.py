"""Multipart forms, read back by the standard library's parser."""

from __future__ import annotations

from datetime import date
from email.message import Message
from email.parser import BytesParser
from typing import Annotated, Any, Literal, cast

import pytest
from pydantic import Field
from restamp_runtime.files import FileContent
from restamp_runtime.model import Model

from .sending import encoded


class Point(Model):
    x: int


class Upload(Model):
    purpose: Literal["scan"] = "scan"
    file: bytes | None = None
    file_name: Annotated[str | None, Field(alias="fileName")] = None
    pages: list[int] | None = None
    at: Point | None = None
    on: date | None = None
    draft: bool | None = None
    points: list[Point] | None = None
    more: list[bytes] | None = None


def sent(body: object, media_type: str, **how: Any) -> tuple[bytes, str]:
    """The bytes and the Content-Type."""
    payload = encoded(body, media_type, **how)
    chunks = payload.chunks()
    return chunks if isinstance(chunks, bytes) else b"".join(chunks), payload.media_type


def read(body: object, **how: Any) -> list[tuple[str, str, str, bytes]]:
    """Name, file name, type and content of each part."""
    content, media_type = sent(body, "multipart/form-data", **how)
    head = f"Content-Type: {media_type}\r\n\r\n".encode()
    message = BytesParser().parsebytes(head + content)
    parts = cast(list[Message], message.get_payload())
    return [
        (
            str(part.get_param("name", header="content-disposition")),
            part.get_filename(""),
            part.get_content_type() if "content-type" in part else "",
            cast(bytes, part.get_payload(decode=True)),
        )
        for part in parts
    ]


def test_fields_and_files() -> None:
    raw = bytes(range(256)).replace(b"\r", b"").replace(b"\n", b"")
    body = Upload(file=raw, file_name="ä.pdf", pages=[1, 2], on=date(2026, 1, 2), draft=False)
    assert read(body) == [
        ("purpose", "", "", b"scan"),
        ("file", "file", "application/octet-stream", raw),
        ("fileName", "", "", "ä.pdf".encode()),
        ("pages", "", "", b"1"),
        ("pages", "", "", b"2"),
        ("on", "", "", b"2026-01-02"),
        ("draft", "", "", b"false"),
    ]


def test_objects_travel_as_json() -> None:
    body = Upload(at=Point(x=1), points=[Point(x=2), Point(x=3)])
    assert read(body)[1:] == [
        ("at", "", "application/json", b'{"x":1}'),
        ("points", "", "application/json", b'{"x":2}'),
        ("points", "", "application/json", b'{"x":3}'),
    ]


def test_several_files_under_one_name() -> None:
    assert [part[3] for part in read({"more": [b"a", b"b"]})] == [b"a", b"b"]


def test_undeclared_fields_and_none() -> None:
    body = Upload.model_validate({"other": "x", "file": None})
    assert read(body) == [("purpose", "", "", b"scan"), ("other", "", "", b"x")]


def test_a_name_cannot_leave_its_header() -> None:
    hostile = 'a"; filename="x\r\nX-Evil: 1'
    assert [part[0] for part in read({hostile: "v"})] == ["a%22; filename=%22x%0D%0AX-Evil: 1"]


def test_what_has_no_fields_is_refused() -> None:
    with pytest.raises(TypeError, match="int cannot be sent as a form"):
        encoded(1, "multipart/form-data")


def test_bytes_are_sent_unchanged() -> None:
    assert sent(b"--x--", "multipart/form-data; boundary=x")[0] == b"--x--"


class Scans(Model):
    file: FileContent
    more: list[FileContent] | None = None
    names: list[str] | None = None


@pytest.mark.parametrize("as_model", [True, False])
@pytest.mark.parametrize(
    ("file", "name", "kind", "content"),
    [
        (("a.csv", b"1,2"), "a.csv", "text/csv", b"1,2"),
        (("a", b"1,2", "text/csv"), "a", "text/csv", b"1,2"),
        (("a.csv", "\u00e4"), "a.csv", "text/csv", "\u00e4".encode()),
        (("a", "\u00e4", "text/csv", {"X-A": "b"}), "a", "text/csv", "\u00e4".encode()),
        ((None, "1,2", "text/csv"), "", "text/csv", b"1,2"),
        (("a.csv", memoryview(b"1,2"), None), "a.csv", "text/csv", b"1,2"),
        (("a", bytearray(b"1,2")), "a", "application/octet-stream", b"1,2"),
    ],
)
def test_tuples_as_httpx_takes_them(
    as_model: bool, file: Any, name: str, kind: str, content: bytes
) -> None:
    body = {"file": file, "more": [file, b"0"], "names": ("x", "y")}
    read_back = read(Scans(**body) if as_model else body, files=("file", "more"), kind=Scans)
    assert read_back == [
        ("file", name, kind, content),
        ("more", name, kind, content),
        ("more", "more", "application/octet-stream", b"0"),
        ("names", "", "", b"x"),
        ("names", "", "", b"y"),
    ]
