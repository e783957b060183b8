"""Operations: the requests of an API and their responses."""

from __future__ import annotations

import re
from enum import StrEnum

from restamp.ir.declarations import Field
from restamp.ir.pagination import Pagination, Waiter
from restamp.ir.types import Doc, NameHint, Type
from restamp.ir.xml import XmlNode
from restamp.records import dataclass

RANGE = re.compile(r"\s*(\*|[\w.+-]+)/\*(\+[\w.-]+)?\s*(;|\Z)")


class Location(StrEnum):
    """The part of a request that carries a parameter."""

    PATH = "path"
    QUERY = "query"
    HEADER = "header"
    COOKIE = "cookie"


class Codec(StrEnum):
    """How the bytes of a media type are decoded."""

    JSON = "json"
    FORM = "form"
    MULTIPART = "multipart"
    XML = "xml"
    TEXT = "text"
    BINARY = "binary"
    EVENTS = "events"
    """Server-sent events (HTML standard, section 9.2)."""
    LINES = "lines"
    """One JSON text per line."""
    SEQUENCE = "sequence"
    """JSON texts, each after a record separator (RFC 7464)."""
    PARTS = "parts"
    """Multipart content whose parts have positions instead of names (OpenAPI 3.2)."""

    @property
    def is_stream(self) -> bool:
        """Whether the content is a sequence of items."""
        return self in (Codec.EVENTS, Codec.LINES, Codec.SEQUENCE, Codec.PARTS)


class EventData(StrEnum):
    """What the data of an event is, if the schema describes the whole event."""

    TEXT = "text"
    JSON = "json"
    EITHER = "either"


UNESCAPED = "unescaped"
"""The style of a parameter whose value is a part of the URL as it is, as in Swagger 2.0 of AutoRest."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of an operation (OpenAPI Parameter Object)."""

    wire_name: str
    location: Location
    type: Type
    required: bool
    style: str
    explode: bool
    at: str
    content: Codec | None = None
    """How the value is serialized to one string (`content`): JSON or a form; None if it has a style."""
    allow_reserved: bool = False
    doc: Doc = Doc()
    pinned: str | None = None
    inner: tuple[str, ...] = ()
    """For a list of lists of Swagger 2.0: the styles of the lists in it, the outermost first."""
    example: str | int | None = None
    """The document's example, if it is a short text or an integer."""


@dataclass(frozen=True, slots=True)
class FieldEncoding:
    """How one property of a form is sent (OpenAPI Encoding Object)."""

    wire_name: str
    content_type: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    """Headers for which the document fixes one value."""
    style: str | None = None
    """If set, it takes precedence over `content_type`."""
    explode: bool | None = None
    allow_reserved: bool = False
    inner: tuple[str, ...] = ()
    """For a list of lists of Swagger 2.0: the styles of the lists in it, the outermost first."""


@dataclass(frozen=True, slots=True)
class Content:
    """One representation of a body."""

    media_type: str
    codec: Codec
    type: Type
    at: str
    item: Type | None = None
    """For a stream: the type of its items (OpenAPI 3.2 `itemSchema`); None for bare events."""
    whole: EventData | None = None
    """For events: set if `item` describes the whole event and not only its data."""
    texts: tuple[str, ...] = ()
    """For events whose data is either text or JSON: the names of the events with text."""
    done: str | None = None
    """For a stream: the data or line that ends it."""
    example: str | None = None
    """For a response: the document's example, as JSON."""
    encodings: tuple[FieldEncoding, ...] = ()
    """For a form: the properties that have an encoding of their own."""
    parts: tuple[FieldEncoding, ...] = ()
    """For parts: the encodings of the first ones."""
    part_types: tuple[Type, ...] = ()
    """For parts: the types of the first ones."""
    rest: FieldEncoding | None = None
    """For parts: the encoding of all others; None if there are no others."""
    xml: XmlNode | None = None
    """For XML: the root element."""

    @property
    def is_range(self) -> bool:
        """Whether it is a media range (RFC 9110, section 12.5.1)."""
        return RANGE.match(self.media_type) is not None

    @property
    def is_loose_json(self) -> bool:
        """Whether it is JSON with a media type that means the same as `application/json`."""
        plain = self.media_type.partition(";")[0].strip()
        return self.codec is Codec.JSON and (self.is_range or plain == "text/json")

    @property
    def is_json_patch(self) -> bool:
        """Whether it is a JSON Patch (RFC 6902)."""
        plain = self.media_type.partition(";")[0].strip().lower()
        return plain == "application/json-patch+json"

    @property
    def is_merge_patch(self) -> bool:
        """Whether it is a JSON Merge Patch (RFC 7396), in which null removes a member."""
        plain = self.media_type.partition(";")[0].strip().lower()
        return plain == "application/merge-patch+json"


