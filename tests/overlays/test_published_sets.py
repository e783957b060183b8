"""The Overlay Specification's own examples: their results, and which of them are valid."""

from __future__ import annotations

from pathlib import Path

import pytest

from restamp.diagnostics.model import Diagnostics
from restamp.spec.overlay.apply import apply
from restamp.spec.reading.load import read
from restamp.spec.reading.source import Source


def source(path: Path) -> Source:
    document = read(path, path.name, Diagnostics())
    assert document is not None
    return document


def test_each_compliant_set_gives_its_output(overlay_sets: Path, subtests: pytest.Subtests) -> None:
    folders = sorted(path.parent for path in overlay_sets.glob("compliant-sets/*/overlay.yaml"))
    assert folders
    for folder in folders:
        with subtests.test(folder.name):
            diagnostics = Diagnostics()
            tree = source(folder / "openapi.yaml").tree
            overlaid = apply(tree, source(folder / "overlay.yaml"), diagnostics)
            assert overlaid == source(folder / "output.yaml").tree
            assert diagnostics.entries == []


@pytest.mark.parametrize("version", ["v1.0", "v1.1"])
def test_valid_and_invalid_overlays_are_distinguished(
    overlay_sets: Path, version: str, subtests: pytest.Subtests
) -> None:
    files = sorted((overlay_sets / "tests" / version).glob("*/*.yaml"))
    assert {path.parent.name for path in files} == {"pass", "fail"}
    for path in files:
        with subtests.test(f"{path.parent.name}/{path.name}"):
            diagnostics = Diagnostics()
            overlay = read(path, path.name, diagnostics)
            if overlay is not None:
                apply({}, overlay, diagnostics)
            assert diagnostics.failed == (path.parent.name == "fail")
            assert all(d.file == path.name for d in diagnostics)
