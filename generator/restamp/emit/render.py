"""Render templates."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path

import jinja2
import jinja2.meta
from jinja2.sandbox import SandboxedEnvironment

from restamp.emit.plan import FilePlan
from restamp.runtime.source import templates_folder


class BadTemplate(Exception):
    """A template cannot be rendered: file, line and reason."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(file, line, reason)
        self.file, self.line, self.reason = file, line, reason


def renderer(overrides: Path | None) -> Callable[[FilePlan], str]:
    """Create the function that renders plans; a template in `overrides` replaces ours of the same name.

    The function raises BadTemplate if a template is invalid.
    """
    folders = [templates_folder() / "package"]
    if overrides is not None:
        folders.insert(0, overrides)
    environment = SandboxedEnvironment(
        loader=jinja2.FileSystemLoader(folders),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )

    def render(plan: FilePlan) -> str:
        try:
            return environment.get_template(plan.template).render(view=plan.view)
        except jinja2.TemplateSyntaxError as problem:
            reason = problem.message or "invalid"
            raise BadTemplate(problem.name or plan.template, problem.lineno, reason) from None
        except jinja2.TemplateError as problem:
            reason = problem.message or "invalid"
            raise BadTemplate(*_failure_location(problem, folders, plan.template), reason) from None
        except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError) as problem:
            location = _failure_location(problem, folders, plan.template)
            raise BadTemplate(*location, str(problem)) from problem

    return render


def _failure_location(problem: Exception, folders: list[Path], template: str) -> tuple[str, int]:
    """The template and line at which rendering failed, from the traceback."""
    location, trace = (template, 1), problem.__traceback__
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        for folder in folders:
            if file.is_relative_to(folder):
                location = (file.relative_to(folder).as_posix(), trace.tb_lineno)
        trace = trace.tb_next
    return location


def unknown_templates(overrides: Path) -> list[tuple[str, str]]:
    """The files in the user's folder that neither replace a template of ours nor are used by another template.

    Each comes with a message that names the closest template.
    """
    environment = SandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)
    ours = {path.name for path in (templates_folder() / "package").glob("*.jinja")}
    files = {
        path.relative_to(overrides).as_posix(): path
        for path in sorted(overrides.rglob("*.jinja"))
        if path.is_file()
    }
    used: set[str | None] = set()
    for path in files.values():
        try:
            tree = environment.parse(path.read_text("utf-8", "replace"))
        except (jinja2.TemplateSyntaxError, OSError):
            continue  # rendering reports what is wrong
        used |= set(jinja2.meta.find_referenced_templates(tree))
    messages: list[tuple[str, str]] = []
    for name in files:
        if name in ours or name in used or None in used:
            continue
        by_folded = {our.lower(): our for our in sorted(ours)}
        near = difflib.get_close_matches(name.rpartition("/")[2].lower(), by_folded, 1)
        known = ", ".join(by_folded[match] for match in near or by_folded)
        message = f"no template has this name, so it is not used; did you mean {known}?"
        messages.append((name, message))
    return messages


def is_builtin(overrides: Path | None) -> Callable[[FilePlan], bool]:
    """Create the predicate whether the template of a plan is Restamp's own and not from `overrides`."""
    return lambda plan: overrides is None or not (overrides / plan.template).exists()
