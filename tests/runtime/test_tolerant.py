"""Answers that are not what the document says, taken as data."""

from __future__ import annotations

import json
import logging
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

import httpx2
import pytest
from pydantic import Field, TypeAdapter, ValidationError
from restamp_runtime import codec
from restamp_runtime.api import Api
from restamp_runtime.clients import SyncClient
from restamp_runtime.codec import schema_nodes
from restamp_runtime.decimals import DecimalText
from restamp_runtime.drift import Drift, problems
from restamp_runtime.durations import Duration
from restamp_runtime.errors import DecodeError
from restamp_runtime.hooks import MOST_PLACES, Hooks
from restamp_runtime.model import Model, UnknownVariant
from restamp_runtime.plain import to_json, to_plain
from restamp_runtime.request import Request, Undocumented
from restamp_runtime.unions import Discriminated

API = Api(name="x", base_url="https://api.example.com")


class Part(Model):
    size: int
    made_at: Annotated[datetime | None, Field(alias="madeAt")] = None


class Cat(Model):
    kind: Literal["cat"] = "cat"
    lives: int


class Dog(Model):
    kind: Literal["dog"] = "dog"
    legs: int


class Thing(Model):
    id: str
    parts: list[Part] = Field(default=[])
    by_name: dict[str, Part] | None = None
    pet: Annotated[
        Cat | Dog | UnknownVariant | None, Discriminated("kind", {"cat": "Cat", "dog": "Dog"})
    ] = None
    count: int | None = None


def tolerant(drive: Any, data: Any, annotation: Any = Thing) -> tuple[Any, list[Drift]]:
    drifts: list[Drift] = []
    call: Request[Any] = Request("GET", "/x", annotation)
    value = drive(
        API,
        lambda _: httpx2.Response(200, json=data),
        call,
        hooks=Hooks(on_drift=drifts.append),
    )
    return value, drifts


def test_a_matching_response_is_typed_without_drift(drive: Any) -> None:
    value, drifts = tolerant(drive, {"id": "a", "parts": [{"size": 1}]})
    assert isinstance(value, Thing) and isinstance(value.parts[0], Part)
    assert drifts == []


def test_a_field_that_does_not_fit_is_data(drive: Any) -> None:
    data = {
        "id": 7,
        "parts": [{"size": "big", "madeAt": "2026-01-02T03:04:05Z"}, {"size": 2}],
        "by_name": {"a": {"size": None, "extra": 1}, "b": 5},
        "pet": {"kind": "cat", "lives": "nine"},
        "count": 3,
    }
    value, drifts = tolerant(drive, data)
    assert isinstance(value, Thing)
    assert value.id == 7 and value.count == 3
    first = value.parts[0]
    assert isinstance(first, Part) and first.size == "big"
    assert isinstance(first.made_at, datetime)
    assert value.parts[1] == Part(size=2)
    assert value.by_name is not None
    assert value.by_name["a"].size is None and value.by_name["a"].model_extra == {"extra": 1}
    assert value.by_name["b"] == 5
    assert isinstance(value.pet, Cat) and value.pet.lives == "nine"
    [drift] = drifts
    assert drift.status == 200 and drift.request.path == "/x"
    assert [p.split(":")[0] for p in drift.problems][:2] == ["id", "parts.0.size"]
    assert b"nine" in drift.content and "nine" not in " ".join(drift.problems)


def test_a_missing_required_field_is_none_and_not_sent(drive: Any) -> None:
    value, drifts = tolerant(drive, {"count": 1})
    assert value.id is None and len(drifts) == 1
    assert value.model_fields_set == {"count"}


@pytest.mark.parametrize(
    ("annotation", "data"), [(Thing, ["no", "thing"]), (list[Thing], {"a": 1}), (int, "x")]
)
def test_another_shape_is_data(drive: Any, annotation: Any, data: Any) -> None:
    value, drifts = tolerant(drive, data, annotation)
    assert value == data and len(drifts) == 1


