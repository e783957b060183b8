"""Enumerations that keep values which they do not list."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from .model import UNLISTED


class OpenStr(StrEnum):
    """A string enumeration; an unknown value becomes a new member.

    Such members compare by value (`==`, `in`, `match`), not by identity.
    """

    @classmethod
    def _missing_(cls, value: object) -> OpenStr | None:
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = member._value_ = str.__str__(value)
        if (unlisted := UNLISTED.get()) is not None:
            unlisted.append(member)
        return member


class OpenInt(IntEnum):
    """An integer enumeration; an unknown value becomes a new member.

    Such members compare by value (`==`, `in`, `match`), not by identity.
    """

    @classmethod
    def _missing_(cls, value: object) -> OpenInt | None:
        if not isinstance(value, int) or isinstance(value, bool):
            return None
        member = int.__new__(cls, value)
        member._value_ = int.__int__(value)
        member._name_ = str(member._value_)
        if (unlisted := UNLISTED.get()) is not None:
            unlisted.append(member)
        return member

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Of JSON, integers only: `True` is equal to 1, and pydantic would take it."""
        members = handler(source)
        integers = core_schema.int_schema(strict=True)
        return core_schema.json_or_python_schema(
            core_schema.no_info_after_validator_function(cls, integers),
            members,
            serialization=core_schema.simple_ser_schema("int"),
        )
