"""The clients of this repository's own configuration, and each of them generated once."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from restamp.config.load import from_file
from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.pipeline import Result, generate

from ..packages import client_of

ROOT = Path(__file__).parents[2]
CLIENTS = from_file(ROOT / "pyproject.toml", "pyproject.toml", Diagnostics())
FEATURES = sorted(
    spec.parent
    for folder in ("cases", "golden/documents")
    for spec in (ROOT / "tests" / folder).glob("*/spec.*")
)
SAMPLE = (Path(__file__).parent / "sample.txt").read_text("utf-8").split()
"""Documents of the corpus: small, and of many vendors and features."""


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def clients() -> tuple[ClientConfig, ...]:
    """The clients of the configuration."""
    return CLIENTS


@pytest.fixture(scope="session", params=CLIENTS, ids=lambda client: client.name)
def client(request: pytest.FixtureRequest) -> ClientConfig:
    """Each client of the configuration."""
    return request.param


def of_document(spec: Path) -> ClientConfig:
    """A client of a document, with the overlay beside it."""
    return client_of(spec.parent, spec=spec.name)


@pytest.fixture(scope="session")
def features() -> list[Path]:
    """The folders of tests/cases, and the documents beside this file."""
    return FEATURES


@pytest.fixture(params=FEATURES, ids=lambda folder: folder.name)
def feature(request: pytest.FixtureRequest) -> ClientConfig:
    """The document of each of these folders."""
    (spec,) = request.param.glob("spec.*")
    return of_document(spec)


@pytest.fixture(params=SAMPLE)
def stranger(request: pytest.FixtureRequest) -> ClientConfig:
    """A document of somebody else's."""
    corpus = os.environ.get("RESTAMP_CORPUS")
    if not corpus:
        pytest.skip("RESTAMP_CORPUS does not name a folder of OpenAPI documents")
    document = Path(corpus, request.param)
    if not document.exists():
        pytest.skip(f"{corpus} does not have this document")
    return of_document(document)


@pytest.fixture(scope="session")
def fresh() -> Callable[[ClientConfig], Result]:
    """A client as its inputs say, with no name pinned by a lock; each is generated once."""

    def generated(client: ClientConfig) -> Result:
        result = generate(client)
        assert not result.failed and result.files, result.diagnostics
        return replace(
            result, analysis=None, surface=None
        )  # The largest part; nothing asks for it.

    return cache(generated)


@pytest.fixture(scope="session")
def tree() -> Callable[[Path], dict[str, bytes]]:
    """Every file of a folder by its path in it; not what Python caches."""

    def read(folder: Path) -> dict[str, bytes]:
        files = (path for path in sorted(folder.rglob("*")) if path.is_file())
        contents = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
        return {path: contents[path] for path in contents if "__pycache__" not in path}

    return read
