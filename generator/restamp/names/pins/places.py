"""The lock keys of the declarations of a document: pointers without numbers.

A number in a pointer changes its meaning when another item is added or removed. Parameters have location and
name instead (`/parameters/query:sort`), and members of unions, tuples and `allOf`s a label (`/oneOf/[type=ram]`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import field, replace

from restamp.ir.api import Api
from restamp.ir.declarations import Declaration
from restamp.names.pins.shapes import ANY, label_of, shape_of, traits_of
from restamp.names.types import is_component
from restamp.pointers import escape_token
from restamp.records import dataclass

SENT = "?request"
"""Suffix of the id of a request variant."""
LISTS = "oneOf|anyOf|allOf|prefixItems|items"
LABELLED = re.compile(rf"/(?P<list>{LISTS})/(?P<label>\[[^\]/?]*\]|\d+(?:/\d+)*)(?=[/?]|\Z)")
"""A member in a lock key; earlier versions used its number."""

_COUNTED = re.compile(rf"/(?P<list>{LISTS})/(?P<numbers>\d+(?:/\d+)*)(?=[/?]|\Z)")
_PARAMETER = re.compile(r"(?P<place>.*?/parameters/\d+)(?=/)")
_MERGED = "/allOf"
"""Suffix of the id of a member that is merged with the siblings of the union."""


@dataclass(frozen=True, slots=True)
class Places:
    """The lock keys of a document."""

    keys: Mapping[str, str] = field(default_factory=dict[str, str])
    """By id of the declaration."""
    shapes: Mapping[str, str] = field(default_factory=dict[str, str])
    """Shape digests by lock key, for declarations whose pointer may change.

    Those of members are followed by the exact shape and the traits, separated by spaces.
    """
    members: Mapping[str, str] = field(default_factory=dict[str, str])
    """The number of each member, by the key of the declaration that its label is derived from."""


@dataclass(frozen=True, slots=True)
class _Owner:
    """The outermost declaration in a member, from which the label is derived."""

    id: str
    location: str
    """Its id without the number, after that of the enclosing declaration."""
    label: str
    number: str


def places_of(api: Api) -> Places:
    """The lock keys and shapes of a document."""
    declarations = api.by_id
    by_base_id = {id_.removesuffix(SENT): d for id_, d in declarations.items()}
    by_base_id |= {id_: d for id_, d in declarations.items() if not id_.endswith(SENT)}
    enclosing = {id_: _enclosing(id_, by_base_id) for id_ in by_base_id if _COUNTED.search(id_)}
    owners = _distinguished(_owners(enclosing, by_base_id), by_base_id, declarations)
    parameters = _parameters(api)
    keys: dict[str, str] = {
        id_: _stable(id_, parameters) for id_ in by_base_id if id_ not in enclosing
    }
    for id_ in sorted(
        enclosing, key=lambda id_: (len(_COUNTED.findall(id_)), len(_stem(id_)), id_)
    ):
        parent = enclosing[id_]
        label = owners[id_].label if id_ in owners else ANY
        rest = _labelled(id_[len(_stem(parent)) :], label)
        keys[id_] = keys[parent] + rest if parent else _stable(rest, parameters)
    shapes = {
        id_: shape_of(declaration, declarations)
        for id_, declaration in declarations.items()
        if is_component(id_) and "?" not in id_
    }
    shapes |= {keys[id_]: _member_shape(by_base_id[id_], declarations) for id_ in owners}
    return Places(
        {id_: keys[bare] + id_[len(bare) :] for id_ in declarations for bare in (_bare(id_),)},
        shapes,
        {keys[id_]: owner.number for id_, owner in owners.items()},
    )


def before_renames(api: Api, places: Places, former_ids: Mapping[str, str]) -> Places:
    """Recompute the shapes of members with the former ids of renamed schemas."""
    if not former_ids:
        return places
    declarations = api.by_id
    shapes = {
        _bare(places.keys[id_]): _member_shape(declaration, declarations, former_ids)
        for id_, declaration in declarations.items()
        if _bare(places.keys[id_]) in places.members
    }
    return replace(places, shapes={**places.shapes, **shapes})


def _bare(id_: str) -> str:
    return id_.removesuffix(SENT)


def _stem(id_: str) -> str:
    """The prefix of the ids of a declaration's parts."""
    return id_.removesuffix(_MERGED)


