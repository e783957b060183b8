"""Check whether a package is up to date with its inputs."""

from __future__ import annotations

import os
from collections.abc import Collection, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostic, Diagnostics
from restamp.output import added, fresh, lock
from restamp.records import dataclass
from restamp.runtime.modules import FOLDER
from restamp.workflows import shared_runtime
from restamp.workflows.build import Build, Pending, finish, start
from restamp.workflows.parallel import Ended, Exclusive, in_order
from restamp.workflows.selection import display_path

if TYPE_CHECKING:
    from restamp.output.changes import Change


@dataclass(frozen=True, slots=True)
class Checked:
    """The result for one client."""

    diagnostics: tuple[Diagnostic, ...]
    """Those of the build."""
    comparison: Comparison | None
    """None if the client cannot be generated."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The differences between a package on the disk and the generated one."""

    changed: tuple[str, ...] = ()
    """The paths in the package that `generate` would write or remove."""
    edited: tuple[str, ...] = ()
    """The paths among them that were edited by hand."""
    foreign: tuple[str, ...] = ()
    """The paths among them of files that Restamp did not write."""
    diff: str = ""
    """A unified diff from the disk to the generated files."""
    diagnostics: tuple[Diagnostic, ...] = ()
    failed: bool = False
    """Whether the package cannot be read."""
    runtime_files: int = 0
    """Number of runtime files, if they are exactly those of this version of Restamp."""
    added: tuple[str, ...] = ()
    """The paths of files that are not generated, and that Python could import as generated code."""


@dataclass(frozen=True, slots=True)
class Runtime:
    """The comparison of a shared runtime."""

    difference: shared_runtime.Difference | None
    """None if it cannot be read."""
    modules: int
    """Number of the modules that clients need."""
    diagnostics: tuple[Diagnostic, ...]
    added: tuple[str, ...] = ()
    """The paths of files that are not part of it."""


def begin(configs: Sequence[ClientConfig]) -> list[Checked | Pending]:
    """Check the clients that are known to be up to date."""
    runtimes = dict[Path, Runtime]()
    begun = list[Checked | Pending]()
    for config in configs:
        started = start(config)
        begun.append(started if isinstance(started, Pending) else _checked(started, runtimes))
    return begun


def check(pending: Pending, _exclusive: Exclusive) -> Checked:
    """Generate a client and compare it with the package on the disk."""
    return _checked(finish(pending))


@contextmanager
def check_all(tasks: Sequence[Pending], jobs: int | None) -> Generator[Iterator[Checked]]:
    """Open an iterator over the results of `check`; see `in_order`."""
    documents = [task.config.spec for task in tasks]
    with in_order(check, tasks, documents, jobs) as results:
        yield (
            _without_result(task, result) if isinstance(result, Ended) else result
            for task, result in zip(tasks, results, strict=True)
        )


def _without_result(task: Pending, ended: Ended) -> Checked:
    diagnostics = Diagnostics()
    diagnostics.error("process-ended", ended.message, file=task.config.spec_name)
    return Checked((*diagnostics,), None)


def _checked(build: Build, runtimes: dict[Path, Runtime] | None = None) -> Checked:
    return Checked(build.diagnostics, None if build.failed else compare(build, runtimes))


def compare(build: Build, runtimes: dict[Path, Runtime] | None = None) -> Comparison:
    """Compare a client with the package on the disk, and record in the cache if it is up to date.

    `runtimes` are those that were compared for other clients that are up to date: the same for each of them.
    """
    comparison, known = _with_added(_compared(build), build), {} if runtimes is None else runtimes
    folder = build.config.runtime
    if build.failed or folder is None:
        return comparison
    from restamp.output import changes as on_disk

    if folder not in known:
        known[folder] = _shared(build, folder)
    runtime, entries = known[folder], (*comparison.diagnostics, *known[folder].diagnostics)
    if runtime.difference is None:
        return replace(comparison, diagnostics=entries, failed=True)
    changes = runtime.difference.changes
    known_lock = runtime.difference.known
    above = Path(os.path.relpath(folder, build.config.output)).as_posix()
    return replace(
        comparison,
        changed=(*comparison.changed, *_paths(changes, above)),
        edited=(*comparison.edited, *_paths(on_disk.edited(changes, known_lock), above)),
        foreign=(*comparison.foreign, *_paths(on_disk.foreign(changes, known_lock), above)),
        diff=comparison.diff + runtime.difference.diff,
        added=(*comparison.added, *(f"{above}/{path}" for path in runtime.added)),
        diagnostics=entries,
        runtime_files=0 if changes or runtime.added else runtime.modules,
    )


def _shared(build: Build, folder: Path) -> Runtime:
    """Compare the shared runtime of a client."""
    diagnostics = Diagnostics()
    modules = shared_runtime.needed(build.config, build)
    difference = shared_runtime.difference(build.config, modules, diagnostics)
    known = None if difference is None else difference.known
    files = {*(difference.files if difference else ()), *(known.files if known else ())}
    strays = added.added_files(folder, files, {""}, build.config.runtime_users)
    added.report_errors(strays, display_path(folder), diagnostics)
    return Runtime(difference, len(modules), (*diagnostics,), strays.replacing)


def _with_added(comparison: Comparison, build: Build) -> Comparison:
    """Add the files of the package that are not generated."""
    known = () if build.known is None else build.known.files
    return _with_strays(comparison, build.config, {*build.lock.files, *known, *comparison.changed})


def _with_strays(
    comparison: Comparison, config: ClientConfig, listed: Collection[str]
) -> Comparison:
    diagnostics = Diagnostics()
    strays = added.beside_client(config, listed)
    added.report_errors(strays, display_path(config.output), diagnostics)
    return replace(
        comparison,
        added=strays.replacing,
        diagnostics=(*comparison.diagnostics, *diagnostics),
        runtime_files=0 if _count_runtime(strays.replacing) else comparison.runtime_files,
    )


def _paths(changes: Iterable[Change], folder: str) -> Iterator[str]:
    return (f"{folder}/{change.path}" for change in changes)


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
    return Comparison(
        paths,
        tuple(change.path for change in on_disk.edited(changes, build.known)),
        tuple(change.path for change in on_disk.foreign(changes, build.known)),
        on_disk.diff(changes, name),
        (*diagnostics,),
        diagnostics.failed,
        _count_runtime(build.files) if is_exact else 0,
    )


def audit(config: ClientConfig) -> Comparison:
    """Compare the runtime on the disk with that of this version, without reading documents.

    Files that Python could import as generated code are reported as well, if there is a lock.
    """
    from restamp.output import audit as on_disk
    from restamp.output.changes import diff

    folder = config.runtime or config.output / FOLDER
    files = on_disk.runtime_files(folder)
    changes = on_disk.runtime_changes(files)
    comparison = Comparison(
        tuple(change.path for change in changes),
        diff=diff(changes, display_path(folder)),
        runtime_files=0 if changes else len(files),
    )
    known = lock.read(config.output, display_path(config.output), Diagnostics())
    if known is None:
        return comparison
    return _with_strays(comparison, config, {*known.files, *(f"{FOLDER}/{path}" for path in files)})


def _count_runtime(paths: Iterable[str]) -> int:
    return sum(path.startswith(f"{FOLDER}/") for path in paths)
