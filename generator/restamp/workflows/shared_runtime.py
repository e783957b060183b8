"""The runtime that clients of one configuration share: what all of them need, with a lock of its own.

What a client needs stands in its own lock, so that one that is generated alone takes nothing away from the others.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from restamp.config import load as configuration
from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.output import changes as on_disk
from restamp.output import lock
from restamp.output.changes import Change, diff
from restamp.records import dataclass
from restamp.spec.reading.digests import digest
from restamp.workflows.build import Build
from restamp.workflows.outcome import Outcome
from restamp.workflows.selection import display_path

CONFIGURATION = "configuration"
"""What the lock of a runtime calls the configuration that it belongs to."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How a shared runtime differs from what its clients need."""

    changes: tuple[Change, ...]
    files: Mapping[str, str]
    known: lock.Lock | None
    name: str

    @property
    def diff(self) -> str:
        """A unified diff from the disk to what is needed."""
        return diff(self.changes, self.name)


def outputs(build: Build) -> list[str]:
    """The path of every file of the runtime, its lock among them, with what a client needs that was just generated."""
    config = build.config
    if config.runtime is None:
        return []
    package = display_path(config.runtime)
    return [f"{package}/{path}" for path in sorted(_files(config, needed(config, build)))]


def needed(config: ClientConfig, build: Build | None) -> frozenset[str]:
    """The modules that all clients need: one as it was generated, the others as they are on the disk."""
    modules: set[str] = set()
    for output in config.runtime_users:
        if build is not None and output == config.output and not build.failed:
            folders: Mapping[str, str] = build.lock.runtime
        else:
            folders = _folders_at(output)
        modules |= _modules(config, output, folders)
    return frozenset(modules)


def _folders_at(output: Path) -> Mapping[str, str]:
    """What the lock of a package says about runtimes; it is only read if it has changed since."""
    try:
        state = (output / lock.FILE).stat()
    except (OSError, ValueError):
        return {}
    return _folders_in(output, (state.st_ino, state.st_mtime_ns, state.st_size))


@cache
def _folders_in(output: Path, _state: tuple[int, int, int]) -> Mapping[str, str]:
    known = lock.read(output, display_path(output), Diagnostics())
    return {} if known is None else known.runtime


def difference(
    config: ClientConfig, modules: Collection[str], diagnostics: Diagnostics
) -> Difference | None:
    """Compare the runtime on the disk with these modules; None, with an error, if it cannot be read."""
    runtime = config.runtime
    if runtime is None:
        return None
    name = display_path(runtime)
    known = lock.read(runtime, name, diagnostics)
    if known is not None:
        _refuse_foreign(config, runtime, known, diagnostics)
    if diagnostics.failed:
        return None
    files = _files(config, modules)
    changes = on_disk.changes(files, runtime, name, known, diagnostics)
    return None if diagnostics.failed else Difference(changes, files, known, name)


def write(config: ClientConfig, build: Build | None, *, force: bool = False) -> Outcome:
    """Write the runtime that is needed; before a client is written, with what the client on the disk needs as well."""
    if config.runtime is None:
        return Outcome()
    from restamp.output import write as output

    diagnostics, modules = Diagnostics(), needed(config, None)
    if build is not None and not build.failed:
        modules |= _modules(config, config.output, build.lock.runtime)
    comparison = difference(config, modules, diagnostics)
    if comparison is None or not comparison.changes:
        return Outcome(diagnostics=(*diagnostics,), failed=diagnostics.failed)
    written = output.write(
        comparison.files,
        config.runtime,
        comparison.name,
        comparison.known,
        diagnostics,
        force=force,
    )
    failed = diagnostics.failed
    return Outcome(written.changed, written.edits, (*diagnostics,), failed, has_runtime=not failed)


def write_around(build: Build, client: Callable[[], Outcome], *, force: bool = False) -> Outcome:
    """Write a client between its runtime and the removal of what no client needs any more."""
    before = write(build.config, build, force=force)
    if before.failed:
        return before
    outcome = _beside(client(), before)
    if outcome.failed:
        return outcome
    remarks = (*_remove_abandoned(build),)
    outcome = _beside(outcome, write(build.config, None, force=force))
    return replace(outcome, remarks=remarks)


