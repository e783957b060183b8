"""Small documents, generated into packages that are imported and called in process."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import uuid4

import httpx2
import pytest

from restamp.pipeline import Result, generate

from ..packages import client_of

Files = str | dict[str, str]
"""The text of a document, or of several files by name; the first is the document."""


@pytest.fixture
def generated(tmp_path: Path) -> Callable[..., Result]:
    """Generates from a document: `generated("openapi: ...", strict=True)`."""

    def create(files: Files, *, strict: bool = False) -> Result:
        texts = {"spec.yaml": files} if isinstance(files, str) else files
        for name, text in texts.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        config = client_of(tmp_path, spec=next(iter(texts)))
        return generate(replace(config, strict=strict))

    return create


@pytest.fixture
def package(generated: Callable[..., Result], tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Generates a package from a document and imports it."""
    name = f"package_{uuid4().hex}"

    def imported(files: Files) -> ModuleType:
        result = generated(files)
        assert not result.failed, result.diagnostics
        for path, text in result.files.items():
            target = tmp_path / "packages" / name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)
        sys.path.insert(0, str(tmp_path / "packages"))
        importlib.invalidate_caches()
        return importlib.import_module(name)

    yield imported
    if str(tmp_path / "packages") in sys.path:
        sys.path.remove(str(tmp_path / "packages"))
    for module in [m for m in sys.modules if m == name or m.startswith(name + ".")]:
        del sys.modules[module]


@pytest.fixture
def client(package: Callable[..., Any]) -> Callable[..., Any]:
    """A client of a document's package over a handler in place of the network."""

    def create(files: Files, handler: Any, **options: Any) -> Any:
        return package(files).Client(
            base_url="https://api.example.com",
            transport=httpx2.MockTransport(handler),
            **options,
        )

    return create


def codes(result: Result) -> list[str]:
    """`warning[code] at place`, for each diagnostic."""
    return [f"{d.severity}[{d.code}] {d.at}" for d in result.diagnostics]
