"""Names of operations: resource, endpoint function and method."""

from __future__ import annotations

from collections.abc import Mapping

from restamp.diagnostics.model import Diagnostics
from restamp.ir.api import Api
from restamp.ir.operations import Operation
from restamp.names.clashing import candidates, first_free, rank, wanted_name
from restamp.names.keys import operation_of
from restamp.names.pins.pins import Pins
from restamp.names.reserved import BUILTINS, BUILTINS_IN_ANNOTATIONS
from restamp.names.resources import ResourceNames, groups_of, operation_key
from restamp.names.scope import Scope, is_name, snake_name

FUNCTION_RESERVED = BUILTINS_IN_ANNOTATIONS | BUILTINS | {"models", "annotations"}
RESOURCE_RESERVED = frozenset({"client_", "fake_"})


def operation_names(
    api: Api, pinned: Pins, diagnostics: Diagnostics
) -> tuple[dict[str, ResourceNames], dict[str, str], dict[str, str]]:
    """Name resources, endpoint functions and methods: first pins of the document, then of the lock, then others."""
    pins = pinned.names
    groups = groups_of(api, pins)
    functions: dict[str, str] = {}
    methods: dict[str, str] = {}
    function_scopes: dict[str, Scope] = {}
    method_scopes: dict[str, Scope] = {}

    def scopes_of(operation: Operation) -> tuple[Scope, Scope]:
        group = groups[operation.id].attribute
        function_scope = function_scopes.setdefault(group, Scope(FUNCTION_RESERVED))
        return function_scope, method_scopes.setdefault(group, Scope(RESOURCE_RESERVED))

    def assign(operation: Operation, method: str, function: str) -> None:
        function_scope, method_scope = scopes_of(operation)
        functions[operation.id] = function_scope.claim([function])
        methods[operation.id] = method_scope.claim([method])

    locked_names = {
        o.id: _locked(pins.get(operation_key(o), ""), groups[o.id]) for o in api.operations
    }
    for operation in api.operations:
        if operation.hint.pinned is not None:
            method = snake_name(operation.hint.pinned, "call")
            # A short name is only clear after its resource: the function has a longer one.
            function = method if "_" in method else snake_name(operation.hint.words, "call")
            locked = locked_names[operation.id]
            assign(operation, method, locked[1] if locked and locked[0] == method else function)
    for operation in api.operations:
        if operation.id not in functions and (locked := locked_names[operation.id]):
            assign(operation, *locked)
    _reserve(pinned.removed, function_scopes, method_scopes)
    pending = [operation for operation in api.operations if operation.id not in functions]
    names = {operation.id: wanted_name(operation, api.operations) for operation in pending}
    for operation in sorted(pending, key=lambda o: rank(o, names[o.id])):
        name = names[operation.id]
        free = first_free(candidates(operation, name), *scopes_of(operation))
        assign(operation, free, free)
        if functions[operation.id] != name:
            diagnostics.note(
                "name-clash",
                f'"{name}" is taken; this becomes "{functions[operation.id]}"',
                operation.id,
            )
    return groups, functions, methods


def _reserve(
    removed: Mapping[str, str], functions: dict[str, Scope], methods: dict[str, Scope]
) -> None:
    """Reserve the names of removed operations."""
    for key, pin in removed.items():
        group, _, rest = pin.partition(".")
        method, _, function = rest.partition(":")
        if operation_of(key):
            functions.setdefault(group, Scope(FUNCTION_RESERVED)).claim_exactly(function)
            methods.setdefault(group, Scope(RESOURCE_RESERVED)).claim_exactly(method)


def _locked(pin: str, group: ResourceNames) -> tuple[str, str] | None:
    """The locked method and function of an operation, if it is still in this resource."""
    attribute, _, rest = pin.partition(".")
    method, _, function = rest.partition(":")
    if attribute == group.attribute and is_name(method) and is_name(function):
        return method, function
    return None
