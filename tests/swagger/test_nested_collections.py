"""Arrays of arrays in parameters of Swagger 2.0: each has its own `collectionFormat`."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from typing import Any

import httpx2
import pytest

HEAD = """
swagger: "2.0"
info: {title: T, version: "1"}
"""
DOCUMENT = HEAD + """
paths:
  /{ids}/items:
    post:
      operationId: send
      consumes: [MEDIA]
      parameters:
        - &list
          name: ids
          in: path
          required: true
          type: array
          collectionFormat: OUTER
          items: {type: array, collectionFormat: INNER, items: {type: string}}
        - {<<: *list, name: q, in: query, required: false}
        - {<<: *list, name: X-List, in: header, required: false}
        - {<<: *list, name: tags, in: formData, required: false}
      responses: {204: {description: ok}}
"""
URLENCODED = "application/x-www-form-urlencoded"


class Arrived:
    """The last request."""

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.request, self.content = request, request.read().decode()
        return httpx2.Response(204)

    @property
    def target(self) -> str:
        return self.request.url.raw_path.decode()


def document(outer: str, inner: str, media: str = URLENCODED) -> str:
    replaced = DOCUMENT.replace("OUTER", outer).replace("INNER", inner)
    return replaced.replace("MEDIA", media)


@pytest.mark.parametrize(
    ("outer", "inner", "in_url", "in_header"),
    [
        ("pipes", "csv", "a,b%7Cc%2Cd", "a,b|c,d"),
        ("csv", "pipes", "a%7Cb,c%2Cd", "a|b,c,d"),
        ("ssv", "tsv", "a%09b%20c%2Cd", "a\tb c,d"),
        ("tsv", "ssv", "a%20b%09c%2Cd", "a b\tc,d"),
        ("csv", "csv", "a%2Cb,c%2Cd", "a,b,c,d"),
    ],
)
def test_lists_in_lists(
    client: Callable[..., Any], outer: str, inner: str, in_url: str, in_header: str
) -> None:
    arrived = Arrived()
    items = client(document(outer, inner), arrived).items
    value = [["a", "b"], ["c,d"]]
    items.send(value, q=value, x_list=value, body={"tags": value})
    assert arrived.target == f"/{in_url}/items?q={in_url}"
    assert arrived.request.headers["x-list"] == in_header
    assert arrived.content == f"tags={in_url}"


def test_each_list_has_a_pair(client: Callable[..., Any]) -> None:
    arrived = Arrived()
    items = client(document("multi", "csv"), arrived).items
    value = [["a", "b,"], [], ["c"]]
    items.send(value, q=value, body={"tags": value})
    assert arrived.target == "/a%2Cb%2C,,c/items?q=a,b%2C&q=&q=c"
    assert arrived.content == "tags=a,b%2C&tags=&tags=c"
    items.send([["a"]], q=[], x_list=[], body={"tags": []})
    assert (arrived.target, arrived.content) == ("/a/items", "")
    assert "x-list" not in arrived.request.headers
    with pytest.raises(ValueError, match="'ids' must not be empty"):
        items.send([])


@pytest.mark.parametrize(
    ("outer", "parts"), [("multi", ["a|b", "c"]), ("csv", ["a|b,c"]), ("tsv", ["a|b\tc"])]
)
def test_multipart_forms(client: Callable[..., Any], outer: str, parts: list[str]) -> None:
    arrived = Arrived()
    items = client(document(outer, "pipes", "multipart/form-data"), arrived).items
    items.send([["x"]], body={"tags": [["a", "b"], ["c"]]})
    fields = arrived.content.split('name="tags"\r\n\r\n')[1:]
    assert [field.partition("\r\n")[0] for field in fields] == parts


DEEP = HEAD + """
paths:
  /items:
    get:
      operationId: listItems
      parameters:
        - name: names
          in: query
          type: array
          collectionFormat: multi
          items:
            type: array
            collectionFormat: pipes
            items: {type: array, items: {type: string}}
        - name: files
          in: query
          type: array
          collectionFormat: pipes
          items: {type: array, items: {type: string, format: byte}}
        - name: days
          in: query
          type: array
          collectionFormat: pipes
          items: {type: array, items: {type: string, format: date}}
        - name: flags
          in: query
          type: array
          collectionFormat: multi
          items: {type: array, collectionFormat: ssv, items: {type: boolean}}
      responses: {204: {description: ok}}
"""


def test_items_are_written_by_their_type(client: Callable[..., Any]) -> None:
    from datetime import date

    arrived = Arrived()
    client(DEEP, arrived).items.list(
        names=[[["a", "b"], ["c"]], [["d"]]],
        files=[[b"\xff", b"x"], [b"y"]],
        days=[[date(2026, 1, 2), date(2026, 1, 3)]],
        flags=[[True, False], [True]],
    )
    first, second, third = (
        b64encode(each).decode().replace("=", "%3D").replace("/", "%2F")
        for each in (b"\xff", b"x", b"y")
    )
    assert arrived.target == (
        f"/items?names=a,b%7Cc&names=d&files={first},{second}%7C{third}"
        "&days=2026-01-02,2026-01-03&flags=true%20false&flags=true"
    )


def test_warnings(generated: Callable[..., Any]) -> None:
    def of(outer: str, inner: str) -> set[str]:
        text = HEAD + f"""
paths:
  /x:
    get:
      operationId: x
      parameters:
        - name: q
          in: query
          type: array
          collectionFormat: {outer}
          items: {{type: array, collectionFormat: {inner}, items: {{type: string}}}}
      responses: {{204: {{description: ok}}}}
"""
        diagnostics = generated(text).diagnostics
        return {d.message for d in diagnostics if d.code == "collection-format"}

    assert of("multi", "csv") == of("pipes", "csv") == of("csv", "tsv") == set()
    alike = "both csv; in a URL, the inner delimiter is percent-encoded, elsewhere they look alike"
    assert of("csv", "csv") == {f"an array and one that contains it are {alike}"}
    assert of("pipes", "multi") == {
        '"collectionFormat" multi does not exist in "items"; treated as csv'
    }
    assert of("multi", "dots") == {'there is no "collectionFormat" "dots"; treated as csv'}
