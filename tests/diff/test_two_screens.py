"""The largest upgrade of the corpus: read to the end, on two screens."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from restamp.api_diff.changes.comparing import compare
from restamp.api_diff.changes.findings import Level
from restamp.api_diff.rendering import as_text
from restamp.api_diff.rendering.causes import causes_of
from restamp.names.pins.locked import LockedNames

from .judging import understand

CORPUS = os.environ.get("RESTAMP_CORPUS", "")
LINES, COLUMNS = 100, 100


@pytest.mark.skipif(not CORPUS, reason="RESTAMP_CORPUS names no corpus")
def test_the_largest_upgrade() -> None:
    before = understand(Path(CORPUS) / "openai.com/2.3.0.json")
    pins = before.subject.names.pins(before.subject.api, before.places)
    after = understand(
        Path(CORPUS) / "openai/openapi.json",
        LockedNames(pins, before.places.shapes, style=before.style),
    )
    difference = compare(before.subject, after.subject)
    assert len(difference.findings) > 1000
    lines = as_text(difference).splitlines()
    assert len(lines) <= LINES and max(map(len, lines)) <= COLUMNS
    text = " ".join(" ".join(lines).split())
    for cause in causes_of(difference):
        if cause.level is not Level.HARMLESS:
            named = [cause.name] if cause.name else [cause.first.symbol, *cause.heirs]
            lead = "".join(span.text for span in cause.lead(50))
            assert lead in text or any(name in text for name in named), lead
        assert "Annotated" not in text
    for kind in {
        f.kind.partition("-")[0] for f in difference.harmless if f.kind.endswith("-added")
    }:
        assert kind[:4] in text
