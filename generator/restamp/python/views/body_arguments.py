"""The body of an operation as an argument of its request."""

from __future__ import annotations

from collections.abc import Iterator

from restamp.ir.forms import file_fields
from restamp.ir.members import takes_null
from restamp.ir.operations import Body, Codec, Content, FieldEncoding, Operation
from restamp.ir.types import ANY
from restamp.python.modules.subject import Subject
from restamp.python.types.annotations import Annotator
from restamp.python.types.imports import Imports
from restamp.python.types.literals import literal, mapping, parts
from restamp.python.types.plain_data import decides
from restamp.python.types.xml import document_mark
from restamp.records import dataclass
from restamp.runtime import modules as runtime

CHOICE = "content_type"
"""Usual name of the argument that selects a media type."""
JSON = "application/json"
DEFAULTS = {
    Codec.FORM: "application/x-www-form-urlencoded",
    Codec.MULTIPART: "multipart/form-data",
}
"""Media types that are the default."""
XML = "application/xml"
TYPED = (Codec.JSON, Codec.FORM, Codec.MULTIPART)
"""Bodies that are serialized from plain data."""
STRUCTURED = (
    Codec.FORM,
    Codec.MULTIPART,
    Codec.XML,
    Codec.LINES,
    Codec.SEQUENCE,
    Codec.EVENTS,
    Codec.PARTS,
)
"""Bodies with a serializer of their own in the runtime."""


