"""Documents that other people wrote, where $RESTAMP_CORPUS names a folder of them.

Its `index.json` lists `{"file": ..., "must_generate": ...}`. A few small ones belong to every run of the tests; with
`--corpus` (`make corpus`) all do.
"""

from __future__ import annotations

import ast
import json
import os
from pathlib import Path

import pytest

from restamp.diagnostics.model import Severity
from restamp.pipeline import generate

from ..packages import client_of

FOLDER = Path(os.environ.get("RESTAMP_CORPUS", ""))
SWAGGER = FOLDER.parent / "corpus-2.0"
"""Documents of Swagger 2.0."""
SMALL = ("museum", "train-travel", "swagger-petstore", "learn.openapis", "harbor")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    everything = metafunc.config.getoption("corpus")
    listed = [(folder, *one) for folder in (FOLDER, SWAGGER) for one in documents(folder)]
    chosen = [one for one in listed if everything or one[1].startswith(SMALL)]
    metafunc.parametrize(("folder", "file", "must_generate"), chosen)


def documents(folder: Path) -> list[tuple[str, bool]]:
    index = folder / "index.json"
    if not os.environ.get("RESTAMP_CORPUS") or not index.is_file():
        return []
    return [
        (entry["file"], entry["must_generate"]) for entry in json.loads(index.read_text("utf-8"))
    ]


def test_document(folder: Path, file: str, must_generate: bool) -> None:
    config = client_of(folder, spec=file)
    result = generate(config)
    errors = [d for d in result.diagnostics if d.severity is Severity.ERROR]
    assert all(error.file for error in errors), "each has its place"
    assert not (must_generate and errors)
    assert bool(result.files) is not bool(errors)
    for path, text in result.files.items():
        if path.endswith(".py"):
            ast.parse(text, path)
