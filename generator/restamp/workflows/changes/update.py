"""Plan the update of a document: the changes for callers and the new clients, in memory.

The package on the disk is compared with the new one. Documents, packages and changelogs are written together, once
all clients of a document are generated without errors.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostic, Diagnostics, Severity
from restamp.output import fresh, lock, swap
from restamp.pointers import is_url
from restamp.records import dataclass
from restamp.workflows.build import Build, Progress, build_of, no_progress, with_custom
from restamp.workflows.changes.learned import LearnedUpdate, learned_update
from restamp.workflows.changes.packages import packaged, sources_of
from restamp.workflows.changes.policy import decided
from restamp.workflows.selection import Selection, display_path
from restamp.workflows.servers.learn import overlay_of, review

if TYPE_CHECKING:
    from restamp.api_diff.changes.findings import Difference
    from restamp.api_diff.surface.surface import Surface
    from restamp.pipeline import Result
    from restamp.spec.reading.upstream import Upstream


@dataclass(frozen=True, slots=True)
class Present:
    """A client on the disk."""

    config: ClientConfig
    known: lock.Lock | None

    @property
    def used(self) -> lock.Lock | None:
        """The lock whose names are kept; None if there is none."""
        return self.known if self.config.use_lock else None


@dataclass(frozen=True, slots=True)
class ClientUpdate:
    """The new version of a client, in memory."""

    difference: Difference
    build: Build
    is_changed: bool
    """Whether any file of the package changes."""
    learned: LearnedUpdate | None = None
    """What becomes of its learned overlay, if it has one."""
    is_refused: bool = False
    """Whether the overlays do not match: it is only shown."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What `apply` writes for one document."""

    clients: tuple[ClientConfig, ...]
    diagnostics: tuple[Diagnostic, ...]
    updates: tuple[ClientUpdate, ...] = ()
    documents: Mapping[Path, bytes] = field(default_factory=dict[Path, bytes])
    """The new content of the documents that change."""
    overlays: Mapping[Path, bytes] = field(default_factory=dict[Path, bytes])
    """The new content of the learned overlays that change."""
    edits: str = ""
    """A unified diff of the files that were edited by hand, which stop the update."""
    failed: bool = False

    @property
    def unchanged(self) -> tuple[ClientConfig, ...]:
        """The clients that are up to date with their source."""
        updated = {update.build.config.name for update in self.updates}
        return tuple(one for one in self.clients if one.name not in updated)


def with_sources(selection: Selection, *, is_named: bool) -> Selection:
    """The clients to update: those with a source and, unless clients are named, others of the same documents."""
    clients = selection.clients
    sources = {one.spec: one.source for one in clients if one.source}
    if not is_named:
        clients = tuple(replace(o, source=o.source or sources.get(o.spec)) for o in clients)
    diagnostics = Diagnostics()
    if clients and not sources and not is_named:
        message = "no client of the configuration has a `source`, the URL or path of its document"
        diagnostics.error("source-missing", message)
    for one in clients:
        if not one.source and is_named:
            message = "has no `source`; set it to the URL or path of its document"
            diagnostics.error("source-missing", f'"{one.name}" {message}')
        elif one.source and one.source != sources[one.spec]:
            message = f"{one.spec_name} has two sources, {one.source} and {sources[one.spec]}"
            diagnostics.error("source-conflict", message)
    chosen = () if diagnostics.failed else tuple(one for one in clients if one.source)
    return Selection(chosen, (*selection.diagnostics, *diagnostics))


def by_document(clients: Sequence[ClientConfig]) -> list[list[ClientConfig]]:
    """Group the clients by document."""
    groups: dict[str, list[ClientConfig]] = {}
    for one in clients:
        groups.setdefault(os.path.realpath(one.spec), []).append(one)
    return [*groups.values()]


