"""The responses of the document, and what a log has seen of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any, TypedDict

from pydantic_core import from_json

from .drift import Place
from .drift_file import MOST_VALUES, Line
from .drift_values import format_of, json_type
from .request import Request

LONGEST_VALUE = 100
"""Characters of a value outside of an enumeration: longer ones are not logged."""

MOST_SITES = 4096
"""Responses that are remembered: the server chooses their media types."""

DESCRIPTION = "_responses.json"
"""The file of a package that lists the responses of the document."""

_METHODS = frozenset("get put post delete options head patch trace query".split())
_MEDIA_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,60}")
_HEADER_TYPES = {
    "boolean": re.compile(r"true|false"),
    "integer": re.compile(r"[+-]?[0-9]+"),
    "number": re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"),
}


NOTHING = object()
"""The data of a difference that has none."""


class Entry:
    """One difference: what was observed since it was last saved."""

    __slots__ = (
        *("count", "first", "formats", "kind", "last", "line", "types", "values"),
    )

    def __init__(self, kind: str, line: Line) -> None:
        self.kind = kind
        self.line = line
        """The members that do not change."""
        self.reset()

    def reset(self) -> None:
        """Forgets what is saved."""
        self.count = 0
        self.first = self.last = 0.0
        self.types: dict[str, int] = {}
        self.formats: dict[str, int] = {}
        self.values: dict[object, None] = {}

    def add(self, value: object, now: float) -> None:
        """Adds one occurrence."""
        self.count += 1
        self.first, self.last = self.first or now, now
        if self.kind == "missing" or value is NOTHING:
            return
        name = json_type(value)
        self.types[name] = self.types.get(name, 0) + 1
        if isinstance(value, str):
            if self.kind == "enum":
                if len(value) > LONGEST_VALUE:
                    return
            elif (known := format_of(value)) is not None:
                self.formats[known] = self.formats.get(known, 0) + 1
        if self.kind == "enum" and len(self.values) < MOST_VALUES:
            self.values[value] = None

    def as_line(self) -> Line:
        """The line to save."""
        observed = {"types": self.types, "formats": self.formats}
        return {
            **self.line,
            "observed": {**observed, "values": [*self.values]},
            "count": self.count,
            "first": _moment(self.first),
            "last": _moment(self.last),
        }


class Described(TypedDict):
    """A response in the description."""

    content: list[str]
    """The media types; that of a body of another one is the first."""
    headers: dict[str, tuple[str, bool]]
    """The types of headers that are checked, and whether they are required."""


class Site:
    """One response of an operation, and the differences that are known of it."""

    def __init__(self, line: Line, operation_at: str) -> None:
        self.line = line
        self.at = operation_at
        """The place of the schema in the document."""
        self.entries: dict[tuple[Place, str], Entry] = {}
        self.content_at = ""
        """The place of the media types."""
        self.is_described = True
        """Whether the document describes the status."""
        self.has_content = True
        """Whether the document describes a body."""
        self.is_other_media_type = False
        self.headers_at = ""
        """The place of the headers."""
        self.headers: Mapping[str, tuple[str, bool]] = {}

    def entry(self, place: Place, kind: str) -> Entry:
        """A new entry for a difference."""
        at, path = self.at, "".join(f"/{escaped(part)}" for part in place)
        if kind == "header":
            at, path = place[0], ""
        elif kind == "media_type":
            at = self.content_at
        return Entry(kind, {**self.line, "at": at, "place": path, "kind": kind})

    def header_faults(
        self, headers: Mapping[str, str]
    ) -> Iterator[tuple[Place, object]]:
        """The headers that are of another type, or required and missing."""
        for name, (kind, is_required) in self.headers.items():
            text, at = headers.get(name), (f"{self.headers_at}/{escaped(name)}",)
            if text is None:
                if is_required:
                    yield at, NOTHING
            elif kind in _HEADER_TYPES and not _HEADER_TYPES[kind].fullmatch(text):
                yield at, _header_value(text)


class Sites:
    """The responses by method, path, status and media type."""

    def __init__(self, package: str) -> None:
        description: dict[str, Any] = {}
        self.is_complete = False
        """Whether all operations of the document are known."""
        if package:
            file = files(package) / DESCRIPTION
            if file.is_file():
                description, self.is_complete = from_json(file.read_bytes()), True
        self.package: str = description.get("package", package)
        self.version: str = description.get("version", "")
        self._operations: dict[str, list[Any]] = description.get("operations", {})
        self._responses: list[dict[str, Described]] = description.get("responses", [])
        self._sites: dict[tuple[str, str, int, str], Site | None] = {}
        self._last: tuple[object, Site | None] = None, None

    def __call__(
        self, request: Request[Any], status: int, headers: Mapping[str, str]
    ) -> Site | None:
        """The site of a response; None if the document does not have the operation."""
        last, site = self._last
        if last is headers:
            return site
        site = self._searched(request, status, headers)
        self._last = headers, site
        return site

    def _searched(
        self, request: Request[Any], status: int, headers: Mapping[str, str]
    ) -> Site | None:
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        key = (request.method, request.path, status, kind)
        try:
            return self._sites[key]
        except KeyError:
            pass
        if len(self._sites) >= MOST_SITES:
            return None
        site = self._site(request.method, request.path, status, kind)
        return self._sites.setdefault(key, site)

    def _site(self, method: str, path: str, status: int, kind: str) -> Site | None:
        operation = f"{method} {path}"
        kind = kind if _MEDIA_TYPE.fullmatch(kind) else ""
        row = self._operations.get(operation)
        if row is None and self.is_complete:
            return None
        at = row[1] if row is not None and len(row) > 1 else operation_at(method, path)
        site = Site(
            {
                "operation": operation,
                "status": status,
                "media_type": kind,
                "package": self.package,
                "version": self.version,
            },
            f"{at}/responses",
        )
        if row is None:
            self._assume(site, status, kind)
            return site
        responses: dict[str, Described] = self._responses[int(row[0])]
        names = (str(status), f"{status // 100}XX", "default")
        name = next((name for name in names if name in responses), None)
        if name is None:
            site.is_described = False
            return site
        described, site.at = responses[name], f"{site.at}/{name}"
        site.content_at, site.headers_at = f"{site.at}/content", f"{site.at}/headers"
        site.headers, contents = described["headers"], described["content"]
        site.has_content = bool(contents)
        if contents:
            match = next((c for c in contents if _matches(c, kind)), None)
            site.is_other_media_type = bool(kind) and match is None
            site.at = f"{site.content_at}/{escaped(match or contents[0])}/schema"
        return site

    def _assume(self, site: Site, status: int, kind: str) -> None:
        """Without a description: the place where this response should be described."""
        name = escaped(kind or "application/json")
        site.at = f"{site.at}/{status}/content/{name}/schema"


def operation_at(method: str, path: str) -> str:
    """The place of an operation in a document (OpenAPI 3.2, "Path Item Object")."""
    is_fixed = method.lower() in _METHODS
    name = method.lower() if is_fixed else f"additionalOperations/{escaped(method)}"
    return f"#/paths/{escaped(path)}/{name}"


def escaped(name: str) -> str:
    """A name as a part of a JSON Pointer (RFC 6901, section 3)."""
    return name.replace("~", "~0").replace("/", "~1")


def _matches(described: str, kind: str) -> bool:
    essence = described.partition(";")[0].strip().lower()
    if essence.endswith("/*"):
        return essence == "*/*" or kind.startswith(essence[:-1])
    return essence == kind


def _header_value(text: str) -> object:
    for name, value in (("integer", 0), ("number", 0.5), ("boolean", True)):
        if _HEADER_TYPES[name].fullmatch(text):
            return value
    return text


def _moment(seconds: float) -> str:
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
