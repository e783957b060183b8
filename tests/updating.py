"""Expectations in files: what differs, how to accept it, and `--update`, which does."""

from __future__ import annotations

import os
from collections.abc import Callable
from difflib import unified_diff
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
Expect = Callable[[Path, str], None]


def is_updating(request: pytest.FixtureRequest) -> bool:
    """Whether tests rewrite the files that they compare with."""
    return bool(request.config.getoption("update"))


def accepting(request: pytest.FixtureRequest) -> str:
    """How to accept a difference."""
    return (
        f"To accept it: python -m pytest --update '{request.node.nodeid}', and read what it wrote."
    )


def difference(file: Path, wanted: str, text: str) -> str:
    """What differs between a file and a text."""
    old, new = (side.splitlines(keepends=True) for side in (wanted, text))
    shown = os.path.relpath(file, ROOT)
    return "".join(unified_diff(old, new, shown, f"{shown} (now)"))


def expected_in(request: pytest.FixtureRequest) -> Expect:
    """Compares a text with a file; where tests are updating, it writes the file instead."""

    def compare(file: Path, text: str) -> None:
        if is_updating(request):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8", newline="\n")
        wanted = file.read_text("utf-8") if file.exists() else ""
        if wanted != text:
            shown = difference(file, wanted, text)
            pytest.fail(f"{shown}\n{accepting(request)}", pytrace=False)

    return compare