def plan(
    group: Sequence[ClientConfig],
    root: Path,
    *,
    names_source: bool = True,
    prune: bool = False,
    progress: Progress = no_progress,
) -> Plan:
    """Fetch one document and generate all its clients in memory.

    Without `names_source` the diff uses the file names of the repository, as annotations need. With `prune`, learned
    actions that are unneeded or no longer match are removed, and those of renamed schemas moved. If overlays do not
    match, the plan has failed, and its updates are those without what does not match.
    """
    diagnostics = Diagnostics()
    present = _present(group, diagnostics)
    upstream = None if diagnostics.failed else _upstream(present, diagnostics)
    if upstream is None:
        return Plan(tuple(group), (*diagnostics,), failed=True)
    updates: list[ClientUpdate] = []
    for one in present:
        may_prune = prune and overlay_of(one.config).is_file()
        if _is_unchanged(one, upstream) and not may_prune:
            continue
        with progress(f"{one.config.name}: {one.config.source}"):
            update = _regenerate(
                one, upstream, root, diagnostics, names_source=names_source, prune=prune
            )
            edits = "" if update is None else _refused(update.build, diagnostics)
        if update is None or edits or (diagnostics.failed and not update.is_refused):
            return Plan(tuple(group), (*diagnostics,), edits=edits, failed=True)
        updates.append(update)
    _note_unfetched(upstream, diagnostics)
    read = {path for update in updates for path in _documents(update.build)}
    documents = {path: new for path, new in upstream.changed().items() if path in read}
    overlays = _overlays(updates)
    changed = tuple(u for u in updates if u.is_changed or documents or overlays)
    failed = diagnostics.failed
    return Plan(tuple(group), (*diagnostics,), changed, documents, overlays, failed=failed)


def _overlays(updates: Sequence[ClientUpdate]) -> dict[Path, bytes]:
    """The new content of the learned overlays that change."""
    pruned = [each.learned for each in updates if each.learned and each.learned.is_pruned]
    return {each.path: new for each in pruned if (new := each.new) is not None}


def _present(group: Sequence[ClientConfig], diagnostics: Diagnostics) -> list[Present]:
    """The clients with their locks, after finishing an interrupted run."""
    from restamp.output import write as output

    present: list[Present] = []
    for config in group:
        name = display_path(config.output)
        if swap.is_unfinished(config.output):
            output.repair(config.output, name, diagnostics)
        config = with_custom(config, diagnostics)
        present.append(Present(config, lock.read(config.output, name, diagnostics)))
    return present


def _upstream(present: Sequence[Present], diagnostics: Diagnostics) -> Upstream | None:
    """Fetch the source of the document; None, with an error, if that fails."""
    from restamp.spec.reading.other_formats import other_format
    from restamp.spec.reading.upstream import Upstream

    config = present[0].config
    etags = {key: etag for one in present if one.known for key, etag in one.known.fetched.items()}
    spec = Path(os.path.realpath(config.spec))
    hosts = tuple(config.allow_remotes)
    upstream = Upstream(spec, config.source or "", config.root, etags, _owned(present), hosts)
    content = upstream.contents(spec)
    if isinstance(content, bytes):
        other = other_format(content.decode(errors="replace"), upstream.source)
        if other is None:
            return upstream
        diagnostics.error(other.code, other.message, file=upstream.source)
        return None
    why = "" if content is None else content.reason
    if is_url(upstream.source):
        diagnostics.error("source-unreachable", why, file=upstream.source)
    else:
        diagnostics.error("source-unreadable", why, file=upstream.source)
    return None


def _owned(present: Sequence[Present]) -> frozenset[Path] | None:
    """The files of the document and its references, from the locks; None if there are no locks."""
    locks = [(one.config, one.known) for one in present if one.known is not None]
    overlays = {path for one in present for path, _ in one.config.overlays}
    paths = {lock.input_at(config, key) for config, known in locks for key in known.inputs}
    owned = (os.path.realpath(path) for path in paths if path is not None and path not in overlays)
    return frozenset(map(Path, owned)) if locks else None


def _is_unchanged(one: Present, upstream: Upstream) -> bool:
    """Whether the package is up to date and its documents are unchanged at the source."""
    if one.known is None or not fresh.is_up_to_date(one.config, one.known):
        return False
    overlays = {path for path, _ in one.config.overlays}
    for key in one.known.inputs:
        path = lock.input_at(one.config, key)
        if path is not None and path not in overlays:
            upstream.contents(Path(os.path.realpath(path)))
    return not upstream.changed() and not upstream.failures


