from __future__ import annotations

from .._runtime.model import Model


class Branch(Model):
    trees: list[Tree]


from .tree import Tree  # noqa: E402
