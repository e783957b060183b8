"""What keeps a package out of linters, formatters, type checkers and coverage, in the configuration of each tool."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from restamp.records import dataclass
from restamp.workflows.repository.tables import Value, table_at, with_tables, with_value

_NAME = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Package:
    """A generated package in its project."""

    folder: str
    """Its path from the project's folder, with forward slashes."""
    module: str
    """The name by which it is imported."""


TOOLS: Mapping[str, tuple[str, ...]] = {
    "ruff": ("ruff",),
    "black": ("black",),
    "mypy": ("mypy",),
    "pyright": ("pyright", "basedpyright"),
    "coverage": ("coverage", "pytest-cov"),
}
"""The packages that contain each tool."""
OWN_FILES: Mapping[str, tuple[str, ...]] = {
    "mypy": ("mypy.ini", ".mypy.ini"),
    "pyright": ("pyrightconfig.json",),
    "coverage": (".coveragerc",),
}
"""Files that a tool reads instead of pyproject.toml."""


def used_tools(project: Mapping[str, Any]) -> frozenset[str]:
    """The tools that a pyproject.toml configures or installs."""
    tables = table_at(project, ("tool",)) or {}
    installed = {*_dependencies(project)}
    return frozenset(t for t, names in TOOLS.items() if t in tables or installed & {*names})


def with_exclusion(
    text: str, tool: str, package: Package, project: Mapping[str, Any]
) -> str | None:
    """The text of a pyproject.toml that keeps a package out of a tool; None if it cannot be edited."""
    folder = package.folder
    match tool:
        case "ruff":
            return with_value(text, ("tool", "ruff"), "extend-exclude", _listing(folder, folder))
        case "black":
            return with_value(
                text, ("tool", "black"), "extend-exclude", _matching(f"^/{re.escape(folder)}/")
            )
        case "mypy":
            excluded = with_value(
                text, ("tool", "mypy"), "exclude", _matching_list(f"^{re.escape(folder)}/")
            )
            return None if excluded is None else _silenced(excluded, package, project)
        case "pyright":
            return with_value(text, ("tool", "pyright"), "ignore", _listing(folder, folder))
        case _:
            omit = _listing(f"{folder}/*", folder)
            return with_value(text, ("tool", "coverage", "run"), "omit", omit)


def with_ruff_exclusion(text: str, package: Package) -> str | None:
    """The text of a ruff.toml that keeps a package out; None if it cannot be edited."""
    return with_value(text, (), "extend-exclude", _listing(package.folder, package.folder))


def advice(tool: str, package: Package) -> str:
    """What to add to the configuration of a tool by hand."""
    match tool:
        case "ruff":
            return f'extend-exclude = ["{package.folder}"]'
        case "black":
            return f"extend-exclude = '^/{re.escape(package.folder)}/'"
        case "mypy":
            return f"exclude = ^{re.escape(package.folder)}/"
        case "pyright":
            return f'"ignore": ["{package.folder}"]'
        case _:
            return f"[run] omit = {package.folder}/*"


def _listing(entry: str, folder: str) -> Any:
    """Add an entry to a list, unless the folder or one above it is there."""

    def change(old: object) -> list[str] | None:
        listed = _texts(old)
        if listed is None or any(_covers(each, folder) for each in listed):
            return None
        return [*listed, entry]

    return change


def _covers(entry: str, folder: str) -> bool:
    """Whether an entry of a list is a folder or one above it."""
    plain = entry.removeprefix("./").rstrip("*").rstrip("/")
    return bool(plain) and (folder == plain or folder.startswith(f"{plain}/"))


def _matching(pattern: str) -> Any:
    """Add an alternative to a regular expression."""

    def change(old: object) -> str | None:
        if old is None:
            return pattern
        if not isinstance(old, str) or pattern in old or not old.strip():
            return None
        if "\n" in old:  # black reads it in verbose mode
            return f"{old.rstrip()}\n| {pattern}\n"
        return f"{old}|{pattern}"

    return change


def _matching_list(pattern: str) -> Any:
    """Add a regular expression to a list of them, or an alternative to the only one."""

    def change(old: object) -> Value | None:
        if isinstance(old, str):
            return cast("Value | None", _matching(pattern)(old))
        listed = _texts(old)
        return None if listed is None or pattern in listed else [*listed, pattern]

    return change


def _silenced(text: str, package: Package, project: Mapping[str, Any]) -> str | None:
    """Report no errors of the package where the project imports it; its types are used."""
    pattern = f"{package.module}.*"
    overrides: object = (table_at(project, ("tool", "mypy")) or {}).get("overrides", [])
    listed = cast("list[object]", overrides if isinstance(overrides, list) else [])
    for override in listed:
        modules = cast("dict[str, object]", override).get("module")
        if pattern in ([modules] if isinstance(modules, str) else _texts(modules) or []):
            return text
    added = f'[[tool.mypy.overrides]]\nmodule = ["{pattern}"]\nfollow_imports = "silent"\n'
    return with_tables(text, added)


def _texts(value: object) -> list[str] | None:
    """A list of strings; None for anything else."""
    if value is not None and not isinstance(value, list):
        return None
    listed: Sequence[object] = cast("list[object]", value or [])
    texts = [each for each in listed if isinstance(each, str)]
    return texts if len(texts) == len(listed) else None


def _dependencies(project: Mapping[str, Any]) -> Iterator[str]:
    """The names of all packages that a pyproject.toml lists."""
    groups: list[object] = [(table_at(project, ("project",)) or {}).get("dependencies")]
    groups += (table_at(project, ("project", "optional-dependencies")) or {}).values()
    groups += (table_at(project, ("dependency-groups",)) or {}).values()
    groups.append((table_at(project, ("tool", "uv")) or {}).get("dev-dependencies"))
    poetry = table_at(project, ("tool", "poetry")) or {}
    groups += [poetry.get("dependencies"), poetry.get("dev-dependencies")]
    groups += [
        table_at(poetry, ("group", name, "dependencies"))
        for name in table_at(poetry, ("group",)) or {}
    ]
    for group in groups:
        for item in cast("list[object]", group) if isinstance(group, list | dict) else ():
            name = _NAME.match(item) if isinstance(item, str) else None
            if name is not None:
                yield re.sub(r"[-_.]+", "-", name[0]).lower()
