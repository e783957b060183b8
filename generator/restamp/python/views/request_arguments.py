"""The arguments of an endpoint function, and how they become those of its request."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from restamp.ir.members import item_of
from restamp.ir.operations import (
    Body,
    Codec,
    Location,
    Operation,
    Parameter,
)
from restamp.ir.sent_tags import adds
from restamp.ir.types import ANY, Kind, ListOf, Primitive, Type
from restamp.python.types.annotations import Annotator
from restamp.python.types.imports import Imports
from restamp.python.types.literals import laid_out, literal
from restamp.python.types.plain_data import SELDOM, decides, innermost
from restamp.python.types.sent_annotations import SentAnnotator
from restamp.python.views.body_arguments import BodyWriter
from restamp.python.views.views import Subject
from restamp.runtime import modules as runtime

DEFAULT_STYLES = {
    Location.PATH: ("simple", False),
    Location.QUERY: ("form", True),
    Location.HEADER: ("simple", False),
    Location.COOKIE: ("form", True),
}
CONTAINERS = {
    Location.PATH: "path",
    Location.QUERY: "query",
    Location.HEADER: "headers",
    Location.COOKIE: "cookies",
}
BASE64URL = Primitive(Kind.BASE64URL)
RESERVED_IN = (Location.PATH, Location.QUERY)
"""Where `allowReserved` changes something; cookies are escaped no more than they must be."""


def in_url_order(operation: Operation) -> list[Parameter]:
    """The path parameters, as they stand in the path."""
    found = [p for p in operation.parameters if p.location is Location.PATH]
    return sorted(found, key=lambda p: operation.path.find("{" + p.wire_name + "}"))


def argument_name(subject: Subject, operation: Operation, parameter: Parameter) -> str:
    """What a parameter is called in Python."""
    key = (operation.id, str(parameter.location), parameter.wire_name)
    return subject.names.parameters[key]


@dataclass(frozen=True, slots=True)
class RequestArguments:
    """What the parameters and the body of one operation become."""

    subject: Subject
    operation: Operation
    imports: Imports
    annotator: Annotator

    def signature(self) -> Iterable[str]:
        """Path parameters in the order of the URL, then the body; all else by keyword."""
        for parameter in in_url_order(self.operation):
            yield self._parameter(parameter)
        body = self.operation.body
        if body is not None:
            name = self.subject.names.parameters[self.operation.id, "body", ""]
            annotation = self._body_annotation(body)
            if body.required:
                yield f"{name}: {annotation}"
            else:
                yield f"{name}: {self.annotator.optional(annotation)} = None"
        others = [p for p in self.operation.parameters if p.location is not Location.PATH]
        selectable = body is not None and body.is_selectable
        if others or selectable:
            yield "*"
        for parameter in others:
            yield self._parameter(parameter)
        if body is not None and selectable:
            yield self._content_type(body)

    def parts(self) -> Iterable[str]:
        """The parts of the request that they make: path, query, headers, cookies, body."""
        for location, keyword in CONTAINERS.items():
            found = [p for p in self.operation.parameters if p.location is location]
            if location is Location.PATH:
                found = in_url_order(self.operation)
            if found:
                pairs = [(literal(p.wire_name), self._value(p)) for p in found]
                yield laid_out(f"{keyword}=", pairs, 8)
        yield from self._body()

    def _sender(self, *, in_body: bool) -> SentAnnotator:
        """Writes what may be given for a type."""

        def dict_named(id_: str) -> str | None:
            name = self.subject.names.dicts.get(id_)
            return name and f"{self.imports.use('..', 'models')}.{name}"

        return SentAnnotator(self.annotator, dict_named, in_body)

    def _name(self, parameter: Parameter) -> str:
        return argument_name(self.subject, self.operation, parameter)

    def _parameter(self, parameter: Parameter) -> str:
        annotation = self._sender(in_body=False)(parameter.type)
        if parameter.required:
            return f"{self._name(parameter)}: {annotation}"
        return f"{self._name(parameter)}: {self.annotator.optional(annotation)} = None"

    def _value(self, parameter: Parameter) -> str:
        """The argument as it is, or wrapped where it travels in another way than usual."""
        name = self._tagged(self._name(parameter), [parameter.type])
        if parameter.content is not None:
            if parameter.content is Codec.FORM:
                return f"{self.imports.use(runtime.FORMS, 'FormText')}({name})"
            if decides(parameter.type, self.subject.declarations, SELDOM):
                typed = self.imports.use(runtime.TYPED, "TypedText")
                return f"{typed}({name}, {self.annotator(parameter.type)})"
            return f"{self.imports.use(runtime.JSON_VALUES, 'JsonText')}({name})"
        if innermost(parameter.type) == BASE64URL:
            name = f"{self.imports.use(runtime.STYLES, 'UrlSafe')}({name})"
        keeps_reserved = parameter.allow_reserved and parameter.location in RESERVED_IN
        if not keeps_reserved and _is_usual(parameter):
            return name
        styled = self.imports.use(runtime.STYLES, "Styled")
        text = f"{styled}({name}, {literal(parameter.style)}, explode={parameter.explode}"
        return f"{text}, allow_reserved=True)" if keeps_reserved else f"{text})"

    def _body_annotation(self, body: Body) -> str:
        """What a body may be: of one of the types of its contents."""
        types = [content.type for content in body.choices]
        patches = [content.type for content in body.choices if content.is_json_patch]
        if any(item_of(type_, self.subject.declarations) in (None, ANY) for type_ in patches):
            # Some documents describe it as an object: it is a list (RFC 6902, section 3).
            types.append(ListOf(Primitive(Kind.OBJECT)))
        return self.annotator(ANY) if ANY in types else self._sender(in_body=True).either(types)

    def _content_type(self, body: Body) -> str:
        """The argument that chooses among them."""
        name = self.subject.names.parameters[self.operation.id, "content_type", ""]
        listed = [content.media_type for content in body.choices]
        if len(listed) == 1:
            return f"{name}: str = {literal(listed[0])}"
        if any(content.is_range for content in body.choices):
            return f"{name}: {self.annotator.optional('str')} = None"
        choices = ", ".join(map(literal, dict.fromkeys(listed)))
        annotation = f"{self.imports.use('typing', 'Literal')}[{choices}]"
        return f"{name}: {self.annotator.optional(annotation)} = None"

    def _body(self) -> Iterable[str]:
        body = self.operation.body
        if body is None:
            return
        name = self.subject.names.parameters[self.operation.id, "body", ""]
        argument = self._tagged(name, [content.type for content in body.choices])
        writer = BodyWriter(self.subject, self.operation, self.imports, self.annotator)
        yield f"body={writer(body, name, argument)}"

    def _tagged(self, name: str, types: Iterable[Type]) -> str:
        """The argument, with the tags that its type's unions ask for where there are such."""
        found = [type_ for type_ in types if adds(type_, self.subject.sent_tags.ids)]
        if not found:
            return name
        annotation = self.annotator.union([self.annotator(type_) for type_ in found])
        return f"{self.imports.use(runtime.TAGGING, 'tagged')}({annotation}, {name})"


def _is_usual(parameter: Parameter) -> bool:
    """Whether the value travels as its place's default style has it."""
    style = parameter.style
    if (style, parameter.explode) == DEFAULT_STYLES[parameter.location]:
        return True
    return _is_scalar(parameter.type) and style in ("simple", "form")


def _is_scalar(type_: Type) -> bool:
    return isinstance(type_, Primitive) and type_.kind not in (Kind.ANY, Kind.OBJECT)
