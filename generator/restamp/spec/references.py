"""`$ref`: what it names, in its own document or in another file (RFC 3986, RFC 6901)."""

from __future__ import annotations

import os
import posixpath
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from ..diagnostics import Diagnostics, below
from .access import Access
from .anchors import Anchors
from .load import parse, read
from .node import Node
from .remote import allowed, fetch
from .repair import repaired
from .source import Source
from .tree import Json, tokens
from .upgrade import to_31


@dataclass(eq=False)
class References:
    """The files of one document, opened as references reach them."""

    folder: Path
    """The main document's, with symbolic links resolved."""
    version: str
    access: Access
    diagnostics: Diagnostics
    sources: dict[str, Source]
    roots: dict[str, Node | None]
    _anchors: dict[str, Anchors] = field(default_factory=dict[str, Anchors])
    _found: dict[tuple[str, str], Node | None] = field(
        default_factory=dict[tuple[str, str], Node | None]
    )

    def resolve(self, node: Node) -> Node | None:
        """What a node stands for: itself, or what its chain of references ends at.

        None, with a warning made once, where the chain goes round or ends nowhere.
        """
        passed: set[str] = set()
        current = node
        while (reference := current.ref) is not None:
            if current.at in passed:
                said = f"the reference {reference!r} leads back to itself"
                self.diagnostics.warning("ref-cycle", said, below(node.at, "$ref"))
                return None
            passed.add(current.at)
            target = self.find(reference, current.at)
            if target is None:
                return None
            current = target
        return current

    def find(self, reference: str, at: str) -> Node | None:
        """What a reference written at a place names; None, with a diagnostic, where there is nothing."""
        key = (at.partition("#")[0], reference)
        if key not in self._found:
            self._found[key] = None
            self._found[key] = self._target(reference, key[0], below(at, "$ref"))
        elif self._found[key] is None:
            self._unresolved(reference, below(at, "$ref"), "there is no such place")
        return self._found[key]

    def _target(self, reference: str, base: str, at: str) -> Node | None:
        location, fragment = urldefrag(reference)
        root = self._root(location, base, at) if location else self.roots.get(base)
        if root is None:
            return None
        fragment = unquote(fragment)
        target: Node | None = root
        if fragment[:1] == "/":
            target = self._pointed(root, fragment)
        elif fragment:
            target = self._anchored(root).names.get(fragment)
        if target is None:
            self._unresolved(reference, at, "there is no such place")
        return target

    def _pointed(self, root: Node, pointer: str) -> Node | None:
        """What a pointer names; it may lead through references, as people write them."""
        node: Node | None = root
        for token in tokens(pointer):
            if node is not None and node.get(_step(node, token)) is None and node.ref is not None:
                node = self.resolve(node)
            node = None if node is None else node.get(_step(node, token))
        return node

    def _anchored(self, root: Node) -> Anchors:
        if root.file not in self._anchors:
            self._anchors[root.file] = Anchors.of(root)
        return self._anchors[root.file]

    def _root(self, location: str, base: str, at: str) -> Node | None:
        """The root of the file that a reference from `base` names, or the schema of that `$id`."""
        own = self.roots.get(base)
        named = self._anchored(own).ids.get(location) if own is not None else None
        if named is not None:
            return named
        parts = urlsplit(location)
        if _is_remote(base) or parts.scheme in ("http", "https"):
            return self._remote(urljoin(base, location), at)
        if parts.scheme == "file":
            return self._local(unquote(parts.path), base, at)
        if parts.scheme and len(parts.scheme) > 1:
            self._unresolved(location, at, f"{parts.scheme}: is no address of a file")
            return None
        return self._local(unquote(location), base, at)

    def _local(self, written: str, base: str, at: str) -> Node | None:
        try:
            path = Path(os.path.realpath(self.sources[base].path.parent / written))
            missing = not path.exists()
        except (OSError, ValueError):
            self._unresolved(written, at, "it is no name of a file")
            return None
        allowed = (self.folder, *(Path(os.path.realpath(root)) for root in self.access.roots))
        if not any(path.is_relative_to(root) for root in allowed):
            said = f"{written!r} is outside the folders that references may reach; --allow-path DIR allows it"
            self.diagnostics.error("ref-outside", said, at)
            return None
        key = _relative(path, self.folder)
        if path == Path(os.path.realpath(self.sources[""].path)):
            key = ""
        if key not in self.roots:
            if missing:
                self._unresolved(written, at, "there is no such file")
                return None
            name = posixpath.normpath(posixpath.join(posixpath.dirname(self.sources[""].name), key))
            source = read(path, name, self.diagnostics, key=key, any_root=True)
            self._opened(key, source)
        return self.roots[key]

    def _remote(self, url: str, at: str) -> Node | None:
        if url in self.roots:
            return self.roots[url]
        self.roots[url] = None
        if not allowed(url, self.access.remotes):
            said = f"{url!r} is not fetched: only https, and only from a host that --allow-remote HOST names"
            self.diagnostics.error("ref-remote", said, at)
            return None
        fetched = fetch(url, self.access.remotes)
        if isinstance(fetched, str):
            self.diagnostics.error("ref-remote", f"{url!r} cannot be fetched: {fetched}", at)
            return None
        path = Path(urlsplit(url).path)
        source = parse(fetched, path, url, self.diagnostics, key=url, any_root=True)
        self._opened(url, source)
        return self.roots[url]

    def _opened(self, key: str, source: Source | None) -> None:
        if source is None:
            self.roots[key] = None
            return
        self.sources[key] = source
        version = _version(source.tree, self.version)
        tree = repaired(source.tree, version, source.written, self.diagnostics, key)
        self.roots[key] = Node(to_31(tree, version), f"{key}#")

    def _unresolved(self, reference: str, at: str, why: str) -> None:
        said = f"the reference {reference!r} cannot be resolved: {why}"
        self.diagnostics.warning("ref-unresolved", said, at)


def _step(node: Node, token: str) -> str | int:
    return int(token) if node.is_list and token.isascii() and token.isdigit() else token


def _is_remote(file: str) -> bool:
    return file.startswith("https://")


def _relative(path: Path, folder: Path) -> str:
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()


def _version(tree: Json, inherited: str) -> str:
    """The version of OpenAPI a file is written in: its own, or that of the document it belongs to."""
    own = tree.get("openapi") if isinstance(tree, dict) else None
    return own if isinstance(own, str) else inherited
