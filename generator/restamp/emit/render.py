"""Render templates."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from pickle import UnpicklingError

import jinja2
from jinja2.bccache import Bucket

from restamp.emit.plan import FilePlan
from restamp.runtime.source import templates_folder

_LINE_ENDS = re.compile(r"\n(?!\n|\Z)")


class BadTemplate(Exception):
    """A template cannot be rendered: file, line and reason."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(file, line, reason)
        self.file, self.line, self.reason = file, line, reason


def renderer(overrides: Path | None) -> Callable[[FilePlan], str]:
    """Create the function that renders plans; a template in `overrides` replaces ours of the same name.

    Only the templates of the user are rendered in a sandbox. The function raises BadTemplate if a template is invalid.
    """
    ours = is_builtin(overrides)
    folders = [templates_folder() / "package"]
    trusted = _environment(jinja2.Environment, folders)
    attributes = vars(
        trusted
    )  # Jinja declares the types of these two more narrowly than it uses them.
    attributes["filters"]["indent"] = _indented
    attributes["getattr"] = (
        getattr  # Our templates print attributes that exist: one call of C each.
    )
    trusted.globals.clear()  # Our templates use none of them, and they are copied for each file.
    trusted.bytecode_cache = _bytecode(folders[0])
    sandboxed = trusted
    if overrides is not None:
        from jinja2.sandbox import SandboxedEnvironment

        folders = [overrides, *folders]
        sandboxed = _environment(SandboxedEnvironment, folders)

    def template_of(plan: FilePlan) -> jinja2.Template:
        return (trusted if ours(plan) else sandboxed).get_template(plan.template)

    def render(plan: FilePlan) -> str:
        try:
            return template_of(plan).render(view=plan.view)
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


def _indented(text: str, width: int) -> str:
    """Indent all lines but the first and those that are empty, as Jinja's filter does in a third of the time."""
    return _LINE_ENDS.sub("\n" + " " * width, text) if "\n" in text else text


def _environment(kind: type[jinja2.Environment], folders: list[Path]) -> jinja2.Environment:
    return kind(
        loader=jinja2.FileSystemLoader(folders),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
        auto_reload=False,
    )


class _Bytecode(jinja2.FileSystemBytecodeCache):
    """Compiled templates on the disk; does without those that cannot be read or written."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load a compiled template, unless there is none or it is damaged."""
        with suppress(OSError, EOFError, ValueError, UnpicklingError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Store a compiled template."""
        with suppress(OSError):
            Path(self.directory).mkdir(exist_ok=True)
            super().dump_bytecode(bucket)


def _bytecode(folder: Path) -> jinja2.BytecodeCache | None:
    """The compiled templates of a folder, beside them like those of Python's modules; to compile takes 50 ms.

    Jinja ignores those of another source, or another version of Python.
    """
    if sys.dont_write_bytecode:
        return None
    return _Bytecode(str(folder / "__pycache__"), "%s.compiled")


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


def is_builtin(overrides: Path | None) -> Callable[[FilePlan], bool]:
    """Create the predicate whether the template of a plan is Restamp's own and not from `overrides`."""
    return lambda plan: overrides is None or not (overrides / plan.template).exists()
