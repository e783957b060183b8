"""The error tree: what is raised, what it says, and what it never says."""

from __future__ import annotations

import copy
import json
import pickle
from functools import partial
from typing import Any

import httpx2
import pytest
from restamp_runtime import errors
from restamp_runtime.api import Api, ApiKey, Basic
from restamp_runtime.model import Model
from restamp_runtime.paged import PagedRequest, Pages
from restamp_runtime.request import Request


class Wrapper(Model):
    message: str


class Invalid(Model):
    detail: list[dict[str, Any]]


class NotFoundError(errors.StatusError):
    error: Wrapper | None


class ServerError(errors.StatusError):
    error: Wrapper | None


class AnyStatusError(errors.StatusError):
    error: Wrapper | None


API = Api(
    name="things",
    base_url="https://api.example.com",
    errors=lambda: {404: Wrapper, "default": Wrapper},
    status_errors={404: NotFoundError, "5XX": ServerError, "default": AnyStatusError},
)


def answering(status: int, body: Any, headers: dict[str, str] | None = None) -> Any:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    every = {"Content-Type": "application/json", **(headers or {})}
    return lambda request: httpx2.Response(status, content=content, headers=every)


def failing(drive: Any, api: Api, handler: Any, request: Any, **options: Any) -> Any:
    with pytest.raises(errors.ApiError) as caught:
        drive(api, handler, request, max_retries=0, **options)
    return caught.value


GET = Request[None]("GET", "/things/{id}", None, path={"id": "7"}, query={"q": "asked"})


@pytest.mark.parametrize(
    ("status", "reason", "kind"),
    [
        (404, " Not Found", NotFoundError),
        (500, " Internal Server Error", ServerError),
        (503, " Service Unavailable", ServerError),
        (418, " I'm a teapot", AnyStatusError),
        (499, "", AnyStatusError),
    ],
)
def test_the_status_selects_the_class(status: int, reason: str, kind: type, drive: Any) -> None:
    error = failing(drive, API, answering(status, {"message": "no"}), GET)
    assert type(error) is kind and isinstance(error, errors.StatusError)
    assert error.status == status and error.error == Wrapper(message="no")
    assert error.request is GET
    assert str(error) == f"GET /things/7 returned {status}{reason}: no"


def test_without_classes_there_is_still_one(drive: Any) -> None:
    error = failing(drive, Api(name="x", base_url="http://x"), answering(400, {}), GET)
    assert type(error) is errors.StatusError and error.error == {}
    assert str(error) == "GET /things/7 returned 400 Bad Request"


@pytest.mark.parametrize(
    ("own", "status", "body", "value"),
    [
        ({422: Invalid}, 422, {"detail": []}, Invalid(detail=[])),
        ({"4XX": Invalid}, 422, {"detail": []}, Invalid(detail=[])),
        ({"default": Invalid}, 500, {"detail": []}, Invalid(detail=[])),
        ({422: Invalid}, 400, {"message": "m"}, Wrapper(message="m")),
        ({422: Invalid}, 422, {"message": "m"}, Wrapper(message="m")),
        ({422: None}, 422, {"message": "m"}, Wrapper(message="m")),
        ({422: Invalid}, 422, {"else": 1}, {"else": 1}),
        ({422: Invalid}, 422, {"detail": "no list"}, {"detail": "no list"}),
        ({422: Invalid}, 422, [{"msg": "m"}], [{"msg": "m"}]),
        ({}, 422, "text", "text"),
        ({}, 404, [], []),
        ({400: str}, 400, "text", "text"),
    ],
)
def test_the_typed_error(own: Any, status: int, body: Any, value: Any, drive: Any) -> None:
    error = failing(drive, API, answering(status, body), Request("GET", "/", None, errors=own))
    assert error.error == value and type(error.error) is type(value)
    assert json.loads(error.content) == body


