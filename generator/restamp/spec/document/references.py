"""`$ref`: what it names, in its own document or in another file (RFC 3986, RFC 6901)."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote, urljoin

from restamp.diagnostics.model import Diagnostics
from restamp.diagnostics.text import quoted
from restamp.pointers import below
from restamp.spec.document.anchors import Anchors, Resource
from restamp.spec.document.failure import Failure, unresolved
from restamp.spec.document.files import Files
from restamp.spec.document.generics import Generics
from restamp.spec.tree.node import Node
from restamp.spec.tree.tree import index, tokens

_ERRORS = frozenset({"ref-outside", "ref-remote", "ref-unfetched"})


@dataclass(eq=False)
class References:
    """The references of one document, each followed once."""

    files: Files
    diagnostics: Diagnostics
    has_dynamic_overlay: bool = False
    """Whether an overlay has a dynamic reference."""
    generics: Generics | None = None
    """Those of other references to the same files."""
    _dynamic: dict[str, bool] = field(default_factory=dict[str, bool])
    """By file: whether it has a dynamic reference."""
    _any_dynamic: bool = False
    _identified: dict[str, bool] = field(default_factory=dict[str, bool])
    """By file: whether any schema in it has an `$id`."""
    _anchors: dict[str, Anchors] = field(default_factory=dict[str, Anchors])
    _ends: dict[tuple[str, str], Node] = field(default_factory=dict[tuple[str, str], Node])
    """What chains of references end at, by where they start."""
    _found: dict[tuple[str, str], Node | Failure] = field(
        default_factory=dict[tuple[str, str], Node | Failure]
    )

    def resolve(self, node: Node, *, is_needed: bool = False) -> Node | None:
        """What a node stands for: itself, or what its chain of references ends at.

        None, with a diagnostic made once, where the chain goes round or ends nowhere: an error
        where the node `is_needed`.
        """
        passed: dict[str, str] = {}
        current = self.bound(node)
        while (reference := current.ref) is not None:
            if (end := self._ends.get((current.at, reference))) is not None:
                current = end
                break
            if current.at in passed:
                said = f"the reference {quoted(node.ref)} leads back to itself"
                self._tell(Failure("ref-cycle", said), below(node.at, "$ref"), is_needed)
                return None
            passed[current.at] = reference
            target = self._next(current, reference)
            if isinstance(target, Failure):
                key = "$ref" if current.text("$ref") is not None else "$dynamicRef"
                self._tell(target, below(current.at, key), is_needed)
                return None
            current = self.bound(target)
        self._ends |= dict.fromkeys(passed.items(), current)
        return current

    def peek(self, node: Node) -> Node | None:
        """As `resolve`, for what may as well be missing: nothing is told, nothing is fetched."""
        return self._quiet.resolve(node)

    @cached_property
    def _quiet(self) -> References:
        files = self.files.quiet()
        return References(files, files.diagnostics, self.has_dynamic_overlay, self._generics)

    def find(self, reference: str, at: str) -> Node | None:
        """What a reference written at a place names; None, with a diagnostic there, if nothing."""
        target = self._follow(reference, at)
        if isinstance(target, Failure):
            self._tell(target, at)
            return None
        return target

    def seek(self, reference: str, at: str) -> Node | None:
        """As `find`, where what is not found is a diagnostic of its own elsewhere."""
        target = self._follow(reference, at)
        return None if isinstance(target, Failure) else target

    def _tell(self, failure: Failure, at: str, is_needed: bool = False) -> None:
        """A failure is told wherever it matters; one that is an error stops all, so once is enough."""
        if failure.code not in _ERRORS and is_needed:
            self.diagnostics.error(failure.code, failure.message, at)
        elif failure.code not in _ERRORS:
            self.diagnostics.warning(failure.code, failure.message, at)
        elif not any(failure.message == told.message for told in self.diagnostics):
            self.diagnostics.error(failure.code, failure.message, at)

    def bound(self, node: Node) -> Node:
        """A schema, with an instance of what it refers to in it where that is generic."""
        return self._generics.bound(node) if self._has_generics else node

    def _next(self, node: Node, reference: str) -> Node | Failure:
        if self._has_generics:
            return self._generics.target(node)
        return self._follow(reference, node.at)

    @cached_property
    def _generics(self) -> Generics:
        return self.generics or Generics(self._anchors_of, self._follow)

    @property
    def _has_generics(self) -> bool:
        """Whether any file that is open has a dynamic reference."""
        sources = self.files.sources
        if len(self._dynamic) < len(sources):
            for file, source in [*sources.items()]:
                if file not in self._dynamic:
                    self._dynamic[file] = "$dynamicRef" in source.text
            self._any_dynamic = self.has_dynamic_overlay or any(self._dynamic.values())
        return self._any_dynamic

    def _follow(self, reference: str, at: str) -> Node | Failure:
        if self._has_generics:
            at = self._generics.origin(at)
        file = at.partition("#")[0]
        resource = self._resource(file, at)
        key = (resource.root.at if resource is not None else f"{file}#", reference)
        if key not in self._found:
            self._found[key] = unresolved(reference, "it leads through itself")
            self._found[key] = self._target(reference, file, resource)
        return self._found[key]

    def _resource(self, file: str, at: str) -> Resource | None:
        """The schema with an `$id` that a place is in; None where it is in none."""
        if not self._has_ids(file):
            return None
        resource = self._anchors_of(file).around(at)
        return None if resource.is_file else resource

    def _has_ids(self, file: str) -> bool:
        if file not in self._identified:
            self._identified[file] = "$id" in self.files.sources[file].text
        return self._identified[file]

    def _target(self, reference: str, base: str, around: Resource | None) -> Node | Failure:
        location, _, fragment = reference.partition("#")
        root = self._root(location, base, around) if location else self.files.roots[base]
        if isinstance(root, Failure):
            return root
        # Within a schema that has an `$id`, a fragment is of that schema; many mean the file.
        roots = [root] if location or around is None else [around.root, root]
        fragment = unquote(fragment)
        for root in roots:
            target: Node | None = root
            if fragment[:1] == "/":
                target = self._pointed(root, fragment)
            elif fragment:
                target = self._named(root, fragment)
            if target is not None:
                return target
        return unresolved(reference, "there is no such place")

    def _root(self, location: str, base: str, around: Resource | None) -> Node | Failure:
        """What has this `$id`, or the root of the file of that name."""
        own = self._anchors_of(base)
        if location in own.ids:
            return own.ids[location]
        try:
            uri = urljoin(base if around is None else around.uri, location)
        except ValueError:
            uri = location
        for file in ("", *self.files.sources):
            named = self._anchors_of(file).ids.get(uri) if self._has_ids(file) else None
            if named is not None:
                return named
        return self.files.root(location, base)

    def _named(self, root: Node, name: str) -> Node | None:
        anchors = self._anchors_of(root.file)
        resource = anchors.resources.get(root.at)
        found = None if resource is None else resource.names.get(name)
        return found if found is not None else anchors.names.get(name)

    def _anchors_of(self, file: str) -> Anchors:
        if file not in self._anchors:
            root = self.files.roots[file]
            if isinstance(root, Failure):
                return Anchors()
            self._anchors[file] = Anchors.of(root)
        return self._anchors[file]

    def _pointed(self, root: Node, pointer: str) -> Node | None:
        """What a pointer names; it may lead through references, as people write them."""
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
    place = index(token) if node.is_list else None
    return node.get(token if place is None else place)
