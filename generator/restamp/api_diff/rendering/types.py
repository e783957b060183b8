"""Types as a diff shows them: shortened where they are wide, and the change between two types."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from restamp.api_diff.changes.findings import Side, side_text
from restamp.api_diff.types.notation import LITERAL, write, write_value
from restamp.python.types.public import (
    MODELS,
    Generic,
    Literals,
    PublicType,
    Simple,
    Tagged,
    Union,
    Value,
)
from restamp.records import dataclass

WIDE = 60
"""Types up to this width are shown in full."""

Member = PublicType | Value | str
"""A member of a union, a value of a literal type, or text that is not a type."""


@dataclass(frozen=True, slots=True)
class Change:
    """The union members that only one of two types has."""

    removed: tuple[Member, ...]
    added: tuple[Member, ...]
    inside: tuple[str, ...] = ()
    """Names of the generic types around both, such as `list`, outermost first."""

    @property
    def note(self) -> str:
        """A description of the difference if the members are the same."""
        return "" if self.removed or self.added else "the same members in a different form or order"

    @property
    def is_of_none(self) -> bool:
        """Whether only None is added or removed, or nothing."""
        return {*self.removed, *self.added} == {Simple.NONE} or bool(self.note)

    def text(self, width: int = WIDE) -> str:
        """Write it in one line of about `width` characters, without the prefix of model names."""
        if self.note:
            return self.note
        if len(self.removed) == 1 == len(self.added):
            first, second = (_shortened(m[0], width // 2, "") for m in (self.removed, self.added))
            shown = f"{first} -> {second}"
        else:
            parts = [f"- {_shortened(part, width, '')}" for part in self.removed]
            parts += [f"+ {_shortened(part, width, '')}" for part in self.added]
            shown = listed(parts, width, " ")
        return f"{''.join(f'{name}[' for name in self.inside)}{shown}{']' * len(self.inside)}"

    def sides(self, width: int = 0) -> tuple[str, str]:
        """The removed and the added members, each as a union; shortened if a width is set."""
        before, after = (_union(side, width) for side in (self.removed, self.added))
        return before, after


def listed(parts: Sequence[str], width: int, separator: str = ", ") -> str:
    """Join as many parts as fit, with the number of the others: `a, b, ... (+41)`."""
    whole = separator.join(parts)
    if len(whole) <= width:
        return whole
    count, length = 0, 0
    room = width - len(f"{separator}... (+{len(parts)})")
    while count < len(parts) and length + len(parts[count]) <= room:
        length += len(parts[count]) + len(separator)
        count += 1
    count = max(count, 1)
    rest = len(parts) - count
    shown = separator.join(parts[:count])
    return f"{shown}{separator}... (+{rest})" if rest else shown


def shortened(side: Side, width: int = WIDE) -> str:
    """Write one side; a wide type with its first members and the number of the others."""
    return cut(side, width) if isinstance(side, str) else _shortened(side, width)


def cut(text: str, width: int) -> str:
    """Cut a text to a width."""
    return text if len(text) <= width else f"{text[: max(width - 3, 8)]}..."


def changed(before: Side, after: Side) -> Change:
    """The change between two sides."""
    old, new = _members(before), _members(after)
    removed = tuple(member for member in old if member not in new)
    added = tuple(member for member in new if member not in old)
    if len(removed) == 1 == len(added):
        inner = _inside(removed[0], added[0])
        if inner is not None:
            return inner
    return Change(removed, added)


def is_union(side: Side) -> bool:
    """Whether a side has more than one member."""
    return len(_members(side)) > 1


def pieces(side: Member, marked: Collection[Member]) -> Iterator[tuple[str, bool]]:
    """Split the text of a side into pieces; True for the pieces that are marked members."""
    if side in marked:
        yield _text(side), True
        return
    match side:
        case Union(members):
            yield from _joined(members, " | ", marked)
        case Literals(values):
            yield f"{LITERAL}[", False
            yield from _joined(values, ", ", marked)
            yield "]", False
        case Generic(container, arguments) if arguments:
            yield f"{container.value}[", False
            yield from _joined(arguments, ", ", marked)
            yield "]", False
        case _:
            yield _text(side), False


def _joined(
    parts: Sequence[Member], separator: str, marked: Collection[Member]
) -> Iterator[tuple[str, bool]]:
    for number, part in enumerate(parts):
        if number:
            yield separator, False
        yield from pieces(part, marked)


def _inside(before: Member, after: Member) -> Change | None:
    """The change of the argument of a generic type; None if the two are not the same generic type."""
    match before, after:
        case Generic(container, (old,)), Generic(other, (new,)) if container is other:
            inner = changed(old, new)
            return Change(inner.removed, inner.added, (container.value, *inner.inside))
        case _:
            return None


def _members(side: Member) -> tuple[Member, ...]:
    match side:
        case "":
            return ()
        case Union(members):
            return tuple(each for member in members for each in _members(member))
        case Literals(values):
            return values
        case Tagged(inner):
            return _members(inner)
        case _:
            return (side,)


def _text(member: Member, models: str = MODELS) -> str:
    match member:
        case str():
            return side_text(member)
        case Value(value):
            return write_value(value)
        case _:
            return write(member, models)


def _shortened(member: Member, width: int, models: str = MODELS) -> str:
    whole = _text(member, models)
    if len(whole) <= width:
        return whole
    members = _members(member)
    if len(members) > 1:
        return listed([_shortened(each, width, models) for each in members], width, " | ")
    match member:
        case Generic(container, arguments):
            return _shortened_generic(container.value, arguments, width, models)
        case Literals(values):
            return _shortened_generic(LITERAL, values, width, models)
        case _:
            return whole


def _shortened_generic(name: str, parts: Sequence[Member], width: int, models: str) -> str:
    room = max(width - len(name) - 2, 12)
    return f"{name}[{listed([_shortened(part, room, models) for part in parts], room)}]"


def _union(members: Sequence[Member], width: int) -> str:
    whole = " | ".join(map(_text, members))
    if not width or len(whole) <= width:
        return whole
    shown = [_shortened(member, width) for member in members]
    return shown[0] if len(shown) == 1 else listed(shown, width, " | ")
