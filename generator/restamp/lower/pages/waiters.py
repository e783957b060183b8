"""Read declared waiters; the waiter pass checks them against the responses."""

from __future__ import annotations

from restamp.diagnostics.problem import Problem
from restamp.diagnostics.text import quoted
from restamp.ir.pagination import Path, Waiter
from restamp.lower.context import Lowering
from restamp.lower.pages.paths import parse_path
from restamp.spec.tree.extensions import WAITER
from restamp.spec.tree.node import Node

KEYS = ("status", "fallback", "success", "failure", "pending", "delay", "factor", "cap", "grace")
TIMES = {"delay": 2.0, "factor": 1.5, "cap": 30.0, "grace": 0.0}
LEAST = {"delay": 0.05, "factor": 1.0, "cap": 0.05, "grace": 0.0}
Value = str | int | bool


def waiter_of(lowering: Lowering, operation: Node) -> Waiter | None:
    """The waiter declared for an operation; None if there is none."""
    node = operation.get(WAITER.own)
    if node is None or node.value is False:
        return None
    result = _read(node)
    if isinstance(result, Waiter):
        return result
    lowering.widen(result.code, f"{result.message}; the operation has no `wait`", result.at)
    return None


def _read(node: Node) -> Waiter | Problem:
    """Read a waiter; on failure return the reason and its location."""
    if not node.is_mapping:
        return _invalid(f"{WAITER.own} must be an object", node.at)
    for key, member in node.items():
        if key not in KEYS and not key.startswith("x-"):
            return _invalid(f"a waiter has no {quoted(key)}, only {', '.join(KEYS)}", member.at)
    sets: dict[str, tuple[Value, ...]] = {}
    for key in ("success", "failure", "pending"):
        values = _values(node.get(key))
        if values is None:
            return _invalid(f'"{key}" must be a list of values of the status', node[key].at)
        sets[key] = values
    for one, other in (("success", "failure"), ("success", "pending"), ("failure", "pending")):
        for value in sets[one]:
            if value in sets[other]:
                return _invalid(f'{quoted(value)} is in "{one}" and in "{other}"', node.at)
    if not sets["success"]:
        return _invalid('a waiter needs "success"', node.at)
    times = {key: _seconds(node.get(key), key) for key in TIMES}
    for key, seconds in times.items():
        if seconds is None:
            return _invalid(f'"{key}" must be a number, at least {LEAST[key]:g}', node[key].at)
    status, fallback = _path(node, "status"), _path(node, "fallback")
    if not status:
        return _invalid('a waiter needs "status", a path to it in the response', node.at)
    if fallback == ():
        return _invalid('"fallback" must be a path: names separated by dots', node["fallback"].at)
    known = {key: seconds or 0.0 for key, seconds in times.items()}
    return Waiter(node.at, status, sets["success"], sets["failure"], fallback, **known)


def _invalid(message: str, at: str) -> Problem:
    return Problem("waiter-invalid", message, at)


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
    """Read a path; None if there is none, empty if it is invalid."""
    member = node.get(key)
    if member is None:
        return None
    return parse_path(member.value) or ()
