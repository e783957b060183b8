"""The overlay of learned corrections: read it, extend it, and review it against a new version of the document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

import yaml

from restamp.learning.allowed import admits_null, fits_type, members_of, types_of
from restamp.learning.comparing import object_of
from restamp.learning.corrections import Correction
from restamp.learning.findings import Difference
from restamp.learning.written import Written, matching, texts
from restamp.records import dataclass
from restamp.spec.overlay.apply import selected
from restamp.spec.tree.extensions import LEARNED
from restamp.spec.tree.node import Node
from restamp.spec.tree.tree import Json

_HEAD = (
    "# Written by `restamp learn` from what the server sends; you may edit it, or remove actions.\n"
)


@dataclass(frozen=True, slots=True)
class Learned:
    """One learned correction of an overlay: consecutive actions with the same mark."""

    difference: Difference
    at: str
    name: str
    types: tuple[str, ...]
    values: tuple[Json, ...]
    was: tuple[tuple[str, Json], ...]
    """The values that its actions remove, by their keys."""
    numbers: tuple[int, ...]
    """The indices of its actions."""


def overlay_text(title: str, actions: Sequence[Json]) -> str:
    """An overlay with these actions."""
    info: Json = {"title": f"What the server of {title} sends", "version": "1.0.0"}
    return rewritten({"overlay": "1.0.0", "info": info}, actions)


def rewritten(overlay: Json, actions: Sequence[Json]) -> str:
    """An overlay with other actions; with one that changes nothing instead of none, since an overlay needs one."""
    nothing: Json = {"target": "$.info", "update": {}}
    tree: Json = {**object_of(overlay), "actions": [*actions] or [nothing]}
    dump: Any = cast("Any", yaml).dump  # The types of its arguments are partly unknown.
    text: str = dump(tree, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
    return _HEAD + text


class _Dumper(yaml.SafeDumper):
    """Writes values that occur twice as they are, without anchors."""

    def ignore_aliases(self, data: object) -> bool:
        """Whether a value is always written out."""
        return True


def actions_in(overlay: Json) -> list[Json]:
    """The actions of an overlay."""
    listed = object_of(overlay).get("actions")
    return listed if isinstance(listed, list) else []


def extended(actions: Iterable[Json], corrections: Iterable[Correction]) -> list[Json]:
    """The actions of an overlay, followed by those of further corrections."""
    every: list[Json] = [*actions]
    for correction in corrections:
        every += correction.overlay_actions()
    return every


def learned_in(actions: Iterable[Json]) -> Iterator[Learned]:
    """The learned corrections among the actions of an overlay."""
    groups: dict[tuple[str, str, str], Learned] = {}
    for number, action in enumerate(actions):
        mark = object_of(object_of(action).get(LEARNED.own))
        difference, at, name = mark.get("difference"), mark.get("at"), mark.get("name", "")
        if difference not in [*Difference] or not isinstance(at, str):
            continue
        values = mark.get("values")
        key = str(difference), at, str(name)
        known = groups.get(key)
        was = () if "was" not in mark else ((str(object_of(action).get("target")), mark["was"]),)
        groups[key] = Learned(
            Difference(str(difference)),
            at,
            str(name),
            tuple(texts(mark.get("types"))),
            (*values,) if isinstance(values, list) else (),
            (*(known.was if known else ()), *was),
            (*(known.numbers if known else ()), number),
        )
    yield from groups.values()


def is_needed(document: Written, learned: Learned) -> bool:
    """Whether a document without the learned overlay still lacks a correction; also if its place is gone."""
    node = document.at(learned.at)
    if node is None:
        return True
    match learned.difference:
        case Difference.NULL:
            return not admits_null(document, node)
        case Difference.MISSING:
            return learned.name in texts(node.raw("required"))
        case Difference.ENUM:
            members = members_of(node)
            return members is not None and any(value not in members for value in learned.values)
        case Difference.TYPE:
            return not _admits(document, node, learned)
        case Difference.STATUS:
            return learned.name not in object_of(node.raw("responses"))
        case Difference.MEDIA_TYPE | Difference.BODY:
            if node.has("schema"):
                return learned.difference is Difference.MEDIA_TYPE
            return matching(learned.name, [*object_of(node.raw("content"))]) is None
        case Difference.HEADER:
            return learned.name in object_of(node.raw("headers"))
        case Difference.QUERY:
            names = [document.target(each) for each in _parameters(node)]
            return all(each is None or each.text("name") != learned.name for each in names)


def _admits(document: Written, node: Node, learned: Learned) -> bool:
    target = document.target(node)
    if target is None or not target.is_mapping:
        return False
    if learned.name:
        parts = target.get(learned.name)
        allowed = [] if parts is None else [t for p in parts.elements() for t in types_of(p)]
        return bool(allowed) and all(fits_type(type_, allowed) for type_ in learned.types)
    has_limits = target.has_any({"format", "enum", "const"}) and learned.types == ("string",)
    return not has_limits and all(fits_type(type_, types_of(target)) for type_ in learned.types)


def _parameters(operation: Node) -> Iterator[Node]:
    listed = operation.get("parameters")
    return iter(()) if listed is None else listed.elements()


def has_changed(document: Written, learned: Learned) -> bool:
    """Whether the document now says something else than what a correction replaces."""
    for target, was in learned.was:
        values = selected(document.root.value, target)
        if values and was not in values:
            return True
    return False