def test_a_status_without_a_type_tries_the_only_one(drive: Any) -> None:
    one = Api(name="x", base_url="http://x", errors={400: Wrapper, 404: Wrapper})
    assert failing(drive, one, answering(409, {"message": "m"}), GET).error == Wrapper(message="m")
    two = Api(name="x", base_url="http://x", errors={400: Wrapper, 404: Invalid})
    assert failing(drive, two, answering(409, {"message": "m"}), GET).error == {"message": "m"}


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ({"message": "a  b\nc"}, "a b c"),
        ({"detail": "d"}, "d"),
        ({"error": "e"}, "e"),
        ({"error": {"code": 1, "message": "deep"}}, "deep"),
        ({"detail": [{"loc": ["body", 0], "msg": "bad"}, {"msg": "worse"}]}, "body.0: bad; worse"),
        ({"errors": [{"title": "t"}]}, "t"),
        ({"error": "invalid_grant", "error_description": "Too old"}, "Too old"),
        ({"message": None, "detail": "d"}, "d"),
        (
            {"email": ["not valid", "taken"], "name": "too short"},
            "email: not valid; taken; name: too short",
        ),
        ({"errors": {"email": ["not valid"]}}, "email: not valid"),
        (
            {"detail": "Validation error", "validation_errors": {"title": ["too short"]}},
            "Validation error: title: too short",
        ),
        (
            {"title": "Errors occurred.", "status": 400, "errors": {"Name": ["is required"]}},
            "Errors occurred.: Name: is required",
        ),
        (
            {"message": "Validation Failed", "errors": [{"field": "title", "code": "missing"}]},
            "Validation Failed: field: title; code: missing",
        ),
        (
            {"error": {"message": "Bad", "details": [{"path": ["a", 0], "message": "worse"}]}},
            "Bad: a.0: worse",
        ),
        (
            {"detail": "Bad", "invalid-params": [{"property": "age", "reason": "negative"}]},
            "Bad: age: negative",
        ),
        ({"title": ["too short"], "reason": ["a", "b"]}, "title: too short; reason: a; b"),
        ({"message": ["a must be a string", "b"], "error": "Bad Request"}, "a must be a string; b"),
        ({"errors": ["a", "b"]}, "a; b"),
        ({"errors": [{"instancePath": "/email", "message": "no email"}]}, "/email: no email"),
        ({"error": {"message": "same", "errors": [{"message": "same"}]}}, "same"),
        ({"message": "no such page", "errors": [], "path": "/things/7"}, "no such page"),
        ({"message": "m", "details": "words, not a list"}, "m"),
        ({"detail": "a text where a list is described"}, "a text where a list is described"),
        ([{"loc": ["query", "q"], "msg": "bad"}], "query.q: bad"),
        ({"status": {"code": 3, "reason": "r"}}, "status: r"),
        ("just text", "just text"),
        (b"plain, not JSON", "plain, not JSON"),
        ({"message": "x" * 501}, "x" * 500 + "..."),
        ({"message": "\x1b[31mred\u202e"}, "[31mred"),
        ({"code": 5}, ""),
        ([], ""),
        (b"", ""),
        ({"error": {"error": {"error": {"error": {"error": {"error": "x"}}}}}}, ""),
    ],
)
def test_the_message_of_the_server(body: Any, detail: str, drive: Any) -> None:
    message = str(failing(drive, API, answering(400, body), GET))
    assert message == "GET /things/7 returned 400 Bad Request" + (f": {detail}" if detail else "")


@pytest.mark.parametrize(
    ("content", "media_type", "value"),
    [
        (b'{"detail": "d"}', "text/html", {"detail": "d"}),
        (b'{"detail": "d"}', "application/octet-stream", {"detail": "d"}),
        (b"<h1>Oh</h1>", "text/html", None),
        (b"404", "text/plain", None),
        (b"{broken", "application/json", None),
        (b"", "application/json", None),
        (b"\x89PNG\xff", "image/png", None),
    ],
)
def test_an_error_that_nothing_describes_is_json_data(
    content: bytes, media_type: str, value: Any, drive: Any
) -> None:
    api = Api(name="x", base_url="http://x")
    assert (
        failing(drive, api, answering(418, content, {"Content-Type": media_type}), GET).error
        == value
    )


def test_binary_bodies_are_not_printed(drive: Any) -> None:
    handler = answering(400, b"\x00\x01", {"Content-Type": "application/octet-stream"})
    assert str(failing(drive, API, handler, GET)) == "GET /things/7 returned 400 Bad Request"


@pytest.mark.parametrize("name", ["X-Request-ID", "request-id", "X-Correlation-Id"])
def test_the_request_id(name: str, drive: Any) -> None:
    error = failing(drive, API, answering(404, {"message": "no"}, {name: "r-1"}), GET)
    assert error.request_id == "r-1"
    assert str(error) == "GET /things/7 returned 404 Not Found (request r-1): no"


@pytest.mark.parametrize(("header", "seconds"), [("7", 7.0), ("0.5", 0.5), ("soon", None)])
def test_retry_after(header: str, seconds: float | None, drive: Any) -> None:
    error = failing(drive, API, answering(429, {}, {"Retry-After": header}), GET)
    assert error.retry_after == seconds


def test_long_error_bodies_are_cut(drive: Any) -> None:
    error = failing(drive, API, answering(500, b"x" * (3 << 20)), GET)
    assert len(error.content) == 1 << 20 and error.error is None


