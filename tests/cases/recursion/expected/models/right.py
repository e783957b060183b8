from __future__ import annotations

from .._runtime.model import Model
from .tree import Tree


class Right(Model):
    left: Left | None = None
    tree: Tree | None = None


from .left import Left  # noqa: E402
