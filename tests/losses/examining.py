"""One document: its package, the walk, and what came of it."""

from __future__ import annotations

import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from yaml.composer import ComposerError

from .operations import walk_document
from .packages import imported, package
from .reading import Library
from .walking import Findings, Loss, Walk


@dataclass(frozen=True)
class Outcome:
    """What is known of one document afterwards."""

    document: str
    counts: Counter[str] = field(default_factory=Counter[str])
    losses: tuple[Loss, ...] = ()
    refused: str = ""
    """Why the generator took it for an error."""
    broken: str = ""
    """What went wrong in this tool or while importing the package."""


def examine(name: str, corpus: Path, cache_folder: Path) -> Outcome:
    """Generate the client of a document, and walk both."""
    path = corpus / name
    try:
        client = package(path, corpus, cache_folder)
        if client.folder is None:
            return Outcome(name, refused=(client.errors or ("no reason",))[0])
        result = compare(path, client.folder, cache_folder, corpus)
        return Outcome(name, result.counts, tuple(result.losses.values()))
    except ComposerError as error:  # The same anchor twice, which YAML 1.2 allows.
        return Outcome(name, refused=f"this tool cannot read it: {error.problem}")
    except Exception:
        return Outcome(name, broken=traceback.format_exc())


def compare(document: Path, folder: Path, cache_folder: Path, corpus: Path) -> Findings:
    """A document beside the package in a folder, which may have come of another one."""
    client = package(document, corpus, cache_folder)
    library = Library(document)
    walk = Walk(library, client.warnings)
    with imported(folder) as module:
        walk_document(library, client, module, walk)
    return walk.finish()
