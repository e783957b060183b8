"""The table of kinds: complete, true of itself, and the only one."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import restamp
from restamp.ir.types import Kind
from restamp.kinds.table import ENCODINGS, FORMATS, ROWS, Sending

GENERATOR = Path(restamp.__file__).parent


def test_every_kind_has_a_row() -> None:
    missing = [f"Kind.{kind.name}" for kind in Kind if kind not in ROWS]
    assert not missing, f"add a row to ROWS in restamp/kinds/table.py for {', '.join(missing)}"


def test_a_format_means_one_kind() -> None:
    formats = Counter(format_ for row in ROWS.values() for format_ in row.formats)
    encodings = Counter(encoding for row in ROWS.values() for encoding in row.encodings)
    assert set(formats.values()) == set(encodings.values()) == {1}
    assert all(ROWS[kind].is_string for kind in (*FORMATS.values(), *ENCODINGS.values()))


def test_samples_pass_their_checks() -> None:
    for kind in ROWS:
        check = ROWS[kind].check
        if check is not None:
            check(ROWS[kind].sample)


def test_what_is_unmistakable_is_checked() -> None:
    for kind, row in ROWS.items():
        assert not row.is_unmistakable or row.check is not None, kind


def test_what_accepts_text_in_a_path_does_in_a_body() -> None:
    for kind, row in ROWS.items():
        assert row.accepts in ("", row.accepts_in_body), kind


def test_bytes_are_sent_by_more_than_their_value() -> None:
    for kind, row in ROWS.items():
        classes = {row.annotation, row.passed}
        assert ("", "bytes") not in classes or row.sending is not Sending.BY_VALUE, kind


def test_no_other_table_has_kinds_as_its_keys() -> None:
    others = [
        f"{file.relative_to(GENERATOR)}:{node.lineno}"
        for file in GENERATOR.rglob("*.py")
        if file.parent.name != "kinds"
        for node in tables(ast.parse(file.read_text()))
    ]
    assert not others, f"derive these tables from ROWS in restamp/kinds/table.py: {others}"


def tables(tree: ast.Module) -> Iterator[ast.Dict]:
    """The dicts with several members of `Kind` as keys."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            keys = [ast.unparse(key) for key in node.keys if key is not None]
            if sum(key.startswith("Kind.") for key in keys) > 1:
                yield node
