"""Validate overlays (Overlay Specification 1.0 and 1.1, section 4)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from restamp.diagnostics.model import Diagnostics
from restamp.diagnostics.text import quoted
from restamp.pointers import join_pointer
from restamp.spec.reading.marks import at_pointer
from restamp.spec.reading.source import Source
from restamp.spec.tree.tree import Json

_VERSION = re.compile(r"1\.[01]\.\d+")
_TYPE_NAMES: Final = {str: "a string", bool: "a boolean", dict: "an object", list: "an array"}
_Members: TypeAlias = Mapping[str, type | None]
"""Names of members and their types; None is any value."""
_ReportInvalid: TypeAlias = Callable[[str, str], None]

_ROOT: Final[_Members] = {"overlay": str, "info": dict, "extends": str, "actions": list}
_INFO: Final[_Members] = {"title": str, "version": str, "description": str}
_ACTION: Final[_Members] = {
    "target": str,
    "description": str,
    "update": None,
    "remove": bool,
    "copy": str,
}


def check(overlay: Source, diagnostics: Diagnostics) -> bool:
    """Whether an overlay is valid; problems are reported as errors located in it."""
    before = len(diagnostics.entries)

    def report(message: str, pointer: str) -> None:
        location = at_pointer(overlay, pointer)
        diagnostics.error("overlay-invalid", message, overlay.name + pointer, **location)

    tree = overlay.tree
    if not isinstance(tree, dict):
        report("an overlay must be an object", "#")
        return False
    version = tree.get("overlay")
    if version is not None and not (isinstance(version, str) and _VERSION.fullmatch(version)):
        reason = f"Overlay {quoted(version)} is not supported: 1.0.x and 1.1.x are"
        location = at_pointer(overlay, "#/overlay")
        diagnostics.error("overlay-version", reason, f"{overlay.name}#/overlay", **location)
        return False
    _members(tree, "#", _ROOT, ("overlay", "info", "actions"), report)
    info, actions = tree.get("info"), tree.get("actions")
    if isinstance(info, dict):
        _members(info, "#/info", _INFO, ("title", "version"), report)
    if isinstance(actions, list):
        _actions(actions, report)
    return len(diagnostics.entries) == before


def _actions(actions: list[Json], report: _ReportInvalid) -> None:
    if not actions:
        report('"actions" must have at least one item', "#/actions")
    seen: set[str] = set()
    for number, action in enumerate(actions):
        at = join_pointer("#/actions", number)
        if not isinstance(action, dict):
            report("an action must be an object", at)
            continue
        _members(action, at, _ACTION, ("target",), report)
        target = action.get("target")
        if isinstance(target, str) and not target.startswith("$"):
            report("a target must begin with $", join_pointer(at, "target"))
        text = json.dumps(action, sort_keys=True)
        if text in seen:
            report("the same action is listed twice", at)
        seen.add(text)


def _members(
    value: dict[str, Json],
    at: str,
    members: _Members,
    required: tuple[str, ...],
    report: _ReportInvalid,
) -> None:
    for key in required:
        if key not in value:
            report(f'"{key}" is missing', at)
    for key, member in value.items():
        kind = members.get(key)
        if key not in members and not key.startswith("x-"):
            report(f"unknown key {quoted(key)}", join_pointer(at, key))
        elif kind is not None and not isinstance(member, kind):
            report(f'"{key}" must be {_TYPE_NAMES[kind]}', join_pointer(at, key))
