from __future__ import annotations

from typing import Any

from .._runtime.model import Model


class Fixed(Model):
    choices: list[Any] | None = None
    listed: list[Any] | None = None
