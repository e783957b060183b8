"""Open a document: read it, apply overlays, repair, upgrade to 3.1, validate, and resolve references."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from restamp.diagnostics.model import Diagnostics, Severity
from restamp.diagnostics.text import quoted
from restamp.pointers import is_url
from restamp.records import dataclass
from restamp.spec.document.files import Files
from restamp.spec.document.references import References
from restamp.spec.document.validate import validate
from restamp.spec.reading.load import parse, read
from restamp.spec.reading.marks import located
from restamp.spec.reading.source import Source
from restamp.spec.tree.access import ReferencePolicy as ReferencePolicy
from restamp.spec.tree.extensions import MICROSOFT_PATHS
from restamp.spec.tree.node import Node
from restamp.spec.tree.tree import Json

_VERSION = re.compile(r"3\.[012](?:\.|-|$)")
_SWAGGER = re.compile(r"2(\.0)*\s*")


@dataclass(frozen=True, eq=False)
class Origin:
    """What a document was read from, without its trees, which are large."""

    version: str
    """As in `Document`."""
    sources: Mapping[str, Source]
    """By the file part of locations."""
    overlays: tuple[Source, ...]


@dataclass(frozen=True, eq=False)
class Document:
    """A document as the other packages see it: OpenAPI 3.1 (3.2 with its own keys), whatever its version was."""

    root: Node
    version: str
    """As written in the file: `3.0.3`, or `2.0` for Swagger 2.0."""
    sources: Mapping[str, Source]
    """The files read so far, by the file part of their locations: the main document is `""`. More are added
    as references are followed."""
    overlays: tuple[Source, ...]
    references: References

    @property
    def origin(self) -> Origin:
        """What it was read from."""
        sources = {file: replace(source, tree=None) for file, source in self.sources.items()}
        return Origin(self.version, sources, self.overlays)

    def resolve(self, node: Node) -> Node | None:
        """Follow the `$ref` of a node, across files, until it leads to a node without `$ref`.

        None if that fails (with a diagnostic `ref-unresolved`, `ref-cycle`, `ref-outside` or `ref-remote`,
        reported once). Callers have to handle siblings of `$ref`.
        """
        return self.references.resolve(node)

    def bound(self, node: Node) -> Node:
        """Replace the reference of a schema by its target if that is generic and bound differently here
        (`$dynamicRef`)."""
        return self.references.bound(node)

    def need(self, node: Node) -> Node | None:
        """Like `resolve`, for required parts of an operation: an unresolvable reference is an error."""
        return self.references.resolve(node, is_needed=True)

    def peek(self, node: Node) -> Node | None:
        """Like `resolve`, but without diagnostics, for optional look-ups."""
        return self.references.peek(node)

    def find(self, reference: str, at: str) -> Node | None:
        """The direct target of a reference written at a location, such as a value of a discriminator's mapping;
        reports diagnostics like `resolve`."""
        return self.references.find(reference, at)

    def seek(self, reference: str, at: str) -> Node | None:
        """Like `find`, but without diagnostics, for references that are also resolved elsewhere."""
        return self.references.seek(reference, at)


def open_document(
    spec: Path,
    name: str,
    overlays: Sequence[tuple[Path, str]],
    access: ReferencePolicy,
    diagnostics: Diagnostics,
    *,
    strict_overlays: bool = False,
) -> Document | None:
    """Open a document and apply its overlays; None, with an error, if that fails.

    `name`, and the second item of each overlay, is the file name in messages.
    """
    before = len(diagnostics.entries)
    corrected = _corrected(spec, name, overlays, access, diagnostics, is_strict=strict_overlays)
    if corrected is None:
        return None
    source, tree, applied = corrected
    failed = any(d.severity is Severity.ERROR for d in diagnostics.entries[before:])
    version = _version(tree, source, diagnostics)
    if failed or version is None:
        diagnostics.entries[before:] = located(diagnostics.entries[before:], {"": source})
        return None
    key = "swagger" if version.startswith("2.") else "openapi"
    whole: Json = {**tree, key: version} if isinstance(tree, dict) else tree
    sources = {"": source}
    files = Files(source, version, access, diagnostics, sources, {"": Node(whole, "#")})
    tree = files.prepared(whole, version, "")
    root = files.roots[""] = Node(tree, "#")
    validate(tree, version, diagnostics)
    is_dynamic = any(overlay.has_dynamic_references for overlay in applied)
    references = References(files, diagnostics, is_dynamic)
    return Document(root, version, sources, tuple(applied), references)


def open_as_written(
    spec: Path,
    name: str,
    overlays: Sequence[tuple[Path, str]],
    access: ReferencePolicy,
    diagnostics: Diagnostics,
) -> Node | None:
    """The root of a document in its author's words, with its overlays applied; None, with an error, if that fails."""
    corrected = _corrected(spec, name, overlays, access, diagnostics, is_strict=False)
    if corrected is None or _version(corrected[1], corrected[0], diagnostics) is None:
        return None
    return Node(corrected[1], "#")


