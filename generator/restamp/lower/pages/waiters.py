"""What an overlay declares about waiting; the pass of this name checks it against the answer."""

from __future__ import annotations

from restamp.diagnostics.text import quoted
from restamp.ir.pagination import Path, Waiter
from restamp.lower.context import Lowering
from restamp.spec.tree.node import Node

EXTENSION = "x-restamp-waiter"
KEYS = ("status", "fallback", "success", "failure", "pending", "delay", "factor", "cap", "grace")
TIMES = {"delay": 2.0, "factor": 1.5, "cap": 30.0, "grace": 0.0}
LEAST = {"delay": 0.05, "factor": 1.0, "cap": 0.05, "grace": 0.0}
Value = str | int | bool


def waiter_of(lowering: Lowering, operation: Node) -> Waiter | None:
    """When the thing that an operation tells of has ended; None where nothing says so."""
    node = operation.get(EXTENSION)
    if node is None or node.value is False:
        return None
    found = _read(node)
    if isinstance(found, Waiter):
        return found
    reason, at = found
    lowering.widen("waiter-invalid", f"{reason}; the operation has no `wait`", at)
    return None


def _read(node: Node) -> Waiter | tuple[str, str]:
    """The waiter, or what is wrong and where."""
    if not node.is_mapping:
        return f"{EXTENSION} must be an object", node.at
    for key, member in node.items():
        if key not in KEYS and not key.startswith("x-"):
            return f"a waiter has no {quoted(key)}, only {', '.join(KEYS)}", member.at
    sets: dict[str, tuple[Value, ...]] = {}
    for key in ("success", "failure", "pending"):
        values = _values(node.get(key))
        if values is None:
            return f'"{key}" must be a list of values of the status', node[key].at
        sets[key] = values
    for one, other in (("success", "failure"), ("success", "pending"), ("failure", "pending")):
        for value in sets[one]:
            if value in sets[other]:
                return f'{quoted(value)} is in "{one}" and in "{other}"', node.at
    if not sets["success"]:
        return 'a waiter needs "success"', node.at
    times = {key: _seconds(node.get(key), key) for key in TIMES}
    for key, seconds in times.items():
        if seconds is None:
            return f'"{key}" must be a number, at least {LEAST[key]:g}', node[key].at
    status, fallback = _path(node, "status"), _path(node, "fallback")
    if not status:
        return 'a waiter needs "status", a path to it in the answer', node.at
    if fallback == ():
        return '"fallback" must be a path: names with dots between them', node["fallback"].at
    known = {key: seconds or 0.0 for key, seconds in times.items()}
    return Waiter(node.at, status, sets["success"], sets["failure"], fallback, **known)


def _values(node: Node | None) -> tuple[Value, ...] | None:
    if node is None:
        return ()
    if not node.is_list:
        return None
    values = [e.value for e in node.elements() if isinstance(e.value, str | int | bool)]
    return tuple(values) if len(values) == len(list(node.elements())) else None


def _seconds(node: Node | None, key: str) -> float | None:
    if node is None:
        return TIMES[key]
    if isinstance(node.value, bool) or not isinstance(node.value, int | float):
        return None
    return float(node.value) if LEAST[key] <= node.value < float("inf") else None


def _path(node: Node, key: str) -> Path | None:
    """None where there is none, empty where it is no path."""
    member = node.get(key)
    if member is None:
        return None
    match member.value:
        case str(text) if text:
            return (text,)
        case [*names] if names and all(isinstance(name, str) for name in names):
            return tuple(str(name) for name in names)
        case _:
            return ()
