from __future__ import annotations

from .._runtime.model import Model


class Node(Model):
    children: list[Node] | None = None