def _remove_abandoned(build: Build) -> Iterator[str]:
    """Remove the runtime that the client shared before, if no client of the configuration uses it any more."""
    config = build.config
    for folder in build.known.runtime if build.known is not None else ():
        runtime = Path(os.path.normpath(config.output / folder))
        if runtime == config.runtime or build.config.file is None:
            continue
        file = build.config.file
        clients = configuration.from_file(file, display_path(file), Diagnostics())
        outputs = {config.output, *(client.output for client in clients)}
        if not any(_uses(output, runtime) for output in outputs):
            yield from _removed(config, runtime)


def _uses(output: Path, runtime: Path) -> bool:
    """Whether the lock of a package names a runtime."""
    known = lock.read(output, display_path(output), Diagnostics())
    folders = () if known is None else known.runtime
    return any(Path(os.path.normpath(output / folder)) == runtime for folder in folders)


def _removed(config: ClientConfig, runtime: Path) -> Iterator[str]:
    """Remove a runtime, unless a file of it was edited, or another configuration uses it."""
    from restamp.output import write as output

    diagnostics, name = Diagnostics(), display_path(runtime)
    known = lock.read(runtime, name, diagnostics)
    if known is not None:
        _refuse_foreign(config, runtime, known, diagnostics)
    if known is None or diagnostics.failed:
        return
    changes = on_disk.changes({}, runtime, name, known, diagnostics)
    if edited := on_disk.edited(changes, known):
        yield f"{name}: no client uses it any more; remove it yourself, {edited[0].path} was edited by hand"
        return
    try:
        content = (runtime / lock.FILE).read_bytes()
    except OSError:  # another process that generates its last client has removed it
        return
    whole = replace(known, files={**known.files, lock.FILE: digest(content)})
    written = output.write({}, runtime, name, whole, diagnostics)
    if diagnostics.failed:
        yield f"{name}: no client uses it any more, and it cannot be removed"
        return
    if not written.changed:
        return
    others = output.remove_caches(runtime)
    left = "; files that Restamp did not write are left" if others else ""
    yield f"{name}: removed {len(written.changed)} files, no client uses them any more{left}"


def _beside(outcome: Outcome, runtime: Outcome) -> Outcome:
    """The outcome for a client, with what is wrong with the runtime."""
    return replace(
        outcome,
        has_runtime=outcome.has_runtime or runtime.has_runtime,
        edits=outcome.edits + runtime.edits,
        diagnostics=(*outcome.diagnostics, *runtime.diagnostics),
        failed=outcome.failed or runtime.failed,
    )


def _modules(config: ClientConfig, output: Path, folders: Mapping[str, str]) -> set[str]:
    """The modules that a client needs, by its lock; none if it has another runtime."""
    if config.runtime is None:
        return set()
    return {
        module
        for folder, modules in folders.items()
        if Path(os.path.normpath(output / folder)) == config.runtime
        for module in modules.split()
    }


def _files(config: ClientConfig, modules: Collection[str]) -> dict[str, str]:
    from restamp.emit.header import with_header
    from restamp.emit.runtime import runtime_files
    from restamp.ir.walk import closure
    from restamp.runtime.source import imports_of, runtime_texts

    # The lock of a client that an earlier version generated lacks what its modules import today.
    known = closure(runtime_texts().keys() & set(modules), imports_of)
    texts = runtime_files(known) | {"py.typed": ""}
    files = {path: with_header(path, text) for path, text in texts.items()}
    names = {CONFIGURATION: _configuration(config)}
    return {**files, lock.FILE: lock.text(lock.of(config, {}, files, names))}


def _configuration(config: ClientConfig) -> str:
    file = config.file or config.root
    return Path(os.path.relpath(file, config.runtime)).as_posix()


def _refuse_foreign(
    config: ClientConfig, runtime: Path, known: lock.Lock, diagnostics: Diagnostics
) -> None:
    """An error if another configuration, which is still there, writes the runtime: neither knows all clients."""
    file = Path(os.path.normpath(runtime / known.names.get(CONFIGURATION, ".")))
    if config.file is None or file == config.file or not file.is_file():
        return
    others = configuration.from_file(file, display_path(file), Diagnostics())
    if any(other.runtime == runtime for other in others):
        message = (
            f"is the runtime of {display_path(file)}, and {display_path(config.file)} cannot share it,"
            " since neither knows the clients of the other; give each a folder of its own"
        )
        diagnostics.error("config-runtime", message, file=display_path(runtime))
