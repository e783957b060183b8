from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import Field

from .._runtime.model import Model
from .limits import Limits


class Settings(Model):
    """Declared members beside any others."""

    theme: str | None = None
    limits: Limits | None = None
    free: dict[str, Any] | None = None
    __pydantic_extra__: dict[str, str] = Field(init=False)


if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypedDict

    class SettingsDict(TypedDict, total=False):
        theme: str
        limits: Mapping[str, int]
        free: Mapping[str, Any]

else:
    SettingsDict = dict
