"""The files of one document, opened as references reach them."""

from __future__ import annotations

import os
import posixpath
from collections import ChainMap
from collections.abc import Collection, Iterator, Mapping, MutableMapping
from dataclasses import field, replace
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

from restamp.diagnostics.model import Diagnostics
from restamp.diagnostics.problem import Problem
from restamp.diagnostics.text import quoted
from restamp.pointers import is_url
from restamp.records import dataclass
from restamp.spec.document.sections import Sections
from restamp.spec.document.unresolved import unresolved
from restamp.spec.reading.load import parse, read
from restamp.spec.reading.marks import located
from restamp.spec.reading.source import Source
from restamp.spec.repairs.registry import Expansion, repair_tree
from restamp.spec.tree.access import ReferencePolicy, Unavailable
from restamp.spec.tree.kinds import Kind
from restamp.spec.tree.moves import Moves
from restamp.spec.tree.node import Node
from restamp.spec.tree.transform import Place
from restamp.spec.tree.tree import Json, index, tokens
from restamp.spec.upgrade.to_3_0.state import MediaTypes
from restamp.spec.upgrade.to_3_1 import upgrade_from

_LONGEST_CHAIN = 100
_NOT_ALLOWED = Unavailable("only https, and only from a host that --allow-remote HOST names")


@dataclass(eq=False)
class Files:
    """The open files, by the file part of their locations: the main document is `""`."""

    main: Source
    version: str
    access: ReferencePolicy
    diagnostics: Diagnostics
    sources: dict[str, Source]
    roots: MutableMapping[str, Node | Problem]
    written: MutableMapping[str, Node] = field(default_factory=dict[str, Node])
    """The roots of the files of Swagger 2.0 before their upgrade."""
    types: MediaTypes = field(default_factory=MediaTypes)
    """The media types that a main document of Swagger 2.0 lists."""
    _folder: str = field(init=False)

    def __post_init__(self) -> None:
        self._folder = os.path.dirname(os.path.realpath(self.main.path))

    def quiet(self) -> Files:
        """A view of the same files for optional look-ups; it reports no diagnostics and fetches nothing."""
        access = replace(self.access, remotes=())
        roots = ChainMap({}, self.roots)
        return replace(self, access=access, diagnostics=Diagnostics(), roots=roots)

    def root(self, location: str, base: str) -> Node | Problem:
        """The root of the file at `location`, relative to the file `base`."""
        inherited = base if base.startswith("https://") else ""
        try:
            parts = urlsplit(urljoin(inherited, location))
        except ValueError as error:
            return unresolved(location, str(error))
        if parts.scheme in ("https", "http"):
            return self._remote(parts._replace(netloc=parts.netloc.lower()).geturl())
        if inherited:
            message = (
                f"the remote file {quoted(base)} refers to {quoted(location)}, which is not remote"
            )
            return Problem("ref-outside", message, is_fatal=True)
        if parts.scheme == "file":
            return self._local(unquote(parts.path), base)
        if len(parts.scheme) > 1:
            return unresolved(location, f'"{parts.scheme}:" URLs are not supported')
        return self._local(unquote(location), base)

    def prepared(self, tree: Json, version: str, key: str) -> Json:
        """Repair the tree of a file, expand its sections that are references, and upgrade it to OpenAPI 3.1.

        `roots` must already contain its root as read.
        """
        name = os.path.basename(self.main.path)
        sections = Sections(self.root, self.roots, key, name, self.diagnostics)
        expanded: Expansion = sections.expanded
        texts = self.sources[key].number_texts
        if version.startswith("2."):
            tree = self._upgraded(tree, key)
            expanded = _with_schemas_of_30(expanded)
            texts = _UpgradedTexts(self.sources[key])
        finish = upgrade_from(version)
        return repair_tree(
            *(tree, version, texts, self.diagnostics, key), expand=expanded, finish=finish
        )

    def _upgraded(self, tree: Json, key: str) -> Json:
        """Upgrade a file of Swagger 2.0 to OpenAPI 3.0."""
        from restamp.spec.upgrade.to_3_0.upgrade import to_30

        source, root = self.sources[key], Node(tree, f"{key}#")
        self.written[key] = root
        upgraded = to_30(root, self._lookup, self.types)
        if not key:
            self.types = upgraded.types
        self.sources[key] = replace(source, moves=upgraded.moves)
        sources = {file: replace(each, moves=Moves()) for file, each in self.sources.items()}
        for diagnostic in located(upgraded.diagnostics, sources):
            self.diagnostics.add(diagnostic)
        self.roots[key] = Node(upgraded.tree, f"{key}#")
        return upgraded.tree

    def _lookup(self, reference: str, at: str) -> Node | None:
        """The target of a reference as written, through further references; None if there is none."""
        for _ in range(_LONGEST_CHAIN):
            location, _, fragment = reference.partition("#")
            base = at.partition("#")[0]
            root = self.root(location, base) if location else self.roots[base]
            if isinstance(root, Problem):
                return None
            node: Node | None = self.written.get(root.file, root)
            for token in tokens(unquote(fragment)):
                position = index(token) if node is not None and node.is_list else None
                node = None if node is None else node.get(token if position is None else position)
            if node is None or (further := node.text("$ref")) is None:
                return node
            reference, at = further, node.at
        return None

    def _local(self, reference: str, base: str) -> Node | Problem:
        try:
            path = os.path.realpath(self.sources[base].path.parent / reference)
            exists = os.path.isfile(path)
        except (OSError, ValueError):
            return unresolved(reference, "it is not a valid file name")
        roots = (self._folder, *map(os.path.realpath, self.access.roots))
        if not any(Path(path).is_relative_to(root) for root in roots):
            message = f"{quoted(reference)} is outside the folders that references may reach; "
            message += (
                "--allow-path DIR lets them reach DIR, as does `allow_paths` in the configuration"
            )
            return Problem("ref-outside", message, is_fatal=True)
        if path == os.path.realpath(self.main.path):
            return self.roots[""]
        key = _relative(path, self._folder)
        if key in self.roots:
            return self.roots[key]
        content = self.access.contents(Path(path))
        if isinstance(content, Unavailable):
            message = f"{quoted(reference)} {content.reason}"
            self.roots[key] = Problem("ref-unfetched", message, is_fatal=True)
            return self.roots[key]
        if content is None and not exists:
            return unresolved(reference, "there is no such file")
        name = _named(self.main.name, key)
        if content is None:
            source = read(Path(path), name, self.diagnostics, key=key, any_root=True)
        else:
            source = parse(content, Path(path), name, self.diagnostics, key=key, any_root=True)
        return self._opened(key, source)

    def _remote(self, url: str) -> Node | Problem:
        if url in self.roots:
            return self.roots[url]
        content = _fetched(url, self.access.remotes)
        if isinstance(content, Unavailable):
            message = f"{quoted(url)} is not fetched: {content.reason}"
            self.roots[url] = Problem("ref-remote", message, is_fatal=True)
            return self.roots[url]
        path = Path(urlsplit(url).path)
        return self._opened(
            url, parse(content, path, url, self.diagnostics, key=url, any_root=True)
        )

    def _opened(self, key: str, source: Source | None) -> Node | Problem:
        if source is None:
            self.roots[key] = unresolved(key, "the file cannot be read")
            return self.roots[key]
        self.sources[key] = source
        version = _version(source.tree, self.version)
        self.roots[key] = Node(source.tree, f"{key}#")
        self.roots[key] = Node(self.prepared(source.tree, version, key), f"{key}#")
        return self.roots[key]


