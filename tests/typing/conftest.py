"""Everything that is checked, and what the checkers find in it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from restamp.emit.runtime import runtime_files
from restamp.pipeline import generate

from ..packages import client_of, write
from . import reference
from .checkers import CHECKERS, NOWHERE, ROOT, SAMPLES, Finding, once, share_runtime

CALLER = """\
from app.clients.streams import ApiError, Client
from app.oauth2 import ApiError as OtherError
from app.oauth2 import AsyncClient


def raised(client: Client, other: AsyncClient, error: OtherError) -> ApiError:
    print(client, other)
    return error
"""
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
def findings(
    checker: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> list[Finding]:
    """What a checker says of everything; it runs once, also where several processes share the tests.

    Where nothing but samples is selected (`-k good_pages`), it sees these alone.
    """
    samples = selected(request.session.items)
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    result = once(
        shared.resolve() / f"typing-{checker}", lambda folder: checked(checker, folder, samples)
    )
    assert not [str(finding) for finding in result if finding.file == NOWHERE]
    return result


def selected(items: Iterable[pytest.Item]) -> list[Path]:
    """The samples of the selected tests; none where others need findings, too."""
    tests = [item for item in items if "findings" in getattr(item, "fixturenames", ())]
    samples = [getattr(item, "callspec").params.get("sample") for item in tests]  # noqa: B009
    return [] if None in samples else sorted(set(samples))


def checked(checker: str, folder: Path, samples: Sequence[Path]) -> list[Finding]:
    features = folder / "features"
    roots = [ROOT / "generator", ROOT / "generated", features]
    if samples:
        text = "".join(sample.read_text("utf-8") for sample in samples)
        for name in FEATURES.keys() & set(re.findall(r"\bfeature_(\w+)", text)):
            stamp(FEATURES[name], features / f"feature_{name}")
        return CHECKERS[checker](samples, roots, folder)
    for name, spec in FEATURES.items():
        stamp(spec, features / f"feature_{name}")
    share_runtime([*features.iterdir()], ROOT / "generated" / "blink")
    ours = [ROOT / "generator" / "restamp", ROOT / "templates" / "runtime", SAMPLES]
    packages = sorted(path.parent for path in (ROOT / "generated").glob("*/restamp.lock"))
    ours += [with_shared_runtime(folder / "shared" / "app")]
    roots.append(folder / "shared")
    pets = client_of(ROOT / "examples" / "specs", "pets", spec="pets.yaml")
    write(generate(pets).files, features / "pets")
    for package in (*packages, features / "pets"):
        reference.written(package, folder / "shown")
    return CHECKERS[checker]([*ours, *packages, *sorted(features.iterdir())], roots, folder)


def with_shared_runtime(app: Path) -> Path:
    """An app with two clients that share a runtime, and a caller of both."""
    runtime = app / "_vendor" / "runtime"
    outputs = (app / "clients" / "streams", app / "oauth2")
    modules: set[str] = set()
    for output in outputs:
        spec = FEATURES[output.name]
        config = replace(client_of(spec.parent, output.name), output=output, runtime=runtime)
        result = generate(config)
        modules |= result.runtime_modules
        write(result.files, output)
    write(runtime_files(modules), runtime)
    for package in (app, runtime.parent, outputs[0].parent):
        (package / "__init__.py").touch()
    (app / "caller.py").write_text(CALLER)
    return app


def stamp(spec: Path, package: Path) -> None:
    """The package of a document; there is no need of a lock."""
    files = generate(client_of(spec.parent, package.name)).files
    assert files, f"nothing comes of {spec}"
    write(files, package)
