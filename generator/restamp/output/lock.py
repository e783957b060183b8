"""The lock of a generated package, `restamp.lock`: what it was made from, what belongs to it, what is called how.

It is JSON, sorted, and meant to be committed; no other generated file holds a version:

    {"//": NOTICE, "lock": 1, "restamp": VERSION, "inputs": {PATH: HASH}, "files": {PATH: HASH}, "names": {PLACE: NAME},
     "removed": {PLACE: NAME}, "shapes": {PLACE: DIGEST}, "fetched": {HASH: ETAG}}

`removed` are names that nothing new is given until they are forgotten, unless nothing else can be meant by one;
`shapes` identify a schema that was renamed, and the member of a union that changed.

Inputs are named relative to the folder of the main document, so that neither the working directory nor the way
a path was spelled changes a byte; files relative to the package.
"""

from __future__ import annotations

import json
import os
import posixpath
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from restamp import __version__
from restamp.config.model import ClientConfig
from restamp.diagnostics.excerpt import excerpt
from restamp.diagnostics.model import Diagnostics
from restamp.diagnostics.position import Position
from restamp.diagnostics.text import reason
from restamp.emit.header import with_header
from restamp.names.keys import DICT
from restamp.names.pins.locked import LockedNames
from restamp.spec.reading.digests import digest

FILE = "restamp.lock"
FORMAT = 1
CUSTOM = "_custom.py"
"""The user's own module in a package."""
MERGED = "merged"
"""In place of a hash: a merge of branches made the file's text; the next generation writes it anew."""
_PLAIN = frozenset({"README.md", "API.md", "py.typed", "restamp.api.json"})
_ENDINGS = frozenset({"py", "pyi", "json"})
_OPTIONAL = ("removed", "shapes", "fetched")

_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})", re.MULTILINE)
_REMOTE = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Lock:
    """What a lock says; hashes are `sha256:` and the hexadecimal digest of the bytes."""

    version: str = __version__
    inputs: Mapping[str, str] = field(default_factory=dict[str, str])
    files: Mapping[str, str] = field(default_factory=dict[str, str])
    names: Mapping[str, str] = field(default_factory=dict[str, str])
    removed: Mapping[str, str] = field(default_factory=dict[str, str])
    shapes: Mapping[str, str] = field(default_factory=dict[str, str])
    fetched: Mapping[str, str] = field(default_factory=dict[str, str])
    """By the hash of a document that was fetched: the ETag it came with (RFC 9110, section 8.8.3)."""


def of(
    config: ClientConfig,
    inputs: Mapping[str, str],
    files: Mapping[str, str],
    names: Mapping[str, str],
    *,
    removed: Mapping[str, str] | None = None,
    shapes: Mapping[str, str] | None = None,
    fetched: Mapping[str, str] | None = None,
) -> Lock:
    """The lock of a fresh generation: `inputs` by the names the pipeline gave them, `files` by path with their text."""
    return Lock(
        inputs={input_key(config, name): value for name, value in inputs.items()},
        files={path: digest(text.encode()) for path, text in files.items()},
        names=dict(names),
        removed=dict(removed or {}),
        shapes=dict(shapes or {}),
        fetched=dict(fetched or {}),
    )


def input_path(config: ClientConfig, name: str) -> Path | None:
    """The file behind the name of an input; None for what was fetched from elsewhere.

    A file that a `$ref` names is called by its path from where the document's own name starts.
    """
    if _REMOTE.match(name):
        return None
    known = {config.spec_name: config.spec} | {shown: path for path, shown in config.overlays}
    within = posixpath.relpath(name, posixpath.dirname(config.spec_name) or ".")
    return known.get(name) or Path(os.path.normpath(config.spec.parent / within))


