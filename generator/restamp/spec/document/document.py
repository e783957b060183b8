"""Opening a document: read, overlaid, repaired, upgraded to 3.1, validated, its references resolvable."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from openapi_pydantic.v3.v3_1 import OpenAPI

from restamp.diagnostics.model import Diagnostics, Severity
from restamp.diagnostics.text import quoted
from restamp.spec.document.files import Files
from restamp.spec.document.references import References
from restamp.spec.document.validate import validated
from restamp.spec.overlay.apply import apply
from restamp.spec.reading.load import parse, read
from restamp.spec.reading.marks import located
from restamp.spec.reading.source import Source
from restamp.spec.tree.access import Access as Access
from restamp.spec.tree.node import Node
from restamp.spec.tree.tree import Json
from restamp.spec.upgrade.to_3_1 import to_31

_VERSION = re.compile(r"3\.[012](?:\.|-|$)")


@dataclass(frozen=True, eq=False)
class Document:
    """A document as the layers above see it: OpenAPI 3.1 (3.2 with its own keys), wherever it came from."""

    root: Node
    version: str
    """As the file says: `3.0.3`."""
    model: OpenAPI | None
    """The typed form; None where openapi-pydantic finds the document invalid."""
    sources: Mapping[str, Source]
    """What was read, by the file part of its places: the main document is `""`. Grows as references are
    followed."""
    overlays: tuple[Source, ...]
    references: References

    def resolve(self, node: Node) -> Node | None:
        """What a node stands for: itself, or what its chain of `$ref` ends at, across files.

        None where the chain ends nowhere (a diagnostic `ref-unresolved`, `ref-cycle`, `ref-outside` or
        `ref-remote` is made, once). Members beside `$ref` are the caller's business.
        """
        return self.references.resolve(node)

    def bound(self, node: Node) -> Node:
        """A schema, with what it refers to in the place of the reference where that is generic and
        means something of its own there (`$dynamicRef`)."""
        return self.references.bound(node)

    def need(self, node: Node) -> Node | None:
        """As `resolve`, for what an operation is made of: a chain that ends nowhere is an error."""
        return self.references.resolve(node, is_needed=True)

    def peek(self, node: Node) -> Node | None:
        """As `resolve`, for what may as well be missing: there is no diagnostic."""
        return self.references.peek(node)

    def find(self, reference: str, at: str) -> Node | None:
        """What a reference written at a place names, as in a discriminator's mapping; as `resolve`, but one
        step."""
        return self.references.find(reference, at)

    def seek(self, reference: str, at: str) -> Node | None:
        """As `find`, for what is resolved elsewhere as well: there is no diagnostic."""
        return self.references.seek(reference, at)


def open_document(
    spec: Path,
    name: str,
    overlays: Sequence[tuple[Path, str]],
    access: Access,
    diagnostics: Diagnostics,
) -> Document | None:
    """Open a document with its overlays; None, with an error, where there is nothing to understand.

    `name`, and the second of each overlay, is what messages call the file.
    """
    before = len(diagnostics.found)
    content = access.contents(Path(os.path.realpath(spec)))
    if isinstance(content, bytes):
        source = parse(content, spec, name, diagnostics)
    else:
        source = read(spec, name, diagnostics)
    if source is None:
        return None
    tree = source.tree
    applied: list[Source] = []
    for path, overlay_name in overlays:
        overlay = read(path, overlay_name, diagnostics)
        if overlay is not None:
            tree = apply(tree, overlay, diagnostics)
            applied.append(overlay)
    if any(found.severity is Severity.ERROR for found in diagnostics.found[before:]):
        return None
    version = _version(tree, source, diagnostics)
    if version is None:
        diagnostics.found[before:] = located(diagnostics.found[before:], {"": source})
        return None
    whole: Json = {**tree, "openapi": version} if isinstance(tree, dict) else tree
    sources = {"": source}
    files = Files(source, version, access, diagnostics, sources, {"": Node(whole, "#")})
    tree = to_31(files.whole(whole, version, source.written, ""), version)
    root = files.roots[""] = Node(tree, "#")
    model = validated(tree, version, diagnostics)
    is_dynamic = any("$dynamicRef" in overlay.text for overlay in applied)
    references = References(files, diagnostics, is_dynamic)
    return Document(root, version, model, sources, tuple(applied), references)


def _version(tree: Json, source: Source, diagnostics: Diagnostics) -> str | None:
    """The version of a document that can be understood; None, with an error, of any other."""
    version = tree.get("openapi") if isinstance(tree, dict) else None
    if isinstance(version, float):
        version = source.written.get("#/openapi", str(version))
    if not isinstance(tree, dict) or "openapi" not in tree:
        code, at = "not-openapi", "#"
        said = 'this is no OpenAPI document: it has no "openapi"'
        if isinstance(tree, dict) and "swagger" in tree:
            at, said = "#/swagger", "this is a Swagger 2.0 document; convert it to OpenAPI 3 first"
    elif not isinstance(version, str) or not _VERSION.match(version):
        code, at = "version-unsupported", "#/openapi"
        said = f"OpenAPI {quoted(version)} is not supported: 3.0, 3.1 and 3.2 are"
    elif not any(key in tree for key in ("paths", "webhooks", "components")):
        code, at = "not-openapi", "#"
        said = 'the document describes nothing: it has no "paths", "webhooks" or "components"'
    else:
        if version != tree["openapi"]:
            said = f"the version is a number; taken as {quoted(version)}"
            diagnostics.warning("version-not-text", said, "#/openapi")
        return version
    diagnostics.error(code, said, at)
    return None