def _parameters(api: Api) -> dict[str, str]:
    """Map the pointers of numbered parameters to pointers with location and name."""
    pointers: dict[str, str] = {}
    for operation in api.operations:
        for parameter in operation.parameters:
            parent, _, last = parameter.at.rpartition("/")
            if last.isdigit():
                name = f"{parameter.location}:{parameter.wire_name}"
                pointers.setdefault(parameter.at, f"{parent}/{escape_token(name)}")
    return pointers


def _stable(id_: str, parameters: Mapping[str, str]) -> str:
    match = _PARAMETER.match(id_)
    if match is None or match["place"] not in parameters:
        return id_
    return parameters[match["place"]] + id_[match.end() :]


def _enclosing(id_: str, known: Mapping[str, Declaration]) -> str:
    """The nearest enclosing declaration; "" if there is none."""
    prefix = id_.rpartition("/")[0]
    while "#" in prefix:
        for around in (prefix, prefix + _MERGED):
            if around in known and around != id_:
                return around
        prefix = prefix.rpartition("/")[0]
    return ""


def _owners(enclosing: Mapping[str, str], known: Mapping[str, Declaration]) -> list[_Owner]:
    owners: list[_Owner] = []
    for id_, parent in enclosing.items():
        rest = id_[len(_stem(parent)) :]
        if matches := list(_COUNTED.finditer(rest)):
            last = matches[-1]
            is_part = last["list"] == "allOf" and last.end() < len(rest)
            label = ANY if is_part else label_of(known[id_])
            owners.append(_Owner(id_, f"{parent} {_labelled(rest, '')}", label, last["numbers"]))
    return owners


def _distinguished(
    owners: list[_Owner],
    known: Mapping[str, Declaration],
    declarations: Mapping[str, Declaration],
) -> dict[str, _Owner]:
    """The owners by id. Equal labels are extended by shapes, and equal shapes by numbers."""
    groups: dict[tuple[str, str], list[_Owner]] = {}
    for owner in owners:
        groups.setdefault((owner.location, owner.label), []).append(owner)
    result: dict[str, _Owner] = {}
    for group in groups.values():
        digests = [shape_of(known[owner.id], declarations) for owner in group]
        if len(set(digests)) < len(group):
            digests = [shape_of(known[owner.id], declarations, exact=True) for owner in group]
        counted = Counter[str]()
        pairs = zip(group, digests, strict=True)
        for owner, shape in sorted(pairs, key=lambda pair: _in_order(pair[0].id)):
            counted[shape] += 1
            number = f"~{counted[shape]}" if counted[shape] > 1 else ""
            label = f"{owner.label}~{shape}{number}" if len(group) > 1 else owner.label
            result[owner.id] = replace(owner, label=label)
    return result


def _in_order(id_: str) -> list[tuple[int, str]]:
    """Sort key for pointers with numbers in numerical order."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in id_.split("/")]


def _labelled(rest: str, label: str) -> str:
    """Replace the last number of a pointer by a label, and earlier ones by `*`."""
    matches = list(_COUNTED.finditer(rest))
    for match in reversed(matches):
        text = label if match is matches[-1] else ANY
        rest = f"{rest[: match.start()]}/{match['list']}/[{text}]{rest[match.end() :]}"
    return rest


def _member_shape(
    declaration: Declaration,
    declarations: Mapping[str, Declaration],
    former_ids: Mapping[str, str] | None = None,
) -> str:
    loose = shape_of(declaration, declarations)
    exact = shape_of(declaration, declarations, exact=True, former_ids=former_ids)
    return " ".join([loose, exact, ",".join(traits_of(declaration))]).rstrip()
