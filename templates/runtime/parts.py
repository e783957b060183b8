"""Multipart bodies whose parts have positions instead of names (RFC 2046, section 5.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from secrets import token_hex
from typing import Any

from .files import File, as_file, file_name, file_type, is_file, source_of
from .forms import Encoding
from .parameters import plain
from .plain import Unsendable, to_json
from .request import JSON, Body, Payload
from .sent_items import ItemStream as ItemStream
from .sent_items import sequence
from .sources import Source
from .tagging import tagged
from .typed import shape_of

_USUAL = Encoding()
_ESCAPED = str.maketrans({"\\": "\\\\", '"': '\\"'})


@dataclass(frozen=True, slots=True)
class Parts(Body):
    """Values as the parts of a body: files as they are, text as text, all else as JSON.

    The first parts have the encodings and types of `prefix` and `types`; all others have
    `rest` and `type`.
    """

    value: object
    media_type: str
    prefix: Sequence[Encoding] = ()
    types: Sequence[Any] = ()
    rest: Encoding = _USUAL
    type: Any = None

    def payload(self) -> Payload | None:
        """The parts, each written when it is sent.

        Raises:
            TypeError: A part cannot be sent as its media type.
            ValueError: A header contains characters that cannot be sent.
        """
        essence = self.media_type.partition(";")[0].strip()
        boundary = token_hex(16)
        media_type = f"{essence}; boundary={boundary}"
        if essence == "multipart/related":  # RFC 2387, section 3.1.
            first = self._encoding(0).content_type or JSON
            media_type += f'; type="{first}"'

        def write(index: int, item: Any) -> Sequence[bytes | Source]:
            head, content = self._part(index, item)
            return [f"--{boundary}\r\n{head}\r\n".encode(), content, b"\r\n"]

        return sequence(self.value, write, media_type, f"--{boundary}--\r\n".encode())

    def _encoding(self, index: int) -> Encoding:
        return self.prefix[index] if index < len(self.prefix) else self.rest

    def _part(self, index: int, item: Any) -> tuple[str, bytes | Source]:
        """The head of a part, without its last line, and its content."""
        encoding, item = self._encoding(index), as_file(item)
        headers = dict(encoding.headers)
        if is_file(item):
            headers |= item.headers if isinstance(item, File) else {}
            if name := file_name(item):
                text = f'attachment; filename="{name.translate(_ESCAPED)}"'
                headers.setdefault("Content-Disposition", text)
            kind = file_type(item, encoding.content_type)
            return _head(kind, headers), source_of(item)
        kind, content = self._data(index, item, encoding.content_type)
        return _head(kind, headers), content

    def _data(self, index: int, item: Any, kind: str) -> tuple[str, bytes]:
        annotation = self.types[index] if index < len(self.types) else self.type
        text = plain(item) if "json" not in kind else None
        if isinstance(text, str):
            suffix = "" if text.isascii() or "charset" in kind else "; charset=utf-8"
            return (kind or "text/plain") + suffix, text.encode()
        if kind and "json" not in kind:
            what = f"a {type(item).__name__} cannot be sent as {kind}"
            raise Unsendable(f"{what}: pass a file")
        shape = None if annotation is None else shape_of(annotation)
        value = item if annotation is None else tagged(annotation, item)
        return kind or JSON, to_json(value, shape)


def _head(kind: str, headers: Mapping[str, str]) -> str:
    lines = {"content-type": f"Content-Type: {kind}"}
    lines |= {name.lower(): f"{name}: {text}" for name, text in headers.items()}
    for line in lines.values():
        if any((c < " " and c != "\t") or c == "\x7f" for c in line):
            raise Unsendable("a header of the part contains control characters")
    return "".join(f"{line}\r\n" for line in lines.values())
