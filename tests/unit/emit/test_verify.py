"""What is parsed: the output of templates of the user, and with `verify` that of all."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from restamp.emit import render
from restamp.emit.format import formatted
from restamp.pipeline import Result, generate
from restamp.runtime.source import templates_folder

from ...packages import client_of

BROKEN = "{% for line in view.imports %}\n{{ line }}\n{% endfor %}\ndef (\n"
DOCUMENT = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
paths:
  /pets:
    get: {operationId: pets, responses: {"204": {description: None.}}}
"""
Generate = Callable[[bool], Result]


def test_the_output_of_our_templates_is_parsed_on_request() -> None:
    assert formatted("x.py", "def (\n", ours=True).text == "def (\n"
    with pytest.raises(SyntaxError):
        formatted("x.py", "def (\n", ours=True, verify=True)


def test_the_output_of_other_templates_is_always_parsed() -> None:
    with pytest.raises(SyntaxError):
        formatted("x.py", "def (\n", ours=False)


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generate:
    """Generates with a template of ours that is broken."""
    shutil.copytree(templates_folder(), tmp_path / "templates")
    (tmp_path / "templates/package/errors.py.jinja").write_text(BROKEN)
    (tmp_path / "api.yaml").write_text(DOCUMENT)
    monkeypatch.setattr(render, "templates_folder", lambda: tmp_path / "templates")
    config = client_of(tmp_path, spec="api.yaml")
    return lambda verify: generate(replace(config, verify=verify))


def test_a_fault_of_ours_is_reported(broken: Generate) -> None:
    result = broken(True)
    assert result.files == {}
    (error,) = result.diagnostics
    assert (error.code, error.file) == ("template-output", "errors.py.jinja")
    assert error.message.startswith("the output of this template for errors.py is not valid")
    assert error.message.endswith("please report this fault of Restamp")


def test_a_fault_of_the_user_is_reported_without_verify(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/errors.py.jinja").write_text(BROKEN)
    (tmp_path / "api.yaml").write_text(DOCUMENT)
    config = client_of(tmp_path, spec="api.yaml")
    result = generate(replace(config, templates=tmp_path / "mine", templates_name="mine"))
    (error,) = result.diagnostics
    assert (error.code, error.file) == ("template-output", "mine/errors.py.jinja")
    assert "report" not in error.message
