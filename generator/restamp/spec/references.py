"""`$ref`: what it names, in its own document or in another file (RFC 3986, RFC 6901)."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote

from restamp.diagnostics import Diagnostics, below, quoted
from restamp.spec.anchors import Anchors
from restamp.spec.failure import Failure, unresolved
from restamp.spec.files import Files
from restamp.spec.node import Node
from restamp.spec.tree import index, tokens

_ERRORS = frozenset({"ref-outside", "ref-remote"})


@dataclass(eq=False)
class References:
    """The references of one document, each followed once."""

    files: Files
    diagnostics: Diagnostics
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
        current = node
        while (reference := current.ref) is not None:
            if (end := self._ends.get((current.at, reference))) is not None:
                current = end
                break
            if current.at in passed:
                said = f"the reference {quoted(node.ref)} leads back to itself"
                self._tell(Failure("ref-cycle", said), below(node.at, "$ref"), is_needed)
                return None
            passed[current.at] = reference
            target = self._follow(reference, current.at)
            if isinstance(target, Failure):
                self._tell(target, below(current.at, "$ref"), is_needed)
                return None
            current = target
        self._ends |= dict.fromkeys(passed.items(), current)
        return current

    def peek(self, node: Node) -> Node | None:
        """As `resolve`, for what may as well be missing: nothing is told, nothing is fetched."""
        return self._quiet.resolve(node)

    @cached_property
    def _quiet(self) -> References:
        files = self.files.quiet()
        return References(files, files.diagnostics)

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

    def _follow(self, reference: str, at: str) -> Node | Failure:
        key = (at.partition("#")[0], reference)
        if key not in self._found:
            self._found[key] = unresolved(reference, "it leads through itself")
            self._found[key] = self._target(reference, key[0])
        return self._found[key]

    def _target(self, reference: str, base: str) -> Node | Failure:
        location, _, fragment = reference.partition("#")
        root = self._root(location, base) if location else self.files.roots[base]
        if isinstance(root, Failure):
            return root
        fragment = unquote(fragment)
        target: Node | None = root
        if fragment[:1] == "/":
            target = self._pointed(root, fragment)
        elif fragment:
            target = self._named(root).names.get(fragment)
        return unresolved(reference, "there is no such place") if target is None else target

    def _root(self, location: str, base: str) -> Node | Failure:
        """What has this `$id` in the file `base`, or the root of the file of that name."""
        own = self.files.roots[base]
        named = self._named(own).ids.get(location) if isinstance(own, Node) else None
        return self.files.root(location, base) if named is None else named

    def _named(self, root: Node) -> Anchors:
        if root.at not in self._anchors:
            self._anchors[root.at] = Anchors.of(root)
        return self._anchors[root.at]

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
