"""XML documents as the JSON of the types that they stand for."""

from __future__ import annotations

import re
from typing import Any

from .plain import NumberText, to_json
from .xml_nodes import Xml
from .xml_plans import Members, Place, Value, members_of, misfit, split_name, value_of
from .xml_trees import Element, parsed_xml

TEXT = "#text"
"""The name of text among data without a field for it."""

Scope = str | None
"""The namespace of names without a prefix where the value is written again; None where
the schemas name no namespace, so that those of the elements around say nothing."""

_NUMBER = re.compile(r"([+-]?)0*(\d*)(?:\.(\d*))?([eE][+-]?\d+)?")
_DATE = re.compile(r"(-?\d{4,}-\d\d-\d\d)(?:Z|[+-]\d\d:\d\d)")
_SPACE = " \t\r\n"
_SPECIAL = {"INF": "Infinity", "+INF": "Infinity", "-INF": "-Infinity", "NaN": "NaN"}
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


def document_json(annotation: Any, root: Xml, content: bytes, media_type: str) -> bytes:
    """The JSON of an XML document.

    Elements and attributes without a field are kept: attributes as `@name`, text as
    `#text`, elements that occur several times as a list. Names of other namespaces
    than the schemas imply are `{namespace}name`.

    Raises:
        ValueError: It is not XML, or has what is refused.
    """
    element, value = parsed_xml(content, media_type), value_of(annotation)
    for name, variant in root.variants:
        if split_name(variant.name)[1] == element.name and name in value.models:
            value = value_of(value.models[name])
            break
    return to_json(_data(element, value, root, None))


def _data(element: Element, value: Value, node: Xml, scope: Scope) -> Any:
    """The JSON data of an element."""
    if element.is_nil:
        return None
    if node.namespace:
        is_prefixed = node.prefix or split_name(node.name)[0]
        scope = (scope or "") if is_prefixed else node.namespace
    if value.is_list and (node.item is not None or not value.is_scalar):
        return _items(element, value.item, node.item or node, scope)
    has_parts = bool(element.children or element.attributes)
    if value.models and (has_parts or not value.is_scalar):
        return _model(element, value, scope)
    if value.is_map:
        return _map(element, value.member, scope)
    if has_parts:
        return _any(element, scope)
    return _scalar(element.text, value)


def _items(element: Element, value: Value, node: Xml, scope: Scope) -> list[Any]:
    items: list[Any] = []
    for child in element.children:
        own = value
        for name, variant in node.variants:
            if split_name(variant.name)[1] == child.name and name in value.models:
                own = value_of(value.models[name])
        items.append(_data(child, own, node, scope))
    if node.node in ("text", "cdata"):
        items += [_scalar(word, value) for word in element.text.split()]
    return items


def _model(element: Element, value: Value, scope: Scope) -> Any:
    """The data of the class that fits best: the one that its tag names, or else the one
    with the fewest fields missing, and the fewest unknown ones."""
    models = value.models
    if element.is_empty and not value.is_text and _is_null(value):
        return None
    read = {n: _object(element, members_of(m), scope) for n, m in models.items()}
    if len(read) > 1:
        for tag in value.tags:
            for name, data in read.items():
                if name in tag.names(data):
                    return data
    return min(read.items(), key=lambda each: misfit(each[1], models[each[0]]))[1]


def _is_null(value: Value) -> bool:
    """Whether an empty element cannot be any of the classes."""
    return all(
        any(member.is_required and not member.is_listed for member in by_name.values())
        for by_name in (members_of(m).by_name for m in value.models.values())
    )