def _fetched(url: str, hosts: Collection[str]) -> bytes | Unavailable:
    """Fetch a file from one of these hosts. The import takes 10 ms, and few documents need it."""
    from restamp.spec.reading.remote import allowed, fetch

    return fetch(url, hosts) if allowed(url, hosts) else _NOT_ALLOWED


def _named(main: str, key: str) -> str:
    """The name of a file by its path from the main document, whose name is a path or a URL."""
    if is_url(main):
        return urljoin(main, quote(key))
    return posixpath.normpath(posixpath.join(posixpath.dirname(main), key))


def _relative(path: str, folder: str) -> str:
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive
        return Path(path).as_posix()


def _version(tree: Json, inherited: str) -> str:
    """The OpenAPI version of a file: its own, or that of the document it belongs to."""
    if not isinstance(tree, dict):
        return inherited
    own = tree.get("openapi")
    if own is None and "swagger" in tree:
        return "2.0"
    return own if isinstance(own, str) else inherited


def _with_schemas_of_30(expanded: Expansion) -> Expansion:
    """Also upgrade schemas of Swagger 2.0, one by one."""
    from restamp.spec.upgrade.to_3_0.schemas import schema_to_30

    def change(value: dict[str, Json], kind: Kind, place: Place) -> dict[str, Json]:
        value = expanded(value, kind, place)
        return schema_to_30(value) if kind == "schema" else value

    return change


@dataclass(frozen=True, slots=True)
class _UpgradedTexts(Mapping[str, str]):
    """The texts of the numbers of a file by location in the upgraded tree."""

    source: Source

    def __getitem__(self, at: str) -> str:
        return self.source.number_texts[self.source.moves.as_written(at)]

    def __iter__(self) -> Iterator[str]:
        return map(self.source.moves.as_upgraded, self.source.number_texts)

    def __len__(self) -> int:
        return len(self.source.number_texts)
