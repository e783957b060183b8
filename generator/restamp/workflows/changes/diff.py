"""Compare two documents, revisions or packages."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from restamp.config import load as configuration
from restamp.config.model import ClientConfig
from restamp.config.urls import document_name
from restamp.diagnostics.model import Diagnostic, Diagnostics, Severity
from restamp.diagnostics.problem import Problem
from restamp.diagnostics.text import reason
from restamp.output import lock
from restamp.pointers import is_url
from restamp.records import dataclass
from restamp.spec.reading import revisions
from restamp.spec.reading.digests import digest
from restamp.spec.tree.access import Contents, on_disk
from restamp.workflows.changes.packages import packaged, packaged_at, sources_of
from restamp.workflows.changes.policy import client_of, decided
from restamp.workflows.selection import Request, display_path, document_config, with_options

if TYPE_CHECKING:
    from restamp.api_diff.changes.findings import Difference, Place
    from restamp.api_diff.surface.file import Packaged
    from restamp.api_diff.surface.surface import Surface
    from restamp.spec.reading.revisions import Revision
    from restamp.spec.reading.source import Source


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the comparison: a document, or a generated package."""

    config: ClientConfig
    """How the document is read; for a package, how the document on the other side is read."""
    known: lock.Lock | None = None
    """The lock of a package."""
    surface: Surface | None = None
    """The surface in a package; None if an older version wrote it, so that its document is read."""
    contents: Contents = on_disk
    """Reads the files of the document, from a git revision if one is named."""


@dataclass(frozen=True, slots=True)
class ReadSide:
    """The surface of one side, with its names and sources."""

    surface: Surface
    names: lock.Lock
    """The names for the new version."""
    sources: Mapping[str, Source] | None
    """None if they are not read yet."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The changes between two versions; None if one of them cannot be read."""

    difference: Difference | None
    diagnostics: tuple[Diagnostic, ...]


def compare(old: str, new: str, request: Request) -> Comparison:
    """Compare two documents, revisions or packages, applying the policy of the configuration.

    The name of a client in the configuration is its package.
    """
    diagnostics = Diagnostics()
    old, new = _named(old, request.root), _named(new, request.root)
    difference = _compared(old, new, request, diagnostics)
    if difference is not None:
        difference = decided(difference, (old, new), request.root, diagnostics)
    return Comparison(difference, (*diagnostics,))


def _named(name: str, root: Path) -> str:
    """The package of the client of that name, unless there is such a file or folder; else the name."""
    if is_url(name) or (root / name).exists() or (file := configuration.find(root)) is None:
        return name
    clients = configuration.from_file(file, display_path(file), Diagnostics())
    outputs = {client.name: client.output for client in clients}
    return os.path.relpath(outputs[name], root) if name in outputs else name


def _compared(
    old_name: str, new_name: str, request: Request, diagnostics: Diagnostics
) -> Difference | None:
    old_side = _side(old_name, request, diagnostics)
    new_side = None if old_side is None else _side(new_name, request, diagnostics)
    if old_side is None or new_side is None:
        return None
    first, second = _with_package_options(old_side, new_side)
    if first.known is None and second.known is None:
        client = client_of((old_name, new_name), request.root)
        if client is not None:
            first, second = (
                replace(side, config=replace(side.config, bodies=client.bodies))
                for side in (first, second)
            )
    # If only the new side is a package, the old document gets the names of its lock.
    names = first.known or second.known
    old = _read(first, names, diagnostics)
    new = None if old is None else _read(second, first.known or old.names, diagnostics)
    if old is None or new is None:
        return None
    from restamp.api_diff.changes.comparing import compare_surfaces, located

    difference = compare_surfaces(old.surface, new.surface)
    return located(
        difference,
        _sources(first, old, [f.old for f in difference.findings]),
        _sources(second, new, [f.new for f in difference.findings]),
    )


def _side(name: str, request: Request, diagnostics: Diagnostics) -> Side | None:
    if is_url(name):
        return Side(document_config(name, request))
    path = request.root / name
    if path.is_dir():
        return _package(path, request, diagnostics)
    contents: Contents = on_disk
    revision = revisions.split(name)
    if revision is not None:
        path = request.root / revision[0]
        resolved = revisions.resolved(path, revision[1])
        if isinstance(resolved, Problem):
            diagnostics.error(resolved.code, resolved.message, file=name)
            return None
        real = Path(os.path.realpath(path))
        if path.is_dir() or resolved.has_folder(real):
            return _package_at(real, name, resolved, request, diagnostics)
        contents = resolved.contents
    config = document_config(name, request)
    config = replace(config, spec=path, spec_name=document_name(name))
    return Side(config, contents=contents)


def _package(path: Path, request: Request, diagnostics: Diagnostics) -> Side | None:
    """A package with its lock, and with the options of its configuration, if there is one."""
    name = display_path(path)
    known = lock.read(path, name, diagnostics)
    if known is None:
        if not diagnostics.failed:
            message = f"has no {lock.FILE}: the folder is not a generated package"
            diagnostics.error("lock-missing", message, file=name)
        return None
    carried = packaged(path, known, diagnostics)
    config = _configured(path.resolve(), known, carried, request.root, diagnostics)
    if config is None:
        return None
    if carried is not None:
        return Side(with_options(config, request), known, carried.surface)
    config = with_options(config, request)
    _check_inputs(config, known, f"{name}/{lock.FILE}", diagnostics)
    return None if diagnostics.failed else Side(config, known)


