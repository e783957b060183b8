"""All names, once: from the IR and the pins of a lock to the name table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from restamp.diagnostics.model import Diagnostics
from restamp.ir.api import Api
from restamp.ir.declarations import EnumDecl
from restamp.ir.operations import Webhook
from restamp.names.credentials import Credential, credential_names, credential_pins
from restamp.names.dicts import needing_dicts
from restamp.names.enum_members import member_names
from restamp.names.fields import field_names, field_pins
from restamp.names.keys import DICT, PARSE, operation_of
from restamp.names.operations import operation_names
from restamp.names.parameters import parameter_names, parameter_pins
from restamp.names.pins.pins import Pins
from restamp.names.pins.places import Places, places_of
from restamp.names.reserved import BUILTINS_IN_ANNOTATIONS, CLIENT_ARGUMENTS, KEYWORDS
from restamp.names.resources import Group, group_pins, operation_key
from restamp.names.scope import Scope, is_name, snake_name
from restamp.names.types import dict_names, type_names


@dataclass(frozen=True, slots=True)
class NameTable:
    """Every name in the generated package. A missing one is a KeyError, never invented."""

    package: str
    types: Mapping[str, str]
    """By id of the declaration."""
    fields: Mapping[tuple[str, str], str]
    """By id of the object and wire name."""
    members: Mapping[tuple[str, str | int], str]
    """By id of the enumeration and value."""
    groups: Mapping[str, Group]
    """By id of the operation."""
    functions: Mapping[str, str]
    """By id of the operation: the endpoint function."""
    methods: Mapping[str, str]
    """By id of the operation: the attribute of the resource."""
    parameters: Mapping[tuple[str, str, str], str]
    """By id of the operation, location and wire name; the body is ("body", "")."""
    credentials: Mapping[str, Credential]
    """By name of the security scheme."""
    variables: Mapping[str, str]
    """By name of the server variable: the argument of the client."""
    webhooks: Mapping[str, str]
    """By id of the webhook: the function that parses it."""
    dicts: Mapping[str, str]
    """By id of the declaration, where a caller may give a dict for it: the type of the dict."""
    pinned: Pins
    """The names of the lock that these were made with."""

    def pins(self, api: Api, places: Places | None = None) -> dict[str, str]:
        """The public names as a lock keeps them: by pointer, or by method and path."""
        keys = (places or places_of(api)).keys
        found = {keys[id_]: name for id_, name in self.types.items()}
        found |= {keys[id_] + DICT: name for id_, name in self.dicts.items()}
        found |= group_pins(self.groups.values())
        found |= field_pins(self.fields, keys)
        found |= credential_pins(api.security_schemes, self.credentials)
        found |= parameter_pins(api.operations, self.parameters)
        found |= {id_ + PARSE: name for id_, name in self.webhooks.items()}
        for operation in api.operations:
            key = operation_key(operation)
            group = self.groups[operation.id].attribute
            found[key] = f"{group}.{self.methods[operation.id]}:{self.functions[operation.id]}"
        return found


def name_all(api: Api, package: str, pinned: Pins, diagnostics: Diagnostics) -> NameTable:
    """The name table of an API; `package` is the name of the generated package."""
    pins, dict_ids = pinned.names, needing_dicts(api)
    kept = frozenset(pins[id_ + DICT] for id_ in dict_ids if id_ + DICT in pins)
    gone = {name: key for key, name in pinned.removed.items() if not operation_of(key)}
    types = type_names(api.declarations, pins, kept, gone, diagnostics)
    credentials = credential_names(api.security_schemes, package, pins)
    arguments = frozenset(a for c in credentials.values() for a in c.arguments)
    variables = Scope(KEYWORDS | CLIENT_ARGUMENTS | arguments)
    names = operation_names(api, pinned, diagnostics)
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
        *names,
        {key: n for operation in api.operations for key, n in parameter_names(operation, pins)},
        credentials,
        {
            variable.name: variables.first_free([snake_name(variable.name, "variable")])
            for server in api.servers[:1]
            for variable in server.variables
        },
        _webhook_names(api.webhooks, pins),
        dict_names(dict_ids, types, pins, gone, diagnostics),
        pinned,
    )


def _webhook_names(webhooks: Sequence[Webhook], pins: Mapping[str, str]) -> dict[str, str]:
    """`parse_` and what the webhook is called; a callback takes its operation on a clash."""
    scope = Scope(BUILTINS_IN_ANNOTATIONS | {"models", "decoded"})
    found: dict[str, str] = {}
    for webhook in webhooks:
        pin = pins.get(webhook.id + PARSE)
        if pin is not None and is_name(pin) and scope.is_free(pin):
            found[webhook.id] = scope.take(pin)
    for webhook in webhooks:
        if webhook.id not in found:
            wishes = [[*parents, webhook.hint.words] for parents in ((), webhook.hint.parents)]
            names = ["parse_" + snake_name(" ".join(words), "webhook") for words in wishes]
            found[webhook.id] = scope.first_free(names)
    return found
