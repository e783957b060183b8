"""The names of an operation's arguments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote, unquote

from restamp.ir.operations import Operation, Parameter
from restamp.names.keys import PARAMETERS
from restamp.names.reserved import KEYWORDS
from restamp.names.scope import Scope, is_name, snake_name

RESERVED = frozenset({"models"})


def parameter_names(
    operation: Operation, pins: Mapping[str, str]
) -> Iterable[tuple[tuple[str, str, str], str]]:
    """The path's names first, then the body, then the others: earlier ones keep theirs."""
    scope = Scope(RESERVED | KEYWORDS)
    locked = locked_parameters(pins.get(operation.id + PARAMETERS, ""))
    ordered = sorted(operation.parameters, key=lambda p: p.location != "path")
    paths = [parameter for parameter in ordered if parameter.location == "path"]
    for parameter in paths:
        wish = _wish(parameter)
        pin = locked.get(parameter.wire_name, "")
        if parameter.pinned is None and is_name(pin) and scope.is_free(pin):
            wish = pin
        yield (operation.id, "path", parameter.wire_name), scope.first_free([wish])
    if operation.body is not None:
        yield (operation.id, "body", ""), scope.first_free(["body"])
    for parameter in ordered[len(paths) :]:
        wish = _wish(parameter)
        place = f"{parameter.location}_{wish}"
        key = (operation.id, str(parameter.location), parameter.wire_name)
        yield key, scope.first_free([wish, place])
    if operation.body is not None and operation.body.is_selectable:
        wishes = ["content_type", "body_content_type"]
        yield (operation.id, "content_type", ""), scope.first_free(wishes)


def parameter_pins(
    operations: Iterable[Operation], names: Mapping[tuple[str, str, str], str]
) -> dict[str, str]:
    """What a lock keeps of parameters: those of paths that are not called as the path says."""
    found: dict[str, str] = {}
    for operation in operations:
        paths = {
            parameter.wire_name: names[operation.id, "path", parameter.wire_name]
            for parameter in operation.parameters
            if parameter.location == "path" and parameter.pinned is None
        }
        if pin := parameter_pin(paths):
            found[operation.id + PARAMETERS] = pin
    return found


def parameter_pin(names: Mapping[str, str]) -> str:
    """How a lock says the names of a path's parameters, by wire name; those aside that follow from it."""
    return " ".join(
        f"{quote(wire_name, safe='', errors='replace')}={name}"
        for wire_name, name in names.items()
        if name != parameter_name(wire_name)
    )


def locked_parameters(pin: str) -> dict[str, str]:
    """By wire name: what the parameters of a path are called in a lock."""
    pairs = (part.partition("=") for part in pin.split())
    return {unquote(wire_name): name for wire_name, _, name in pairs}


def parameter_name(text: str) -> str:
    """What a parameter is called by itself; `self` would be taken for that of the call."""
    name = snake_name(text, "parameter")
    return "self_" if name == "self" else name


def _wish(parameter: Parameter) -> str:
    return parameter_name(parameter.pinned or parameter.wire_name)
