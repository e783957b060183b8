"""Values as XML documents."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from math import isfinite
from typing import Any, cast

from .plain import Unsendable, to_plain
from .tagging import tagged
from .typed import shape_of
from .xml_nodes import Xml
from .xml_plans import (
    Member,
    Value,
    members_of,
    misfit,
    split_name,
    value_of,
    variant_of,
)
from .xml_trees import XML_NAMESPACE, XSI

HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n'

_IMPOSSIBLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to write (section 2.2)."""
_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff"
    "\u200c\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd"
    "\U00010000-\U000effff"
)
_NAME_PART = f"[{_START}][{_START}\\-.0-9\u00b7\u0300-\u036f\u203f\u2040]*"
_PLAIN_NAME = re.compile(r"[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?", re.ASCII)
_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_ATTRIBUTES = {**_IN_TEXT, 9: "&#9;", 10: "&#10;", 34: "&quot;"}
_KNOWN = {"xml": XML_NAMESPACE, "xsi": XSI}

Scope = Mapping[str, str]
"""The namespaces that are declared, by prefix."""


def document_of(annotation: Any, root: Xml, value: object) -> bytes:
    """The XML document of a value.

    Raises:
        Unsendable: XML has no text for a part of it.
    """
    plain = to_plain(tagged(annotation, value), shape_of(annotation))
    parts: list[str] = []
    _element(parts, root, plain, value_of(annotation), {"xml": XML_NAMESPACE})
    return HEAD + "".join(parts).encode()


def _element(
    parts: list[str], node: Xml, data: Any, value: Value, scope: Scope
) -> None:
    """Writes an element."""
    model, node = _model_of(data, value, node)
    tag = _Tag(node, scope)
    content: list[str] = []
    if data is None:
        tag.attribute(Xml("nil", XSI, "xsi"), "true")
    elif isinstance(data, dict):
        _members(tag, content, cast(dict[str, Any], data), model, value)
    elif isinstance(data, list):
        _items(tag, content, node, data, value)
    else:
        content.append(_text(data).translate(_IN_TEXT))
    parts.append(tag.start)
    parts += [">", *content, f"</{tag.name}>"] if any(content) else ["/>"]


def _items(tag: _Tag, content: list[str], node: Xml, data: Any, value: Value) -> None:
    item = node.item or Xml(node.name, node.namespace, node.prefix)
    if item.node in ("text", "cdata"):
        content.append(_written(" ".join(map(_text, data)), item))
        return
    own = value.item if value.is_list else value_of(Any)
    for index, each in enumerate(data):
        _within(index, _element, content, item, each, own, tag.scope)


def _members(
    tag: _Tag, content: list[str], data: dict[str, Any], model: Any, value: Value
) -> None:
    """Writes the members of an object in the order of its fields."""
    members = {} if model is None else members_of(model).by_name
    extra = None if model is None else members_of(model).extra
    for name, member in members.items():
        if name in data:
            _within(name, _member, tag, content, member, data[name])
    for name, each in data.items():
        if name in members:
            continue
        own = extra or (value.member if value.is_map else value_of(Any))
        if name.startswith("@"):
            _within(name, tag.attribute, _unknown(name[1:]), each)
        elif name == "#text":
            content.append(_within(name, _text, each).translate(_IN_TEXT))
        elif isinstance(each, list):
            single = own.item if own.is_list else own
            for item in cast(list[object], each):
                _within(
                    name, _element, content, _unknown(name), item, single, tag.scope
                )
        else:
            _within(name, _element, content, _unknown(name), each, own, tag.scope)


def _unknown(name: str) -> Xml:
    """The node of a name without a field, such as `{namespace}name`."""
    namespace, _, local = name[1:].rpartition("}")
    if name[:1] == "{" and namespace:
        return Xml(local, namespace)
    return Xml(name)


