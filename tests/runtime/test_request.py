"""Requests are values: what they say is known before anything is sent."""

from __future__ import annotations

import pickle

import pytest
from restamp_runtime.json_values import JsonText
from restamp_runtime.request import Request
from restamp_runtime.styles import Styled


def get(template: str, **path: object) -> Request[None]:
    return Request("GET", template, None, path=path)


@pytest.mark.parametrize(
    ("value", "url"),
    [
        ("plain", "/a/plain/z"),
        ("wf_X/exec_Y", "/a/wf_X%2Fexec_Y/z"),
        ("wf_X%2Fexec_Y", "/a/wf_X%252Fexec_Y/z"),
        (".", "/a/%2E/z"),
        ("..", "/a/%2E%2E/z"),
        ("...", "/a/.../z"),
        ("../..", "/a/..%2F../z"),
        ("?x=1#y", "/a/%3Fx%3D1%23y/z"),
        ("{id}", "/a/%7Bid%7D/z"),
        ("ä ", "/a/%C3%A4%20/z"),
    ],
)
def test_path_values_stay_in_their_segment(value: str, url: str) -> None:
    assert get("/a/{id}/z", id=value).url == url


def test_dots_of_two_values_do_not_climb() -> None:
    assert get("/a/{x}{y}", x=".", y=".").url == "/a/%2E%2E"
    assert get("/a/{x}", x=Styled(".", "label")).url == "/a/%2E%2E"


def test_the_template_is_not_expanded() -> None:
    assert get("/a b/{unknown}/x:verb", id="1").url == "/a b/{unknown}/x:verb"


def test_the_query_is_in_the_order_of_the_document() -> None:
    request = Request("GET", "/", None, query={"b": 1, "x": None, "a": [True, "ä"]})
    assert request.query_string == "b=1&a=true&a=%C3%A4"


def test_equality_and_pickling() -> None:
    one = Request("GET", "/{id}", int, path={"id": 1}, query={"q": JsonText({"a": 1})})
    same = Request("GET", "/{id}", int, path={"id": 1}, query={"q": JsonText({"a": 1})})
    other = Request("GET", "/{id}", int, path={"id": 2}, query={"q": JsonText({"a": 1})})
    assert one == same != other
    assert one != "GET"
    assert pickle.loads(pickle.dumps(one)) == one


def test_the_repr_names_what_is_set_and_shows_no_value() -> None:
    request = Request(
        "POST",
        "/a/{id}",
        None,
        path={"id": "x/y"},
        query={"q": "secret-1", "unset": None},
        headers={"X-Token": "secret-2"},
        cookies={"session": "secret-3"},
        body={"password": "secret-4"},
    )
    expected = "<Request POST /a/x%2Fy, query: q, headers: X-Token, cookies: session, body: dict>"
    assert repr(request) == expected
    assert repr(get("/a/{id}", id=None)) == "<Request GET /a/{id}>"
