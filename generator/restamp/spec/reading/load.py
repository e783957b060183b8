"""Files to trees: the one place that reads documents from the disk."""

from __future__ import annotations

import json
import re
import stat
from dataclasses import replace
from pathlib import Path

from restamp.diagnostics.model import Diagnostics
from restamp.spec.reading.digests import digest
from restamp.spec.reading.json_tree import NotJson, read_json
from restamp.spec.reading.marks import at_offset
from restamp.spec.reading.reading import Reading, Refused, Remark
from restamp.spec.reading.source import Source
from restamp.spec.reading.yaml_tree import read_yaml
from restamp.spec.tree.limits import Limits

_NOT_YAML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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
    """Read a JSON or YAML file; None, with an error, where it cannot be.

    `name` is what messages call it, `key` what its places begin with; the root must be an object
    unless `any_root`. Errors: file-missing, file-is-directory, file-unreadable, encoding-invalid,
    yaml-invalid, json-invalid, alias-cycle, limits-exceeded, document-empty, not-an-object.
    """
    try:
        data = _bytes(path, limits)
    except FileNotFoundError:
        code, said = "file-missing", "there is no such file"
    except IsADirectoryError:
        code, said = "file-is-directory", "this is a folder, not a file"
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        code, said = "file-unreadable", f"cannot be read: {reason or error}"
    else:
        return parse(data, path, name, diagnostics, limits, key=key, any_root=any_root)
    diagnostics.error(code, said, f"{key}#", file=name)
    return None


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
    """What `read` makes of a file's bytes."""
    encoding = json.detect_encoding(data)
    text = data.decode(encoding, "replace").removeprefix("\ufeff")
    source = Source(path, name, text, digest(data), None)
    try:
        if len(data) > limits.bytes:
            said = f"the file is larger than {limits.bytes:,} bytes"
            raise Refused("limits-exceeded", said, 0)
        _check_encoding(data, encoding)
        reading = _parsed(source, limits)
    except Refused as error:
        place = at_offset(source, error.offset)
        diagnostics.error(error.code, error.message, f"{key}#", **place)
        return None
    for remark in reading.remarks:
        place = at_offset(source, remark.offset)
        diagnostics.warning(remark.code, remark.message, key + remark.pointer, **place)
    if reading.empty or reading.tree is None:
        code, said = "document-empty", "the document is empty"
    elif not any_root and not isinstance(reading.tree, dict):
        code, said = "not-an-object", "the document must be an object (a mapping)"
    else:
        return replace(source, tree=reading.tree, mark=reading.mark, written=reading.written)
    diagnostics.error(code, said, f"{key}#", **at_offset(source, 0))
    return None


def _check_encoding(data: bytes, encoding: str) -> None:
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "ignore").removeprefix("\ufeff")
        said = f"the file is not {encoding.removesuffix('-sig').upper()}: {error.reason}"
        raise Refused("encoding-invalid", said, len(before)) from None


def _bytes(path: Path, limits: Limits) -> bytes:
    """The bytes of a regular file, at most one more than allowed."""
    kind = path.stat().st_mode
    if stat.S_ISDIR(kind):
        raise IsADirectoryError
    if not stat.S_ISREG(kind):
        raise OSError("not a regular file")
    with path.open("rb") as file:
        return file.read(limits.bytes + 1)


def _parsed(source: Source, limits: Limits) -> Reading:
    """A JSON parser reads what looks like JSON; YAML's reads all else, and what only looked so."""
    if not source.text.strip():
        return Reading()
    named_json = source.path.suffix.lower() == ".json"
    if not named_json and source.text.lstrip()[0] not in "{[":
        return _yaml(source.text, limits)
    try:
        return read_json(source.text, limits)
    except NotJson as error:
        not_json = error
    try:
        reading = _yaml(source.text, limits)
    except Refused as error:
        if not named_json or error.code == "limits-exceeded":
            raise
        raise Refused("json-invalid", not_json.message, not_json.offset) from None
    if named_json and not isinstance(reading.tree, dict | list):
        raise Refused("json-invalid", not_json.message, not_json.offset)
    if named_json:
        said = f"{not_json.message}; read as YAML"
        reading.remarks.insert(0, Remark("json-as-yaml", said, "#", not_json.offset))
    return reading


def _yaml(text: str, limits: Limits) -> Reading:
    """YAML excludes control characters; U+FFFD stands for them, so that offsets stay."""
    found = _NOT_YAML.search(text)
    if found is None:
        return read_yaml(text, limits)
    reading = read_yaml(_NOT_YAML.sub("\ufffd", text), limits)
    said = f"the character U+{ord(found[0]):04X} cannot stand in YAML; replaced by U+FFFD"
    reading.remarks.insert(0, Remark("control-character", said, "#", found.start()))
    return reading
