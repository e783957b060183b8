"""All names, once: from the IR and the pins of a lock to the name table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from restamp.diagnostics import Diagnostics
from restamp.ir.api import Api
from restamp.ir.declarations import EnumDecl, EnumMember, ObjectDecl
from restamp.ir.operations import Operation, Webhook
from restamp.python.credential_names import Credential, credential_names
from restamp.python.dict_needs import needing_dicts
from restamp.python.reserved import (
    BUILTINS,
    BUILTINS_IN_ANNOTATIONS,
    CLIENT_ARGUMENTS,
    CLIENT_CLASSES,
    CLIENT_MEMBERS,
    ENUM_MEMBERS,
    FAKE_CLASSES,
    FAKE_MEMBERS,
    KEYWORDS,
    MODEL_MEMBERS,
    MODULE_NAMES,
)
from restamp.python.scope import Scope, identifier, is_name, snake_name
from restamp.python.type_names import dict_key, dict_names, type_names
from restamp.python.words import pascal, spelled, split, upper

FUNCTION_RESERVED = BUILTINS_IN_ANNOTATIONS | BUILTINS | {"models", "annotations"}
RESOURCE_RESERVED = frozenset({"client_", "fake_"})
PARAMETER_RESERVED = frozenset({"models"})


@dataclass(frozen=True, slots=True)
class Group:
    """The names of one resource."""

    attribute: str
    """Of the client; also the module in `api` and `resources`."""
    sync_class: str
    async_class: str
    fake: str
    """Attribute of the fake."""
    fake_class: str


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

    def pins(self, api: Api) -> dict[str, str]:
        """The public names as a lock keeps them: by pointer, or by method and path."""
        found = dict(self.types)
        found |= {dict_key(id_): name for id_, name in self.dicts.items()}
        for operation in api.operations:
            key = operation_key(operation)
            group = self.groups[operation.id].attribute
            found[key] = f"{group}.{self.methods[operation.id]}:{self.functions[operation.id]}"
        return found


def operation_key(operation: Operation) -> str:
    """What an operation is called in a lock."""
    return f"{operation.method} {operation.path}"


def name_all(
    api: Api, package: str, pins: Mapping[str, str], diagnostics: Diagnostics
) -> NameTable:
    """The name table of an API; `package` is the name of the generated package."""
    dict_ids = needing_dicts(api)
    kept = frozenset(pins[dict_key(id_)] for id_ in dict_ids if dict_key(id_) in pins)
    types = type_names(api.declarations, pins, kept, diagnostics)
    credentials = credential_names(api.security_schemes, package)
    arguments = frozenset(a for c in credentials.values() for a in c.arguments)
    variables = Scope(KEYWORDS | CLIENT_ARGUMENTS | arguments)
    names = _operation_names(api, pins, diagnostics)
    return NameTable(
        package,
        types,
        _field_names(api),
        {
            key: name
            for d in api.declarations
            if isinstance(d, EnumDecl)
            for key, name in _members(d)
        },
        *names,
        {key: name for operation in api.operations for key, name in _parameter_names(operation)},
        credentials,
        {
            variable.name: variables.first_free([snake_name(variable.name, "variable")])
            for server in api.servers[:1]
            for variable in server.variables
        },
        _webhook_names(api.webhooks),
        dict_names(dict_ids, types, pins, diagnostics),
    )


def _field_names(api: Api) -> dict[tuple[str, str], str]:
    """Names of fields; a class never takes a name that its bases use for something else."""
    objects = {d.id: d for d in api.declarations if isinstance(d, ObjectDecl)}
    done: dict[str, dict[str, str]] = {}

    def names_of(decl: ObjectDecl) -> dict[str, str]:
        if decl.id in done:
            return done[decl.id]
        names: dict[str, str] = {}
        for base in decl.bases:
            if base in objects:
                names |= names_of(objects[base])
        scope = Scope(MODEL_MEMBERS | BUILTINS_IN_ANNOTATIONS | KEYWORDS)
        for name in names.values():
            scope.take(name)
        waiting = [field for field in decl.fields if field.wire_name not in names]
        for field in waiting:
            if field.pinned is not None:
                names[field.wire_name] = scope.first_free([snake_name(field.pinned, "field")])
        for field in waiting:
            # What is spelled just like a name keeps it, whatever stands before it.
            exact = snake_name(field.wire_name, "field")
            if field.wire_name not in names and exact == field.wire_name and scope.is_free(exact):
                names[field.wire_name] = scope.take(exact)
        for field in waiting:
            if field.wire_name not in names:
                wish = snake_name(field.wire_name, "field")
                names[field.wire_name] = scope.first_free([wish])
        done[decl.id] = names
        return names

    return {
        (decl.id, wire_name): name
        for decl in objects.values()
        for wire_name, name in names_of(decl).items()
    }


def _members(decl: EnumDecl) -> Iterable[tuple[tuple[str, str | int], str]]:
    scope = Scope(ENUM_MEMBERS)
    for member in decl.members:
        yield (decl.id, member.value), scope.first_free([_member_name(member)])


def _member_name(member: EnumMember) -> str:
    if member.words and split(member.words):
        return identifier(upper(split(member.words)), "VALUE")
    if isinstance(member.value, int):
        sign = "MINUS_" if member.value < 0 else ""
        return f"VALUE_{sign}{abs(member.value)}"
    if not member.value:
        return "EMPTY"
    name = upper(spelled(member.value))
    return identifier(name if name[:1].isalpha() else f"VALUE_{name}", "VALUE")


def _operation_names(
    api: Api, pins: Mapping[str, str], diagnostics: Diagnostics
) -> tuple[dict[str, Group], dict[str, str], dict[str, str]]:
    """Resources, endpoint functions and methods: the document's pins, the lock's, the others."""
    groups = _groups(api)
    functions: dict[str, str] = {}
    methods: dict[str, str] = {}
    function_scopes: dict[str, Scope] = {}
    method_scopes: dict[str, Scope] = {}

    def assign(operation: Operation, method: str, function: str) -> None:
        group = groups[operation.id].attribute
        function_scope = function_scopes.setdefault(group, Scope(FUNCTION_RESERVED))
        method_scope = method_scopes.setdefault(group, Scope(RESOURCE_RESERVED))
        functions[operation.id] = function_scope.first_free([function])
        methods[operation.id] = method_scope.first_free([method])

    known = {o.id: _locked(pins.get(operation_key(o), ""), groups[o.id]) for o in api.operations}
    for operation in api.operations:
        if operation.hint.pinned is not None:
            method = snake_name(operation.hint.pinned, "call")
            # A short name is clear behind its resource only: the function keeps a longer one.
            function = method if "_" in method else snake_name(operation.hint.words, "call")
            locked = known[operation.id]
            assign(operation, method, locked[1] if locked and locked[0] == method else function)
    for operation in api.operations:
        if operation.id not in functions and (locked := known[operation.id]):
            assign(operation, *locked)
    waiting = [operation for operation in api.operations if operation.id not in functions]
    # What is spelled just like a name keeps it: `get_foo`, whatever becomes of `getFoo`.
    for operation in sorted(waiting, key=lambda o: not is_name(o.hint.words)):
        name = snake_name(operation.hint.words, "call")
        assign(operation, name, name)
        if (
            functions[operation.id].rstrip("_0123456789") == name
            and functions[operation.id] != name
        ):
            diagnostics.note(
                "name-clash",
                f'"{name}" is taken; this becomes "{functions[operation.id]}"',
                operation.id,
            )
    return groups, functions, methods


def _locked(pin: str, group: Group) -> tuple[str, str] | None:
    """The method and the function of an operation in a lock, if it is still of this group."""
    attribute, _, rest = pin.partition(".")
    method, _, function = rest.partition(":")
    if attribute == group.attribute and is_name(method) and is_name(function):
        return method, function
    return None


def _webhook_names(webhooks: Iterable[Webhook]) -> dict[str, str]:
    """`parse_` and what the webhook is called; a callback takes its operation on a clash."""
    scope = Scope(BUILTINS_IN_ANNOTATIONS | {"models", "decoded"})
    return {
        webhook.id: scope.first_free(
            [
                "parse_" + snake_name(" ".join([*parents, webhook.hint.words]), "webhook")
                for parents in ((), webhook.hint.parents)
            ]
        )
        for webhook in webhooks
    }


def _groups(api: Api) -> dict[str, Group]:
    attributes = Scope(CLIENT_MEMBERS | MODULE_NAMES | KEYWORDS, folded=True)
    classes = Scope(CLIENT_CLASSES | KEYWORDS)
    fakes, fake_classes = Scope(FAKE_MEMBERS), Scope(FAKE_CLASSES)
    made: dict[str, Group] = {}
    found: dict[str, Group] = {}
    for operation in sorted(api.operations, key=lambda o: o.group.pinned or o.group.words):
        wish = snake_name(operation.group.pinned or operation.group.words, "group")
        if wish not in made:
            name = pascal(word.capitalize() for word in wish.split("_"))
            attribute = attributes.first_free([wish])
            sync_class = classes.first_free([name])
            made[wish] = Group(
                attribute,
                sync_class,
                classes.first_free([f"Async{name}"]),
                fakes.first_free([attribute]),
                fake_classes.first_free([f"Fake{sync_class}"]),
            )
        found[operation.id] = made[wish]
    return found


def _parameter_names(operation: Operation) -> Iterable[tuple[tuple[str, str, str], str]]:
    """The path's names first, then the body, then the others: earlier ones keep theirs."""
    scope = Scope(PARAMETER_RESERVED | KEYWORDS)
    ordered = sorted(operation.parameters, key=lambda p: p.location != "path")
    paths = [parameter for parameter in ordered if parameter.location == "path"]
    for parameter in paths:
        wish = snake_name(parameter.pinned or parameter.wire_name, "parameter")
        yield (operation.id, "path", parameter.wire_name), scope.first_free([wish])
    if operation.body is not None:
        yield (operation.id, "body", ""), scope.first_free(["body"])
    for parameter in ordered[len(paths) :]:
        wish = snake_name(parameter.pinned or parameter.wire_name, "parameter")
        place = f"{parameter.location}_{wish}"
        key = (operation.id, str(parameter.location), parameter.wire_name)
        yield key, scope.first_free([wish, place])
    if operation.body is not None and operation.body.is_selectable:
        wishes = ["content_type", "body_content_type"]
        yield (operation.id, "content_type", ""), scope.first_free(wishes)
