"""The files of one document, opened as its references reach them, and never others."""

from __future__ import annotations

import os
import posixpath
from collections import ChainMap
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from restamp.diagnostics.model import Diagnostics
from restamp.diagnostics.text import quoted
from restamp.spec.document.failure import Failure, unresolved
from restamp.spec.document.sections import Sections
from restamp.spec.reading.load import parse, read
from restamp.spec.reading.remote import allowed, fetch
from restamp.spec.reading.source import Source
from restamp.spec.repairs.registry import repaired
from restamp.spec.tree.access import Access
from restamp.spec.tree.node import Node
from restamp.spec.tree.tree import Json
from restamp.spec.upgrade.to_3_1 import to_31


@dataclass(eq=False)
class Files:
    """What is open, by the file part of its places: the main document is the empty one."""

    main: Source
    version: str
    access: Access
    diagnostics: Diagnostics
    sources: dict[str, Source]
    roots: MutableMapping[str, Node | Failure]
    _folder: str = field(init=False)

    def __post_init__(self) -> None:
        self._folder = os.path.dirname(os.path.realpath(self.main.path))

    def quiet(self) -> Files:
        """The same files for what may as well be missing: what it opens beside tells nobody anything."""
        access = replace(self.access, remotes=())
        roots = ChainMap({}, self.roots)
        return Files(self.main, self.version, access, Diagnostics(), self.sources, roots)

    def root(self, location: str, base: str) -> Node | Failure:
        """The root of the file that a reference in the file `base` names."""
        inherited = base if base.startswith("https://") else ""
        try:
            parts = urlsplit(urljoin(inherited, location))
        except ValueError as error:
            return unresolved(location, str(error))
        if parts.scheme in ("https", "http"):
            return self._remote(parts._replace(netloc=parts.netloc.lower()).geturl())
        if inherited:
            said = f"the remote file {quoted(base)} names {quoted(location)}, which is none"
            return Failure("ref-outside", said)
        if parts.scheme == "file":
            return self._local(unquote(parts.path), base)
        if len(parts.scheme) > 1:
            return unresolved(location, f'"{parts.scheme}:" names no file')
        return self._local(unquote(location), base)

    def whole(self, tree: Json, version: str, written: Mapping[str, str], key: str) -> Json:
        """The tree of a file, repaired and with the sections that stand elsewhere.

        Its root as it was read is among `roots`.
        """
        name = os.path.basename(self.main.path)
        sections = Sections(self.root, self.roots, key, name, self.diagnostics)
        return repaired(tree, version, written, self.diagnostics, key, sections.filled)

    def _local(self, written: str, base: str) -> Node | Failure:
        try:
            path = os.path.realpath(self.sources[base].path.parent / written)
            there = os.path.isfile(path)
        except (OSError, ValueError):
            return unresolved(written, "it cannot be the name of a file")
        roots = (self._folder, *map(os.path.realpath, self.access.roots))
        if not any(Path(path).is_relative_to(root) for root in roots):
            said = f"{quoted(written)} is outside the folders that references may reach; "
            return Failure("ref-outside", said + "--allow-path DIR lets them reach DIR")
        if path == os.path.realpath(self.main.path):
            return self.roots[""]
        key = _relative(path, self._folder)
        if key in self.roots:
            return self.roots[key]
        content = self.access.contents(Path(path))
        if isinstance(content, str):
            self.roots[key] = Failure("ref-unfetched", f"{quoted(written)} {content}")
            return self.roots[key]
        if content is None and not there:
            return unresolved(written, "there is no such file")
        beside = posixpath.dirname(self.main.name)
        name = posixpath.normpath(posixpath.join(beside, key))
        if content is None:
            source = read(Path(path), name, self.diagnostics, key=key, any_root=True)
        else:
            source = parse(content, Path(path), name, self.diagnostics, key=key, any_root=True)
        return self._opened(key, source)

    def _remote(self, url: str) -> Node | Failure:
        if url in self.roots:
            return self.roots[url]
        fetched: bytes | str = "only https, and only from a host that --allow-remote HOST names"
        if allowed(url, self.access.remotes):
            fetched = fetch(url, self.access.remotes)
        if isinstance(fetched, str):
            self.roots[url] = Failure("ref-remote", f"{quoted(url)} is not fetched: {fetched}")
            return self.roots[url]
        path = Path(urlsplit(url).path)
        return self._opened(
            url, parse(fetched, path, url, self.diagnostics, key=url, any_root=True)
        )

    def _opened(self, key: str, source: Source | None) -> Node | Failure:
        if source is None:
            self.roots[key] = unresolved(key, "the file cannot be read")
            return self.roots[key]
        self.sources[key] = source
        version = _version(source.tree, self.version)
        self.roots[key] = Node(source.tree, f"{key}#")
        tree = self.whole(source.tree, version, source.written, key)
        self.roots[key] = Node(to_31(tree, version), f"{key}#")
        return self.roots[key]


def _relative(path: str, folder: str) -> str:
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive
        return Path(path).as_posix()


def _version(tree: Json, inherited: str) -> str:
    """The version of OpenAPI a file is written in: its own, or that of the document it belongs to."""
    own = tree.get("openapi") if isinstance(tree, dict) else None
    return own if isinstance(own, str) else inherited
