"""What schemathesis draws from a document: cases, and the data in them before it is made text."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Collection, Mapping
from copy import deepcopy
from dataclasses import dataclass
from fnmatch import fnmatch
from typing import Any
from unittest.mock import patch

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.internal.conjecture.providers import HypothesisProvider
from schemathesis.config import SchemathesisConfig
from schemathesis.core import NOT_SET
from schemathesis.core.result import Ok
from schemathesis.generation.case import Case
from schemathesis.schemas import APIOperation, BaseSchema
from schemathesis.transport.serialization import Binary

CONSTANTS = "_maybe_draw_constant"
"""Hypothesis takes constants out of the modules that happen to be imported: the seed would fix nothing."""

_DOT = "__dot__"
_VARIABLE = re.compile(r"\{[^{}]*\}")
_MANY = 8
"""Parameters in one path."""
_PLAIN = frozenset({"name", "in", "required", "type", "description"})

Drawable = APIOperation[Any, Any, Any, Any]
"""An operation as schemathesis has it."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A case of schemathesis, which it can send itself, and its data as JSON has it."""

    case: Case[Any]
    parameters: Mapping[str, Mapping[str, Any]]
    """By location ("path", "query", "header", "cookie") and name."""
    body: Any
    has_body: bool


@dataclass(frozen=True, slots=True)
class Source:
    """A document that schemathesis has read."""

    schema: BaseSchema
    raw: dict[str, dict[str, Any]]
    """What was drawn last for each location, before it was made text."""

    def operations(self) -> Mapping[tuple[str, str], Drawable]:
        """By method and path."""
        drawable: dict[tuple[str, str], Drawable] = {}
        for result in self.schema.get_all_operations():
            if isinstance(result, Ok):
                operation = result.ok()
                path = operation.path.replace(_DOT, ".")
                drawable[operation.method.upper(), path] = operation
        return drawable

    def draw(
        self, operation: Drawable, offered: Collection[str], count: int, number: int
    ) -> list[Drawn]:
        """Cases of an operation that fit its schemas; `number` is the seed.

        A body has one of these media types or ranges, which are those that the client can send.
        """
        bodies = operation.body.items
        bodies[:] = [b for b in bodies if any(fnmatch(b.media_type, one) for one in offered)]
        drawn: list[Drawn] = []

        @seed(number)
        @settings(
            max_examples=count,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(self._cases(operation))
        def collect(one: Drawn) -> None:
            drawn.append(one)

        with warnings.catch_warnings(), patch.object(HypothesisProvider, CONSTANTS, _no_constant):
            warnings.simplefilter("ignore")
            collect()
        return drawn[:count]

    def _cases(self, operation: Drawable) -> st.SearchStrategy[Drawn]:
        strategy = operation.as_strategy()

        @st.composite
        def cases(draw: st.DrawFn) -> Drawn:
            self.raw.clear()
            case = draw(strategy)
            body = None if case.body is NOT_SET else _bytes(deepcopy(case.body))
            raw = {place: _bytes(values) for place, values in self.raw.items()}
            return Drawn(case, raw, body, case.body is not NOT_SET)

        return cases()


def source(tree: Mapping[str, Any]) -> Source:
    """Schemathesis's own reading of a document.

    It makes text of what it draws within the strategy; its serialisers are wrapped, so that what they
    were given is known too. A value may be drawn, thrown away and drawn again: the last one counts.
    """
    config = SchemathesisConfig()
    config.projects.default.generation.update(with_security_parameters=False)
    schema = schemathesis.openapi.from_dict(_drawable(tree), config=config)
    raw: dict[str, dict[str, Any]] = {}
    original = schema.get_parameter_serializer

    def recording(operation: Drawable, location: str) -> Callable[[Any], Any]:
        serialise = original(operation, location)
        place = getattr(location, "value", location)

        def recorded(values: Any) -> Any:
            raw[place] = deepcopy(values)
            if place == "path":
                raw[place] = {name.replace(_DOT, "."): value for name, value in values.items()}
            return values if serialise is None else serialise(values)

        return recorded

    schema.get_parameter_serializer = recording  # type: ignore[method-assign]
    return Source(schema, raw)


def _drawable(tree: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of which schemathesis draws all operations.

    It refuses dots in the names of path parameters, which no request shows. It filters the values of a path, and gives
    up where there are many: the texts among these are drawn of letters and digits.
    """
    copied = deepcopy(dict(tree))
    copied["paths"] = {_VARIABLE.sub(_undotted, path): i for path, i in copied["paths"].items()}
    for path, item in copied["paths"].items():
        is_long = path.count("{") >= _MANY
        for holder in (item, *(o for o in item.values() if isinstance(o, dict))):
            for parameter in holder.get("parameters") or ():
                if parameter.get("in") == "path":
                    parameter["name"] = parameter["name"].replace(".", _DOT)
                    if is_long and parameter.keys() <= _PLAIN and parameter["type"] == "string":
                        parameter["pattern"] = "^[A-Za-z0-9]+$"
    return copied


def _undotted(match: re.Match[str]) -> str:
    return match[0].replace(".", _DOT)


def _no_constant(*_: Any, **__: Any) -> None:
    return None


def _bytes(value: Any) -> Any:
    match value:
        case Binary():
            return value.data
        case dict():
            return {key: _bytes(item) for key, item in value.items()}
        case list():
            return [_bytes(item) for item in value]
        case _:
            return value
