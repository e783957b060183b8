"""What the namer of paths reads of an operation, and what it returns."""

from __future__ import annotations

from restamp.records import dataclass


@dataclass(frozen=True, slots=True)
class Route:
    """One operation, as far as its call depends on it."""

    id: str
    method: str
    """In upper case."""
    path: str
    """As the document writes it."""
    operation_id: str = ""
    tags: tuple[str, ...] = ()
    group: str | None = None
    """The resource that the document itself gives, with a dot before each nested one (`chat.completions`)."""
    name: str | None = None
    """The verb that the document itself gives."""
    words: str = ""
    """The operationId without what its framework adds to it."""


@dataclass(frozen=True, slots=True)
class Call:
    """The call of an operation: a chain of resources and a verb, in snake case; `client.chat.create`.

    The words are no Python names yet: they may be keywords or start with a digit.
    """

    chain: tuple[str, ...]
    """Outermost resource first; empty for a method of the client itself."""
    verb: str
    chain_rules: tuple[str, ...] = ()
    """Ids of the rules that changed the chain, in the order in which they did."""
    verb_rule: str = ""
    """Id of the rule that chose the verb, or of the one that parted it from another."""

    def __str__(self) -> str:
        return ".".join((*self.chain, self.verb))


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a path: a static word, or a parameter."""

    text: str
    """The word in snake case, or the name of the parameter in snake case."""
    is_parameter: bool = False
    is_version: bool = False
    """Whether a word is a version, or only a number."""

    @property
    def key(self) -> str:
        """What compares equal for the same place in a path: parameters are alike whatever their names."""
        return "{}" if self.is_parameter else self.text


@dataclass(frozen=True, slots=True)
class Place:
    """A path that was read."""

    parts: tuple[Part, ...]
    action: str = ""
    """The verb that the path spells by itself: after a colon, a `#`, or the dot of a remote procedure."""
    action_rule: str = ""
    """Id of the rule that read the action."""
    rules: tuple[str, ...] = ()
    """Ids of the rules that read something else than words and parameters between slashes."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its parts."""
        return tuple(part.key for part in self.parts)
