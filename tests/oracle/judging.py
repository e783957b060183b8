"""openapi-core: whether a request fits the document, and what a server would read from it."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import unquote, urlsplit

from openapi_core import Config, OpenAPI
from openapi_core.datatypes import RequestParameters
from openapi_core.unmarshalling.request.datatypes import RequestUnmarshalResult
from openapi_core.validation.request.exceptions import MissingRequiredRequestBody
from werkzeug.datastructures import Headers, ImmutableMultiDict

from .documents import BASE
from .wire import Wire, parts_of

FOLDER = urlsplit(BASE).path
ORIGIN = BASE.removesuffix(FOLDER)
KNOWN_FORMATS = frozenset(
    "binary byte date date-time double float int32 int64 password uuid".split()
)
"""Those that openapi-core has a type for; for others it would fail (README.md, "Formats")."""


class Decoding(RequestParameters):
    """Parameters of which those in the path are decoded after it was matched, as servers do it.

    Paths are matched as they travel: openapi-core joins them with the server's URL, and would drop line ends and take
    a question mark for the start of the query.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "path":
            value = {variable: unquote(text) for variable, text in value.items()}
        super().__setattr__(name, value)


@dataclass(slots=True)
class Incoming:
    """A request in the shape that openapi-core takes."""

    host_url: str
    path: str
    method: str
    content_type: str
    body: bytes | None
    parameters: RequestParameters
    path_pattern: str | None = None


@dataclass(frozen=True, slots=True)
class Judge:
    """A document that openapi-core has read."""

    document: OpenAPI

    def read(self, wire: Wire, template: str) -> RequestUnmarshalResult:
        """What is wrong with a request of the operation with this path, and what is in it."""
        incoming = _incoming(wire, template)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                return self.document.unmarshal_request(incoming)
            except Exception as error:  # It stumbles over some bodies: the rest is read without.
                incoming = replace(_incoming(wire, template), body=None)
                rest = self.document.unmarshal_request(incoming)
                others = [e for e in rest.errors if not isinstance(e, MissingRequiredRequestBody)]
                return replace(rest, errors=[error, *others])  # type: ignore[list-item]


def judge(tree: Mapping[str, Any]) -> Judge | None:
    """The judge of a document; that the document is sound is not asked here. None for Swagger 2.0, which openapi-core
    does not read."""
    if "swagger" in tree:
        return None
    unknown: dict[str, Any] = {name: str for name in _formats(tree) if name not in KNOWN_FORMATS}
    config = Config(
        spec_validator_cls=None,
        extra_format_unmarshallers=unknown,
        extra_media_type_deserializers={
            "multipart/form-data": _multipart,
            **{name: _json for name in _media_types(tree) if name.endswith("+json")},
        },
    )
    return Judge(OpenAPI.from_dict(deepcopy(dict(tree)), config=config))


def _json(content: bytes, **parameters: str) -> Any:
    return json.loads(content)


def _multipart(content: bytes, boundary: str = "", **parameters: str) -> Any:
    """In place of its own parser, which is one of e-mail: it loses line ends of files (README.md, "Files")."""
    return ImmutableMultiDict([(part.name, part.content) for part in parts_of(content, boundary)])


def _media_types(value: object) -> Iterator[str]:
    """Every media type of a body."""
    if isinstance(value, Mapping):
        content = value.get("content")
        yield from content if isinstance(content, Mapping) else ()
        for item in value.values():
            yield from _media_types(item)
    elif isinstance(value, list):
        for item in value:
            yield from _media_types(item)


def _formats(value: object) -> Iterator[str]:
    """Every word that stands as a format anywhere."""
    if isinstance(value, Mapping):
        if isinstance(named := value.get("format"), str):
            yield named
        for item in value.values():
            yield from _formats(item)
    elif isinstance(value, list):
        for item in value:
            yield from _formats(item)


def _incoming(wire: Wire, template: str) -> Incoming:
    parameters = Decoding(
        query=ImmutableMultiDict(wire.pairs),
        header=Headers(list(wire.headers.items())),
        cookie=ImmutableMultiDict(list(wire.cookies.items())),
    )
    kind = wire.headers.get("content-type", "")
    path, method = FOLDER + wire.path, wire.method.lower()
    incoming = Incoming(ORIGIN, path, method, kind, wire.content or None, parameters)
    sent, _, fragment = template.partition("#")
    if fragment and (variables := _variables(sent, wire.path)) is not None:
        # It tells operations apart, and never travels: openapi-core has to be told which one it is.
        incoming.path_pattern = FOLDER + template
        parameters.path = variables
    return incoming


def _variables(template: str, path: str) -> Mapping[str, str] | None:
    names = re.findall(r"\{(.+?)\}", template)
    pattern = re.sub(r"\\\{.+?\\\}", "([^/]+)", re.escape(template))
    match = re.fullmatch(pattern, path)
    return match and dict(zip(names, match.groups(), strict=True))
