"""Rendering: compiled templates are kept beside the templates, where that is possible."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import jinja2
import pytest

from restamp.emit import render
from restamp.emit.plan import FilePlan
from restamp.runtime.source import templates_folder

PLAN = FilePlan("x.json", "data.json.jinja", "{}")
SOURCE = templates_folder() / "package" / PLAN.template


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of our templates with one of them."""
    package = tmp_path / "package"
    package.mkdir()
    shutil.copy(SOURCE, package)
    monkeypatch.setattr(render, "templates_folder", lambda: tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return package


def test_a_template_is_compiled_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = render.renderer(None)(PLAN)
    assert [path.suffix for path in (folder / "__pycache__").iterdir()] == [".compiled"]
    monkeypatch.delattr(jinja2.Environment, "compile")
    assert render.renderer(None)(PLAN) == first


def test_a_template_that_changed_is_compiled_again(folder: Path) -> None:
    render.renderer(None)(PLAN)
    (folder / PLAN.template).write_text("changed")
    assert render.renderer(None)(PLAN) == "changed"


def test_nothing_is_stored_where_that_fails(folder: Path) -> None:
    (folder / "__pycache__").write_text("a file in place of the folder")
    assert render.renderer(None)(PLAN) == render.renderer(None)(PLAN)


@pytest.mark.parametrize("size", [0, 1, 20, 40, 60, 90])
def test_a_damaged_one_is_compiled_again(folder: Path, size: int) -> None:
    first = render.renderer(None)(PLAN)
    (stored,) = (folder / "__pycache__").iterdir()
    for damaged in (stored.read_bytes()[:size], stored.read_bytes()[:size] + b"\xff" * 99):
        stored.write_bytes(damaged)
        assert render.renderer(None)(PLAN) == first


def test_nothing_is_stored_where_python_stores_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    render.renderer(None)(PLAN)
    assert not (folder / "__pycache__").exists()


def test_templates_of_the_user_are_not_stored(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    shutil.copy(SOURCE, tmp_path / "mine")
    render.renderer(tmp_path / "mine")(PLAN)
    assert not list(tmp_path.rglob("__pycache__"))
