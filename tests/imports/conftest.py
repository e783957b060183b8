"""The packages of this repository, and some more whose models refer to one another in circles."""

from __future__ import annotations

from pathlib import Path

import pytest

from restamp.pipeline import generate

from ..packages import client_of, write
from .interpreter import ROOT, Package

NAMES = sorted(path.parent.name for path in (ROOT / "generated").glob("*/restamp.lock"))
CIRCLES = {
    "circles": ROOT / "tests/golden/documents/clashes",
    "recursion": ROOT / "tests/cases/recursion",
}


@pytest.fixture(params=NAMES)
def package(request: pytest.FixtureRequest) -> Package:
    """Each package under generated/."""
    return Package(ROOT / "generated", request.param)


@pytest.fixture(scope="session")
def circles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of packages in which models import one another in circles."""
    home = tmp_path_factory.mktemp("circles")
    for name, folder in CIRCLES.items():
        write(generate(client_of(folder, name)).files, home / name)
    return home


@pytest.fixture(params=[*NAMES, *CIRCLES])
def any_package(request: pytest.FixtureRequest, circles: Path) -> Package:
    """Each package under generated/, and those with circles."""
    home = circles if request.param in CIRCLES else ROOT / "generated"
    return Package(home, request.param)