@dataclass(frozen=True, slots=True)
class FlatBody:
    """The fields of an object body that callers pass as arguments."""

    fields: tuple[Field, ...]
    """In the order of the document; those with a fixed value are sent without an argument."""
    nulls: frozenset[str]
    """The optional fields, by wire name, for which null means something else than absence."""
    extra: Type | None = None
    """The type of undeclared members, if the document allows them; else None."""

    @property
    def passed(self) -> tuple[Field, ...]:
        """The fields that callers pass."""
        return tuple(field for field in self.fields if field.fixed is None)


@dataclass(frozen=True, slots=True)
class Body:
    """A request body; an endpoint sends the first of `contents` that fits, unless the caller selects one."""

    contents: tuple[Content, ...]
    required: bool
    at: str
    doc: Doc = Doc()
    flat: FlatBody | None = None
    """Set if callers pass its fields as arguments, and not the body."""

    @property
    def choices(self) -> tuple[Content, ...]:
        """The contents that differ for a caller, without other media types for the same JSON."""
        first, *others = self.contents
        return (first, *(c for c in others if c.type != first.type or not c.is_loose_json))

    @property
    def is_selectable(self) -> bool:
        """Whether a caller selects the media type: there are several, or one is a range."""
        choices = self.choices
        return len(choices) > 1 or any(content.is_range for content in choices)


@dataclass(frozen=True, slots=True, order=True)
class Status:
    """A range of HTTP status codes: one code, a class such as 4XX, or all (`default`)."""

    low: int
    high: int

    @property
    def is_exact(self) -> bool:
        """Whether it is a single code."""
        return self.low == self.high

    @property
    def is_default(self) -> bool:
        """Whether it covers every code that no other response covers."""
        return (self.low, self.high) == (0, 999)

    @property
    def has_content(self) -> bool:
        """Whether a response may have content: 204 and 205 have none (RFC 9110, section 15.3)."""
        return not self.is_exact or self.low not in (204, 205)

    @property
    def is_success(self) -> bool:
        """Whether it lies within 200 to 299."""
        return self.low >= 200 and self.high <= 299


@dataclass(frozen=True, slots=True)
class Header:
    """A documented header of a response: a scalar, or a list of them."""

    name: str
    type: Type
    doc: Doc = Doc()
    separator: str = ","
    """What is between the items of a list."""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Response:
    """The response of an operation for a status; without contents, no body is described."""

    status: Status
    contents: tuple[Content, ...]
    at: str
    doc: Doc = Doc()
    headers: tuple[Header, ...] = ()


@dataclass(frozen=True, slots=True)
class ServerVariable:
    """A variable in a server's URL."""

    name: str
    default: str
    doc: Doc = Doc()


@dataclass(frozen=True, slots=True)
class Server:
    """A base URL, absolute or relative."""

    url: str
    variables: tuple[ServerVariable, ...] = ()


Security = tuple[tuple[str, ...], ...]
"""Alternatives, each with the names of the schemes required together. Empty: none is required."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path. Its id is the location of the Operation Object."""

    id: str
    hint: NameHint
    group: NameHint
    """The resource it belongs to."""
    operation_id: str
    """As in the document; empty if it has none."""
    method: str
    path: str
    parameters: tuple[Parameter, ...]
    body: Body | None
    responses: tuple[Response, ...]
    security: Security
    servers: tuple[Server, ...] = ()
    """Empty unless they differ from the API's."""
    idempotent: bool | None = None
    """Whether it is safe to repeat, if the document or an overlay says so."""
    pagination: Pagination | None = None
    """As declared; after the pagination pass also as inferred, and checked."""
    waiter: Waiter | None = None
    tag: str = ""
    """Its first tag; empty if it has none."""
    idempotency_key: str = ""
    """The header by which a server recognizes a repeated request."""
    doc: Doc = Doc()


@dataclass(frozen=True, slots=True)
class Webhook:
    """A request that the API sends: a webhook, or a callback of an operation."""

    id: str
    hint: NameHint
    method: str
    name: str
    """The key of the webhook, or the expression of the callback's URL."""
    content: Content | None
    doc: Doc = Doc()
    headers: Type | None = None
    """An object of the header parameters; None if none is declared."""
