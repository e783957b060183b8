"""Find files in a package that Restamp did not write and that Python could import.

Files that the lock does not list belong to the user and stay. But one that Python imports in place of a generated
module (`client/__init__.py` wins over `client.py`), or that is in a folder of generated code, is not the user's
`_custom.py`: whoever reviews the package as generated would not see it.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.output import lock
from restamp.records import dataclass
from restamp.runtime.modules import FOLDER

_ENDINGS = (".py", ".pyc", ".pyd", ".pyi", ".pyw", ".so")
"""Endings of sources, stubs, compiled modules and extension modules on all platforms."""
_CACHE = "__pycache__"
_KNOWN = frozenset({lock.CUSTOM, lock.FILE})
"""Files of a package that its lock does not list."""
_SHOWN = 5
"""Files that a note names."""


@dataclass(frozen=True, slots=True)
class Added:
    """Files of a package that are not generated, as sorted paths in it."""

    replacing: tuple[str, ...] = ()
    """Those that stand for a generated module, or are in a folder of generated code."""
    others: tuple[str, ...] = ()
    """Other modules, without `_custom.py`."""


def beside_client(config: ClientConfig, listed: Collection[str]) -> Added:
    """Find the files in the package of a client that are not in `listed`."""
    if config.runtime is None:
        return added_files(config.output, listed, {FOLDER})
    return added_files(config.output, listed, skipped={config.runtime, *config.runtime_users})


def added_files(
    package: Path,
    listed: Collection[str],
    whole: Collection[str] = (),
    skipped: Collection[Path] = (),
) -> Added:
    """Find the files of a package that are not in `listed`, the paths of the generated ones.

    In the folders `whole`, files of all kinds count. The folders `skipped` belong to other packages.
    """
    files = _files(f"{package}/", frozenset(map(os.path.normpath, skipped)))
    unlisted = [path for path in files if path not in listed and path not in _KNOWN]
    if not unlisted:
        return Added()
    custom = {lock.CUSTOM} if (package / lock.CUSTOM).exists() else set[str]()
    modules = {_module(path) for path in (*listed, *custom) if path.endswith(_ENDINGS)}
    folders = {folder for path in listed for folder in _around(path)}
    replacing, others = list[str](), list[str]()
    for path in unlisted:
        around = {"", *_around(path)}
        is_module = path.lower().endswith(_ENDINGS)
        is_near = _module(path) in modules or not around.isdisjoint(folders)
        if (is_module and is_near) or not around.isdisjoint(whole):
            replacing.append(path)
        elif is_module:
            others.append(path)
    return Added((*sorted(replacing),), (*sorted(others),))


def report_errors(added: Added, name: str, diagnostics: Diagnostics) -> None:
    """Report the files of a package, called `name`: output-added, and output-unlisted as a note."""
    for path in added.replacing:
        message = "not generated, but in place of generated code or among it; move or remove it"
        diagnostics.error("output-added", message, file=f"{name}/{path}")
    if added.others:
        more = len(added.others) - _SHOWN
        listed = ", ".join(added.others[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
        message = f"contains modules that are not generated: {listed}; review them as your own code"
        diagnostics.note("output-unlisted", message, file=name)


def report_warnings(added: Added, name: str, diagnostics: Diagnostics) -> None:
    """Warn of files that `check` refuses: output-added."""
    for path in added.replacing:
        message = (
            "not generated, but in place of generated code or among it; it was left as it is, and "
            "`restamp check` fails until it is moved or removed"
        )
        diagnostics.warning("output-added", message, file=f"{name}/{path}")


def _files(package: str, skipped: Collection[str], folder: str = "") -> Iterator[str]:
    """The paths of all files but what Python caches; a link to a folder counts as a package.

    `package` and `folder` end with a slash; a folder that cannot be read has no files.
    """
    try:
        with os.scandir(package + folder) as scan:
            entries = [*scan]
    except OSError:
        return
    for entry in entries:
        path = folder + entry.name
        if not entry.is_dir():
            yield path
        elif entry.name == _CACHE:
            continue
        elif entry.is_symlink():
            yield f"{path}/__init__.py"
        elif not skipped or os.path.normpath(package + path) not in skipped:
            yield from _files(package, skipped, f"{path}/")


def _module(path: str) -> str:
    """The module of a file, with slashes; that of the package itself is empty."""
    folder, _, name = path.rpartition("/")
    stem = name.partition(".")[0]
    if stem == "__init__":
        return folder
    return f"{folder}/{stem}" if folder else stem


def _around(path: str) -> Iterator[str]:
    """The folders around a file, without the package itself."""
    folder = path.rpartition("/")[0]
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]
