"""Whether a package is what its inputs say, by its lock alone: nothing is parsed, rendered or imported for it.

The stamp of the lock says that it is as it was written, by which version, and with which options; its hashes say
that the inputs and the files are as they were. Of a checkout of Restamp itself a version says little: there the
generator's own files count, as they were when it last wrote or checked the package.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from restamp import __version__, lock
from restamp.config import ClientConfig

if TYPE_CHECKING:
    from restamp.pipeline import Result

HERE = Path(__file__).resolve().parent
_SEEN = HERE / "__pycache__" / "restamp.seen"
"""What the generator of a checkout wrote or checked: a line for each lock."""
_REMEMBERED = 100
_CHUNK = 1 << 16
"""Bytes that are read at once: most files are smaller."""


def options_of(config: ClientConfig, *, clean: bool) -> str:
    """All that decides a package beside the inputs and the version of Restamp; `clean` is without a warning."""
    templates = dict[str, str]()
    if config.templates is not None:
        for path in sorted(config.templates.rglob("*")):
            if path.is_file():
                name = path.relative_to(config.templates).as_posix()
                templates[name] = lock.digest(path.read_bytes())
    return json.dumps(
        {
            "package": config.output.name,
            "spec": lock.input_key(config, config.spec_name),
            "overlays": [lock.input_key(config, name) for _, name in config.overlays],
            "include": [config.include.tags, config.include.paths, config.include.operations],
            "templates": templates if config.templates is not None else None,
            "custom": config.custom,
            "clean": clean,
        }
    )


def lock_of(
    config: ClientConfig, result: Result, fetched: Mapping[str, str] | None = None
) -> lock.Lock:
    """The lock of a package that was just generated, and stamped; `fetched` is what it knows of its source."""
    clean = all(diagnostic.severity == "note" for diagnostic in result.diagnostics)
    made = lock.of(
        config,
        result.inputs,
        result.files,
        result.names,
        removed=result.removed,
        shapes=result.shapes,
        printed=result.printed,
        fetched=fetched,
    )
    return lock.stamped(made, options_of(config, clean=clean))


def is_fresh(config: ClientConfig, known: lock.Lock) -> bool:
    """Whether a generation would change nothing, warn of nothing that is an error, and need no network."""
    if known.version != __version__ or not config.use_lock:
        return False
    try:
        return (
            _is_whole(config, known)
            and is_ours(known)
            and _are_as_they_were(_inputs(config, known))
            and _are_as_they_were(_files(config, known))
        )
    except (OSError, ValueError):
        return False


def is_ours(known: lock.Lock) -> bool:
    """Whether this very generator wrote or checked what the lock tells of."""
    if known.version != __version__:
        return False
    if (HERE / "templates").is_dir():
        return True
    try:
        return _token(known) in _SEEN.read_text("ascii").split()
    except (OSError, UnicodeDecodeError):
        return False


def remember(known: lock.Lock) -> None:
    """Note, in a checkout, that this generator makes what the lock tells of; where that cannot be written, it is not."""
    if (HERE / "templates").is_dir() or is_ours(known):
        return
    with suppress(OSError, UnicodeDecodeError):
        seen = _SEEN.read_text("ascii").split() if _SEEN.exists() else []
        _SEEN.parent.mkdir(exist_ok=True)
        draft = _SEEN.with_suffix(f".{os.getpid()}")
        draft.write_text("\n".join([*seen[1 - _REMEMBERED :], _token(known)]), "ascii")
        draft.replace(_SEEN)


def finished(config: ClientConfig, known: lock.Lock | None) -> Callable[[str, str], str | None]:
    """What finds on the disk what was formatted before: by path, and the digest of what its template printed."""
    if known is None or not is_ours(known):
        return lambda path, printed: None
    package, proofs = Path(os.path.realpath(config.output)), known.printed

    def find(path: str, printed: str) -> str | None:
        if path not in proofs:
            return None
        try:
            content = (package / path).read_bytes()
        except OSError:
            return None
        same = lock.proof(printed, lock.digest(content)) == proofs[path]
        return content.decode("utf-8", "replace") if same else None

    return find


def _is_whole(config: ClientConfig, known: lock.Lock) -> bool:
    content = (config.output / lock.FILE).read_bytes()
    clean = (True,) if config.strict else (True, False)
    return lock.is_stamped(content, known, [options_of(config, clean=value) for value in clean])


def _inputs(config: ClientConfig, known: lock.Lock) -> dict[str, str] | None:
    """Path of each input to its hash; None where one lies where it may not be read, or elsewhere."""
    named = {config.spec, *(path for path, _ in config.overlays)}
    roots = [os.path.realpath(path) for path in config.roots]
    found: dict[str, str] = {}
    for key, value in known.inputs.items():
        path = lock.input_at(config, key)
        if path is None:
            return None
        real = os.path.realpath(path)
        if path not in named and not any(Path(real).is_relative_to(root) for root in roots):
            return None
        found[str(path)] = value
    return found


def _files(config: ClientConfig, known: lock.Lock) -> dict[str, str] | None:
    """Path of each file to its hash; None where one is not a file, or is reached by a link."""
    package = os.path.realpath(config.output)
    plain = _plain_files(package, {path.rpartition("/")[0] for path in known.files})
    if not known.files.keys() <= plain:
        return None
    return {f"{package}/{path}": value for path, value in known.files.items()}


def _plain_files(package: str, folders: Iterable[str]) -> set[str]:
    """The regular files of these folders of a package, those aside that are reached by a link."""
    found: set[str] = set()
    linked: set[str] = set()
    for folder in sorted(folders):
        parts = folder.split("/") if folder else []
        above = ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]
        if any(os.path.islink(f"{package}/{path}") for path in above):
            linked.add(folder)
            continue
        with os.scandir(f"{package}/{folder}") as entries:
            for entry in entries:
                if entry.is_file(follow_symlinks=False):
                    found.add(f"{folder}/{entry.name}" if folder else entry.name)
    return found


def _are_as_they_were(hashes: Mapping[str, str] | None) -> bool:
    """Whether the files have these hashes. Threads gain nothing: the files are many and small."""
    return hashes is not None and all(map(_is_as_it_was, hashes, hashes.values()))


def _is_as_it_was(path: str, expected: str) -> bool:
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        chunk = os.read(handle, _CHUNK)
        digest = hashlib.sha256(chunk)
        while len(chunk) == _CHUNK:
            chunk = os.read(handle, _CHUNK)
            digest.update(chunk)
    finally:
        os.close(handle)
    return "sha256:" + digest.hexdigest() == expected


def _token(known: lock.Lock) -> str:
    """Of a lock and of the generator's own files, as far as their sizes and times tell."""
    digest = hashlib.sha256(known.stamp.encode())
    for folder in (HERE, HERE.parents[1] / "templates"):
        for base, folders, names in os.walk(folder):
            folders[:] = sorted(name for name in folders if name != "__pycache__")
            for name in sorted(names):
                status = os.stat(os.path.join(base, name))
                digest.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