@dataclass(frozen=True, slots=True)
class BodyWriter:
    """Writes the body of one operation as an argument of its request."""

    subject: Subject
    operation: Operation
    imports: Imports
    annotator: Annotator

    def __call__(self, body: Body, name: str, argument: str) -> str:
        """The value for the argument `name`; `argument` includes the tags it needs."""
        if not body.is_selectable:
            content = body.contents[0]
            return self._of(body, content, argument, literal(content.media_type))
        chosen = self.subject.names.parameters[self.operation.id, "content_type", ""]
        if len(body.choices) > 1:
            return self._chosen(body, name, argument, chosen)
        content = body.contents[0]
        if content.codec is not Codec.JSON:
            return self._of(body, content, argument, chosen)
        options = [*self._type(content, "type"), *self._null(body)]
        return self._call(runtime.ANY_BODIES, "body_of", argument, chosen, *options)

    def _of(self, body: Body, content: Content, argument: str, media_type: str) -> str:
        """The body in its only media type; JSON needs only the argument."""
        default = DEFAULTS.get(content.codec, JSON)
        named = [] if media_type == literal(default) else [f"media_type={media_type}"]
        match content.codec:
            case Codec.JSON:
                typed, null = list(self._type(content, "type")), list(self._null(body))
                if typed:
                    options = [*named, *null, *typed]
                    return self._call(runtime.TYPED, "TypedJson", argument, *options)
                if named or null:
                    return self._call(runtime.JSON_VALUES, "Json", argument, *named, *null)
                return argument
            case Codec.FORM:
                options = [*self._fields(content), *self._type(content, "type"), *named]
                return self._call(runtime.FORMS, "Form", argument, *options)
            case Codec.MULTIPART:
                options = [*self._fields(content), *self._files([content])]
                options += [*self._type(content, "type"), *named]
                return self._call(runtime.MULTIPART, "Multipart", argument, *options)
            case Codec.XML if content.xml is not None:
                mark = document_mark(content.xml, content.type, self.annotator)
                options = [self.annotator(content.type), mark]
                options += [] if media_type == literal(XML) else [f"media_type={media_type}"]
                return self._call(runtime.XML_BODIES, "XmlBody", argument, *options)
            case Codec.LINES | Codec.SEQUENCE if content.item is not None:
                options = [media_type, *self._item(content), *self._done(content)]
                return self._call(runtime.LINES, "Lines", argument, *options)
            case Codec.PARTS:
                options = [media_type, *self._parts(content)]
                return self._call(runtime.PARTS, "Parts", argument, *options)
            case Codec.EVENTS:
                options = [*self._item(content), *self._whole(content), *self._done(content)]
                return self._call(runtime.SENT_EVENTS, "SentEvents", argument, *options)
            case _:
                return self._call(runtime.RAW, "Raw", argument, media_type)

    def _chosen(self, body: Body, name: str, argument: str, chosen: str) -> str:
        """The body in the media type that the caller selects, or the one that fits the value."""
        types: dict[str, str] = {}
        for content in body.choices:
            types.setdefault(literal(content.media_type), self.annotator(content.type))
        arguments = [name, chosen, f"lambda: {mapping(types.items())}"]
        writers = dict(self._writers(body))
        if writers:
            arguments.append(mapping(writers.items()))
        if any(content.is_range for content in body.choices):
            arguments.append(f"fallback={self.imports.use(runtime.ANY_BODIES, 'body_of')}")
        if argument != name:
            arguments.append(f"sent={argument}")
        if chosen != CHOICE:
            arguments.append(f"argument={literal(chosen)}")
        return self._call(runtime.CHOICES, "chosen", *arguments, *self._null(body))

    def _writers(self, body: Body) -> Iterator[tuple[str, str]]:
        """The functions that make the body of a value, by media type; the runtime has those of
        text, files and JSON that needs no type."""
        for content in body.contents:
            media_type = literal(content.media_type)
            is_typed = content.codec is Codec.JSON and any(self._type(content, "type"))
            if is_typed or content.codec in STRUCTURED:
                text = self._of(body, content, "value", media_type)
                name = text.removesuffix("(value)")
                yield media_type, name if name.isidentifier() else f"lambda value: {text}"

    def _call(self, module: str, name: str, *arguments: str) -> str:
        return f"{self.imports.use(module, name)}({', '.join(arguments)})"

    def _type(self, content: Content, keyword: str) -> Iterator[str]:
        """The type for serializing plain data, if its Python types are not sufficient."""
        if content.codec in TYPED and decides(content.type, self.subject.declarations):
            annotation = self.annotator(content.type)
            yield f"{keyword}={annotation}" if keyword else annotation

    def _item(self, content: Content) -> Iterator[str]:
        """The type of the items of a sequence."""
        if content.item is not None and content.item != ANY:
            yield self.annotator(content.item)

    def _parts(self, content: Content) -> Iterator[str]:
        """The encodings and types of parts by their positions."""
        if content.parts:
            yield f"prefix={parts([self._encoding(encoding) for encoding in content.parts])}"
        if content.part_types:
            yield f"types={parts([self.annotator(part) for part in content.part_types])}"
        if content.rest is not None and content.rest != FieldEncoding(""):
            yield f"rest={self._encoding(content.rest)}"
        if content.rest is not None and content.item is not None and content.item != ANY:
            yield f"type={self.annotator(content.item)}"

    def _whole(self, content: Content) -> Iterator[str]:
        """What the items are in the events of a body."""
        if content.whole is not None:
            yield f"whole={literal(content.whole.value)}"
        if content.texts:
            yield f"texts={parts([literal(name) for name in content.texts])}"

    def _done(self, content: Content) -> Iterator[str]:
        """The end marker of a sequence."""
        if content.done is not None:
            yield f"done={literal(content.done)}"

    def _null(self, body: Body) -> Iterator[str]:
        if body.required and any(
            content.codec is Codec.JSON and takes_null(content.type, self.subject.declarations)
            for content in body.choices
        ):
            yield "is_null_sent=True"

    def _files(self, contents: tuple[Content, ...] | list[Content]) -> Iterator[str]:
        """The form fields that only contain files."""
        names = [
            literal(field)
            for content in contents
            if content.codec is Codec.MULTIPART
            for field in file_fields(content.type, self.subject.declarations)
        ]
        if names:
            yield f"files={parts(list(dict.fromkeys(names)))}"

    def _fields(self, content: Content) -> Iterator[str]:
        if content.encodings:
            yield f"encodings={self._encodings(content.encodings)}"

    def _encodings(self, encodings: tuple[FieldEncoding, ...]) -> str:
        return mapping([(literal(e.wire_name), self._encoding(e)) for e in encodings])

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
        if encoding.inner:
            arguments.append(f"inner={parts(list(map(literal, encoding.inner)))}")
            nested = self.imports.use(runtime.NESTED_LISTS, "NestedEncoding")
            return f"{nested}({', '.join(arguments)})"
        return f"{self.imports.use(runtime.FORMS, 'Encoding')}({', '.join(arguments)})"
