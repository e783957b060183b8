from __future__ import annotations

from .team import Team


class MaybeNode(Team):
    next: MaybeNode | None = None
