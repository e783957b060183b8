"""Read files to trees: the only module that reads documents from the disk."""

from __future__ import annotations

import json
import re
import stat
from functools import cache
from pathlib import Path

from restamp.diagnostics.conflict import conflict_offset
from restamp.diagnostics.model import Diagnostics
from restamp.diagnostics.problem import Problem
from restamp.diagnostics.text import quoted
from restamp.spec.reading.digests import digest
from restamp.spec.reading.marks import at_character
from restamp.spec.reading.other_formats import other_format
from restamp.spec.reading.reading import LimitExceeded, ReadError, Reading, ReadWarning
from restamp.spec.reading.source import Source
from restamp.spec.tree.limits import Limits
from restamp.spec.tree.tree import Json

_NOT_YAML_IN_ASCII = re.compile("[^\t\n\r\x20-\x7e]")
_HOST = r"(?i)(?:localhost|[\w-]+(?:\.[\w-]+)+|[\d.]+):\d+(?:/|$)|(?:[\w-]+\.)+[a-z]{2,}/"
"""The start of a URL without its scheme: a host with a port, or with a domain and a path."""
_STANDARD = Limits()


def read(
    path: Path,
    name: str,
    diagnostics: Diagnostics,
    limits: Limits = _STANDARD,
    *,
    key: str = "",
    any_root: bool = False,
) -> Source | None:
    """Read a JSON or YAML file; None, with an error, if that fails.

    `name` is the file name in messages, `key` the file part of locations; the root must be an object
    unless `any_root`. Errors: file-missing, file-is-directory, file-unreadable, encoding-invalid,
    document-format, document-conflict, yaml-invalid, json-invalid, alias-cycle, limits-exceeded, document-empty,
    not-an-object.
    """
    try:
        data = _bytes(path, limits)
    except FileNotFoundError:
        problem = Problem("file-missing", _missing(name))
    except IsADirectoryError:
        problem = Problem("file-is-directory", "this is a folder, not a file")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        problem = Problem("file-unreadable", f"cannot be read: {reason or error}")
    else:
        return parse(data, path, name, diagnostics, limits, key=key, any_root=any_root)
    diagnostics.error(problem.code, problem.message, f"{key}#", file=name)
    return None


def _missing(name: str) -> str:
    """The message about a file that does not exist, which may be meant as a URL."""
    if "://" in name or name.startswith("file:"):
        return "only URLs with http or https are read"
    if re.match(_HOST, name):
        return f"there is no such file; if it is a URL, write {quoted(f'https://{name}')}, or http"
    return "there is no such file"


def parse(
    data: bytes,
    path: Path,
    name: str,
    diagnostics: Diagnostics,
    limits: Limits = _STANDARD,
    *,
    key: str = "",
    any_root: bool = False,
) -> Source | None:
    """Parse the bytes of a file, like `read`."""
    encoding = json.detect_encoding(data)
    try:
        if len(data) > limits.bytes:
            raise LimitExceeded(f"the file is larger than {limits.bytes:,} bytes", 0)
        text = _decoded(data, encoding)
        if other := other_format(text, name):
            raise ReadError(other.code, other.message, 0)
        reading = _parsed(text, path, limits)
    except ReadError as error:
        text = data.decode(encoding, "replace").removeprefix("\ufeff")
        source = Source(path, name, text.encode(), digest(data), None)
        location = at_character(source, error.offset)
        diagnostics.error(error.code, error.message, f"{key}#", **location)
        return None
    is_utf8 = encoding == "utf-8"
    source = Source(
        *(path, name, data if is_utf8 else text.encode(), digest(data), reading.tree),
        mark=reading.mark,
        number_texts=reading.number_texts,
    )
    for warning in reading.warnings:
        location = at_character(source, warning.offset)
        diagnostics.warning(warning.code, warning.message, key + warning.pointer, **location)
    if reading.empty or reading.tree is None:
        problem = Problem("document-empty", "the document is empty")
    elif not any_root and not isinstance(reading.tree, dict):
        problem = Problem("not-an-object", "the document must be an object (a mapping)")
    else:
        return source
    diagnostics.error(problem.code, problem.message, f"{key}#", **at_character(source, 0))
    return None


def tree_of(source: Source) -> Json:
    """The tree of a source, parsed again if it was freed."""
    if source.tree is not None:
        return source.tree
    text = source.utf8.decode().removeprefix("\ufeff")
    return _parse_text(text, source.path, _STANDARD).tree


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "ignore").removeprefix("\ufeff")
        message = f"the file is not {encoding.removesuffix('-sig').upper()}: {error.reason}"
        raise ReadError("encoding-invalid", message, len(before)) from None


def _bytes(path: Path, limits: Limits) -> bytes:
    """Read a regular file, up to one byte more than allowed."""
    kind = path.stat().st_mode
    if stat.S_ISDIR(kind):
        raise IsADirectoryError
    if not stat.S_ISREG(kind):
        raise OSError("not a regular file")
    with path.open("rb") as file:
        return file.read(limits.bytes + 1)


def _parsed(text: str, path: Path, limits: Limits) -> Reading:
    """Parse a text; merge conflicts are reported as such, and not as what they break."""
    try:
        return _parse_text(text, path, limits)
    except ReadError:
        offset = conflict_offset(text)
        if offset is None:
            raise
    message = "contains merge conflict markers; resolve the conflict, or take one side with "
    message += "`git checkout --ours` or `git checkout --theirs`"
    raise ReadError("document-conflict", message, offset)


def _parse_text(text: str, path: Path, limits: Limits) -> Reading:
    """Parse as JSON if the file is named or starts like JSON, falling back to YAML."""
    if not text.strip():
        return Reading()
    is_named_json = path.suffix.lower() == ".json"
    if not is_named_json and text.lstrip()[0] not in "{[":
        return _parse_yaml(text, limits)
    from restamp.spec.reading.json_tree import NotJson, read_json

    try:
        return read_json(text, limits)
    except NotJson as error:
        not_json = error
    try:
        reading = _parse_yaml(text, limits)
    except ReadError as error:
        if not is_named_json or isinstance(error, LimitExceeded):
            raise
        raise ReadError("json-invalid", not_json.message, not_json.offset) from None
    if is_named_json and not isinstance(reading.tree, dict | list):
        raise ReadError("json-invalid", not_json.message, not_json.offset)
    if is_named_json:
        message = f"{not_json.message}; read as YAML"
        reading.warnings.insert(0, ReadWarning("json-as-yaml", message, "#", not_json.offset))
    return reading


def _parse_yaml(text: str, limits: Limits) -> Reading:
    """Parse YAML; control characters, which YAML excludes, are replaced by U+FFFD, which keeps offsets."""
    from restamp.spec.reading.yaml_tree import read_yaml

    not_yaml = _NOT_YAML_IN_ASCII if text.isascii() else _not_yaml()
    match = not_yaml.search(text)
    if match is None:
        return read_yaml(text, limits)
    reading = read_yaml(not_yaml.sub("\ufffd", text), limits)
    message = f"the character U+{ord(match[0]):04X} is not allowed in YAML; replaced by U+FFFD"
    reading.warnings.insert(0, ReadWarning("control-character", message, "#", match.start()))
    return reading


@cache
def _not_yaml() -> re.Pattern[str]:
    """The characters that YAML excludes (YAML 1.2, section 5.1); the pattern takes long to compile."""
    return re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
