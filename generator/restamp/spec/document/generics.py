"""Generic schemas: what `$dynamicRef` means where a schema is used (JSON Schema 2020-12, section 8.2.3.2).

A schema whose dynamic references are bound differently at a use than at home is put in the place of
the reference that leads to it, as an instance: its own references still start where it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from restamp.pointers import below
from restamp.spec.document.anchors import Anchors, Dynamic
from restamp.spec.document.failure import Failure
from restamp.spec.tree.node import Node
from restamp.spec.tree.tree import Json

MOST_INSTANCES: Final = 2_000
_AMBIGUOUS: Final = "?"
_DATA: Final = frozenset({"example", "examples", "default", "enum", "const"})
_QUIET: Final = frozenset(
    {"$id", "$schema", "$comment", "$defs", "$anchor", "$dynamicAnchor", "title", "description"}
)
"""Keywords beside a reference that say nothing about values."""


@dataclass(frozen=True, slots=True)
class Instance:
    """A generic schema that stands in the place of a reference to it."""

    origin: str
    """The place of the schema."""
    scope: tuple[str, ...]
    """The places that led to it, the outermost first."""
    bindings: tuple[str, ...]
    """What tells it from other instances of the schema."""
    whole: Node
    """What a reference back to it means."""


@dataclass(eq=False)
class Generics:
    """The instances of one document."""

    anchors: Callable[[str], Anchors]
    """Of a file that is open."""
    follow: Callable[[str, str], Node | Failure]
    """What a reference written at a place names, in one step."""
    _instances: dict[str, Instance] = field(default_factory=dict[str, Instance])
    _bound: dict[tuple[str, str], Node] = field(default_factory=dict[tuple[str, str], Node])
    _uses: dict[str, tuple[set[str], dict[str, Node]]] = field(
        default_factory=dict[str, tuple[set[str], dict[str, Node]]]
    )
    _plain: set[str] = field(default_factory=set[str])
    """Places of schemas that lead to no dynamic reference."""

    def origin(self, at: str) -> str:
        """Where a thing was written, which stands at a place by itself or in an instance."""
        prefix = self._within(at)
        return at if not prefix else self._instances[prefix].origin + at[len(prefix) :]

    def bound(self, node: Node) -> Node:
        """A schema with an instance in place of its reference, where that leads to a generic schema
        whose dynamic references mean something else from here."""
        reference = node.ref
        if reference is None or (node.at, reference) in self._bound:
            return node if reference is None else self._bound[node.at, reference]
        target = self.target(node)
        names = self._names(target) if isinstance(target, Node) else []
        scope = self._scope(node.at)
        made = node
        if isinstance(target, Node) and names:
            here = [self._lookup(name, (*scope, target.at)) for name in names]
            home = [self._lookup(name, (target.at,)) for name in names]
            if here != home:
                target, scope = self._behind(target, scope)
                bound = [_place(self._lookup(name, (*scope, target.at))) for name in names]
                made = self._instance(node, target, scope, tuple(bound))
        self._bound[node.at, reference] = made
        return made

    def target(self, node: Node) -> Node | Failure:
        """What the reference of a schema names, in one step."""
        if (reference := node.text("$ref")) is not None:
            return self.follow(reference, node.at)
        reference = node.text("$dynamicRef") or ""
        first = self.follow(reference, node.at)
        name = unquote(reference.partition("#")[2])
        if isinstance(first, Node) and first.text("$dynamicAnchor") != name:
            return first
        beyond = (first.at,) if isinstance(first, Node) and reference[:1] != "#" else ()
        found = self._lookup(name, (*self._scope(node.at), *beyond))
        if found == _AMBIGUOUS:
            said = (
                f'"{reference}" may mean several schemas here, and none is bound by what leads here'
            )
            return Failure("dynamic-ref-ambiguous", said + "; taken as any")
        return first if found is None or isinstance(found, str) else found

    def _behind(self, target: Node, scope: tuple[str, ...]) -> tuple[Node, tuple[str, ...]]:
        """What schemas lead to that are only another word for it, and the way there."""
        for _ in range(MOST_INSTANCES):
            reference = target.text("$ref")
            keys = set(target.value) if isinstance(target.value, dict) else set[str]()
            if reference is None or not keys <= _QUIET | {"$ref"}:
                break
            following = self.follow(reference, target.at)
            if isinstance(following, Failure):
                break
            target, scope = following, (*scope, target.at)
        return target, scope

    def _instance(
        self, node: Node, target: Node, scope: tuple[str, ...], bindings: tuple[str, ...]
    ) -> Node:
        bindings = (target.at, *bindings)
        for instance in self._around(node.at):
            if instance.bindings == bindings:
                return instance.whole
        if len(self._instances) >= MOST_INSTANCES or not isinstance(node.value, dict):
            return node
        used = "$ref" if node.text("$ref") is not None else "$dynamicRef"
        rest = {key: value for key, value in node.value.items() if key not in (used, "allOf")}
        listed = node.value.get("allOf")
        others: list[Json] = listed if isinstance(listed, list) else []
        place = below(node.at, "allOf", len(others))
        if (description := target.text("description")) is not None:
            rest = {"description": description, **rest}
        made = Node({**rest, "allOf": [*others, target.value]}, node.at)
        whole = Node(target.value, place)
        if not others and rest.keys() <= _QUIET:
            outer = self._instances.get(node.at)
            whole = made if outer is None else outer.whole
        self._instances[place] = Instance(target.at, (*scope, target.at), bindings, whole)
        return made

    def _within(self, at: str) -> str:
        """The place of the innermost instance that a place is in; "" where it is in none."""
        while self._instances and at:
            if at in self._instances:
                return at
            at = at.rpartition("/")[0]
        return ""

    def _around(self, at: str) -> Iterator[Instance]:
        """The instances that a place is in, the innermost first."""
        while prefix := self._within(at):
            yield self._instances[prefix]
            at = prefix.rpartition("/")[0]

    def _scope(self, at: str) -> tuple[str, ...]:
        """The places that lead to a schema, and its own, as they were written."""
        prefix = self._within(at)
        outer = self._instances[prefix].scope if prefix else ()
        return (*outer, self.origin(at))

    def _lookup(self, name: str, scope: Sequence[str]) -> Node | str | None:
        """What a dynamic name means: the outermost binding counts.

        By the letter, all schemas of a file without an `$id` are one resource, in which a name must
        be unique. It seldom is, so that what binds a name is a schema that was passed; where the
        letter means another one, the name is ambiguous.
        """
        for at in scope:
            resource = self.anchors(at.partition("#")[0]).around(at)
            found = resource.dynamic.get(name, [])
            passed = [d for d in found if at == d.owner or at.startswith(d.owner + "/")]
            if passed:
                return self._outermost(name, passed, scope)
            if not resource.is_file and found:
                return found[0].node if len(found) == 1 else _AMBIGUOUS
        every = {d.node.at: d.node for at in scope for d in self._loose(name, at)}
        return None if not every else next(iter(every.values())) if len(every) == 1 else _AMBIGUOUS

    def _outermost(self, name: str, passed: Sequence[Dynamic], scope: Sequence[str]) -> Node | str:
        owner = min((d.owner for d in passed), key=len)
        first, *others = [d.node for d in passed if d.owner == owner]
        if others:
            return _AMBIGUOUS
        is_default = scope[-1] == owner or scope[-1].startswith(owner + "/")
        says_nothing = isinstance(first.value, dict) and first.value.keys() <= _QUIET
        loose = self._loose(name, scope[0]) if is_default and not says_nothing else ()
        return _AMBIGUOUS if len(loose) == 1 and loose[0].node.at != first.at else first

    def _loose(self, name: str, at: str) -> Sequence[Dynamic]:
        """What has the name in a file, outside of schemas with an `$id`."""
        file = at.partition("#")[0]
        return self.anchors(file).resources[f"{file}#"].dynamic.get(name, [])

    def _names(self, target: Node) -> list[str]:
        """The dynamic names that a schema uses, or one that it leads to."""
        names: set[str] = set()
        seen = {target.at}
        waiting = [target]
        while waiting:
            node = waiting.pop()
            used, onward = self._used(node)
            names |= used
            for at, inner in onward.items():
                if at not in seen and at not in self._plain:
                    seen.add(at)
                    waiting.append(inner)
        if not names:
            self._plain |= seen
        return sorted(names)

    def _used(self, target: Node) -> tuple[set[str], dict[str, Node]]:
        """The dynamic names in a schema itself, and the schemas that it refers to."""
        if target.at in self._uses:
            return self._uses[target.at]
        names: set[str] = set()
        onward: dict[str, Node] = {}
        waiting = [target]
        while waiting:
            node = waiting.pop()
            if (dynamic := node.text("$dynamicRef")) is not None:
                names.add(unquote(dynamic.partition("#")[2]))
            if (reference := node.text("$ref")) is not None:
                found = self.follow(reference, node.at)
                if isinstance(found, Node):
                    onward[found.at] = found
            waiting.extend(m for k, m in node.items() if k not in _DATA and k[:2] != "x-")
            waiting.extend(node.elements())
        self._uses[target.at] = names, onward
        return names, onward


def _place(found: Node | str | None) -> str:
    return found.at if isinstance(found, Node) else found or ""
