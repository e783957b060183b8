"""What reading a text comes to: a tree with marks and remarks, or why not."""

from __future__ import annotations

from dataclasses import dataclass, field

from restamp.spec.tree.tree import Json

_MOST = 1_000


@dataclass(slots=True)
class Mark:
    """Where a value stands: the offset of its key or, in a list, of itself; and its parts' marks."""

    offset: int
    parts: dict[str, Mark] | list[Mark] | None = None


class Refused(Exception):
    """Why a text cannot become a tree: a diagnostic's code and message, and the offset it is about."""

    def __init__(self, code: str, message: str, offset: int) -> None:
        super().__init__(code, message, offset)
        self.code, self.message, self.offset = code, message, offset


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to warn of: a diagnostic's code and message, its pointer, and the offset it is about."""

    code: str
    message: str
    pointer: str
    offset: int


@dataclass(slots=True)
class Reading:
    """What a text came to."""

    tree: Json = None
    mark: Mark | None = None
    """None where marks cost a pass of their own, which is made when they are first asked for."""
    remarks: list[Remark] = field(default_factory=list[Remark])
    written: dict[str, str] = field(default_factory=dict[str, str])
    """Pointer to text of the numbers that the tree does not tell as they were written."""
    empty: bool = True

    @property
    def full(self) -> bool:
        """Whether no more remarks are taken."""
        return len(self.remarks) > _MOST

    def remark(self, code: str, message: str, pointer: str, offset: int) -> None:
        """Warn of something; of very much only the first, and that there is more."""
        if len(self.remarks) < _MOST:
            self.remarks.append(Remark(code, message, pointer, offset))
        elif len(self.remarks) == _MOST:
            said = "there is more to warn of in this file than is listed"
            self.remarks.append(Remark("more-remarks", said, pointer, offset))
