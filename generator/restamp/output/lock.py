"""The lock of a generated package, `restamp.lock`: its inputs, its files and its names.

It is sorted JSON and should be committed; no other generated file contains a version:

    {"//": NOTICE, "lock": 1, "restamp": VERSION, "inputs": {PATH: HASH}, "files": {PATH: HASH}, "names": {PLACE: NAME},
     "removed": {PLACE: NAME}, "shapes": {PLACE: DIGEST}, "fetched": {HASH: ETAG}, "runtime": {FOLDER: MODULES},
     "style": STYLE}

`removed` are reserved names of removed items, which are not reused until the user releases them; `shapes` identify
renamed schemas and changed members of unions. `style` is what names the operations; "operations" is left out.

Inputs are relative to the folder of the main document, so that the lock does not depend on the working directory or
the spelling of paths; files are relative to the package.
"""

from __future__ import annotations

import json
import os
import posixpath
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import field
from pathlib import Path
from typing import cast

from restamp import __version__
from restamp.config.model import ClientConfig, Style
from restamp.diagnostics.conflict import conflict_offset
from restamp.diagnostics.excerpt import excerpt
from restamp.diagnostics.model import Diagnostics
from restamp.diagnostics.position import Position
from restamp.diagnostics.text import reason
from restamp.emit.header import with_header
from restamp.names.keys import DICT
from restamp.names.pins.locked import LockedNames
from restamp.records import dataclass
from restamp.spec.reading.digests import digest
from restamp.spec.tree.json_text import json_text

FILE = "restamp.lock"
FORMAT = 1
CUSTOM = "_custom.py"
"""The user's module in a package."""
MERGED = "merged"
"""Replaces the hash of a file that was merged by version control; the next generation overwrites it."""
_PLAIN = frozenset({"README.md", "API.md", "py.typed", "restamp.api.json"})
_ENDINGS = frozenset({"py", "pyi", "json"})
_OPTIONAL = ("removed", "shapes", "fetched", "runtime")

_REMOTE = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Lock:
    """The contents of a lock; hashes are `sha256:` and the hexadecimal digest of the bytes."""

    version: str = __version__
    inputs: Mapping[str, str] = field(default_factory=dict[str, str])
    files: Mapping[str, str] = field(default_factory=dict[str, str])
    names: Mapping[str, str] = field(default_factory=dict[str, str])
    removed: Mapping[str, str] = field(default_factory=dict[str, str])
    shapes: Mapping[str, str] = field(default_factory=dict[str, str])
    fetched: Mapping[str, str] = field(default_factory=dict[str, str])
    """ETags of fetched documents (RFC 9110, section 8.8.3), by hash."""
    runtime: Mapping[str, str] = field(default_factory=dict[str, str])
    """Of a client of a shared runtime: its folder, relative to the package, with the modules that the client needs."""
    style: Style = Style.OPERATIONS
    """What names the operations."""


def of(
    config: ClientConfig,
    inputs: Mapping[str, str],
    files: Mapping[str, str],
    names: Mapping[str, str],
    *,
    removed: Mapping[str, str] | None = None,
    shapes: Mapping[str, str] | None = None,
    fetched: Mapping[str, str] | None = None,
    runtime: Mapping[str, str] | None = None,
    style: Style = Style.OPERATIONS,
) -> Lock:
    """The lock of a new generation: `inputs` by their names in the pipeline, `files` as text by path."""
    return Lock(
        inputs={input_key(config, name): value for name, value in inputs.items()},
        files={path: digest(text.encode()) for path, text in files.items()},
        names=dict(names),
        removed=dict(removed or {}),
        shapes=dict(shapes or {}),
        fetched=dict(fetched or {}),
        runtime=dict(runtime or {}),
        style=style,
    )


def input_path(config: ClientConfig, name: str) -> Path | None:
    """The file of an input; None if it was fetched.

    The name of a file from a `$ref` is relative to the start of the name of the main document.
    """
    if _REMOTE.match(name):
        return None
    known = {config.spec_name: config.spec} | {shown: path for path, shown in config.overlays}
    within = posixpath.relpath(name, posixpath.dirname(config.spec_name) or ".")
    return known.get(name) or Path(os.path.normpath(config.spec.parent / within))


def input_key(config: ClientConfig, name: str) -> str:
    """The key of an input in the lock: its path relative to the main document's folder, or its URL."""
    path = input_path(config, name)
    if path is None:
        return name
    try:
        return Path(os.path.relpath(path, config.spec.parent)).as_posix()
    except ValueError:  # on another drive
        return path.as_posix()


def input_at(config: ClientConfig, key: str) -> Path | None:
    """The file of an input key; None if it was fetched."""
    if _REMOTE.match(key):
        return None
    return Path(os.path.normpath(config.spec.parent / key))


def text(lock: Lock) -> str:
    """The text of the lock: sorted, indented, ASCII, without empty optional members."""
    content: dict[str, object] = {
        "lock": FORMAT,
        "restamp": lock.version,
        "inputs": dict(lock.inputs),
        "files": dict(lock.files),
        "names": dict(lock.names),
    }
    for key in _OPTIONAL:
        if members := getattr(lock, key):
            content[key] = dict(members)
    if lock.style is not Style.OPERATIONS:
        content["style"] = lock.style
    return with_header(FILE, json_text(content, 2, sort_keys=True) + "\n")


