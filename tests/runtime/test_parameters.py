"""How values become text: the tables of OpenAPI's "Style Examples" and beyond."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum, IntEnum
from typing import Any
from uuid import UUID

import pytest
from restamp_runtime.enums import OpenStr
from restamp_runtime.forms import FormText
from restamp_runtime.json_values import JsonText
from restamp_runtime.model import Model
from restamp_runtime.parameters import cookie_pairs, header_text, path_text, query_pairs
from restamp_runtime.styles import Styled


class Color(Enum):
    RED = "red"


class Size(IntEnum):
    BIG = 3


class State(OpenStr):
    ON = "on"


class Filter(Model):
    name: str | None = None
    fixed: str = "always"
    other: int | None = None


LIST = ["blue", "black", "brown"]
DICT = {"R": 100, "G": 200}

SCALARS: list[tuple[Any, str]] = [
    ("text", "text"),
    ("", ""),
    (True, "true"),
    (False, "false"),
    (0, "0"),
    (12, "12"),
    (1.5, "1.5"),
    (Decimal("1E+2"), "100"),
    (Decimal("0.10"), "0.10"),
    (Color.RED, "red"),
    (Size.BIG, "3"),
    (State.ON, "on"),
    (State("new"), "new"),
    (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
    (datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC), "2024-01-02T03%3A04%3A05Z"),
    (
        datetime(2024, 1, 2, tzinfo=timezone(timedelta(hours=2))),
        "2024-01-02T00%3A00%3A00%2B02%3A00",
    ),
    (date(2024, 1, 2), "2024-01-02"),
    (time(3, 4), "03%3A04%3A00"),
    (timedelta(hours=1, seconds=5), "PT1H5S"),
    (b"\xfb\xff", "%2B%2F8%3D"),
    ("a b&c=d+e/ä", "a%20b%26c%3Dd%2Be%2F%C3%A4"),
]


@pytest.mark.parametrize(("value", "text"), SCALARS)
def test_scalars_in_a_query(value: Any, text: str) -> None:
    assert list(query_pairs("n", value)) == [f"n={text}"]


@pytest.mark.parametrize(("value", "text"), SCALARS)
def test_scalars_in_a_path(value: Any, text: str) -> None:
    if text:
        assert path_text("n", value) == text


@pytest.mark.parametrize(
    ("value", "query"),
    [
        (None, ""),
        (Styled(None, "form", explode=False), ""),
        (JsonText(None), ""),
        ([], ""),
        ({}, ""),
        (LIST, "c=blue&c=black&c=brown"),
        (tuple(LIST), "c=blue&c=black&c=brown"),
        ({"only"}, "c=only"),
        ([1, None, True], "c=1&c=true"),
        ([[1, 2], {"a": None}], "c=%5B1%2C2%5D&c=%7B%22a%22%3Anull%7D"),
        (DICT, "R=100&G=200"),
        ({"a": [1, 2], "b": None, "c": {"d": 1}}, "a=1&a=2&c=%7B%22d%22%3A1%7D"),
        (Styled(LIST, "form"), "c=blue&c=black&c=brown"),
        (Styled(LIST, "form", explode=False), "c=blue,black,brown"),
        (Styled(["a,b", "c"], "form", explode=False), "c=a%2Cb,c"),
        (Styled(DICT, "form", explode=False), "c=R,100,G,200"),
        (Styled(LIST, "spaceDelimited"), "c=blue%20black%20brown"),
        (Styled(LIST, "spaceDelimited", explode=True), "c=blue&c=black&c=brown"),
        (Styled(DICT, "spaceDelimited"), "c=R%20100%20G%20200"),
        (Styled(LIST, "pipeDelimited"), "c=blue%7Cblack%7Cbrown"),
        (Styled(DICT, "pipeDelimited"), "c=R%7C100%7CG%7C200"),
        (Styled([], "pipeDelimited"), ""),
        (Styled(DICT, "deepObject", explode=True), "c%5BR%5D=100&c%5BG%5D=200"),
        (
            Styled({"a": {"b": [1, 2]}, "d": None}, "deepObject", explode=True),
            "c%5Ba%5D%5Bb%5D%5B%5D=1&c%5Ba%5D%5Bb%5D%5B%5D=2",
        ),
        (Styled(Filter(name="x"), "deepObject"), "c%5Bname%5D=x&c%5Bfixed%5D=always"),
        (Filter(name="x"), "name=x&fixed=always"),
        (FormText({"a": [1, 2], "b": "x y", "c": None}), "c=a%3D1%26a%3D2%26b%3Dx%2By"),
        (FormText(None), ""),
        (JsonText({"a": [1, None]}), "c=%7B%22a%22%3A%5B1%2Cnull%5D%7D"),
        (JsonText(Filter(name="+")), "c=%7B%22name%22%3A%22%2B%22%2C%22fixed%22%3A%22always%22%7D"),
    ],
)
def test_a_query(value: Any, query: str) -> None:
    assert "&".join(query_pairs("c", value)) == query


@pytest.mark.parametrize(
    ("value", "path"),
    [
        (LIST, "blue,black,brown"),
        (DICT, "R,100,G,200"),
        (Styled(DICT, "simple", explode=True), "R=100,G=200"),
        (Styled("blue", "label"), ".blue"),
        (Styled(LIST, "label"), ".blue,black,brown"),
        (Styled(LIST, "label", explode=True), ".blue.black.brown"),
        (Styled(DICT, "label"), ".R,100,G,200"),
        (Styled(DICT, "label", explode=True), ".R=100.G=200"),
        (Styled("blue", "matrix"), ";c=blue"),
        (Styled(LIST, "matrix"), ";c=blue,black,brown"),
        (Styled(LIST, "matrix", explode=True), ";c=blue;c=black;c=brown"),
        (Styled(DICT, "matrix"), ";c=R,100,G,200"),
        (Styled(DICT, "matrix", explode=True), ";R=100;G=200"),
        (JsonText([1]), "%5B1%5D"),
        ("a/b%2F", "a%2Fb%252F"),
        (["a,b", "c/d"], "a%2Cb,c%2Fd"),
    ],
)
def test_a_path(value: Any, path: str) -> None:
    assert path_text("c", value) == path


@pytest.mark.parametrize("value", [None, "", [], {}, Styled([], "label"), [None]])
def test_a_path_without_a_value_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="'c'"):
        path_text("c", value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        ([], None),
        ({}, None),
        ("", ""),
        ("a b,c", "a b,c"),
        (True, "true"),
        (LIST, "blue,black,brown"),
        (DICT, "R,100,G,200"),
        (Styled(DICT, "simple", explode=True), "R=100,G=200"),
        (JsonText({"a": 1}), '{"a":1}'),
        (datetime(2024, 1, 2, tzinfo=UTC), "2024-01-02T00:00:00Z"),
        ("tab\tin", "tab\tin"),
        ("ümlaut", "ümlaut"),
    ],
)
def test_a_header(value: Any, text: str | None) -> None:
    assert header_text("X-C", value) == text


@pytest.mark.parametrize("value", ["a\r\nX-Evil: 1", "a\0", ["a", "b\n"]])
def test_a_header_with_line_breaks_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="X-C"):
        header_text("X-C", value)


@pytest.mark.parametrize(
    ("value", "pairs"),
    [
        (None, []),
        ("plain==", ["c=plain=="]),
        ("a; b=c,d%", ["c=a%3B%20b=c%2Cd%25"]),
        (7, ["c=7"]),
        (LIST[:2], ["c=blue", "c=black"]),
        (Styled(LIST, "form", explode=False), ["c=blue,black,brown"]),
    ],
)
def test_a_cookie(value: Any, pairs: list[str]) -> None:
    assert list(cookie_pairs("c", value)) == pairs


def test_a_query_without_a_name_is_the_whole_query() -> None:
    assert list(query_pairs("", JsonText({"a": [1, "ü"]}))) == [
        "%7B%22a%22%3A%5B1%2C%22%C3%BC%22%5D%7D"
    ]
    assert list(query_pairs("", JsonText(None))) == []


@pytest.mark.parametrize("explode", [False, True])
def test_the_name_in_a_matrix_is_escaped(explode: bool) -> None:
    styled = Styled(["a", "b"], "matrix", explode=explode)
    name = "a%3Bb%3Dc"
    expected = f";{name}=a;{name}=b" if explode else f";{name}=a,b"
    assert path_text("a;b=c", styled) == expected
