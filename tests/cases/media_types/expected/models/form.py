from __future__ import annotations

from .._runtime.model import Model


class FormBody(Model):
    a: list[str] | None = None
