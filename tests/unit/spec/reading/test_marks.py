"""Places to lines and columns, in YAML and in JSON."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from restamp.diagnostics.model import Diagnostic, Diagnostics, Severity
from restamp.diagnostics.position import Position
from restamp.pointers import join_pointer
from restamp.spec.reading.json_marks import JsonOffsets, scan_json
from restamp.spec.reading.load import read
from restamp.spec.reading.marks import located, position
from restamp.spec.reading.source import Lines, Source
from restamp.spec.tree.tree import Json, tokens

YAML = """\
# é😀 first
a: &a
  "x/y": [1, {b: 2},
    - 3]
"""
NESTED = """\
openapi: 3.1.0
paths:
  /é😀/{id}: {get: {tags: [one, two]}}
  "/b":
    - - x
      - y: 1
  ~1c: &c
    deep: {more: 1}
  alias: *c
  merged:
    <<: *c
    own: 2
"""


@pytest.mark.parametrize(
    ("pointer", "line", "column"),
    [
        ("#", 1, 1),
        ("#/paths", 2, 1),
        ("#/paths/~1é😀~1{id}", 3, 3),
        ("#/paths/~1é😀~1{id}/get", 3, 14),
        ("#/paths/~1é😀~1{id}/get/tags/1", 3, 32),
        ("#/paths/~1b/0/0", 5, 9),
        ("#/paths/~1b/0/1/y", 6, 9),
        ("#/paths/~01c/deep/more", 8, 12),
        ("#/paths/alias", 9, 3),
        ("#/paths/alias/deep", 8, 5),
        ("#/paths/merged/deep/more", 8, 12),
        ("#/paths/merged/own", 12, 5),
        ("#/paths/nowhere/at/all", 2, 1),
        ("#/paths/~1b/7", 4, 3),
        ("#/paths/~1b/-1", 4, 3),
        ("#/openapi/x", 1, 1),
    ],
)
def test_yaml(load: Callable[..., Any], pointer: str, line: int, column: int) -> None:
    source, _ = load(NESTED)
    assert position(source, pointer) == Position(line, column)


@pytest.mark.parametrize(
    ("pointer", "line", "column"),
    [
        ("#", 1, 1),
        ("#/a", 1, 2),
        ("#/a/0", 1, 8),
        ('#/a/1/b,"{]', 2, 2),
        ('#/a/1/b,"{]/c', 2, 14),
        ("#/a/2", 3, 1),
        ("#/é😀~1", 3, 5),
        ("#/é😀~1/0", 3, 23),
        ("#/last", 4, 1),
        ("#/last/x", 4, 1),
    ],
)
def test_json(load: Callable[..., Any], pointer: str, line: int, column: int) -> None:
    text = (
        '{"a": [1, {\r\n "b,\\"{]" : {"c": [] } },\n3], "é\\ud83d\\ude00/":["x"],\n"last": -1.5e3 }'
    )
    source, _ = load(text.encode("utf-8"), "a.json")
    assert source.tree["last"] == -1500
    assert position(source, pointer) == Position(line, column)


def test_lines_end_in_three_ways(load: Callable[..., Any]) -> None:
    source, _ = load(b"a: 1\rb: 2\r\nc: 3\nd: 4")
    assert [position(source, f"#/{key}").line for key in "abcd"] == [1, 2, 3, 4]


def every_place(value: Json, at: str = "#") -> list[str]:
    parts: list[tuple[str | int, Json]] = []
    if isinstance(value, dict):
        parts.extend(value.items())
    elif isinstance(value, list):
        parts.extend(enumerate(value))
    return [
        at,
        *(place for key, part in parts for place in every_place(part, join_pointer(at, key))),
    ]


def test_json_and_yaml_agree_on_json(load: Callable[..., Any]) -> None:
    tree: Json = {"a": [{}, [], [[1]], {"b": None, 'q"\\': True}], "": {"": [""]}, "é": -1}
    text = json.dumps(tree, ensure_ascii=False, indent=1)
    as_json, _ = load(text, "a.json")
    as_yaml, _ = load("# yaml\n" + text, "a.yaml")
    assert as_json.tree == as_yaml.tree == tree
    for pointer in every_place(tree):
        one, two = position(as_json, pointer), position(as_yaml, pointer)
        assert (one.line + 1, one.column) == (two.line, two.column), pointer


DOCUMENTS = [
    '{"a": {}, "b": [], "c": [[], {}, [{"d": [1, "}", {"]": null}]}]], "e": {"f": {"g": {"h": 1}}}}',
    '{"a\\"b": {"\\\\": "\\\\\\"", "": {"": 1.5e3}}, "a,b:": [true, NaN, -0, "x, y: {[", [" ]"]], "\\u00e9": "é"}',
    ' \r\n[ {"a":1 , "b" :[ 2,3 ]}\n,\t"é😀{", {"0": ["x"], "1": {}} ] \n',
    "{}",
    "[]",
    '"text"',
]


@pytest.mark.parametrize("text", DOCUMENTS)
def test_json_offsets_that_are_looked_up_are_those_of_a_full_scan(text: str) -> None:
    pointers = [*every_place(json.loads(text)), "#/none", "#/c/9", "#/a/01", "#/e/f/g/h/x/y"]
    root = scan_json(text).root
    source = Source(Path("a.json"), "a.json", text.encode(), "", None, root)  # in characters
    for pointers_ in (pointers, pointers[::-1]):
        offsets = JsonOffsets(text.encode())
        for pointer in pointers_:
            assert offsets.offset(tokens(pointer)) == source.offset(tokens(pointer)), pointer


@pytest.mark.skipif("RESTAMP_CORPUS" not in os.environ, reason="needs the corpus")
def test_json_offsets_in_a_real_document_are_those_of_a_full_scan() -> None:
    text = Path(os.environ["RESTAMP_CORPUS"], "discord/specs__openapi.json").read_text("utf-8")
    source = Source(Path("a.json"), "a.json", text.encode(), "", None, scan_json(text).root)
    offsets = JsonOffsets(text.encode())
    for pointer in every_place(json.loads(text))[::7]:
        assert offsets.offset(tokens(pointer)) == source.offset(tokens(pointer)), pointer


def test_the_last_of_equal_keys_is_located(load: Callable[..., Any]) -> None:
    source, _ = load('{"a": {"x": 1},\n "a": {"y": 2}}', "a.json")
    assert position(source, "#/a") == Position(2, 2)
    assert position(source, "#/a/y") == Position(2, 8)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_across_blocks(load: Callable[..., Any], end: str) -> None:
    text = "{" + end.join(f'"k{n}": "{"é" * (n % 7)}",' for n in range(20_000)) + '"z": 1}'
    source, _ = load(text, "a.json")
    lines = text.split(end)
    for number in range(0, 20_000, 997):
        (diagnostic,) = located([Diagnostic(Severity.NOTE, "c", "m", f"#/k{number}")], {"": source})
        assert diagnostic.position == Position(number + 1, 2 if number == 0 else 1)
        before = () if number == 0 else ((number, lines[number - 1]),)
        assert diagnostic.excerpt == (*before, (number + 1, lines[number]))


def test_offsets_of_characters_are_those_of_their_bytes() -> None:
    text = "".join("aé€😀"[number * 7 % 4] * (number % 5) + "\n" for number in range(40_000))
    lines = Lines(text.encode())
    for number in [*range(0, len(text), 1_009), len(text)]:
        assert lines.offset(number) == len(text[:number].encode())


def test_located_fills_what_is_missing_only(load: Callable[..., Any]) -> None:
    source, _ = load(NESTED)
    here = Diagnostic(Severity.ERROR, "c", "m", "#/paths/~1b")
    there = Diagnostic(Severity.ERROR, "c", "m", "other.yaml#/x")
    known = Diagnostic(Severity.ERROR, "c", "m", "#/paths", "known.yaml", Position(7, 7))
    first, second, third = located([here, there, known], {"": source})
    assert (first.file, first.position) == ("specs/api.yaml", Position(4, 3))
    assert first.excerpt == ((3, "  /é😀/{id}: {get: {tags: [one, two]}}"), (4, '  "/b":'))
    assert (second.file, second.position) == ("other.yaml", Position(1, 1))
    assert third == known


def test_the_first_line_has_none_before_it(load: Callable[..., Any]) -> None:
    source, _ = load("a: 1\n")
    (diagnostic,) = located([Diagnostic(Severity.NOTE, "c", "m", "#/a")], {"": source})
    assert diagnostic.excerpt == ((1, "a: 1"),)


@pytest.mark.parametrize("number", [0, 1, 50, 9_999])
def test_long_lines_are_cut_around_the_place(load: Callable[..., Any], number: int) -> None:
    text = json.dumps({f"key{n}": "x" * 20 for n in range(10_000)})
    source, _ = load(text, "a.json")
    (diagnostic,) = located([Diagnostic(Severity.NOTE, "c", "m", f"#/key{number}")], {"": source})
    ((line, shown),) = diagnostic.excerpt
    assert line == 1
    assert f'"key{number}":' in shown
    assert len(shown) <= 162


def test_excerpts_are_safe_to_print(load: Callable[..., Any]) -> None:
    source, _ = load('{"a": "\u202e\x7f\u2028",\t"b": 1}', "a.json")
    (diagnostic,) = located([Diagnostic(Severity.NOTE, "c", "m", "#/b")], {"": source})
    assert diagnostic.excerpt == ((1, '{"a": "\\u202e\\x7f\\u2028", "b": 1}'),)


def test_large_documents_in_one_line_are_marked_in_one_pass(tmp_path: Path) -> None:
    paths = {f"/p{n}": {"get": {"responses": {"200": {"d": "x" * 50}}}} for n in range(30_000)}
    (tmp_path / "a.json").write_text(json.dumps({"paths": paths}))
    source = read(tmp_path / "a.json", "a.json", Diagnostics())
    assert source is not None
    started = time.process_time()
    positions = [
        Diagnostic(Severity.NOTE, "c", "m", f"#/paths/~1p{n}/get/responses/200")
        for n in range(0, 30_000, 30)
    ]
    assert located(positions, {"": source})[-1].position.column > 1_000_000
    assert time.process_time() - started < 5


def test_yaml_that_ends_early_is_refused_not_marked(load: Callable[..., Any]) -> None:
    source, diagnostics = load(YAML)
    assert source is None
    assert diagnostics.entries[0].code == "yaml-invalid"
