"""The arguments of an endpoint function, and how they become those of its request."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from restamp.ir.operations import Codec, Content, Location, Operation, Parameter
from restamp.ir.types import Kind, Primitive, Type
from restamp.python.annotations import Annotator
from restamp.python.imports import Imports
from restamp.python.literals import laid_out, literal
from restamp.python.sent_annotations import SentAnnotator
from restamp.python.views import Subject

PARAMETERS = ".._runtime.parameters"
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
            annotation = self._sent(_sent_type(body.contents[0]), in_body=True)
            if body.required:
                yield f"{name}: {annotation}"
            else:
                yield f"{name}: {self.annotator.optional(annotation)} = None"
        others = [p for p in self.operation.parameters if p.location is not Location.PATH]
        if others:
            yield "*"
        for parameter in others:
            yield self._parameter(parameter)

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

    def _sent(self, type_: Type, *, in_body: bool) -> str:
        """The annotation of what may be given for a type."""

        def dict_named(id_: str) -> str | None:
            name = self.subject.names.dicts.get(id_)
            return name and f"{self.imports.use('..', 'models')}.{name}"

        return SentAnnotator(self.annotator, dict_named, in_body)(type_)

    def _name(self, parameter: Parameter) -> str:
        return argument_name(self.subject, self.operation, parameter)

    def _parameter(self, parameter: Parameter) -> str:
        annotation = self._sent(parameter.type, in_body=False)
        if parameter.required:
            return f"{self._name(parameter)}: {annotation}"
        return f"{self._name(parameter)}: {self.annotator.optional(annotation)} = None"

    def _value(self, parameter: Parameter) -> str:
        """The argument as it is, or wrapped where it travels in another way than usual."""
        name = self._name(parameter)
        if parameter.json_content:
            return f"{self.imports.use(PARAMETERS, 'JsonText')}({name})"
        if (parameter.style, parameter.explode) == DEFAULT_STYLES[parameter.location]:
            return name
        if parameter.explode == (parameter.style == "form") and parameter.style == "form":
            return name
        if _is_scalar(parameter.type) and parameter.style in ("simple", "form", "cookie"):
            return name
        styled = self.imports.use(PARAMETERS, "Styled")
        return f"{styled}({name}, {literal(parameter.style)}, explode={parameter.explode})"

    def _body(self) -> Iterable[str]:
        body = self.operation.body
        if body is not None:
            yield f"body={self.subject.names.parameters[self.operation.id, 'body', '']}"
            if body.contents[0].media_type != "application/json":
                yield f"media_type={literal(body.contents[0].media_type)}"


def _sent_type(content: Content) -> Type:
    match content.codec:
        case Codec.BINARY:
            return Primitive(Kind.BINARY)
        case _:
            return content.type


def _is_scalar(type_: Type) -> bool:
    return isinstance(type_, Primitive) and type_.kind not in (Kind.ANY, Kind.OBJECT)
