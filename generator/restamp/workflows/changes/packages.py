"""Read the surface of a package on the disk, and the documents it was generated from."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.diagnostics.text import reason
from restamp.output import lock
from restamp.spec.reading.digests import digest
from restamp.workflows.selection import display_path

if TYPE_CHECKING:
    from restamp.api_diff.changes.findings import Place
    from restamp.api_diff.surface.file import Packaged
    from restamp.spec.reading.revisions import Revision
    from restamp.spec.reading.source import Source


def packaged(package: Path, known: lock.Lock, diagnostics: Diagnostics) -> Packaged | None:
    """The surface file of a package; None if an older version wrote it or, with a warning, if it was edited."""
    from restamp.api_diff.surface.fields import SurfaceError
    from restamp.api_diff.surface.file import FILE
    from restamp.api_diff.surface.parsing import packaged_of

    written = known.files.get(FILE)
    if written is None:
        return None
    file = package / FILE
    try:
        content = file.read_bytes()
        if written != digest(content):
            raise SurfaceError("it was edited")
        return packaged_of(content)
    except FileNotFoundError:  # the lock may be committed without the package
        return None
    except OSError as error:
        why = reason(error)
    except SurfaceError as error:
        why = str(error)
    message = f"cannot be used: {why}; run `restamp generate` to restore it"
    diagnostics.warning("surface-unusable", message, file=display_path(file))
    return None


def packaged_at(
    package: Path, name: str, known: lock.Lock, revision: Revision, diagnostics: Diagnostics
) -> Packaged | None:
    """The surface file of a package as of a git revision; None, with an error, if it cannot be used."""
    from restamp.api_diff.surface.fields import SurfaceError
    from restamp.api_diff.surface.file import FILE
    from restamp.api_diff.surface.parsing import packaged_of

    content = revision.contents(package / FILE)
    try:
        if not isinstance(content, bytes):
            raise SurfaceError("it is not in that revision")
        if known.files.get(FILE) != digest(content):
            raise SurfaceError("it was edited")
        return packaged_of(content)
    except SurfaceError as error:
        message = f"cannot be used: {error}; compare with its document instead, as FILE@REVISION"
        diagnostics.error("surface-unusable", message, file=f"{name}/{FILE}")
        return None


def sources_of(
    config: ClientConfig, known: lock.Lock, places: Iterable[Place | None]
) -> dict[str, Source]:
    """The sources of these places that have not changed since the package was generated."""
    from restamp.spec.reading.load import parse

    sources: dict[str, Source] = {}
    for key in sorted({place.at.partition("#")[0] for place in places if place is not None}):
        path = config.spec if not key else config.spec.parent / key
        if "://" in key:
            continue
        try:
            content = path.read_bytes()
        except (OSError, ValueError):
            continue
        name = Path(os.path.relpath(path, config.spec.parent)).as_posix()
        if known.inputs.get(name) != digest(content):
            continue
        source = parse(content, path, display_path(path), Diagnostics(), key=key, any_root=True)
        if source is not None:
            sources[key] = source
    return sources
