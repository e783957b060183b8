"""Templates to text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import jinja2
from jinja2.sandbox import SandboxedEnvironment

import restamp
from restamp.emit.plan import FilePlan

HERE = Path(restamp.__file__).resolve().parent


def templates_folder() -> Path:
    """The folder of templates: inside an installed package, or beside `generator/` in a checkout."""
    installed = HERE / "templates"
    return installed if installed.is_dir() else HERE.parents[1] / "templates"


class BadTemplate(Exception):
    """A template cannot be rendered: where, and why."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(file, line, reason)
        self.file, self.line, self.reason = file, line, reason


def renderer(overrides: Path | None) -> Callable[[FilePlan], str]:
    """What renders plans; a template in `overrides` takes the place of ours of the same name.

    Raises BadTemplate where a template is wrong.
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
            raise BadTemplate(problem.filename or plan.template, problem.lineno, reason) from None
        except jinja2.TemplateError as problem:
            raise BadTemplate(plan.template, 1, problem.message or "invalid") from None
        except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError) as problem:
            raise BadTemplate(plan.template, 1, str(problem)) from problem

    return render


def is_ours(overrides: Path | None) -> Callable[[FilePlan], bool]:
    """Whether the template of a plan is Restamp's own, and not one from `overrides`."""
    return lambda plan: overrides is None or not (overrides / plan.template).exists()


def runtime_files() -> dict[str, str]:
    """The runtime of every client: path in the package to text, byte for byte as it stands."""
    folder = templates_folder() / "runtime"
    return {
        f"_runtime/{path.name}": path.read_text("utf-8") for path in sorted(folder.glob("*.py"))
    }
