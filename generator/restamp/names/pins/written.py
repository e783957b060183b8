"""Lock keys of a Swagger 2.0 document: they point into the document as written, and match those of OpenAPI 3.

A lock has `#/definitions/Pet` for a document of Swagger 2.0, and `#/components/schemas/Pet` for one of OpenAPI 3. When a lock
is read, the keys of the other form are translated, so that names stay when a document is upgraded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from restamp.names.keys import operation_of
from restamp.names.pins.locked import LockedNames
from restamp.spec.reading.source import Source

_JSON: Final = "application~1json"
_FORM: Final = "application~1x-www-form-urlencoded"
_CONTENT: Final = re.compile(r"/content/(?P<name>[^/]+)(?=/)")
_METHOD: Final = r"(?P<at>#/paths/[^/]+(?:/[a-z]+)?)"
_LABELLED: Final = re.compile(
    r"(/parameters/(?:path|query|header|cookie):[^/?]*)/schema(?=[/?]|\Z)"
)
_RULES: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(pattern), new)
    for pattern, new in (
        (r"#/definitions/", "#/components/schemas/"),
        (r"#/securityDefinitions/", "#/components/securitySchemes/"),
        (
            r"#/responses/(?P<name>[^/]+)/schema",
            r"#/components/responses/\g<name>/content/*/schema",
        ),
        (
            r"#/parameters/(?P<name>[^/]+)/schema",
            r"#/components/requestBodies/\g<name>/content/*/schema",
        ),
        (r"#/parameters/(?P<name>[^/?]+)", r"#/components/parameters/\g<name>/schema"),
        (
            _METHOD + r"/responses/(?P<code>[^/]+)/schema",
            r"\g<at>/responses/\g<code>/content/*/schema",
        ),
        (_METHOD + r"/parameters/body:[^/]*/schema", r"\g<at>/requestBody/content/*/schema"),
        (
            _METHOD + r"/parameters/formData:(?P<name>[^/?]*)",
            r"\g<at>/requestBody/content/*/schema/properties/\g<name>",
        ),
        (_METHOD + r"/parameters(?=\?|\Z)", r"\g<at>/requestBody/content/*/schema"),
        (
            _METHOD
            + r"(?P<label>/parameters/(?:path|query|header):[^/?]*)(?!/(?:schema|content)(?:[/?]|\Z))(?=[/?]|\Z)",
            r"\g<at>\g<label>/schema",
        ),
    )
)
"""How locations of Swagger 2.0 are written in OpenAPI 3, with `*` for the media type."""


def key_as_written(key: str, sources: Mapping[str, Source]) -> str:
    """The key of a lock for a key of the upgraded document."""
    source = sources.get(key.partition("#")[0])
    if source is None or not source.moves.written or operation_of(key) is not None:
        return key
    folder, slash, last = key.rpartition("/")
    name, mark, suffix = last.partition("?")
    moved = source.moves.as_written(f"{folder}{slash}{name}")
    for at in _ancestors(moved):
        if at in source.moves.labels:
            moved = source.moves.labels[at] + moved[len(at) :]
            break
    return _LABELLED.sub(r"\1", moved + mark + suffix)


def as_upgraded(locked: LockedNames, current: Iterable[str]) -> LockedNames:
    """Translate the keys of a lock to those of OpenAPI 3; `current` are the keys of the document."""
    known = frozenset(current)
    unknown = [
        key
        for key in (*locked.names, *locked.shapes)
        if "#" in key and operation_of(key) is None and _without_suffix(key) not in known
    ]
    if not unknown:
        return locked
    media_types = _media_types(known)
    moves = {key: new for key in unknown if (new := _upgraded(key, media_types)) != key}
    return replace(
        locked,
        names=_renamed(locked.names, moves),
        shapes=_renamed(locked.shapes, moves),
        removed=frozenset(moves.get(key, key) for key in locked.removed),
    )


def _media_types(keys: Iterable[str]) -> Mapping[str, dict[str, None]]:
    """The media types at each location of the document, in order."""
    media_types: dict[str, dict[str, None]] = {}
    for key in sorted(keys):
        for match in _CONTENT.finditer(key):
            media_types.setdefault(key[: match.start()], {})[match["name"]] = None
    return media_types


def _renamed(values: Mapping[str, str], moves: Mapping[str, str]) -> dict[str, str]:
    """The values by their new keys; a key that has that form already counts more."""
    moved = {new: values[key] for key, new in moves.items() if key in values}
    return moved | {key: value for key, value in values.items() if key not in moves}


def _upgraded(key: str, media_types: Mapping[str, Mapping[str, None]]) -> str:
    file, _, pointer = key.partition("#")
    for pattern, new in _RULES:
        match = pattern.match(f"#{pointer}")
        if match is not None:
            prefix = _with_media_type(file + match.expand(new), media_types)
            return prefix + pointer[match.end() - 1 :]
    return key


def _without_suffix(key: str) -> str:
    folder, slash, last = key.rpartition("/")
    return folder + slash + last.partition("?")[0]


def _with_media_type(prefix: str, media_types: Mapping[str, Mapping[str, None]]) -> str:
    """Replace `*` by the media type that the document has there, JSON or a form first."""
    before, star, after = prefix.partition("/content/*/")
    if not star:
        return prefix
    present = media_types.get(before, {})
    usual = next((name for name in (_JSON, _FORM) if name in present), None)
    default = _FORM if "/properties/" in after else _JSON
    return f"{before}/content/{usual or next(iter(present), default)}/{after}"


def _ancestors(at: str) -> Iterator[str]:
    while "/" in at:
        yield at
        at = at.rpartition("/")[0]
