"""Clients of documents: generated in this process, kept by content, imported."""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import pkgutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from unittest import mock

import restamp
from restamp.emit.format import Formatted
from restamp.pipeline import generate

from ..packages import client_of

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Package:
    """A client on the disk; `folder` is None where its document was refused."""

    folder: Path | None
    warnings: tuple[tuple[str, str], ...]
    """Place and code of each."""
    errors: tuple[str, ...]
    names: dict[str, str]
    """Public names by what they stand for, as in the lock."""


def package(document: Path, root: Path, cache_folder: Path) -> Package:
    """The client of a document below `root`; made anew where the generator or an input changed."""
    text = f"{generator_digest()}\n{document}\n".encode() + document.read_bytes()
    key = hashlib.sha256(text).hexdigest()[:16]
    home = cache_folder / key
    facts = home / "facts.json"
    known = json.loads(facts.read_text()) if facts.is_file() else None
    if known is None or not _are_same(known["inputs"], document.parent, root):
        known = _generate(document, root, home, f"client_{key}")
        facts.write_text(json.dumps(known))
    folder = home / f"client_{key}" if known["generated"] else None
    warnings = tuple((place, code) for place, code in known["warnings"])
    return Package(folder, warnings, tuple(known["errors"]), known["names"])


@cache
def generator_digest() -> str:
    """Changes when anything of the generator does."""
    folders = (Path(restamp.__file__).parent, ROOT / "templates")
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.read_bytes())
    return digest.hexdigest()


@contextmanager
def imported(folder: Path) -> Iterator[ModuleType]:
    """A package as a module; its modules are forgotten afterwards."""
    sys.path.insert(0, str(folder.parent))
    try:
        importlib.invalidate_caches()
        yield importlib.import_module(folder.name)
    finally:
        sys.path.remove(str(folder.parent))
        for name in [n for n in sys.modules if n.partition(".")[0] == folder.name]:
            del sys.modules[name]


def modules(module: ModuleType, *names: str) -> Iterator[ModuleType]:
    """The modules below a subpackage, as `api`, and those of its folders."""
    try:
        top = importlib.import_module(".".join((module.__name__, *names)))
    except ModuleNotFoundError:
        return
    yield top
    if hasattr(top, "__path__"):
        for info in pkgutil.walk_packages(top.__path__, top.__name__ + "."):
            yield importlib.import_module(info.name)


def _generate(document: Path, root: Path, home: Path, name: str) -> dict[str, object]:
    config = client_of(root, home / name, os.path.relpath(document, root))
    # The style costs time, and no type depends on it.
    with mock.patch(
        "restamp.emit.files.formatted", lambda path, text, **options: Formatted(text, 0)
    ):
        result = generate(config)
    for path, text in result.files.items():
        target = home / name / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    home.mkdir(parents=True, exist_ok=True)
    return {
        "generated": bool(result.files),
        "warnings": [(d.at, d.code) for d in result.diagnostics if d.severity == "warning"],
        "errors": [
            f"{d.at} {d.code} {d.message}" for d in result.diagnostics if d.severity == "error"
        ],
        "names": dict(result.names),
        "inputs": dict(result.inputs),
    }


def _are_same(inputs: dict[str, str], *folders: Path) -> bool:
    """Whether the files that a document refers to are as they were."""
    for name, digest in inputs.items():
        paths = [folder / name for folder in folders if (folder / name).is_file()]
        texts = [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]
        if texts and not any(text in digest for text in texts):
            return False
    return True
