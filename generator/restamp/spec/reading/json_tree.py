"""Parse JSON to a tree with the standard library, within limits."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, cast

from restamp.pointers import join_pointer
from restamp.spec.reading.duplicates import merge_values, warn_of_duplicate
from restamp.spec.reading.json_marks import scan_json
from restamp.spec.reading.reading import LimitExceeded, ReadError, Reading
from restamp.spec.tree.limits import Limits
from restamp.spec.tree.tree import Json, exceeds, with_strings

_SURROGATE = re.compile(r"\\u[dD][89abABcdefCDEF]")
_LONE = re.compile("[\ud800-\udfff]")


class NotJson(Exception):
    """A text is not JSON: a message and an offset."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message, offset)
        self.message, self.offset = message, offset


def read_json(text: str, limits: Limits) -> Reading:
    """Parse a JSON text (RFC 8259); NaN and infinities are allowed.

    Marks are only made if there are duplicate keys. Raises NotJson, or ReadError with `limits-exceeded`.
    """
    if text.count(",") + text.count("{") + text.count("[") > limits.values:
        message = f"the document has more than {limits.values:,} values"
        raise LimitExceeded(message, 0)
    try:
        tree, is_repeated = _parse(text)
    except json.JSONDecodeError as error:
        raise NotJson(f"not JSON: {error.msg}", error.pos) from None
    except RecursionError:
        raise _too_deep(limits) from None
    except ValueError:
        message = "the document contains a number with too many digits"
        raise LimitExceeded(message, 0) from None
    if exceeds(tree, limits.depth):
        raise _too_deep(limits)
    reading = Reading(tree, empty=False)
    if is_repeated:
        reading.tree = _parse_with_duplicates(text, reading)
    if _SURROGATE.search(text):
        _repair_surrogates(text, reading)
    return reading


def _too_deep(limits: Limits) -> ReadError:
    message = f"the document is nested more than {limits.depth} levels deep"
    return LimitExceeded(message, 0)


class _Pairs(list[tuple[str, Json]]):
    """The members of an object as written, including duplicate keys."""


def _parse(text: str) -> tuple[Json, bool]:
    """Parse a text, and tell if any object has duplicate keys; the last one counts."""
    repeated: list[None] = []

    def build_object(pairs: list[tuple[str, Json]]) -> Json:
        members = dict(pairs)
        if len(members) != len(pairs):
            repeated.append(None)
        return members

    return json.loads(text, object_pairs_hook=build_object), bool(repeated)


def _parse_with_duplicates(text: str, reading: Reading) -> Json:
    """Parse a text with duplicate keys and merge their values."""
    offsets: dict[str, list[int]] = {}
    scanned = scan_json(text)
    reading.mark = scanned.root
    for _, pointer, offset in scanned.duplicates:
        offsets.setdefault(pointer, []).append(offset)

    def build(value: Any, keys: list[str]) -> Json:
        if isinstance(value, _Pairs):
            members: dict[str, Json] = {}
            for key, raw in value:
                member = build(raw, [*keys, key])
                if key in members:
                    merged = merge_values([*keys, key], members[key], member)
                    positions = offsets.get(join_pointer("#", *keys, key))
                    warn_of_duplicate(
                        reading, [*keys, key], merged, positions.pop(0) if positions else 0
                    )
                    member = merged.value
                members[key] = member
            return members
        if isinstance(value, list):
            items = enumerate(cast("Iterable[Any]", value))
            return [build(item, [*keys, str(number)]) for number, item in items]
        scalar: Json = value
        return scalar

    return build(json.loads(text, object_pairs_hook=_Pairs), [])


def _repair_surrogates(text: str, reading: Reading) -> None:
    """Replace lone surrogates, which cannot be encoded, by U+FFFD."""
    replaced: list[None] = []

    def replace_lone(string: str) -> str:
        changed = _LONE.sub("\ufffd", string)
        if changed != string:
            replaced.append(None)
        return changed

    reading.tree = with_strings(reading.tree, replace_lone)
    if replaced:
        match = _SURROGATE.search(text)
        message = "an escape is half of a surrogate pair; replaced by U+FFFD"
        offset = match.start() if match else 0
        reading.warn("surrogate-replaced", message, "#", offset)
