"""The smallest values of types, for responses without an example."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin
from uuid import UUID

import httpx2
from pydantic import BaseModel

from .api import Api
from .codec import adapter, charset
from .plain import to_json
from .request import Request, Undocumented
from .response import lookup, response_type
from .shapes import Tagging, resolved
from .tagging import tagged

_SCALARS: Mapping[Any, Any] = {
    bool: False,
    int: 0,
    float: 0.0,
    str: "string",
    bytes: "",
    Decimal: "0",
    datetime: "2024-01-31T12:30:00Z",
    date: "2024-01-31",
    time: "12:30:00Z",
    timedelta: "P1D",
    UUID: "00000000-0000-4000-8000-000000000000",
    None: None,
    NoneType: None,
}
_Inside = frozenset[type[BaseModel]]


def sample(annotation: Any) -> Any:
    """The smallest JSON data that decodes as `annotation`.

    Raises:
        LookupError: The type is recursive and has no finite value.
    """
    return _sample(annotation, (), frozenset())


def smallest(annotation: Any) -> Any:
    """The smallest value of a response; LookupError if there is none."""
    if annotation is Undocumented:
        return None
    return b"" if annotation is bytes else sample(annotation)


def _sample(annotation: Any, marks: tuple[Any, ...], inside: _Inside) -> Any:
    annotation = resolved(annotation)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _sample(arguments[0], (*marks, *arguments[1:]), inside)
    if origin is Literal:
        return arguments[0]
    if origin in (Union, UnionType):
        return _first(arguments, marks, inside)
    if origin is tuple and ... not in arguments:
        return [_sample(argument, (), inside) for argument in arguments]
    kind = origin or annotation
    if kind in _SCALARS:
        return _SCALARS[kind]
    if not isinstance(kind, type) or issubclass(kind, Mapping):
        return {}
    if issubclass(kind, (list, tuple, set, frozenset)):
        return []
    if issubclass(kind, Enum):
        return next((member.value for member in kind), "")
    return _fields(kind, inside) if issubclass(kind, BaseModel) else {}


def _first(members: tuple[Any, ...], marks: tuple[Any, ...], inside: _Inside) -> Any:
    """A value of the first member that has one, with its tag."""
    tags = [mark for mark in marks if isinstance(mark, Tagging)]
    for member in sorted(members, key=lambda member: member is NoneType):
        try:
            value = _sample(member, (), inside)
        except LookupError:
            continue
        name = getattr(member, "__name__", "")
        return tags[0].labelled(name, value) if tags else value
    raise LookupError("no member of the union has a finite value")


def _fields(model: type[BaseModel], inside: _Inside) -> dict[str, Any]:
    if model in inside:
        raise LookupError(f"{model.__name__} requires itself")
    adapter(model)  # Resolves forward references.
    values: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        key = field.alias or name
        if field.is_required():
            marks = tuple(field.metadata)
            values[key] = _sample(field.annotation, marks, inside | {model})
        elif field.default is not None:
            values[key] = field.get_default(call_default_factory=True)
    return values


def content_of(value: object, annotation: Any, accept: str) -> tuple[bytes, str]:
    """A value as a response body, and its media type."""
    kinds = [kind.strip() for kind in accept.split(",") if "*" not in kind]
    plain = next((kind for kind in kinds if "json" not in kind.lower()), "")
    if value is None and annotation in (None, Undocumented):
        return b"", ""
    if isinstance(value, bytes):
        return value, plain or "application/octet-stream"
    if isinstance(value, str) and annotation in (str, bytes) and plain:
        return value.encode(charset(plain)), plain
    for mark in getattr(annotation, "__metadata__", ()):
        if hasattr(mark, "encoded") and mark.reads(plain):
            if isinstance(value, str) and value.lstrip().startswith("<"):
                return value.encode(), plain  # An example that is written in XML.
            return mark.encoded(annotation, value), plain
    json = next((kind for kind in kinds if kind != plain), "application/json")
    return to_json(tagged(annotation, value)), json


def error_content(
    api: Api, request: Request[Any], status: int, error: object
) -> tuple[bytes, str]:
    """An error as a response body, and its media type: JSON, unless the operation is
    described in another medium."""
    if error is None:
        return b"", ""
    common: Any = api.errors() if callable(api.errors) else api.errors
    types: list[Any] = [
        lookup(each, status, None) for each in (request.errors or {}, common)
    ]
    kind: Any = next((each for each in types if each is not None), None)
    content, media_type = content_of(error, kind, request.accept.partition(",")[0])
    is_read = any(hasattr(m, "reads") for m in getattr(kind, "__metadata__", ()))
    return (content, media_type) if is_read else (to_json(error), "application/json")


def status_of(statuses: Sequence[int], request: Request[Any], value: object) -> int:
    """The status of success for the type of a value."""
    for status in statuses:
        annotation = response_type(request, status)
        if value is None and annotation is None:
            return status
        annotation = getattr(annotation, "__origin__", annotation)
        if isinstance(annotation, type) and isinstance(value, annotation):
            return status
    return statuses[0]


def response_of(
    status: int, content: bytes, media_type: str, headers: Mapping[str, str] | None
) -> httpx2.Response:
    """A response with a body of a media type."""
    all_headers = httpx2.Headers({"content-type": media_type} if media_type else {})
    all_headers.update(headers or {})
    return httpx2.Response(status, headers=all_headers, content=content)
