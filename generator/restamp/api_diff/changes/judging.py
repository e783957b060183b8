"""Whether another type is breaking, for what is read and for what is given."""

from __future__ import annotations

from dataclasses import dataclass

from restamp.api_diff.changes.findings import Level
from restamp.api_diff.types.fits import World
from restamp.python.types.public import PublicType

GIVES_MORE = "it may be what its readers do not expect"
GIVES_LESS = "it is nothing that its readers do not expect"
GIVES_BACK_MORE = "who reads what it sends may not expect it"
TAKES_LESS = "something that could be given is no longer taken"
TAKES_MORE = "all that could be given still is"
TAKES_LESS_OF_TESTS = "a test that makes one may give what is no longer taken"
NEEDED = "who makes one has to give it"
NEEDED_BY_TESTS = "a test that makes one has to give it"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a change breaks, and why, or why not."""

    level: Level
    why: str
    is_read_back: bool = False
    """Whether it breaks those alone who read what they made to send it."""


@dataclass(frozen=True, slots=True)
class Use:
    """What callers do with a thing."""

    read: bool
    given: bool
    """Whether calls need one from the caller."""
    constructed: bool = False
    """Whether tests make one, in place of the server."""

    def verdict(self, world: World, before: PublicType, after: PublicType) -> Verdict:
        """Of another type, as `world` understands it: that of the new package."""
        gives = not self.read or world.gives(before, after)
        takes = not (self.given or self.constructed) or world.takes(before, after)
        if not gives and self.given and takes and not self.constructed:
            return Verdict(Level.BREAKING, GIVES_BACK_MORE, is_read_back=True)
        broken = [GIVES_MORE] if not gives else []
        broken += [TAKES_LESS] if self.given and not takes else []
        if broken:
            return Verdict(Level.BREAKING, "; ".join(broken))
        if not takes:
            return Verdict(Level.TESTS, TAKES_LESS_OF_TESTS)
        kept = [GIVES_LESS] if self.read and not (self.given and not self.constructed) else []
        kept += [TAKES_MORE] if self.given else []
        return Verdict(Level.HARMLESS, "; ".join(kept))

    def required(self, verdict: Verdict) -> Verdict:
        """Of what has to be there from now on, and whose type has this verdict."""
        if self.given:
            return Verdict(Level.BREAKING, NEEDED)
        if self.constructed and verdict.level is not Level.BREAKING:
            return Verdict(Level.TESTS, NEEDED_BY_TESTS)
        return verdict


READ = Use(read=True, given=False)
GIVEN = Use(read=False, given=True)
ANSWERED = Use(read=True, given=False, constructed=True)
