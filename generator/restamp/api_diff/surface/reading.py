"""Derive the surface of a package from the IR and its names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from restamp.api_diff.surface.calls import alternatives_of, calls_of
from restamp.api_diff.surface.lineage import Lineage
from restamp.api_diff.surface.surface import (
    Alias,
    Argument,
    Attribute,
    Class,
    Declared,
    Enumeration,
    OutputType,
    Surface,
    environment_of,
)
from restamp.ir.declarations import AliasDecl, Declaration, EnumDecl, ObjectDecl
from restamp.ir.types import ANY, Type
from restamp.ir.walk import reachable, request_types, response_types, webhook_types
from restamp.python.calls.credentials import credential_arguments
from restamp.python.calls.errors import error_bodies
from restamp.python.calls.webhooks import webhook_functions
from restamp.python.modules.subject import Subject
from restamp.python.types.fields import TypedField, declared_fields, keys_of
from restamp.python.types.public import NOTHING, PublicType, Simple, optional, untagged
from restamp.python.types.received import ReceivedTypes
from restamp.python.types.sent import SentTypes
from restamp.records import dataclass


def surface_of(subject: Subject) -> Surface:
    """The surface of the package that is generated from a subject."""
    api, names = subject.api, subject.names
    types = ReceivedTypes(subject.declarations, names)
    declared = dict(_Declared(subject, Lineage(subject), types).all())
    received = [t for o in api.operations for t in response_types(o)]
    received += [t for webhook in api.webhooks for t in webhook_types(webhook)]
    read = _symbols(subject, received)
    sent = _symbols(subject, [t for o in api.operations for t in request_types(o)])
    # Declarations that no operation uses may be both read and sent; typed dicts can only be sent.
    rest = declared.keys() - read - sent
    dicts = {f"models.{name}" for name in names.dicts.values()}
    return Surface(
        title=api.title,
        version=api.version,
        calls=calls_of(subject),
        declared=declared,
        outputs={output.symbol: output for output in _outputs(subject)},
        credentials=tuple(_credentials(subject)),
        alternatives=alternatives_of(subject, api.security),
        address=api.servers[0].url if api.servers else "",
        received=read | (rest - dicts),
        sent=sent | rest,
        environment=environment_of(declared),
    )


def _symbols(subject: Subject, types: Iterable[Type]) -> frozenset[str]:
    """Symbols of the declarations that these types refer to."""
    ids = reachable(types, subject.declarations)
    return frozenset(f"models.{subject.names.types[id_]}" for id_ in ids)


def _outputs(subject: Subject) -> Iterator[OutputType]:
    for name, type_ in error_bodies(subject).items():
        yield OutputType(f"errors.{name}.error", untagged(type_))
    for function in webhook_functions(subject):
        yield OutputType(f"webhooks.{function.name}()", untagged(function.type), function.at)


def _credentials(subject: Subject) -> Iterator[Argument]:
    for argument in credential_arguments(subject):
        scheme = argument.scheme
        serialization = " ".join(filter(None, (scheme.kind, scheme.location, scheme.wire_name)))
        wire = f"{scheme.name} {argument.number}"
        type_ = optional(argument.type)
        yield Argument(argument.name, type_, NOTHING, None, scheme.at, wire, serialization)
    for variable in subject.api.servers[0].variables if subject.api.servers else ():
        name, type_ = subject.names.variables[variable.name], optional(Simple.STR)
        yield Argument(name, type_, NOTHING, None, "#/servers/0", variable.name)


@dataclass(frozen=True, slots=True)
class _Declared:
    subject: Subject
    lineage: Lineage
    types: ReceivedTypes

    def all(self) -> Iterator[tuple[str, Declared]]:
        """Everything in `models`, by symbol."""
        for declaration in self.subject.api.declarations:
            for declared in self._one(declaration):
                yield declared.symbol, declared

    def _one(self, declaration: Declaration) -> Iterator[Declared]:
        names = self.subject.names
        symbol = f"models.{names.types[declaration.id]}"
        match declaration:
            case ObjectDecl():
                yield self._class(declaration, symbol)
            case EnumDecl():
                members = {
                    names.members[declaration.id, m.value]: m.value for m in declaration.members
                }
                yield Enumeration(symbol, declaration.id, members, declaration.is_integer)
            case AliasDecl():
                yield Alias(symbol, declaration.id, self._type(declaration.type))
        name = names.dicts.get(declaration.id)
        if name is not None:
            yield self._dict(declaration, f"models.{name}")

    def _type(self, type_: Type) -> PublicType:
        return untagged(self.types(type_))

    def _class(self, decl: ObjectDecl, symbol: str) -> Class:
        objects, types = self.subject.declarations, self.subject.names.types
        mro = self.lineage.mro(decl.id)
        attributes: dict[str, Attribute] = {}
        for id_ in mro:
            base = objects[id_]
            if not isinstance(base, ObjectDecl):
                continue
            owner = "" if id_ == decl.id else f"models.{types[id_]}"
            for field in declared_fields(self.subject, base):
                attribute = self._attribute(id_, field, owner)
                attributes.setdefault(attribute.name, attribute)
        return Class(
            symbol,
            decl.id,
            tuple(attributes.values()),
            tuple(f"models.{types[base]}" for base in self.lineage.bases_of(decl.id)),
            tuple(f"models.{types[id_]}" for id_ in mro[1:]),
            self._type(next(self._extras(mro), ANY)),
        )

    def _extras(self, mro: Iterable[str]) -> Iterator[Type]:
        """The types of undeclared fields that models declare, the nearest first."""
        for id_ in mro:
            decl = self.subject.declarations[id_]
            if isinstance(decl, ObjectDecl) and decl.extra not in (None, ANY):
                yield decl.extra

    def _attribute(self, id_: str, typed: TypedField, owner: str) -> Attribute:
        field, type_, default = typed
        return Attribute(
            self.subject.names.fields[id_, field.wire_name],
            untagged(type_),
            default,
            field.at,
            field.wire_name,
            owner,
            field.doc.facts,
            field.doc.deprecated,
        )

    def _dict(self, decl: Declaration, symbol: str) -> Declared:
        if isinstance(decl, AliasDecl):
            sent = SentTypes(self.types, in_body=True)
            return Alias(symbol, decl.id, sent.dicts_only(decl.type))
        if not isinstance(decl, ObjectDecl):
            raise TypeError(decl)
        keys = (
            Attribute(key.name, key.type, None if key.is_required else NOTHING, key.at)
            for key in keys_of(self.subject, decl)
        )
        return Class(symbol, decl.id, tuple(keys), is_dict=True)