def _member(tag: _Tag, content: list[str], member: Member, data: Any) -> None:
    node, value = member.node, member.value
    is_list = isinstance(data, list)
    if node.node in ("attribute", "text", "cdata"):
        if data is None:
            return
        listed = cast(list[Any], data) if is_list else [data]
        text = " ".join(map(_text, listed))
        if node.node == "attribute":
            tag.attribute(node, text)
        else:
            content.append(_written(text, node))
    elif member.is_listed and is_list:
        for index, item in enumerate(cast(list[Any], data)):
            own = node.item or node
            _within(index, _element, content, own, item, value.item, tag.scope)
    elif member.is_listed and value.is_list and data is None:
        return
    elif node.node == "none" and isinstance(data, dict):
        fields = cast(dict[str, Any], data)
        model, _ = _model_of(fields, value, node)
        _members(tag, content, fields, model, value)
    else:
        own = (node.item or node) if member.is_listed else node
        _element(content, own, data, value, tag.scope)


def _model_of(data: Any, value: Value, node: Xml) -> tuple[Any, Xml]:
    """The class that an object is of, and the node that it has then."""
    models = value.models
    if not models or not isinstance(data, dict):
        return None, node
    fields = cast(dict[str, Any], data)
    if len(models) > 1:
        names = [name for tag in value.tags for name in tag.names(fields)]
        models = {n: m for n, m in models.items() if n in names} or models
    name = min(models, key=lambda each: misfit(fields, models[each]))
    return models[name], variant_of(node, name)


class _Tag:
    """The start of an element, with the namespaces that it declares."""

    def __init__(self, node: Xml, scope: Scope) -> None:
        self.scope = dict(scope)
        self._attributes: list[str] = []
        self.name = self._named(node, is_attribute=False)

    @property
    def start(self) -> str:
        """The tag without its end."""
        return f"<{self.name}{''.join(self._attributes)}"

    def attribute(self, node: Xml, value: Any) -> None:
        """Adds an attribute."""
        name = self._named(node, is_attribute=True)
        self._attributes.append(f' {name}="{_text(value).translate(_IN_ATTRIBUTES)}"')

    def _named(self, node: Xml, *, is_attribute: bool) -> str:
        """The name with its prefix, which is declared where it is not yet."""
        if not _is_name(node.name):
            raise Unsendable(f"{node.name!r} cannot be the name of an element in XML")
        prefix, local = split_name(node.name)
        prefix = node.prefix or prefix
        namespace = node.namespace or (_KNOWN.get(prefix, "") if prefix else "")
        if not namespace:
            return f"{prefix}:{local}" if prefix in self.scope and prefix else local
        if is_attribute and not prefix:
            # Attributes without a prefix are in no namespace.
            others = [p for p, uri in self.scope.items() if p and uri == namespace]
            prefix = others[0] if others else f"ns{len(self.scope)}"
        if self.scope.get(prefix) != namespace:
            self.scope[prefix] = namespace
            declared = f"xmlns:{prefix}" if prefix else "xmlns"
            uri = _text(namespace).translate(_IN_ATTRIBUTES)
            self._attributes.append(f' {declared}="{uri}"')
        return f"{prefix}:{local}" if prefix else local


def _written(text: str, node: Xml) -> str:
    if node.node != "cdata":
        return text.translate(_IN_TEXT)
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>" if text else ""


def _text(value: Any) -> str:
    """The text of a scalar."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return ""
    if isinstance(value, (dict, list)):
        kind = "object" if isinstance(value, dict) else "list"
        raise Unsendable(f"a {kind} cannot be text in XML")
    if isinstance(value, float) and not isfinite(value):
        return str(value).replace("inf", "INF").replace("nan", "NaN")
    text = str(cast(object, value))
    if impossible := _IMPOSSIBLE.search(text):
        raise Unsendable(f"XML has no character U+{ord(impossible[0]):04X}")
    return text


def _within(name: object, write: Any, *arguments: Any) -> Any:
    """Writes a part; an error says where it is."""
    try:
        return write(*arguments)
    except Unsendable as error:
        raise error.within(name) from None


def _is_name(text: str) -> bool:
    """Whether elements can have the name (Namespaces in XML 1.0, section 4)."""
    pattern = _PLAIN_NAME if text.isascii() else _name_pattern()
    return pattern.fullmatch(text) is not None


@cache
def _name_pattern() -> re.Pattern[str]:
    """The pattern of any name, which takes long to compile and is rarely needed."""
    return re.compile(f"{_NAME_PART}(?::{_NAME_PART})?")
