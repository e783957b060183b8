"""What earlier runs found out, kept in the user's cache folder and never in the repository.

It only saves work: a run without it does everything and gives the same result. A record belongs to one package (by
the real path of its folder) and holds two things:

- which states of inputs, options, generator and files a generation confirmed, each as one digest;
- which formatted file came from which text that a template printed.

What a pull request can change, it cannot put here, so nothing of it is believed (see `fresh`).
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import cast

VARIABLE = "RESTAMP_CACHE_DIR"
_STATES = ".states"
_PROOFS = ".proofs.json"
_KEPT_STATES = 20
"""States of one package that are remembered: branches, and options that take turns."""
_KEPT_RECORDS = 400
"""Files in the cache folder; the oldest go first."""


@dataclass(frozen=True, slots=True)
class Cache:
    """The record of one package; without a folder it remembers nothing."""

    folder: Path | None
    package: Path

    def states(self) -> frozenset[str]:
        """The digests of the states that a generation confirmed."""
        return frozenset(self._lines())

    def add_state(self, state: str) -> None:
        """Remember a state; where the folder cannot be written, nothing happens."""
        states = [known for known in self._lines() if known != state]
        self._write(_STATES, "\n".join([*states[1 - _KEPT_STATES :], state]))

    def proofs(self) -> Mapping[str, str]:
        """By path in the package: the proof that its file was formatted from a printed text."""
        try:
            content: object = json.loads(self._read(_PROOFS) or "{}")
        except (ValueError, RecursionError):
            return {}
        return cast("dict[str, str]", content) if isinstance(content, dict) else {}

    def set_proofs(self, proofs: Mapping[str, str]) -> None:
        """Replace all proofs; where the folder cannot be written, nothing happens."""
        self._write(_PROOFS, json.dumps(dict(proofs)))

    def _lines(self) -> list[str]:
        return self._read(_STATES).split()

    def _file(self, ending: str) -> Path | None:
        if self.folder is None:
            return None
        name = hashlib.blake2s(os.fsencode(self.package), digest_size=16).hexdigest()
        return self.folder / f"{name}{ending}"

    def _read(self, ending: str) -> str:
        file = self._file(ending)
        if file is None:
            return ""
        try:
            return file.read_text("utf-8")
        except (OSError, ValueError):
            return ""

    def _write(self, ending: str, text: str) -> None:
        file = self._file(ending)
        if file is None:
            return
        draft = file.with_name(f"{file.name}.{os.getpid()}")
        with suppress(OSError, ValueError):
            file.parent.mkdir(parents=True, exist_ok=True)
            try:
                draft.write_text(text, "utf-8")
                draft.replace(file)
            finally:
                draft.unlink(missing_ok=True)
            _prune(file.parent)


def cache_of(package: Path, root: Path, *, used: bool = True) -> Cache:
    """The record of a package; an empty one where the cache is not `used` or would lie within the project.

    `root` is the folder of the configuration. A cache in it or in the repository around it could come with a
    pull request, so it is not believed.
    """
    folder = _folder() if used else None
    if folder is not None:
        place = Path(os.path.realpath(folder))
        if any(place.is_relative_to(top) for top in _projects(root)):
            folder = None
    return Cache(folder, Path(os.path.realpath(package)))


def _folder() -> Path | None:
    """The cache folder of this user; None where there is none to be had."""
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
    """The folder of the configuration, and the repository that holds it."""
    real = Path(os.path.realpath(root))
    repository = next((top for top in (real, *real.parents) if (top / ".git").exists()), real)
    return [real, repository]


def _prune(folder: Path) -> None:
    with os.scandir(folder) as scan:
        entries = [entry for entry in scan if entry.name.endswith((_STATES, _PROOFS))]
    if len(entries) <= _KEPT_RECORDS:
        return
    by_age = sorted(entries, key=lambda entry: entry.stat().st_mtime_ns)
    for entry in by_age[: len(entries) - _KEPT_RECORDS]:
        with suppress(OSError):
            os.unlink(entry.path)
