"""The files of a document at its `source`, each fetched once when a reference reaches it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from urllib.parse import quote, urljoin

from restamp.diagnostics.text import reason
from restamp.pointers import is_url
from restamp.records import dataclass
from restamp.spec.reading import remote
from restamp.spec.reading.digests import digest
from restamp.spec.reading.remote import Fetched
from restamp.spec.tree.access import Contents, Unavailable
from restamp.spec.tree.limits import Limits

_MOST = 2_000
"""Maximum number of files of one document."""
_ENDINGS = frozenset({".json", ".yaml", ".yml"})
_OUTSIDE = Unavailable(
    "is not fetched: only .json and .yaml files below the document's folder are, and no other file is replaced",
    is_missing=True,
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
    hosts: tuple[str, ...] = ()
    """Hosts that redirects may lead to, besides the host of the source."""
    is_here: bool = True
    """Whether the document and its files are also on the disk, where they are replaced."""
    fetched: dict[Path, bytes] = field(default_factory=dict[Path, bytes])
    """The fetched contents, by local path."""
    failures: dict[Path, Unavailable] = field(default_factory=dict[Path, Unavailable])
    """Why files could not be fetched, by local path."""
    unchanged: dict[Path, str] = field(default_factory=dict[Path, str])
    """Files that are missing upstream and stay unchanged, with the reason."""
    newer: dict[str, str] = field(default_factory=dict[str, str])
    """ETags of the fetched contents, by digest."""

    def contents(self, path: Path) -> bytes | Unavailable | None:
        """The upstream content of a file, or the reason for failure; None if it only exists here."""
        if path in self.fetched:
            return self.fetched[path]
        if path in self.failures:
            return self.failures[path]
        if path in self.unchanged:
            return None
        if len(self.fetched) + len(self.failures) > _MOST:
            return Unavailable(f"is not fetched: the document has more than {_MOST:,} files")
        content = self._fetch(path) if self._is_ours(path) else _OUTSIDE
        if isinstance(content, bytes):
            self.fetched[path] = content
        elif self.is_here and content.is_missing and path != self.spec and path.is_file():
            self.unchanged[path] = content.reason
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
        if is_url(self.source):
            return urljoin(self.source, quote(relative))
        return os.path.normpath(Path(self.source).parent / relative)

    def _is_ours(self, path: Path) -> bool:
        """Whether a file may be replaced or created because the new document refers to it.

        A vendor must not reach other files of the project: an existing file must already belong to the document.
        """
        if path == self.spec or path in (self.owned or ()):
            return True
        if not self.is_here:
            return path.suffix.lower() in _ENDINGS
        folder = self.spec.parent
        if not path.is_relative_to(folder) or path.suffix.lower() not in _ENDINGS:
            return False
        if any(part.startswith(".") for part in path.relative_to(folder).parts):
            return False
        has_own_folder = self.owned is None and folder != Path(os.path.realpath(self.root))
        return has_own_folder or not os.path.lexists(path)

    def _fetch(self, path: Path) -> bytes | Unavailable:
        name = self.name(path)
        if not is_url(self.source):
            return _read(self.root / name)
        local = _bytes(path) if self.is_here else None
        etag = "" if local is None else self.etags.get(digest(local), "")
        result = remote.fetch_named(name, self.hosts, etag)
        if not isinstance(result, Fetched):
            return Unavailable(f"is not fetched: {result.reason}", result.is_missing)
        content = local or b"" if result.content is None else result.content
        if result.etag:
            self.newer[digest(content)] = result.etag
        return content


def contents_at(url: str, place: Path, hosts: tuple[str, ...]) -> Contents:
    """Read a document from its URL, and the files that it refers to from theirs; nothing is at `place`."""
    spec = Path(os.path.realpath(place))
    return Upstream(spec, url, spec.parent, {}, hosts=hosts, is_here=False).contents


def _read(file: Path) -> bytes | Unavailable:
    try:
        with file.open("rb") as stream:
            content = stream.read(Limits().bytes + 1)
    except FileNotFoundError:
        return Unavailable("does not exist", is_missing=True)
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else error
        return Unavailable(f"cannot be read: {why}")
    return content if len(content) <= Limits().bytes else Unavailable("is too large")


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
