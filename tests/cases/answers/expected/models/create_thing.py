from __future__ import annotations

from .._runtime.model import Model


class CreateThingResponse202(Model):
    ticket: str | None = None


class CreateThingResponse409(Model):
    existing: str | None = None
