"""Multipart forms (RFC 7578)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any, cast

from pydantic import BaseModel

from .files import (
    File,
    as_file,
    file_name,
    file_type,
    is_file,
    is_stream,
    no_file,
    source_of,
)
from .forms import Encoding, Encodings, not_a_form
from .parameters import json_text, plain
from .plain import mark_fixed, plainly, sent_fields
from .request import Body, Payload
from .shapes import fields_of
from .sources import Source, joined
from .tagging import tagged
from .typed import Shape, shape_of

_ESCAPED = str.maketrans({"\r": "%0D", "\n": "%0A", '"': "%22"})
_USUAL = Encoding()

Part = tuple[str, bytes | Source]
"""The head of a part, without its last line, and its content."""


@dataclass(frozen=True, slots=True)
class Multipart(Body):
    """A form; every field whose value is bytes or file content is sent as a file.

    Fields that are lists become several parts, objects are sent as JSON. The fields in
    `files` accept only files. `type` is the annotation for the serialization of plain
    data.
    """

    value: object
    encodings: Encodings = field(default_factory=dict[str, Encoding])
    files: Collection[str] = ()
    type: Any = None
    media_type: str = "multipart/form-data"

    def payload(self) -> Payload | None:
        """The parts, between boundaries.

        Raises:
            TypeError: The body has no fields, or a value that should be a file is not.
            ValueError: A header contains characters that cannot be sent.
            OSError: A file cannot be opened.
        """
        if self.value is None:
            return None
        boundary = token_hex(16)
        content: list[bytes | Source] = []
        for name, value in _fields(self.value, self.type, self.files):
            encoding = self.encodings.get(name, _USUAL)
            for head, part in _parts(name, value, encoding):
                content += [f"--{boundary}\r\n{head}\r\n".encode(), part, b"\r\n"]
        content.append(f"--{boundary}--\r\n".encode())
        essence = self.media_type.partition(";")[0].strip()
        return joined(content, f"{essence}; boundary={boundary}")


def _fields(
    body: object, kind: Any, files: Collection[str]
) -> Iterator[tuple[str, object]]:
    if isinstance(body, BaseModel):
        mark_fixed(body, has_files=True)
        fields = fields_of(type(body)).by_name
        members: Mapping[Any, object] = {
            name: (
                tagged(fields[name].type, value)
                if name in fields and name not in files
                else value
            )
            for name, value in sent_fields(body).items()
        }
        kind = type(body)
    elif isinstance(body, Mapping):
        members = cast(Mapping[Any, object], body)
    else:
        raise not_a_form(body)
    shape = None if kind is None else shape_of(kind)
    shapes = None if shape is None else shape.members(members)
    for name, value in members.items():
        if name in files:
            yield str(name), _as_files(str(name), value)
            continue
        yield str(name), _written(value, None if shapes is None else shapes(str(name)))


def _written(value: Any, shape: Shape | None) -> Any:
    """The value of a field, its plain data as its type says."""
    if shape is None or is_stream(as_file(value)):
        return value
    if isinstance(value, (list, tuple)):
        items = enumerate(cast(Iterable[object], value))
        return [_written(item, shape.item(index)) for index, item in items]
    if isinstance(value, Mapping):
        return plainly(cast(object, value), shape)
    if shape.is_encoded and isinstance(value, (bytes, bytearray, memoryview)):
        return shape.scalar(value)
    return cast(object, value)


def _as_files(name: str, value: object) -> object:
    """The file, or the files, of a field that holds nothing else."""
    value = as_file(value, with_text=True)
    if isinstance(value, (list, tuple, set, frozenset)):
        items = cast(Iterable[object], value)
        return [_as_files(name, item) for item in items]
    if value is None or is_file(value):
        return value
    raise no_file(name, value)


def _parts(name: str, value: object, encoding: Encoding) -> Iterator[Part]:
    value = as_file(value)
    several = isinstance(value, (list, tuple, set, frozenset))
    items = list(cast(Iterable[object], value)) if several else [value]
    items = [as_file(item) for item in items]
    if encoding.style is not None and not any(map(is_file, items)):
        for key, text in encoding.styled(value).pairs(name, str):
            yield _head(key, "", "", encoding.headers), text.encode()
        return
    if several and "json" in encoding.content_type and not any(map(is_file, items)):
        listed: object = items
        yield _text(name, listed, encoding)
        return
    for item in items:
        if is_file(item):
            yield _file(name, item, encoding)
        elif item is not None:
            yield _text(name, item, encoding)


def _text(name: str, value: object, encoding: Encoding) -> Part:
    """The JSON of a nested list or an object."""
    kind, shape = encoding.content_type, plain(value)
    if not kind and not isinstance(shape, str):
        kind = "application/json"
    if "json" in kind:
        return _head(name, "", kind, encoding.headers), json_text(value).encode()
    if not isinstance(shape, str):
        raise TypeError(f"a {type(value).__name__} cannot be sent as {kind}")
    return _head(name, "", kind, encoding.headers), shape.encode()


def _file(name: str, value: object, encoding: Encoding) -> Part:
    headers = dict(encoding.headers)
    if isinstance(value, File):
        headers |= value.headers
    kind = file_type(value, encoding.content_type)
    is_nameless = isinstance(value, File) and value.name == ""
    filename = "" if is_nameless else file_name(value) or name
    return _head(name, filename, kind, headers), source_of(value)


def _head(name: str, filename: str, kind: str, headers: Mapping[str, str]) -> str:
    # RFC 7578, section 2, and what browsers do: quotes and line ends are percent-encoded.
    disposition = f'form-data; name="{name.translate(_ESCAPED)}"'
    if filename:
        disposition += f'; filename="{filename.translate(_ESCAPED)}"'
    lines = {"content-disposition": f"Content-Disposition: {disposition}"}
    if kind:
        lines["content-type"] = f"Content-Type: {kind}"
    for key, text in headers.items():
        lines[key.lower()] = f"{key}: {text}"
    for line in lines.values():
        if any((c < " " and c != "\t") or c == "\x7f" for c in line):
            raise ValueError(f"a header of {name!r} contains control characters")
    return "".join(f"{line}\r\n" for line in lines.values())
