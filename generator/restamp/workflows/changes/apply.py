"""Write an update: the documents, the packages and their changelogs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from restamp.diagnostics.model import Diagnostics
from restamp.diagnostics.text import reason
from restamp.output import fresh
from restamp.output.files import write_atomically
from restamp.workflows import shared_runtime
from restamp.workflows.outcome import Outcome
from restamp.workflows.selection import display_path

if TYPE_CHECKING:
    from restamp.api_diff.changes.findings import Difference
    from restamp.workflows.changes.update import ClientUpdate, Plan

CHANGELOG = "CHANGELOG.md"
_TITLE = "# Changes for callers\n"


def apply(plan: Plan, *, has_changelog: bool = True) -> list[Outcome]:
    """Write the documents together with the first package, then the other packages, with their changelogs.

    Returns one outcome for each update, up to the first that fails.
    """
    others = {**plan.documents, **plan.overlays}
    refused = _unwritable(others)
    if refused.failed:
        return [Outcome(diagnostics=(*refused,), failed=True)]
    outcomes: list[Outcome] = []
    for number, update in enumerate(plan.updates):
        documents = dict[Path, bytes]() if number else others
        has_entry = has_changelog and (bool(plan.documents) or bool(update.difference.findings))
        outcomes.append(_written(update, documents, has_entry=has_entry))
        if outcomes[-1].failed:
            break
    return outcomes


def _unwritable(documents: Mapping[Path, bytes]) -> Diagnostics:
    diagnostics = Diagnostics()
    for path in documents:
        folder = next(above for above in path.parents if above.exists())
        if path.is_dir() or not os.access(folder, os.W_OK):
            message = "cannot be written: it is a folder, or its folder is not writable"
            diagnostics.error("spec-unwritable", message, file=display_path(path))
    return diagnostics


def _written(update: ClientUpdate, documents: Mapping[Path, bytes], *, has_entry: bool) -> Outcome:
    from restamp.output import write as output

    one, diagnostics = update.build, Diagnostics()
    config, name = one.config, display_path(one.config.output)
    own: dict[str, bytes] = {}
    if has_entry:
        entry = _with_entry(config.output, update.difference, diagnostics)
        if entry is None:
            return Outcome(diagnostics=(*diagnostics,), failed=True)
        own[CHANGELOG] = entry

    def client() -> Outcome:
        beside = output.OtherFiles(documents, own)
        written = output.write(
            one.files, config.output, name, one.known, diagnostics, others=beside
        )
        if not diagnostics.failed and one.result is not None:
            fresh.record_confirmed(config, one.conditions, one.result, one.lock)
        return Outcome(written.changed, written.edits, (*diagnostics,), diagnostics.failed)

    return shared_runtime.write_around(one, client)


def record(difference: Difference, package: Path) -> Diagnostics:
    """Add the changes to the changelog of a package that was generated."""
    diagnostics = Diagnostics()
    entry = _with_entry(package, difference, diagnostics)
    if entry is not None:
        try:
            write_atomically(package / CHANGELOG, entry)
        except OSError as error:
            file = f"{display_path(package)}/{CHANGELOG}"
            diagnostics.error("output-unwritable", f"cannot be written: {reason(error)}", file=file)
    return diagnostics


def _with_entry(package: Path, difference: Difference, diagnostics: Diagnostics) -> bytes | None:
    """The changelog of a package with a new entry; None, with an error, if it cannot be read."""
    try:
        return _changelog(package / CHANGELOG, difference)
    except (OSError, UnicodeDecodeError) as error:
        why = reason(error) if isinstance(error, OSError) else "it is not UTF-8"
        file = f"{display_path(package)}/{CHANGELOG}"
        diagnostics.error("changelog-unreadable", f"cannot be read: {why}", file=file)
        return None


def _changelog(file: Path, difference: Difference) -> bytes:
    """Insert the new entry after the title, keeping all other text."""
    from restamp.api_diff.rendering import as_markdown

    present = file.read_text("utf-8") if file.exists() else _TITLE
    entry = as_markdown(difference)
    head, rest = (_TITLE, present[len(_TITLE) :]) if present.startswith(_TITLE) else ("", present)
    text = f"{head}\n{entry}" if head else entry
    return (text + (f"\n{rest.lstrip()}" if rest.strip() else "")).encode()
