"""Parses XML documents that come from elsewhere, within limits."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from xml.parsers import expat

from .codec import charset
from .drift import Unfit

MAX_DEPTH = 128
"""Elements within one another."""

MAX_NODES = 2_000_000
"""Elements and attributes of a document."""

MAX_ATTRIBUTES = 10_000
"""Attributes of one element."""

XSI = "http://www.w3.org/2001/XMLSchema-instance"
XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"
_ENCODING = re.compile(
    rb"""<\?xml\s[^>]*?\sencoding\s*=\s*["']([A-Za-z][\w.-]*)["']""", re.ASCII
)
_BOMS = (BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE)


class Element:
    """An element with its parts."""

    __slots__ = ("attributes", "children", "is_nil", "name", "namespace", "texts")

    def __init__(self, namespace: str, name: str) -> None:
        self.namespace = namespace
        self.name = name
        self.attributes: dict[str, str] = {}
        """By name, in a namespace `{namespace}name`; those of `xml:` with this prefix."""
        self.children: list[Element] = []
        self.texts: list[str] = []
        self.is_nil = False

    @property
    def text(self) -> str:
        """Its own text, without that of its children."""
        return "".join(self.texts)

    @property
    def is_empty(self) -> bool:
        """Whether it has no parts at all."""
        return not (self.children or self.attributes or self.text.strip())


def parsed_xml(content: bytes, media_type: str) -> Element:
    """The root element of a document.

    The charset of the media type comes before the encoding that the document declares,
    unless it begins with a byte order mark (RFC 7303, section 3).

    Raises:
        Unfit: It is not well-formed, has a DTD, or is larger than the limits.
    """
    has_charset = "charset=" in media_type and not content.startswith(_BOMS)
    text = content.decode(charset(media_type)) if has_charset else content
    try:
        tree = _tree(text)
    except (expat.ExpatError, LookupError) as error:
        raise Unfit(f"it is not XML: {error}") from None
    if tree.root is None:
        raise Unfit("it is not XML: there is no element")
    return tree.root


def _tree(text: str | bytes) -> _Tree:
    tree = _Tree()
    try:
        tree.parser.Parse(text, True)
    except (expat.ExpatError, ValueError):
        # expat has no encodings of several bytes, such as Shift_JIS; Python does.
        declared = _ENCODING.match(text) if isinstance(text, bytes) else None
        if declared is None or tree.root is not None or isinstance(text, str):
            raise
        return _tree(text.decode(declared[1].decode()))
    return tree


class _Tree:
    """Builds the elements of one document."""

    def __init__(self) -> None:
        self.root: Element | None = None
        self._open: list[Element] = []
        self._nodes = 0
        parser = self.parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.ordered_attributes = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text

    def _doctype(self, *_: object) -> None:
        """Entities need a DTD: those that grow, and those that read files."""
        raise Unfit("it has a DTD, which is refused")

    def _start(self, tag: str, attributes: list[str]) -> None:
        self._nodes += 1 + len(attributes) // 2
        if len(self._open) >= MAX_DEPTH:
            raise Unfit(f"its elements are nested more than {MAX_DEPTH} deep")
        if len(attributes) // 2 > MAX_ATTRIBUTES or self._nodes > MAX_NODES:
            raise Unfit("it has too many elements or attributes")
        element = Element(*_split(tag))
        for index in range(0, len(attributes), 2):
            namespace, name = _split(attributes[index])
            if namespace == XSI:
                is_true = attributes[index + 1].strip() in ("true", "1")
                element.is_nil |= name == "nil" and is_true
                continue
            key = f"{{{namespace}}}{name}" if namespace else name
            key = f"xml:{name}" if namespace == XML_NAMESPACE else key
            element.attributes[key] = attributes[index + 1]
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)

    def _end(self, tag: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        self._open[-1].texts.append(text)


def _split(tag: str) -> tuple[str, str]:
    """Namespace and local name."""
    namespace, _, name = tag.rpartition(" ")
    return namespace, name