def read(package: Path, name: str, diagnostics: Diagnostics) -> Lock | None:
    """Read the lock of a package; `name` is the folder in diagnostics.

    None if there is no lock or, with an error, if it cannot be used: lock-unreadable, lock-conflict, lock-broken,
    lock-newer.
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
    """Parse a lock; None, with an error, if it cannot be used."""
    try:
        tree: object = json.loads(source)
    except json.JSONDecodeError as error:
        if (conflict := conflict_offset(source)) is not None:
            package = posixpath.dirname(name) or "."
            why = (
                f"contains merge conflict markers; run `restamp lock merge {name}`, which keeps the names of both "
                f"sides, or take one side with `git checkout --ours {package}`; then run `restamp generate`"
            )
            _wrong(diagnostics, "lock-conflict", source, name, why, conflict)
        else:
            _broken(diagnostics, source, name, f"not JSON: {error.msg}", error.pos)
        return None
    except RecursionError:
        _broken(diagnostics, source, name, "nested too deeply")
        return None
    except ValueError:  # Python limits integers to 4,300 digits
        _broken(diagnostics, source, name, "contains a number with too many digits")
        return None
    members = cast("dict[str, object]", tree) if isinstance(tree, dict) else {}
    number, version = members.get("lock"), members.get("restamp")
    if isinstance(number, int) and number > FORMAT:
        message = f"was written by a newer Restamp ({version}); use that version"
        diagnostics.error("lock-newer", message, "#/lock", file=name)
        return None
    inputs, files, names = (_texts(members.get(key)) for key in ("inputs", "files", "names"))
    if number != FORMAT or not isinstance(version, str):
        _broken(diagnostics, source, name, "not a lock")
        return None
    if inputs is None or files is None or names is None or not all(map(is_generated, files)):
        _broken(diagnostics, source, name, "invalid inputs, files or names")
        return None
    others = {key: _texts(members.get(key, {})) for key in _OPTIONAL}
    if None in others.values():
        _broken(diagnostics, source, name, "invalid members")
        return None
    optional = {key: other or {} for key, other in others.items()}
    # Earlier versions could use a key both in `names` and in `removed`.
    optional["removed"] = {k: name for k, name in optional["removed"].items() if k not in names}
    style = next((s for s in Style if s == members.get("style", Style.OPERATIONS)), None)
    if style is None:
        _broken(diagnostics, source, name, f"unknown style {json.dumps(members['style'])}")
        return None
    return Lock(version, inputs, files, names, **optional, style=style)


def is_in_conflict(package: Path) -> bool:
    """Whether the lock of a package contains conflict markers."""
    try:
        return conflict_offset((package / FILE).read_text("utf-8", "replace")) is not None
    except OSError:
        return False


def locked_names(lock: Lock | None, forget: Collection[str] | None = None) -> LockedNames:
    """The names that a generation keeps, without those to `forget`; an empty `forget` releases removed items."""
    if lock is None:
        return LockedNames()
    names, _ = drop_names({**lock.names, **lock.removed}, forget or ())
    releases_removed = forget is not None and not forget
    return LockedNames(names, lock.shapes, lock.removed, releases_removed, lock.style)


def unknown_names(lock: Lock, forget: Collection[str]) -> list[str]:
    """The names to forget that the lock does not have."""
    return drop_names({**lock.names, **lock.removed}, forget)[1]


def drop_names(
    names: Mapping[str, str], forgotten: Iterable[str]
) -> tuple[dict[str, str], list[str]]:
    """The names of a lock without some of them, and those that it does not have.

    Types are identified by name, operations by `resource.method`, and both by their lock keys.
    """
    dropped, unknown = set[str](), list[str]()
    for name in forgotten:
        keys = {k for k, v in names.items() if name in (k, v, v.partition(":")[0])}
        dropped |= keys | {key + DICT for key in keys}
        unknown += [] if keys else [name]
    return {key: name for key, name in names.items() if key not in dropped}, unknown


def is_generated(path: str) -> bool:
    """Whether a path can be that of a generated file, so that it may be replaced or removed if the lock lists it.

    Never the user's `_custom.py` or changelog, nor a name that starts with a dot.
    """
    if path in _PLAIN:
        return True
    stem, _, ending = path.rpartition(".")
    parts = stem.split("/")
    return path != CUSTOM and ending in _ENDINGS and all(map(str.isidentifier, parts))


def is_inside(path: str) -> bool:
    """Whether the text of a path can only refer to a file inside the package."""
    if "\\" in path or ":" in path or "\0" in path:
        return False
    return {"", ".", ".."}.isdisjoint(path.split("/"))


def _texts(value: object) -> dict[str, str] | None:
    if not isinstance(value, dict):
        return None
    members = cast("dict[str, str]", value)
    return members if set(map(type, members.values())) <= {str} else None


def _broken(diagnostics: Diagnostics, source: str, name: str, why: str, offset: int = 0) -> None:
    advice = "restore it from version control, or regenerate with --force, which releases its names"
    _wrong(diagnostics, "lock-broken", source, name, f"{why}; {advice}", offset)


def _wrong(
    diagnostics: Diagnostics, code: str, source: str, name: str, message: str, offset: int
) -> None:
    before = source[:offset]
    position = Position(before.count("\n") + 1, offset - before.rfind("\n"))
    diagnostics.error(
        code, message, file=name, position=position, excerpt=excerpt(source, position)
    )
