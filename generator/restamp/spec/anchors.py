"""Names that schemas give themselves: `$id`, `$anchor` (JSON Schema 2020-12, section 8.2)."""

from __future__ import annotations

from dataclasses import dataclass, field

from restamp.spec.node import Node


@dataclass(frozen=True, slots=True)
class Anchors:
    """What the schemas of one file are called."""

    ids: dict[str, Node] = field(default_factory=dict[str, Node])
    """By `$id` (and OpenAPI 3.2's `$self`, for the whole document) as written, without a fragment."""
    names: dict[str, Node] = field(default_factory=dict[str, Node])
    """By `$anchor`, `$dynamicAnchor`, or draft 4 to 7's `$id: "#name"`."""

    @staticmethod
    def of(root: Node) -> Anchors:
        """Every name in a file; of equal ones the first counts."""
        anchors = Anchors()
        waiting = [root]
        while waiting:
            node = waiting.pop()
            anchors._take(node)
            below = [n for _, n in node.items()] or list(node.elements())
            waiting.extend(n for n in reversed(below) if n.is_mapping or n.is_list)
        return anchors

    def _take(self, node: Node) -> None:
        for key in ("$anchor", "$dynamicAnchor"):
            if name := node.text(key):
                self.names.setdefault(name, node)
        for key in ("$id", "$self"):
            location, _, name = (node.text(key) or "").partition("#")
            if location:
                self.ids.setdefault(location, node)
            elif name:
                self.names.setdefault(name, node)
