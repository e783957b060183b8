"""Check whether a package is up to date with its inputs."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostic, Diagnostics
from restamp.output import fresh
from restamp.runtime.modules import FOLDER
from restamp.workflows import shared_runtime
from restamp.workflows.build import Build
from restamp.workflows.selection import display_path


@dataclass(frozen=True, slots=True)
class Comparison:
    """The differences between a package on the disk and the generated one."""

    changed: tuple[str, ...] = ()
    """The paths in the package that `generate` would write or remove."""
    edited: tuple[str, ...] = ()
    """The paths among them that were edited by hand."""
    diff: str = ""
    """A unified diff from the disk to the generated files."""
    diagnostics: tuple[Diagnostic, ...] = ()
    failed: bool = False
    """Whether the package cannot be read."""
    runtime_files: int = 0
    """Number of runtime files, if they are exactly those of this version of Restamp."""


def compare(build: Build) -> Comparison:
    """Compare a client with the package on the disk, and record in the cache if it is up to date."""
    comparison = _compared(build)
    if build.failed or build.config.runtime is None:
        return comparison
    diagnostics = Diagnostics()
    modules = shared_runtime.needed(build.config, build)
    runtime = shared_runtime.difference(build.config, modules, diagnostics)
    if runtime is None:
        return replace(comparison, diagnostics=(*comparison.diagnostics, *diagnostics), failed=True)
    above = Path(os.path.relpath(build.config.runtime, build.config.output)).as_posix()
    return replace(
        comparison,
        changed=(*comparison.changed, *(f"{above}/{change.path}" for change in runtime.changes)),
        diff=comparison.diff + runtime.diff,
        diagnostics=(*comparison.diagnostics, *diagnostics),
        runtime_files=0 if runtime.changes else len(modules),
    )


def _compared(build: Build) -> Comparison:
    if build.result is None:
        return Comparison(runtime_files=_count_runtime(build.lock.files))
    from restamp.output import changes as on_disk

    config, diagnostics = build.config, Diagnostics()
    name = display_path(config.output)
    changes = on_disk.changes(build.files, config.output, name, build.known, diagnostics)
    if not changes and not diagnostics.failed:
        fresh.record_confirmed(config, build.conditions, build.result, build.lock)
    paths = tuple(change.path for change in changes)
    is_exact = not diagnostics.failed and not _count_runtime(paths)
    edited = on_disk.edited(changes, build.known)
    return Comparison(
        paths,
        tuple(change.path for change in edited),
        on_disk.diff(changes, name),
        (*diagnostics,),
        diagnostics.failed,
        _count_runtime(build.files) if is_exact else 0,
    )


def audit(config: ClientConfig) -> Comparison:
    """Compare the runtime on the disk with that of this version, without reading documents."""
    from restamp.output import audit as on_disk
    from restamp.output.changes import diff

    folder = config.runtime or config.output / FOLDER
    files = on_disk.runtime_files(folder)
    changes = on_disk.runtime_changes(files)
    return Comparison(
        tuple(change.path for change in changes),
        diff=diff(changes, display_path(folder)),
        runtime_files=0 if changes else len(files),
    )


def _count_runtime(paths: Iterable[str]) -> int:
    return sum(path.startswith(f"{FOLDER}/") for path in paths)