def _object(element: Element, members: Members, scope: Scope) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for name, text in element.attributes.items():
        local = name.rpartition("}")[2]
        is_other = name != local and local in element.attributes
        place = None if is_other else members.attributes.get(local)
        if place is None:
            data[f"@{name}"] = text
        else:
            _put(data, place, _texts(text, place.value))
    for child in element.children:
        place = members.element(child.namespace, child.name)
        if place is None:
            extra = members.extra
            name, inner = _named(child, element, scope, is_key=extra is not None)
            if extra is None:
                _add(data, name, _any(child, inner))
            else:
                _add(data, name, _data(child, extra, Xml(), inner))
            continue
        node = place.member.node
        node = (node.item or node) if place.member.is_listed else node
        _put(data, place, _data(child, place.value, node, scope))
    text, place = element.text, members.text
    if place is not None:
        is_whole = bool(text or place.member.is_required) and not element.children
        if is_whole or text.strip(_SPACE):
            _put(data, place, _texts(text, place.value))
    elif text := text.strip(_SPACE):
        data[TEXT] = text
    for name, member in members.by_name.items():
        if member.is_listed and member.is_required:
            data.setdefault(name, [])
    return data


def _named(
    child: Element, parent: Element, scope: Scope, *, is_key: bool = False
) -> tuple[str, Scope]:
    """The name of an element without a field, and the scope in it. Keys of a map have
    the namespace of the element around them."""
    implied = parent.namespace if scope is None else scope
    if child.namespace in (implied, parent.namespace if is_key else "", ""):
        return child.name, scope
    return f"{{{child.namespace}}}{child.name}", child.namespace


def _put(data: dict[str, Any], place: Place, value: Any) -> None:
    """Sets the data of a field; a second value makes a list, as of unknown elements."""
    for name in place.path:
        data = data.setdefault(name, {})
    if place.member.is_listed:
        data.setdefault(place.member.name, []).append(value)
    else:
        _add(data, place.member.name, value)


def _add(data: dict[str, Any], name: str, value: Any) -> None:
    if name not in data:
        data[name] = value
    elif isinstance(data[name], list):
        data[name].append(value)
    else:
        data[name] = [data[name], value]


def _map(element: Element, value: Value, scope: Scope) -> dict[str, Any]:
    data: dict[str, Any] = {f"@{name}": t for name, t in element.attributes.items()}
    for child in element.children:
        name, inner = _named(child, element, scope, is_key=True)
        if value.is_list:
            item = _data(child, value.item, Xml(), inner)
            data.setdefault(name, []).append(item)
        else:
            _add(data, name, _data(child, value, Xml(), inner))
    return data


def _any(element: Element, scope: Scope) -> Any:
    """The data of an element that no schema describes."""
    if element.is_nil:
        return None
    if not element.children and not element.attributes:
        return element.text
    data: dict[str, Any] = {f"@{name}": t for name, t in element.attributes.items()}
    for child in element.children:
        name, inner = _named(child, element, scope)
        _add(data, name, _any(child, inner))
    if text := element.text.strip(_SPACE):
        data[TEXT] = text
    return data


def _texts(text: str, value: Value) -> Any:
    """The value of a text, of which a list is separated by spaces."""
    if value.is_list:
        return [_scalar(word, value.item) for word in text.split()]
    return _scalar(text, value)


def _scalar(text: str, value: Value) -> Any:
    """The JSON scalar of a text; of an empty one null, unless it may be text."""
    is_text = value.is_text or value.is_any
    word = text.strip(_SPACE)
    if not word and not is_text:
        return None
    if value.is_number:
        number = _number(word)
        if number is not None and (not value.is_text or number == text):
            return number
    if value.is_boolean and word in _BOOLEANS and not (is_text and word in "01"):
        return _BOOLEANS[word]
    if is_text:
        return text
    if value.is_date and (match := _DATE.fullmatch(word)):
        return match[1]
    return "".join(word.split()) if value.is_binary else word


def _number(word: str) -> NumberText | None:
    """A decimal, integer or double of XML Schema as a JSON number."""
    if word in _SPECIAL:
        return NumberText(_SPECIAL[word])
    match = _NUMBER.fullmatch(word)
    if match is None or not any(c.isdigit() for c in word):
        return None
    sign, whole, fraction, exponent = match.groups()
    number = f"{'-' if sign == '-' else ''}{whole or '0'}"
    number += f".{fraction}" if fraction else ""
    return NumberText(f"{number}{exponent or ''}")
