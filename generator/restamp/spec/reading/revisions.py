"""Files at a git revision: `specs/acme.yaml@v1.2`."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit of the repository that contains a file."""

    root: Path
    """The top folder of the repository, its real path."""
    commit: str

    def contents(self, path: Path) -> bytes | str | None:
        """The bytes of a file, by its real path, or the reason for failure; None outside the repository."""
        if not path.is_relative_to(self.root):
            return None
        name = path.relative_to(self.root).as_posix()
        content = _git(self.root, "show", f"{self.commit}:{name}")
        return (
            content if isinstance(content, bytes) else f"does not exist at that revision: {content}"
        )


def split(name: str) -> tuple[str, str] | None:
    """Split `FILE@REVISION`; None if the name is an existing file or a URL."""
    file, at, revision = name.rpartition("@")
    if not at or not file or not revision or "://" in name or os.path.lexists(name):
        return None
    return file, revision


def resolved(file: Path, revision: str) -> Revision | str:
    """Resolve a revision to a commit in the repository of a file; a string is the reason for failure."""
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
    """Run git; return its output as bytes, or its error message as a string."""
    command = ["git", "--no-pager", "-C", str(folder), *arguments]
    try:
        process = subprocess.run(command, capture_output=True, check=False)
    except OSError as error:
        return f"git cannot be run: {error.strerror}"
    if process.returncode == 0:
        return process.stdout
    lines = process.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[-1].removeprefix("fatal: ") if lines else "git says nothing"
