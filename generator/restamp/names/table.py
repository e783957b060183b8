"""The table of all names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from restamp.config.model import Style
from restamp.diagnostics.model import Diagnostics
from restamp.ir.api import Api
from restamp.ir.declarations import EnumDecl
from restamp.ir.operations import Operation, Webhook
from restamp.names.calls.hints import call_words, hinted
from restamp.names.calls.pins import CallPin
from restamp.names.credentials import Credential, credential_names, credential_pins
from restamp.names.dicts import ids_with_dict_types
from restamp.names.enum_members import member_names
from restamp.names.fields import field_names, field_pins
from restamp.names.keys import DICT, PARSE, operation_of
from restamp.names.operations import operation_names
from restamp.names.parameters import (
    flat_pins,
    order_pins,
    parameter_names,
    parameter_pins,
    path_order,
)
from restamp.names.paths.route import Call
from restamp.names.pins.bases import base_pins
from restamp.names.pins.pins import Pins
from restamp.names.pins.places import Places, places_of
from restamp.names.reserved import BUILTINS_IN_ANNOTATIONS, CLIENT_ARGUMENTS, KEYWORDS
from restamp.names.resources import Chain, ResourceNames, group_pins, operation_key
from restamp.names.scope import Scope, is_name, snake_name
from restamp.names.types import dict_names, type_names
from restamp.records import dataclass


@dataclass(frozen=True, slots=True)
class NameTable:
    """Every name in the generated package. A missing name raises KeyError."""

    package: str
    types: Mapping[str, str]
    """By id of the declaration."""
    fields: Mapping[tuple[str, str], str]
    """By id of the object and wire name."""
    members: Mapping[tuple[str, str | int], str]
    """By id of the enumeration and value."""
    resources: Mapping[Chain, ResourceNames]
    """By their chains: those with operations, and those that these are nested in."""
    groups: Mapping[str, ResourceNames]
    """By id of the operation."""
    functions: Mapping[str, str]
    """By id of the operation: the endpoint function."""
    methods: Mapping[str, str]
    """By id of the operation: the attribute of the resource."""
    calls: Mapping[str, Call]
    """By id of the operation: the rules that named it; empty if its operationId did."""
    parameters: Mapping[tuple[str, str, str], str]
    """By id of the operation, location and wire name; the body is ("body", ""), its fields are at "field" if they are arguments."""
    path_orders: Mapping[str, tuple[str, ...]]
    """By id of the operation: the wire names of its path parameters, in the order of the arguments."""
    credentials: Mapping[str, Credential]
    """By name of the security scheme."""
    variables: Mapping[str, str]
    """By name of the server variable: the argument of the client."""
    webhooks: Mapping[str, str]
    """By id of the webhook: the function that parses it."""
    dicts: Mapping[str, str]
    """The dict types, by id of the declaration."""
    pinned: Pins
    """The pinned names that were used."""

    def module(self, operation_id: str) -> str:
        """The name of the module with the inline models of an operation."""
        if not self.calls:
            return self.functions[operation_id]
        chain = self.groups[operation_id].chain
        return snake_name(call_words(chain, self.methods[operation_id]), "call")

    def call(self, operation_id: str) -> str:
        """The call of an operation: `chat.completions.create`."""
        return self.groups[operation_id].member(self.methods[operation_id])

    def fake_call(self, operation_id: str) -> str:
        """The same in the fake."""
        return self.groups[operation_id].fake_member(self.methods[operation_id])

    def function(self, operation_id: str) -> str:
        """The endpoint function of an operation in `api`: `chat.completions.create`."""
        return self.groups[operation_id].member(self.functions[operation_id])

    def pins(self, api: Api, places: Places | None = None) -> dict[str, str]:
        """The public names by lock key."""
        keys = (places or places_of(api)).keys
        pins_ = {keys[id_]: name for id_, name in self.types.items()}
        pins_ |= {keys[id_] + DICT: name for id_, name in self.dicts.items()}
        pins_ |= group_pins(self.resources.values())
        pins_ |= field_pins(self.fields, keys)
        pins_ |= base_pins(api, self.types, keys)
        pins_ |= credential_pins(api.security_schemes, self.credentials)
        pins_ |= parameter_pins(api.operations, self.parameters)
        pins_ |= flat_pins(api.operations, self.parameters)
        pins_ |= order_pins(api.operations, self.path_orders)
        pins_ |= {id_ + PARSE: name for id_, name in self.webhooks.items()}
        for operation in api.operations:
            key = operation_key(operation)
            pins_[key] = str(self._call_pin(operation))
        return pins_

    def _call_pin(self, operation: Operation) -> CallPin:
        has_origin = bool(operation.operation_id)
        origin = snake_name(operation.hint.words, "call") if has_origin else ""
        method, function = self.methods[operation.id], self.functions[operation.id]
        return CallPin(self.groups[operation.id].chain, method, function, origin)


def assign_names(
    api: Api,
    package: str,
    pinned: Pins,
    diagnostics: Diagnostics,
    style: Style = Style.OPERATIONS,
) -> NameTable:
    """Name everything in an API; `package` is the name of the generated package."""
    pins, dict_ids = pinned.names, ids_with_dict_types(api)
    reserved = frozenset(pins[id_ + DICT] for id_ in dict_ids if id_ + DICT in pins)
    removed = {name: key for key, name in pinned.removed.items() if not operation_of(key)}
    of_operations = Diagnostics()  # Reported after those of types, whose hints need the calls.
    names = operation_names(api, pinned, style, of_operations)
    words = names.words
    declarations = hinted(api, words) if words else api.declarations
    types = type_names(declarations, pins, reserved, removed, diagnostics)
    for diagnostic in of_operations:
        diagnostics.add(diagnostic)
    credentials = credential_names(api.security_schemes, package, pins)
    arguments = frozenset(a for c in credentials.values() for a in c.arguments)
    variables = Scope(KEYWORDS | CLIENT_ARGUMENTS | arguments)
    return NameTable(
        package,
        types,
        field_names(api, pins),
        {
            (d.id, value): name
            for d in api.declarations
            if isinstance(d, EnumDecl)
            for value, name in member_names(d, diagnostics).items()
        },
        names.resources,
        names.groups,
        names.functions,
        names.methods,
        names.calls,
        {key: n for operation in api.operations for key, n in parameter_names(operation, pins)},
        {operation.id: path_order(operation, pins) for operation in api.operations},
        credentials,
        {
            variable.name: variables.claim([snake_name(variable.name, "variable")])
            for server in api.servers[:1]
            for variable in server.variables
        },
        _webhook_names(api.webhooks, pins),
        dict_names(dict_ids, types, pins, removed, diagnostics),
        pinned,
    )


def _webhook_names(webhooks: Sequence[Webhook], pins: Mapping[str, str]) -> dict[str, str]:
    """`parse_` and the name of the webhook; on a clash, callbacks add their operation."""
    scope = Scope(BUILTINS_IN_ANNOTATIONS | {"models", "decoded"})
    names_by_id: dict[str, str] = {}
    for webhook in webhooks:
        pin = pins.get(webhook.id + PARSE)
        if pin is not None and is_name(pin) and scope.is_free(pin):
            names_by_id[webhook.id] = scope.claim_exactly(pin)
    for webhook in webhooks:
        if webhook.id not in names_by_id:
            words_of_candidates = [
                [*parents, webhook.hint.words] for parents in ((), webhook.hint.parents)
            ]
            names = [
                "parse_" + snake_name(" ".join(words), "webhook") for words in words_of_candidates
            ]
            names_by_id[webhook.id] = scope.claim(names)
    return names_by_id
