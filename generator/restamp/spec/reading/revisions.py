"""Files as of a revision of git: `specs/acme.yaml@v1.2`."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Revision:
    """One commit of the repository that a file belongs to."""

    root: Path
    """The top folder of the repository, its real path."""
    commit: str

    def contents(self, path: Path) -> bytes | str | None:
        """The bytes of a file, by its real path, or why there are none; None outside the repository."""
        if not path.is_relative_to(self.root):
            return None
        name = path.relative_to(self.root).as_posix()
        shown = _git(self.root, "show", f"{self.commit}:{name}")
        return shown if isinstance(shown, bytes) else f"is not there at that revision: {shown}"


def split(name: str) -> tuple[str, str] | None:
    """The file and the revision that a name means; None where it is the name of a file, or of a URL."""
    file, at, revision = name.rpartition("@")
    if not at or not file or not revision or "://" in name or os.path.lexists(name):
        return None
    return file, revision


def resolved(file: Path, revision: str) -> Revision | str:
    """The commit that a revision is, in the repository of the file; why not, where it is none."""
    folder = next((above for above in file.parents if above.is_dir()), Path.cwd())
    top = _git(folder, "rev-parse", "--show-toplevel")
    if isinstance(top, str):
        return top
    commit = _git(
        folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
    )
    if isinstance(commit, str):
        return f'git knows no revision "{revision}"'
    root = os.path.realpath(os.fsdecode(top.rstrip(b"\r\n")))
    return Revision(Path(root), commit.decode().strip())


def _git(folder: Path, *arguments: str) -> bytes | str:
    """What git prints; as a string what it says is wrong."""
    command = ["git", "--no-pager", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError as error:
        return f"git cannot be run: {error.strerror}"
    if done.returncode == 0:
        return done.stdout
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[-1].removeprefix("fatal: ") if lines else "git says nothing"
