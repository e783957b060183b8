"""Names of an operation's arguments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote, unquote

from restamp.ir.declarations import Field
from restamp.ir.operations import FlatBody, Operation, Parameter
from restamp.names.keys import FLAT, ORDER, PARAMETERS
from restamp.names.reserved import KEYWORDS
from restamp.names.resources import operation_key
from restamp.names.scope import Scope, is_name, snake_name

RESERVED = frozenset({"models"})
FIELD = "field"
"""The location of the fields of a body that are arguments."""
EXTRA = "extra"
"""The location of the argument for undeclared fields."""
SELF = "self"
FORMER_SELF = "self_"
"""The name of a parameter `self` in locks that do not mention it."""


def parameter_names(
    operation: Operation, pins: Mapping[str, str]
) -> Iterable[tuple[tuple[str, str, str], str]]:
    """Name the path parameters first, then the body, then the others; earlier ones take precedence."""
    scope = Scope(RESERVED | KEYWORDS)
    locked = locked_parameters(pins.get(operation.id + PARAMETERS, ""))
    is_locked = operation_key(operation) in pins

    def default(parameter: Parameter) -> str:
        name = _default_name(parameter)
        is_former = name == SELF and is_locked and parameter.wire_name not in locked
        return FORMER_SELF if is_former else name

    ordered = sorted(operation.parameters, key=lambda p: p.location != "path")
    paths = [parameter for parameter in ordered if parameter.location == "path"]
    for parameter in paths:
        candidate = default(parameter)
        pin = locked.get(parameter.wire_name, "")
        if parameter.pinned is None and is_name(pin) and scope.is_free(pin):
            candidate = pin
        yield (operation.id, "path", parameter.wire_name), scope.claim([candidate])
    body = operation.body
    flat = None if body is None else body.flat
    if body is not None and flat is None:
        yield (operation.id, "body", ""), scope.claim(["body"])
    # The names of fields that callers have come before those of new parameters.
    fields = dict(_locked_fields(flat, pins.get(operation.id + FLAT, ""), scope))
    for parameter in ordered[len(paths) :]:
        candidate = default(parameter)
        with_location = f"{parameter.location}_{candidate}"
        key = (operation.id, str(parameter.location), parameter.wire_name)
        yield key, scope.claim([candidate, with_location])
    if body is not None and body.is_selectable:
        candidates = ["content_type", "body_content_type"]
        yield (operation.id, "content_type", ""), scope.claim(candidates)
    if flat is not None:
        for wire_name, name in _field_names(flat, fields, scope):
            yield (operation.id, FIELD, wire_name), name
        if flat.extra is not None:
            yield (operation.id, EXTRA, ""), scope.claim(["extra_fields", "body_extra_fields"])


def _locked_fields(flat: FlatBody | None, pin: str, scope: Scope) -> Iterator[tuple[str, str]]:
    """Claim the locked names of the fields that are arguments."""
    locked = locked_parameters(pin) if pin else {}
    for field in flat.passed if flat is not None and locked else ():
        name = locked.get(field.wire_name, "")
        if field.pinned is None and is_name(name) and scope.is_free(name):
            yield field.wire_name, scope.claim_exactly(name)


def _field_names(
    flat: FlatBody, locked: Mapping[str, str], scope: Scope
) -> Iterator[tuple[str, str]]:
    """Name the fields that are arguments: those with a pin, then those whose wire name is one, then the others."""

    def rank(field: Field) -> int:
        return 0 if field.pinned else 1 if field_name(field) == field.wire_name else 2

    yield from locked.items()
    for field in sorted(flat.passed, key=rank):
        if field.wire_name not in locked:
            name = field_name(field)
            yield field.wire_name, scope.claim([name, f"body_{name}"])


def field_name(field: Field) -> str:
    """The default name of the argument for a field of a body."""
    return snake_name(field.pinned or field.wire_name, "field")


def path_order(operation: Operation, pins: Mapping[str, str]) -> tuple[str, ...]:
    """The wire names of the path parameters in the order of the arguments: that of the lock, else of the path."""
    paths = [p.wire_name for p in operation.parameters if p.location == "path"]
    in_path = sorted(paths, key=lambda name: operation.path.find("{" + name + "}"))
    locked = locked_order(pins.get(operation.id + ORDER, ""))
    return locked if sorted(locked) == sorted(paths) else tuple(in_path)


def order_pins(
    operations: Iterable[Operation], orders: Mapping[str, Sequence[str]]
) -> dict[str, str]:
    """The pins of orders that are not those of the paths."""
    return {
        operation.id + ORDER: order_pin(orders[operation.id])
        for operation in operations
        if orders[operation.id] != path_order(operation, {})
    }


def order_pin(wire_names: Iterable[str]) -> str:
    """The pin of the order of path parameters."""
    return " ".join(quote(name, safe="", errors="replace") for name in wire_names)


def locked_order(pin: str) -> tuple[str, ...]:
    """The locked order of path parameters, by wire name."""
    return tuple(map(unquote, pin.split()))


def parameter_pins(
    operations: Iterable[Operation], names: Mapping[tuple[str, str, str], str]
) -> dict[str, str]:
    """The pins of parameters: path parameters with other names than in the path, and any called `self`."""
    pins: dict[str, str] = {}
    for operation in operations:
        paths = {
            parameter.wire_name: names[operation.id, "path", parameter.wire_name]
            for parameter in operation.parameters
            if parameter.location == "path" and parameter.pinned is None
        }
        for parameter in operation.parameters:
            if names[operation.id, str(parameter.location), parameter.wire_name] == SELF:
                paths[parameter.wire_name] = SELF
        if pin := parameter_pin(paths):
            pins[operation.id + PARAMETERS] = pin
    return pins


def flat_pins(
    operations: Iterable[Operation], names: Mapping[tuple[str, str, str], str]
) -> dict[str, str]:
    """The pins of the fields of bodies that are arguments: any of them could clash with a new parameter."""
    return {
        operation.id
        + FLAT: " ".join(
            f"{quote(field.wire_name, safe='', errors='replace')}={names[operation.id, FIELD, field.wire_name]}"
            for field in sorted(operation.body.flat.passed, key=lambda field: field.wire_name)
        )
        for operation in operations
        if operation.body is not None and operation.body.flat is not None
    }


def parameter_pin(names: Mapping[str, str]) -> str:
    """The pin of a path's parameters, by wire name; those with default names are left out."""
    return " ".join(
        f"{quote(wire_name, safe='', errors='replace')}={name}"
        for wire_name, name in names.items()
        if name != parameter_name(wire_name) or name == SELF
    )


def locked_parameters(pin: str) -> dict[str, str]:
    """The locked names of a path's parameters, by wire name."""
    pairs = (part.partition("=") for part in pin.split())
    return {unquote(wire_name): name for wire_name, _, name in pairs}


def former_name(locked: Mapping[str, str], wire_name: str) -> str:
    """The name that a path parameter has by a lock."""
    name = locked.get(wire_name) or parameter_name(wire_name)
    return FORMER_SELF if name == SELF and wire_name not in locked else name


def parameter_name(text: str) -> str:
    """The default name of a parameter."""
    return snake_name(text, "parameter")


def _default_name(parameter: Parameter) -> str:
    return parameter_name(parameter.pinned or parameter.wire_name)
