"""The parts of a document as its author wrote it: operations, responses and schemas, whatever its version."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from urllib.parse import unquote, urlsplit

from restamp.records import dataclass
from restamp.spec.tree.kinds import METHODS
from restamp.spec.tree.node import Node
from restamp.spec.tree.tree import Json, index, tokens

_LONGEST_CHAIN = 50
"""References that are followed from one to the next."""
_RANGE = re.compile(r"(?:(\*|[\w.+-]+)/\*)")


class Dialect(Enum):
    """What a schema may say, by the version of the document."""

    SWAGGER = auto()
    OPENAPI_30 = auto()
    OPENAPI_31 = auto()


@dataclass(frozen=True, slots=True)
class WrittenOperation:
    """An operation as written."""

    method: str
    """In capitals."""
    path: str
    node: Node
    path_item: Node

    @property
    def name(self) -> str:
        """The method and the path."""
        return f"{self.method} {self.path}"

    @property
    def plain_path(self) -> str:
        """The path without what follows `#` or `?`, which tells operations of one path apart."""
        return self.path.partition("#")[0].partition("?")[0]


@dataclass(frozen=True, eq=False)
class Written:
    """A document as written, with its overlays applied."""

    root: Node

    @property
    def dialect(self) -> Dialect:
        """The version of its schemas."""
        if self.root.has("swagger") and not self.root.has("openapi"):
            return Dialect.SWAGGER
        version = str(self.root.raw("openapi"))
        return Dialect.OPENAPI_30 if version.startswith("3.0") else Dialect.OPENAPI_31

    def operations(self) -> Iterator[WrittenOperation]:
        """All operations that responses can be attributed to, in document order."""
        paths = self.root.get("paths")
        for path, item in () if paths is None else paths.items():
            target = self.target(item)
            for method in METHODS if target is not None else ():
                node = None if target is None else target.get(method)
                if node is not None and target is not None and node.is_mapping:
                    yield WrittenOperation(method.upper(), path, node, target)

    def bases(self, operation: WrittenOperation) -> list[str]:
        """The paths of the servers of an operation, without a slash at the end; a variable stays in braces."""
        if self.dialect is Dialect.SWAGGER:
            return [(self.root.text("basePath") or "").rstrip("/")]
        for holder in (operation.node, operation.path_item, self.root):
            servers = holder.get("servers")
            urls = [] if servers is None else [server.text("url") for server in servers.elements()]
            if paths := [_path_of(url) for url in urls if url]:
                return list(dict.fromkeys(paths))
        return [""]

    def at(self, pointer: str) -> Node | None:
        """The node at a location of the main document."""
        node: Node | None = self.root
        for token in tokens(pointer):
            if node is not None:
                number = index(token) if node.is_list else None
                node = node.get(token if number is None else number)
        return node

    def target(self, node: Node) -> Node | None:
        """Where the references of a node lead; None if that is another file, or nowhere."""
        for _ in range(_LONGEST_CHAIN):
            reference = node.text("$ref")
            if reference is None:
                return node
            if not reference.startswith("#"):
                return None
            following = self.at(unquote(reference))
            if following is None:
                return None
            node = following
        return None

    def parameters(self, operation: WrittenOperation) -> Iterator[Node]:
        """The parameters of an operation and of its path."""
        for holder in (operation.path_item, operation.node):
            listed = holder.get("parameters")
            for each in () if listed is None else listed.elements():
                if (parameter := self.target(each)) is not None:
                    yield parameter

    def security(self, operation: WrittenOperation) -> tuple[tuple[str, ...], ...] | None:
        """The alternatives of schemes that an operation requires itself; None if it has none of its own."""
        listed = operation.node.get("security")
        if listed is None:
            return None
        return tuple(tuple(name for name, _ in each.items()) for each in listed.elements())

    def response(self, operation: WrittenOperation, status: int) -> Node | None:
        """The response that describes a status: of its code, its class, or `default`."""
        responses = operation.node.get("responses")
        if responses is None:
            return None
        for key, node in responses.items():
            if key == str(status):
                return self.target(node)
        for key, node in responses.items():
            if key.upper() == f"{status // 100}XX":
                return self.target(node)
        default = responses.get("default")
        return None if default is None else self.target(default)

    def success(self, operation: WrittenOperation) -> Node | None:
        """The first described response of an operation with a status of success and content."""
        responses = operation.node.get("responses")
        for key, node in () if responses is None else responses.items():
            target = self.target(node) if key.startswith("2") else None
            if target is not None and self.media_types(operation, target):
                return target
        return None

    def is_described(self, operation: WrittenOperation, status: int) -> bool:
        """Whether the operation has a response for a status, even one in another file."""
        responses = operation.node.get("responses")
        keys = {str(status), f"{status // 100}XX", "DEFAULT"}
        return responses is not None and any(key.upper() in keys for key, _ in responses.items())

    def media_types(self, operation: WrittenOperation, response: Node) -> list[str]:
        """The media types of a response with content; none if it is described without content."""
        if self.dialect is not Dialect.SWAGGER:
            content = response.get("content")
            return [] if content is None else [key for key, _ in content.items()]
        if not response.has("schema"):
            return []
        own = operation.node.get("produces")
        listed = self.root.get("produces") if own is None else own
        names = [] if listed is None else [each.value for each in listed.elements()]
        return [name for name in names if isinstance(name, str)] or ["application/json"]

    def schema(self, operation: WrittenOperation, response: Node, media_type: str) -> Node | None:
        """The schema of a response in a media type; None if there is none for it."""
        described = matching(media_type, self.media_types(operation, response))
        if described is None:
            return None
        if self.dialect is Dialect.SWAGGER:
            return response.get("schema")
        content = response.get("content")
        media = None if content is None else content.get(described)
        media = None if media is None else self.target(media)
        return None if media is None else media.get("schema")


def essence(media_type: str) -> str:
    """A media type without its parameters."""
    return media_type.partition(";")[0].strip().lower()


def matching(media_type: str, described: list[str]) -> str | None:
    """The described media type, or range, that a media type belongs to; the most exact one."""
    wanted = essence(media_type)
    for each in described:
        if essence(each) == wanted:
            return each
    for each in described:
        kind = _RANGE.fullmatch(essence(each))
        if kind is not None and kind[1] in ("*", wanted.partition("/")[0]):
            return each
    if is_json(wanted):
        # JSON is JSON: the runtime decodes it by the type of the other.
        return next((each for each in described if is_json(essence(each))), None)
    return None


def is_json(media_type: str) -> bool:
    """Whether a media type, without parameters, is one of JSON documents."""
    return media_type == "application/json" or media_type.endswith(("+json", "/json"))


def _path_of(url: str) -> str:
    try:
        return unquote(urlsplit(url).path).rstrip("/")
    except ValueError:
        return ""


def texts(value: Json) -> list[str]:
    """The strings in a JSON array."""
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
