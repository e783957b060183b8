"""The parts of a composition: the schemas that `allOf` and `$ref` combine."""

from __future__ import annotations

from restamp.lower.context import Lowering
from restamp.lower.schemas import choices, keywords
from restamp.records import dataclass
from restamp.spec.tree.node import Node

COMPOSING = frozenset({"allOf", "$ref"})
OBJECT_KEYS = keywords.OF_OBJECTS | {"properties", "oneOf", "anyOf"}


@dataclass(frozen=True, slots=True)
class Part:
    """One schema of a composition, and its target if it is a reference."""

    node: Node
    target: Node

    @property
    def is_reference(self) -> bool:
        """Whether it is a reference, whose target has a name of its own."""
        return self.node.at != self.target.at


def is_object(lowering: Lowering, node: Node) -> bool:
    """Whether a schema describes a single JSON object, not a map or union."""
    if not is_composed(node):
        return _is_plain_object(lowering, node)
    results = lowering.objects
    if node.at not in results:
        users: dict[str, list[str]] = {}
        failed: list[str] = []
        visited: set[str] = set()
        pending = [node]
        while pending:
            current = pending.pop()
            if current.at in visited:
                continue
            visited.add(current.at)
            for part in parts_of(lowering, current):
                inner = part.target
                if not is_composed(inner) or inner.at in results:
                    if not is_object(lowering, inner):
                        failed.append(current.at)
                else:
                    # A circular part adds no requirement.
                    users.setdefault(inner.at, []).append(current.at)
                    pending.append(inner)
        results |= dict.fromkeys(visited, True)
        while failed:
            at = failed.pop()
            if results[at]:
                results[at] = False
                failed += users.get(at, [])
    return results[node.at]


def _is_plain_object(lowering: Lowering, node: Node) -> bool:
    if not node.is_mapping or choices.keys_of(lowering, node):
        return False
    names = keywords.types_of(node.get("type"))
    if names:
        return [name for name in names if name != "null"] == ["object"]
    return keywords.has_properties(node) or keywords.says_only(node, OBJECT_KEYS)


def is_composed(node: Node) -> bool:
    """Whether a schema is composed of others; its own keywords are then another part."""
    return node.has_any(COMPOSING)


def parts_of(lowering: Lowering, node: Node) -> list[Part]:
    """The non-empty parts of a composition, in order; its own keywords come last."""
    references = {key: node.text(key) for key in ("$ref", "$dynamicRef")}
    nodes = [Node({key: text}, node.at) for key, text in references.items() if text is not None]
    listed = node.get("allOf")
    if listed is not None and listed.is_list:
        nodes.extend(listed.elements())
    own = {key: value.value for key, value in node.items() if key not in COMPOSING}
    if keywords.says_something(Node(own, node.at)):
        nodes.append(Node(own, node.at))
    parts: list[Part] = []
    for part in nodes:
        target = lowering.document.resolve(part) if part.ref is not None else part
        if target is None or not target.is_mapping:
            continue
        if part.ref is not None or keywords.says_something(part):
            parts.append(Part(part, target))
    return parts
