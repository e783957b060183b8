"""`restamp check` sees every edit of a document, a template or a generated file, and `generate` puts it right."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from restamp.emit.render import templates_folder
from restamp.output import lock
from restamp.spec.reading.digests import digest

Restamp = Callable[..., Any]
Tree = Callable[[Path], dict[str, bytes]]

MODEL = "models/paging_info.py"


@pytest.fixture
def checkout(root: Path, tmp_path: Path) -> Path:
    """What a clone has of it: configuration, documents, generated packages."""
    folder = tmp_path / "checkout"
    for part in ("specs", "generated"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(root / part, folder / part, ignore=ignored)
    shutil.copy(root / "pyproject.toml", folder)
    return folder


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text, f"{old!r} is not in {file.name}; the test is to be adapted"
    file.write_text(text.replace(old, new), "utf-8")


@dataclass(frozen=True)
class Edit:
    """A change of one text, and what the diff of `check` shows of it."""

    file: str
    old: str
    new: str
    shown: tuple[str, ...]
    """File of the diff, then lines of it."""


EDITS = {
    "document": Edit(
        "specs/blink.yaml",
        "How many results there are on all pages.",
        "The number of results.",
        (
            f"--- generated/blink/{MODEL}\n+++ generated/blink/{MODEL}\n@@ ",
            '\n-    """How many results there are on all pages."""\n',
            '\n+    """The number of results."""\n',
        ),
    ),
    "comment": Edit(
        "specs/blink.yaml",
        "openapi: 3.0.1\n",
        "# A comment.\nopenapi: 3.0.1\n",
        ("--- generated/blink/restamp.lock\n", '\n+    "blink.yaml": "sha256:'),
    ),
    "overlay": Edit(
        "specs/tracecat.overlay.yaml",
        "x-restamp-name: terminate",
        "x-restamp-name: kill",
        (
            "--- generated/tracecat/resources/workflow_executions.py\n",
            "\n-    terminate: Final = call(",
            "\n+    kill: Final = call(",
        ),
    ),
    "lock": Edit(
        "generated/blink/restamp.lock",
        '/RqlQuery": "RqlQuery"',
        '/RqlQuery": "Query"',
        ("\n-class RqlQuery(Model):\n", "\n+class Query(Model):\n", "+++ /dev/null\n"),
    ),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_an_edit_of_an_input(restamp: Restamp, checkout: Path, tree: Tree, edit: Edit) -> None:
    replace(checkout / edit.file, edit.old, edit.new)
    before = tree(checkout)
    ran = restamp(["check"], checkout)
    assert ran.status == 1
    for shown in edit.shown:
        assert shown in "\n" + ran.out
    assert tree(checkout) == before
    assert restamp(["generate"], checkout).status == 0
    assert tree(checkout) != before
    again = restamp(["check"], checkout)
    assert (again.status, again.err) == (0, "")


def test_the_reverse_change_restores_the_files(
    restamp: Restamp, checkout: Path, root: Path, tree: Tree
) -> None:
    edit = EDITS["document"]
    replace(checkout / edit.file, edit.old, edit.new)
    assert restamp(["generate"], checkout).status == 0
    replace(checkout / edit.file, edit.new, edit.old)
    assert restamp(["check"], checkout).status == 1
    assert restamp(["generate"], checkout).status == 0
    assert tree(checkout / "generated") == tree(root / "generated")


@pytest.mark.parametrize(
    ("edit", "shown"),
    [
        (
            lambda file: replace(file, "int | None", "str | None"),
            "\n+    limit: int | None = None\n",
        ),
        (lambda file: file.write_bytes(file.read_bytes() + b"\n"), "\n-\n"),
        (
            lambda file: file.write_bytes(file.read_bytes()[:-1]),
            "\n\\ No newline at end of file\n",
        ),
        (lambda file: file.write_bytes(b"\xff\xfe"), "\n-\\xff\\xfe\n"),
    ],
    ids=["line", "empty line", "no newline", "bytes"],
)
def test_an_edit_of_a_generated_file(
    restamp: Restamp,
    checkout: Path,
    root: Path,
    tree: Tree,
    edit: Callable[[Path], None],
    shown: str,
) -> None:
    edit(checkout / "generated/blink" / MODEL)
    ran = restamp(["check"], checkout)
    assert ran.status == 1
    assert f"--- generated/blink/{MODEL}\n+++ generated/blink/{MODEL}\n@@ " in ran.out
    assert shown in ran.out
    assert "edited by hand" in ran.err
    result = restamp(["generate"], checkout)
    assert (result.status, "output-edited" in result.err) == (2, True)
    assert restamp(["generate", "--force"], checkout).status == 0
    assert restamp(["check"], checkout).status == 0
    assert tree(checkout / "generated") == tree(root / "generated")


@pytest.mark.parametrize("path", [MODEL, "_runtime/lazy.py", "py.typed", "README.md", lock.FILE])
def test_a_removed_file(
    restamp: Restamp, checkout: Path, root: Path, tree: Tree, path: str
) -> None:
    (checkout / "generated/blink" / path).unlink()
    ran = restamp(["check"], checkout)
    assert ran.status == 1
    assert f"--- /dev/null\n+++ generated/blink/{path}\n" in ran.out
    forced = ["--force"] if path == lock.FILE else []  # Without it, nothing here is Restamp's.
    assert restamp(["generate", *forced], checkout).status == 0
    assert restamp(["check"], checkout).status == 0
    assert tree(checkout / "generated") == tree(root / "generated")


def test_a_file_that_only_the_lock_knows(
    restamp: Restamp, checkout: Path, root: Path, tree: Tree
) -> None:
    package = checkout / "generated/blink"
    stray, own = package / "models/stray.py", package / "own.py"
    own.write_text("own = 1\n")
    assert restamp(["check"], checkout).status == 0, "what the lock does not know is the user's"
    stray.write_text("stray = 1\n")
    ran = restamp(["check"], checkout)
    assert ran.status == 1 and "error[output-added]" in ran.err
    known = json.loads((package / lock.FILE).read_text())
    known["files"]["models/stray.py"] = digest(stray.read_bytes())
    (package / lock.FILE).write_text(json.dumps(known, indent=2, sort_keys=True) + "\n")
    ran = restamp(["check"], checkout)
    assert ran.status == 1
    assert (
        "--- generated/blink/models/stray.py\n+++ /dev/null\n@@ -1 +0,0 @@\n-stray = 1\n" in ran.out
    )
    assert restamp(["generate"], checkout).status == 0
    assert restamp(["check"], checkout).status == 0
    assert not stray.exists()
    own.unlink()
    assert tree(checkout / "generated") == tree(root / "generated")


def test_a_template_of_ones_own(restamp: Restamp, checkout: Path) -> None:
    templates = checkout / "my_templates"
    templates.mkdir()
    ours = templates_folder() / "package" / "resource.py.jinja"
    shutil.copy(ours, templates)
    output = 'output = "generated/blink"\n'
    replace(checkout / "pyproject.toml", output, output + 'templates = "my_templates"\n')
    same = restamp(["check", "blink"], checkout)
    assert (same.status, same.out.count("--- ")) == (0, 0), "the same template"
    replace(templates / ours.name, "(AsyncResource):\n", "(AsyncResource):\n    mine = True\n\n")
    ran = restamp(["check"], checkout)
    assert ran.status == 1
    assert "--- generated/blink/resources/executions.py\n" in ran.out
    assert "\n+    mine = True\n" in ran.out
    assert "tracecat: generated/tracecat is up to date\n" in ran.out
    assert restamp(["generate"], checkout).status == 0
    assert restamp(["check"], checkout).status == 0


def test_a_template_of_the_checkout_itself(checkout: Path, root: Path) -> None:
    """With a copy of the generator, whose templates and runtime are the ones beside it."""
    ignored = shutil.ignore_patterns("__pycache__")
    for part in ("generator", "templates"):
        shutil.copytree(root / part, checkout / part, ignore=ignored)

    def run(command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "restamp", command],
            cwd=checkout,
            env={**os.environ, "PYTHONPATH": str(checkout / "generator")},
            capture_output=True,
            text=True,
            check=False,
        )

    replace(checkout / "templates/package/README.md.jinja", "## ", "### ")
    changed = (checkout / "templates/runtime/lazy.py").read_text("utf-8").count("return sorted(")
    replace(checkout / "templates/runtime/lazy.py", "return sorted(", "return list(")
    ran = run("check")
    assert ran.returncode == 1, ran.stderr
    for name in ("blink", "tracecat"):
        assert f"--- generated/{name}/README.md\n+++ generated/{name}/README.md\n@@ " in ran.stdout
        assert f"--- generated/{name}/_runtime/lazy.py\n" in ran.stdout
    assert ran.stdout.count("\n+        return list(") == 2 * changed
    assert run("generate").returncode == 0
    ran = run("check")
    assert (ran.returncode, ran.stderr) == (0, "")
