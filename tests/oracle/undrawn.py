"""Operations of which schemathesis draws nothing, and why; README.md shows each in full."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from restamp.ir.operations import Operation


@dataclass(frozen=True, slots=True)
class Undrawn:
    """An operation without cases."""

    operation: Operation
    declared: Sequence[Mapping[str, Any]]
    """Its parameters in the document."""
    error: Exception | None
    """None if schemathesis has no body of a media type that the client sends."""

    @property
    def media_types(self) -> tuple[str, ...]:
        """What the client sends."""
        body = self.operation.body
        return () if body is None else tuple(content.media_type for content in body.choices)

    def __str__(self) -> str:
        problem = "" if self.error is None else f"{type(self.error).__name__}: {self.error}"
        types = ", ".join(self.media_types)
        return f"not drawn: {self.operation.method} {self.operation.path} ({types}) {problem}"


def _stream(one: Undrawn) -> bool:
    """It draws one message, with the media type of one; the description says that there are several."""
    return one.error is None and one.media_types == ("application/x-ndjson",)


def _structure(one: Undrawn) -> bool:
    """The schema of the body has structure, which its only media type, of plain bytes, has no way to write: the client
    sends JSON, and says so when it is generated."""
    bodies = [each for each in one.declared if each["in"] == "body"]
    return one.error is None and bool(bodies) and one.media_types == ("application/json",)


def _file(one: Undrawn) -> bool:
    """The document lists media types that cannot carry a file of a form; the client sends `multipart/form-data`, and
    says so when it is generated."""
    fields = [p for p in one.declared if p["in"] == "formData"]
    has_file = any(p.get("type") == "file" or p.get("format") == "binary" for p in fields)
    return one.error is None and has_file and one.media_types == ("multipart/form-data",)


def _unknown_media_type(one: Undrawn) -> bool:
    """It writes no bodies of a media type that it does not know."""
    return type(one.error).__name__ == "SerializationNotPossible" and not any(
        kind.endswith(("json", "xml")) for kind in one.media_types
    )


def _slash(one: Undrawn) -> bool:
    """A pattern asks for a slash in a path parameter; it draws none there."""
    patterns = [p["pattern"] for p in one.declared if p["in"] == "path" and "pattern" in p]
    has_slash = any("/" in re.sub(r"\[\^?[^\]]*\]", "", pattern) for pattern in patterns)
    return type(one.error).__name__ == "Unsatisfiable" and has_slash


UNDRAWN: Mapping[str, Callable[[Undrawn], bool]] = {
    "a stream": _stream,
    "structure in bytes": _structure,
    "a file in another form": _file,
    "a media type without a serializer": _unknown_media_type,
    "a slash in a path parameter": _slash,
}


def reason(one: Undrawn) -> str | None:
    """Why nothing is drawn, if it is known."""
    return next((name for name, applies in UNDRAWN.items() if applies(one)), None)
