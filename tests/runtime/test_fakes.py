"""The parts of the fake: which operation a request is for, what of it is shown, values of a type."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal
from urllib.parse import urlencode
from uuid import UUID

import httpx2
import pytest
from pydantic import Field
from restamp_runtime.api import Api, ApiKey, Basic
from restamp_runtime.base64s import Base64
from restamp_runtime.codec import adapter
from restamp_runtime.decimals import DecimalNumber
from restamp_runtime.durations import Duration
from restamp_runtime.enums import OpenStr
from restamp_runtime.fakes_calls import Route, closest_route, find_route, masked, recorded
from restamp_runtime.fakes_values import sample
from restamp_runtime.model import Model
from restamp_runtime.plain import to_json
from restamp_runtime.request import Undocumented
from restamp_runtime.unions import Discriminated
from typing_extensions import TypeAliasType

API = Api(
    name="things",
    base_url="https://example.com",
    schemes={"key": ApiKey("header", "X-Key"), "q": ApiKey("query", "k"), "basic": Basic()},
)


class Color(OpenStr):
    RED = "red"


class Thing(Model):
    thing_id: Annotated[str, Field(alias="thingId")]
    at: datetime
    color: Color
    next: Thing | None = None


class Cat(Model):
    kind: Literal["cat"] = "cat"
    lives: int


class Dog(Model):
    kind: str
    name: str


class Endless(Model):
    again: Endless


class Ended(Model):
    again: Endless | list[Endless] | None


Names = TypeAliasType("Names", list[str])
Pet = Annotated[Cat | Dog, Discriminated("kind", {"cat": "Cat", "dog": "Dog"})]
Others = Discriminated("kind", {"cat": "Cat", "dog": "Dog"}, default="Dog")
DogFirst = Annotated[Dog | Cat, Others]


@pytest.mark.parametrize(
    "annotation",
    [
        *(str, int, float, bool, bytes, None, Any, datetime, date, time, timedelta, Decimal, UUID),
        *(Base64, DecimalNumber, Duration, Color, Literal["a", 1], Names, object),
        *(list[Thing], dict[str, Thing], tuple[int, Color], tuple[int, ...], set[str]),
        *(Thing, Cat, Dog, Ended, Thing | None, Endless | int, list[Endless]),
        *(Pet, DogFirst, Annotated[int | str, Field(description="one")]),
    ],
    ids=lambda kind: re.sub(" at 0x[0-9a-f]+", "", str(kind)),
)
def test_a_sample_decodes(annotation: Any) -> None:
    value = adapter(annotation).validate_json(to_json(sample(annotation)))
    assert value == adapter(annotation).validate_python(value)


def test_a_sample_is_as_small_as_can_be() -> None:
    assert sample(Thing) == {"thingId": "string", "at": "2024-01-31T12:30:00Z", "color": "red"}
    assert sample(Cat) == {"kind": "cat", "lives": 0}
    assert sample(Thing | None) == sample(Thing)
    assert sample(Undocumented) == {}


def test_the_tag_of_a_variant_is_its_own() -> None:
    assert sample(DogFirst)["kind"] == "dog"
    assert isinstance(adapter(DogFirst).validate_json(to_json(sample(DogFirst))), Dog)


def test_what_needs_itself_has_no_sample() -> None:
    with pytest.raises(LookupError):
        sample(Endless)
    with pytest.raises(LookupError):
        sample(Endless | Endless)
    assert sample(Ended) == {"again": []}


ROUTES = [
    Route(f"a.{number}", method, template, "f", (200,))
    for number, (method, template) in enumerate(
        [
            ("GET", "/things/{id}"),
            ("GET", "/things/latest"),
            ("GET", "/things/{id}.json"),
            ("GET", "/things/{id}/parts/{part}"),
            ("GET", "/{any}/of/parts/all"),
            ("POST", "/things/{id}"),
            ("POST", "/things/{id}?as=copy"),
            ("GET", "/a b/{x}-{y}"),
            ("GET", "/"),
            ("GET", "/forked#one"),
            ("link", "/things"),
        ]
    )
]


@pytest.mark.parametrize(
    ("method", "path", "query", "name", "values"),
    [
        ("GET", "/things/7", "", "a.0", {"id": "7"}),
        ("GET", "/things/a%2Fb%20%C3%A9", "x=1", "a.0", {"id": "a/b é"}),
        ("GET", "/things/latest", "", "a.1", {}),
        ("GET", "/things/x.json", "", "a.2", {"id": "x"}),
        ("GET", "/things/7/parts/8", "", "a.3", {"id": "7", "part": "8"}),
        ("GET", "/things/of/parts/all", "", "a.3", {"id": "of", "part": "all"}),
        ("GET", "/x/of/parts/all", "", "a.4", {"any": "x"}),
        ("POST", "/things/7", "as=move", "a.5", {"id": "7"}),
        ("POST", "/things/7", "n=1&as=copy", "a.6", {"id": "7"}),
        ("GET", "/a%20b/1-2", "", "a.7", {"x": "1", "y": "2"}),
        ("GET", "/", "", "a.8", {}),
        ("GET", "/forked", "", "a.9", {}),
        ("LINK", "/things", "", "a.10", {}),
    ],
)
def test_the_most_literal_template_fits_best(
    method: str, path: str, query: str, name: str, values: Mapping[str, str]
) -> None:
    for routes in (ROUTES, ROUTES[::-1]):
        fit = find_route(routes, method, [path], query)
        assert fit is not None
        assert (fit[0].name, fit[1]) == (name, values)


def test_what_the_request_was_made_of_decides() -> None:
    """Templates that differ in a fragment, or in names, are one to HTTP."""
    twins = [Route(f"b.{t}", "GET", f"/{{id}}#{t}", "f", (200,)) for t in ("one", "two")]
    for twin in twins:
        fit = find_route(twins, "GET", ["/7"], "", twin.template)
        assert fit == (twin, {"id": "7"})


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/things"), ("GET", "/things/7/"), ("PUT", "/things/7"), ("GET", "/things/")],
)
def test_what_fits_no_template_is_for_no_operation(method: str, path: str) -> None:
    assert find_route(ROUTES, method, [path], "") is None


def test_the_closest_operation() -> None:
    near = closest_route(ROUTES, "GET", "/thing/7/part/8")
    assert near is not None and near.name == "a.3"
    assert closest_route([], "GET", "/") is None


def test_what_is_seen_of_a_request() -> None:
    request = httpx2.Request(
        "POST",
        "https://example.com/things/7?k=secret&n=1&n=2&e=",
        headers={"X-Key": "secret", "Authorization": "Basic c2VjcmV0", "Cookie": "a=secret"},
        json={"a": [None, 1]},
    )
    call = recorded(API, ROUTES[5], {"id": "7"}, request)
    assert "secret" not in repr(call) and "c2VjcmV0" not in repr(call)
    assert call.query == {"k": "***", "n": ["1", "2"], "e": ""}
    assert call.headers["x-key"] == "***"
    assert (call.operation, call.method, call.path) == ("a.5", "POST", {"id": "7"})
    assert call.body == {"a": [None, 1]}
    assert masked(API, request.url).params["k"] == "***"


@pytest.mark.parametrize("media_type", ["application/x-www-form-urlencoded", "application/json"])
@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        (
            {"grant_type": "password", "username": "ann", "password": "pw-1", "scope": "a"},
            {"grant_type": "password", "username": "ann", "password": "***", "scope": "a"},
        ),
        (
            {"grant_type": "client_credentials", "client_id": "i", "client_secret": "cs-1"},
            {"grant_type": "client_credentials", "client_id": "i", "client_secret": "***"},
        ),
        (
            {"grant_type": "authorization_code", "code": "co-1", "code_verifier": "ve-1"},
            {"grant_type": "authorization_code", "code": "***", "code_verifier": "***"},
        ),
        (
            {"grant_type": "refresh_token", "refresh_token": "re-1", "client_assertion": "as-1"},
            {"grant_type": "refresh_token", "refresh_token": "***", "client_assertion": "***"},
        ),
        ({"grant_type": "urn:x:jwt-bearer", "assertion": "as-1"}, None),
        ({"code": "EUR", "password": "new"}, {"code": "EUR", "password": "new"}),
    ],
)
def test_requests_for_tokens_are_shown_without_credentials(
    media_type: str, fields: dict[str, str], shown: dict[str, str] | None
) -> None:
    """Other requests are shown as they are: a test may look at what it sends."""
    is_form = "form" in media_type
    content = (urlencode(fields) if is_form else json.dumps(fields)).encode()
    headers = {"Content-Type": media_type}
    request = httpx2.Request("POST", "http://x/token", headers=headers, content=content)
    call = recorded(API, Route("login", "POST", "/token", "login", (200,)), {}, request)
    assert call.body == (shown or {**fields, "assertion": "***"})
    assert "grant_type" not in fields or "-1" not in repr(call)


@pytest.mark.parametrize(
    ("content", "media_type", "body"),
    [
        (b"", "application/json", None),
        (b"[1]", "application/vnd.x+json", [1]),
        (b"[1", "application/json", b"[1"),
        (b"a=1&a=2&b=+", "application/x-www-form-urlencoded", {"a": ["1", "2"], "b": " "}),
        ("é".encode("latin-1"), "text/plain; charset=latin-1", "é"),
        (b"\xff", "application/octet-stream", b"\xff"),
        (b"x", "", b"x"),
    ],
)
def test_bodies_are_shown_as_what_they_are(content: bytes, media_type: str, body: Any) -> None:
    headers = {"content-type": media_type} if media_type else {}
    request = httpx2.Request("POST", "https://example.com/", headers=headers, content=content)
    assert recorded(API, ROUTES[5], {}, request).body == body
