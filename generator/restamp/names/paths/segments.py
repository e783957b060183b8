"""Read a path: static words, parameters, versions, and the actions that paths spell by themselves."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from restamp.names.paths.route import Part, Place
from restamp.names.words import CACHED, snake, split

_BRACES = re.compile(r"\{[^{}]*\}")
_SEPARATOR = re.compile(r"/(?![^{}]*\})")
"""A slash outside of braces."""
_VERSION = re.compile(
    r"v\d+([._-]?\d+)*((alpha|beta|rc|p)\d*(p\d+)*)?"
    r"|\d{4}-\d\d?-\d\d?(-preview)?"
    r"|\d+(\.\d+)*"
    r"|latest-stable",
    re.IGNORECASE,
)
"""`v1`, `v2.1`, `v1beta1`, `2024-01-31`, `3.0`, and bare numbers."""
_FORMATS = frozenset("csv html json ndjson pdf rss txt xml yaml yml".split())
"""Endings of a path that say how the response is written, and nothing else."""
_PIECE = re.compile(r"[^\W_]+")
_UNDIVIDED = re.compile(r"[a-z0-9]+|\d+[A-Za-z0-9]+")
_COLON = re.compile(r"(?P<before>[^:]*):(?P<action>[A-Za-z][\w-]*)\Z")
_ODATA_ITEM = re.compile(r"(?P<word>[\w.$]+)\((?P<arguments>[^()]*)\)\Z")
_ASSIGNED = re.compile(r"(?P<name>[\w.-]*)=(?P<value>.*)\Z")
_ACTION_FLAGS = frozenset({"action", "cmd", "command", "method", "op", "operation"})
"""Query parameters in the key of a path whose value is an action."""


def read_path(path: str) -> Place:
    """Read a path as the document writes it, templates, query and fragment included."""
    path, _, fragment = path.partition("#")
    path, _, query = path.partition("?")
    parts: list[Part] = []
    action = rule = ""
    segments = [segment for segment in _SEPARATOR.split(path) if segment]
    for number, segment in enumerate(segments):
        match = _COLON.match(_BRACES.sub(lambda m: "\0" * len(m[0]), segment))
        if match is not None and number == len(segments) - 1:
            action, rule = words_of(segment[match.start("action") :]), "colon"
            segment = segment[: match.end("before")]
        parts += _parts(segment, is_last=number == len(segments) - 1)
    if len(parts) > 1 and not action and segments[-1].startswith("$"):
        action, rule = parts.pop().text, "dollar"
    is_formatted = len(parts) > 1 and parts[-1].text in _FORMATS and not parts[-1].is_parameter
    if is_formatted:
        parts.pop()
    if len(parts) > 1 and parts[-1].is_version and not parts[-1].text.isdigit():
        parts[-1] = Part(parts[-1].text)
    flags, queried = _query(query)
    if queried:
        action, rule = queried, "query"
    if fragment:
        action, rule = (
            words_of(_ASSIGNED.sub(r"\g<value>", fragment).rpartition(".")[2]),
            "fragment",
        )
    applied = {
        "version": any(part.is_version for part in parts),
        "format": is_formatted or bool(segments and _stem(segments[-1]) != segments[-1]),
        "braces": any("/" in braces for braces in _BRACES.findall(path)),
        "odata": any(_ODATA_ITEM.match(segment) for segment in segments),
        "flag": bool(flags),
    }
    rules = tuple(id_ for id_, is_applied in applied.items() if is_applied)
    parts = [*map(Part, flags), *parts]
    return Place(tuple(parts), action, rule if action else "", rules)


def _stem(segment: str) -> str:
    """The last segment of a path without a format at its end: `pets` of `pets.json` and `pets.{format}`."""
    stem, dot, ending = segment.rpartition(".")
    is_format = dot and (ending.lower() in _FORMATS or _BRACES.fullmatch(ending))
    return stem if stem and is_format else segment


def _parts(segment: str, *, is_last: bool) -> Iterator[Part]:
    if segment.startswith("{") and segment.endswith("}") and "/" in segment:
        yield from _nested(segment[1:-1])
        return
    odata = _ODATA_ITEM.match(segment)
    if odata is not None:
        yield from _parts(odata["word"].rpartition(".")[2], is_last=False)
        names = _BRACES.findall(odata["arguments"])
        yield from (Part(words_of(name), is_parameter=True) for name in names)
        return
    plain = _stem(segment) if is_last else segment
    if _BRACES.search(plain) or "{" in plain:
        yield Part(words_of(" ".join(_BRACES.findall(plain)) or plain), is_parameter=True)
        return
    if _VERSION.fullmatch(plain):
        yield Part(words_of(plain), is_version=True)
        return
    if words := words_of(plain):
        yield Part(words)


def _nested(template: str) -> Iterator[Part]:
    """The parts within braces: `name=projects/*/books/*` has the words `projects` and `books`."""
    name, _, pattern = template.rpartition("=")
    for segment in pattern.split("/"):
        if "*" in segment:
            yield Part(words_of(name) or "name", is_parameter=True)
        elif words := words_of(segment):
            yield Part(words)


def _query(query: str) -> tuple[list[str], str]:
    """The flags in the query of a path's key (`beta=true`), and the action that it may spell (`action=reset`)."""
    flags: list[str] = []
    action = ""
    for pair in query.split("&") if query else ():
        name, _, value = pair.partition("=")
        if "{" in value:
            continue
        if name.lower() in _ACTION_FLAGS and value:
            action = words_of(value)
        elif value.lower() in ("", "true", "1"):
            flags += [words for words in [words_of(name)] if words]
        elif words := words_of(value):
            flags.append(words)
    return flags, action


@lru_cache(CACHED)
def words_of(text: str) -> str:
    """The words of a text in snake case; empty if there is no letter or digit.

    Letters and digits without capitals stay together, since nothing says where one would part them: `p2p`, `10dlc`.
    """
    pieces = _PIECE.findall(unicodedata.normalize("NFKC", text))
    return "_".join(
        piece.lower() if _UNDIVIDED.fullmatch(piece) else snake(split(piece)) for piece in pieces
    ).strip("_")


def is_dotted(paths: Sequence[str]) -> bool:
    """Whether the last segments of at least half of the paths are remote procedures such as `chat.postMessage`."""
    dotted = sum(_dotted(path) is not None for path in paths)
    return dotted * 2 >= len(paths) and dotted > 0


def read_dotted(path: str) -> Place | None:
    """Read a path whose last segment is a dotted remote procedure: the last word is the action."""
    words = _dotted(path)
    if words is None:
        return None
    before = read_path(path[: path.rindex("/")])
    parts = tuple(part for part in before.parts if part.is_parameter)
    return Place(
        (*parts, *(Part(words_of(word)) for word in words[:-1])), words_of(words[-1]), "dotted"
    )


def _dotted(path: str) -> list[str] | None:
    last = path.partition("#")[0].partition("?")[0].rstrip("/").rpartition("/")[2]
    words = last.split(".")
    if len(words) < 2 or words[-1].lower() in _FORMATS or not all(map(str.isidentifier, words)):
        return None
    return words
