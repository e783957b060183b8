from __future__ import annotations

from .._runtime.model import Model
from .color import Color
from .maybe_node import MaybeNode
from .maybe_team import MaybeTeam
from .team import Team


class UsesBoth(Model):
    n: str | None = None
    m: str | None = None


class UsesOnlyOne(Model):
    n: str | None = None
    m: str | None = None


class UsesExtended(Model):
    n: str | None = None
    m: str | None = None


class Uses(Model):
    same: MaybeTeam | None
    meant: Team | None
    wrapped: MaybeTeam | None
    text: str | None
    color: Color | None
    both: UsesBoth | None
    only_one: UsesOnlyOne
    part: Team | None
    extended: UsesExtended | None
    node: MaybeNode | None
    closed: Team
    described: Team | None
