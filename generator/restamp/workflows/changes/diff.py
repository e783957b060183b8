"""What the next version of a document changes for callers of the client."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from restamp.config import load as configuration
from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostic, Diagnostics, Severity
from restamp.diagnostics.problem import Problem
from restamp.diagnostics.text import reason
from restamp.output import lock
from restamp.spec.reading import revisions
from restamp.spec.reading.digests import digest
from restamp.spec.tree.access import Contents, on_disk
from restamp.workflows.changes.packages import packaged, sources_of
from restamp.workflows.changes.policy import decided
from restamp.workflows.selection import Request, display_path, document_config, with_options

if TYPE_CHECKING:
    from restamp.api_diff.changes.findings import Difference, Place
    from restamp.api_diff.surface.file import Packaged
    from restamp.api_diff.surface.surface import Surface
    from restamp.spec.reading.source import Source


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that are compared: a document, or a generated package."""

    config: ClientConfig
    """How a document is read; of a package, how one in its place would be."""
    known: lock.Lock | None = None
    """Of a package."""
    surface: Surface | None = None
    """That a package carries; where an older Restamp wrote it, its document is read anew."""
    contents: Contents = on_disk
    """Of the files of the document: those of a revision, where one is named."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One side as callers see it, and what was read for that."""

    surface: Surface
    former: lock.Lock
    """The names for the next version."""
    sources: Mapping[str, Source] | None
    """None where they are still to be found."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changes between two versions; the difference is None if one of them cannot be read."""

    difference: Difference | None
    diagnostics: tuple[Diagnostic, ...]


def compare(old: str, new: str, request: Request) -> Comparison:
    """Compare two documents, revisions or packages, as the configuration decides about changes."""
    diagnostics = Diagnostics()
    difference = _compared(old, new, request, diagnostics)
    if difference is not None:
        difference = decided(difference, (old, new), request.root, diagnostics)
    return Comparison(difference, (*diagnostics,))


def _compared(
    old_name: str, new_name: str, request: Request, diagnostics: Diagnostics
) -> Difference | None:
    given = _side(old_name, request, diagnostics)
    other = None if given is None else _side(new_name, request, diagnostics)
    if given is None or other is None:
        return None
    first, second = _alike(given, other)
    # An old document is called what the package of the new one calls it.
    names = first.known or second.known or lock.Lock()
    old = _seen(first, names, diagnostics)
    new = None if old is None else _seen(second, first.known or old.former, diagnostics)
    if old is None or new is None:
        return None
    from restamp.api_diff.changes.comparing import compare_surfaces, located

    found = compare_surfaces(old.surface, new.surface)
    return located(
        found,
        _sources(first, old, [f.old for f in found.findings]),
        _sources(second, new, [f.new for f in found.findings]),
    )


def _side(given: str, request: Request, diagnostics: Diagnostics) -> Side | None:
    path = request.root / given
    if path.is_dir():
        return _package(path, request, diagnostics)
    contents: Contents = on_disk
    revision = revisions.split(given)
    if revision is not None:
        path = request.root / revision[0]
        found = revisions.resolved(path, revision[1])
        if isinstance(found, Problem):
            diagnostics.error(found.code, found.message, file=given)
            return None
        contents = found.contents
    config = document_config(given, request)
    config = replace(config, spec=path, spec_name=Path(given).as_posix())
    return Side(config, contents=contents)


def _package(path: Path, request: Request, diagnostics: Diagnostics) -> Side | None:
    """A package with its lock; the configuration above it, if there is one, says how its document is read."""
    name = display_path(path)
    known = lock.read(path, name, diagnostics)
    if known is None:
        if not diagnostics.failed:
            message = f"has no {lock.FILE}: it is neither a document nor a generated package"
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


def _configured(
    folder: Path,
    known: lock.Lock,
    carried: Packaged | None,
    root: Path,
    diagnostics: Diagnostics,
) -> ClientConfig | None:
    """The client whose output a package is; of one that carries all that is needed, a client of that."""
    file, found = configuration.find(folder), Diagnostics()
    clients = () if file is None else configuration.from_file(file, display_path(file), found)
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
        )
    for diagnostic in found:
        diagnostics.add(diagnostic)
    if file is None:
        diagnostics.add(configuration.missing(folder))
    elif not diagnostics.failed:
        message = f"no client of {display_path(file)} has its output there: what it was generated from is not known"
        diagnostics.error("package-unknown", message, file=display_path(folder))
    return None


def _check_inputs(
    config: ClientConfig, known: lock.Lock, name: str, diagnostics: Diagnostics
) -> None:
    """The package stands for what it was generated from, and not for what became of that."""
    for key, written in known.inputs.items():
        path = lock.input_path(replace(config, spec_name=config.spec.name), key)
        if path is None:
            continue  # It was fetched; what is there now is read again.
        try:
            content = path.read_bytes()
        except OSError as error:
            diagnostics.error(
                "input-unreadable", f"{display_path(path)}: {reason(error)}", file=name
            )
            continue
        if digest(content) != written:
            message = f"{display_path(path)} has changed since; compare with the one the package was generated from"
            diagnostics.error("input-changed", message, file=name)


def _alike(old: Side, new: Side) -> tuple[Side, Side]:
    """Both, a mere document taken as another version of the one that the package was generated from."""
    if old.known and not new.known:
        return old, replace(new, config=_in_place_of(old.config, new.config))
    if new.known and not old.known:
        return replace(old, config=_in_place_of(new.config, old.config)), new
    return old, new


def _in_place_of(package: ClientConfig, given: ClientConfig) -> ClientConfig:
    """How the document is read for the package; overlays that are not where they were are those given."""
    overlays = package.overlays
    if package.file is None:
        beside = given.spec.parent
        paths = [beside / os.path.relpath(path, package.spec.parent) for path, _ in overlays]
        overlays = tuple((path, display_path(path)) for path in paths)
        overlays = () if given.overlays else overlays
    return replace(
        package,
        spec=given.spec,
        spec_name=given.spec_name,
        overlays=(*overlays, *given.overlays),
        allow_paths=given.allow_paths,
        allow_remotes=given.allow_remotes,
    )


def _seen(side: Side, former: lock.Lock, diagnostics: Diagnostics) -> Seen | None:
    """What callers see, with these names; None, after saying why, where the document cannot be read."""
    if side.surface is not None and side.known is not None:
        return Seen(side.surface, side.known, None)
    from restamp.api_diff.surface.reading import surface_of
    from restamp.pipeline import analyze
    from restamp.recursion import with_deep_recursion
    from restamp.spec.reading.marks import located

    found = Diagnostics()
    analysis = analyze(side.config, found, lock.locked_names(former), side.contents)
    if analysis is None or found.failed:
        for each in located(found, {} if analysis is None else analysis.document.sources):
            if each.severity is Severity.ERROR:
                diagnostics.add(each)
        return None
    names = analysis.subject.names.pins(analysis.subject.api, analysis.places)
    names |= analysis.subject.layout.pins
    known = lock.Lock(names=names, removed=analysis.removed, shapes=analysis.places.shapes)
    return Seen(
        with_deep_recursion(lambda: surface_of(analysis.subject)), known, analysis.document.sources
    )


def _sources(side: Side, seen: Seen, places: Iterable[Place | None]) -> Mapping[str, Source]:
    """What was read; of a package, its document where that is still there."""
    if seen.sources is not None or side.known is None:
        return seen.sources or {}
    return sources_of(side.config, side.known, places)
