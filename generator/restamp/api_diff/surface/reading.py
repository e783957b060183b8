"""From the IR and its names to what a caller sees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from restamp.api_diff.surface.calls import alternatives_of, annotator_of, calls_of
from restamp.api_diff.surface.lineage import Lineage
from restamp.api_diff.surface.surface import (
    Alias,
    Argument,
    Attribute,
    Class,
    Declared,
    Enumeration,
    Reader,
    Surface,
    world_of,
)
from restamp.ir.declarations import AliasDecl, Declaration, EnumDecl, Field, ObjectDecl
from restamp.ir.types import ANY, Type
from restamp.ir.walk import reachable, request_types, response_types, webhook_types
from restamp.names.dicts import sent_fields
from restamp.pointers import below
from restamp.python.types.annotations import Annotator
from restamp.python.types.imports import Imports
from restamp.python.types.sent_annotations import SentAnnotator
from restamp.python.views.client import errors_view
from restamp.python.views.credentials import credential_arguments, taken_schemes
from restamp.python.views.dicts import key_type
from restamp.python.views.models import field_type
from restamp.python.views.views import Subject
from restamp.python.views.webhooks import headers_name, webhooks_view

ERROR = "StatusError"


def surface_of(subject: Subject) -> Surface:
    """The surface of a package that is generated from this."""
    api, names = subject.api, subject.names
    declared = dict(_Declared(subject, Lineage(subject)).all())
    answered = [t for o in api.operations for t in response_types(o)]
    answered += [t for webhook in api.webhooks for t in webhook_types(webhook)]
    read = _symbols(subject, answered)
    given = _symbols(subject, [t for o in api.operations for t in request_types(o)])
    # What no call leads to may be used in any way; of dicts there is but one.
    rest = declared.keys() - read - given
    dicts = {f"models.{name}" for name in names.dicts.values()}
    return Surface(
        title=api.title,
        version=api.version,
        calls=calls_of(subject),
        declared=declared,
        readers={reader.symbol: reader for reader in _readers(subject)},
        credentials=tuple(_credentials(subject)),
        alternatives=alternatives_of(subject, api.security),
        address=api.servers[0].url if api.servers else "",
        answered=read | (rest - dicts),
        sent=given | rest,
        world=world_of(declared),
    )


def _symbols(subject: Subject, types: Iterable[Type]) -> frozenset[str]:
    """The models that these types reach."""
    ids = reachable(types, subject.declarations)
    return frozenset(f"models.{subject.names.types[id_]}" for id_ in ids)


def _readers(subject: Subject) -> Iterator[Reader]:
    view = errors_view(subject)
    base = next(item.annotation for item in view.classes if item.name == ERROR)
    for item in view.classes:
        yield Reader(f"errors.{item.name}.error", item.annotation or base)
    ids = {name: id_ for id_, name in subject.names.webhooks.items()}
    ids |= {headers_name(name): below(id_, "parameters") for name, id_ in ids.items()}
    for webhook in webhooks_view(subject).webhooks:
        yield Reader(f"webhooks.{webhook.name}()", webhook.annotation, ids[webhook.name])


def _credentials(subject: Subject) -> Iterator[Argument]:
    schemes = {
        argument: (number, scheme)
        for scheme in taken_schemes(subject)
        for number, argument in enumerate(subject.names.credentials[scheme.name].arguments)
    }
    for view in credential_arguments(subject, Imports()):
        number, scheme = schemes[view.name]
        travel = " ".join(filter(None, (scheme.kind, scheme.location, scheme.wire_name)))
        wire = f"{scheme.name} {number}"
        yield Argument(view.name, view.sync_annotation, "None", None, scheme.at, wire, travel)
    for variable in subject.api.servers[0].variables if subject.api.servers else ():
        name = subject.names.variables[variable.name]
        yield Argument(name, "str | None", "None", None, "#/servers/0", variable.name)


@dataclass(frozen=True, slots=True)
class _Declared:
    subject: Subject
    lineage: Lineage

    def all(self) -> Iterator[tuple[str, Declared]]:
        """Everything in `models`, by symbol."""
        for declaration in self.subject.api.declarations:
            for found in self._one(declaration):
                yield found.symbol, found

    def _one(self, declaration: Declaration) -> Iterator[Declared]:
        names = self.subject.names
        symbol = f"models.{names.types[declaration.id]}"
        annotator = annotator_of(self.subject, Imports())
        match declaration:
            case ObjectDecl():
                yield self._class(declaration, symbol, annotator)
            case EnumDecl():
                members = {
                    names.members[declaration.id, m.value]: m.value for m in declaration.members
                }
                yield Enumeration(symbol, declaration.id, members, declaration.is_integer)
            case AliasDecl():
                yield Alias(symbol, declaration.id, annotator(declaration.type))
        name = names.dicts.get(declaration.id)
        if name is not None:
            yield self._dict(declaration, f"models.{name}", annotator)

    def _class(self, decl: ObjectDecl, symbol: str, annotator: Annotator) -> Class:
        objects, types = self.subject.declarations, self.subject.names.types
        line = self.lineage.line(decl.id)
        found: dict[str, Attribute] = {}
        for id_ in line:
            held = objects[id_]
            for field in self.lineage.written(held) if isinstance(held, ObjectDecl) else ():
                owner = "" if id_ == decl.id else f"models.{types[id_]}"
                attribute = self._attribute(id_, field, annotator, owner)
                found.setdefault(attribute.name, attribute)
        return Class(
            symbol,
            decl.id,
            tuple(found.values()),
            tuple(f"models.{types[base]}" for base in self.lineage.bases(decl)),
            tuple(f"models.{types[id_]}" for id_ in line[1:]),
            annotator(next(self._extras(line), ANY)),
        )

    def _extras(self, line: Iterable[str]) -> Iterator[Type]:
        """What models say of their undeclared fields, the nearest first."""
        for id_ in line:
            held = self.subject.declarations[id_]
            if isinstance(held, ObjectDecl) and held.extra not in (None, ANY):
                yield held.extra

    def _attribute(self, id_: str, field: Field, annotator: Annotator, owner: str) -> Attribute:
        annotation, default = field_type(field, annotator)
        return Attribute(
            self.subject.names.fields[id_, field.wire_name],
            annotation,
            default or None,
            field.at,
            field.wire_name,
            owner,
            field.doc.facts,
            field.doc.deprecated,
        )

    def _dict(self, decl: Declaration, symbol: str, annotator: Annotator) -> Declared:
        dicts = self.subject.names.dicts

        def dict_named(id_: str) -> str | None:
            return f"models.{dicts[id_]}" if id_ in dicts else None

        sent = SentAnnotator(annotator, dict_named, in_body=True)
        if isinstance(decl, AliasDecl):
            return Alias(symbol, decl.id, sent.dicts_only(decl.type))
        if not isinstance(decl, ObjectDecl):
            raise TypeError(decl)
        keys: list[Attribute] = []
        for field in sent_fields(decl, self.subject.declarations):
            text = key_type(field, sent)
            required = text.startswith("Required[")
            bare = text.removeprefix("Required[").removesuffix("]") if required else text
            keys.append(Attribute(field.wire_name, bare, None if required else "...", field.at))
        return Class(symbol, decl.id, tuple(keys), is_dict=True)
