"""The result of reading a text: a tree with marks and warnings, or an error."""

from __future__ import annotations

from dataclasses import field

from restamp.records import dataclass
from restamp.spec.tree.tree import Json

_MAX_WARNINGS = 1_000


@dataclass(slots=True)
class Mark:
    """The offset of a value (of its key, if it is a member of an object) and the marks of its parts."""

    offset: int
    parts: dict[str, Mark] | list[Mark] | None = None


class ReadError(Exception):
    """A text cannot be read: the code and message of a diagnostic, and an offset."""

    def __init__(self, code: str, message: str, offset: int) -> None:
        super().__init__(code, message, offset)
        self.code, self.message, self.offset = code, message, offset


class LimitExceeded(ReadError):
    """A text is too large or too deep."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__("limits-exceeded", message, offset)


@dataclass(frozen=True, slots=True)
class ReadWarning:
    """A warning about a text: the code and message of a diagnostic, a pointer, and an offset."""

    code: str
    message: str
    pointer: str
    offset: int


@dataclass(slots=True)
class Reading:
    """The tree of a text, with warnings."""

    tree: Json = None
    mark: Mark | None = None
    """None for JSON without duplicate keys, whose offsets are found when they are looked up."""
    warnings: list[ReadWarning] = field(default_factory=list[ReadWarning])
    number_texts: dict[str, str] = field(default_factory=dict[str, str])
    """The text of numbers that the tree does not reproduce exactly, by pointer."""
    empty: bool = True

    @property
    def is_full(self) -> bool:
        """Whether no more warnings are collected."""
        return len(self.warnings) > _MAX_WARNINGS

    def warn(self, code: str, message: str, pointer: str, offset: int) -> None:
        """Add a warning; after too many, one more says that the rest is omitted."""
        if len(self.warnings) < _MAX_WARNINGS:
            self.warnings.append(ReadWarning(code, message, pointer, offset))
        elif len(self.warnings) == _MAX_WARNINGS:
            more = "there are more warnings for this file; the rest is omitted"
            self.warnings.append(ReadWarning("more-remarks", more, pointer, offset))
