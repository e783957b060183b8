"""What a document says about something deprecated: since when, until when, and what to use instead."""

from __future__ import annotations

import re

from restamp.spec.tree.extensions import DEPRECATED_SINCE, DEPRECATION, REPLACEMENT, SUNSET
from restamp.spec.tree.node import Node

_SINCE = ("since", "date", "version", "at")
_UNTIL = ("sunset", "removal", "until", "removedIn")
_INSTEAD = ("replacement", "replacedBy", "use", "alternative", "instead")
_ABOUT = ("message", "reason", "description")
_CODE = re.compile(r"[\w.{}/#:-]+")


def deprecation_of(node: Node) -> str:
    """The sentences about a deprecation in the extensions of an object; empty if there are none."""
    details = next((d for key in DEPRECATION.keys if (d := node.get(key)) is not None), None)
    nested = details if details is not None and details.is_mapping else None
    since = _text(node, DEPRECATED_SINCE.keys, nested, _SINCE)
    until = _text(node, SUNSET.keys, nested, _UNTIL)
    instead = _text(node, REPLACEMENT.keys, nested, _INSTEAD)
    about = _text(node, DEPRECATION.keys, nested, _ABOUT)
    if not (since or until or instead or about):
        return ""
    sentences = [f"Deprecated since {since}." if since else "Deprecated."]
    if instead:
        sentences.append(f"Use {f'`{instead}`' if _CODE.fullmatch(instead) else instead} instead.")
    if until:
        sentences.append(f"To be removed on {until}.")
    if about:
        sentences.append(about if about[-1:] in ".!?" else f"{about}.")
    return " ".join(sentences)


def _text(node: Node, keys: tuple[str, ...], nested: Node | None, names: tuple[str, ...]) -> str:
    """The first text or number under one of the keys, or under one of the names in a nested object."""
    members = [node.get(key) for key in keys]
    members += [nested.get(name) for name in names] if nested is not None else []
    for member in members:
        value = None if member is None else member.value
        is_text = isinstance(value, str | int | float) and not isinstance(value, bool)
        if is_text and (text := " ".join(str(value).split())):
            return text
    return ""
