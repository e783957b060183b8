"""Generate one client in memory, unless its package is known to be up to date."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import field, replace
from typing import TYPE_CHECKING

from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostic, Diagnostics
from restamp.output import fresh, lock
from restamp.records import dataclass
from restamp.workflows.selection import display_path

if TYPE_CHECKING:
    from restamp.pipeline import Result

Progress = Callable[[str], AbstractContextManager[None]]
"""Reports a task with this label while the context is open."""


def no_progress(_label: str) -> AbstractContextManager[None]:
    """Show nothing."""
    return nullcontext()


@dataclass(frozen=True, slots=True)
class Build:
    """One generated client, with the lock of the package on the disk."""

    config: ClientConfig
    known: lock.Lock | None
    """The lock on the disk."""
    result: Result | None = None
    """None if the package is up to date, or if nothing could be generated."""
    lock: lock.Lock = field(default_factory=lock.Lock)
    """The lock of the result; the one on the disk if the package is up to date."""
    files: Mapping[str, str] = field(default_factory=dict[str, str])
    """The text of every file, the lock included, by its path in the package."""
    conditions: str = ""
    """Version and options at the start of the generation (`fresh.conditions_of`)."""
    diagnostics: tuple[Diagnostic, ...] = ()
    failed: bool = False
    """Whether there is an error, so that nothing may be written."""

    def with_reasons(self) -> Build:
        """The build with the reasons for all names in its report."""
        result = self.result
        if result is None or result.analysis is None:
            return self
        from restamp.report import names_report

        analysis = result.analysis
        has_lock = self.known is not None and self.config.use_lock and bool(self.known.names)
        names = names_report(self.config, analysis.subject, analysis.style, has_lock=has_lock)
        return replace(self, result=replace(result, report={**result.report, "names": names}))

    def without_analysis(self) -> Build:
        """The build with what it takes to write it; the analysis of a large document is large."""
        if self.result is None:
            return self
        return replace(self, result=replace(self.result, analysis=None, surface=None))

    def without_files(self) -> Build:
        """The build with what describes it, and without what it takes to write it."""
        build = self.without_analysis()
        if build.result is None:
            return build
        return replace(build, result=replace(build.result, files={}), files={})

    @property
    def is_up_to_date(self) -> bool:
        """Whether the package on the disk is known to be up to date."""
        return self.result is None and not self.failed


@dataclass(frozen=True, slots=True)
class Pending:
    """A client that has to be generated."""

    config: ClientConfig
    known: lock.Lock | None
    """The lock on the disk."""
    forget: Collection[str] | None
    """The names to release."""
    diagnostics: tuple[Diagnostic, ...]


def build(config: ClientConfig, *, force: bool = False) -> Build:
    """Generate one client in memory, unless its package is known to be up to date."""
    started = start(config, force=force)
    return finish(started) if isinstance(started, Pending) else started


def start(
    config: ClientConfig,
    *,
    force: bool = False,
    forget: Collection[str] | None = None,
    whole: bool = False,
) -> Build | Pending:
    """Find out whether a client has to be generated; a build if not, or if it cannot be.

    With `whole`, or names to `forget`, it is always generated. With `force` an invalid lock is ignored, unless it has
    merge conflicts: those contain the names of both sides.
    """
    diagnostics, of_lock = Diagnostics(), Diagnostics()
    config = with_custom(config, diagnostics)
    known = lock.read(config.output, display_path(config.output), of_lock)
    entries = (*diagnostics, *of_lock)
    is_broken = of_lock.failed and (not force or lock.is_in_conflict(config.output))
    if diagnostics.failed or is_broken:
        return Build(config, known, diagnostics=entries, failed=True)
    if known and not whole and forget is None and fresh.is_up_to_date(config, known):
        return Build(config, known, lock=known, diagnostics=entries)
    return Pending(config, known, forget, entries)


def finish(pending: Pending) -> Build:
    """Generate a client in memory."""
    from restamp.output.custom import warn_if_missing

    config, notices = pending.config, Diagnostics()
    warn_if_missing(config, display_path(config.output), notices)
    return _generated(config, pending.known, pending.forget, (*pending.diagnostics, *notices))


def with_custom(config: ClientConfig, diagnostics: Diagnostics) -> ClientConfig:
    """Add the client classes of the user's `_custom.py`; custom-invalid if it is not valid Python."""
    if not (config.output / "_custom.py").exists():
        return config
    from restamp.output.custom import with_custom_clients

    return with_custom_clients(config, display_path(config.output), diagnostics)


def _generated(
    config: ClientConfig,
    known: lock.Lock | None,
    forget: Collection[str] | None,
    entries: tuple[Diagnostic, ...],
) -> Build:
    from restamp.pipeline import generate

    conditions = fresh.conditions_of(config)
    used = known if known is not None and config.use_lock else None
    if unknown := lock.unknown_names(used or lock.Lock(), forget or ()):
        return Build(
            config, known, diagnostics=(*entries, *_unknown_names(config, unknown)), failed=True
        )
    result = generate(config, lock.locked_names(used, forget))
    build = build_of(config, known, result, conditions, known.fetched if known else None)
    return replace(build, diagnostics=(*entries, *result.diagnostics), failed=result.failed)


def build_of(
    config: ClientConfig,
    known: lock.Lock | None,
    result: Result,
    conditions: str,
    fetched: Mapping[str, str] | None,
) -> Build:
    """Combine a result with its lock, which records the `fetched` documents."""
    new = fresh.lock_of(config, result, fetched)
    files = {**result.files, lock.FILE: lock.text(new)}
    return Build(config, known, result, new, files, conditions)


def _unknown_names(config: ClientConfig, names: Collection[str]) -> tuple[Diagnostic, ...]:
    diagnostics, file = Diagnostics(), f"{display_path(config.output)}/{lock.FILE}"
    for name in names:
        diagnostics.error(
            "forget-unknown",
            f'unknown name "{name}"; the lock has no such name to forget',
            file=file,
        )
    return (*diagnostics,)
