"""A proposed action of an overlay."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from restamp.pointers import json_path, unescape_token
from restamp.records import dataclass
from restamp.spec.tree.tree import Json


class Topic(StrEnum):
    """What a proposal is about."""

    NAMES = "names"
    PAGES = "pages"
    WAITING = "waiting"
    REPEATING = "repeating"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed action, with the reason."""

    topic: Topic
    at: str
    """The location in the main document: `#/paths/~1pets/get`."""
    update: Mapping[str, Json]
    why: str
    sure: bool
    """Whether the document is unambiguous; other proposals have to be confirmed."""

    @property
    def target(self) -> str:
        """The location as a JSONPath query."""
        return json_path(unescape_token(part) for part in self.at.partition("#/")[2].split("/"))