def input_key(config: ClientConfig, name: str) -> str:
    """How the lock calls an input: its path from the main document's folder, or its URL."""
    path = input_path(config, name)
    if path is None:
        return name
    try:
        return Path(os.path.relpath(path, config.spec.parent)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()


def input_at(config: ClientConfig, key: str) -> Path | None:
    """The file behind what the lock calls an input; None for what was fetched from elsewhere."""
    if _REMOTE.match(key):
        return None
    return Path(os.path.normpath(config.spec.parent / key))


def text(lock: Lock) -> str:
    """The bytes of the lock, as text: sorted, indented, ASCII; without the members that may be missing and are empty."""
    content = {
        "lock": FORMAT,
        "restamp": lock.version,
        "inputs": dict(lock.inputs),
        "files": dict(lock.files),
        "names": dict(lock.names),
    }
    for key in _OPTIONAL:
        if members := getattr(lock, key):
            content[key] = dict(members)
    return with_header(FILE, json.dumps(content, indent=2, sort_keys=True) + "\n")


def read(package: Path, name: str, diagnostics: Diagnostics) -> Lock | None:
    """The lock in a package's folder, which diagnostics call `name`.

    None where there is none, and, with an error, where there is one that cannot be used: lock-unreadable,
    lock-conflict, lock-broken, lock-newer.
    """
    shown = f"{name}/{FILE}"
    try:
        content = (package / FILE).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        diagnostics.error("lock-unreadable", f"cannot be read: {reason(error)}", file=shown)
        return None
    return parse(content.decode("utf-8", "replace"), shown, diagnostics)


def parse(source: str, name: str, diagnostics: Diagnostics) -> Lock | None:
    """The lock that a text holds; None, with an error, where it holds none that can be used."""
    try:
        tree: object = json.loads(source)
    except json.JSONDecodeError as error:
        if conflict := _CONFLICT.search(source):
            why = f"holds the marks of a merge conflict; `restamp lock merge {name}` resolves it"
            _wrong(diagnostics, "lock-conflict", source, name, why, conflict.start())
        else:
            _broken(diagnostics, source, name, f"not JSON: {error.msg}", error.pos)
        return None
    except RecursionError:
        _broken(diagnostics, source, name, "nested too deeply")
        return None
    except ValueError:  # Python reads integers of 4,300 digits at most
        _broken(diagnostics, source, name, "holds a number of too many digits")
        return None
    members = cast("dict[str, object]", tree) if isinstance(tree, dict) else {}
    number, version = members.get("lock"), members.get("restamp")
    if isinstance(number, int) and number > FORMAT:
        message = f"was written by a newer Restamp ({version}); use that one"
        diagnostics.error("lock-newer", message, "#/lock", file=name)
        return None
    inputs, files, names = (_texts(members.get(key)) for key in ("inputs", "files", "names"))
    if number != FORMAT or not isinstance(version, str):
        _broken(diagnostics, source, name, "not a lock")
        return None
    if inputs is None or files is None or names is None or not all(map(is_generated, files)):
        _broken(diagnostics, source, name, "inputs, files or names are not what Restamp writes")
        return None
    others = {key: _texts(members.get(key, {})) for key in _OPTIONAL}
    if None in others.values():
        _broken(diagnostics, source, name, "its parts are not what Restamp writes")
        return None
    given = {key: other or {} for key, other in others.items()}
    # Earlier versions could give a name and remember another by the same key.
    given["removed"] = {k: name for k, name in given["removed"].items() if k not in names}
    return Lock(version, inputs, files, names, **given)


def is_in_conflict(package: Path) -> bool:
    """Whether a merge left its markers in the lock of a package: the names of both sides are in it."""
    try:
        return bool(_CONFLICT.search((package / FILE).read_text("utf-8", "replace")))
    except OSError:
        return False


def locked_names(lock: Lock, forget: Collection[str] | None = None) -> LockedNames:
    """The names that a generation keeps: all, but those to `forget`; an empty list are those of what was removed."""
    names, _ = without({**lock.names, **lock.removed}, forget or ())
    releases_removed = forget is not None and not forget
    return LockedNames(names, lock.shapes, lock.removed, releases_removed)


def unknown_names(lock: Lock, forget: Collection[str]) -> list[str]:
    """Those of the names to forget that a lock does not have."""
    return without({**lock.names, **lock.removed}, forget)[1]


def without(names: Mapping[str, str], forgotten: Iterable[str]) -> tuple[dict[str, str], list[str]]:
    """The names of a lock without some, and those of these that it does not have.

    A type is told by its name, an operation by `resource.method`, and either by what the lock calls it.
    """
    gone, unknown = set[str](), list[str]()
    for name in forgotten:
        keys = {k for k, v in names.items() if name in (k, v, v.partition(":")[0])}
        gone |= keys | {key + DICT for key in keys}
        unknown += [] if keys else [name]
    return {key: name for key, name in names.items() if key not in gone}, unknown


def is_generated(path: str) -> bool:
    """Whether a generation could have written a file of this path: what a lock lists may be replaced or removed.

    Never the user's `_custom.py` or changelog, nor a name that begins with a dot.
    """
    if path in _PLAIN:
        return True
    stem, _, ending = path.rpartition(".")
    parts = stem.split("/")
    return path != CUSTOM and ending in _ENDINGS and all(map(str.isidentifier, parts))


def is_inside(path: str) -> bool:
    """Whether a path can only lie in the package, by its text: what a lock names may be removed."""
    if "\\" in path or ":" in path or "\0" in path:
        return False
    return {"", ".", ".."}.isdisjoint(path.split("/"))


def _texts(value: object) -> dict[str, str] | None:
    if not isinstance(value, dict):
        return None
    members = cast("dict[str, str]", value)
    return members if set(map(type, members.values())) <= {str} else None


def _broken(diagnostics: Diagnostics, source: str, name: str, why: str, offset: int = 0) -> None:
    way_out = "restore it from version control, or start anew with --force, which frees its names"
    _wrong(diagnostics, "lock-broken", source, name, f"{why}; {way_out}", offset)


def _wrong(
    diagnostics: Diagnostics, code: str, source: str, name: str, message: str, offset: int
) -> None:
    before = source[:offset]
    position = Position(before.count("\n") + 1, offset - before.rfind("\n"))
    diagnostics.error(
        code, message, file=name, position=position, excerpt=excerpt(source, position)
    )
