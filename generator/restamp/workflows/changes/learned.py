"""The learned overlay of a client in an update: its actions for the new version of the document."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.pointers import join_pointer
from restamp.records import dataclass
from restamp.spec.tree.access import Contents, on_disk
from restamp.workflows.selection import display_path
from restamp.workflows.servers.learn import document_of, overlay_of

if TYPE_CHECKING:
    from restamp.learning.revising import Revision
    from restamp.spec.reading.source import Source


@dataclass(frozen=True, slots=True)
class LearnedUpdate:
    """The learned overlay, and what becomes of it."""

    path: Path
    source: Source
    revision: Revision
    is_pruned: bool
    """Whether actions that are unneeded, or no longer match, are removed or moved."""

    @property
    def new(self) -> bytes | None:
        """The content to generate from, if that is not the present one: without what does not match, and with `is_pruned`
        without what is unneeded."""
        if not (self.revision.is_changed and (self.is_pruned or self.is_stale)):
            return None
        from restamp.learning.overlay_file import rewritten

        return rewritten(self.source.tree, self.revision.actions).encode()

    @property
    def is_stale(self) -> bool:
        """Whether actions no longer match, and stay nevertheless: the update is an error."""
        return bool(self.revision.misses) and not self.is_pruned

    @property
    def summary(self) -> str:
        """What is done to the overlay; empty if nothing is."""
        if not (self.is_pruned and self.revision.is_changed):
            return ""
        counts = {"removed": len(self.revision.removed), "moved": len(self.revision.moved)}
        parts = [_counted(count, verb) for verb, count in counts.items() if count]
        return f"{display_path(self.path)}: {', '.join(parts)}"

    def report(self, client: str, diagnostics: Diagnostics) -> None:
        """Report the actions that no longer match, if they stay."""
        from restamp.spec.reading.marks import at_pointer

        for number, why in self.revision.misses.items() if self.is_stale else ():
            effect = "removes" if number in self.revision.removed else "moves"
            message = f"this learned action no longer matches: {why}; `restamp update {client} --prune` {effect} it"
            at = join_pointer("#", "actions", number, "target")
            located = at_pointer(self.source, at)
            diagnostics.error("overlay-no-match", message, self.source.name + at, **located)


def _counted(count: int, verb: str) -> str:
    return f"1 action {verb}" if count == 1 else f"{count} actions {verb}"


def learned_update(
    config: ClientConfig, contents: Contents, *, prune: bool
) -> LearnedUpdate | None:
    """Revise the learned overlay of a client for a new version of its document; None if it has none, or if the
    document cannot be read."""
    from restamp.learning.revising import revised
    from restamp.spec.reading.load import read

    path = overlay_of(config)
    if all(each != path for each, _ in config.overlays) or not path.is_file():
        return None
    quiet = Diagnostics()
    source = read(path, display_path(path), quiet)
    document = document_of(config, quiet, contents, without=path)
    if source is None or document is None:
        return None
    revision = revised(document, source, {})
    if revision.misses:
        revision = revised(document, source, _renames(config, contents, path))
    return LearnedUpdate(path, source, revision, prune)


def _renames(config: ClientConfig, contents: Contents, overlay: Path) -> dict[str, str]:
    """What the new version renamed, compared with the present one, both without what was learned."""
    from restamp.names.pins.locked import LockedNames
    from restamp.pipeline import analyze

    others = tuple(each for each in config.overlays if each[0] != overlay)
    plain = replace(config, overlays=others, strict_overlays=False)
    old = analyze(plain, Diagnostics(), contents=on_disk)
    new = analyze(plain, Diagnostics(), contents=contents)
    if old is None or new is None:
        return {}
    return {**new.renames(LockedNames(old.names(), old.shapes()))}
