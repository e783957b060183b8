"""Find the differences between recorded responses and the document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from restamp.learning.allowed import types_of
from restamp.learning.comparing import Comparison
from restamp.learning.findings import Difference, Finding
from restamp.learning.inferring import inferred
from restamp.learning.recordings import Recorded
from restamp.learning.written import (
    Written,
    WrittenOperation,
    essence,
    is_json,
    matching,
)
from restamp.records import dataclass
from restamp.spec.tree.node import Node
from restamp.spec.tree.tree import Json

_PARAMETER = re.compile(r"\{[^{}]*\}")
_HEADER_VALUES = {
    "integer": re.compile(r"[+-]?\d+"),
    "number": re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?"),
    "boolean": re.compile(r"true|false", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class _Route:
    operation: WrittenOperation
    pattern: re.Pattern[str]
    static: int
    """Characters of the path that are not parameters: the more, the more exact."""


@dataclass(frozen=True, slots=True)
class Observer:
    """Compares recordings with one document."""

    document: Written
    routes: tuple[_Route, ...]

    @classmethod
    def of(cls, document: Written, base: str | None = None) -> Observer:
        """An observer of a document; `base` is the path that requests start with, instead of those of its servers."""
        routes: list[_Route] = []
        for operation in document.operations():
            bases = document.bases(operation) if base is None else [base.rstrip("/")]
            if not base and "" not in bases:
                bases.append("")
            routes += [_route(operation, prefix) for prefix in bases]
        routes.sort(key=lambda route: -route.static)
        return cls(document, (*routes,))

    def operation(self, recorded: Recorded) -> WrittenOperation | None:
        """The operation of a recorded request; None if the document does not describe it."""
        for route in self.routes:
            if route.operation.method == recorded.method and route.pattern.fullmatch(recorded.path):
                return route.operation
        return None

    def findings(self, entries: Iterable[Recorded]) -> Iterator[Finding]:
        """All differences, in the order of the recording."""
        for recorded in entries:
            operation = self.operation(recorded)
            if operation is not None:
                yield from self.findings_of(operation, recorded)

    def findings_of(self, operation: WrittenOperation, recorded: Recorded) -> Iterator[Finding]:
        """The differences of one response of an operation. Clients follow redirects, so that these show nothing."""
        if 300 <= recorded.status < 400:
            return
        at = _utc(recorded.started)
        seen = Finding(Difference.STATUS, operation.node.at, operation.name, first=at, last=at)
        if recorded.status < 400:
            yield from self._query(operation, recorded, seen)
        if not self.document.is_described(operation, recorded.status):
            yield _with_body(replace(seen, name=str(recorded.status)), recorded)
            return
        response = self.document.response(operation, recorded.status)
        if response is None:
            return
        yield from self._headers(response, recorded, seen)
        if recorded.body and recorded.method != "HEAD":
            yield from self._body(operation, response, recorded, seen)

    def _body(
        self, operation: WrittenOperation, response: Node, recorded: Recorded, seen: Finding
    ) -> Iterator[Finding]:
        described = self.document.media_types(operation, response)
        media_type = essence(recorded.media_type)
        if media_type and matching(media_type, described) is None:
            kind = Difference.MEDIA_TYPE if described else Difference.BODY
            new = replace(seen, difference=kind, at=response.at, name=media_type)
            yield _with_body(new, recorded)
            return
        schema = self.document.schema(operation, response, media_type or (described or [""])[0])
        value = recorded.json() if is_json(media_type) or not media_type else None
        if schema is not None and value is not None:
            yield from Comparison(self.document, seen).differences(value[0], schema)

    def _headers(self, response: Node, recorded: Recorded, seen: Finding) -> Iterator[Finding]:
        sent = dict(recorded.headers)
        headers = response.get("headers")
        for name, each in () if headers is None or not sent else headers.items():
            header = self.document.target(each)
            if header is None:
                continue
            new = replace(seen, difference=Difference.HEADER, at=response.at, name=name)
            value = sent.get(name.lower())
            if value is None:
                if header.flag("required"):
                    yield replace(new, types={})
            elif not _fits_header(self.document, header, value):
                yield replace(new, types={"string": 1})

    def _query(
        self, operation: WrittenOperation, recorded: Recorded, seen: Finding
    ) -> Iterator[Finding]:
        described = {p.text("name") for p in self.document.parameters(operation)}
        described |= _query_credentials(self.document)
        if _has_others(self.document, operation):
            return
        for name, value in recorded.query:
            plain = name.partition("[")[0]
            if plain not in described and name not in described:
                described.add(name)
                kind = "integer" if re.fullmatch(r"-?\d{1,18}", value) else "string"
                kind = "boolean" if value in ("true", "false") else kind
                yield replace(seen, difference=Difference.QUERY, name=name, types={kind: 1})


def _with_body(finding: Finding, recorded: Recorded) -> Finding:
    value = recorded.json()
    if value is None or not (is_json(essence(recorded.media_type)) or not recorded.media_type):
        text: Json = {"type": "string"} if recorded.body else None
        return replace(finding, schema=text, place=essence(recorded.media_type))
    return replace(finding, schema=inferred(value[0]), place=essence(recorded.media_type))


def _route(operation: WrittenOperation, prefix: str) -> _Route:
    template = f"{prefix}{operation.plain_path}"
    pattern = "".join(
        ("[^/]+" if "=" not in part else ".+") if part.startswith("{") else re.escape(part)
        for part in re.split(r"(\{[^{}]*\})", template)
    )
    static = len(_PARAMETER.sub("", template))
    return _Route(operation, re.compile(pattern + "/?"), static)


def _fits_header(document: Written, header: Node, value: str) -> bool:
    schema = header if header.has("type") else header.get("schema")
    target = None if schema is None else document.target(schema)
    types = [] if target is None else types_of(target)
    patterns = [_HEADER_VALUES.get(type_) for type_ in types]
    return not patterns or any(p is None or p.fullmatch(value.strip()) for p in patterns)


def _query_credentials(document: Written) -> set[str | None]:
    """The names of the query parameters that carry credentials."""
    components = document.root.get("components")
    above = document.root if components is None else components
    names: set[str | None] = set()
    for key in ("securitySchemes", "securityDefinitions"):
        schemes = above.get(key)
        for _, scheme in () if schemes is None else schemes.items():
            if scheme.text("in") == "query":
                names.add(scheme.text("name"))
    return names


def _has_others(document: Written, operation: WrittenOperation) -> bool:
    """Whether some parameters cannot be read, or describe any query."""
    for holder in (operation.path_item, operation.node):
        listed = holder.get("parameters")
        for each in () if listed is None else listed.elements():
            parameter = document.target(each)
            if parameter is None or parameter.text("in") == "querystring":
                return True
            if parameter.text("in") == "query" and _is_free_form(document, parameter):
                return True
    return False


def _is_free_form(document: Written, parameter: Node) -> bool:
    """Whether the members of an object are sent as parameters of their own."""
    schema = parameter.get("schema")
    target = None if schema is None else document.target(schema)
    return target is not None and "object" in types_of(target) and parameter.text("style") is None


def _utc(started: str) -> str:
    try:
        moment = datetime.fromisoformat(started)
    except ValueError:
        return ""
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
