"""The arguments of an endpoint function, and their use in the request."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from restamp.ir.operations import (
    UNESCAPED,
    Body,
    Codec,
    Location,
    Operation,
    Parameter,
)
from restamp.ir.sent_tags import adds
from restamp.ir.types import Kind, ListOf, Nullable, Primitive, Type
from restamp.names.parameters import EXTRA, FIELD
from restamp.python.calls.arguments import CallArgument, argument_name, in_url_order
from restamp.python.calls.flat_bodies import null_fields
from restamp.python.modules.subject import Subject
from restamp.python.types.annotations import Annotator
from restamp.python.types.imports import Imports
from restamp.python.types.literals import laid_out, literal, mapping, parts
from restamp.python.types.plain_data import SELDOM, decides, innermost
from restamp.python.views.body_arguments import BodyWriter
from restamp.records import dataclass
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
"""Locations where `allowReserved` has an effect; cookies are only escaped where necessary."""


@dataclass(frozen=True, slots=True)
class RequestArguments:
    """The parameters and the body of one operation in Python."""

    subject: Subject
    operation: Operation
    arguments: Sequence[CallArgument]
    imports: Imports
    annotator: Annotator

    def signature(self) -> Iterable[str]:
        """The parameters of the function, including `*` before the keyword-only ones."""
        has_star = False
        for argument in self.arguments:
            if argument.is_keyword_only and not has_star:
                has_star = True
                yield "*"
            yield self._signed(argument)

    def parts(self) -> Iterable[str]:
        """The arguments of the request: path, query, headers, cookies, body."""
        for location, keyword in CONTAINERS.items():
            selected = [p for p in self.operation.parameters if p.location is location]
            if location is Location.PATH:
                selected = in_url_order(self.operation)
            if selected:
                pairs = [(literal(p.wire_name), self._value(p)) for p in selected]
                yield laid_out(f"{keyword}=", pairs, 8)
        yield from self._body()

    def _signed(self, argument: CallArgument) -> str:
        text = f"{argument.name}: {self.annotator.text(argument.type)}"
        if argument.default is None:
            return text
        return f"{text} = {self.annotator.default(argument.default)}"

    def _value(self, parameter: Parameter) -> str:
        """The argument, wrapped if its serialization is not the default."""
        name = argument_name(self.subject, self.operation, parameter)
        name = self._tagged(name, [parameter.type])
        if parameter.content is not None:
            if parameter.content is Codec.FORM:
                return f"{self.imports.use(runtime.FORMS, 'FormText')}({name})"
            if decides(parameter.type, self.subject.declarations, SELDOM):
                typed = self.imports.use(runtime.TYPED, "TypedText")
                return f"{typed}({name}, {self.annotator(parameter.type)})"
            return f"{self.imports.use(runtime.JSON_VALUES, 'JsonText')}({name})"
        if innermost(parameter.type) == BASE64URL:
            name = f"{self.imports.use(runtime.STYLES, 'UrlSafe')}({name})"
        elif not parameter.inner and self._has_typed_items(parameter):
            typed = self.imports.use(runtime.TYPED, "TypedItems")
            name = f"{typed}({name}, {self.annotator(parameter.type)})"
        if parameter.style == UNESCAPED:
            return f"{self.imports.use(runtime.STYLES, 'Unescaped')}({name})"
        if parameter.inner:
            nested = self.imports.use(runtime.NESTED_LISTS, "NestedList")
            style = f"{literal(parameter.style)}, explode={parameter.explode}"
            return f"{nested}({name}, {style}, inner={parts(list(map(literal, parameter.inner)))})"
        keeps_reserved = parameter.allow_reserved and parameter.location in RESERVED_IN
        if not keeps_reserved and _is_usual(parameter):
            return name
        styled = self.imports.use(runtime.STYLES, "Styled")
        text = f"{styled}({name}, {literal(parameter.style)}, explode={parameter.explode}"
        return f"{text}, allow_reserved=True)" if keeps_reserved else f"{text})"

    def _has_typed_items(self, parameter: Parameter) -> bool:
        """Whether the value is a list with lists or objects in it that their type serializes."""
        type_ = parameter.type.item if isinstance(parameter.type, Nullable) else parameter.type
        return (
            isinstance(type_, ListOf)
            and not _is_scalar(type_.item)
            and parameter.style != "deepObject"
            and decides(type_, self.subject.declarations, SELDOM)
        )

    def _body(self) -> Iterable[str]:
        body = self.operation.body
        if body is None:
            return
        name = self._whole(body)
        types = [content.type for content in body.choices if not content.codec.is_stream]
        # The media types of a body whose fields are arguments have one type, which tags do not change.
        types = types if body.flat is None else types[:1]
        argument = self._tagged(name, types)
        name = name if body.flat is None else argument
        writer = BodyWriter(self.subject, self.operation, self.imports, self.annotator)
        yield f"body={writer(body, name, argument)}"

    def _whole(self, body: Body) -> str:
        """The body: an argument, or an object of the arguments that are its fields."""
        names, flat = self.subject.names.parameters, body.flat
        if flat is None:
            return names[self.operation.id, "body", ""]
        passed: list[tuple[str, str]] = []
        fixed: list[tuple[str, str]] = []
        for field in flat.fields:
            if field.fixed is None:
                name = names[self.operation.id, FIELD, field.wire_name]
                passed.append((literal(field.wire_name), name))
            else:
                to = passed if body.required else fixed
                to.append((literal(field.wire_name), literal(field.fixed)))
        arguments = [mapping(passed)]
        nulls = [literal(name) for name in null_fields(self.subject, body, flat)]
        extra = names.get((self.operation.id, EXTRA, ""), "")
        if nulls:
            arguments.append(f"nulls={parts(nulls)}")
        if extra:
            arguments.append(f"extra_fields={extra}")
        if body.required:
            return f"{self.imports.use(runtime.BODY_FIELDS, 'body_fields')}({', '.join(arguments)})"
        required = [literal(field.wire_name) for field in flat.passed if field.required]
        if required:
            arguments.append(f"required={parts(required)}")
        if fixed:
            arguments.append(f"fixed={mapping(fixed)}")
        return f"{self.imports.use(runtime.BODY_FIELDS, 'optional_fields')}({', '.join(arguments)})"

    def _tagged(self, name: str, types: Iterable[Type]) -> str:
        """The argument, with the tags of unions in its type, if there are any."""
        selected = [type_ for type_ in types if adds(type_, self.subject.sent_tags.ids)]
        if not selected:
            return name
        annotation = self.annotator.union(selected)
        return f"{self.imports.use(runtime.TAGGING, 'tagged')}({annotation}, {name})"


def _is_usual(parameter: Parameter) -> bool:
    """Whether the value has the default style of its location."""
    style = parameter.style
    if (style, parameter.explode) == DEFAULT_STYLES[parameter.location]:
        return True
    return _is_scalar(parameter.type) and style in ("simple", "form")


def _is_scalar(type_: Type) -> bool:
    return isinstance(type_, Primitive) and type_.kind not in (Kind.ANY, Kind.OBJECT)