def _regenerate(
    one: Present,
    upstream: Upstream,
    root: Path,
    diagnostics: Diagnostics,
    *,
    names_source: bool,
    prune: bool,
) -> ClientUpdate | None:
    """Generate the new version of a client; None, with an error, if that fails."""
    config, used = one.config, one.used
    conditions = fresh.conditions_of(config)
    learned = learned_update(config, upstream.contents, prune=prune)
    new = None if learned is None else learned.new
    unwritten = () if learned is None or new is None else ((learned.path, new),)
    strict = replace(config, unwritten=unwritten, strict_overlays=True)
    result = _generated(strict, used, upstream)
    names = upstream if names_source else None
    for diagnostic in result.diagnostics:
        diagnostics.add(_at_source(diagnostic, config, result, names))
    if learned is not None:
        learned.report(config.name, diagnostics)
    is_refused = diagnostics.failed
    if result.failed and _has_only_misses(result):
        result = _generated(replace(strict, strict_overlays=False), used, upstream)
    if result.failed:
        return None
    if learned is not None and not is_refused:
        for diagnostic in review(config, upstream.contents, new):
            diagnostics.add(diagnostic)
    difference = _difference(one, result, names, diagnostics)
    difference = decided(difference, (str(config.output),), root, diagnostics)
    etags = {key: etag for key, etag in upstream.newer.items() if key in result.inputs.values()}
    fetched = etags or (one.known.fetched if one.known else None)
    build = build_of(config, one.known, result, conditions, fetched)
    return ClientUpdate(difference, build, _is_changed(build), learned, is_refused)


def _generated(config: ClientConfig, used: lock.Lock | None, upstream: Upstream) -> Result:
    from restamp.pipeline import generate

    return generate(config, lock.locked_names(used), upstream.contents)


def _has_only_misses(result: Result) -> bool:
    """Whether nothing but overlays that do not match is wrong."""
    errors = [each.code for each in result.diagnostics if each.severity is Severity.ERROR]
    return {*errors} <= {"overlay-no-match", "overlay-mismatch"}


def _at_source(
    diagnostic: Diagnostic, config: ClientConfig, result: Result, names: Upstream | None
) -> Diagnostic:
    """A diagnostic of a file that was fetched, with its name at the source: only there is what it shows."""
    if names is None:
        return diagnostic
    places = {config.spec_name: names.spec}
    if result.analysis is not None:
        places |= {s.name: s.path for s in result.analysis.document.sources.values()}
    path = places.get(diagnostic.file)
    path = None if path is None else Path(os.path.realpath(path))
    return replace(diagnostic, file=names.name(path)) if path in names.fetched else diagnostic


def _is_changed(build: Build) -> bool:
    from restamp.output import changes as on_disk

    config = build.config
    return bool(
        on_disk.changes(build.files, config.output, config.name, build.known, Diagnostics())
    )


def _refused(build: Build, diagnostics: Diagnostics) -> str:
    """Report files that must not be overwritten; returns a unified diff of manual edits."""
    from restamp.output import changes as on_disk
    from restamp.output import write as output

    package, name = build.config.output, display_path(build.config.output)
    on_disk.changes(build.files, package, name, build.known, diagnostics)
    return output.check_writable(build.files, package, name, build.known, diagnostics)


def _difference(
    one: Present, result: Result, names: Upstream | None, diagnostics: Diagnostics
) -> Difference:
    """Compare the package on the disk with the new one, with source lines of both."""
    from restamp.api_diff.changes.comparing import compare_surfaces, located

    surface, analysis = result.surface, result.analysis
    if surface is None or analysis is None:
        raise TypeError(result)
    before = _before(one, diagnostics) or surface
    difference = compare_surfaces(before, surface)
    places = [finding.old for finding in difference.findings]
    old = sources_of(one.config, one.known or lock.Lock(), places)
    new = dict(analysis.document.sources)
    for key, source in analysis.document.sources.items():
        path = Path(os.path.realpath(source.path))
        if names is not None and path in names.fetched:
            new[key] = replace(source, name=names.name(path))
    return located(difference, old, new)


def _before(one: Present, diagnostics: Diagnostics) -> Surface | None:
    """The surface of the package or, if it is not committed, of the current document; None without both."""
    carried = packaged(one.config.output, one.known, diagnostics) if one.known else None
    if carried is not None:
        return carried.surface
    from restamp.pipeline import analyze
    from restamp.recursion import with_deep_recursion

    used, quiet = one.used, Diagnostics()
    analysis = analyze(one.config, quiet, lock.locked_names(used))
    message = "has no surface file; changes are found by reading the current document with the current configuration"
    if one.known is not None:
        diagnostics.note("surface-missing", message, file=display_path(one.config.output))
    return None if analysis is None or quiet.failed else with_deep_recursion(analysis.surface)


def _documents(build: Build) -> set[Path]:
    """The documents that the client is generated from."""
    if build.result is None or build.result.analysis is None:
        return set()
    return {Path(os.path.realpath(s.path)) for s in build.result.analysis.document.sources.values()}


def _note_unfetched(upstream: Upstream, diagnostics: Diagnostics) -> None:
    for path, why in sorted(upstream.unchanged.items()):
        message = f"{why} ({upstream.name(path)}); the file is kept"
        diagnostics.note("source-partial", message, file=display_path(path))
