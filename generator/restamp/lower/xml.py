"""Lower the XML Objects of schemas: which nodes values are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from restamp.ir.xml import XmlKind, XmlNode, is_name
from restamp.lower.context import Lowering, referred_words
from restamp.records import dataclass
from restamp.spec.tree.extensions import XML_TEXT
from restamp.spec.tree.node import Node

_KEYS = tuple(
    re.compile(word + rb"\s*(?:;[^\n:]*|[\"']?\s*):") for word in (b"xml", b"XML", b"Xml")
)
"""Keys in JSON or YAML that are `xml` or end so, also before the parameters of a media type.

Separate patterns are searched faster than one that ignores case.
"""
_ESCAPED = re.compile(rb"\\(?:u00|x|U000000)[4-7]")
"""An escaped letter in JSON or YAML, which may be in such a key."""
MAX_DEPTH = 8
"""Maximum nesting depth of lists in lists, and of references to references."""
VALUES = (XmlKind.ATTRIBUTE, XmlKind.TEXT, XmlKind.CDATA)
"""Kinds that consist of text, without nodes in them."""


def mentions_xml(lowering: Lowering) -> bool:
    """Whether a file read so far may have XML Objects or media types of XML; most documents have neither."""
    document = lowering.document
    count, mentions = lowering.xml_sources
    if count < len(document.sources):
        sources = (*document.sources.values(), *document.overlays)
        # Swagger 2.0 lists media types, which are keys in later versions.
        lists = ("xml", "XML") if document.version.startswith("2.") else ()
        mentions = any(
            any(map(source.matches, (*_KEYS, _ESCAPED))) or any(map(source.mentions, lists))
            for source in sources
        )
        lowering.xml_sources = len(document.sources), mentions
    return mentions


def field_node(lowering: Lowering, schema: Node, wire_name: str) -> XmlNode | None:
    """The node of a property; None if it is an element with the property's name."""
    if not mentions_xml(lowering):
        return None
    node = _Reader(lowering).node(schema, wire_name, 0)
    is_unwrapped = node.item is not None and node.kind is XmlKind.NONE
    return None if XmlNode(wire_name) == (node.item if is_unwrapped else node) else node


def root_node(lowering: Lowering, schema: Node) -> XmlNode:
    """The root element of content; its name is empty if the document does not say it."""
    node = _Reader(lowering).node(schema, _component_name(lowering, schema), 0)
    own = _xml_text(lowering, schema, "name")
    item = node.item
    if item is not None and node.kind is XmlKind.NONE:
        # A document has one root element, so the list is wrapped.
        listed = next(each for each in _described(lowering, schema) if _is_list(each))
        named = _component_name(lowering, listed.get("items") or listed)
        if named and item.name == node.name:
            item = replace(item, name=named)
        node = replace(node, name=own if is_name(own) else node.name, item=item)
    return replace(node, kind=XmlKind.ELEMENT, item=item, is_explicit=bool(own))


