"""What travels as a body."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from enum import Enum
from io import BytesIO
from pathlib import Path
from typing import Annotated, Any, Literal, cast
from urllib.parse import parse_qs

import pytest
from pydantic import ConfigDict, Field
from restamp_runtime import request as requests
from restamp_runtime.any_bodies import body_of
from restamp_runtime.base64s import Base64
from restamp_runtime.choices import chosen, media_type_of
from restamp_runtime.enums import OpenStr
from restamp_runtime.forms import Encoding, Form
from restamp_runtime.model import Model, UnknownVariant

from .sending import encoded


class Unit(Enum):
    DAY = "day"


class Mode(OpenStr):
    FAST = "fast"


class Step(Model):
    kind: Literal["step"] = "step"
    id: int | None = None
    started_at: Annotated[datetime | None, Field(alias="startedAt")] = None
    data: Base64 | None = None
    next: Step | None = None
    steps: list[Step] | None = None
    by_name: Annotated[dict[str, Step] | None, Field(alias="byName")] = None
    anything: Any = None


def sent(body: object, media_type: str) -> tuple[bytes, str]:
    """The bytes and the Content-Type."""
    payload = encoded(body, media_type)
    chunks = payload.chunks()
    return chunks if isinstance(chunks, bytes) else b"".join(chunks), payload.media_type


def as_json(body: object) -> str:
    return sent(body, "application/json")[0].decode()


STEP = '{"kind":"step"}'
ONE = '{"kind":"step","id":1}'


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (Step(), STEP),
        (Step(id=1), ONE),
        (Step(id=None), '{"kind":"step","id":null}'),
        (Step(kind="step", next=None), '{"kind":"step","next":null}'),
        (
            Step(started_at=datetime(2024, 1, 2, tzinfo=UTC)),
            '{"kind":"step","startedAt":"2024-01-02T00:00:00Z"}',
        ),
        (Step(data=b"\xfb\xff"), '{"kind":"step","data":"+/8="}'),
        (
            Step(next=Step(next=Step(id=1))),
            f'{{"kind":"step","next":{{"kind":"step","next":{ONE}}}}}',
        ),
        (Step(steps=[Step(), Step(id=1)]), f'{{"kind":"step","steps":[{STEP},{ONE}]}}'),
        (Step(by_name={"a": Step(id=1)}), f'{{"kind":"step","byName":{{"a":{ONE}}}}}'),
        (
            Step(anything={"deep": (Step(id=1), {"er": Step()})}),
            f'{{"kind":"step","anything":{{"deep":[{ONE},{{"er":{STEP}}}]}}}}',
        ),
        (
            Step.model_validate({"next": {"id": 1}, "steps": [{}]}),
            f'{{"kind":"step","next":{ONE},"steps":[{STEP}]}}',
        ),
        (
            Step.model_validate({"extra": {"x": Step(id=1)}}),
            f'{{"kind":"step","extra":{{"x":{ONE}}}}}',
        ),
        ([Step(id=1), None], f"[{ONE},null]"),
        ({"a": Step()}, f'{{"a":{STEP}}}'),
        (UnknownVariant.model_validate({"kind": "new"}), '{"kind":"new"}'),
        (
            {"a": None, "b": Mode.FAST, "c": Mode("slow"), "d": Unit.DAY},
            '{"a":null,"b":"fast","c":"slow","d":"day"}',
        ),
        ("text", '"text"'),
        (True, "true"),
        (0, "0"),
        ("ä", '"ä"'),
        ([], "[]"),
    ],
)
def test_json_holds_what_was_set(body: object, text: str) -> None:
    assert as_json(body) == text


def test_a_field_set_later_is_sent() -> None:
    step = Step()
    step.id = 1
    assert as_json(step) == ONE


@pytest.mark.parametrize(
    "media_type",
    ["application/json", "application/merge-patch+json", "application/json; charset=utf-8"],
)
def test_every_json_media_type(media_type: str) -> None:
    assert sent({"a": 1}, media_type) == (b'{"a":1}', media_type)


FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ({"a": "x y&z", "b": True, "c": None, "d": 1.5}, "a=x+y%26z&b=true&d=1.5"),
        ({"a": [1, None, "ä"]}, "a=1&a=%C3%A4"),
        ({"a": {"b": 1}, "c": [{"d": 2}]}, "a=%7B%22b%22%3A1%7D&c=%7B%22d%22%3A2%7D"),
        (Step(id=1, data=b"\xfb"), "kind=step&id=1&data=%2Bw%3D%3D"),
        ({"m": Mode.FAST}, "m=fast"),
        ("already=encoded", "already=encoded"),
        ({}, ""),
    ],
)
def test_forms(body: object, text: str) -> None:
    assert sent(body, FORM) == (text.encode(), FORM)


@pytest.mark.parametrize(
    ("body", "media_type", "content", "kind"),
    [
        ("plain", "text/plain", b"plain", "text/plain"),
        ("ä", "text/plain", "ä".encode(), "text/plain; charset=utf-8"),
        ("ä", "text/plain; charset=utf-8", "ä".encode(), "text/plain; charset=utf-8"),
        ("ä", 'text/csv; charset="latin-1"', b"\xe4", 'text/csv; charset="latin-1"'),
        (Mode.FAST, "text/plain", b"fast", "text/plain"),
        (5, "text/plain", b"5", "text/plain"),
        ("<a/>", "application/xml", b"<a/>", "application/xml"),
        (b"\xff", "application/octet-stream", b"\xff", "application/octet-stream"),
        (bytearray(b"x"), "image/png", b"x", "image/png"),
        (b"x", "*/*", b"x", "application/octet-stream"),
        ("x", "*/*", b"x", "text/plain"),
        ({"x": 1}, "application/*", b'{"x":1}', "application/json"),
    ],
)
def test_other_media_types(body: object, media_type: str, content: bytes, kind: str) -> None:
    assert sent(body, media_type) == (content, kind)


@pytest.mark.parametrize(("body", "media_type"), [(Step(), "application/xml"), ([1], FORM)])
def test_what_has_no_encoding_is_refused(body: object, media_type: str) -> None:
    with pytest.raises(TypeError, match="cannot be sent"):
        encoded(body, media_type)


class Note(Model):
    read: bool | None = None
    count: int | None = None


class Titled(Model):
    model_config = ConfigDict(extra="allow")
    title: str | None = None


@pytest.mark.parametrize(
    ("body", "content"),
    [
        (Note(read=True), b'{"read":true}'),
        (Note(count=1), b'{"count":1}'),
        ([Note(read=False)], b'[{"read":false}]'),
        (Titled.model_validate({"read": 2}), b'{"read":2}'),
    ],
)
def test_a_model_with_a_field_named_read_is_not_a_file(body: object, content: bytes) -> None:
    payload = requests.encoded(body)
    assert payload is not None and payload.content == content


async def numbers() -> AsyncIterator[int]:
    yield 1


@pytest.mark.parametrize("body", [Path("x"), BytesIO(b"x"), iter([1]), numbers()])
def test_content_other_than_json_raises(body: object) -> None:
    with pytest.raises(TypeError, match=r"cannot be sent as JSON: pass a File\("):
        requests.encoded(body)


def test_a_body_that_must_be_sent_may_be_null() -> None:
    sent = encoded(None, "application/json", is_null_sent=True)
    assert (sent.content, sent.media_type) == (b"null", "application/json")
    assert encoded({"a": None}, "application/json", is_null_sent=True).content == b'{"a":null}'
    with pytest.raises(TypeError, match="NoneType"):
        encoded(None, "application/x-www-form-urlencoded", is_null_sent=True)


@pytest.mark.parametrize(
    ("media_type", "content"),
    [
        ("application/jsonl", b'{"a":"x\\ny"}\n[1]\n'),
        ("application/x-ndjson; charset=utf-8", b'{"a":"x\\ny"}\n[1]\n'),
        ("application/json-seq", b'\x1e{"a":"x\\ny"}\n\x1e[1]\n'),
        ("application/geo+json-seq", b'\x1e{"a":"x\\ny"}\n\x1e[1]\n'),
    ],
)
def test_items_of_a_sequence_are_a_json_text_each(media_type: str, content: bytes) -> None:
    payload = encoded([{"a": "x\ny"}, [1]], media_type)
    assert (payload.content, payload.media_type) == (content, media_type)
    assert encoded(content, media_type).content == content


@pytest.mark.parametrize("value", [["q", "r"], [{"sku": "1"}, {"sku": "2"}], []])
def test_a_list_that_is_json_is_one_field(value: Any) -> None:
    encoding = {"codes": Encoding(content_type="application/json")}
    text = json.dumps(value, separators=(",", ":"))
    form = encoded({"codes": value}, "application/x-www-form-urlencoded", encoding)
    assert parse_qs(cast(bytes, form.content).decode()) == {"codes": [text]}
    parts = cast(bytes, encoded({"codes": value}, "multipart/form-data", encoding).content)
    assert parts.count(b"Content-Type: application/json") == 1 and text.encode() in parts


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        ({"a": None}, "application/merge-patch+json"),
        (5, "application/merge-patch+json"),
        ([{"op": "remove", "path": "/a"}], "application/json-patch+json"),
        ([], "application/json-patch+json"),
    ],
)
@pytest.mark.parametrize("kind", [Any, object, Any | None])
def test_a_patch_of_anything_goes_by_its_shape(body: object, media_type: str, kind: Any) -> None:
    types = {"application/merge-patch+json": kind, "application/json-patch+json": kind}
    assert media_type_of(body, None, lambda: types) == media_type


URLENCODED = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("body", "content_type", "content", "sent_as"),
    [
        ({"a": "b c"}, URLENCODED, b"a=b+c", URLENCODED),
        ({"a": 1}, "application/json", b'{"a":1}', "application/json"),
        ([1, 2], "application/jsonl", b"1\n2\n", "application/jsonl"),
        (b"a=1", URLENCODED, b"a=1", URLENCODED),
        ("a=1", URLENCODED, b"a=1", URLENCODED),
        ("text", None, b"text", "text/plain"),
        (b"%PDF", None, b"%PDF", "application/octet-stream"),
    ],
)
def test_a_body_of_any_media_type(
    body: Any, content_type: str | None, content: bytes, sent_as: str
) -> None:
    """Where the document has a range, the caller's media type decides, as if it were declared."""
    result = chosen(body, content_type, lambda: {"*/*": Any}, fallback=body_of)
    payload = result.payload() if result is not None else None
    assert payload is not None and payload.media_type == sent_as
    chunks = payload.chunks()
    assert (chunks if isinstance(chunks, bytes) else b"".join(chunks)) == content


@pytest.mark.parametrize(
    ("body", "content"), [({"a": ""}, b"a="), (b"raw", b"raw"), ("text", b"text")]
)
def test_a_writer_serializes_values_other_than_files_and_text(body: Any, content: bytes) -> None:
    result = chosen(body, URLENCODED, lambda: {URLENCODED: Any}, {URLENCODED: Form})
    payload = result.payload() if result is not None else None
    assert payload is not None
    chunks = payload.chunks()
    assert (chunks if isinstance(chunks, bytes) else b"".join(chunks)) == content


def test_null_is_not_a_form() -> None:
    types = {"application/json": Any, URLENCODED: Any}
    assert chosen(None, None, lambda: types, {URLENCODED: Form}) is None
    with pytest.raises(TypeError, match="NoneType"):
        chosen(None, URLENCODED, lambda: types, {URLENCODED: Form}, is_null_sent=True)
