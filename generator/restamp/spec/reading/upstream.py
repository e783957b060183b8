"""The documents at a `source`: each fetched once, as references reach it."""

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
"""Files of one document."""
_ENDINGS = frozenset({".json", ".yaml", ".yml"})
_OUTSIDE = Missing(
    "is not fetched: a document brings .json and .yaml files below its own folder, and replaces no others"
)


@dataclass(eq=False)
class Upstream:
    """The next version of a document and of the files that it names.

    A file stands at the source where it stands beside the document here: of `specs/api.yaml` and
    `https://example.com/v1/openapi.yaml`, `specs/models/pet.yaml` is `https://example.com/v1/models/pet.yaml`.
    """

    spec: Path
    """The document's place here; real, as are all paths."""
    source: str
    """A URL, or a path from `root`."""
    root: Path
    etags: Mapping[str, str]
    """ETags by the digest of what came with them."""
    owned: frozenset[Path] | None = None
    """The files that the document had so far; None where no lock lists them."""
    fetched: dict[Path, bytes] = field(default_factory=dict[Path, bytes])
    """What is there now, by where it belongs here."""
    failures: dict[Path, str] = field(default_factory=dict[Path, str])
    """Why files cannot be had."""
    kept: dict[Path, str] = field(default_factory=dict[Path, str])
    """Files that stay as they are here, and why."""
    newer: dict[str, str] = field(default_factory=dict[str, str])
    """ETags, by digest, of what was fetched."""

    def contents(self, path: Path) -> bytes | str | None:
        """What a file of the document holds at the source; None where it is here alone, or why it cannot be had."""
        if path in self.fetched:
            return self.fetched[path]
        if path in self.failures:
            return self.failures[path]
        if path in self.kept:
            return None
        if len(self.fetched) + len(self.failures) > _MOST:
            return f"is not fetched: the document has more than {_MOST:,} files"
        found = self._found(path) if self._is_ours(path) else _OUTSIDE
        if isinstance(found, bytes):
            self.fetched[path] = found
        elif isinstance(found, Missing) and path != self.spec and path.is_file():
            self.kept[path] = found
            return None
        else:
            self.failures[path] = found
        return found

    def changed(self) -> dict[Path, bytes]:
        """What was fetched and is not what the disk has, line ends aside."""
        here = {path: _bytes(path) for path in self.fetched}
        return {
            path: new
            for path, new in self.fetched.items()
            if (old := here[path]) is None or digest(old) != digest(new)
        }

    def name(self, path: Path) -> str:
        """Where the source of a file is."""
        if path == self.spec:
            return self.source
        relative = Path(os.path.relpath(path, self.spec.parent)).as_posix()
        if "://" in self.source:
            return urljoin(self.source, quote(relative))
        return os.path.normpath(Path(self.source).parent / relative)

    def _is_ours(self, path: Path) -> bool:
        """Whether a file may be replaced or made because the new document names it.

        A vendor must not reach other files of the project: what is there already must have been the document's.
        """
        if path == self.spec or path in (self.owned or ()):
            return True
        folder = self.spec.parent
        if not path.is_relative_to(folder) or path.suffix.lower() not in _ENDINGS:
            return False
        if any(part.startswith(".") for part in path.relative_to(folder).parts):
            return False
        apart = self.owned is None and folder != Path(os.path.realpath(self.root))
        return apart or not os.path.lexists(path)

    def _found(self, path: Path) -> bytes | str:
        name = self.name(path)
        if "://" not in self.source:
            return _read(self.root / name)
        here = _bytes(path)
        etag = "" if here is None else self.etags.get(digest(here), "")
        answer = remote.fetch_newer(name, (urlsplit(self.source).netloc,), etag)
        if not isinstance(answer, Fetched):
            said = f"is not fetched: {answer}"
            return Missing(said) if isinstance(answer, Missing) else said
        content = here or b"" if answer.content is None else answer.content
        if answer.etag:
            self.newer[digest(content)] = answer.etag
        return content


def _read(file: Path) -> bytes | str:
    try:
        with file.open("rb") as stream:
            content = stream.read(Limits().bytes + 1)
    except FileNotFoundError:
        return Missing("is not there: there is no such file")
    except (OSError, ValueError) as error:
        return f"cannot be read: {reason(error) if isinstance(error, OSError) else error}"
    return content if len(content) <= Limits().bytes else "is too large"


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
