"""Names of inline models after the calls that they are of: `ChatCompletionCreateBody`, in the style of resources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from restamp.ir.api import Api
from restamp.ir.declarations import Declaration
from restamp.ir.operations import Operation
from restamp.lower.plurals import singular
from restamp.names.resources import Chain


def call_words(chain: Chain, method: str) -> str:
    """The words of a call that name what belongs to it: `chat completion create`."""
    words = (singular(name.strip("_").replace("_", " ")) for name in chain)
    return " ".join((*words, method.strip("_").replace("_", " ")))


def hinted(api: Api, words: Mapping[str, str]) -> tuple[Declaration, ...]:
    """The declarations, those within operations with the words of the call instead of the operationId."""
    operations = {operation.id: operation for operation in api.operations}
    return tuple(_hinted(declaration, operations, words) for declaration in api.declarations)


def _hinted(
    declaration: Declaration, operations: Mapping[str, Operation], words: Mapping[str, str]
) -> Declaration:
    hint = declaration.hint
    if not hint.parents:
        return declaration
    operation = _operation_of(declaration.id, operations)
    if operation is None or hint.parents[-1] != operation.hint.words:
        return declaration
    new = words[operation.id]
    parents = (*hint.parents[:-1], new)
    untitled = tuple(_replaced(hint.untitled, operation.hint.words, new))
    hint = replace(hint, parents=parents, untitled=untitled, resource="")
    return replace(declaration, hint=hint)


def _replaced(words: Iterable[str], old: str, new: str) -> Iterable[str]:
    listed = list(words)
    return [*listed[:-1], new] if listed and listed[-1] == old else listed


def _operation_of(id_: str, operations: Mapping[str, Operation]) -> Operation | None:
    """The operation that a declaration is in."""
    at = "/".join(id_.split("/")[:4])
    while at and at not in operations:
        at = "" if id_.startswith("#/") else at.rpartition("/")[0]
    return operations.get(at)
