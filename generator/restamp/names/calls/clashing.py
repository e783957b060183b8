"""Names of operations that clash: what their paths add."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from restamp.ir.operations import Operation
from restamp.names.scope import Scope, is_name, snake_name
from restamp.names.words import snake, split

_NUMBERED = re.compile(r"(?P<words>.*[A-Za-z])[-_.]\d+")
_PARAMETER = re.compile(r"\{[^{}]+\}")


def wanted_name(operation: Operation, operations: Sequence[Operation]) -> str:
    """The name from the operationId, without a number that only parts it from the same words: `search-1`."""
    words = operation.hint.words
    match = _NUMBERED.fullmatch(words)
    if match is not None and any(match["words"] == other.hint.words for other in operations):
        words = match["words"]
    return snake_name(words, "call")


def rank(operation: Operation, name: str) -> tuple[bool, bool]:
    """Sorts first what keeps its name: an operationId that is a valid name (`get_foo` before `getFoo`), or has no number."""
    words = operation.hint.words
    return not is_name(words), snake_name(words, "call") != name


def candidates(operation: Operation, name: str) -> Iterator[str]:
    """The name, then with words that the path or the method adds to it."""
    method = operation.method.lower()
    parameters = [snake_name(p[1:-1], "id") for p in _PARAMETER.findall(operation.path)]
    static = [segment for segment in operation.path.split("/") if segment and "{" not in segment]
    word = snake(split(static[-1])) if static else ""
    yield name
    for stem in (name, f"{method}_{name}"):
        if stem != name and not name.startswith(f"{method}_"):
            yield stem
        if parameters:
            yield f"{stem}_by_{parameters[-1]}"
        if word and not name.endswith(word):
            yield f"{stem}_{word}"


def first_free(names: Iterator[str], *scopes: Scope) -> str:
    """The first of the names that is free in all scopes, else the first; so is one that is reserved."""
    first = next(names)
    if all(scope.is_free(first) or first in scope.reserved for scope in scopes):
        return first
    return next((name for name in names if all(scope.is_free(name) for scope in scopes)), first)