def test_strict_is_an_error(drive: Any) -> None:
    call: Request[Thing] = Request("GET", "/x", Thing)
    with pytest.raises(DecodeError, match="id: Input should be a valid string"):
        drive(API, lambda _: httpx2.Response(200, json={"id": 7}), call, validation="strict")


class Caller:
    """One client, whose answers are planned; what it reports is kept."""

    def __init__(self, **options: Any) -> None:
        self.drifts: list[Drift] = []
        self.plan: list[httpx2.Response] = []
        transport = httpx2.MockTransport(lambda _: self.plan.pop(0))
        hooks = Hooks(on_drift=self.drifts.append)
        self.client = SyncClient(API, transport=transport, hooks=hooks, **options)

    def __call__(self, data: Any, annotation: Any = Thing, path: str = "/x", **parts: Any) -> Any:
        response = data if isinstance(data, httpx2.Response) else httpx2.Response(200, json=data)
        self.plan.append(response)
        return self.client.send(Request("GET", path, annotation, **parts))

    @property
    def reported(self) -> list[tuple[str, ...]]:
        return [drift.problems for drift in self.drifts]


def test_drift_is_reported_once_per_operation_and_place(caplog: pytest.LogCaptureFixture) -> None:
    call = Caller()
    for _ in range(2):
        call({"id": 7, "parts": [{"size": "a"}, {"size": "b"}]})
    call({"id": 8, "count": "many"})
    call({"id": 9}, path="/y")
    copied = call.client.with_options(max_retries=0)
    call.plan.append(httpx2.Response(200, json={"id": 10}))
    copied.send(Request("GET", "/x", Thing))
    assert [[p.split(":")[0] for p in problems] for problems in call.reported] == [
        ["id", "parts.0.size"],
        ["count"],
        ["id"],
    ]
    records = [record for record in caplog.records if record.levelno == logging.WARNING]
    assert [record.name for record in records] == ["x"] * 3
    assert records[0].getMessage().startswith("GET /x returned 200 with data that does not match")
    assert "id: Input should be a valid string; parts.0.size: " in records[0].getMessage()


def test_another_client_reports_again() -> None:
    first, second = Caller(), Caller()
    first({"id": 7}), second({"id": 7})
    assert len(first.drifts) == len(second.drifts) == 1
    heard: list[Drift] = []
    other = first.client.with_options(hooks=Hooks(on_drift=heard.append))
    first.plan.append(httpx2.Response(200, json={"id": 7}))
    other.send(Request("GET", "/x", Thing))
    assert len(heard) == 1, "a new listener has heard of nothing yet"


def test_what_the_hook_raises_ends_the_call() -> None:
    def refuse(drift: Drift) -> None:
        raise ValueError("no drift, please")

    call = Caller()
    client = call.client.with_options(hooks=Hooks(on_drift=refuse))
    for body, annotation in (({"id": 7}, Thing), ("text", None), ({}, {200: Thing, 202: Part})):
        call.plan.append(httpx2.Response(201 if body == {} else 200, json=body))
        with pytest.raises(ValueError, match="please"):
            client.send(Request[Any]("GET", "/x", annotation))


def test_the_keys_of_a_server_are_cleaned_in_reports(caplog: pytest.LogCaptureFixture) -> None:
    call = Caller()
    key = "a\x1b[31m\n" + "x" * 500
    call({key: "no number"}, dict[str, int])
    ((problem,),) = call.reported
    assert problem.isprintable() and len(problem) < 350
    assert "\x1b" not in caplog.text


def test_reports_are_bounded(caplog: pytest.LogCaptureFixture) -> None:
    call = Caller()
    for start in range(0, 3000, 100):
        call({str(n): "x" for n in range(start, start + 100)}, dict[str, int])
    assert sum(map(len, call.reported)) == MOST_PLACES
    assert caplog.text.count("no more are reported") == 1


def test_a_broken_member_keeps_the_others() -> None:
    call = Caller()
    part = {"size": 1}
    assert call([part, {"size": "x"}, part], list[Part])[::2] == [Part(size=1)] * 2
    assert call({"a": part, "b": 5}, dict[str, Part]) == {"a": Part(size=1), "b": 5}
    assert call([part, "x"], tuple[Part, int]) == (Part(size=1), "x")
    assert call([part], tuple[Part, int]) == [part]


SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
JSON = {"content-type": "application/json"}
HTML = {"content-type": "text/html"}
BYTES = {"content-type": "application/octet-stream"}


@pytest.mark.parametrize(
    ("annotation", "status", "content", "headers", "value"),
    [
        (Part, 204, b"", {}, None),
        (Part, 205, b"", JSON, None),
        (str, 204, b"", {"content-type": "text/plain"}, None),
        (bytes, 204, b"", {}, None),
        (list[Part], 204, b"", {}, None),
        (Part, 200, b"", JSON, None),
        (Part, 201, b"", {}, None),
        (int, 200, b"", {"content-type": "text/plain"}, None),
        (Part, 200, b"null", JSON, None),
        (Part, 200, b"<html>Sign in</html>", HTML, "<html>Sign in</html>"),
        (Part, 200, b"OK", JSON, "OK"),
        (str, 200, b"OK", JSON, "OK"),
        (int, 200, b"done", {"content-type": "text/plain"}, "done"),
        (Part, 200, b"%PDF\xff", {"content-type": "application/pdf"}, b"%PDF\xff"),
        (Part, 200, b"\xff\x00", JSON, b"\xff\x00"),
        (Part, 200, b'[{"size": 1}]', JSON, [{"size": 1}]),
        (list[Part], 200, b'{"size": 1}', JSON, {"size": 1}),
        (str, 200, b'{"uuid": "u"}', JSON, {"uuid": "u"}),
        (None, 200, b'{"ok": true}', JSON, {"ok": True}),
        (None, 202, b"accepted", {"content-type": "text/plain"}, "accepted"),
        (None, 200, b"\x1f\x8b", BYTES, b"\x1f\x8b"),
        ({200: Part, 202: Thing}, 201, b'{"size": 1}', JSON, {"size": 1}),
        ({200: Part, 202: Thing}, 206, b"", {}, None),
    ],
)
def test_what_does_not_fit_becomes_data_and_is_reported(
    annotation: Any, status: int, content: bytes, headers: dict[str, str], value: Any
) -> None:
    call, strict = Caller(), Caller(validation="strict")
    assert call(httpx2.Response(status, content=content, headers=headers), annotation) == value
    assert len(call.drifts) == 1
    if isinstance(annotation, dict):
        return
    with pytest.raises(DecodeError, match='validation="tolerant"'):
        strict(httpx2.Response(status, content=content, headers=headers), annotation)


@pytest.mark.parametrize(
    ("annotation", "status", "content", "headers", "value"),
    [
        (Part, 201, b'{"size": 1}', JSON, Part(size=1)),
        ({200: Part, 204: None}, 202, b'{"size": 1}', JSON, Part(size=1)),
        ({200: Part, 201: Undocumented}, 202, b'{"size": 1}', JSON, Part(size=1)),
        ({"2XX": Part, 204: None}, 207, b'{"size": 1}', JSON, Part(size=1)),
        ({"default": Part}, 200, b'{"size": 1}', JSON, Part(size=1)),
        (
            Part,
            200,
            b'{"size": 1, "n": "\xc3\xa4"}',
            BYTES,
            Part.model_validate({"size": 1, "n": "ä"}),
        ),
        (Part, 200, b'{"size": 1}', {"content-type": "text/json"}, Part(size=1)),
        (Part, 200, b'{"size": 1}', {"content-type": "application/vnd.x+json"}, Part(size=1)),
        (Part, 200, b'{"size": 1}', {}, Part(size=1)),
        (Part, 200, '\ufeff{"size": 1}'.encode("utf-16-le"), JSON, Part(size=1)),
        (Part | None, 204, b"", {}, None),
        (Any, 204, b"", {}, None),
        (str, 200, b"", {"content-type": "text/plain"}, ""),
        (bytes, 200, b"", {}, b""),
        (None, 200, b"null", JSON, None),
    ],
)
@pytest.mark.parametrize("validation", ["strict", "tolerant"])
def test_what_fits_is_not_reported(
    annotation: Any,
    status: int,
    content: bytes,
    headers: dict[str, str],
    value: Any,
    validation: Any,
) -> None:
    call = Caller(validation=validation)
    assert call(httpx2.Response(status, content=content, headers=headers), annotation) == value
    assert call.drifts == []


