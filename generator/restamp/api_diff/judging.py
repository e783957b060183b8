"""Whether another type is breaking, for what is read and for what is given."""

from __future__ import annotations

from dataclasses import dataclass

from restamp.api_diff.findings import Level
from restamp.api_diff.fits import World

GIVES_MORE = "it may be what its readers do not expect"
GIVES_LESS = "it is nothing that its readers do not expect"
TAKES_LESS = "something that could be given is no longer taken"
TAKES_MORE = "all that could be given still is"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a change breaks, and why, or why not."""

    level: Level
    why: str


@dataclass(frozen=True, slots=True)
class Use:
    """What callers do with a thing."""

    read: bool
    given: bool

    def verdict(self, world: World, before: str, after: str) -> Verdict:
        """Of another annotation, as `world` understands it: that of the new package."""
        broken: list[str] = []
        kept: list[str] = []
        if self.read:
            gives = world.gives(before, after)
            (kept if gives else broken).append(GIVES_LESS if gives else GIVES_MORE)
        if self.given:
            takes = world.takes(before, after)
            (kept if takes else broken).append(TAKES_MORE if takes else TAKES_LESS)
        return Verdict(Level.broken(bool(broken)), "; ".join(broken or kept))


READ = Use(read=True, given=False)
GIVEN = Use(read=False, given=True)
