"""Correct the document of a client by what its server sends."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from restamp.config import edit as config_text
from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostic, Diagnostics
from restamp.diagnostics.text import reason
from restamp.output.files import write_atomically
from restamp.pointers import join_pointer
from restamp.records import dataclass
from restamp.spec.tree.access import Contents, on_disk
from restamp.workflows.selection import Request, display_path, select

if TYPE_CHECKING:
    from restamp.learning.corrections import Correction
    from restamp.learning.findings import Finding
    from restamp.learning.overlay_file import Learned
    from restamp.learning.written import Written
    from restamp.spec.reading.source import Source

SUFFIX = ".learned.overlay.yaml"
"""The end of the name of the overlay with learned corrections."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What logs and recordings show about the document of one client."""

    client: ClientConfig | None
    document: Written | None = None
    """The document as written, with all overlays."""
    title: str = ""
    corrections: tuple[Correction, ...] = ()
    """Those that were observed often enough; without actions if they cannot be corrected."""
    rare: tuple[Correction, ...] = ()
    """Those that were not observed often enough."""
    requests: int = 0
    """Recorded requests of described operations."""
    strange: int = 0
    """Recorded requests that no operation describes."""
    unneeded: tuple[Learned, ...] = ()
    """Earlier corrections that the document no longer needs."""
    stale: tuple[Learned, ...] = ()
    """Earlier corrections whose places the document no longer has."""
    diagnostics: tuple[Diagnostic, ...] = ()
    failed: bool = False

    @property
    def overlay(self) -> Path:
        """The overlay of learned corrections."""
        assert self.client is not None
        return overlay_of(self.client)


def overlay_of(client: ClientConfig) -> Path:
    """The overlay of learned corrections of a client, beside its document."""
    return client.spec.with_name(f"{client.name}{SUFFIX}")


def learn(
    name: str,
    files: Sequence[str],
    request: Request,
    *,
    at_least: int = 1,
    base_url: str | None = None,
) -> Lesson:
    """Compare drift logs and recordings with the document of a client, as its overlays correct it."""
    diagnostics = Diagnostics()
    client = client_named(name, request, diagnostics)
    lesson = Lesson(client)
    if client is not None:
        document = document_of(client, diagnostics)
        if document is not None and not diagnostics.failed:
            lesson = _lesson(lesson, document, files, request, at_least, base_url, diagnostics)
            overlay = _overlay(client)
            if overlay is not None:
                unneeded = (*_unneeded(client, overlay, diagnostics),)
                stale = tuple(each for each in _stale(client, overlay) if each not in unneeded)
                lesson = replace(lesson, unneeded=unneeded, stale=stale)
    failed = diagnostics.failed
    return replace(lesson, diagnostics=(*diagnostics,), failed=failed)


def client_named(name: str, request: Request, diagnostics: Diagnostics) -> ClientConfig | None:
    selection = select(replace(request, names=[name]))
    for each in selection.diagnostics:
        diagnostics.add(each)
    return selection.clients[0] if selection.clients else None


def document_of(
    client: ClientConfig,
    diagnostics: Diagnostics,
    contents: Contents = on_disk,
    *,
    without: Path | None = None,
) -> Written | None:
    """The document as written, without one of its overlays."""
    from restamp.learning.written import Written
    from restamp.pipeline import open_written

    overlays = tuple(each for each in client.overlays if each[0] != without)
    root = open_written(replace(client, overlays=overlays), diagnostics, contents)
    return None if root is None else Written(root)


def _lesson(
    lesson: Lesson,
    document: Written,
    files: Sequence[str],
    request: Request,
    at_least: int,
    base_url: str | None,
    diagnostics: Diagnostics,
) -> Lesson:
    from urllib.parse import urlsplit

    from restamp.learning.corrections import corrections
    from restamp.learning.drift_lines import findings_of_lines, parse_lines
    from restamp.learning.findings import merged
    from restamp.learning.observing import Observer
    from restamp.learning.recordings import RecordingError, looks_recorded, recorded

    observer = Observer.of(document, None if base_url is None else urlsplit(base_url).path)
    findings: list[Finding] = []
    requests = strange = 0
    for file in files:
        text = _text(request.root / file, file, diagnostics)
        if text is None:
            continue
        if looks_recorded(text):
            try:
                entries = recorded(text)
            except RecordingError as error:
                diagnostics.error("recording-invalid", f"not a recording: {error}", file=file)
                continue
            pairs = [(observer.operation(entry), entry) for entry in entries]
            known = [(operation, entry) for operation, entry in pairs if operation is not None]
            requests, strange = requests + len(known), strange + len(entries) - len(known)
            findings += [each for pair in known for each in observer.findings_of(*pair)]
        else:
            lines, invalid = parse_lines(text)
            for number in invalid:
                message = f"line {number} is not a line of a drift log; it is ignored"
                diagnostics.warning("drift-log-invalid", message, file=file)
            findings += findings_of_lines(document, lines)
    every = corrections(document, merged(findings))
    return replace(
        lesson,
        document=document,
        title=str((document.at("#/info/title") or document.root).value)[:80],
        corrections=tuple(each for each in every if each.finding.count >= at_least),
        rare=tuple(each for each in every if each.finding.count < at_least),
        requests=requests,
        strange=strange,
    )


