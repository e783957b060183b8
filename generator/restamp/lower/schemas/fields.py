"""The members of an object schema."""

from __future__ import annotations

import json
import re

from restamp.ir.declarations import Access, Field
from restamp.ir.types import ANY, Constant, Named, NameHint, OneOf, Type
from restamp.lower.context import PROPERTY_NAMES, Lowering, doc_of, pinned_of
from restamp.lower.schemas import keywords, unions
from restamp.spec.tree.node import Node

MAX_SHOWN = 80
URLS = ("uri", "uri-reference", "iri", "iri-reference", "url")
URL = re.compile(r"https?://|/[\w./-]+\?")
COMPOSED = ("allOf", "oneOf", "anyOf", "properties")
TELLING = ("$ref", "$dynamicRef", "type", "enum", "const", "contentSchema", *COMPOSED)
"""Keywords that say of what type a value is; others speak of values of their own type only."""
MATCH_ALL = ("", ".*", ".+", "^.*", "^.+", "^.*$", "^.+$")
"""Patterns that every name matches."""


def fields_of(lowering: Lowering, node: Node, hint: NameHint) -> tuple[Field, ...]:
    """The declared properties of one schema, in document order."""
    required = keywords.required_names(node)
    found: dict[str, Field] = {}
    for holder in keywords.property_holders(node):
        properties = holder.get("properties")
        for wire_name, member in properties.items() if properties is not None else ():
            if wire_name not in found:
                needed = holder is node and wire_name in required
                found[wire_name] = field_of(lowering, member, wire_name, needed, hint)
    return tuple(found.values())


def field_of(
    lowering: Lowering, node: Node, wire_name: str, required: bool, hint: NameHint
) -> Field:
    """One property."""
    type_ = lowering.type_of(node, hint.child(wire_name))
    if not node.is_mapping:
        return Field(wire_name, type_, required, node.at)
    if not any(node.get(key) is not None for key in TELLING):
        lowering.guessed.add(node.at)
    fixed = type_.value if isinstance(type_, Constant) and required else None
    shown = node
    if node.ref is not None and not node.text("description"):
        shown = lowering.document.resolve(node) or node
    access = Access.BOTH
    if shown.flag("readOnly") or node.flag("readOnly"):
        access = Access.READ_ONLY
    elif shown.flag("writeOnly") or node.flag("writeOnly"):
        access = Access.WRITE_ONLY
    # The prose of a referenced schema stands at its own declaration, not at every use.
    doc = doc_of(node, *facts_of(node))
    # A name given to a schema that is declared here is the class's, not the attribute's.
    declared = node.at in lowering.declarations
    pinned = pinned_of(node, PROPERTY_NAMES[1:2] if declared else PROPERTY_NAMES)
    return Field(wire_name, type_, required, node.at, access, fixed, doc, pinned, is_url(shown))


def is_url(node: Node) -> bool:
    """Whether a schema says that its text is a URL, absolute or relative."""
    shown = [node.get("example"), *(node.get("examples") or Node([], node.at)).elements()]
    texts = [each.value for each in shown if each is not None and isinstance(each.value, str)]
    return node.text("format") in URLS or any(URL.match(text) for text in texts)


def extra_of(lowering: Lowering, node: Node, hint: NameHint) -> Type | None:
    """The type of undeclared members (`additionalProperties`, `patternProperties`)."""
    extra = node.get("additionalProperties")
    if extra is None:
        extra = node.get("unevaluatedProperties")
    patterns = node.get("patternProperties")
    matched = [
        (pattern, lowering.type_of(member, hint.child("value")))
        for pattern, member in (patterns.items() if patterns is not None else ())
    ]
    distinct = list(dict.fromkeys(type_ for _, type_ in matched))
    if extra is not None and extra.is_mapping and extra.value:
        other = lowering.type_of(extra, hint.child("value"))
        return unions.joined([*distinct, other])
    if not distinct:
        return None
    if any(pattern in MATCH_ALL for pattern, _ in matched) or (
        extra is not None and extra.value is False
    ):
        return unions.joined(distinct)
    # A name that no pattern matches may have any value; a type with a name still tells a reader.
    named = [type_ for type_ in distinct if isinstance(type_, Named)]
    return OneOf((*named, ANY)) if named else None


def facts_of(node: Node) -> tuple[str, ...]:
    """Constraints and the default, as short statements for the documentation."""
    facts: list[str] = []
    default = node.get("default")
    if default is not None and default.value not in (None, "", [], {}):
        text = json.dumps(default.value, ensure_ascii=False, default=str)
        if len(text) <= MAX_SHOWN:
            facts.append(f"Default: {text}.")
    low, high = node.get("minimum"), node.get("maximum")
    if low is not None and high is not None:
        facts.append(f"From {low.value} to {high.value}.")
    elif low is not None:
        facts.append(f"At least {low.value}.")
    elif high is not None:
        facts.append(f"At most {high.value}.")
    return tuple(facts)
