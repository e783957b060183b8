"""Templates: the user's own are sandboxed, and what a document says is never one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from restamp.emit.header import MARKDOWN
from restamp.pipeline import Result, generate

from ..packages import client_of
from .documents import document
from .payloads import HARMLESS
from .stamping import files_of, stamped


def with_template(text: str, folder: Path) -> Result:
    """A client whose README comes from a template of the user's."""
    stamped(folder, document(lambda position: HARMLESS))
    (folder / "templates").mkdir(exist_ok=True)
    (folder / "templates" / "README.md.jinja").write_text(text)
    config = client_of(folder, spec="api.json")
    return generate(replace(config, templates=folder / "templates", templates_name="my templates"))


@pytest.mark.parametrize(
    "text",
    [
        "{{ view.__class__ }}",
        "{{ view.__class__.__mro__ }}",
        "{{ view['__class__'] }}",
        "{{ view|attr('__class__') }}",
        "{{ ''.__class__.__base__.__subclasses__() }}",
        "{{ view.__init__.__globals__ }}",
        "{{ (1).__class__ }}",
        "{{ cycler.__init__.__globals__.os }}",
        "{{ self.__init__.__globals__ }}",
        "{{ lipsum.__globals__ }}",
        "{{ '{0.__class__}'.format(view) }}",
        "{{ ('{0.__cl' ~ 'ass__.__mro__}').format(view) }}",
        "{{ '%s'.__mod__(1) }}",
        "{% for x in range(10000000) %}x{% endfor %}",
        "{% include '/etc/hostname' %}",
        "{% include '../../api.json' %}",
        "{% import 'os' as os %}",
        "{{ view.undefined }}",
        "{% do view.operations.append(1) %}",
    ],
)
def test_a_template_reaches_its_view_only(text: str, tmp_path: Path) -> None:
    result = with_template(text, tmp_path)
    assert [d.code for d in result.diagnostics if d.severity == "error"] == ["template-invalid"]
    assert result.files == {}


def test_a_template_of_ones_own(tmp_path: Path) -> None:
    result = with_template("# {{ view.title }}\n", tmp_path)
    assert result.files["README.md"] == f"{MARKDOWN}# Title {HARMLESS}\n"


SEVEN = "{{ 7 * 7 }}{% if 1 %}49{% endif %}{# 49 #}"


def test_text_is_rendered_once(tmp_path: Path) -> None:
    """Text with Jinja in it comes out as text, through our templates and through the user's."""
    files = files_of(stamped(tmp_path, document(lambda position: SEVEN)))
    assert not any("4949" in text for path, text in files.items() if "_runtime" not in path)
    assert any(SEVEN in text for text in files.values())
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "README.md.jinja").write_text("{{ view.package }}: {{ view.title }}\n")
    config = client_of(tmp_path, spec="api.json")
    result = generate(replace(config, templates=tmp_path / "t"))
    assert "7 \\* 7" in result.files["README.md"] and "49" in result.files["README.md"]
    assert "4949" not in result.files["README.md"]


@pytest.mark.parametrize(
    ("text", "line"),
    [("# x\n\n{{ view.undefined }}\n", 3), ("# x\n{{ 1 // 0 }}\n", 2), ("# x\n\n\n{% if %}\n", 4)],
)
def test_where_a_template_is_wrong(tmp_path: Path, text: str, line: int) -> None:
    result = with_template(text, tmp_path)
    (error,) = [d for d in result.diagnostics if d.severity == "error"]
    assert (error.file, error.position.line) == ("my templates/README.md.jinja", line)


def test_a_template_that_nothing_uses(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "readme.md.jinja").write_text("never printed\n")
    (folder / "part.jinja").write_text("used")
    (folder / "notes.txt").write_text("no template")
    result = with_template("{% include 'part.jinja' %}\n", tmp_path)
    (warning,) = [d for d in result.diagnostics if d.code == "template-unknown"]
    assert warning.file == "my templates/readme.md.jinja"
    assert "did you mean README.md.jinja?" in warning.message
