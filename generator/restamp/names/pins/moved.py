"""Match operations of a lock whose method or path changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from restamp.ir.api import Api
from restamp.ir.operations import Operation
from restamp.names.keys import ORDER, PARAMETERS, operation_of
from restamp.names.parameters import (
    former_name,
    locked_order,
    locked_parameters,
    order_pin,
    parameter_pin,
)
from restamp.names.pins.locked import LockedNames, rebased
from restamp.names.scope import snake_name
from restamp.pointers import escape_token

_VARIABLE = re.compile(r"\{([^{}]*)\}")


def with_moved(api: Api, former: LockedNames) -> LockedNames:
    """Change the keys of operations that moved to their current ones.

    Paths that differ only in the names of parameters are the same. Otherwise a removed and a new operation match
    if the operationId gives the same name, and no other operation has it.
    """
    former = _with_templates(api, former)
    new = _by_name(_unknown(api, former))
    removed: dict[str, list[str]] = {}
    for key in _lost(api, former) if new else ():
        if key not in former.removed:
            origin = former.names[key].rpartition(":")[2]
            removed.setdefault(origin.rstrip("_"), []).append(key)
    moves: dict[str, str] = {}
    for name, operations in new.items():
        if len(operations) == 1 and len(removed.get(name, ())) == 1:
            (operation,), (key,) = operations, removed[name]
            moves |= {key: _key(operation), _pointer_of(key): operation.id}
    return rebased(former, moves)


def _key(operation: Operation) -> str:
    return f"{operation.method} {operation.path}"


def _pointer_of(key: str) -> str:
    """The pointer of an operation, from its key."""
    method, _, path = key.partition(" ")
    return f"#/paths/{escape_token(path)}/{method.lower()}"


def _unknown(api: Api, former: LockedNames) -> list[Operation]:
    return [o for o in api.operations if _key(o) not in former.names]


def _lost(api: Api, former: LockedNames) -> list[str]:
    current = {_key(operation) for operation in api.operations}
    return [key for key in former.names if key not in current and operation_of(key)]


def _by_name(operations: Iterable[Operation]) -> dict[str, list[Operation]]:
    by_name: dict[str, list[Operation]] = {}
    for operation in operations:
        if operation.operation_id:
            name = snake_name(operation.hint.words, "call").rstrip("_")
            by_name.setdefault(name, []).append(operation)
    return by_name


def _with_templates(api: Api, former: LockedNames) -> LockedNames:
    """Change parameter names in paths to the current ones; the names of arguments stay."""
    new: dict[str, list[Operation]] = {}
    for operation in _unknown(api, former):
        new.setdefault(_template(_key(operation)), []).append(operation)
    removed: dict[str, list[str]] = {}
    for key in _lost(api, former) if new else ():
        removed.setdefault(_template(key), []).append(key)
    pairs = {
        keys[0]: new[template][0]
        for template, keys in removed.items()
        if len(keys) == len(new.get(template, ())) == 1
    }
    moves: dict[str, str] = {}
    pins: dict[str, str] = {}
    paths = {operation.path for operation in api.operations}
    for key, operation in pairs.items():
        pointer, path = _pointer_of(key), key.partition(" ")[2]
        before, after = _VARIABLE.findall(path), _VARIABLE.findall(operation.path)
        moves |= {key: _key(operation), pointer: operation.id}
        around = [(pointer, operation.id)]
        if path not in paths:
            whole = f"#/paths/{escape_token(path)}", f"#/paths/{escape_token(operation.path)}"
            moves[whole[0]] = whole[1]
            around.append(whole)
        for one, other in zip(before, after, strict=True):
            for was, is_ in around:
                at = f"parameters/path:{escape_token(one)}"
                moves[f"{was}/{at}"] = f"{is_}/parameters/path:{escape_token(other)}"
        locked = locked_parameters(former.names.get(pointer + PARAMETERS, ""))
        names = {
            new: former_name(locked, called)
            for new, old in zip(after, before, strict=True)
            # A name that only changed its position keeps its meaning.
            for called in ((new,) if new in before else (old,) if old not in after else ())
        }
        pins[operation.id + PARAMETERS] = parameter_pin(names)
        order = _order(former.names.get(pointer + ORDER, ""), before, after)
        pins[operation.id + ORDER] = order_pin(order) if order != after else ""
    if not pairs:
        return former
    former = rebased(former, moves)
    others = {key: name for key, name in former.names.items() if key not in pins}
    return replace(former, names={**others, **_without_empty(pins)})


def _order(pin: str, before: list[str], after: list[str]) -> list[str]:
    """The path parameters in the order that their arguments had; a new name stands where the old one stood."""
    new = {old: new for old, new in zip(before, after, strict=True) if new not in before}
    former = locked_order(pin)
    listed = former if sorted(former) == sorted(before) else before
    order = [name if name in after else new.get(name, "") for name in listed]
    return order if sorted(order) == sorted(after) else after


def _template(key: str) -> str:
    return _VARIABLE.sub("{}", key)


def _without_empty(pins: Mapping[str, str]) -> dict[str, str]:
    return {key: pin for key, pin in pins.items() if pin}
