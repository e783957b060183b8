"""OpenAPI's table of styles, cell by cell: the text on the wire, and what a server reads in it.

The server is Starlette; its parsers take URL, query, headers and cookies apart, and `READ` undoes
what is left of the style.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, unquote_plus

import httpx2
import pytest
from restamp_runtime.api import Api
from restamp_runtime.clients import AsyncClient
from restamp_runtime.parameters import cookie_pairs, header_text, path_text, query_pairs
from restamp_runtime.request import Request
from restamp_runtime.styles import Styled
from starlette.applications import Starlette
from starlette.requests import Request as Received
from starlette.responses import JSONResponse
from starlette.routing import Route

EMPTY, PRIMITIVE = "", "blue"
ARRAY = ["blue", "black", "brown"]
OBJECT = {"R": "100", "G": "200", "B": "150"}
VALUES: dict[str, Any] = {
    "empty": EMPTY,
    "primitive": PRIMITIVE,
    "array": ARRAY,
    "object": OBJECT,
}

# Place, style, explode: what empty, primitive, array and object are on the wire. None where the
# standard has no cell ("n/a"), "" where it has one and it holds nothing.
TABLE: dict[tuple[str, str, bool], tuple[str | None, str | None, str | None, str | None]] = {
    ("path", "simple", False): (
        None,  # There is none in a path: the URL would be another operation's.
        "blue",
        "blue,black,brown",
        "R,100,G,200,B,150",
    ),
    ("path", "simple", True): (None, "blue", "blue,black,brown", "R=100,G=200,B=150"),
    ("path", "label", False): (".", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"),
    ("path", "label", True): (".", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"),
    ("path", "matrix", False): (
        ";color",
        ";color=blue",
        ";color=blue,black,brown",
        ";color=R,100,G,200,B,150",
    ),
    ("path", "matrix", True): (
        ";color",
        ";color=blue",
        ";color=blue;color=black;color=brown",
        ";R=100;G=200;B=150",
    ),
    ("query", "form", False): (
        "color=",
        "color=blue",
        "color=blue,black,brown",
        "color=R,100,G,200,B,150",
    ),
    ("query", "form", True): (
        "color=",
        "color=blue",
        "color=blue&color=black&color=brown",
        "R=100&G=200&B=150",
    ),
    ("query", "spaceDelimited", False): (
        None,
        None,
        "color=blue%20black%20brown",
        "color=R%20100%20G%20200%20B%20150",
    ),
    ("query", "pipeDelimited", False): (
        None,
        None,
        "color=blue%7Cblack%7Cbrown",
        "color=R%7C100%7CG%7C200%7CB%7C150",
    ),
    ("query", "deepObject", True): (
        None,
        None,
        None,
        "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
    ),
    ("header", "simple", False): ("", "blue", "blue,black,brown", "R,100,G,200,B,150"),
    ("header", "simple", True): ("", "blue", "blue,black,brown", "R=100,G=200,B=150"),
    ("cookie", "form", False): (
        "color=",
        "color=blue",
        # A comma is no octet of a cookie's value by RFC 6265, but what the table has.
        "color=blue,black,brown",
        "color=R,100,G,200,B,150",
    ),
    ("cookie", "form", True): (
        "color=",
        "color=blue",
        "color=blue; color=black; color=brown",  # A cookie has no "&" (OpenAPI 3.1, appendix D).
        "R=100; G=200; B=150",
    ),
    ("cookie", "cookie", False): (
        "color=",
        "color=blue",
        "color=blue,black,brown",
        "color=R,100,G,200,B,150",
    ),
    ("cookie", "cookie", True): (
        "color=",
        "color=blue",
        "color=blue; color=black; color=brown",
        "R=100; G=200; B=150",
    ),
}
CELLS = [
    pytest.param(*key, kind, text, id="-".join([*map(str, key), kind]))
    for key, texts in TABLE.items()
    for kind, text in zip(VALUES, texts, strict=True)
]


def written(place: str, styled: Styled) -> str | None:
    match place:
        case "path":
            return path_text("color", styled)
        case "query":
            return "&".join(query_pairs("color", styled))
        case "header":
            return header_text("color", styled)
        case _:
            return "; ".join(cookie_pairs("color", styled))


@pytest.mark.parametrize(("place", "style", "explode", "kind", "text"), CELLS)
def test_a_cell(place: str, style: Any, explode: bool, kind: str, text: str | None) -> None:
    styled = Styled(VALUES[kind], style, explode)
    if text is not None:
        assert written(place, styled) == text
    elif place == "path":
        with pytest.raises(ValueError, match="must not be empty"):
            written(place, styled)
    elif kind == "array":  # What the standard leaves open, as qs, Rack and PHP read it.
        expected = "color%5B%5D=blue&color%5B%5D=black&color%5B%5D=brown"
        assert written(place, styled) == expected
    else:  # A value without parts needs no style.
        assert written(place, styled) == f"color={VALUES[kind]}"


@dataclass(frozen=True)
class Seen:
    """What Starlette found in a request."""

    path: str
    raw_path: str
    query: list[tuple[str, str]]
    header: str | None
    cookies: list[tuple[str, str]]


def received(request: Request[Any]) -> Seen:
    """The request as it arrives at Starlette."""
    seen: list[Seen] = []

    async def endpoint(request: Received) -> JSONResponse:
        pairs = request.headers.get("cookie", "").split("; ")
        cookies = [(name, text) for name, _, text in (pair.partition("=") for pair in pairs)]
        # Starlette keeps one cookie of a name; it must be one of those in the header.
        assert set(request.cookies.items()) <= {(n, t.strip('"')) for n, t in cookies}
        seen.append(
            Seen(
                request.path_params["value"],
                request.scope["raw_path"].decode(),
                request.query_params.multi_items(),
                request.headers.get("color"),
                [(unquote(name), unquote(text)) for name, text in cookies],
            )
        )
        return JSONResponse(None)

    async def send() -> None:
        app = Starlette(routes=[Route("/things/{value:path}", endpoint)])
        api = Api(name="styles", base_url="http://styles.example")
        transport = httpx2.ASGITransport(app)
        async with AsyncClient(api, transport=transport) as client:
            await client.send(request)

    asyncio.run(send())
    return seen[0]


def halves(items: list[str]) -> dict[str, str]:
    return dict(zip(items[::2], items[1::2], strict=True))


def members(items: list[str]) -> dict[str, str]:
    return dict(item.split("=", 1) for item in items)


def read_path(seen: Seen, style: str, explode: bool, kind: str) -> Any:
    text = seen.path
    if style == "matrix":
        assert text.startswith(";")
        parts = text[1:].split(";")
        if explode and kind == "object":
            return members(parts)
        assert {part.partition("=")[0] for part in parts} == {"color"}
        texts = [part.partition("=")[2] for part in parts]
        if explode and kind == "array":
            return texts
        return split(texts[0], ",", False, kind)
    if style == "label":
        assert text.startswith(".")
        return split(text[1:], "." if explode else ",", explode, kind)
    return split(text, ",", explode, kind)


def read_query(seen: Seen, style: str, explode: bool, kind: str) -> Any:
    return read_pairs(seen.query, style, explode, kind)


def read_cookie(seen: Seen, style: str, explode: bool, kind: str) -> Any:
    return read_pairs(seen.cookies, style, explode, kind)


def read_header(seen: Seen, style: str, explode: bool, kind: str) -> Any:
    assert seen.header is not None
    return split(seen.header, ",", explode, kind)


def read_pairs(pairs: list[tuple[str, str]], style: str, explode: bool, kind: str) -> Any:
    if style == "deepObject":
        return {name.removeprefix("color[").removesuffix("]"): text for name, text in pairs}
    if explode and kind == "object":
        return dict(pairs)
    assert {name for name, _ in pairs} == {"color"}
    if explode and kind == "array":
        return [text for _, text in pairs]
    delimiter = {"spaceDelimited": " ", "pipeDelimited": "|"}.get(style, ",")
    return split(pairs[0][1], delimiter, False, kind)


def split(text: str, delimiter: str, explode: bool, kind: str) -> Any:
    if kind in ("empty", "primitive"):
        return text
    items = text.split(delimiter)
    if kind == "array":
        return items
    return members(items) if explode else halves(items)


READ: dict[str, Callable[[Seen, str, bool, str], Any]] = {
    "path": read_path,
    "query": read_query,
    "header": read_header,
    "cookie": read_cookie,
}
PLACES = {"path": "path", "query": "query", "header": "headers", "cookie": "cookies"}


@pytest.mark.parametrize(
    ("place", "style", "explode", "kind", "text"),
    [cell for cell in CELLS if cell.values[4] is not None],
)
def test_a_server_reads_a_cell(place: str, style: Any, explode: bool, kind: str, text: str) -> None:
    name = "value" if place == "path" else "color"
    styled = Styled(VALUES[kind], style, explode)
    request: Request[Any]
    if place == "path":
        # Starlette's name of the variable is not ours: the style needs "color".
        request = Request("GET", "/things/{color}", None, path={"color": styled})
    else:
        parts: Any = {PLACES[place]: {name: styled}}
        request = Request("GET", "/things/x", None, **parts)
    seen = received(request)
    assert READ[place](seen, style, explode, kind) == VALUES[kind]


NASTY = ["a,b", "c|d e", "f&g=h", "i;j.k", "ä/ü", "100%", "%2F", "+", "#?[x]", ""]


@pytest.mark.parametrize(
    ("style", "explode", "delimiter"),
    [
        ("form", True, "&"),
        ("form", False, ","),
        ("spaceDelimited", False, "%20"),
        ("pipeDelimited", False, "%7C"),
    ],
)
def test_items_of_a_query_survive_what_is_in_them(
    style: Any, explode: bool, delimiter: str
) -> None:
    items = [item for item in NASTY if explode or unquote(delimiter) not in item or style == "form"]
    request: Request[Any] = Request(
        "GET", "/things/x", None, query={"color": Styled(items, style, explode)}
    )
    raw = request.query_string
    if explode:
        assert received(request).query == [("color", item) for item in items]
    else:
        texts = raw.removeprefix("color=").split(delimiter)
        assert [unquote_plus(text) for text in texts] == items


@pytest.mark.parametrize("value", [value for value in NASTY if value])
@pytest.mark.parametrize("style", ["simple", "label", "matrix"])
def test_any_text_stays_in_its_segment(style: Any, value: str) -> None:
    request: Request[Any] = Request(
        "GET", "/things/{color}", None, path={"color": Styled(value, style)}
    )
    assert request.url.count("/") == 2
    prefix = {"simple": "", "label": ".", "matrix": ";color="}[style]
    assert unquote(received(request).raw_path) == f"/things/{prefix}{value}"


RESERVED = ":/?#[]@!$&'()*+,;="


def test_reserved_characters_stay_in_a_query_that_keeps_its_meaning() -> None:
    value = Styled(RESERVED + " %41%zz", "form", allow_reserved=True)
    text = ":/?%23%5B%5D@!$%26'()*%2B,;=%20%41%25zz"
    assert list(query_pairs("color", value)) == [f"color={text}"]
    request: Request[Any] = Request("GET", "/things/x", None, query={"color": value, "b": "1"})
    assert received(request).query == [("color", RESERVED + " A%zz"), ("b", "1")]


def test_reserved_characters_stay_in_a_segment_of_a_path() -> None:
    value = Styled(RESERVED + " %41", "simple", allow_reserved=True)
    assert path_text("color", value) == ":%2F%3F%23%5B%5D@!$&'()*+,;=%20%41"


def test_reserved_delimiters_keep_items_apart() -> None:
    value = Styled(["a,b", "c/d"], "form", False, allow_reserved=True)
    assert list(query_pairs("color", value)) == ["color=a%2Cb,c/d"]


@pytest.mark.parametrize(
    ("value", "pairs"),
    [
        ({"a": {"b": {"c": 1}}}, {"q[a][b][c]": "1"}),
        ({"a": [1, 2]}, [("q[a][]", "1"), ("q[a][]", "2")]),
        ({"a": [{"b": 1}, {"b": 2}]}, {"q[a][0][b]": "1", "q[a][1][b]": "2"}),
        ({"a": None, "b": True, "c": []}, {"q[b]": "true"}),
        ({"a]": "x&y"}, {"q[a]]": "x&y"}),
    ],
)
def test_nested_objects(value: Any, pairs: Any) -> None:
    request: Request[Any] = Request(
        "GET", "/things/x", None, query={"q": Styled(value, "deepObject", True)}
    )
    expected = pairs if isinstance(pairs, list) else list(pairs.items())
    assert received(request).query == expected


@pytest.mark.parametrize("value", ["a; b=c", "a\r\nX: y", "a\0"])
def test_a_raw_cookie_cannot_leave_its_place(value: str) -> None:
    with pytest.raises(ValueError, match="cookie"):
        list(cookie_pairs("color", Styled(value, "cookie")))


def test_a_raw_cookie_is_not_escaped() -> None:
    assert list(cookie_pairs("c", Styled("a%20=b,c/ä", "cookie"))) == ["c=a%20=b,c/ä"]


# Swagger 2.0 has delimiters in every place (`collectionFormat`).
LISTS = [
    ("query", "tabDelimited", "color=blue%09black%09brown", "\t"),
    ("path", "spaceDelimited", "blue%20black%20brown", " "),
    ("path", "pipeDelimited", "blue%7Cblack%7Cbrown", "|"),
    ("path", "tabDelimited", "blue%09black%09brown", "\t"),
    ("header", "spaceDelimited", "blue black brown", " "),
    ("header", "pipeDelimited", "blue|black|brown", "|"),
    ("header", "tabDelimited", "blue\tblack\tbrown", "\t"),
]


@pytest.mark.parametrize(("place", "style", "text", "delimiter"), LISTS)
def test_a_list_with_a_delimiter(place: str, style: Any, text: str, delimiter: str) -> None:
    styled = Styled(ARRAY, style)
    assert written(place, styled) == text
    parts: Any = {PLACES[place]: {"color": styled}}
    path = "/things/{color}" if place == "path" else "/things/x"
    request: Request[Any] = Request("GET", path, None, **parts)
    seen = received(request)
    arrived = {"path": seen.path, "header": seen.header, "query": dict(seen.query).get("color")}
    assert (arrived[place] or "").split(delimiter) == ARRAY
    assert written(place, Styled("blue", style)) == ("color=blue" if place == "query" else "blue")
