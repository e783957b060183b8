"""The version and the changelog of a project after an update: `restamp update --bump`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from restamp.diagnostics.model import Diagnostics
from restamp.diagnostics.text import reason
from restamp.output.files import write_atomically
from restamp.records import dataclass
from restamp.workflows.publishing import CHANGELOG
from restamp.workflows.publishing.changelog import TITLE, parsed
from restamp.workflows.selection import display_path

if TYPE_CHECKING:
    from restamp.api_diff.changes.findings import Difference

PROJECT = "pyproject.toml"
_NUMBERS = re.compile(r"(\d+)\.(\d+)(?:\.(\d+))?")
_TABLE = re.compile(r"^\[project\][ \t]*(?:#.*)?$", re.MULTILINE)
_NEXT_TABLE = re.compile(r"^\[", re.MULTILINE)
_VERSION = re.compile(r"""^(version[ \t]*=[ \t]*)(["'])([^"'\n]*)\2""", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Project:
    """The project of a configuration, with its version."""

    file: Path
    text: str
    version: str
    start: int
    """The position of the version in the text."""

    def at(self, version: str) -> str:
        """The text with another version."""
        return self.text[: self.start] + version + self.text[self.start + len(self.version) :]


@dataclass(frozen=True, slots=True)
class Bump:
    """The next version."""

    old: str
    new: str
    files: Mapping[Path, str]
    """The new texts of pyproject.toml and of the changelog beside it."""


def project_of(root: Path, diagnostics: Diagnostics) -> Project | None:
    """The project in a folder; None, with the error bump-version, if its version cannot be raised."""
    file = root / PROJECT
    name = display_path(file)
    try:
        text = file.read_bytes().decode()
        table = tomllib.loads(text).get("project")
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else "it is not valid TOML"
        diagnostics.error("bump-version", f"cannot be read: {why}", file=name)
        return None
    version = cast("dict[str, object]", table).get("version") if isinstance(table, dict) else None
    if not isinstance(version, str):
        message = "has no `version` in `[project]`, which --bump raises"
        diagnostics.error("bump-version", message, file=name)
        return None
    start = _position(text, version)
    if start is None or not _NUMBERS.fullmatch(version):
        message = f'the version "{version}" is not as `version = "1.2.3"` in `[project]`; raise it by hand, without --bump'
        diagnostics.error("bump-version", message, file=name)
        return None
    return Project(file, text, version, start)


def _position(text: str, version: str) -> int | None:
    table = _TABLE.search(text)
    if table is None:
        return None
    end = _NEXT_TABLE.search(text, table.end())
    match = _VERSION.search(text, table.end(), end.start() if end else len(text))
    return match.start(3) if match is not None and match[3] == version else None


def bump_of(project: Project, differences: Sequence[Difference], diagnostics: Diagnostics) -> Bump:
    """The next version of a project whose clients change like this, with an entry of its changelog.

    Error: changelog-unreadable.
    """
    file = project.file.with_name(CHANGELOG)
    try:
        text = file.read_bytes().decode() if file.exists() else TITLE
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else "it is not UTF-8"
        diagnostics.error("changelog-unreadable", f"cannot be read: {why}", file=display_path(file))
        return Bump(project.version, project.version, {})
    end = "\r\n" if "\r\n" in text else "\n"
    changelog = parsed(text.replace("\r\n", "\n"), project.version)
    is_raised = bool(changelog.unreleased) and _covers(project.version, differences)
    version = project.version if is_raised else next_version(project.version, differences)
    entered = changelog.entered(version, differences).replace("\n", end)
    return Bump(project.version, version, {project.file: project.at(version), file: entered})


def _covers(version: str, differences: Sequence[Difference]) -> bool:
    """Whether a version that is not released is raised far enough: 2.0.0 for all changes, 1.2.0 for additions."""
    from restamp.api_diff.changes.findings import Advice

    major, minor, patch = _parts(version)
    advice = {difference.advice for difference in differences}
    if Advice.MAJOR in advice and major > 0:
        return minor == patch == 0
    return patch == 0 or advice <= {Advice.PATCH}


def next_version(version: str, differences: Sequence[Difference]) -> str:
    """The version that the worst of the changes requires (Semantic Versioning 2.0.0).

    Before 1.0.0 a minor version may break (section 4).
    """
    from restamp.api_diff.changes.findings import Advice

    major, minor, patch = _parts(version)
    advice = {difference.advice for difference in differences}
    if Advice.MAJOR in advice and major > 0:
        return f"{major + 1}.0.0"
    if advice - {Advice.PATCH}:
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}"


def _parts(version: str) -> tuple[int, int, int]:
    match = _NUMBERS.fullmatch(version)
    if match is None:
        raise ValueError(version)
    major, minor, patch = (int(number or 0) for number in match.groups())
    return major, minor, patch


def write(bump: Bump, diagnostics: Diagnostics) -> None:
    """Write the files; error: bump-unwritable."""
    for file, text in bump.files.items():
        try:
            write_atomically(file, text.encode())
        except OSError as error:
            message = f"cannot be written: {reason(error)}"
            diagnostics.error("bump-unwritable", message, file=display_path(file))
            return
