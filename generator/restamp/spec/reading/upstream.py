"""The files of a document at its `source`, each fetched once when a reference reaches it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

from restamp.diagnostics.text import reason
from restamp.spec.reading import remote
from restamp.spec.reading.digests import digest
from restamp.spec.reading.remote import Fetched, Missing
from restamp.spec.tree.limits import Limits

_MOST = 2_000
"""Maximum number of files of one document."""
_ENDINGS = frozenset({".json", ".yaml", ".yml"})
_OUTSIDE = Missing(
    "is not fetched: only .json and .yaml files below the document's folder are, and no other file is replaced"
)


@dataclass(eq=False)
class Upstream:
    """The current upstream version of a document and of the files it refers to.

    Files have the same location relative to the document upstream as here: with `specs/api.yaml` and
    `https://example.com/v1/openapi.yaml`, `specs/models/pet.yaml` is `https://example.com/v1/models/pet.yaml`.
    """

    spec: Path
    """The local path of the document; all paths are real paths."""
    source: str
    """A URL, or a path from `root`."""
    root: Path
    etags: Mapping[str, str]
    """ETags by the digest of the content."""
    owned: frozenset[Path] | None = None
    """The files that belong to the document so far; None if no lock lists them."""
    fetched: dict[Path, bytes] = field(default_factory=dict[Path, bytes])
    """The fetched contents, by local path."""
    failures: dict[Path, str] = field(default_factory=dict[Path, str])
    """Why files could not be fetched, by local path."""
    unchanged: dict[Path, str] = field(default_factory=dict[Path, str])
    """Files that are missing upstream and stay unchanged, with the reason."""
    newer: dict[str, str] = field(default_factory=dict[str, str])
    """ETags of the fetched contents, by digest."""

    def contents(self, path: Path) -> bytes | str | None:
        """The upstream content of a file, or the reason for failure; None if it only exists here."""
        if path in self.fetched:
            return self.fetched[path]
        if path in self.failures:
            return self.failures[path]
        if path in self.unchanged:
            return None
        if len(self.fetched) + len(self.failures) > _MOST:
            return f"is not fetched: the document has more than {_MOST:,} files"
        content = self._fetch(path) if self._is_ours(path) else _OUTSIDE
        if isinstance(content, bytes):
            self.fetched[path] = content
        elif isinstance(content, Missing) and path != self.spec and path.is_file():
            self.unchanged[path] = content
            return None
        else:
            self.failures[path] = content
        return content

    def changed(self) -> dict[Path, bytes]:
        """The fetched contents that differ from the local files, apart from line ends."""
        local = {path: _bytes(path) for path in self.fetched}
        return {
            path: new
            for path, new in self.fetched.items()
            if (old := local[path]) is None or digest(old) != digest(new)
        }

    def name(self, path: Path) -> str:
        """The upstream location of a file."""
        if path == self.spec:
            return self.source
        relative = Path(os.path.relpath(path, self.spec.parent)).as_posix()
        if "://" in self.source:
            return urljoin(self.source, quote(relative))
        return os.path.normpath(Path(self.source).parent / relative)

    def _is_ours(self, path: Path) -> bool:
        """Whether a file may be replaced or created because the new document refers to it.

        A vendor must not reach other files of the project: an existing file must already belong to the document.
        """
        if path == self.spec or path in (self.owned or ()):
            return True
        folder = self.spec.parent
        if not path.is_relative_to(folder) or path.suffix.lower() not in _ENDINGS:
            return False
        if any(part.startswith(".") for part in path.relative_to(folder).parts):
            return False
        has_own_folder = self.owned is None and folder != Path(os.path.realpath(self.root))
        return has_own_folder or not os.path.lexists(path)

    def _fetch(self, path: Path) -> bytes | str:
        name = self.name(path)
        if "://" not in self.source:
            return _read(self.root / name)
        local = _bytes(path)
        etag = "" if local is None else self.etags.get(digest(local), "")
        result = remote.fetch_newer(name, (urlsplit(self.source).netloc,), etag)
        if not isinstance(result, Fetched):
            message = f"is not fetched: {result}"
            return Missing(message) if isinstance(result, Missing) else message
        content = local or b"" if result.content is None else result.content
        if result.etag:
            self.newer[digest(content)] = result.etag
        return content


def _read(file: Path) -> bytes | str:
    try:
        with file.open("rb") as stream:
            content = stream.read(Limits().bytes + 1)
    except FileNotFoundError:
        return Missing("does not exist")
    except (OSError, ValueError) as error:
        return f"cannot be read: {reason(error) if isinstance(error, OSError) else error}"
    return content if len(content) <= Limits().bytes else "is too large"


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
