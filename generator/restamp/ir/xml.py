"""How values are written in XML (OpenAPI, "XML Object")."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from restamp.records import dataclass

_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff"
    "\u200c\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd"
    "\U00010000-\U000effff"
)
_PART = f"[{_START}][{_START}\\-.0-9\u00b7\u0300-\u036f\u203f\u2040]*"
_PLAIN_NAME = re.compile(r"[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?", re.ASCII)


class XmlKind(StrEnum):
    """The kind of node that a value is (OpenAPI 3.2 `nodeType`)."""

    ELEMENT = "element"
    ATTRIBUTE = "attribute"
    TEXT = "text"
    CDATA = "cdata"
    NONE = "none"
    """No node of its own: its parts are those of the parent."""


@dataclass(frozen=True, slots=True)
class XmlNode:
    """The node of one value."""

    name: str
    """Empty if the document names none."""
    namespace: str = ""
    prefix: str = ""
    kind: XmlKind = XmlKind.ELEMENT
    item: XmlNode | None = None
    """Of a list: the node of each item. A list without a node of its own is not wrapped."""
    is_explicit: bool = False
    """Of a root element: whether the document names it, rather than its schema."""
    variants: tuple[tuple[str, XmlNode], ...] = ()
    """Of a union: the nodes of the members that have their own, by id."""

    @property
    def is_named(self) -> bool:
        """Whether it is an element or attribute, which have names."""
        return self.kind in (XmlKind.ELEMENT, XmlKind.ATTRIBUTE)


def is_name(text: str) -> bool:
    """Whether a text can be the name of an element or attribute, with a prefix or without.

    Namespaces in XML 1.0, section 4.
    """
    pattern = _PLAIN_NAME if text.isascii() else _name_pattern()
    return pattern.fullmatch(text) is not None


@cache
def _name_pattern() -> re.Pattern[str]:
    """The pattern of any name; it takes long to compile, and few documents need it."""
    return re.compile(f"{_PART}(?::{_PART})?")