def _text(path: Path, name: str, diagnostics: Diagnostics) -> str | None:
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        diagnostics.error("learn-unreadable", f"cannot be read: {reason(error)}", file=name)
    except ValueError:
        diagnostics.error("learn-unreadable", "cannot be read: it is not UTF-8", file=name)
    return None


def review(
    client: ClientConfig, contents: Contents = on_disk, new: bytes | None = None
) -> Diagnostics:
    """Report the learned corrections that the document no longer needs, or that replace what it says now.

    `new` is the content of the overlay if it is not written yet.
    """
    from restamp.spec.reading.marks import at_pointer

    diagnostics = Diagnostics()
    overlay = _overlay(client, new)
    if overlay is not None:
        for learned in _unneeded(client, overlay, diagnostics, contents):
            message = f"the document now says this itself: {learned.difference} at {learned.at}; `restamp learn {client.name} --prune` removes the action"
            at = _place(learned)
            located = at_pointer(overlay, at)
            diagnostics.note("learned-unneeded", message, overlay.name + at, **located)
    return diagnostics


def _place(learned: Learned) -> str:
    """The pointer of the first action of a correction."""
    return join_pointer("#", "actions", learned.numbers[0])


def _unneeded(
    client: ClientConfig, overlay: Source, diagnostics: Diagnostics, contents: Contents = on_disk
) -> Iterable[Learned]:
    from restamp.learning.overlay_file import actions_in, has_changed, is_needed, learned_in
    from restamp.spec.reading.marks import at_pointer

    quiet, places = Diagnostics(), set[str]()
    document = document_of(client, quiet, contents, without=overlay_of(client))
    for learned in learned_in(actions_in(overlay.tree)) if document is not None else ():
        assert document is not None
        is_first = learned.at not in places
        places.add(learned.at)
        if not is_needed(document, learned):
            yield learned
        elif is_first and has_changed(document, learned):
            message = f"the document has changed at {learned.at} since this was learned; the action replaces what it says now"
            at = _place(learned)
            located = at_pointer(overlay, at)
            diagnostics.warning("learned-outdated", message, overlay.name + at, **located)


def _stale(client: ClientConfig, overlay: Source) -> list[Learned]:
    """The learned corrections that do not match the document."""
    from restamp.learning.overlay_file import actions_in, learned_in
    from restamp.learning.revising import revised

    document = document_of(client, Diagnostics(), without=overlay_of(client))
    if document is None:
        return []
    misses = revised(document, overlay, {}).misses.keys()
    return [
        each for each in learned_in(actions_in(overlay.tree)) if not misses.isdisjoint(each.numbers)
    ]


def _overlay(client: ClientConfig, new: bytes | None = None) -> Source | None:
    """The overlay of learned corrections; None if there is none, or it cannot be read."""
    from restamp.spec.reading.load import parse, read

    path = overlay_of(client)
    if new is not None:
        return parse(new, path, display_path(path), Diagnostics())
    return read(path, display_path(path), Diagnostics()) if path.is_file() else None


def write(lesson: Lesson, chosen: Sequence[Correction], *, prune: bool = False) -> Diagnostics:
    """Write the overlay with further corrections, and add it to the configuration; with `prune`, without those that
    the document no longer needs, or that no longer match it."""
    from restamp.learning.corrections import together
    from restamp.learning.overlay_file import actions_in, extended, overlay_text

    diagnostics = Diagnostics()
    client, overlay = lesson.client, lesson.overlay
    assert client is not None
    pruned = (*lesson.unneeded, *lesson.stale) if prune else ()
    dropped = {n for learned in pruned for n in learned.numbers}
    present = _overlay(client)
    listed = () if present is None else actions_in(present.tree)
    known = [action for n, action in enumerate(listed) if n not in dropped]
    actions = extended(known, together(lesson.document, chosen) if lesson.document else ())
    try:
        write_atomically(overlay, overlay_text(lesson.title, actions).encode())
        if all(path != overlay for path, _ in client.overlays):
            _add_overlay(client, overlay, diagnostics)
    except OSError as error:
        message = f"cannot be written: {reason(error)}"
        diagnostics.error("learn-unwritable", message, file=display_path(overlay))
    return diagnostics


def _add_overlay(client: ClientConfig, overlay: Path, diagnostics: Diagnostics) -> None:
    file = client.file
    if file is None:
        return
    name = Path(os.path.relpath(overlay, client.root)).as_posix()
    content = file.read_bytes()
    edited = config_text.with_overlay(content, client.name, name, in_pyproject=True)
    edited = edited or config_text.with_overlay(content, client.name, name, in_pyproject=False)
    if edited is None:
        message = f'cannot be extended automatically; add "{name}" to the overlays of {client.name}'
        diagnostics.error("learn-configuration", message, file=display_path(file))
    else:
        write_atomically(file, edited)
