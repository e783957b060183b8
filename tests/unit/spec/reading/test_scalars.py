"""The core schema of YAML 1.2, against the values YAML 1.1 would give."""

from __future__ import annotations

import math
from typing import Any

import pytest

from restamp.spec.reading.scalars import resolve_plain, resolve_tagged


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("NULL", None),
        ("true", True),
        ("FALSE", False),
        ("12", 12),
        ("-7", -7),
        ("0644", 644),
        ("0o17", 15),
        ("0x1F", 31),
        ("1.5", 1.5),
        ("1.", 1.0),
        (".5", 0.5),
        ("1e3", 1000.0),
        (".inf", math.inf),
        ("-.INF", -math.inf),
    ],
)
def test_values(text: str, value: Any) -> None:
    assert resolve_plain(text) == value
    assert type(resolve_plain(text)) is type(value)


def test_not_a_number_is_one_of_the_values() -> None:
    assert math.isnan(resolve_plain(".NaN"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "no",
        "on",
        "off",
        "Yes",
        "y",
        "n",
        "1:30",
        "190:20:30",
        "2020-01-01",
        "2001-12-14t21:59:43.10-05:00",
        "1_000",
        "0b11",
        "tRUE",
        "nUll",
        ".iNf",
        "+",
        "-",
        ".",
        "..",
        "1e",
        "e1",
        "0x",
        "0o8",
        "-0x1",
        "1.2.3",
        "=",
        "<<",
    ],
)
def test_everything_else_is_text(text: str) -> None:
    assert resolve_plain(text) == text


def test_a_number_that_python_could_not_print_is_refused() -> None:
    assert resolve_plain("9" * 1000) == int("9" * 1000)
    for text in ("9" * 1001, "0x" + "f" * 5000):
        with pytest.raises(ValueError, match="more than 1,000 digits"):
            resolve_plain(text)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("200", "str", "200"),
        ("3", "int", 3),
        ("3", "float", 3.0),
        ("true", "bool", True),
        ("", "null", None),
        ("aGk=", "binary", "aGk="),
        ("2020-01-01", "timestamp", "2020-01-01"),
    ],
)
def test_tags_are_honoured(text: str, kind: str, value: Any) -> None:
    assert resolve_tagged(text, f"tag:yaml.org,2002:{kind}") == value
    assert type(resolve_tagged(text, f"tag:yaml.org,2002:{kind}")) is type(value)


@pytest.mark.parametrize(
    ("text", "kind"), [("x", "int"), ("1.5", "int"), ("true", "int"), ("1", "bool"), ("a", "null")]
)
def test_a_tag_that_the_text_is_not_is_refused(text: str, kind: str) -> None:
    with pytest.raises(ValueError, match=kind):
        resolve_tagged(text, f"tag:yaml.org,2002:{kind}")
