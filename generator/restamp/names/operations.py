"""Names of operations: resource, endpoint function and method."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from restamp.config.model import Style
from restamp.diagnostics.model import Diagnostics
from restamp.ir.api import Api
from restamp.ir.operations import Operation
from restamp.names.calls.by_path import calls_by_path, chains_by_path
from restamp.names.calls.by_tag import chains_by_tag
from restamp.names.calls.clashing import candidates, first_free, rank, wanted_name
from restamp.names.calls.hints import call_words
from restamp.names.calls.methods import short_names
from restamp.names.calls.pins import CallPin, call_pin
from restamp.names.calls.tree import ResourceTree
from restamp.names.keys import operation_of
from restamp.names.paths.route import Call
from restamp.names.pins.pins import Pins
from restamp.names.reserved import BUILTINS, BUILTINS_IN_ANNOTATIONS, CLIENT_MEMBERS, FAKE_MEMBERS
from restamp.names.resources import Chain, ResourceNames, operation_key, resources_of
from restamp.names.scope import Scope, identifier, snake_name
from restamp.records import dataclass

FUNCTION_RESERVED = BUILTINS_IN_ANNOTATIONS | BUILTINS | {"models", "annotations"}
RESOURCE_RESERVED = frozenset({"client_", "fake_"})
OWN_RESERVED = CLIENT_MEMBERS | FAKE_MEMBERS
"""The names that no method of the client itself may have."""


@dataclass(frozen=True, slots=True)
class OperationNames:
    """The names of all operations, by id, and the resources they belong to."""

    resources: Mapping[Chain, ResourceNames]
    """With those that only have other resources."""
    groups: Mapping[str, ResourceNames]
    functions: Mapping[str, str]
    methods: Mapping[str, str]
    calls: Mapping[str, Call]
    """The words and the rules that they are named by; empty in the style of operations."""

    @property
    def words(self) -> dict[str, str]:
        """The words that name what belongs to each operation; empty in the style of operations."""
        return {id_: call_words(self.groups[id_].chain, self.methods[id_]) for id_ in self.calls}


def operation_names(
    api: Api, pinned: Pins, style: Style, diagnostics: Diagnostics
) -> OperationNames:
    """Name resources, endpoint functions and methods: first pins of the document, then of the lock, then others."""
    locked = {
        operation.id: pin
        for operation in api.operations
        if (pin := call_pin(pinned.names.get(operation_key(operation), ""))) is not None
    }
    removed = [
        pin
        for key, text in pinned.removed.items()
        if operation_of(key) and (pin := call_pin(text)) is not None
    ]
    tree = ResourceTree(_methods_of([*locked.values(), *removed]))
    calls: dict[str, Call] = {}
    if style is Style.RESOURCES:
        calls = calls_by_path(api, locked, removed)
        chains = chains_by_path(api, calls, locked, tree)
    else:
        chains = chains_by_tag(api, locked, tree)
    resources = resources_of(chains.values(), {pin.chain for pin in locked.values()}, pinned.names)
    naming = _Naming({id_: resources[chain] for id_, chain in chains.items()}, tree)
    current = {id_: pin for id_, pin in locked.items() if pin.chain == chains[id_]}
    for operation in api.operations:
        if operation.hint.pinned is not None:
            _name_as_document(operation, current.get(operation.id), naming)
    for operation in api.operations:
        pin = current.get(operation.id)
        if operation.id not in naming.functions and pin is not None:
            naming.assign(operation, pin.method, pin.function)
    for pin in removed:
        functions, methods = naming.scopes_of(pin.chain)
        functions.claim_exactly(pin.function)
        methods.claim_exactly(pin.method)
    if style is Style.RESOURCES:
        _name_by_path(api, calls, naming, diagnostics)
    else:
        _name_by_operation_id(api, naming, diagnostics)
    return OperationNames(resources, naming.groups, naming.functions, naming.methods, calls)


def _methods_of(pins: list[CallPin]) -> dict[Chain, frozenset[str]]:
    """The methods that callers have, by the chain of their resource."""
    methods: dict[Chain, set[str]] = {}
    for pin in pins:
        methods.setdefault(pin.chain, set()).add(pin.method)
    return {chain: frozenset(names) for chain, names in methods.items()}


@dataclass(frozen=True, slots=True)
class _Naming:
    """The names that operations have so far, by id, and those that each resource has."""

    groups: dict[str, ResourceNames]
    tree: ResourceTree
    functions: dict[str, str] = field(default_factory=dict[str, str])
    methods: dict[str, str] = field(default_factory=dict[str, str])
    scopes: dict[Chain, tuple[Scope, Scope]] = field(
        default_factory=dict[Chain, tuple[Scope, Scope]]
    )

    def scopes_of(self, chain: Chain) -> tuple[Scope, Scope]:
        """The functions and the methods of a resource. Neither has the name of a resource in it."""
        if chain not in self.scopes:
            children = self.tree.children_of(chain)
            methods = RESOURCE_RESERVED if chain else OWN_RESERVED
            self.scopes[chain] = Scope(FUNCTION_RESERVED | children), Scope(methods | children)
        return self.scopes[chain]

    def assign(self, operation: Operation, method: str, function: str) -> None:
        """Name an operation."""
        functions, methods = self.scopes_of(self.groups[operation.id].chain)
        self.functions[operation.id] = functions.claim([function])
        self.methods[operation.id] = methods.claim([method])


def _name_as_document(operation: Operation, locked: CallPin | None, naming: _Naming) -> None:
    """Name an operation as the document says."""
    method = snake_name(operation.hint.pinned or "", "call")
    # A short name is only clear after its resource: the function has a longer one.
    function = method if "_" in method else snake_name(operation.hint.words, "call")
    is_same = locked is not None and locked.method == method
    naming.assign(operation, method, locked.function if locked and is_same else function)


def _name_by_path(
    api: Api, calls: Mapping[str, Call], naming: _Naming, diagnostics: Diagnostics
) -> None:
    """Name the operations without a pin after their paths; the function is called as the method."""
    for operation in api.operations:
        if operation.id in naming.functions:
            continue
        call = calls[operation.id]
        name = identifier(call.verb, "call")
        naming.assign(operation, name, name)
        method = naming.methods[operation.id]
        if call.verb_rule == "number" or method not in (name, f"{name}_"):
            wanted = naming.groups[operation.id].member(call.verb.rpartition("_")[0])
            message = f'"{wanted}" is taken; this becomes "{method}"'
            diagnostics.note("name-clash", message, operation.id)


def _name_by_operation_id(api: Api, naming: _Naming, diagnostics: Diagnostics) -> None:
    """Name the operations without a pin after their operationIds; methods do without the words of their resource."""
    pending = [operation for operation in api.operations if operation.id not in naming.functions]
    names = {operation.id: wanted_name(operation, api.operations) for operation in pending}
    attributes = {o.id: "".join(naming.groups[o.id].chain[-1:]) for o in pending}
    short = short_names(pending, attributes, names)
    for operation in sorted(pending, key=lambda o: rank(o, names[o.id])):
        name, scopes = names[operation.id], naming.scopes_of(naming.groups[operation.id].chain)
        function = first_free(candidates(operation, name), *scopes)
        method = short.get(operation.id, function)
        naming.assign(operation, method if scopes[1].is_free(method) else function, function)
        if naming.functions[operation.id] != name:
            message = f'"{name}" is taken; this becomes "{naming.functions[operation.id]}"'
            diagnostics.note("name-clash", message, operation.id)