def is_xml(media_type: str) -> bool:
    """Whether a media type is one of XML (RFC 7303)."""
    return media_type.endswith(("/xml", "+xml"))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the nodes of schemas."""

    lowering: Lowering

    @property
    def has_node_types(self) -> bool:
        """Whether the document is OpenAPI 3.2, where referenced schemas are elements of their own names."""
        return self.lowering.document.version.startswith("3.2")

    def node(self, schema: Node, inferred: str, depth: int) -> XmlNode:
        """The node of a schema whose element would be called `inferred`."""
        schemas = list(_described(self.lowering, schema))
        own_kind = _kind(schema.get("xml"))
        if self.has_node_types and schema.ref is not None and own_kind in (None, XmlKind.NONE):
            # The reference is no node; the schema that it refers to is.
            inferred = _component_name(self.lowering, schema) or inferred
        name = self._name(schemas, "name") or inferred
        prefix, namespace = self._name(schemas, "prefix"), _first(schemas, "namespace")
        kinds = (kind for each in schemas if (kind := _kind(each.get("xml"))) is not None)
        kind = own_kind or next(kinds, None)
        listed = next((each for each in schemas if _is_list(each)), None)
        if listed is not None:
            return self._list(listed, XmlNode(name, namespace, prefix), kind, inferred, depth)
        if kind in VALUES and any(each.get("properties") is not None for each in schemas):
            self._warn("xml-node-invalid", f"an object cannot be {_article(kind)}", schema)
            kind = None
        variants = tuple(self._variants(schemas))
        return XmlNode(name, namespace, prefix, kind or XmlKind.ELEMENT, variants=variants)

    def _list(
        self, schema: Node, node: XmlNode, kind: XmlKind | None, inferred: str, depth: int
    ) -> XmlNode:
        """The node of a list, whose items have the list's name unless they have their own."""
        kind = kind or XmlKind.NONE
        name = inferred if kind is XmlKind.NONE and self.has_node_types else node.name
        items = schema.get("items")
        if items is None or not items.is_mapping or depth > MAX_DEPTH:
            return replace(node, kind=kind, item=XmlNode(name))
        item = self.node(items, name, depth + 1)
        if kind is XmlKind.NONE and not self.has_node_types and item == XmlNode(name):
            item = replace(node, name=name)
        return replace(node, kind=kind, item=item)

    def _variants(self, schemas: list[Node]) -> Iterator[tuple[str, XmlNode]]:
        """The nodes of the members of a union that have names of their own."""
        for schema in schemas:
            for key in ("oneOf", "anyOf"):
                listed = schema.get(key)
                for member in listed.elements() if listed is not None else ():
                    target = self.lowering.document.peek(member) if member.is_mapping else None
                    if target is None or not target.is_mapping:
                        continue
                    name = _xml_text(self.lowering, member, "name")
                    if not name and self.has_node_types:
                        name = _component_name(self.lowering, member)
                    if name:
                        yield self.lowering.canonical_pointer(target.at), self.node(
                            member, name, MAX_DEPTH
                        )

    def _name(self, schemas: list[Node], key: str) -> str:
        """A name or prefix; one that XML cannot have is reported and ignored."""
        text = _first(schemas, key)
        if not text or is_name(text):
            return text
        where = next(each for each in schemas if _text(each, key))
        self._warn("xml-name-invalid", f"{text!r} is not a name in XML; ignored", where["xml"])
        return ""

    def _warn(self, code: str, message: str, node: Node) -> None:
        if (code, node.at) not in self.lowering.reported:
            self.lowering.reported.add((code, node.at))
            self.lowering.diagnostics.warning(code, message, node.at)


def _article(kind: XmlKind | None) -> str:
    return "an attribute" if kind is XmlKind.ATTRIBUTE else "text"


def _described(lowering: Lowering, schema: Node) -> Iterator[Node]:
    """The schemas that describe one value: itself, what it refers to, the only member of an `allOf`."""
    for _ in range(MAX_DEPTH):
        if not schema.is_mapping:
            return
        yield schema
        parts = schema.get("allOf")
        if schema.ref is not None:
            target = lowering.document.peek(schema)
        elif parts is not None and parts.is_list and len(list(parts.elements())) == 1:
            target = parts[0]
        else:
            return
        if target is None or target.at == schema.at:
            return
        schema = target


def _component_name(lowering: Lowering, schema: Node) -> str:
    """The name of the component schema that a schema refers to; empty if it refers to none."""
    for each in _described(lowering, schema):
        if each.ref is not None:
            name = referred_words(each.ref)
            return name if is_name(name) else ""
    return ""


def _is_list(schema: Node) -> bool:
    type_ = schema.get("type")
    if type_ is None:
        return schema.get("items") is not None
    return type_.value == "array" or (
        type_.is_list and [n.value for n in type_.elements() if n.value != "null"] == ["array"]
    )


def _kind(xml: Node | None) -> XmlKind | None:
    """The kind of node that an XML Object states, by `nodeType` or the keys before OpenAPI 3.2."""
    if xml is None or not xml.is_mapping:
        return None
    node_type = xml.text("nodeType")
    if node_type in list(XmlKind):
        return XmlKind(node_type)
    if xml.flag("attribute"):
        return XmlKind.ATTRIBUTE
    if xml.flag(XML_TEXT.own):
        return XmlKind.TEXT
    return XmlKind.ELEMENT if xml.flag("wrapped") else None


def _first(schemas: list[Node], key: str) -> str:
    return next(filter(None, (_text(schema, key) for schema in schemas)), "")


def _text(schema: Node, key: str) -> str:
    xml = schema.get("xml")
    return "" if xml is None else (xml.text(key) or "").strip()


def _xml_text(lowering: Lowering, schema: Node, key: str) -> str:
    return _first(list(_described(lowering, schema)), key)
