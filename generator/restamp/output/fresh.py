"""Check whether a package is up to date without generating it, parsing documents or importing the generator.

A generation that wrote or checked a package adds one digest to the user's cache: of the options, of this generator,
and of the lock's bytes. If a later run has the same digest, it only compares inputs and files with the hashes in the
lock. The lock alone is no proof: a change of a generated file can change the lock, too.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import astuple, fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from restamp import __version__
from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Severity
from restamp.output import lock
from restamp.output.cache import Cache, cache_of
from restamp.spec.reading.digests import digest

if TYPE_CHECKING:
    from restamp.pipeline import Result

HERE = Path(__file__).resolve().parents[1]
_CHUNK = 1 << 16
"""Bytes read at once; most files are smaller."""


def conditions_of(config: ClientConfig) -> str:
    """A text that changes with the generator and the options, which decide a package together with its inputs.

    Call it before a generation, so that files saved during the generation do not count as used.
    """
    return f"{generator_version()}\n{options_of(config)}"


def options_of(config: ClientConfig) -> str:
    """The options that affect a package, with the digests of its templates."""
    marked = [field.name for field in fields(config) if field.metadata["decides"]]
    return json.dumps({name: _option(config, name) for name in marked})


def _option(config: ClientConfig, name: str) -> object:
    """The JSON form of one option, without absolute paths."""
    match name:
        case "output":
            return config.output.name
        case "spec":
            return lock.input_key(config, config.spec_name)
        case "overlays":
            return [lock.input_key(config, overlay) for _, overlay in config.overlays]
        case "include":
            return astuple(config.include)
        case "runtime":
            return config.runtime_module
        case "templates":
            return _template_digests(config.templates)
        case _:
            return getattr(config, name)


def _template_digests(folder: Path | None) -> dict[str, str] | None:
    if folder is None:
        return None
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {file.relative_to(folder).as_posix(): digest(file.read_bytes()) for file in files}


def lock_of(
    config: ClientConfig, result: Result, fetched: Mapping[str, str] | None = None
) -> lock.Lock:
    """The lock of a generated package; `fetched` are the ETags of its source."""
    return lock.of(
        config,
        result.inputs,
        result.files,
        result.names,
        removed=result.removed,
        shapes=result.shapes,
        fetched=fetched,
        runtime=_needed_modules(config, result),
        style=result.style,
    )


def _needed_modules(config: ClientConfig, result: Result) -> dict[str, str]:
    if config.runtime is None:
        return {}
    folder = Path(os.path.relpath(config.runtime, config.output)).as_posix()
    return {folder: " ".join(sorted(result.runtime_modules))}


def cache_for(config: ClientConfig) -> Cache:
    """The cache record of a package."""
    return cache_of(config.output, config.root, used=config.use_cache)


def is_up_to_date(config: ClientConfig, known: lock.Lock) -> bool:
    """Whether a generation would change nothing, report no error, and need no network."""
    if known.version != __version__ or not config.use_lock or config.renames_style:
        return False
    try:
        return (
            _is_confirmed(config)
            and _are_unchanged(_inputs(config, known))
            and _are_unchanged(_files(config, known))
        )
    except (OSError, ValueError):
        return False


def changed_inputs(config: ClientConfig, known: lock.Lock) -> tuple[Path, ...]:
    """The documents and overlays that are not as they were when a package was generated."""
    expected = {lock.input_at(config, key): value for key, value in known.inputs.items()}
    named = {config.spec, *(path for path, _ in config.overlays)}
    paths = sorted({path for path in expected if path is not None} | named)
    return tuple(path for path in paths if not _is_input(path, expected.get(path, "")))


def _is_input(path: Path, expected: str) -> bool:
    try:
        return has_digest(str(path), expected)
    except OSError:
        return False


def record_confirmed(
    config: ClientConfig, conditions: str, result: Result, written: lock.Lock
) -> None:
    """Record in the cache that the generation with these conditions produced the package on the disk."""
    cache = cache_for(config)
    if cache.folder is None:
        return
    clean = all(diagnostic.severity is Severity.NOTE for diagnostic in result.diagnostics)
    content = digest(lock.text(written).encode())
    cache.add_state(_state(conditions, clean, content))


def generator_version() -> str:
    """A digest of the version and the files of this generator, when the process first asked for it."""
    return _version_of(HERE)


@cache
def _version_of(package: Path) -> str:
    digest = hashlib.sha256(__version__.encode())
    templates = package / "templates"
    for folder in (package, templates if templates.is_dir() else package.parents[1] / "templates"):
        for line in _stats(str(folder)):
            digest.update(line.encode())
    return digest.hexdigest()


def _stats(folder: str) -> list[str]:
    """Name, size and modification time of all files in a folder, sorted."""
    with os.scandir(folder) as scan:
        entries = sorted(scan, key=lambda entry: entry.name)
    lines: list[str] = []
    for entry in entries:
        if not entry.is_dir():
            status = entry.stat()
            lines.append(f"{entry.name} {status.st_size} {status.st_mtime_ns}\n")
        elif entry.name != "__pycache__":
            lines += _stats(entry.path)
    return lines


def _is_confirmed(config: ClientConfig) -> bool:
    """Whether a generation with these options confirmed the current lock."""
    states = cache_for(config).states()
    if not states:
        return False
    written = digest((config.output / lock.FILE).read_bytes())
    clean = (True,) if config.strict else (True, False)
    conditions = conditions_of(config)
    return any(_state(conditions, value, written) in states for value in clean)


def _state(conditions: str, clean: bool, written: str) -> str:
    """The digest of a confirmed state; `clean` is without warnings, `written` the digest of the lock."""
    parts = (conditions, str(clean), written)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _inputs(config: ClientConfig, known: lock.Lock) -> dict[str, str] | None:
    """Hashes of the inputs by path; None if one was fetched or is outside the allowed folders."""
    named = {config.spec, *(path for path, _ in config.overlays)}
    roots = [os.path.realpath(path) for path in config.roots]
    hashes: dict[str, str] = {}
    for key, value in known.inputs.items():
        path = lock.input_at(config, key)
        if path is None:
            return None
        real = os.path.realpath(path)
        if path not in named and not any(Path(real).is_relative_to(root) for root in roots):
            return None
        hashes[str(path)] = value
    return hashes


def _files(config: ClientConfig, known: lock.Lock) -> dict[str, str] | None:
    """Hashes of the files by path; None if one is missing, not a file, or behind a link."""
    package = os.path.realpath(config.output)
    plain = _plain_files(package, {path.rpartition("/")[0] for path in known.files})
    if not known.files.keys() <= plain:
        return None
    return {f"{package}/{path}": value for path, value in known.files.items()}


def _plain_files(package: str, folders: Iterable[str]) -> set[str]:
    """The regular files in these folders of a package, except those behind links."""
    files: set[str] = set()
    linked: set[str] = set()
    for folder in sorted(folders):
        parts = folder.split("/") if folder else []
        above = ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]
        if any(os.path.islink(f"{package}/{path}") for path in above):
            linked.add(folder)
            continue
        start = f"{folder}/" if folder else ""
        with os.scandir(f"{package}/{folder}") as entries:
            files.update(start + e.name for e in entries if e.is_file(follow_symlinks=False))
    return files


def _are_unchanged(hashes: Mapping[str, str] | None) -> bool:
    """Whether the files have these hashes. Threads would not help: the files are many and small."""
    return hashes is not None and all(map(has_digest, hashes, hashes.values()))


def has_digest(path: str, expected: str) -> bool:
    """Whether a file has this digest.

    Raises:
        OSError: It cannot be read.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        chunk = os.read(handle, _CHUNK)
        state = hashlib.sha256(chunk)
        has_returns = b"\r" in chunk
        if len(chunk) < _CHUNK and not has_returns:
            return "sha256:" + state.hexdigest() == expected
        while len(chunk) == _CHUNK and not has_returns:
            chunk = os.read(handle, _CHUNK)
            state.update(chunk)
            has_returns = b"\r" in chunk
    finally:
        os.close(handle)
    if has_returns:  # A CR LF may span two chunks.
        return digest(Path(path).read_bytes()) == expected
    return "sha256:" + state.hexdigest() == expected
