"""Resolve `$ref`, within a document and across files (RFC 3986, RFC 6901)."""

from __future__ import annotations

from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin

from restamp.diagnostics.model import Diagnostics
from restamp.diagnostics.problem import Problem
from restamp.diagnostics.text import quoted
from restamp.pointers import join_pointer
from restamp.records import dataclass
from restamp.spec.document.anchors import Anchors, Resource
from restamp.spec.document.files import Files
from restamp.spec.document.unresolved import unresolved
from restamp.spec.tree.node import Node
from restamp.spec.tree.tree import index, tokens

if TYPE_CHECKING:
    from restamp.spec.document.generics import Generics


@dataclass(eq=False)
class References:
    """Resolves the references of one document, with a cache."""

    files: Files
    diagnostics: Diagnostics
    has_dynamic_overlay: bool = False
    """Whether an overlay has a dynamic reference."""
    generics: Generics | None = None
    """The generic schemas, if shared with another instance for the same files."""
    _dynamic: dict[str, bool] = field(default_factory=dict[str, bool])
    """By file: whether it has a dynamic reference."""
    _any_dynamic: bool = False
    _identified: dict[str, bool] = field(default_factory=dict[str, bool])
    """By file: whether any schema in it has an `$id`."""
    _anchors: dict[str, Anchors] = field(default_factory=dict[str, Anchors])
    _ends: dict[tuple[str, str], Node] = field(default_factory=dict[tuple[str, str], Node])
    """The last node of each chain of references, by where the chain starts."""
    _targets: dict[tuple[str, str], Node | Problem] = field(
        default_factory=dict[tuple[str, str], Node | Problem]
    )

    def resolve(self, node: Node, *, is_needed: bool = False) -> Node | None:
        """Follow the reference of a node until it leads to a node without one.

        None, with a diagnostic reported once, if the chain is circular or cannot be resolved: an error if
        the node `is_needed`, else a warning.
        """
        if (reference := node.ref) is None:
            return node
        if not self._has_generics:
            target = self._follow(reference, node.at)
            if isinstance(target, Node) and target.ref is None:
                return target
        passed: dict[str, str] = {}
        current = self.bound(node)
        while (reference := current.ref) is not None:
            if (end := self._ends.get((current.at, reference))) is not None:
                current = end
                break
            if current.at in passed:
                message = f"the reference {quoted(node.ref)} refers to itself"
                self._report(
                    Problem("ref-cycle", message), join_pointer(node.at, "$ref"), is_needed
                )
                return None
            passed[current.at] = reference
            target = self._next(current, reference)
            if isinstance(target, Problem):
                key = "$ref" if current.text("$ref") is not None else "$dynamicRef"
                self._report(target, join_pointer(current.at, key), is_needed)
                return None
            current = self.bound(target)
        self._ends |= dict.fromkeys(passed.items(), current)
        return current

    def peek(self, node: Node) -> Node | None:
        """Like `resolve`, for optional look-ups: no diagnostic is reported and nothing is fetched."""
        if node.ref is None:
            return node
        quiet = self._quiet
        # Generic schemas refer to this object: where there are none, it is freed with the document.
        if quiet.generics is None and self._has_generics:
            quiet.generics = self._generics
        return quiet.resolve(node)

    @cached_property
    def _quiet(self) -> References:
        files = self.files.quiet()
        anchors = {"": self._anchors_of("")} if self._has_ids("") else {}
        return References(files, files.diagnostics, self.has_dynamic_overlay, _anchors=anchors)

    def find(self, reference: str, at: str) -> Node | None:
        """The direct target of a reference written at a location; None, with a diagnostic, if there is none."""
        target = self._follow(reference, at)
        if isinstance(target, Problem):
            self._report(target, at)
            return None
        return target

    def seek(self, reference: str, at: str) -> Node | None:
        """Like `find`, but without a diagnostic, for references that are also resolved elsewhere."""
        target = self._follow(reference, at)
        return None if isinstance(target, Problem) else target

    def _report(self, problem: Problem, at: str, is_needed: bool = False) -> None:
        """Report a problem at each location, except that errors, which stop everything, are reported once."""
        if not problem.is_fatal and is_needed:
            self.diagnostics.error(problem.code, problem.message, at)
        elif not problem.is_fatal:
            self.diagnostics.warning(problem.code, problem.message, at)
        elif not any(problem.message == reported.message for reported in self.diagnostics):
            self.diagnostics.error(problem.code, problem.message, at)

    def bound(self, node: Node) -> Node:
        """Replace the reference of a schema by an instance of its target if that is generic."""
        if node.ref is None or not self._has_generics:
            return node
        return self._generics.bound(node)

    def _next(self, node: Node, reference: str) -> Node | Problem:
        if self._has_generics:
            return self._generics.target(node)
        return self._follow(reference, node.at)

    @cached_property
    def _generics(self) -> Generics:
        from restamp.spec.document.generics import Generics

        return self.generics or Generics(self._anchors_of, self._follow)

    @property
    def _has_generics(self) -> bool:
        """Whether any file that is open has a dynamic reference."""
        sources = self.files.sources
        if len(self._dynamic) < len(sources):
            for file, source in [*sources.items()]:
                if file not in self._dynamic:
                    self._dynamic[file] = source.has_dynamic_references
            self._any_dynamic = self.has_dynamic_overlay or any(self._dynamic.values())
        return self._any_dynamic

    def _follow(self, reference: str, at: str) -> Node | Problem:
        if self._has_generics:
            at = self._generics.origin(at)
        file = at.partition("#")[0]
        resource = self._resource(file, at)
        key = (resource.root.at if resource is not None else f"{file}#", reference)
        if key not in self._targets:
            self._targets[key] = unresolved(reference, "it refers to itself")
            self._targets[key] = self._target(reference, file, resource)
        return self._targets[key]

    def _resource(self, file: str, at: str) -> Resource | None:
        """The innermost schema with an `$id` that contains a location; None if there is none."""
        if not self._has_ids(file):
            return None
        resource = self._anchors_of(file).containing(at)
        return None if resource.is_file else resource

    def _has_ids(self, file: str) -> bool:
        if file not in self._identified:
            self._identified[file] = self.files.sources[file].has_ids
        return self._identified[file]

    def _target(self, reference: str, base: str, enclosing: Resource | None) -> Node | Problem:
        location, _, fragment = reference.partition("#")
        root = self._root(location, base, enclosing) if location else self.files.roots[base]
        if isinstance(root, Problem):
            return root
        # Inside a schema with an `$id`, a fragment refers to that schema, but many documents mean the file.
        roots = [root] if location or enclosing is None else [enclosing.root, root]
        fragment = unquote(fragment)
        moves = self.files.sources[root.file].moves if root.file in self.files.sources else None
        for root in roots:
            target: Node | None = root
            if fragment[:1] == "/" and moves is not None and moves.current:
                moved = moves.as_upgraded(f"{root.file}#{fragment}").partition("#")[2]
                target = self._at_pointer(root, moved) or self._at_pointer(root, fragment)
            elif fragment[:1] == "/":
                target = self._at_pointer(root, fragment)
            elif fragment:
                target = self._at_anchor(root, fragment)
            if target is not None:
                return target
        return unresolved(reference, "the target does not exist")

    def _root(self, location: str, base: str, enclosing: Resource | None) -> Node | Problem:
        """The schema with this `$id`, or the root of the file of that name."""
        own = self._anchors_of(base)
        if location in own.ids:
            return own.ids[location]
        try:
            uri = urljoin(base if enclosing is None else enclosing.uri, location)
        except ValueError:
            uri = location
        for file in ("", *self.files.sources):
            named = self._anchors_of(file).ids.get(uri) if self._has_ids(file) else None
            if named is not None:
                return named
        return self.files.root(location, base)

    def _at_anchor(self, root: Node, name: str) -> Node | None:
        anchors = self._anchors_of(root.file)
        resource = anchors.resources.get(root.at)
        node = None if resource is None else resource.names.get(name)
        return node if node is not None else anchors.names.get(name)

    def _anchors_of(self, file: str) -> Anchors:
        if file not in self._anchors:
            root = self.files.roots[file]
            if isinstance(root, Problem):
                return Anchors()
            self._anchors[file] = Anchors.of(root)
        return self._anchors[file]

    def _at_pointer(self, root: Node, pointer: str) -> Node | None:
        """The target of a pointer, which may lead through references."""
        node: Node | None = root
        for token in tokens(pointer):
            inner = None if node is None else _step(node, token)
            if inner is None and node is not None and node.ref is not None:
                through = self._follow(node.ref, node.at)
                node = self.resolve(through) if isinstance(through, Node) else None
                inner = None if node is None else _step(node, token)
            node = inner
        return node


def _step(node: Node, token: str) -> Node | None:
    position = index(token) if node.is_list else None
    return node.get(token if position is None else position)
