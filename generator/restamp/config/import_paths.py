"""Derive the import path of a generated package from its folder."""

from __future__ import annotations

import keyword
from pathlib import Path

PROJECT_FILES = ("pyproject.toml", "setup.py", "setup.cfg")


def import_path(output: Path, root: Path) -> str:
    """The dotted name of a package: its path under `src`, or else with the packages that contain it.

    A folder `src` counts if it is inside the project, whose folder is `root`, or next to the project file of
    another one. A package is a folder with an `__init__.py`.
    """
    source = next((f for f in output.parents if f.name == "src" and _is_source(f, root)), None)
    names = [output.name]
    if source is not None:
        names = list(output.relative_to(source).parts)
    else:
        for folder in output.parents:
            if not (folder / "__init__.py").is_file():
                break
            names.insert(0, folder.name)
    is_name = all(name.isidentifier() and not keyword.iskeyword(name) for name in names)
    return ".".join(names) if is_name else output.name


def _is_source(folder: Path, root: Path) -> bool:
    if (folder / "__init__.py").is_file():
        return False
    is_inside = folder.is_relative_to(root)
    return is_inside or any((folder.parent / name).is_file() for name in PROJECT_FILES)
