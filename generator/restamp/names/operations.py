"""Names of operations: resource, endpoint function and method."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from restamp.diagnostics.model import Diagnostics
from restamp.ir.api import Api
from restamp.ir.operations import Operation
from restamp.names.calls.clashing import candidates, first_free, rank, wanted_name
from restamp.names.calls.methods import short_names
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
    naming = _Naming(groups_of(api, pins))
    groups = naming.groups
    locked_names = {
        o.id: _locked(pins.get(operation_key(o), ""), groups[o.id]) for o in api.operations
    }
    for operation in api.operations:
        if operation.hint.pinned is not None:
            method = snake_name(operation.hint.pinned, "call")
            # A short name is only clear after its resource: the function has a longer one.
            function = method if "_" in method else snake_name(operation.hint.words, "call")
            locked = locked_names[operation.id]
            is_same = locked is not None and locked[0] == method
            naming.assign(operation, method, locked[1] if locked and is_same else function)
    for operation in api.operations:
        if operation.id not in naming.functions and (locked := locked_names[operation.id]):
            naming.assign(operation, *locked)
    _reserve(pinned.removed, naming.function_scopes, naming.method_scopes)
    _name_others(api, naming, diagnostics)
    return groups, naming.functions, naming.methods


@dataclass(frozen=True, slots=True)
class _Naming:
    """The names that operations have so far, by id, and those that each resource has."""

    groups: dict[str, ResourceNames]
    functions: dict[str, str] = field(default_factory=dict[str, str])
    methods: dict[str, str] = field(default_factory=dict[str, str])
    function_scopes: dict[str, Scope] = field(default_factory=dict[str, Scope])
    method_scopes: dict[str, Scope] = field(default_factory=dict[str, Scope])

    def scopes_of(self, operation: Operation) -> tuple[Scope, Scope]:
        """The functions and the methods of an operation's resource."""
        group = self.groups[operation.id].attribute
        functions = self.function_scopes.setdefault(group, Scope(FUNCTION_RESERVED))
        return functions, self.method_scopes.setdefault(group, Scope(RESOURCE_RESERVED))

    def assign(self, operation: Operation, method: str, function: str) -> None:
        """Name an operation."""
        functions, methods = self.scopes_of(operation)
        self.functions[operation.id] = functions.claim([function])
        self.methods[operation.id] = methods.claim([method])


def _name_others(api: Api, naming: _Naming, diagnostics: Diagnostics) -> None:
    """Name the operations without a pin after their operationIds; methods do without the words of their resource."""
    pending = [operation for operation in api.operations if operation.id not in naming.functions]
    names = {operation.id: wanted_name(operation, api.operations) for operation in pending}
    attributes = {operation.id: naming.groups[operation.id].attribute for operation in pending}
    short = short_names(pending, attributes, names)
    for operation in sorted(pending, key=lambda o: rank(o, names[o.id])):
        name, scopes = names[operation.id], naming.scopes_of(operation)
        function = first_free(candidates(operation, name), *scopes)
        method = short.get(operation.id, function)
        naming.assign(operation, method if scopes[1].is_free(method) else function, function)
        if naming.functions[operation.id] != name:
            message = f'"{name}" is taken; this becomes "{naming.functions[operation.id]}"'
            diagnostics.note("name-clash", message, operation.id)


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