@pytest.mark.parametrize(
    ("content", "media_type", "value"),
    [
        (b'{"a": 1}', "application/json", {"a": 1}),
        (b'{"a": 1}', "application/vnd.a+json; charset=utf-8", {"a": 1}),
        (b'{"a": 1}', None, {"a": 1}),
        (b"\xef\xbb\xbf[1]", "text/json", [1]),
        (b"5", "text/plain", "5"),
        (b"a,b\n", "text/csv", "a,b\n"),
        (b"a,b\n", None, "a,b\n"),
        (b"\x1f\x8b\xff", None, b"\x1f\x8b\xff"),
        (b'{"a": 1}', "application/octet-stream", b'{"a": 1}'),
        (b"PK\x03\x04\xff", SHEET, b"PK\x03\x04\xff"),
        (b"<a/>", "application/xml", "<a/>"),
        (b"<a/>", "image/svg+xml", "<a/>"),
        (b"\x89PNG\xff", "application/json", b"\x89PNG\xff"),
        (b"not JSON", "application/json", "not JSON"),
        (b"", "application/json", None),
        (b"null", "application/json", None),
    ],
)
@pytest.mark.parametrize("validation", ["strict", "tolerant"])
def test_undocumented_content_is_decoded_by_media_type(
    content: bytes, media_type: str | None, value: Any, validation: Any
) -> None:
    call = Caller(validation=validation)
    headers = {"content-type": media_type} if media_type else {}
    got = call(httpx2.Response(200, content=content, headers=headers), Undocumented)
    assert got == value and type(got) is type(value)
    assert call.drifts == []


def test_empty_and_wrapped_objects_are_decoded_as_far_as_possible() -> None:
    call = Caller()
    empty, wrapped = call({}), call({"data": {"id": "a"}})
    assert isinstance(empty, Thing) and empty.id is None
    assert isinstance(wrapped, Thing) and wrapped.model_extra == {"data": {"id": "a"}}


@pytest.mark.parametrize(
    ("content", "media_type", "value"),
    [
        (b'{"size": 1}', "application/json", Part(size=1)),
        (b"a,b", "text/csv", "a,b"),
        (b"5", "text/csv; charset=utf-8", "5"),
        (b"%PDF\xff", "application/pdf", b"%PDF\xff"),
        (b"\x89PNG\xff", "image/png", b"\x89PNG\xff"),
        (b"5", "image/svg", b"5"),
    ],
)
@pytest.mark.parametrize("validation", ["strict", "tolerant"])
def test_other_representations(
    content: bytes, media_type: str, value: Any, validation: Any
) -> None:
    call = Caller(validation=validation)
    others = ("text/csv", "application/pdf", "image/*")
    response = httpx2.Response(200, content=content, headers={"content-type": media_type})
    assert call(response, Part, other_media_types=others) == value
    assert call.drifts == []


LINES = b'{"size":1}\n{"size":"big"}\n'


