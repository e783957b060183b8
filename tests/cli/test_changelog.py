"""`restamp update --bump`: the entry of a changelog that is not released yet."""

from __future__ import annotations

import pytest

from restamp.api_diff.changes.findings import Difference, Finding, Level
from restamp.workflows.publishing.changelog import TITLE, parsed

ADDED = Finding("field-added", "models.Pet.age", "added", after="int | None")
REMOVED = Finding(
    "field-removed", "models.Pet.name", "removed", Level.BREAKING, "code breaks", before="str"
)
ACCEPTED = Finding(
    "operation-removed", "client.pets.get", "removed", Level.BREAKING, "calls fail", accepted=True
)
ADDED_LINE = "- `models.Pet.age` added: `int | None`"
REMOVED_LINE = "- **Breaking:** `models.Pet.name` removed: `str` (code breaks)"
FIRST = "## 1.0.0\n\nThe first version.\n"


def difference(*findings: Finding, client: str = "") -> Difference:
    remarks = ("the document goes from version 1 to 2",)
    return Difference("Pets", "1", "2", findings, remarks, client=client)


@pytest.mark.parametrize("present", [TITLE, "", f"{TITLE}\n{FIRST}", f"{TITLE}\nText.\n\n{FIRST}"])
def test_a_new_entry(present: str) -> None:
    text = parsed(present, "1.0.0").entered("2.0.0", [difference(ADDED, REMOVED)])
    entry = f"## 2.0.0 (unreleased)\n\n{REMOVED_LINE}\n{ADDED_LINE}\n"
    head, _, rest = present.partition(FIRST)
    parts = [head.strip(), entry.strip(), FIRST.strip() if rest or FIRST in present else ""]
    assert text == "\n\n".join(part for part in parts if part) + "\n"


def test_nothing_for_maintainers() -> None:
    text = parsed(TITLE, "1.0.0").entered("2.0.0", [difference(*[ADDED, REMOVED, ACCEPTED] * 3)])
    assert "version" not in text and "By kind" not in text and "Accepted" not in text
    assert REMOVED.fingerprint not in text and "client.pets.get" in text


def test_the_entry_of_the_version_is_continued() -> None:
    present = f"{TITLE}\n## 1.1.0 (unreleased)\n\nMine.\n\n{ADDED_LINE}\n- also mine\n\n{FIRST}"
    text = parsed(present, "1.1.0").entered("2.0.0", [difference(ADDED, REMOVED)])
    body = f"Mine.\n\n{REMOVED_LINE}\n{ADDED_LINE}\n- also mine"
    assert text == f"{TITLE}\n## 2.0.0 (unreleased)\n\n{body}\n\n{FIRST}"


@pytest.mark.parametrize(
    "heading", ["## 1.1.0", "## 1.0.0 (unreleased)", "## Unreleased", "## 1.1.0 (2026-11-30)"]
)
def test_another_entry_is_left_alone(heading: str) -> None:
    changelog = parsed(f"{TITLE}\n{heading}\n\n- mine\n", "1.1.0")
    assert not changelog.unreleased
    text = changelog.entered("1.2.0", [difference(ADDED)])
    assert text == f"{TITLE}\n## 1.2.0 (unreleased)\n\n{ADDED_LINE}\n\n{heading}\n\n- mine\n"


def test_no_changes_for_callers() -> None:
    text = parsed(TITLE, "1.0.0").entered("1.0.1", [difference()])
    assert text.endswith("## 1.0.1 (unreleased)\n\n- No changes for callers.\n")
    assert parsed(text, "1.0.1").entered("1.0.1", [difference()]) == text
    text = parsed(text, "1.0.1").entered("1.1.0", [difference(ADDED)])
    assert text == f"{TITLE}\n## 1.1.0 (unreleased)\n\n{ADDED_LINE}\n"


def test_several_clients() -> None:
    differences = [difference(ADDED, client="a"), difference(REMOVED, client="b")]
    lines = parsed(TITLE, "1.0.0").entered("2.0.0", differences).splitlines()[4:]
    assert lines == [
        "- **Breaking:** `b`: `models.Pet.name` removed: `str` (code breaks)",
        "- `a`: `models.Pet.age` added: `int | None`",
    ]