def _corrected(
    spec: Path,
    name: str,
    overlays: Sequence[tuple[Path, str]],
    access: ReferencePolicy,
    diagnostics: Diagnostics,
    *,
    is_strict: bool,
) -> tuple[Source, Json, list[Source]] | None:
    """Read a document, and apply its overlays, which are returned last."""
    content = access.contents(Path(os.path.realpath(spec)))
    source = None
    if isinstance(content, bytes):
        source = parse(content, spec, name, diagnostics)
    elif content is None:
        source = read(spec, name, diagnostics)
    elif is_url(name):
        diagnostics.error("source-unreachable", content.reason, file=name)
    else:
        message = f"there is no such file: it {content.reason}"
        diagnostics.error("file-missing", message, file=name)
    if source is None:
        return None
    tree = source.tree
    applied: list[Source] = []
    for path, overlay_name in overlays:
        overlay = _overlay(path, overlay_name, access, diagnostics)
        if overlay is not None:
            from restamp.spec.overlay.apply import apply

            tree = apply(tree, overlay, diagnostics, is_strict=is_strict)
            applied.append(overlay)
    return source, tree, applied


def _overlay(
    path: Path, name: str, access: ReferencePolicy, diagnostics: Diagnostics
) -> Source | None:
    """Read an overlay from its path or its URL."""
    for unwritten, content in access.unwritten:
        if unwritten == path:
            return parse(content, path, name, diagnostics)
    if not is_url(name):
        return read(path, name, diagnostics)
    from restamp.spec.reading.remote import Fetched, fetch_named

    fetched = fetch_named(name, access.remotes)
    if isinstance(fetched, Fetched):
        return parse(fetched.content or b"", path, name, diagnostics)
    diagnostics.error("source-unreachable", f"is not fetched: {fetched.reason}", file=name)
    return None


def _version(tree: Json, source: Source, diagnostics: Diagnostics) -> str | None:
    """The OpenAPI version of a document; None, with an error, if it is not supported."""
    if isinstance(tree, dict) and "swagger" in tree and "openapi" not in tree:
        return _swagger_version(tree, source, diagnostics)
    version = tree.get("openapi") if isinstance(tree, dict) else None
    if isinstance(version, float):
        version = source.number_texts.get("#/openapi", str(version))
    if not isinstance(tree, dict) or "openapi" not in tree:
        message = 'this is not an OpenAPI document: it has no "openapi" or "swagger"'
        diagnostics.error("not-openapi", message)
    elif not isinstance(version, str) or not _VERSION.match(version):
        message = f"OpenAPI {quoted(version)} is not supported: 3.0, 3.1, 3.2 and Swagger 2.0 are"
        diagnostics.error("version-unsupported", message, "#/openapi")
    elif not any(key in tree for key in ("paths", "webhooks", "components")):
        message = 'the document describes nothing: it has no "paths", "webhooks" or "components"'
        diagnostics.error("not-openapi", message)
    else:
        if version != tree["openapi"]:
            message = f"the version is a number; treated as {quoted(version)}"
            diagnostics.warning("version-not-text", message, "#/openapi")
        return version
    return None


def _swagger_version(tree: dict[str, Json], source: Source, diagnostics: Diagnostics) -> str | None:
    """The version of a Swagger document; None, with an error, if it is not supported."""
    version = tree["swagger"]
    if isinstance(version, int | float) and not isinstance(version, bool):
        version = source.number_texts.get("#/swagger", str(version))
    if not isinstance(version, str) or not _SWAGGER.fullmatch(version):
        message = f"Swagger {quoted(version)} is not supported: 2.0 is, and OpenAPI 3.0 to 3.2"
        diagnostics.error("version-unsupported", message, "#/swagger")
        return None
    if not any(key in tree for key in ("paths", MICROSOFT_PATHS.own, "definitions")):
        message = 'the document describes nothing: it has no "paths" or "definitions"'
        diagnostics.error("not-openapi", message)
        return None
    if version != tree["swagger"]:
        message = f"the version is a number; treated as {quoted(version)}"
        diagnostics.warning("version-not-text", message, "#/swagger")
    return "2.0"
