"""Which classes inherit what a finding is about: one finding tells of them all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from restamp.api_diff.surface.surface import Class, Surface
from restamp.python.types.public import PublicType

EXTRA = "__pydantic_extra__"
"""Where pydantic keeps what a model does not declare."""

Both = tuple[Class, Class]


@dataclass(frozen=True, slots=True)
class Inheritance:
    """The classes that both sides have."""

    classes: Mapping[str, Both]
    heirs: Mapping[str, Sequence[str]] = field(default_factory=dict[str, list[str]])
    """By class, those that inherit from it on both sides."""

    @classmethod
    def of(cls, old: Surface, new: Surface) -> Inheritance:
        """The classes of two surfaces."""
        classes: dict[str, Both] = {}
        heirs: dict[str, list[str]] = {}
        for symbol, before in sorted(old.declared.items()):
            after = new.declared.get(symbol)
            if isinstance(before, Class) and isinstance(after, Class) and not before.is_dict:
                classes[symbol] = before, after
                for base in {*before.line} & {*after.line}:
                    heirs.setdefault(base, []).append(symbol)
        return cls(classes, heirs)

    def with_field(self, owner: str, name: str) -> tuple[str, ...]:
        """The same field of the classes that inherit it."""
        return tuple(
            f"{symbol}.{name}"
            for symbol in self.heirs.get(owner, ())
            if _owner(self.classes[symbol], name) == owner
        )

    def with_extra(self, owner: str) -> tuple[str, ...]:
        """The undeclared fields of the classes that inherit their type."""
        changed = self._extra(owner)
        return tuple(
            f"{symbol}.{EXTRA}"
            for symbol in self.heirs.get(owner, ())
            if self._extra(symbol) == changed
        )

    def inherits_extra(self, symbol: str) -> bool:
        """Whether the type of undeclared fields changes with that of a class above."""
        before, after = self.classes[symbol]
        above = ({*before.line} & {*after.line}) & self.classes.keys()
        return any(self._extra(base) == self._extra(symbol) for base in above)

    def _extra(self, symbol: str) -> tuple[PublicType | None, PublicType | None]:
        before, after = self.classes[symbol]
        return before.extra, after.extra


def _owner(both: Both, name: str) -> str:
    """Where a class has a field from, on the old side if it is there; "" where it is its own."""
    for side in both:
        for attribute in side.attributes:
            if attribute.name == name:
                return attribute.owner
    return ""
