"""Enumerations that keep values which they do not list."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class OpenStr(StrEnum):
    """A string enumeration; a value it does not list becomes a member of its own.

    Such members compare by value (`==`, `in`, `match`), not by identity.
    """

    @classmethod
    def _missing_(cls, value: object) -> OpenStr | None:
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = member._value_ = str.__str__(value)
        return member


class OpenInt(IntEnum):
    """An integer enumeration; a value it does not list becomes a member of its own.

    Such members compare by value (`==`, `in`, `match`), not by identity.
    """

    @classmethod
    def _missing_(cls, value: object) -> OpenInt | None:
        if not isinstance(value, int) or isinstance(value, bool):
            return None
        member = int.__new__(cls, value)
        member._value_ = int.__int__(value)
        member._name_ = str(member._value_)
        return member
