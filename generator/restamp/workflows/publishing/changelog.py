"""The changelog of a project: one list of changes for callers in each version."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from restamp.records import dataclass

if TYPE_CHECKING:
    from restamp.api_diff.changes.findings import Difference

TITLE = "# Changelog\n"
UNCHANGED = "- No changes for callers."
BREAKING = "- **Breaking:** "
_HEADING = re.compile(r"^## .*$", re.MULTILINE)
_UNRELEASED = re.compile(r"## (\S+) \(unreleased\)\s*")


@dataclass(frozen=True, slots=True)
class Changelog:
    """A changelog, divided at its first entry."""

    head: str
    unreleased: str
    """The version of the first entry if it is marked as unreleased; empty if none is."""
    body: str
    """The text of this entry."""
    rest: str
    """The other entries."""

    def entered(self, version: str, differences: Sequence[Difference]) -> str:
        """The text with the changes in an unreleased entry for a version, which replaces the one that it has."""
        items = _items(differences)
        body = _merged(self.body, items) if self.unreleased else "\n".join(items)
        parts = (self.head.strip(), f"## {version} (unreleased)", body, self.rest.strip())
        return "\n\n".join(part for part in parts if part) + "\n"


def parsed(text: str, version: str) -> Changelog:
    """Divide the text of a changelog at the entry of the project's version; its line ends are `\\n`."""
    headings = [*_HEADING.finditer(text)]
    if not headings:
        return Changelog(text, "", "", "")
    first = headings[0]
    end = headings[1].start() if len(headings) > 1 else len(text)
    match = _UNRELEASED.fullmatch(first[0])
    if match is None or match[1] != version:
        return Changelog(text[: first.start()], "", "", text[first.start() :])
    return Changelog(text[: first.start()], match[1], text[first.end() : end].strip(), text[end:])


def _items(differences: Sequence[Difference]) -> list[str]:
    """The changes of all clients, breaking ones first."""
    from restamp.api_diff.rendering import release_notes

    notes = [note for difference in differences for note in release_notes(difference)]
    items = [f"{BREAKING}{text}" for is_breaking, text in notes if is_breaking]
    items += [f"- {text}" for is_breaking, text in notes if not is_breaking]
    return items or [UNCHANGED]


def _merged(body: str, items: Sequence[str]) -> str:
    """An entry with further items: breaking ones before its list, others at its end."""
    lines = [line for line in body.split("\n") if line != UNCHANGED]
    present = {*lines}
    added = [item for item in items if item not in present and item != UNCHANGED]
    at = next((n for n, line in enumerate(lines) if line.startswith("- ")), len(lines))
    lines[at:at] = [item for item in added if item.startswith(BREAKING)]
    lines += [item for item in added if not item.startswith(BREAKING)]
    return "\n".join(lines).strip() or UNCHANGED
