"""Types as a reader of a difference sees them: without metadata, folded, and what changed between two."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

QUALIFIERS = frozenset({"Annotated", "Required", "NotRequired"})
"""What stands around a type without being part of it."""
MODELS = "models."
"""What stands before the names of models, and is left out where space is short."""
WIDE = 60
"""Characters of a type that are shown whole."""


@dataclass(frozen=True, slots=True)
class Change:
    """Members of a union that one of two types has alone."""

    removed: tuple[str, ...]
    added: tuple[str, ...]
    inside: tuple[str, ...] = ()
    """The generic types around both, as `list`, outermost first."""

    @property
    def note(self) -> str:
        """What is different where neither has a member of its own."""
        return "" if self.removed or self.added else "the same members in another form or order"

    def text(self, width: int = WIDE) -> str:
        """In one line of about `width` characters."""
        if self.note:
            return self.note
        old, new = (
            [part.replace(MODELS, "") for part in each] for each in (self.removed, self.added)
        )
        if len(old) == 1 == len(new):
            first, second = (folded(each[0], width // 2) for each in (old, new))
            shown = f"{first} -> {second}"
        else:
            parts = [f"- {folded(part, width)}" for part in old]
            parts += [f"+ {folded(part, width)}" for part in new]
            shown = listed(parts, width, " ")
        return f"{''.join(f'{name}[' for name in self.inside)}{shown}{']' * len(self.inside)}"


def listed(parts: Sequence[str], width: int, separator: str = ", ") -> str:
    """As many of the parts as fit, and how many more there are: `a, b, ... (+41)`."""
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


def plain(annotation: str) -> str:
    """The type alone, without the metadata of `Annotated` anywhere in it."""
    node = _parsed(annotation)
    return annotation if node is None else _text(annotation, node)


def folded(annotation: str, width: int = WIDE) -> str:
    """The type alone; of a wide one the first members and how many more there are."""
    whole = plain(annotation)
    node = _parsed(whole)
    if len(whole) <= width or node is None:
        return whole if len(whole) <= width else f"{whole[: max(width - 3, 8)]}..."
    members = _members(whole, node)
    if len(members) > 1:
        return listed([folded(member, width) for member in members], width, " | ")
    match node:
        case ast.Subscript(head, inner):
            name = _segment(whole, head)
            room = max(width - len(name) - 2, 12)
            parts = [_text(whole, part) for part in _parts(inner)]
            return f"{name}[{listed([folded(part, room) for part in parts], room)}]"
        case _:
            return whole


def changed(before: str, after: str) -> Change:
    """What one of the two types has and the other has not."""
    first, second = plain(before), plain(after)
    old, new = (_members(text, _parsed(text)) for text in (first, second))
    removed = tuple(member for member in old if member not in new)
    added = tuple(member for member in new if member not in old)
    if len(removed) == 1 == len(added):
        inner = _inside(removed[0], added[0])
        if inner is not None:
            return inner
    return Change(removed, added)


def is_union(annotation: str) -> bool:
    """Whether it has more than one member."""
    return len(_members(annotation, _parsed(annotation))) > 1


def _inside(before: str, after: str) -> Change | None:
    """The change within two generic types of one name and one argument."""
    match _parsed(before), _parsed(after):
        case ast.Subscript(first, old), ast.Subscript(second, new):
            name = _segment(before, first)
            parts = len(_parts(old)), len(_parts(new))
            if name != _segment(after, second) or parts != (1, 1):
                return None
            inner = changed(_text(before, old), _text(after, new))
            return Change(inner.removed, inner.added, (name, *inner.inside))
        case _:
            return None


@cache
def _parsed(annotation: str) -> ast.expr | None:
    try:
        return ast.parse(annotation, mode="eval").body if annotation else None
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _segment(source: str, node: ast.expr) -> str:
    return ast.get_source_segment(source, node) or ast.unparse(node)


def _text(source: str, node: ast.expr) -> str:
    match node:
        case ast.BinOp(op=ast.BitOr()):
            return " | ".join(_text(source, operand) for operand in _operands(node))
        case ast.Subscript(head, inner) if _segment(source, head) in QUALIFIERS:
            return _text(source, _parts(inner)[0])
        case ast.Subscript(head, inner):
            parts = ", ".join(_text(source, part) for part in _parts(inner))
            return f"{_segment(source, head)}[{parts}]"
        case _:
            return _segment(source, node)


def _members(source: str, node: ast.expr | None) -> list[str]:
    """What a union is made of; each value of a `Literal` on its own."""
    match node:
        case None:
            return [source] if source else []
        case ast.BinOp(op=ast.BitOr()):
            return [m for operand in _operands(node) for m in _members(source, operand)]
        case ast.Subscript(head, inner) if _segment(source, head) == "Literal":
            return [_segment(source, part) for part in _parts(inner)]
        case _:
            return [_text(source, node)]


def _operands(node: ast.expr) -> list[ast.expr]:
    """The operands of `a | b | c`, however many there are."""
    found: list[ast.expr] = []
    while isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        found.append(node.right)
        node = node.left
    return [node, *reversed(found)]


def _parts(node: ast.expr) -> list[ast.expr]:
    return list(node.elts) if isinstance(node, ast.Tuple) else [node]
