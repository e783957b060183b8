"""The arguments of an endpoint function, as values."""

from __future__ import annotations

from collections.abc import Iterator

from restamp.ir.declarations import Field
from restamp.ir.members import item_of
from restamp.ir.operations import Body, Content, FlatBody, Location, Operation, Parameter
from restamp.ir.types import ANY, Kind, ListOf, Primitive, TupleOf
from restamp.names.parameters import EXTRA, FIELD
from restamp.python.calls.flat_bodies import extra_type, field_default, field_type
from restamp.python.modules.subject import Subject
from restamp.python.types.public import (
    NOTHING,
    Container,
    Default,
    Generic,
    PublicType,
    Simple,
    optional,
)
from restamp.python.types.received import ReceivedTypes, literals_of
from restamp.python.types.sent import SentTypes, sent_union
from restamp.records import dataclass


@dataclass(frozen=True, slots=True)
class CallArgument:
    """One argument of a call."""

    name: str
    type: PublicType
    """Includes None if that is the default."""
    default: Default | None
    """None if required."""
    is_keyword_only: bool
    wire: str
    """Its location in the request: location and name of a parameter or a field, "body", "extra" or "media type"."""
    at: str
    parameter: Parameter | None = None
    field: Field | None = None
    """The field of the body that it is."""


def arguments_of(subject: Subject, operation: Operation) -> tuple[CallArgument, ...]:
    """The arguments: path parameters in the order of the URL or the lock, then the body, then keyword-only ones.

    If the fields of the body are arguments, they come after the others, required ones first.
    """
    return subject.once(_arguments, operation.id, operation)


def _arguments(subject: Subject, operation: Operation) -> tuple[CallArgument, ...]:
    types = ReceivedTypes(subject.declarations, subject.names)
    return tuple(_Signature(subject, operation, types).arguments())


def in_url_order(operation: Operation) -> list[Parameter]:
    """The path parameters in the order of the path."""
    parameters = [p for p in operation.parameters if p.location is Location.PATH]
    return sorted(parameters, key=lambda p: operation.path.find("{" + p.wire_name + "}"))


def in_argument_order(subject: Subject, operation: Operation) -> list[Parameter]:
    """The path parameters in the order of their arguments."""
    by_name = {p.wire_name: p for p in operation.parameters if p.location is Location.PATH}
    return [by_name[wire_name] for wire_name in subject.names.path_orders[operation.id]]


def argument_name(subject: Subject, operation: Operation, parameter: Parameter) -> str:
    """The Python name of a parameter."""
    key = (operation.id, str(parameter.location), parameter.wire_name)
    return subject.names.parameters[key]


@dataclass(frozen=True, slots=True)
class _Signature:
    subject: Subject
    operation: Operation
    types: ReceivedTypes

    def arguments(self) -> Iterator[CallArgument]:
        body, others = self.operation.body, self.operation.parameters
        for parameter in in_argument_order(self.subject, self.operation):
            yield self._parameter(parameter)
        if body is not None and body.flat is None:
            name = self.subject.names.parameters[self.operation.id, "body", ""]
            type_ = self._body_type(body)
            default = None if body.required else NOTHING
            type_ = type_ if default is None else optional(type_)
            yield CallArgument(name, type_, default, False, "body", body.at)
        for parameter in others:
            if parameter.location is not Location.PATH:
                yield self._parameter(parameter)
        if body is not None and body.flat is not None:
            yield from self._fields(body, body.flat)
        if body is not None and body.is_selectable:
            yield self._media_type(body)

    def _parameter(self, parameter: Parameter) -> CallArgument:
        type_ = SentTypes(self.types, in_body=False)(parameter.type)
        return CallArgument(
            argument_name(self.subject, self.operation, parameter),
            type_ if parameter.required else optional(type_),
            None if parameter.required else NOTHING,
            parameter.location is not Location.PATH,
            f"{parameter.location} {parameter.wire_name}",
            parameter.at,
            parameter,
        )

    def _fields(self, body: Body, flat: FlatBody) -> Iterator[CallArgument]:
        names, id_ = self.subject.names.parameters, self.operation.id
        sent = SentTypes(self.types, in_body=True)
        fields = [(f, field_default(self.subject, body, flat, f)) for f in flat.passed]
        for field, default in sorted(fields, key=lambda pair: not pair[0].required):
            yield CallArgument(
                names[id_, FIELD, field.wire_name],
                field_type(sent, field, flat, default),
                default,
                True,
                f"{FIELD} {field.wire_name}",
                field.at,
                field=field,
            )
        if flat.extra is not None:
            name = names[id_, EXTRA, ""]
            yield CallArgument(name, extra_type(sent, flat.extra), NOTHING, True, EXTRA, body.at)

    def _body_type(self, body: Body) -> PublicType:
        """The type of a body: the union of the types of its contents."""
        streams = [self._items(content) for content in body.choices if content.codec.is_stream]
        types = [content.type for content in body.choices if not content.codec.is_stream]
        patches = [content.type for content in body.choices if content.is_json_patch]
        if any(item_of(type_, self.subject.declarations) in (None, ANY) for type_ in patches):
            # A JSON Patch is a list (RFC 6902, section 3), even if the document describes an object.
            types.append(ListOf(Primitive(Kind.OBJECT)))
        if ANY in types:
            return Simple.ANY
        sent = SentTypes(self.types, in_body=True)
        if not streams:
            return sent.either(types)
        return sent_union([*([sent.either(types)] if types else []), *streams, Simple.FILE])

    def _items(self, content: Content) -> PublicType:
        """The type of the items of a body, or of all of them where their number is fixed."""
        if isinstance(content.type, TupleOf):
            return SentTypes(self.types, in_body=True)(content.type)
        item: PublicType = Simple.EVENT
        if content.item is not None:
            item = SentTypes(self.types, in_body=True)(content.item)
        return Generic(Container.ITEMS, (item,))

    def _media_type(self, body: Body) -> CallArgument:
        """The argument that selects the media type of the body."""
        name = self.subject.names.parameters[self.operation.id, "content_type", ""]
        listed = [content.media_type for content in body.choices]
        type_: PublicType = Simple.STR
        default = Default(listed[0]) if len(listed) == 1 else NOTHING
        if len(listed) > 1:
            is_open = any(content.is_range for content in body.choices)
            type_ = optional(Simple.STR if is_open else literals_of(listed))
        return CallArgument(name, type_, default, True, "media type", body.at)
