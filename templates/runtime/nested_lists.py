"""Lists in lists, each with its own delimiter (Swagger 2.0, `collectionFormat` of items)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from .forms import Encoding
from .parameters import Escape, Parameter, empty, escaped, item_text
from .plain import to_plain
from .styles import DELIMITERS, Style, Styled


@dataclass(frozen=True, slots=True)
class NestedList(Styled):
    """A list of lists; `inner` are the styles of the lists in it, the outermost first.

    In a URL a comma is written as it is where it is the delimiter of one list only:
    all other delimiters, and those in the items, are percent-encoded.
    """

    inner: Sequence[Style] = ()

    def in_path(self, name: str) -> str:
        """The percent-encoded text of a path parameter."""
        text = self._joined(name, self.value, (self.style, *self.inner), escaped)
        if not text:
            raise empty(name)
        return text

    def in_header(self, name: str) -> str | None:
        """The text of a header, None if there is none."""
        return self._joined(name, self.value, (self.style, *self.inner), str) or None

    def pairs(self, name: str, escape: Escape) -> Iterator[tuple[str, str]]:
        """Names as they are, and their values as `escape` makes them."""
        items = _items(self.value)
        if items is None or not self.is_exploded:
            text = self._joined(name, self.value, (self.style, *self.inner), escape)
            if items or (items is None and self.value is not None):
                yield name, text
            return
        for item in items:
            yield name, self._joined(name, item, self.inner, escape)

    def _joined(
        self, name: str, value: object, styles: Sequence[Style], escape: Escape
    ) -> str:
        delimiters: list[str] = []
        for style in styles:
            delimiter = DELIMITERS.get(style, ",")
            is_free = delimiter == "," and "," not in delimiters
            delimiters.append(delimiter if is_free else escape(delimiter))
        try:
            return _text(value, delimiters, escape)
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class NestedEncoding(Encoding):
    """The serialization of a form field with lists in lists."""

    inner: Sequence[Style]

    def styled(self, value: object) -> Styled:
        """The field."""
        style = self.style or "form"
        return NestedList(value, style, self.explode, inner=self.inner)


def _text(value: object, delimiters: Sequence[str], escape: Escape) -> str:
    items = _items(value) if delimiters else None
    if items is None:
        return "" if value is None else escape(item_text(value))
    return delimiters[0].join(_text(item, delimiters[1:], escape) for item in items)


def _items(value: object) -> list[object] | None:
    """The items of a list, without None; None for all other values."""
    if isinstance(value, Parameter):
        value = value.plain()
    if hasattr(value, "model_dump"):
        value = to_plain(value)
    if not isinstance(value, (list, tuple, set, frozenset)):
        return None
    return [item for item in cast(Iterable[object], value) if item is not None]
