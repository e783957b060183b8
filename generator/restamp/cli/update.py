"""`restamp update`: the next version of a document, what it changes for callers, and the client of it.

Nothing is written before all is known to be good; the document's bytes are kept as they came.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from restamp import fresh, lock
from restamp.cli.arguments import Arguments
from restamp.cli.clients import Stamped, selected, shown, with_custom
from restamp.cli.console import Console
from restamp.config import ClientConfig
from restamp.diagnostics import Diagnostic, Diagnostics, Severity, reason
from restamp.digests import digest

if TYPE_CHECKING:
    from restamp.api_diff.findings import Difference
    from restamp.pipeline import Understood
    from restamp.spec.remote import Fetched

CHANGELOG = "CHANGELOG.md"
_TITLE = "# Changes for callers\n"
_MISSED = frozenset({"overlay-no-match", "overlay-mismatch"})
"""What an overlay says in vain: the vendor has changed what it was about."""


@dataclass(frozen=True, slots=True)
class Update:
    """The next version of a client, in memory."""

    content: bytes
    difference: Difference
    stamped: Stamped


def run(arguments: Arguments, console: Console) -> int:
    """Update every client selected that has a source; 2 where one cannot be."""
    clients = [one for one in selected(arguments, console) if one.source or arguments.names]
    diagnostics = Diagnostics()
    if not clients and not arguments.names:
        said = "no client of the configuration has a `source`: where its document comes from"
        diagnostics.error("source-missing", said)
    for config in clients:
        if not config.source:
            said = "has no `source`: where its document comes from, a URL or a path"
            diagnostics.error("source-missing", f'"{config.name}" {said}')
    console.report(diagnostics)
    if diagnostics.failed or not clients:
        return 2
    failed = [config for config in clients if not _updated(config, arguments, console)]
    return 2 if failed else 0


def _updated(config: ClientConfig, arguments: Arguments, console: Console) -> bool:
    diagnostics = Diagnostics()
    config = with_custom(config, diagnostics)
    known = lock.read(config.output, shown(config.output), diagnostics)
    before = _bytes(config.spec, config.spec_name, diagnostics)
    fetched = None if diagnostics.failed else _fetched(config, known, before, diagnostics)
    console.report(diagnostics)
    if fetched is None:
        return False
    if fetched.content is None or fetched.content == before:
        console.say(f"{config.name}: {config.source} is as it was")
        return True
    made = _made(config, known, fetched, console)
    if made is None:
        return False
    from restamp.api_diff.rendering import as_text

    console.diff(as_text(made.difference))
    if arguments.dry_run:
        console.say(f"{config.name}: nothing is written (--dry-run)")
        return True
    return _written(config, made, before, console)


def _bytes(path: Path, name: str, diagnostics: Diagnostics) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        diagnostics.error("source-unreadable", f"cannot be read: {reason(error)}", file=name)
        return b""


def _fetched(
    config: ClientConfig, known: lock.Lock | None, before: bytes, diagnostics: Diagnostics
) -> Fetched | None:
    """What the source holds now; None, after saying why, where it cannot be had."""
    from restamp.spec.limits import Limits
    from restamp.spec.remote import Fetched, fetch_newer

    source = config.source or ""
    if "://" not in source:
        content = _bytes(config.root / source, source, diagnostics)
        if not content and not diagnostics.failed:
            diagnostics.error("source-unreadable", "there is no such file", file=source)
        if len(content) > Limits().bytes:
            diagnostics.error("limits-exceeded", "it is too large", file=source)
        return None if diagnostics.failed else Fetched(content)
    etags = lock.Lock().fetched if known is None else known.fetched
    host = urlsplit(source).netloc
    answer = fetch_newer(source, (host,), etags.get(digest(before), ""))
    if isinstance(answer, str):
        diagnostics.error("source-unreachable", f"is not fetched: {answer}", file=source)
        return None
    return answer


def _made(
    config: ClientConfig, known: lock.Lock | None, fetched: Fetched, console: Console
) -> Update | None:
    """The client of the next version; None, after saying why, where there can be none."""
    content = fetched.content or b""
    beside = config.spec.with_name(f".restamp-{os.getpid()}-{config.spec.name}")
    diagnostics = Diagnostics()
    try:
        config.spec.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        with console.progress(f"{config.name}: {config.source}"):
            return _compared(config, replace(config, spec=beside), known, fetched, console)
    except OSError as error:
        said = f"cannot be written: {reason(error)}"
        diagnostics.error("spec-unwritable", said, file=config.spec_name)
        console.report(diagnostics)
        return None
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _compared(
    config: ClientConfig,
    new: ClientConfig,
    known: lock.Lock | None,
    fetched: Fetched,
    console: Console,
) -> Update | None:
    from restamp.api_diff.comparing import compare, located
    from restamp.pipeline import generate

    options = fresh.options_of(config)
    used = known if known is not None and config.use_lock else lock.Lock()
    pins = {**used.names, **used.removed}
    result = generate(new, pins, used.shapes, finished=fresh.finished(config), gone=used.removed)
    console.report(map(_strict_overlay, result.diagnostics))
    if result.failed or any(d.code in _MISSED for d in result.diagnostics):
        return None
    after, before = result.made, _before(config, pins, used)
    if after is None:
        return None
    old = after if before is None else before
    found = located(
        compare(old.subject, after.subject), old.document.sources, after.document.sources
    )
    content = fetched.content or b""
    etags = {digest(content): fetched.etag} if fetched.etag else {}
    made = fresh.lock_of(config, result, etags)
    files = {**result.files, lock.FILE: lock.text(made)}
    return Update(content, found, Stamped(config, known, result, files, made, options))


def _before(config: ClientConfig, pins: dict[str, str], used: lock.Lock) -> Understood | None:
    """The version that is there; None where it cannot be read: then all is new."""
    from restamp.pipeline import understood

    quiet = Diagnostics()
    found = understood(config, pins, quiet, used.shapes, used.removed)
    return None if quiet.failed else found


def _strict_overlay(diagnostic: Diagnostic) -> Diagnostic:
    if diagnostic.code not in _MISSED:
        return diagnostic
    return replace(diagnostic, severity=Severity.ERROR)


def _written(config: ClientConfig, made: Update, before: bytes, console: Console) -> bool:
    """The document, the package and the changelog; what cannot be written leaves all as it was."""
    from restamp import output

    diagnostics, name = Diagnostics(), shown(config.output)
    try:
        _replace(config.spec, made.content)
    except OSError as error:
        said = f"cannot be written: {reason(error)}"
        diagnostics.error("spec-unwritable", said, file=config.spec_name)
        console.report(diagnostics)
        return False
    one = made.stamped
    written = output.write(one.files, config.output, name, one.known, diagnostics)
    if diagnostics.failed:
        _restore(config.spec, before)
        console.report(diagnostics)
        console.diff(written.kept, errors=True)
        return False
    if one.result is not None:
        fresh.remember(config, one.options, one.result, one.made)
    try:
        _add_entry(config.output / CHANGELOG, made.difference)
    except OSError as error:
        said = f"cannot be written: {reason(error)}"
        diagnostics.error("changelog-unwritable", said, file=f"{name}/{CHANGELOG}")
    console.report(diagnostics)
    changed = len(written.changed)
    console.say(f"{config.name}: {config.spec_name} updated -> {name} ({changed} files changed)")
    return not diagnostics.failed


def _add_entry(file: Path, difference: Difference) -> None:
    """The newest entry first, below the title; what a user wrote stays."""
    from restamp.api_diff.rendering import as_markdown

    held = file.read_text("utf-8") if file.exists() else _TITLE
    entry = as_markdown(difference)
    head, rest = (_TITLE, held[len(_TITLE) :]) if held.startswith(_TITLE) else ("", held)
    text = f"{head}\n{entry}" if head else entry
    _replace(file, (text + (f"\n{rest.lstrip()}" if rest.strip() else "")).encode())


def _replace(file: Path, content: bytes) -> None:
    """All of the new bytes or all of the old ones, whenever we are killed."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".restamp-{os.getpid()}-{file.name}")
    try:
        with beside.open("wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        beside.replace(file)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _restore(file: Path, content: bytes) -> None:
    with suppress(OSError):
        if content:
            _replace(file, content)
        else:
            file.unlink(missing_ok=True)
