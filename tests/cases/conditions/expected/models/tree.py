from __future__ import annotations

from .._runtime.model import Model


class Tree(Model):
    children: list[Tree] | None = None
