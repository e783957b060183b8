"""All files of a package: planned, rendered, formatted."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from restamp.diagnostics import Diagnostics, Position
from restamp.emit.format import formatted
from restamp.emit.plan import STATIC, plan
from restamp.emit.render import BadTemplate, is_ours, renderer, runtime_files, unknown_templates
from restamp.python.views import Subject

Finished = Callable[[str, str], str | None]
"""Of a path, and the digest of what a template printed for it, what was made of it before; None where unknown."""


def nothing_finished(path: str, printed: str) -> str | None:
    """Where there is no earlier run."""
    return None


def files_of(
    subject: Subject,
    overrides: Path | None,
    finished: Finished,
    diagnostics: Diagnostics,
    name: str = "templates",
) -> tuple[dict[str, str], dict[str, str]]:
    """Path in the package to text, and, of those that had to be formatted, to the digest of what was printed.

    `overrides` is the folder of the user's templates, which diagnostics call `name`. What is wrong with one is an
    error: `templates-missing`, `template-invalid`, or `template-output` where what it prints is no Python; and a
    warning, `template-unknown`, where no file is made from it.
    """
    if overrides is not None and not overrides.is_dir():
        diagnostics.error(
            "templates-missing",
            "the folder of `templates` does not exist",
            file=name,
        )
        return {}, {}
    if overrides is not None:
        for template, message in unknown_templates(overrides):
            diagnostics.warning("template-unknown", message, file=f"{name}/{template}")
    render, ours = renderer(overrides), is_ours(overrides)
    files: dict[str, str] = {}
    printed: dict[str, str] = {}
    for item in plan(subject):
        try:
            text = render(item)
            digest = _digest(text, ours(item))
            made = finished(item.path, digest)
            files[item.path] = made or formatted(item.path, text, ours=ours(item))
            if files[item.path] != text:
                printed[item.path] = digest
        except BadTemplate as problem:
            file, position = f"{name}/{problem.file}", Position(problem.line, 1)
            diagnostics.error("template-invalid", problem.reason, file=file, position=position)
        except SyntaxError as problem:
            if ours(item):
                raise
            diagnostics.error(
                "template-output",
                f"what this template prints for {item.path} is no Python: {problem}",
                file=f"{name}/{item.template}",
            )
    return dict(sorted((files | runtime_files() | STATIC).items())), printed


def _digest(text: str, ours: bool) -> str:
    """The digest of what a template printed; others than ours are formatted in another way."""
    return hashlib.sha256(f"{ours}\n{text}".encode()).hexdigest()
