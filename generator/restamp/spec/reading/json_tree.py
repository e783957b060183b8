"""JSON text to a tree, with the standard library's parser and within limits."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, cast

from restamp.pointers import below
from restamp.spec.reading.duplicates import join, remark
from restamp.spec.reading.json_marks import scan_json
from restamp.spec.reading.reading import Reading, Refused
from restamp.spec.tree.limits import Limits
from restamp.spec.tree.tree import Json, containers, with_strings

_SURROGATE = re.compile(r"\\u[dD][89abABcdefCDEF]")
_LONE = re.compile("[\ud800-\udfff]")


class NotJson(Exception):
    """A text that is not JSON: what is wrong, and the offset where."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message, offset)
        self.message, self.offset = message, offset


def read_json(text: str, limits: Limits) -> Reading:
    """The value of a JSON text (RFC 8259), NaN and infinities allowed.

    Marks are left to be made when they are needed, save where there is something to remark.
    Raises NotJson, or Refused with `limits-exceeded`.
    """
    if text.count(",") + text.count("{") + text.count("[") > limits.values:
        said = f"the document has more than {limits.values:,} values"
        raise Refused("limits-exceeded", said, 0)
    try:
        tree, is_repeated = _parsed(text)
    except json.JSONDecodeError as error:
        raise NotJson(f"not JSON: {error.msg}", error.pos) from None
    except RecursionError:
        raise _too_deep(limits) from None
    except ValueError:
        said = "the document has a number of more digits than can be read"
        raise Refused("limits-exceeded", said, 0) from None
    if any(depth > limits.depth for _, depth in containers(tree)):
        raise _too_deep(limits)
    reading = Reading(tree, empty=False)
    if is_repeated:
        reading.tree = _joined(text, reading)
    if _SURROGATE.search(text):
        _repair_surrogates(text, reading)
    return reading


def _too_deep(limits: Limits) -> Refused:
    said = f"the document is nested more than {limits.depth} levels deep"
    return Refused("limits-exceeded", said, 0)


class _Pairs(list[tuple[str, Json]]):
    """The members of an object that has a key twice, as they are written."""


def _parsed(text: str) -> tuple[Json, bool]:
    """The value of a text, and whether any object in it has a key twice: the last one counts."""
    repeated: list[None] = []

    def made(pairs: list[tuple[str, Json]]) -> Json:
        members = dict(pairs)
        if len(members) != len(pairs):
            repeated.append(None)
        return members

    return json.loads(text, object_pairs_hook=made), bool(repeated)


def _joined(text: str, reading: Reading) -> Json:
    """The value of a text that has keys twice, with what their values come to."""
    offsets: dict[str, list[int]] = {}
    for _, pointer, offset in scan_json(text).duplicates:
        offsets.setdefault(pointer, []).append(offset)

    def built(value: Any, keys: list[str]) -> Json:
        if isinstance(value, _Pairs):
            members: dict[str, Json] = {}
            for key, raw in value:
                member = built(raw, [*keys, key])
                if key in members:
                    joined = join([*keys, key], members[key], member)
                    places = offsets.get(below("#", *keys, key))
                    remark(reading, [*keys, key], joined, places.pop(0) if places else 0)
                    member = joined.value
                members[key] = member
            return members
        if isinstance(value, list):
            items = enumerate(cast("Iterable[Any]", value))
            return [built(item, [*keys, str(number)]) for number, item in items]
        scalar: Json = value
        return scalar

    return built(json.loads(text, object_pairs_hook=_Pairs), [])


def _repair_surrogates(text: str, reading: Reading) -> None:
    """Half of a surrogate pair is no character and cannot be written: U+FFFD stands for it."""
    replaced: list[None] = []

    def mended(string: str) -> str:
        changed = _LONE.sub("\ufffd", string)
        if changed != string:
            replaced.append(None)
        return changed

    reading.tree = with_strings(reading.tree, mended)
    if replaced:
        place = _SURROGATE.search(text)
        said = "an escape stands for half a character; replaced by U+FFFD"
        offset = place.start() if place else 0
        reading.remark("surrogate-replaced", said, "#", offset)
