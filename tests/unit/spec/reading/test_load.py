"""Files to trees: what is read, what is said, and what is refused before it costs anything."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from restamp.diagnostics.model import Diagnostics
from restamp.diagnostics.position import Position
from restamp.spec.reading.load import read
from restamp.spec.tree.limits import Limits

Load = Callable[..., Any]


def tree(load: Load, content: str | bytes, name: str = "api.yaml") -> Any:
    source, diagnostics = load(content, name)
    assert source is not None, [d.message for d in diagnostics]
    return source.tree


def refused(load: Load, content: str | bytes, name: str = "api.yaml") -> tuple[str, Position]:
    source, diagnostics = load(content, name)
    assert source is None
    (only,) = (d for d in diagnostics if d.severity == "error")
    assert only.file == f"specs/{name}"
    return only.code, only.position


def warned(
    load: Load, content: str | bytes, name: str = "api.yaml"
) -> list[tuple[str, str, Position]]:
    source, diagnostics = load(content, name)
    assert source is not None
    assert {d.severity.value for d in diagnostics} <= {"warning"}
    return [(d.code, d.at, d.position) for d in diagnostics]


def test_keys_are_the_strings_in_the_document(load: Load) -> None:
    keys = "200: a\nyes: a\n1.0: a\nnull: a\n~: a\n0x1F: a\n2020-01-01: a\n'q': a\n!!int 07: a\n"
    written = ["200", "yes", "1.0", "null", "~", "0x1F", "2020-01-01", "q", "07"]
    assert list(tree(load, keys)) == written


def test_quotes_and_blocks_make_strings_of_anything(load: Load) -> None:
    content = """\
        a: "200"
        b: 'true'
        c: |
          1
        d: >-
          null
        e: ! 12
        """
    assert tree(load, content) == {"a": "200", "b": "true", "c": "1\n", "d": "null", "e": "12"}


def test_a_key_that_is_not_a_scalar_becomes_its_text(load: Load) -> None:
    assert tree(load, "a: {{b}: 1}\n? [x, y]\n: 2\n") == {"a": {"{b}": 1}, "[x, y]": 2}
    assert [code for code, _, _ in warned(load, "a: {{b}: 1}\n")] == ["yaml-key"]


def test_merge_keys_give_way_to_what_is_written(load: Load) -> None:
    content = """\
        one: &one {a: 1, b: 1}
        two: &two {b: 2, c: 2}
        all:
          b: 0
          <<: [*one, *two]
        quoted: {"<<": *one}
        """
    merged = tree(load, content)
    assert merged["all"] == {"a": 1, "b": 0, "c": 2}
    assert merged["quoted"] == {"<<": {"a": 1, "b": 1}}
    assert warned(load, "a:\n  <<: 3\n  b: 1\n") == [("yaml-merge", "#/a/<<", Position(2, 3))]


def test_aliases_are_what_they_name(load: Load) -> None:
    content = "a: &a [1]\n&k key: &v 2\nb: *a\nc: {*k : *v}\n"
    assert tree(load, content) == {"a": [1], "key": 2, "b": [1], "c": {"key": 2}}


def test_duplicate_keys_are_reported_and_the_last_is_used(load: Load) -> None:
    assert tree(load, "a: 1\nb: {x: 1,\n    x: 2}\na: 3\n") == {"a": 3, "b": {"x": 2}}
    assert warned(load, "a: 1\nb: {x: 1,\n    x: 2}\na: 3\n") == [
        ("duplicate-key", "#/b/x", Position(3, 5)),
        ("duplicate-key", "#/a", Position(4, 1)),
    ]
    json = '{"a": 1,\n "b": [{"x": 1, "x": 2}],\n "\\u0061": 3}'
    assert tree(load, json, "api.json") == {"a": 3, "b": [{"x": 2}]}
    assert warned(load, json, "api.json") == [
        ("duplicate-key", "#/b/0/x", Position(2, 17)),
        ("duplicate-key", "#/a", Position(3, 2)),
    ]


def test_tags_that_are_not_known_change_nothing(load: Load) -> None:
    assert tree(load, "a: !mine 3\nb: !Mine {c: !!str 4}\nd: !!int x\n") == {
        "a": 3,
        "b": {"c": "4"},
        "d": "x",
    }
    assert {code for code, _, _ in warned(load, "a: !mine 3\nd: !!int x\n")} == {"yaml-tag"}


def test_of_several_documents_the_first_is_read(load: Load) -> None:
    assert tree(load, "a: 1\n---\nb: [\n") == {"a": 1}
    assert warned(load, "a: 1\n---\nb: [\n") == [("yaml-documents", "#", Position(2, 1))]
    assert warned(load, "---\na: 1\n...\n") == []


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize(("name", "text"), [("a.yaml", "a: é😀\n"), ("a.json", '{"a": "é😀"}')])
def test_encodings(load: Load, encoding: str, name: str, text: str) -> None:
    assert tree(load, text.encode(encoding), name) == {"a": "é😀"}


def test_other_encodings_are_refused_at_their_first_byte(load: Load) -> None:
    assert refused(load, b"a: 1\nb: \xc3\xa9 \xe9\n") == ("encoding-invalid", Position(2, 6))


def test_numbers_keep_how_they_were_written(load: Load) -> None:
    source, _ = load("a: 1.10\nb: [1, 0644, 1.5]\nc: True\nd: true\n")
    assert source.number_texts == {"#/a": "1.10", "#/b/1": "0644", "#/c": "True"}


def test_json_that_is_not_json_may_still_be_yaml(load: Load) -> None:
    assert tree(load, '{"a": [1, 2,],}', "a.json") == {"a": [1, 2]}
    assert [code for code, _, _ in warned(load, '{"a": [1, 2,],}', "a.json")] == ["json-as-yaml"]
    assert refused(load, '{"a": 1\n "b": 2}', "a.json") == ("json-invalid", Position(2, 2))
    assert refused(load, "nonsense", "a.json")[0] == "json-invalid"
    assert tree(load, '{"a":\t1}', "a.yaml") == {"a": 1}


def test_characters_that_yaml_has_no_room_for_are_replaced(load: Load) -> None:
    assert tree(load, "a: x\x0by\n") == {"a": "x\ufffdy"}
    assert warned(load, "a: x\x0by\n") == [("control-character", "#", Position(1, 5))]


def test_half_a_surrogate_pair_cannot_get_in(load: Load) -> None:
    text = r'{"a": "\ud800", "\udfff": "\ud83d\ude00"}'
    assert tree(load, text, "a.json") == {"a": "\ufffd", "\ufffd": "😀"}
    assert [code for code, _, _ in warned(load, text, "a.json")] == ["surrogate-replaced"]
    assert warned(load, r'{"a": "\ud83d\ude00"}', "a.json") == []


@pytest.mark.parametrize(
    ("content", "name", "code", "position"),
    [
        ("", "a.yaml", "document-empty", (1, 1)),
        ("# nothing\n", "a.yaml", "document-empty", (1, 1)),
        ("---\n", "a.yaml", "document-empty", (1, 1)),
        ("null", "a.json", "document-empty", (1, 1)),
        (" ", "a.json", "document-empty", (1, 1)),
        ("- a\n", "a.yaml", "not-an-object", (1, 1)),
        ("[1]", "a.json", "not-an-object", (1, 1)),
        ("text", "a.yaml", "not-an-object", (1, 1)),
        ("a: b: c\n", "a.yaml", "yaml-invalid", (1, 5)),
        ("a:\n\tb: 1\n", "a.yaml", "yaml-invalid", (2, 1)),
        ("a: *b\n", "a.yaml", "yaml-invalid", (1, 4)),
        ("a: &a\n  b: *a\n", "a.yaml", "alias-cycle", (2, 6)),
        ("a: &a [1, *a]\n", "a.yaml", "alias-cycle", (1, 11)),
        ('{"a" "b"}', "a.json", "json-invalid", (1, 6)),
    ],
)
def test_what_cannot_be_read(
    load: Load, content: str, name: str, code: str, position: tuple[int, int]
) -> None:
    assert refused(load, content, name) == (code, Position(*position))


def bomb(levels: int) -> str:
    first = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    return first + "".join(
        f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]\n"
        for level in range(1, levels)
    )


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (bomb(30), "a.yaml"),
        ("big: &big " + "x" * 100_000 + "\nall: [" + "*big, " * 100_000 + "]\n", "a.yaml"),
        ("m0: &m0 {a: 1, b: 2}\n" + "".join(f"m{n}: &m{n} {{a: *m{n - 1}, b: *m{n - 1}}}\n" for n in range(1, 64)), "a.yaml"),
        ("[" * 100_000, "a.yaml"),
        ("{a: " * 100_000, "a.yaml"),
        ("[" * 1_500 + "]" * 1_500, "a.yaml"),
        ("x: " + "{a: " * 1_500 + "}" * 1_500, "a.json"),
        ("[" * 100_000, "a.json"),
        ("- " * 50_000 + "x", "a.yaml"),
        ("? " * 50_000 + "x", "a.yaml"),
        ("[" * 100_000 + "]" * 100_000, "a.json"),
        ('{"a":' * 100_000 + "1" + "}" * 100_000, "a.json"),
        ("[" * 500 + "]" * 500, "a.json"),
        ("x: &x\n" + "\n".join(" " * n + "a:" for n in range(1, 150)) + "\ny:\n" + "\n".join(" " * n + "b:" for n in range(1, 100)) + " *x", "a.yaml"),
        ("? [" + "x, " * 1000 + "]\n: 1\n", "a.yaml"),
        ('{"a": ' + "9" * 10_000 + "}", "a.json"),
        ("[" + "0," * 4_000_001 + "0]", "a.json"),
    ],
)  # fmt: skip
def test_bombs_are_refused_at_once(load: Load, content: str, name: str) -> None:
    started = time.process_time()
    assert refused(load, content, name)[0] == "limits-exceeded"
    assert time.process_time() - started < 5


def test_limits_are_the_callers(write: Callable[..., Path]) -> None:
    path = write("a: [[1, 2]]\nb: &b [1]\nc: [*b, *b]\n")
    for limits in (Limits(bytes=20), Limits(depth=2), Limits(values=9), Limits(shared=3)):
        diagnostics = Diagnostics()
        assert read(path, "a.yaml", diagnostics, limits) is None
        assert [d.code for d in diagnostics] == ["limits-exceeded"]
    assert read(path, "a.yaml", Diagnostics(), Limits(36, 3, 13, 4)) is not None


def test_a_depth_within_the_limit_is_read(load: Load) -> None:
    for name in ("a.yaml", "a.json"):
        content = '{"a":' + "[" * 199 + "]" * 199 + "}"
        assert tree(load, content, name)
        assert refused(load, '{"a":' + "[" * 200 + "]" * 200 + "}", name)[0] == "limits-exceeded"


def test_very_many_remarks_become_one_more(load: Load) -> None:
    remarks = warned(load, "a: {" + ", ".join(f"x{n}: 1, x{n}: 2" for n in range(3_000)) + "}\n")
    assert len(remarks) == 1_001
    assert remarks[-1][0] == "more-remarks"


def test_not_a_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    for name, code in [
        ("nowhere.yaml", "file-missing"),
        (".", "file-is-directory"),
        ("pipe", "file-unreadable"),
        ("loop", "file-unreadable"),
        ("nul\0", "file-unreadable"),
        ("x" * 5000, "file-unreadable"),
    ]:
        diagnostics = Diagnostics()
        assert read(tmp_path / name, name, diagnostics) is None
        assert [(d.code, d.file) for d in diagnostics] == [(code, name)]


def test_the_digest_is_of_the_bytes(load: Load) -> None:
    """Whatever line ends a checkout gave them."""
    for content in (b"a: 1\n", b"a: 1\r\n"):
        source, _ = load(content)
        assert source.digest == "sha256:" + hashlib.sha256(b"a: 1\n").hexdigest()
