"""`restamp update`: the next version of a document, what it changes for callers, and the client of it.

What callers have, the package as it was written, is compared with what will be written. Documents, package and
changelog are written in one step, and nothing before all clients of a document are known to be good.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from restamp.cli.arguments import Arguments
from restamp.cli.clients import Stamped, selected, shown, with_custom
from restamp.cli.console import Console
from restamp.cli.differences import decided, show, show_all, status
from restamp.cli.packages import packaged, sources_of
from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostic, Diagnostics, Severity
from restamp.diagnostics.text import reason
from restamp.output import fresh, lock, swap

if TYPE_CHECKING:
    from restamp.api_diff.changes.findings import Difference
    from restamp.api_diff.surface.surface import Surface
    from restamp.pipeline import Result
    from restamp.spec.reading.upstream import Upstream

CHANGELOG = "CHANGELOG.md"
DOCUMENTS = ("json", "html")
"""Formats that are read as a whole: there is one for all clients."""
_TITLE = "# Changes for callers\n"
_MISSED = frozenset({"overlay-no-match", "overlay-mismatch"})
"""What an overlay says in vain: the vendor has changed what it was about."""


@dataclass(frozen=True, slots=True)
class Present:
    """A client as it is."""

    config: ClientConfig
    known: lock.Lock | None

    @property
    def used(self) -> lock.Lock:
        """The lock whose names stay."""
        return self.known if self.known is not None and self.config.use_lock else lock.Lock()


@dataclass(frozen=True, slots=True)
class Update:
    """The next version of a client, in memory."""

    difference: Difference
    stamped: Stamped
    is_changed: bool
    """Whether any file of the package is another one."""


def run(arguments: Arguments, console: Console) -> int:
    """Update every client selected that has a source; 2 where one cannot be, 1 where a difference is to fail."""
    console = replace(console, has_document=arguments.format != "text")
    clients = _with_sources(arguments, selected(arguments, console), console)
    differences: list[Difference] = []
    names = {one.name for one in clients} if len(clients) > 1 else set[str]()
    done = [_updated(group, arguments, console, differences, names) for group in _groups(clients)]
    good = bool(clients) and all(done)
    _show_all(differences, arguments, console, is_one=len(clients) == 1, good=good)
    if not good:
        return 2
    return max((status(one, arguments.fail_on or "none") for one in differences), default=0)


def _show_all(
    differences: Sequence[Difference],
    arguments: Arguments,
    console: Console,
    *,
    is_one: bool,
    good: bool,
) -> None:
    """What a program reads as a whole, at the end; of one client, what `restamp diff` prints."""
    if arguments.format not in DOCUMENTS:
        return
    if is_one and differences:
        show(differences[0], arguments, console)
    elif good or differences:
        show_all(differences, arguments, console)


def _with_sources(
    arguments: Arguments, clients: Sequence[ClientConfig], console: Console
) -> list[ClientConfig]:
    """The clients to be updated: those with a source and, where none is named, the others of the same documents."""
    sources = {one.spec: one.source for one in clients if one.source}
    if not arguments.names:
        clients = [replace(one, source=one.source or sources.get(one.spec)) for one in clients]
    diagnostics = Diagnostics()
    if clients and not sources and not arguments.names:
        said = "no client of the configuration has a `source`: where its document comes from"
        diagnostics.error("source-missing", said)
    for one in clients:
        if not one.source and arguments.names:
            said = "has no `source`: where its document comes from, a URL or a path"
            diagnostics.error("source-missing", f'"{one.name}" {said}')
        elif one.source and one.source != sources[one.spec]:
            said = f"{one.spec_name} has two sources, {one.source} and {sources[one.spec]}"
            diagnostics.error("source-conflict", said)
    console.report(diagnostics)
    return [] if diagnostics.failed else [one for one in clients if one.source]


def _groups(clients: Sequence[ClientConfig]) -> list[list[ClientConfig]]:
    """The clients by their documents."""
    groups: dict[str, list[ClientConfig]] = {}
    for one in clients:
        groups.setdefault(os.path.realpath(one.spec), []).append(one)
    return [*groups.values()]


def _updated(
    group: Sequence[ClientConfig],
    arguments: Arguments,
    console: Console,
    differences: list[Difference],
    named: Collection[str],
) -> bool:
    """Update all clients of one document, or none of them; adds what is shown to the differences.

    Those of the `named` clients say so.
    """
    present = _present(group, console)
    if present is None:
        return False
    upstream = _upstream(present, console)
    if upstream is None:
        return False
    stale = [one for one in present if not _is_as_it_was(one, upstream)]
    updates: list[Update] = []
    for one in stale:
        with console.progress(f"{one.config.name}: {one.config.source}"):
            update = _next(one, upstream, arguments, console)
        if update is None:
            return False
        updates.append(update)
    _note_kept(upstream, console)
    read = {path for update in updates for path in _documents(update)}
    documents = {path: new for path, new in upstream.changed().items() if path in read}
    for one in present:
        if not any(u.stamped.config is one.config and (u.is_changed or documents) for u in updates):
            console.say(f"{one.config.name}: {one.config.source} is as it was")
    updates = [update for update in updates if update.is_changed or documents]
    for update in updates:
        name = update.stamped.config.name
        difference = replace(update.difference, client=name if name in named else "")
        differences.append(difference)
        if arguments.format not in DOCUMENTS:
            show(difference, arguments, console)
    if arguments.dry_run or not updates:
        for update in updates:
            console.say(f"{update.stamped.config.name}: nothing is written (--dry-run)")
        return True
    return _written(updates, documents, console)


def _present(group: Sequence[ClientConfig], console: Console) -> list[Present] | None:
    """The clients with their locks, after what a killed run left is put in order; None where one cannot be used."""
    from restamp.output import write as output

    diagnostics = Diagnostics()
    present: list[Present] = []
    for config in group:
        name = shown(config.output)
        if swap.is_begun(config.output):
            output.repair(config.output, name, diagnostics)
        config = with_custom(config, diagnostics)
        present.append(Present(config, lock.read(config.output, name, diagnostics)))
    console.report(diagnostics)
    return None if diagnostics.failed else present


def _upstream(present: Sequence[Present], console: Console) -> Upstream | None:
    """The source of the document, which is fetched; None, after saying why, where it cannot be had."""
    from restamp.spec.reading.upstream import Upstream

    config = present[0].config
    etags = {key: etag for one in present if one.known for key, etag in one.known.fetched.items()}
    spec = Path(os.path.realpath(config.spec))
    upstream = Upstream(spec, config.source or "", config.root, etags, _owned(present))
    content = upstream.contents(spec)
    if isinstance(content, bytes):
        return upstream
    diagnostics = Diagnostics()
    code = "source-unreachable" if "://" in upstream.source else "source-unreadable"
    diagnostics.error(code, content or "", file=upstream.source)
    console.report(diagnostics)
    return None


def _owned(present: Sequence[Present]) -> frozenset[Path] | None:
    """The files of the document and of what it names, by the locks; None where there is none."""
    locks = [(one.config, one.known) for one in present if one.known is not None]
    overlays = {path for one in present for path, _ in one.config.overlays}
    paths = {lock.input_at(config, key) for config, known in locks for key in known.inputs}
    owned = (os.path.realpath(path) for path in paths if path is not None and path not in overlays)
    return frozenset(map(Path, owned)) if locks else None


def _is_as_it_was(one: Present, upstream: Upstream) -> bool:
    """Whether a generation confirmed the package, and none of its documents is another one at the source."""
    if one.known is None or not fresh.is_fresh(one.config, one.known):
        return False
    overlays = {path for path, _ in one.config.overlays}
    for key in one.known.inputs:
        path = lock.input_at(one.config, key)
        if path is not None and path not in overlays:
            upstream.contents(Path(os.path.realpath(path)))
    return not upstream.changed() and not upstream.failures


def _next(
    one: Present, upstream: Upstream, arguments: Arguments, console: Console
) -> Update | None:
    """The client of the next version; None, after saying why, where there can be none."""
    from restamp.pipeline import generate

    config, used = one.config, one.used
    options = fresh.options_of(config)
    result = generate(
        config,
        {**used.names, **used.removed},
        used.shapes,
        gone=used.removed,
        contents=upstream.contents,
    )
    console.report(map(_strict_overlay, result.diagnostics))
    if result.failed or any(d.code in _MISSED for d in result.diagnostics):
        return None
    # Annotations are about files of the repository; all else calls a document as `restamp diff` is told to.
    names = None if arguments.format == "github" else upstream
    difference = _difference(one, result, names, console)
    etags = {key: etag for key, etag in upstream.newer.items() if key in result.inputs.values()}
    made = fresh.lock_of(config, result, etags or (one.known.fetched if one.known else None))
    files = {**result.files, lock.FILE: lock.text(made)}
    stamped = Stamped(config, one.known, result, files, made, options)
    difference = decided(difference, (str(config.output),), console)
    return _checked(Update(difference, stamped, True), console)


def _checked(update: Update, console: Console) -> Update | None:
    """The same, told whether it changes a file; None, after saying so, where it must not be written."""
    from restamp.output import changes as on_disk
    from restamp.output import write as output

    one, diagnostics = update.stamped, Diagnostics()
    name = shown(one.config.output)
    changes = on_disk.changes(one.files, one.config.output, name, one.known, diagnostics)
    kept = output.refused(one.files, one.config.output, name, one.known, diagnostics)
    console.report(diagnostics)
    console.diff(kept, errors=True)
    return None if diagnostics.failed else replace(update, is_changed=bool(changes))


def _difference(
    one: Present, result: Result, names: Upstream | None, console: Console
) -> Difference:
    """From what callers have to what will be written, with the lines of both as they were read."""
    from restamp.api_diff.changes.comparing import compare_surfaces, located

    surface, made = result.surface, result.made
    if surface is None or made is None:
        raise TypeError(result)
    before = _before(one, console) or surface
    found = compare_surfaces(before, surface)
    places = [finding.old for finding in found.findings]
    old = sources_of(one.config, one.known or lock.Lock(), places)
    new = dict(made.document.sources)
    for key, source in made.document.sources.items():
        path = Path(os.path.realpath(source.path))
        if names is not None and path in names.fetched:
            new[key] = replace(source, name=names.name(path))
    return located(found, old, new)


def _before(one: Present, console: Console) -> Surface | None:
    """What callers have: the package or, where it is not committed, what the document here gives; None without both."""
    diagnostics = Diagnostics()
    carried = packaged(one.config.output, one.known, diagnostics) if one.known else None
    if carried is not None:
        return carried.surface
    from restamp.api_diff.surface.reading import surface_of
    from restamp.pipeline import understood
    from restamp.recursion import with_deep_recursion

    used, quiet = one.used, Diagnostics()
    found = understood(one.config, {**used.names, **used.removed}, quiet, used.shapes, used.removed)
    message = (
        "tells nothing of its surface: what changes is read from the document that is here, with the configuration "
        "of today"
    )
    if one.known is not None:
        diagnostics.note("surface-missing", message, file=shown(one.config.output))
    console.report(diagnostics)
    return (
        None
        if found is None or quiet.failed
        else with_deep_recursion(lambda: surface_of(found.subject))
    )


def _documents(update: Update) -> set[Path]:
    """The files that the client is generated from."""
    result = update.stamped.result
    if result is None or result.made is None:
        return set()
    return {Path(os.path.realpath(s.path)) for s in result.made.document.sources.values()}


def _strict_overlay(diagnostic: Diagnostic) -> Diagnostic:
    if diagnostic.code not in _MISSED:
        return diagnostic
    return replace(diagnostic, severity=Severity.ERROR)


def _note_kept(upstream: Upstream, console: Console) -> None:
    diagnostics = Diagnostics()
    for path, why in sorted(upstream.unchanged.items()):
        message = f"{why} ({upstream.name(path)}); it stays as it is"
        diagnostics.note("source-partial", message, file=shown(path))
    console.report(diagnostics)


def _written(updates: Sequence[Update], documents: Mapping[Path, bytes], console: Console) -> bool:
    """The documents with the first package and its changelog, then the others."""
    diagnostics = Diagnostics()
    for path in documents:
        folder = next(above for above in path.parents if above.exists())
        if path.is_dir() or not os.access(folder, os.W_OK):
            said = "cannot be written: its folder does not let us, or it is a folder itself"
            diagnostics.error("spec-unwritable", said, file=shown(path))
    console.report(diagnostics)
    if diagnostics.failed:
        return False
    for number, update in enumerate(updates):
        if not _write(update, {} if number else documents, bool(documents), console):
            return False
    return True


def _write(
    update: Update, documents: Mapping[Path, bytes], has_new: bool, console: Console
) -> bool:
    from restamp.output import write as output

    one, diagnostics = update.stamped, Diagnostics()
    config, name = one.config, shown(one.config.output)
    own: dict[str, bytes] = {}
    if has_new or update.difference.findings:
        try:
            own[CHANGELOG] = _changelog(config.output / CHANGELOG, update.difference)
        except (OSError, UnicodeDecodeError) as error:
            why = reason(error) if isinstance(error, OSError) else "it is not UTF-8"
            file = f"{name}/{CHANGELOG}"
            diagnostics.error("changelog-unreadable", f"cannot be read: {why}", file=file)
            console.report(diagnostics)
            return False
    beside = output.Beside(documents, own)
    written = output.write(one.files, config.output, name, one.known, diagnostics, beside=beside)
    console.report(diagnostics)
    console.diff(written.kept, errors=True)
    if diagnostics.failed:
        return False
    if one.result is not None:
        fresh.remember(config, one.options, one.result, one.made)
    count = len(written.changed)
    changed = "1 file changed" if count == 1 else f"{count} files changed"
    what = f"{config.spec_name} updated -> {name}" if has_new else f"{name} updated"
    console.say(f"{config.name}: {what} ({changed})")
    return True


def _changelog(file: Path, difference: Difference) -> bytes:
    """The newest entry first, below the title; what a user wrote stays."""
    from restamp.api_diff.rendering import as_markdown

    former = file.read_text("utf-8") if file.exists() else _TITLE
    entry = as_markdown(difference)
    head, rest = (_TITLE, former[len(_TITLE) :]) if former.startswith(_TITLE) else ("", former)
    text = f"{head}\n{entry}" if head else entry
    return (text + (f"\n{rest.lstrip()}" if rest.strip() else "")).encode()