@pytest.mark.parametrize(
    ("annotation", "media_type", "content", "value"),
    [
        (list[Part], "application/x-ndjson", b'{"size":1}\n{"size":2}\n', [Part(size=1), Part(size=2)]),
        (list[Part], "application/jsonl; charset=utf-8", b'{"size":1}', [Part(size=1)]),
        (list[Part], "application/json", b'{"size":1}\r\n\r\n{"size":2}', [Part(size=1), Part(size=2)]),
        (list[Part], "application/json", b'{"size":1}{"size":\n2}', [Part(size=1), Part(size=2)]),
        (list[Part], "application/json-seq", b'\x1e{"size":1}\n\x1e{"size":2}\n', [Part(size=1), Part(size=2)]),
        (list[Part] | None, "text/plain", b'\xef\xbb\xbf{"size":1}\n{"size":2}', [Part(size=1), Part(size=2)]),
        (list[DecimalText], "application/x-ndjson", b"12345678901234567.89\n1", [Decimal("12345678901234567.89"), 1]),
        (Any, "application/json", b"1\n2\n", [1, 2]),
        (list[Part], "application/x-ndjson", b'{"size":1}\n{"si', '{"size":1}\n{"si'),
        (list[Part], "application/json", b"busy", "busy"),
        (Part, "application/x-ndjson", b'{"size":1}\n{"size":2}\n', '{"size":1}\n{"size":2}\n'),
        (dict[str, int], "application/json", b'{"a":1} {"a":2}', '{"a":1} {"a":2}'),
    ],
)  # fmt: skip
def test_json_texts_one_after_another(
    drive: Any, annotation: Any, media_type: str, content: bytes, value: object
) -> None:
    drifts: list[Drift] = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, content=content, headers={"content-type": media_type})

    call: Request[Any] = Request("GET", "/x", annotation)
    assert drive(API, handler, call, hooks=Hooks(on_drift=drifts.append)) == value
    assert len(drifts) == 1 and drifts[0].content == content
    with pytest.raises(DecodeError):
        drive(API, handler, call, validation="strict")


@pytest.mark.parametrize(
    ("media_type", "content", "value"),
    [
        ("application/x-ndjson", b'{"a":1}\n{"a":2}\n', [{"a": 1}, {"a": 2}]),
        ("application/jsonl", b'{"a":1}\n', [{"a": 1}]),
        ("application/jsonl", b"no\n", "no\n"),
        ("application/json", b"1\n2\n", "1\n2\n"),
    ],
)
def test_json_lines_that_are_not_described(
    drive: Any, media_type: str, content: bytes, value: object
) -> None:
    def handler(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, content=content, headers={"content-type": media_type})

    call: Request[Any] = Request("GET", "/x", Undocumented)
    assert drive(API, handler, call, validation="strict") == value


def test_a_line_that_does_not_fit_is_data(drive: Any) -> None:
    def handler(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, content=LINES, headers={"content-type": "application/x-ndjson"})

    call: Request[Any] = Request("GET", "/x", list[Part])
    first, second = drive(API, handler, call)
    assert first == Part(size=1) and isinstance(second, Part) and second.size == "big"


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    "data",
    [
        {"id": 7, "parts": "none", "count": "many"},
        {"id": "a", "parts": [{"size": "big", "madeAt": "then"}], "by_name": {"a": 5}},
        {"id": "a", "pet": {"kind": "cat", "lives": "nine"}},
        {"id": "a", "pet": "cat"},
        {"id": "a", "lasts": "5", "key": "x"},
        {"id": "a", "lasts": 5, "key": 7},
    ],
)
def test_mismatched_values_are_sent_back_unchanged(drive: Any, data: Any) -> None:
    class Whole(Thing):
        lasts: Duration | None = None
        key: UUID | None = None

    value, drifts = tolerant(drive, data, Whole)
    assert len(drifts) == 1
    data = {"parts": []} | data
    assert json.loads(to_json(value)) == data == to_plain(value)


def test_instances_are_no_place_of_data() -> None:
    data = {"id": "x", "pet": {"kind": "cat", "lives": "many"}}
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Thing).validate_python(data)
    assert "is-instance" in str(caught.value)
    assert [*problems(caught.value)] == ["pet.kind.cat.lives", "pet.other"]


def test_a_type_is_examined_once_however_many_bodies_do_not_match(
    drive: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Order(Model):
        id: int
        amount: Annotated[Decimal, DecimalText] | None = None

    examined: list[object] = []

    def counted(schema: Any) -> Any:
        examined.append(schema)
        return schema_nodes(schema)

    monkeypatch.setattr(codec, "schema_nodes", counted)
    body = {"id": "x", "amount": "1.50"}
    value, drifts = tolerant(drive, body, Order)
    once = len(examined)
    again, _ = tolerant(drive, body, Order)
    assert drifts and value.amount == again.amount == Decimal("1.50")
    assert once and len(examined) == once
