from __future__ import annotations

from .._runtime.model import Model


class BroaderItem(Model):
    broader: list[BroaderItem] | None = None
    id: str | None = None


class Base(Model):
    """The base of its own member's class."""

    broader: list[BroaderItem] | None = None
