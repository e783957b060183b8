"""Everything that is checked, and what the checkers find in it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from restamp.config.load import from_flags
from restamp.diagnostics.model import Diagnostics
from restamp.pipeline import generate

from .checkers import CHECKERS, NOWHERE, ROOT, SAMPLES, Finding, once, share_runtime
from .readme import written

FEATURES = {
    spec.parent.name: spec
    for folder in ("cases", "golden/documents")
    for spec in sorted((ROOT / "tests" / folder).glob("*/spec.*"))
}


@pytest.fixture(scope="session", params=CHECKERS)
def checker(request: pytest.FixtureRequest) -> str:
    """mypy, then pyright."""
    return request.param


@pytest.fixture(scope="session")
def findings(checker: str, tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    """What a checker says of everything; it runs once, also where several processes share the tests."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    found = once(shared.resolve() / f"typing-{checker}", lambda folder: checked(checker, folder))
    assert not [str(finding) for finding in found if finding.file == NOWHERE]
    return found


def checked(checker: str, folder: Path) -> list[Finding]:
    features = folder / "features"
    for name, spec in FEATURES.items():
        write(spec, features / f"feature_{name}")
    share_runtime([*features.iterdir()], ROOT / "generated" / "blink")
    ours = [ROOT / "generator" / "restamp", ROOT / "templates" / "runtime", SAMPLES]
    packages = sorted(path.parent for path in (ROOT / "generated").glob("*/restamp.lock"))
    roots = [ROOT / "generator", ROOT / "generated", features]
    ours.append(written(folder))
    return CHECKERS[checker]([*ours, *packages, *sorted(features.iterdir())], roots, folder)


def write(spec: Path, package: Path) -> None:
    """The package of a document; there is no need of a lock."""
    overlays = ["overlay.yaml"] if (spec.parent / "overlay.yaml").exists() else []
    config = from_flags(spec.name, package.name, overlays, spec.parent, Diagnostics())
    assert config is not None
    files = generate(config, {}).files
    assert files, f"nothing comes of {spec}"
    for path, text in files.items():
        (package / path).parent.mkdir(parents=True, exist_ok=True)
        (package / path).write_text(text, "utf-8")
