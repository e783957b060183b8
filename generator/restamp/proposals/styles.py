"""Show the calls of an API in both styles of names, so that its user can choose one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from restamp.config.model import Style
from restamp.ir.operations import Operation
from restamp.names.paths.style import Verdict
from restamp.names.table import NameTable
from restamp.records import dataclass

_SEVERAL = 3
"""So many operations are shown."""


@dataclass(frozen=True, slots=True)
class Example:
    """One operation with its calls."""

    operation: str
    calls: Mapping[Style, str]


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles that a new client may have."""

    verdict: Verdict
    """What `auto` chooses, and why."""
    examples: tuple[Example, ...]
    """A few operations whose calls differ; none if all are the same."""


def examples_of(
    operations: Sequence[Operation], names: Mapping[Style, NameTable]
) -> tuple[Example, ...]:
    """Choose a few operations whose calls differ, each with another verb and of another resource if possible."""
    differing = [
        Example(f"{o.method} {o.path}", {s: f"client.{n.call(o.id)}" for s, n in names.items()})
        for o in operations
        if len({n.call(o.id) for n in names.values()}) > 1
    ]
    chosen = [*_unlike(differing)]
    rest = [example for example in differing if example not in chosen]
    return tuple(sorted([*chosen, *rest][:_SEVERAL], key=lambda example: example.operation))


def _unlike(examples: Sequence[Example]) -> Iterator[Example]:
    """The examples whose resource and verb no example before them has."""
    words: set[str] = set()
    for example in examples:
        resource, _, verb = example.calls[Style.RESOURCES].rpartition(".")
        if words.isdisjoint((resource, verb)):
            words |= {resource, verb}
            yield example
