"""Identifiers of schemas: `$id`, `$anchor`, `$dynamicAnchor` (JSON Schema 2020-12, section 8.2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from urllib.parse import urljoin

from restamp.records import dataclass
from restamp.spec.tree.node import Node
from restamp.spec.tree.tree import Json

_IDENTIFIERS = frozenset({"$id", "$self", "$anchor", "$dynamicAnchor"})


@dataclass(frozen=True, slots=True)
class Dynamic:
    """A schema with a `$dynamicAnchor`."""

    node: Node
    owner: str
    """The location of the schema that binds the name: the one with this schema in its `$defs`, or this one."""


@dataclass(frozen=True, slots=True)
class Resource:
    """A file, or a schema with an `$id`; without the resources nested in it."""

    root: Node
    uri: str
    names: dict[str, Node] = field(default_factory=dict[str, Node])
    """By `$anchor`, `$dynamicAnchor`, or draft 4 to 7's `$id: "#name"`; the first of equal names counts."""
    dynamic: dict[str, list[Dynamic]] = field(default_factory=dict[str, list[Dynamic]])
    """By `$dynamicAnchor`."""

    @property
    def is_file(self) -> bool:
        """Whether this is a whole file."""
        return self.root.at.endswith("#")


@dataclass(frozen=True, slots=True)
class Anchors:
    """The identifiers of the schemas in one file."""

    resources: dict[str, Resource] = field(default_factory=dict[str, Resource])
    """By location."""
    ids: dict[str, Node] = field(default_factory=dict[str, Node])
    """By `$id` (and OpenAPI 3.2's `$self`, for the whole document) without a fragment: as written, and
    resolved against the enclosing resource."""
    names: dict[str, Node] = field(default_factory=dict[str, Node])
    """The names in all resources; the first of equal names counts."""

    @staticmethod
    def of(root: Node) -> Anchors:
        """Collect the identifiers in a file."""
        anchors = Anchors()
        whole = anchors.resources[root.at] = Resource(root, root.file)
        pending: list[tuple[Node, Resource, str]] = [(root, whole, "")]
        while pending:
            node, resource, binder = pending.pop()
            if node.has_any(_IDENTIFIERS):
                inner = anchors._enter_resource(node, resource)
                if inner is not resource:
                    resource, binder = inner, ""
                anchors._add_names(node, resource, binder or node.at)
            pending.extend(
                (inner, resource, node.at if inner.step == "$defs" else binder)
                for inner in reversed(_containers_in(node))
            )
        return anchors

    def containing(self, at: str) -> Resource:
        """The resource that contains a location of this file."""
        if len(self.resources) == 1:
            return next(iter(self.resources.values()))
        while at not in self.resources:
            above = at.rpartition("/")[0]
            at = above if "#" in above else at.partition("#")[0] + "#"
        return self.resources[at]

    def _enter_resource(self, node: Node, resource: Resource) -> Resource:
        """The resource that contains a schema: its own if it has an `$id`."""
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

    def _add_names(self, node: Node, resource: Resource, binder: str) -> None:
        location, _, fragment = (node.text("$id") or "").partition("#")
        own = None if location else fragment
        anchors = [node.text("$anchor"), node.text("$dynamicAnchor"), own]
        for name in anchors:
            if name:
                resource.names.setdefault(name, node)
                self.names.setdefault(name, node)
        if name := node.text("$dynamicAnchor"):
            resource.dynamic.setdefault(name, []).append(Dynamic(node, binder))


def _containers_in(node: Node) -> list[Node]:
    """The objects and arrays directly in the value of a node."""
    value = node.value
    if isinstance(value, dict):
        members: Iterable[tuple[str | int, Json]] = value.items()
    else:
        members = enumerate(value) if isinstance(value, list) else ()
    return [
        Node(inner, None, node, key) for key, inner in members if isinstance(inner, (dict, list))
    ]
