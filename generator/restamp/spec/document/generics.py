"""Generic schemas: bind `$dynamicRef` where a schema is used (JSON Schema 2020-12, section 8.2.3.2).

A reference to a schema whose dynamic references are bound differently at the use than at the definition is
replaced by an instance of the schema. References inside an instance are relative to the definition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from typing import Final
from urllib.parse import unquote

from restamp.diagnostics.problem import Problem
from restamp.pointers import join_pointer
from restamp.records import dataclass
from restamp.spec.document.anchors import Anchors, Dynamic
from restamp.spec.tree.node import Node
from restamp.spec.tree.tree import Json

MOST_INSTANCES: Final = 2_000
_DATA: Final = frozenset({"example", "examples", "default", "enum", "const"})
_QUIET: Final = frozenset(
    {"$id", "$schema", "$comment", "$defs", "$anchor", "$dynamicAnchor", "title", "description"}
)
"""Keywords next to a reference that do not constrain values."""


@dataclass(frozen=True, slots=True)
class _Ambiguous:
    """Several schemas bind a dynamic anchor."""


@dataclass(frozen=True, slots=True)
class Instance:
    """A generic schema in place of a reference to it."""

    origin: str
    """The location of the schema."""
    scope: tuple[str, ...]
    """The locations that lead to it, outermost first."""
    bindings: tuple[str, ...]
    """The bindings that distinguish it from other instances of the schema."""
    whole: Node
    """The target of references back to it."""


@dataclass(eq=False)
class Generics:
    """The instances of one document."""

    anchors: Callable[[str], Anchors]
    """The anchors of an open file."""
    follow: Callable[[str, str], Node | Problem]
    """The direct target of a reference written at a location."""
    _instances: dict[str, Instance] = field(default_factory=dict[str, Instance])
    _bound: dict[tuple[str, str], Node] = field(default_factory=dict[tuple[str, str], Node])
    _uses: dict[str, tuple[set[str], dict[str, Node]]] = field(
        default_factory=dict[str, tuple[set[str], dict[str, Node]]]
    )
    _plain: set[str] = field(default_factory=set[str])
    """Locations of schemas that lead to no dynamic reference."""

    def origin(self, at: str) -> str:
        """The original location of something that may be inside an instance."""
        prefix = self._innermost_instance(at)
        return at if not prefix else self._instances[prefix].origin + at[len(prefix) :]

    def bound(self, node: Node) -> Node:
        """Replace the reference of a schema by an instance if its target is a generic schema whose dynamic
        references are bound differently here."""
        reference = node.ref
        if reference is None or (node.at, reference) in self._bound:
            return node if reference is None else self._bound[node.at, reference]
        target = self.target(node)
        names = self._names(target) if isinstance(target, Node) else []
        scope = self._scope(node.at)
        result = node
        if isinstance(target, Node) and names:
            used = [self._lookup(name, (*scope, target.at)) for name in names]
            defined = [self._lookup(name, (target.at,)) for name in names]
            if used != defined:
                target, scope = self._skip_aliases(target, scope)
                bound = [_place(self._lookup(name, (*scope, target.at))) for name in names]
                result = self._instance(node, target, scope, tuple(bound))
        self._bound[node.at, reference] = result
        return result

    def target(self, node: Node) -> Node | Problem:
        """The direct target of the reference of a schema."""
        if (reference := node.text("$ref")) is not None:
            return self.follow(reference, node.at)
        reference = node.text("$dynamicRef") or ""
        first = self.follow(reference, node.at)
        name = unquote(reference.partition("#")[2])
        if isinstance(first, Node) and first.text("$dynamicAnchor") != name:
            return first
        extra_scope = (first.at,) if isinstance(first, Node) and reference[:1] != "#" else ()
        binding = self._lookup(name, (*self._scope(node.at), *extra_scope))
        if isinstance(binding, _Ambiguous):
            message = (
                f'"{reference}" matches several schemas, and no schema that leads here binds it'
            )
            return Problem("dynamic-ref-ambiguous", message + "; treated as any")
        return first if binding is None or isinstance(binding, str) else binding

    def _skip_aliases(self, target: Node, scope: tuple[str, ...]) -> tuple[Node, tuple[str, ...]]:
        """Skip schemas that are only aliases of their target; return the target and its scope."""
        for _ in range(MOST_INSTANCES):
            reference = target.text("$ref")
            keys = set(target.value) if isinstance(target.value, dict) else set[str]()
            if reference is None or not keys <= _QUIET | {"$ref"}:
                break
            following = self.follow(reference, target.at)
            if isinstance(following, Problem):
                break
            target, scope = following, (*scope, target.at)
        return target, scope

    def _instance(
        self, node: Node, target: Node, scope: tuple[str, ...], bindings: tuple[str, ...]
    ) -> Node:
        bindings = (target.at, *bindings)
        for instance in self._enclosing_instances(node.at):
            if instance.bindings == bindings:
                return instance.whole
        if len(self._instances) >= MOST_INSTANCES or not isinstance(node.value, dict):
            return node
        used = "$ref" if node.text("$ref") is not None else "$dynamicRef"
        rest = {key: value for key, value in node.value.items() if key not in (used, "allOf")}
        listed = node.value.get("allOf")
        others: list[Json] = listed if isinstance(listed, list) else []
        place = join_pointer(node.at, "allOf", len(others))
        if (description := target.text("description")) is not None:
            rest = {"description": description, **rest}
        node_with_instance = Node({**rest, "allOf": [*others, target.value]}, node.at)
        whole = Node(target.value, place)
        if not others and rest.keys() <= _QUIET:
            outer = self._instances.get(node.at)
            whole = node_with_instance if outer is None else outer.whole
        self._instances[place] = Instance(target.at, (*scope, target.at), bindings, whole)
        return node_with_instance

    def _innermost_instance(self, at: str) -> str:
        """The location of the innermost instance that contains a location; "" if there is none."""
        while self._instances and at:
            if at in self._instances:
                return at
            at = at.rpartition("/")[0]
        return ""

    def _enclosing_instances(self, at: str) -> Iterator[Instance]:
        """Yield the instances that contain a location, innermost first."""
        while prefix := self._innermost_instance(at):
            yield self._instances[prefix]
            at = prefix.rpartition("/")[0]

    def _scope(self, at: str) -> tuple[str, ...]:
        """The original locations that lead to a schema, and its own."""
        prefix = self._innermost_instance(at)
        outer = self._instances[prefix].scope if prefix else ()
        return (*outer, self.origin(at))

    def _lookup(self, name: str, scope: Sequence[str]) -> Node | _Ambiguous | None:
        """Resolve a dynamic anchor: the outermost binding counts.

        Strictly, all schemas of a file without `$id` are one resource, in which an anchor must be
        unique. It seldom is, so a schema in the scope binds the anchor; if the strict rule leads to a
        different schema, the anchor is ambiguous.
        """
        for at in scope:
            resource = self.anchors(at.partition("#")[0]).containing(at)
            candidates = resource.dynamic.get(name, [])
            passed = [d for d in candidates if at == d.owner or at.startswith(d.owner + "/")]
            if passed:
                return self._outermost(name, passed, scope)
            if not resource.is_file and candidates:
                return candidates[0].node if len(candidates) == 1 else _Ambiguous()
        every = {d.node.at: d.node for at in scope for d in self._loose(name, at)}
        return (
            None if not every else next(iter(every.values())) if len(every) == 1 else _Ambiguous()
        )

    def _outermost(
        self, name: str, passed: Sequence[Dynamic], scope: Sequence[str]
    ) -> Node | _Ambiguous:
        owner = min((d.owner for d in passed), key=len)
        first, *others = [d.node for d in passed if d.owner == owner]
        if others:
            return _Ambiguous()
        is_default = scope[-1] == owner or scope[-1].startswith(owner + "/")
        says_nothing = isinstance(first.value, dict) and first.value.keys() <= _QUIET
        loose = self._loose(name, scope[0]) if is_default and not says_nothing else ()
        return _Ambiguous() if len(loose) == 1 and loose[0].node.at != first.at else first

    def _loose(self, name: str, at: str) -> Sequence[Dynamic]:
        """The schemas of a file with this anchor that are outside of schemas with an `$id`."""
        file = at.partition("#")[0]
        return self.anchors(file).resources[f"{file}#"].dynamic.get(name, [])

    def _names(self, target: Node) -> list[str]:
        """The dynamic anchors that a schema uses, directly or through references."""
        names: set[str] = set()
        seen = {target.at}
        pending = [target]
        while pending:
            node = pending.pop()
            used, onward = self._used(node)
            names |= used
            for at, inner in onward.items():
                if at not in seen and at not in self._plain:
                    seen.add(at)
                    pending.append(inner)
        if not names:
            self._plain |= seen
        return sorted(names)

    def _used(self, target: Node) -> tuple[set[str], dict[str, Node]]:
        """The dynamic anchors that a schema uses directly, and the schemas it refers to."""
        if target.at in self._uses:
            return self._uses[target.at]
        names: set[str] = set()
        onward: dict[str, Node] = {}
        pending = [target]
        while pending:
            node = pending.pop()
            if (dynamic := node.text("$dynamicRef")) is not None:
                names.add(unquote(dynamic.partition("#")[2]))
            if (reference := node.text("$ref")) is not None:
                referenced = self.follow(reference, node.at)
                if isinstance(referenced, Node):
                    onward[referenced.at] = referenced
            pending.extend(m for k, m in node.items() if k not in _DATA and k[:2] != "x-")
            pending.extend(node.elements())
        self._uses[target.at] = names, onward
        return names, onward


def _place(binding: Node | _Ambiguous | None) -> str:
    match binding:
        case Node():
            return binding.at
        case _Ambiguous():
            return "?"
        case None:
            return ""
