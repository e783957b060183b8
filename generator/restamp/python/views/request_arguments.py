"""The arguments of an endpoint function, and how they become those of its request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from restamp.ir.declarations import AliasDecl, Declaration
from restamp.ir.forms import file_fields
from restamp.ir.members import item_of
from restamp.ir.operations import (
    Body,
    Codec,
    Content,
    FieldEncoding,
    Location,
    Operation,
    Parameter,
)
from restamp.ir.sent_tags import adds
from restamp.ir.types import ANY, Kind, ListOf, Named, Nullable, OneOf, Primitive, Type
from restamp.python.types.annotations import Annotator
from restamp.python.types.imports import Imports
from restamp.python.types.literals import laid_out, literal, mapping, parts
from restamp.python.types.plain_data import SELDOM, decides, innermost
from restamp.python.types.sent_annotations import SentAnnotator
from restamp.python.views.views import Subject
from restamp.runtime import modules as runtime

CHOICE = "content_type"
"""What the argument is called that chooses a media type, unless a parameter has that name."""
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
TEXTS = {Codec.JSON: "JsonText", Codec.FORM: "FormText"}
TYPED = (Codec.JSON, Codec.FORM, Codec.MULTIPART)
"""Bodies that are written from plain data."""
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
            wrapper = self.imports.use(runtime.PARAMETERS, TEXTS[parameter.content])
            if parameter.content is Codec.JSON and decides(
                parameter.type, self.subject.declarations, SELDOM
            ):
                return f"{wrapper}({name}, {self.annotator(parameter.type)})"
            return f"{wrapper}({name})"
        if innermost(parameter.type) == BASE64URL:
            name = f"{self.imports.use(runtime.PARAMETERS, 'UrlSafe')}({name})"
        keeps_reserved = parameter.allow_reserved and parameter.location in RESERVED_IN
        if not keeps_reserved and _is_usual(parameter):
            return name
        styled = self.imports.use(runtime.PARAMETERS, "Styled")
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
        if body.required and any(map(self._may_be_null, body.choices)):
            argument = f"{self.imports.use(runtime.PARAMETERS, 'or_null')}({argument})"
        yield f"body={argument}"
        if body.is_selectable:
            yield f"media_type={self._chosen(body, name)}"
        elif body.contents[0].media_type != "application/json":
            yield f"media_type={literal(body.contents[0].media_type)}"
        encodings = [
            (literal(content.media_type), self._encodings(content))
            for content in body.choices
            if content.encodings
        ]
        if encodings:
            yield laid_out("encodings=", encodings, 8)
        files = [
            literal(field)
            for content in body.choices
            if content.codec is Codec.MULTIPART
            for field in file_fields(content.type, self.subject.declarations)
        ]
        if files:
            yield f"files={parts(list(dict.fromkeys(files)))}"
        types = [
            (literal(content.media_type), self.annotator(content.type))
            for content in body.contents
            if content.codec in TYPED and decides(content.type, self.subject.declarations)
        ]
        if types:
            yield laid_out("body_types=", types, 8)

    def _chosen(self, body: Body, name: str) -> str:
        """The media type: what the caller chose, or else what the body fits."""
        chosen = self.subject.names.parameters[self.operation.id, "content_type", ""]
        if len(body.choices) == 1:
            return chosen
        types: dict[str, str] = {}
        for content in body.choices:
            types.setdefault(literal(content.media_type), self.annotator(content.type))
        table = f"lambda: {mapping(types.items())}"
        arguments = [name, chosen, table, *([literal(chosen)] if chosen != CHOICE else [])]
        return f"{self.imports.use(runtime.CHOICES, 'media_type_of')}({', '.join(arguments)})"

    def _tagged(self, name: str, types: Iterable[Type]) -> str:
        """The argument, with the tags that its type's unions ask for where there are such."""
        found = [type_ for type_ in types if adds(type_, self.subject.sent_tags.ids)]
        if not found:
            return name
        annotation = self.annotator.union([self.annotator(type_) for type_ in found])
        return f"{self.imports.use(runtime.TAGGING, 'tagged')}({annotation}, {name})"

    def _may_be_null(self, content: Content) -> bool:
        return content.codec is Codec.JSON and _takes_null(content.type, self.subject.declarations)

    def _encodings(self, content: Content) -> str:
        pairs = [(literal(e.wire_name), self._encoding(e)) for e in content.encodings]
        return laid_out("", pairs, 12).replace("\n", "\n    ")

    def _encoding(self, encoding: FieldEncoding) -> str:
        arguments: list[str] = []
        if encoding.content_type:
            arguments.append(f"content_type={literal(encoding.content_type)}")
        if encoding.headers:
            headers = [(literal(name), literal(value)) for name, value in encoding.headers]
            arguments.append(f"headers={mapping(headers)}")
        if encoding.style is not None:
            arguments.append(f"style={literal(encoding.style)}")
        if encoding.explode is not None:
            arguments.append(f"explode={encoding.explode}")
        if encoding.allow_reserved:
            arguments.append("allow_reserved=True")
        return f"{self.imports.use(runtime.PARAMETERS, 'Encoding')}({', '.join(arguments)})"


def _is_usual(parameter: Parameter) -> bool:
    """Whether the value travels as its place's default style has it."""
    style = parameter.style
    if (style, parameter.explode) == DEFAULT_STYLES[parameter.location]:
        return True
    return _is_scalar(parameter.type) and style in ("simple", "form")


def _is_scalar(type_: Type) -> bool:
    return isinstance(type_, Primitive) and type_.kind not in (Kind.ANY, Kind.OBJECT)


def _takes_null(type_: Type, declarations: Mapping[str, Declaration]) -> bool:
    """Whether null is a value of a type."""
    match type_:
        case Nullable() | Primitive(Kind.ANY | Kind.NULL):
            return True
        case OneOf(members):
            return any(_takes_null(member, declarations) for member in members)
        case Named(id_):
            held = declarations[id_]
            return isinstance(held, AliasDecl) and _takes_null(held.type, declarations)
        case _:
            return False
