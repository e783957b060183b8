"""Names that schemas give themselves: `$id`, `$anchor`, `$dynamicAnchor` (JSON Schema 2020-12, section 8.2)."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urljoin

from restamp.spec.tree.node import Node


@dataclass(frozen=True, slots=True)
class Dynamic:
    """A schema with a `$dynamicAnchor`."""

    node: Node
    owner: str
    """The place of the schema that binds the name: the one whose `$defs` hold this, or this itself."""


@dataclass(frozen=True, slots=True)
class Resource:
    """A file, or a schema in one that has an `$id` of its own; without the resources inside."""

    root: Node
    uri: str
    names: dict[str, Node] = field(default_factory=dict[str, Node])
    """By `$anchor`, `$dynamicAnchor`, or draft 4 to 7's `$id: "#name"`; of equal ones the first counts."""
    dynamic: dict[str, list[Dynamic]] = field(default_factory=dict[str, list[Dynamic]])
    """By `$dynamicAnchor`."""

    @property
    def is_file(self) -> bool:
        """Whether this is all of a file."""
        return self.root.at.endswith("#")


@dataclass(frozen=True, slots=True)
class Anchors:
    """What the schemas of one file are called."""

    resources: dict[str, Resource] = field(default_factory=dict[str, Resource])
    """By place."""
    ids: dict[str, Node] = field(default_factory=dict[str, Node])
    """By `$id` (and OpenAPI 3.2's `$self`, for the whole document) without a fragment: as written, and
    resolved against the resource around it."""
    names: dict[str, Node] = field(default_factory=dict[str, Node])
    """The names of all resources; of equal ones the first counts."""

    @staticmethod
    def of(root: Node) -> Anchors:
        """Every name in a file."""
        anchors = Anchors()
        whole = anchors.resources[root.at] = Resource(root, root.file)
        waiting: list[tuple[Node, Resource, str]] = [(root, whole, "")]
        while waiting:
            node, resource, binder = waiting.pop()
            inner = anchors._entered(node, resource)
            if inner is not resource:
                resource, binder = inner, ""
            anchors._take(node, resource, binder or node.at)
            below = [
                (member, resource, node.at if key == "$defs" else binder)
                for key, member in node.items()
            ]
            below += [(element, resource, binder) for element in node.elements()]
            waiting.extend(n for n in reversed(below) if n[0].is_mapping or n[0].is_list)
        return anchors

    def around(self, at: str) -> Resource:
        """The resource that a place of this file is in."""
        while at not in self.resources:
            above = at.rpartition("/")[0]
            at = above if "#" in above else at.partition("#")[0] + "#"
        return self.resources[at]

    def _entered(self, node: Node, resource: Resource) -> Resource:
        """The resource that a schema is in: its own where it has an `$id`."""
        for key in ("$id", "$self"):
            location = (node.text(key) or "").partition("#")[0]
            if not location:
                continue
            try:
                uri = urljoin(resource.uri, location)
            except ValueError:
                uri = location
            self.ids.setdefault(location, node)
            self.ids.setdefault(uri, node)
            if node.at not in self.resources:
                resource = self.resources[node.at] = Resource(node, uri)
        return resource

    def _take(self, node: Node, resource: Resource, binder: str) -> None:
        location, _, fragment = (node.text("$id") or "").partition("#")
        own = None if location else fragment
        anchors = [node.text("$anchor"), node.text("$dynamicAnchor"), own]
        for name in anchors:
            if name:
                resource.names.setdefault(name, node)
                self.names.setdefault(name, node)
        if name := node.text("$dynamicAnchor"):
            resource.dynamic.setdefault(name, []).append(Dynamic(node, binder))
