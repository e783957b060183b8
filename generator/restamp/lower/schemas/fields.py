"""Lower the members of object schemas."""

from __future__ import annotations

import json
import re

from restamp.ir.declarations import Access, Field
from restamp.ir.types import ANY, Constant, Named, NameHint, OneOf, Type
from restamp.lower.context import Lowering, doc_of, pinned_of
from restamp.lower.schemas import keywords, scalars, unions
from restamp.lower.xml import field_node
from restamp.spec.tree.extensions import PROPERTY_NAME
from restamp.spec.tree.node import Node

MAX_SHOWN = 80
_EXAMPLES = frozenset({"example", "examples"})
_EXTRA = frozenset({"additionalProperties", "unevaluatedProperties", "patternProperties"})
URLS = frozenset({"uri", "uri-reference", "iri", "iri-reference", "url"})
URL = re.compile(r"https?://|/[\w./-]+\?")
COMPOSED = ("allOf", "oneOf", "anyOf", "properties")
TYPE_KEYWORDS = {"$ref", "$dynamicRef", "type", "enum", "const", "contentSchema", *COMPOSED}
"""Keywords that determine the type of a value; others only apply to values of one type."""
_FACTS = {"default", "minimum", "maximum"}
MATCH_ALL = ("", ".*", ".+", "^.*", "^.+", "^.*$", "^.+$")
"""Patterns that every name matches."""


def fields_of(lowering: Lowering, node: Node, hint: NameHint) -> tuple[Field, ...]:
    """Lower the properties declared by one schema, in document order."""
    required = keywords.required_names(node)
    fields: dict[str, Field] = {}
    for holder in keywords.property_holders(node):
        properties = holder.get("properties")
        for wire_name, member in properties.items() if properties is not None else ():
            if wire_name not in fields:
                needed = holder is node and wire_name in required
                fields[wire_name] = field_of(lowering, member, wire_name, needed, hint)
    return tuple(fields.values())


def field_of(
    lowering: Lowering, node: Node, wire_name: str, required: bool, hint: NameHint
) -> Field:
    """Lower one property."""
    if (plain := scalars.plain(node)) is not None:
        return Field(wire_name, plain, required, node.at, doc=doc_of(node), is_url=is_url(node))
    type_ = lowering.type_of(node, hint.child(wire_name))
    if not node.is_mapping:
        return Field(wire_name, type_, required, node.at)
    if not node.has_any(TYPE_KEYWORDS):
        lowering.guessed_types.add(node.at)
    fixed = type_.value if isinstance(type_, Constant) and required else None
    shown = node
    if node.ref is not None and not node.text("description"):
        shown = lowering.document.resolve(node) or node
    access = Access.BOTH
    if shown.flag("readOnly") or node.flag("readOnly"):
        access = Access.READ_ONLY
    elif shown.flag("writeOnly") or node.flag("writeOnly"):
        access = Access.WRITE_ONLY
    # The documentation of a referenced schema is at its declaration, not at every use.
    doc = doc_of(node, *facts_of(node))
    # The pinned name of an inline schema is that of its class, not of the attribute.
    declared = node.at in lowering.declarations
    keys = (PROPERTY_NAME.keys[1], PROPERTY_NAME.keys[-1]) if declared else PROPERTY_NAME.keys
    pinned = pinned_of(node, keys)
    url, xml = is_url(shown), field_node(lowering, node, wire_name)
    return Field(wire_name, type_, required, node.at, access, fixed, doc, pinned, url, xml=xml)


def is_url(node: Node) -> bool:
    """Whether the format or examples of a schema are URLs, absolute or relative."""
    if node.text("format") in URLS:
        return True
    if not node.has_any(_EXAMPLES):
        return False
    examples = node.raw("examples")
    shown = [node.raw("example"), *(examples if isinstance(examples, list) else ())]
    return any(isinstance(each, str) and URL.match(each) for each in shown)


def extra_of(lowering: Lowering, node: Node, hint: NameHint) -> Type | None:
    """The type of undeclared members (`additionalProperties`, `patternProperties`)."""
    if not node.has_any(_EXTRA):
        return None
    extra = node.get("additionalProperties")
    if extra is None:
        extra = node.get("unevaluatedProperties")
    patterns = node.get("patternProperties")
    matched = [
        (pattern, lowering.type_of(member, hint.child("value")))
        for pattern, member in sorted(
            patterns.items() if patterns is not None else (), key=lambda item: item[0]
        )
    ]
    distinct = list(dict.fromkeys(type_ for _, type_ in matched))
    if extra is not None and extra.is_mapping and extra.value:
        other = lowering.type_of(extra, hint.child("value"))
        return unions.union_of([*distinct, other])
    if not distinct:
        return None
    if any(pattern in MATCH_ALL for pattern, _ in matched) or (
        extra is not None and extra.value is False
    ):
        return unions.union_of(distinct)
    # Other names may have any value; named types are kept because they inform readers.
    named = [type_ for type_ in distinct if isinstance(type_, Named)]
    return OneOf((*named, ANY)) if named else None


def facts_of(node: Node) -> tuple[str, ...]:
    """Constraints and the default, as short statements for the documentation."""
    if not node.has_any(_FACTS):
        return ()
    facts: list[str] = []
    default = node.raw("default")
    if default not in (None, "", [], {}):
        text = json.dumps(default, ensure_ascii=False, default=str)
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
