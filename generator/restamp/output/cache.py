"""Results of earlier runs, stored in the user's cache folder and never in the repository.

The cache only saves work: without it, a run has the same result. Each package (by the real path of its folder) has a
record with one digest for each state of inputs, options, generator and files that a generation confirmed.

A pull request cannot change the cache, so it can be trusted, unlike the lock (see `fresh`).
"""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from pathlib import Path

from restamp.output.files import write_atomically
from restamp.records import dataclass

VARIABLE = "RESTAMP_CACHE_DIR"
_STATES = ".states"
_KEPT_STATES = 20
"""Number of states stored per package, for branches and alternating options."""
_KEPT_RECORDS = 4_000
"""Maximum number of files in the cache folder, more than the clients of a large workspace; the oldest are removed."""


@dataclass(frozen=True, slots=True)
class Cache:
    """The record of one package; without a folder it stores nothing."""

    folder: Path | None
    package: Path

    def states(self) -> frozenset[str]:
        """The digests of the confirmed states."""
        return frozenset(self._lines())

    def add_state(self, state: str) -> None:
        """Store a state; does nothing if the folder is not writable."""
        file = self._file()
        if file is None:
            return
        states = [known for known in self._lines() if known != state]
        with suppress(OSError, ValueError):
            file.parent.mkdir(parents=True, exist_ok=True)
            lines = "\n".join([*states[1 - _KEPT_STATES :], state])
            write_atomically(file, lines.encode(), durable=False)
            _prune(file.parent)

    def _lines(self) -> list[str]:
        file = self._file()
        if file is None:
            return []
        try:
            return file.read_text("utf-8").split()
        except (OSError, ValueError):
            return []

    def _file(self) -> Path | None:
        if self.folder is None:
            return None
        name = hashlib.blake2s(os.fsencode(self.package), digest_size=16).hexdigest()
        return self.folder / f"{name}{_STATES}"


def cache_of(package: Path, root: Path, *, used: bool = True) -> Cache:
    """The record of a package; an empty one if the cache is not `used` or would be inside the project.

    `root` is the folder of the configuration. A cache in it or in its repository could come with a pull request, so
    it is not trusted.
    """
    folder = _folder() if used else None
    if folder is not None:
        place = Path(os.path.realpath(folder))
        if any(place.is_relative_to(top) for top in _projects(root)):
            folder = None
    return Cache(folder, Path(os.path.realpath(package)))


def _folder() -> Path | None:
    """The cache folder of the user; None if there is none."""
    if chosen := os.environ.get(VARIABLE):
        return Path(chosen).absolute()
    if sys.platform in ("darwin", "win32"):
        import platformdirs

        return platformdirs.user_cache_path("restamp", appauthor=False)
    # XDG Base Directory Specification; platformdirs does the same, but its import takes 20 ms.
    base = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(base):
        home = os.path.expanduser("~")
        base = f"{home}/.cache" if os.path.isabs(home) else ""
    return Path(base) / "restamp" if base else None


def _projects(root: Path) -> list[Path]:
    """The folder of the configuration, and the repository that contains it."""
    real = Path(os.path.realpath(root))
    repository = next((top for top in (real, *real.parents) if (top / ".git").exists()), real)
    return [real, repository]


def _prune(folder: Path) -> None:
    with os.scandir(folder) as scan:
        entries = [entry for entry in scan if entry.name.endswith(_STATES)]
    if len(entries) <= _KEPT_RECORDS:
        return
    by_age = sorted(entries, key=lambda entry: entry.stat().st_mtime_ns)
    for entry in by_age[: len(entries) - _KEPT_RECORDS]:
        with suppress(OSError):
            os.unlink(entry.path)
