"""All files of a package: planned, rendered, formatted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from restamp.diagnostics.model import Diagnostics
from restamp.diagnostics.position import Position
from restamp.emit.format import formatted
from restamp.emit.header import headed
from restamp.emit.plan import STATIC, plan
from restamp.emit.render import BadTemplate, is_ours, renderer, unknown_templates
from restamp.emit.runtime import runtime_files
from restamp.python.modules.subject import Subject


@dataclass(frozen=True, slots=True)
class Emitted:
    """The files of a package."""

    files: Mapping[str, str] = field(default_factory=dict[str, str])
    """Path in the package to text."""
    black_calls: int = 0
    """How often a line of ours had to go through black, which is slow."""


def files_of(
    subject: Subject, overrides: Path | None, diagnostics: Diagnostics, name: str = "templates"
) -> Emitted:
    """Every file of a package.

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
        return Emitted()
    if overrides is not None:
        for template, message in unknown_templates(overrides):
            diagnostics.warning("template-unknown", message, file=f"{name}/{template}")
    render, ours = renderer(overrides), is_ours(overrides)
    files: dict[str, str] = {}
    black_calls = 0
    for item in plan(subject):
        try:
            made = formatted(item.path, render(item), ours=ours(item))
            files[item.path] = made.text
            black_calls += made.black_calls if ours(item) else 0
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
    files |= runtime_files(files)
    every = sorted((files | STATIC).items())
    return Emitted({path: headed(path, text) for path, text in every}, black_calls)
