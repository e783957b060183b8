"""Every kind of finding, on small documents, from the old one to the new and back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from restamp.api_diff.comparing import compare
from restamp.api_diff.findings import Difference

from .changes import CASES
from .expected import EXPECTED
from .judging import understand
from .small import Json

Found = set[tuple[str, str, bool]]
"""Kind, symbol, and whether it is breaking."""


def difference(old: Json, new: Json, folder: Path) -> Difference:
    for name, content in (("old.json", old), ("new.json", new)):
        (folder / name).write_text(json.dumps(content))
    before = understand(folder / "old.json", {})
    after = understand(folder / "new.json", before.subject.names.pins(before.subject.api))
    return compare(before.subject, after.subject)


def shown(found: Difference) -> list[str]:
    return sorted(f"{'! ' * f.breaking}{f.kind} {f.symbol}" for f in found.findings)


@pytest.mark.parametrize("name", CASES)
def test_change(name: str, tmp_path: Path) -> None:
    old, new = CASES[name]
    expected = EXPECTED[name]
    assert shown(difference(old, new, tmp_path)) == expected[0]
    assert shown(difference(new, old, tmp_path)) == expected[1]


def test_every_case_is_expected() -> None:
    assert CASES.keys() == EXPECTED.keys()
