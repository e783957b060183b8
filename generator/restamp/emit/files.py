"""Plan, render and format all files of a package."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from restamp.diagnostics.model import Diagnostics
from restamp.diagnostics.position import Position
from restamp.emit.format import formatted
from restamp.emit.header import with_header
from restamp.emit.plan import STATIC, plan
from restamp.emit.render import BadTemplate, is_builtin, renderer
from restamp.emit.runtime import runtime_files, runtime_modules
from restamp.python.modules.subject import Subject
from restamp.records import dataclass
from restamp.runtime.modules import FOLDER


@dataclass(frozen=True, slots=True)
class Emitted:
    """The files of a package."""

    files: Mapping[str, str] = field(default_factory=dict[str, str])
    """The texts, by path in the package."""
    black_calls: int = 0
    """The number of slow calls of black for our own templates."""
    runtime_modules: frozenset[str] = frozenset()
    """The modules of the runtime that the package needs; `files` has them unless clients share a runtime."""


def files_of(
    subject: Subject,
    overrides: Path | None,
    diagnostics: Diagnostics,
    name: str = "templates",
    *,
    verify: bool = False,
) -> Emitted:
    """Generate every file of a package.

    `overrides` is the folder of the user's templates, and `name` its name in diagnostics. Errors:
    `templates-missing`, `template-invalid`, and `template-output` if the output is not valid Python; with `verify`,
    that of our own templates is parsed, too. Warning: `template-unknown` for a template that is not used.
    """
    if overrides is not None and not overrides.is_dir():
        diagnostics.error(
            "templates-missing",
            "the folder of `templates` does not exist",
            file=name,
        )
        return Emitted()
    if overrides is not None:
        from restamp.emit.custom import unknown_templates

        for template, message in unknown_templates(overrides):
            diagnostics.warning("template-unknown", message, file=f"{name}/{template}")
    render, ours = renderer(overrides), is_builtin(overrides)
    files: dict[str, str] = {}
    black_calls = 0
    for item in plan(subject):
        try:
            result = formatted(item.path, render(item), ours=ours(item), verify=verify)
            files[item.path] = result.text
            black_calls += result.black_calls if ours(item) else 0
        except BadTemplate as problem:
            file, position = f"{name}/{problem.file}", Position(problem.line, 1)
            diagnostics.error("template-invalid", problem.reason, file=file, position=position)
        except SyntaxError as problem:
            is_ours = ours(item)
            message = f"the output of this template for {item.path} is not valid Python: {problem}"
            diagnostics.error(
                "template-output",
                f"{message}; please report this fault of Restamp" if is_ours else message,
                file=item.template if is_ours else f"{name}/{item.template}",
            )
    modules = runtime_modules(files, subject.runtime)
    if subject.runtime == FOLDER:
        files |= {f"{FOLDER}/{path}": text for path, text in runtime_files(modules).items()}
    every = sorted((STATIC | files).items())
    return Emitted({path: with_header(path, text) for path, text in every}, black_calls, modules)
