"""All changes of a repository's configuration that keep a generated package out of its tools and its reviews."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostic, Diagnostics
from restamp.diagnostics.text import reason
from restamp.output import lock
from restamp.output.files import write_atomically
from restamp.records import dataclass
from restamp.workflows.repository.tables import parsed
from restamp.workflows.repository.tools import (
    OWN_FILES,
    TOOLS,
    Package,
    advice,
    used_tools,
    with_exclusion,
    with_ruff_exclusion,
)
from restamp.workflows.selection import display_path

DRIVER = "restamp-lock"
"""The name of the merge driver of locks."""
DRIVER_COMMAND = f'git config merge.{DRIVER}.driver "restamp lock merge %O %A %B"'
_OWNERS = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")


@dataclass(frozen=True, slots=True)
class Setting:
    """A change of one file."""

    file: Path
    before: str
    after: str

    @property
    def diff(self) -> str:
        """A unified diff of the change."""
        name = display_path(self.file)
        old, new = (text.splitlines(keepends=True) for text in (self.before, self.after))
        lines = difflib.unified_diff(old, new, name, name, n=1)
        return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be added to the configuration of a repository."""

    changes: tuple[Setting, ...]
    advice: tuple[str, ...]
    """What can only be added by hand."""


def settings_for(config: ClientConfig, module: str) -> Settings:
    """What keeps a client's package out of the tools that its repository uses; `module` is its import name."""
    if not config.output.is_relative_to(config.root):
        return Settings((), ())
    package = Package(config.output.relative_to(config.root).as_posix(), module)
    project = _text(config.root / "pyproject.toml")
    used = used_tools(parsed(project))
    own = {
        tool: name
        for tool, names in OWN_FILES.items()
        for name in reversed(names)
        if (config.root / name).is_file()
    }
    edited, failed = _edited(config.root, project, used - own.keys(), package)
    top = _repository(config.root)
    others = () if top is None else (attributes(config.root, package), *_owners(top, config.output))
    hints = {name: tool for tool, name in own.items() if not _mentions(config.root / name, package)}
    return Settings(
        tuple(change for change in (*edited, *others) if change.before != change.after),
        (*failed, *(f"{name}: {advice(tool, package)}" for name, tool in sorted(hints.items()))),
    )


def write_settings(settings: Settings) -> tuple[Diagnostic, ...]:
    """Write the changes, each file completely or not at all."""
    diagnostics = Diagnostics()
    for change in settings.changes:
        try:
            write_atomically(change.file, change.after.encode())
        except OSError as error:
            message = f"cannot be written: {reason(error)}"
            diagnostics.error("init-unwritable", message, file=display_path(change.file))
    return (*diagnostics,)


def _edited(
    root: Path, project: str, tools: frozenset[str], package: Package
) -> tuple[list[Setting], list[str]]:
    """The changed files of tools that are configured in TOML, and what has to be added by hand."""
    text, values, failed = project, parsed(project), list[str]()
    changes: list[Setting] = []
    ruff = next((f for n in (".ruff.toml", "ruff.toml") if (f := root / n).is_file()), None)
    if ruff is not None:
        before = _text(ruff)
        after = with_ruff_exclusion(before, package)
        changes += [] if after is None else [Setting(ruff, before, after)]
        failed += [f"{ruff.name}: {advice('ruff', package)}"] if after is None else []
    for tool in (each for each in TOOLS if each in tools and (each != "ruff" or ruff is None)):
        after = with_exclusion(text, tool, package, values)
        if after is None:
            failed.append(f"pyproject.toml, [tool.{tool}]: {advice(tool, package)}")
        text = after or text
    return [*changes, Setting(root / "pyproject.toml", project, text)], failed


def _mentions(file: Path, package: Package) -> bool:
    """Whether a file of a tool seems to name the package already."""
    text = _text(file)
    return package.folder in text or re.escape(package.folder) in text


def attributes(root: Path, package: Package) -> Setting:
    """The .gitattributes of a folder: line ends and reviews of the package, and how its lock is merged."""
    file = root / ".gitattributes"
    folder = package.folder.replace(" ", "[[:space:]]")
    lines = (
        f"{folder}/** linguist-generated text eol=lf",
        f"{folder}/{lock.CUSTOM} -linguist-generated",
        f"{folder}/{lock.FILE} merge={DRIVER}",
    )
    text = _text(file)
    known = {line.split()[0] for line in text.splitlines() if line.split()}
    return Setting(
        file, text, _with_lines(text, [line for line in lines if line.split()[0] not in known])
    )


def _owners(top: Path, output: Path) -> Iterator[Setting]:
    """A rule without owners, so that nobody is asked to review generated code."""
    file = next((f for name in _OWNERS if (f := top / name).is_file()), None)
    if file is None or not output.is_relative_to(top):
        return
    text, rule = _text(file), f"/{output.relative_to(top).as_posix()}/".replace(" ", "\\ ")
    known = {line.split("#")[0].strip() for line in text.splitlines()}
    yield Setting(file, text, _with_lines(text, [] if rule in known else [rule]))


def _with_lines(text: str, lines: list[str]) -> str:
    if not lines:
        return text
    end = "\r\n" if "\r\n" in text else "\n"
    start = "" if not text or text.endswith("\n") else end
    return text + start + "".join(f"{line}{end}" for line in lines)


def _repository(folder: Path) -> Path | None:
    """The top folder of the git repository that contains a folder."""
    return next((top for top in (folder, *folder.parents) if os.path.lexists(top / ".git")), None)


def _text(file: Path) -> str:
    """The text of a file; empty if it cannot be read."""
    try:
        return file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
