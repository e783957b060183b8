"""Every code has an example, which raises it and nothing else; the page of the documentation shows them."""

from __future__ import annotations

import builtins
import io
import os
import re
import shlex
import sys
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from restamp.diagnostics.catalog import ENTRIES
from restamp.diagnostics.catalog.page import diagnostics_page
from restamp.diagnostics.examples import EXAMPLES
from restamp.workflows import generate
from restamp.workflows.parallel import Ended

from ...updating import Expect

PAGE = Path(__file__).parents[3] / "docs/reference/diagnostics.md"
REPORTED = re.compile(r"^(?:.*: )?(?:error|warning|note)\[([a-z0-9-]+)\]: .*", re.MULTILINE)
COMPANIONS: Mapping[str, set[str]] = {
    "more-remarks": {"yaml-tag"},  # it follows a thousand others
    "oauth-flow": {"security-scheme-without-url"},  # without a flow there is no URL
}
"""Codes that cannot be raised alone, and those that come with them."""

Patch = pytest.MonkeyPatch
Setup = Callable[[Path, Patch], None]


def unreadable(name: str) -> Setup:
    """A file or folder that nobody may read, not even an administrator."""

    def setup(folder: Path, patch: Patch) -> None:
        target, opened = str(folder / name), io.open

        def open_(file: Any, *rest: Any, **options: Any) -> Any:
            if str(file).startswith(target):
                raise PermissionError(13, "Permission denied", str(file))
            return opened(file, *rest, **options)

        patch.setattr(io, "open", open_)
        patch.setattr(builtins, "open", open_)

    return setup


def unwritable(folder: Path, patch: Patch) -> None:
    """A folder in which nobody may write."""

    def replace(source: Any, target: Any) -> None:
        raise PermissionError(13, "Permission denied", str(target))

    patch.setattr(os, "replace", replace)


def unwritable_project(folder: Path, patch: Patch) -> None:
    """A pyproject.toml that nobody may write."""
    replaced = os.replace

    def replace(source: Any, target: Any) -> None:
        if Path(target).name == "pyproject.toml":
            raise PermissionError(13, "Permission denied", str(target))
        replaced(source, target)

    patch.setattr(os, "replace", replace)


def without_watchfiles(folder: Path, patch: Patch) -> None:
    patch.setitem(sys.modules, "watchfiles", None)


def with_an_ended_process(folder: Path, patch: Patch) -> None:
    patch.setattr(generate, "in_order", lambda *_: nullcontext(iter([Ended(-9)])))


def with_line_ends_of_windows(folder: Path, patch: Patch) -> None:
    file = folder / "client/errors.py"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))


def without_surface(folder: Path, patch: Patch) -> None:
    lock = folder / "client/restamp.lock"
    old = '"restamp.api.json": '
    lock.write_text(lock.read_text("utf-8").replace(old, '"resources/none.json": '), "utf-8")


SETUPS: Mapping[str, Setup] = {
    "bump-unwritable": unwritable_project,
    "config-unreadable": unreadable("restamp.toml"),
    "file-unreadable": unreadable("spec.yaml"),
    "init-unwritable": unwritable,
    "line-ends": with_line_ends_of_windows,
    "lock-unwritable": unwritable,
    "output-unreadable": unreadable("client/errors.py"),
    "process-ended": with_an_ended_process,
    "surface-missing": without_surface,
    "watch-missing": without_watchfiles,
}
"""What an example needs that files and commands cannot say."""


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write texts, with bytes that are not UTF-8; an empty text removes a file."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text or not path.exists():
            path.write_bytes(text.encode("utf-8", "surrogateescape"))
        else:
            path.unlink()


def test_every_example_raises_its_code(
    restamp: Callable[..., Any], tmp_path: Path, expect: Expect
) -> None:
    outputs: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for code, example in EXAMPLES.items():
        folder = tmp_path / code
        folder.mkdir()
        write(folder, example.files)
        if example.before:
            restamp(shlex.split(example.before)[1:], folder)
            write(folder, example.then)
        with pytest.MonkeyPatch.context() as patch:
            if example.needs:
                SETUPS[code](folder, patch)
            err = restamp(shlex.split(example.command)[1:], folder).err
        lines = {match[1]: match[0] for match in REPORTED.finditer(err)}
        if lines.keys() - COMPANIONS.get(code, set()) != {code}:
            wrong[code] = err
        outputs[code] = lines.get(code, "")
    assert not wrong, "".join(f"== {code}\n{err}" for code, err in wrong.items())
    expect(PAGE, diagnostics_page(outputs))


def test_every_code_has_an_example() -> None:
    assert sorted(EXAMPLES) == sorted(ENTRIES)
    assert sorted(SETUPS) == sorted(code for code, one in EXAMPLES.items() if one.needs)


def test_examples_have_a_few_lines() -> None:
    """Enough to raise the code, and not more."""
    long = {
        code: size
        for code, one in EXAMPLES.items()
        if (size := sum(text.count("\n") for text in (*one.files.values(), *one.then.values())))
        > 45
    }
    assert not long
