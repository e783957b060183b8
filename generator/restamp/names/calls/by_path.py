"""The call of each operation, in the style of resources: after its path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from restamp.ir.api import Api
from restamp.ir.operations import Operation
from restamp.names.calls.pins import CallPin
from restamp.names.calls.tree import ResourceTree
from restamp.names.paths.naming import name_calls
from restamp.names.paths.route import Call, Route
from restamp.names.paths.rules import LOCK
from restamp.names.paths.segments import words_of
from restamp.names.resources import Chain


def routes_of(operations: Iterable[Operation]) -> list[Route]:
    """What the namer of paths reads of operations."""
    return [
        Route(
            operation.id,
            operation.method,
            operation.path,
            operation.operation_id,
            (operation.tag,) if operation.tag else (),
            operation.group.pinned,
            operation.hint.pinned,
            operation.hint.words if operation.operation_id else "",
        )
        for operation in operations
    ]


def calls_by_path(
    api: Api, locked: Mapping[str, CallPin], removed: Iterable[CallPin]
) -> dict[str, Call]:
    """The call of each operation, by its id: names that the document sets first, then the lock, then the path."""
    locked_calls = dict(_locked_calls(api.operations, locked))
    reserved = frozenset((*map(_word, pin.chain), _word(pin.method)) for pin in removed)
    return name_calls(routes_of(api.operations), locked_calls, reserved)


def chains_by_path(
    api: Api, calls: Mapping[str, Call], locked: Mapping[str, CallPin], tree: ResourceTree
) -> dict[str, Chain]:
    """The chain of each operation as names in Python, by its id."""
    chains: dict[str, Chain] = {}
    for operation in api.operations:
        pin, call = locked.get(operation.id), calls[operation.id]
        if pin is None or call.chain != tuple(map(_word, pin.chain)):
            continue
        if pin.chain in tree.chains or tree.is_free(pin.chain):
            chains[operation.id] = tree.claim_exactly(pin.chain)
    for operation in api.operations:
        if operation.id not in chains:
            chains[operation.id] = tree.claim(calls[operation.id].chain)
    return chains


def _locked_calls(
    operations: Iterable[Operation], locked: Mapping[str, CallPin]
) -> Iterator[tuple[str, Call]]:
    """The calls of the lock, with what the document itself sets now."""
    for operation in operations:
        pin = locked.get(operation.id)
        group, name = operation.group.pinned, operation.hint.pinned
        if pin is None or (group is not None and name is not None):
            continue
        call = Call(tuple(map(_word, pin.chain)), _word(pin.method), (LOCK.id,), LOCK.id)
        if group is not None and call.chain != _words(group):
            continue
        yield operation.id, (
            call if name is None else replace(call, verb=words_of(name) or call.verb)
        )


def _words(group: str) -> Chain:
    return tuple(words for part in group.split(".") if (words := words_of(part)))


def _word(name: str) -> str:
    """The word of a name in a lock, which ends in `_` where Python has another meaning for the word."""
    return name.rstrip("_")
