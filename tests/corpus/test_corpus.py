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

FOLDER = os.environ.get("RESTAMP_CORPUS", "")
SMALL = ("museum", "train-travel", "swagger-petstore", "learn.openapis")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    everything = metafunc.config.getoption("corpus")
    chosen = [one for one in documents() if everything or one[0].startswith(SMALL)]
    metafunc.parametrize(("file", "must_generate"), chosen)


def documents() -> list[tuple[str, bool]]:
    index = Path(FOLDER) / "index.json"
    if not FOLDER or not index.is_file():
        return []
    return [
        (entry["file"], entry["must_generate"]) for entry in json.loads(index.read_text("utf-8"))
    ]


def test_document(file: str, must_generate: bool) -> None:
    config = client_of(Path(FOLDER), spec=file)
    result = generate(config)
    errors = [d for d in result.diagnostics if d.severity is Severity.ERROR]
    assert all(error.file for error in errors), "each has its place"
    assert not (must_generate and errors)
    assert bool(result.files) is not bool(errors)
    for path, text in result.files.items():
        if path.endswith(".py"):
            ast.parse(text, path)