def _package_at(
    folder: Path, name: str, revision: Revision, request: Request, diagnostics: Diagnostics
) -> Side | None:
    """A package as of a git revision, which is called `name`; its document is not read."""
    content = revision.contents(folder / lock.FILE)
    if not isinstance(content, bytes):
        message = f"has no {lock.FILE} at that revision: name a document or the folder of a generated package"
        diagnostics.error("lock-missing", message, file=name)
        return None
    known = lock.parse(content.decode("utf-8", "replace"), f"{name}/{lock.FILE}", diagnostics)
    carried = None if known is None else packaged_at(folder, name, known, revision, diagnostics)
    if known is None or carried is None:
        return None
    config = _configured(folder, known, carried, request.root, diagnostics)
    return None if config is None else Side(with_options(config, request), known, carried.surface)


def _configured(
    folder: Path,
    known: lock.Lock,
    carried: Packaged | None,
    root: Path,
    diagnostics: Diagnostics,
) -> ClientConfig | None:
    """The client that has the package as output, or one with the options stored in the package."""
    file, problems = configuration.find(folder), Diagnostics()
    clients = () if file is None else configuration.from_file(file, display_path(file), problems)
    config = next((one for one in clients if one.output.resolve() == folder), None)
    if config is not None:
        return config
    if carried is not None:
        return ClientConfig(
            name=folder.name,
            spec=folder / "document",
            spec_name="document",
            overlays=tuple((folder / one, one) for one in carried.overlays),
            output=folder,
            root=root,
            include=carried.include,
            bodies=carried.bodies,
        )
    for diagnostic in problems:
        diagnostics.add(diagnostic)
    if file is None:
        diagnostics.add(configuration.missing(folder))
    elif not diagnostics.failed:
        message = f"no client of {display_path(file)} has this output, so its document is unknown"
        diagnostics.error("package-unknown", message, file=display_path(folder))
    return None


def _check_inputs(
    config: ClientConfig, known: lock.Lock, name: str, diagnostics: Diagnostics
) -> None:
    """Report inputs that changed since the package was generated."""
    for key, written in known.inputs.items():
        path = lock.input_path(replace(config, spec_name=config.spec.name), key)
        if path is None:
            continue  # Fetched inputs are fetched again.
        try:
            content = path.read_bytes()
        except OSError as error:
            diagnostics.error(
                "input-unreadable", f"{display_path(path)}: {reason(error)}", file=name
            )
            continue
        if digest(content) != written:
            message = f"{display_path(path)} has changed since the package was generated; compare with the old version of the document"
            diagnostics.error("input-changed", message, file=name)


def _with_package_options(old: Side, new: Side) -> tuple[Side, Side]:
    """Read a document that is compared with a package with the options of the package."""
    if old.known and not new.known:
        return old, replace(new, config=_in_place_of(old.config, new.config))
    if new.known and not old.known:
        return replace(old, config=_in_place_of(new.config, old.config)), new
    return old, new


def _in_place_of(package: ClientConfig, document: ClientConfig) -> ClientConfig:
    """The options of the package for the document; overlays are looked up next to the document."""
    overlays = package.overlays
    if package.file is None:
        folder = document.spec.parent
        paths = [folder / os.path.relpath(path, package.spec.parent) for path, _ in overlays]
        overlays = tuple((path, display_path(path)) for path in paths)
        overlays = () if document.overlays else overlays
    return replace(
        package,
        spec=document.spec,
        spec_name=document.spec_name,
        overlays=(*overlays, *document.overlays),
        allow_paths=document.allow_paths,
        allow_remotes=document.allow_remotes,
    )


def _read(side: Side, names: lock.Lock | None, diagnostics: Diagnostics) -> ReadSide | None:
    """Read the surface of a side, with these names; None, with an error, if the document cannot be read."""
    if side.surface is not None and side.known is not None:
        return ReadSide(side.surface, side.known, None)
    from restamp.pipeline import analyze
    from restamp.recursion import with_deep_recursion
    from restamp.spec.reading.marks import located

    problems = Diagnostics()
    analysis = analyze(side.config, problems, lock.locked_names(names), side.contents)
    if analysis is None or problems.failed:
        for each in located(problems, {} if analysis is None else analysis.document.sources):
            if each.severity is Severity.ERROR:
                diagnostics.add(each)
        return None
    known = lock.Lock(
        names=analysis.names(),
        removed=analysis.removed,
        shapes=analysis.shapes(),
        style=analysis.style,
    )
    return ReadSide(with_deep_recursion(analysis.surface), known, analysis.document.sources)


def _sources(side: Side, read: ReadSide, places: Iterable[Place | None]) -> Mapping[str, Source]:
    """The sources of a side; for a package, its document if it still exists."""
    if read.sources is not None or side.known is None:
        return read.sources or {}
    return sources_of(side.config, side.known, places)
