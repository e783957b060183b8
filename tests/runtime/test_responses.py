"""From status, media type and bytes to a value."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Any

import httpx2
import pytest
from pydantic import Field
from restamp_runtime.api import Api
from restamp_runtime.drift import Drift
from restamp_runtime.enums import OpenStr
from restamp_runtime.errors import DecodeError, StatusError
from restamp_runtime.hooks import Hooks
from restamp_runtime.model import Model
from restamp_runtime.request import Request

API = Api(name="things", base_url="https://api.example.com")


class Thing(Model):
    id: int
    made_at: Annotated[datetime | None, Field(alias="madeAt")] = None


class Other(Model):
    name: str


class Word(OpenStr):
    YES = "yes"


def answering(
    status: int, content: bytes | str, media_type: str | None = "application/json"
) -> Any:
    headers = {} if media_type is None else {"Content-Type": media_type}

    def handler(request: httpx2.Request) -> httpx2.Response:
        body = content if isinstance(content, bytes) else content.encode()
        return httpx2.Response(status, content=body, headers=headers)

    return handler


@pytest.mark.parametrize(
    ("annotation", "content", "media_type", "value"),
    [
        (Thing, '{"id":1}', "application/json", Thing(id=1)),
        (Thing, '{"id":1}', "application/vnd.things+json; charset=utf-8", Thing(id=1)),
        (Thing, '{"id":1}', None, Thing(id=1)),
        (Thing, '{"id":1}', "text/html", Thing(id=1)),
        (Thing, b'\xef\xbb\xbf{"id":1}', "application/json", Thing(id=1)),
        (Other, b'{"name":"\xe4"}', "application/json; charset=latin-1", Other(name="ä")),
        (
            Thing,
            '{"id":1,"madeAt":"2024-01-02T00:00:00Z"}',
            "application/json",
            Thing(id=1, made_at=datetime(2024, 1, 2, tzinfo=UTC)),
        ),
        (list[Thing], '[{"id":1}]', "application/json", [Thing(id=1)]),
        (dict[str, int | None], '{"a":null}', "application/json", {"a": None}),
        (Thing | None, "null", "application/json", None),
        (Thing | None, "", "application/json", None),
        (Any, "", "application/json", None),
        (Any, '{"a":[1]}', "application/json", {"a": [1]}),
        (Any, "just text", "text/plain", "just text"),
        (Any, b"\xff\x00", "application/octet-stream", b"\xff\x00"),
        (None, "whatever", "text/plain", "whatever"),
        (None, "null", "application/json", None),
        (None, "", None, None),
        (bytes, b"\xff\x00", "application/json", b"\xff\x00"),
        (bytes, b"", None, b""),
        (str, '"json"', "application/json", "json"),
        (str, '"not json"', "text/plain", '"not json"'),
        (str, b"\xe4", "text/plain; charset=ISO-8859-1", "ä"),
        (str, "ä", "text/plain", "ä"),
        (str, "ä", "text/plain; charset=nonsense", "ä"),
        (str, b"\xef\xbb\xbfx", "text/plain", "x"),
        (str, b"\xff", "text/plain", "\ufffd"),
        (str, "", "text/plain", ""),
        (int, "5", "text/plain", 5),
        (Word, "yes", "text/plain", Word.YES),
        (Word, "no", "text/plain", Word("no")),
    ],
)
def test_values(
    annotation: Any, content: bytes | str, media_type: str | None, value: Any, drive: Any
) -> None:
    got = drive(API, answering(200, content, media_type), Request("GET", "/", annotation))
    assert got == value and type(got) is type(value)


def test_text_without_a_content_type_goes_by_what_was_asked_for(drive: Any) -> None:
    request = Request("GET", "/", str, accept="text/plain")
    assert drive(API, answering(200, "plain", None), request) == "plain"


BY_STATUS = {200: Thing, 202: Other, 204: None, "default": list[int]}


@pytest.mark.parametrize(
    ("answer", "status", "content", "value"),
    [
        (BY_STATUS, 200, '{"id":1}', Thing(id=1)),
        (BY_STATUS, 202, '{"name":"n"}', Other(name="n")),
        (BY_STATUS, 204, "", None),
        (BY_STATUS, 201, "[1]", [1]),
        ({"2XX": Thing, 201: Other}, 201, '{"name":"n"}', Other(name="n")),
        ({"2XX": Thing, 201: Other}, 203, '{"id":1}', Thing(id=1)),
        ({200: Thing, "default": Other}, 201, '{"id":1}', Thing(id=1)),
        ({200: Thing, 202: Other}, 201, '{"id":1}', {"id": 1}),
        ({200: Thing, 202: Other}, 206, "", None),
        (Thing, 201, '{"id":1}', Thing(id=1)),
        ({200: Thing, 304: None}, 304, "", None),
        ({302: None}, 302, "", None),
    ],
)
def test_by_status(answer: Any, status: int, content: str, value: Any, drive: Any) -> None:
    assert drive(API, answering(status, content), Request[Any]("GET", "/", answer)) == value


@pytest.mark.parametrize(
    ("annotation", "content", "media_type", "message"),
    [
        (Thing, "", "application/json", "it is empty"),
        (Thing, "{}", "application/json", "id: Field required"),
        (Thing, "<html>", "text/html", "text/html"),
        (Thing, '{"id":', "application/json", "Invalid JSON"),
        (list[Thing], '[{"id":1},{"id":"x"},{}]', "application/json", "1.id: .*, and 1 more"),
        (Thing, b'{"id": "\xff"}', "application/json", "Invalid JSON"),
        (Word, "5", "application/json", "on"),
        (Word, "null", "application/json", "on"),
    ],
)
def test_what_does_not_fit(
    annotation: Any, content: bytes | str, media_type: str, message: str, drive: Any
) -> None:
    request = Request("GET", "/things/{id}", annotation, path={"id": "a/b"})
    with pytest.raises(DecodeError, match=message) as caught:
        drive(API, answering(200, content, media_type), request, validation="strict")
    error = caught.value
    assert str(error).startswith("GET /things/a%2Fb returned 200 ")
    assert 'validation="tolerant"' in str(error)
    assert error.status == 200 and error.request is request
    assert error.content == (content if isinstance(content, bytes) else content.encode())
    assert error.headers["Content-Type"] == media_type
    assert isinstance(error.__cause__, ValueError)


def test_the_message_does_not_show_values(drive: Any) -> None:
    with pytest.raises(DecodeError) as caught:
        request = Request("GET", "/", Thing)
        drive(API, answering(200, '{"id":"private"}'), request, validation="strict")
    assert "private" not in str(caught.value)


def test_raw_responses_are_decoded_on_access(drive: Any) -> None:
    request = Request("GET", "/x", Thing)
    answer = drive(API, answering(201, '{"id":1}'), request, raw=True)
    assert (answer.status, answer.content, answer.request) == (201, b'{"id":1}', request)
    assert answer.headers["content-TYPE"] == "application/json"
    assert answer.value == Thing(id=1) and answer.value is answer.value
    assert repr(answer) == "<Response 201 to GET /x>"
    broken = drive(API, answering(200, "{}"), request, raw=True, validation="strict")
    assert broken.content == b"{}"
    with pytest.raises(DecodeError):
        _ = broken.value


def test_a_response_of_none_is_decoded_once(drive: Any) -> None:
    answer = drive(API, answering(200, "null"), Request[Any]("GET", "/", Thing | None), raw=True)
    assert answer.value is None and answer.value is None


def test_a_redirect_without_a_location_is_an_error(drive: Any) -> None:
    with pytest.raises(StatusError) as caught:
        drive(API, answering(302, ""), Request("GET", "/", Thing))
    assert caught.value.status == 302


@pytest.mark.parametrize("charset", ["utf-16", "utf-16-le", "utf-32", "latin-1"])
def test_text_is_in_the_charset_that_is_named(drive: Any, charset: str) -> None:
    for kind, content, annotation, value in (
        ("text/csv", "a,é", str, "a,é"),
        ("application/json", '{"a": "é"}', dict[str, str], {"a": "é"}),
    ):
        headers = {"content-type": f"{kind}; charset={charset}"}
        response = httpx2.Response(200, content=content.encode(charset), headers=headers)
        call: Request[Any] = Request("GET", "/x", annotation, accept=kind)
        assert drive(API, lambda _, sent=response: sent, call) == value


@pytest.mark.parametrize("text", ["2026", "20260102", "1735689600", "1.5", "-1"])
def test_digits_in_a_header_are_no_date(drive: Any, text: str) -> None:
    call: Request[Any] = Request("GET", "/x", Any)
    headers = {"x-at": text, "x-day": "2026-01-02"}
    response = drive(API, lambda _: httpx2.Response(200, headers=headers), call, raw=True)
    for kind in (date, datetime):
        with pytest.raises(DecodeError, match="x-at"):
            response.header("x-at", kind)
    assert response.header("x-day", date) == date(2026, 1, 2)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Mon, 01 Jan 0001 00:00:00 GMT", datetime(1, 1, 1, tzinfo=UTC)),
        ("Thu, 29 Feb 0068 01:02:03 GMT", datetime(68, 2, 29, 1, 2, 3, tzinfo=UTC)),
        ("Tue, 01 Jan 0099 00:00:00 +0000", datetime(99, 1, 1, tzinfo=UTC)),
        ("Fri, 01 Jan 2010 12:34:56 GMT", datetime(2010, 1, 1, 12, 34, 56, tzinfo=UTC)),
        ("Sunday, 06-Nov-94 08:49:37 GMT", datetime(1994, 11, 6, 8, 49, 37, tzinfo=UTC)),
    ],
)
def test_four_digits_of_an_http_date_are_the_year(drive: Any, text: str, moment: datetime) -> None:
    call: Request[Any] = Request("GET", "/x", Any)
    response = drive(API, lambda _: httpx2.Response(200, headers={"x-at": text}), call, raw=True)
    assert response.header("x-at", datetime) == moment


@pytest.mark.parametrize("kind", ["image/png", "application/octet-stream"])
@pytest.mark.parametrize("accept", ["application/json", "text/plain"])
def test_bytes_are_no_text(drive: Any, kind: str, accept: str) -> None:
    drifts: list[Drift] = []
    call: Request[str] = Request("GET", "/x", str, accept=accept)
    png = answering(200, b"\x89PNG\xff", kind)
    assert drive(API, png, call, hooks=Hooks(on_drift=drifts.append)) == b"\x89PNG\xff"
    assert len(drifts) == 1
    with pytest.raises(DecodeError):
        drive(API, png, call, validation="strict")
    assert drive(API, answering(200, "\u00e4", kind), call, validation="strict") == "\u00e4"


@pytest.mark.parametrize(
    ("annotation", "content", "value"),
    [
        (Other, b'{"name":"\xe4"}', Other(name="\ufffd")),
        (list[Other], b' [{"name":"\xe4"}]', [Other(name="\ufffd")]),
        (str, b'"\xe4"', "\ufffd"),
        (Other, b"\xe4", b"\xe4"),
        (Other, b"{\xe4", b"{\xe4"),
    ],
)
def test_json_in_another_charset_than_it_says(
    drive: Any, annotation: Any, content: bytes, value: object
) -> None:
    drifts: list[Drift] = []
    call: Request[Any] = Request("GET", "/x", annotation)
    latin = answering(200, content, "application/json; charset=utf-8")
    assert drive(API, latin, call, hooks=Hooks(on_drift=drifts.append)) == value
    assert len(drifts) == 1
    with pytest.raises(DecodeError):
        drive(API, latin, call, validation="strict")