@pytest.mark.parametrize(
    ("cause", "kind"),
    [
        (httpx2.ConnectError("refused"), errors.TransportError),
        (httpx2.ReadError("reset"), errors.TransportError),
        (httpx2.RemoteProtocolError("gone"), errors.TransportError),
        (httpx2.UnsupportedProtocol("what"), errors.TransportError),
        (httpx2.InvalidURL("no"), errors.TransportError),
        (httpx2.DecodingError("gzip"), errors.TransportError),
        (httpx2.ReadTimeout("late"), errors.TimeoutError),
        (httpx2.ConnectTimeout("late"), errors.TimeoutError),
        (httpx2.PoolTimeout("late"), errors.TimeoutError),
    ],
)
def test_no_response(cause: Exception, kind: type, drive: Any) -> None:
    def handler(request: httpx2.Request) -> httpx2.Response:
        raise cause

    error = failing(drive, API, handler, GET)
    assert type(error) is kind and error.__cause__ is cause and error.request is GET
    name = type(cause).__name__
    assert str(error) == f"GET /things/7 received no response: {name}: {cause}"


def test_other_exceptions_are_not_wrapped(drive: Any) -> None:
    def handler(request: httpx2.Request) -> httpx2.Response:
        raise KeyError("bug")

    with pytest.raises(KeyError):
        drive(API, handler, GET)


KEYED = Api(
    name="keyed",
    base_url="https://api.example.com",
    schemes={"Q": ApiKey("query", "key"), "H": ApiKey("header", "X-Key"), "B": Basic()},
    security=(("Q", "H", "B"),),
)
SECRETS: Any = {"Q": "s3cret/q", "H": "s3cret-h", "B": ("user", "s3cret-b")}


def test_no_credential_is_in_any_message(drive: Any) -> None:
    def echo(request: httpx2.Request) -> httpx2.Response:
        text = f"bad {request.url} {request.headers}"
        return httpx2.Response(401, json={"message": text}, headers={"X-Request-Id": text})

    def broken(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError(f"no {request.url} {request.headers['x-key']}")

    for handler in (echo, broken):
        error = failing(drive, KEYED, handler, GET, credentials=SECRETS)
        for text in (str(error), repr(error), repr(error.request)):
            assert "s3cret" not in text
            assert "dXNlcjpzM2NyZXQtYg" not in text
            assert "***" in text or text == repr(GET)


def test_an_api_key_with_a_line_break_is_not_shown(drive: Any) -> None:
    broken = {**SECRETS, "H": "s3cret\nX-Evil: 1"}
    error = failing(drive, KEYED, answering(200, {}), GET, credentials=broken)
    assert type(error) is errors.CredentialsError
    assert "H" in str(error) and "s3cret" not in str(error)


class TestCopies:
    def all_errors(self) -> list[errors.ApiError]:
        about = {"headers": httpx2.Headers({"X-A": "1"}), "content": b"{}", "request": GET}
        return [
            errors.ApiError("a", request=GET),
            errors.CredentialsError("c"),
            errors.TransportError("t", request=GET),
            errors.TimeoutError("o", request=GET),
            errors.DecodeError("d", status=200, **about),
            NotFoundError(
                "n",
                status=404,
                error=Wrapper(message="m"),
                request_id="r",
                retry_after=2.5,
                **about,
            ),
        ]

    @pytest.mark.parametrize("how", ["pickle", "copy", "deepcopy"])
    def test_errors_survive(self, how: str) -> None:
        again: Any = {
            "pickle": lambda e: pickle.loads(pickle.dumps(e)),
            "copy": copy.copy,
            "deepcopy": copy.deepcopy,
        }[how]
        for error in self.all_errors():
            same = again(error)
            assert type(same) is type(error) and same is not error
            assert str(same) == str(error) and vars(same) == vars(error)

    @pytest.mark.parametrize("kind", [Request, partial(PagedRequest, pages=Pages("link"))])
    def test_what_cannot_be_pickled_is_left_behind(self, kind: Any) -> None:
        request = kind("POST", "/{id}", None, path={"id": "x/y"}, body=(i for i in "a"))
        error = errors.TransportError("t", request=request)
        same = pickle.loads(pickle.dumps(error))
        assert str(same) == "t" and same.request.method == "POST"
        assert same.request.url == "/x%2Fy" and same.request.body is None


def test_the_tree() -> None:
    assert issubclass(errors.TimeoutError, errors.TransportError)
    for kind in (
        errors.TransportError,
        errors.DecodeError,
        errors.StatusError,
        errors.CredentialsError,
    ):
        assert kind.__base__ is errors.ApiError
