from __future__ import annotations

from .._runtime.model import Model
from .base import Base


class HolderWider(Base):
    extra: str | None = None


class Holder(Model):
    base: Base | None = None
    """One part only is that part."""
    wider: HolderWider | None = None
