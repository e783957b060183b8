"""Where the client and an oracle do not say the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from restamp.ir.operations import Operation

from .comparing import Difference
from .drawing import Drawn

MISSING = object()


@dataclass(frozen=True, slots=True)
class Disagreement:
    """The client and an oracle do not say the same."""

    kind: str
    """reference: schemathesis sends something else; judge: openapi-core refuses the request; read: it reads other
    data than was drawn; refused: the client does not take the data."""
    operation: Operation
    declared: Sequence[Mapping[str, Any]]
    """The parameters of the operation in the document."""
    difference: Difference
    drawn: Drawn
    typed: bool

    def value(self) -> object:
        """What was drawn for the parameter or the field."""
        name, place = self.difference.name, self.difference.place
        if place == "field" and isinstance(self.drawn.body, dict):
            return self.drawn.body.get(name, MISSING)
        places = [place] if place in self.drawn.parameters else list(self.drawn.parameters)
        for values in map(self.drawn.parameters.__getitem__, places):
            if name in values:
                return values[name]
            for key in values:
                if key.lower() == name:
                    return values[key]
        return MISSING

    def __str__(self) -> str:
        one = self.difference
        return (
            f"{self.operation.method} {self.operation.path} {self.kind} {one.place} {one.name}: "
            f"{one.ours!r:.400} / {one.theirs!r:.400} of {dict(self.drawn.parameters)!r:.300} {self.drawn.body!r:.300}"
            f"{' typed' if self.typed else ''}"
        )
