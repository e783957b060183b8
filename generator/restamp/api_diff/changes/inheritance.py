"""Which classes inherit a changed member: one finding covers all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from restamp.api_diff.surface.surface import Class, Surface
from restamp.python.types.public import PublicType
from restamp.records import dataclass

EXTRA = "__pydantic_extra__"
"""The attribute in which pydantic stores undeclared fields."""

Both = tuple[Class, Class]


@dataclass(frozen=True, slots=True)
class Inheritance:
    """The classes that exist in both versions."""

    classes: Mapping[str, Both]
    heirs: Mapping[str, Sequence[str]] = field(default_factory=dict[str, list[str]])
    """By class, the classes that inherit from it in both versions."""

    @classmethod
    def of(cls, old: Surface, new: Surface) -> Inheritance:
        """Collect the classes of two surfaces."""
        classes: dict[str, Both] = {}
        heirs: dict[str, list[str]] = {}
        for symbol, before in sorted(old.declared.items()):
            after = new.declared.get(symbol)
            if isinstance(before, Class) and isinstance(after, Class) and not before.is_dict:
                classes[symbol] = before, after
                for base in {*before.mro} & {*after.mro}:
                    heirs.setdefault(base, []).append(symbol)
        return cls(classes, heirs)

    def with_field(self, owner: str, name: str) -> tuple[str, ...]:
        """The field in each class that inherits it."""
        return tuple(
            f"{symbol}.{name}"
            for symbol in self.heirs.get(owner, ())
            if _owner(self.classes[symbol], name) == owner
        )

    def with_extra(self, owner: str) -> tuple[str, ...]:
        """The undeclared fields of each class that inherits their type."""
        changed = self._extra(owner)
        return tuple(
            f"{symbol}.{EXTRA}"
            for symbol in self.heirs.get(owner, ())
            if self._extra(symbol) == changed
        )

    def inherits_extra(self, symbol: str) -> bool:
        """Whether a base class has the same change in the type of undeclared fields."""
        before, after = self.classes[symbol]
        above = ({*before.mro} & {*after.mro}) & self.classes.keys()
        return any(self._extra(base) == self._extra(symbol) for base in above)

    def _extra(self, symbol: str) -> tuple[PublicType | None, PublicType | None]:
        before, after = self.classes[symbol]
        return before.extra, after.extra


def _owner(both: Both, name: str) -> str:
    """The class that a field is inherited from, in the old version if it exists there; "" if not inherited."""
    for side in both:
        for attribute in side.attributes:
            if attribute.name == name:
                return attribute.owner
    return ""
