"""All files of a package: planned, rendered, formatted."""

from __future__ import annotations

from pathlib import Path

from restamp.diagnostics import Diagnostics, Position
from restamp.emit.format import formatted
from restamp.emit.plan import STATIC, plan
from restamp.emit.render import BadTemplate, is_ours, renderer, runtime_files
from restamp.python.views import Subject


def files_of(subject: Subject, overrides: Path | None, diagnostics: Diagnostics) -> dict[str, str]:
    """Path in the package to text.

    What is wrong with a template of the user's is an error among the diagnostics: `templates-missing`,
    `template-invalid`, or `template-output` where what it prints is no Python.
    """
    if overrides is not None and not overrides.is_dir():
        diagnostics.error(
            "templates-missing",
            "the folder of `templates` does not exist",
            file=overrides.name,
        )
        return {}
    render, ours = renderer(overrides), is_ours(overrides)
    files: dict[str, str] = {}
    for item in plan(subject):
        try:
            files[item.path] = formatted(item.path, render(item), ours=ours(item))
        except BadTemplate as problem:
            file, position = str(problem.file), Position(problem.line, 1)
            diagnostics.error("template-invalid", problem.reason, file=file, position=position)
        except SyntaxError as problem:
            if ours(item):
                raise
            diagnostics.error(
                "template-output",
                f"what this template prints for {item.path} is no Python: {problem}",
                file=item.template,
            )
    return dict(sorted((files | runtime_files() | STATIC).items()))
