"""Files at a git revision: `specs/acme.yaml@v1.2`."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from restamp.diagnostics.problem import Problem
from restamp.records import dataclass
from restamp.spec.tree.access import Unavailable


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit of the repository that contains a file."""

    root: Path
    """The top folder of the repository, its real path."""
    commit: str

    def contents(self, path: Path) -> bytes | Unavailable | None:
        """The bytes of a file, by its real path, or the reason for failure; None outside the repository."""
        if not path.is_relative_to(self.root):
            return None
        name = path.relative_to(self.root).as_posix()
        content = _git(self.root, "show", f"{self.commit}:{name}")
        if isinstance(content, bytes):
            return content
        return Unavailable(f"does not exist at that revision: {content.reason}", is_missing=True)

    def has_folder(self, path: Path) -> bool:
        """Whether the real path is that of a folder at this revision."""
        if not path.is_relative_to(self.root):
            return False
        name = path.relative_to(self.root).as_posix()
        kind = _git(self.root, "cat-file", "-t", f"{self.commit}:{'' if name == '.' else name}")
        return isinstance(kind, bytes) and kind.strip() == b"tree"


def split(name: str) -> tuple[str, str] | None:
    """Split `FILE@REVISION`; None if the name is an existing file or a URL."""
    file, at, revision = name.rpartition("@")
    if not at or not file or not revision or "://" in name or os.path.lexists(name):
        return None
    return file, revision


def resolved(file: Path, revision: str) -> Revision | Problem:
    """Resolve a revision to a commit in the repository of a file: revision-unknown if that fails."""
    folder = next((above for above in file.parents if above.is_dir()), Path.cwd())
    top = _git(folder, "rev-parse", "--show-toplevel")
    if isinstance(top, Unavailable):
        return Problem("revision-unknown", top.reason)
    commit = _git(
        folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
    )
    if isinstance(commit, Unavailable):
        return Problem("revision-unknown", f'git knows no revision "{revision}"')
    root = os.path.realpath(os.fsdecode(top.rstrip(b"\r\n")))
    return Revision(Path(root), commit.decode().strip())


def _git(folder: Path, *arguments: str) -> bytes | Unavailable:
    """Run git; return its output, or its error message."""
    command = ["git", "--no-pager", "-C", str(folder), *arguments]
    try:
        process = subprocess.run(command, capture_output=True, check=False)
    except OSError as error:
        return Unavailable(f"git cannot be run: {error.strerror}")
    if process.returncode == 0:
        return process.stdout
    lines = process.stderr.decode("utf-8", "replace").strip().splitlines()
    return Unavailable(lines[-1].removeprefix("fatal: ") if lines else "git says nothing")
