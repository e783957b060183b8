"""Tables of the guides that list what the code has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from restamp.names.paths.style import CLEAN, CURATED, FEW
from restamp.python.calls.errors import NAMED_ERRORS

DOCS = Path(__file__).parents[3] / "docs"


@pytest.mark.parametrize("page", ["guides/errors.md", "coming-from/openapi-python-client.md"])
def test_the_classes_of_statuses(page: str) -> None:
    text = (DOCS / page).read_text("utf-8")
    rows = re.findall(r"\| (\d{3}) \| `(\w+)`", text)
    assert {int(status): name for status, name in rows} == NAMED_ERRORS
    assert len(rows) == len(NAMED_ERRORS)


def test_the_thresholds_of_styles() -> None:
    text = (DOCS / "guides/names.md").read_text("utf-8")
    assert f"fewer than {FEW} operations" in text
    assert f"at least {CURATED:.0%} of the operationIds" in text
    assert f"fewer than {CLEAN:.0%} of the paths" in text
