"""What a lock calls the declarations of a document: by pointer, except where a pointer counts.

A number in a pointer does not say which thing is meant once another is added or removed. A parameter is called
by location and name instead (`/parameters/query:sort`), and a member of a union, of a tuple or of an `allOf` by
what it is (`/oneOf/[type=ram]`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from restamp.ir.api import Api
from restamp.ir.declarations import Declaration
from restamp.names.pins.shapes import ANY, label_of, shape_of, traits_of
from restamp.names.types import is_component
from restamp.pointers import escape_token

SENT = "?request"
"""How the id of the variant of a schema ends that requests hold."""
LISTS = "oneOf|anyOf|allOf|prefixItems|items"
LABELLED = re.compile(rf"/(?P<list>{LISTS})/(?P<label>\[[^\]/?]*\]|\d+(?:/\d+)*)(?=[/?]|\Z)")
"""A member in the key of a lock; earlier versions called it by its number."""

_COUNTED = re.compile(rf"/(?P<list>{LISTS})/(?P<numbers>\d+(?:/\d+)*)(?=[/?]|\Z)")
_PARAMETER = re.compile(r"(?P<place>.*?/parameters/\d+)(?=/)")
_MERGED = "/allOf"
"""Behind the id of a member: the id of what it is merged to with what is beside the union."""


@dataclass(frozen=True, slots=True)
class Places:
    """What a lock calls everything in a document."""

    keys: Mapping[str, str] = field(default_factory=dict[str, str])
    """By id of each declaration."""
    shapes: Mapping[str, str] = field(default_factory=dict[str, str])
    """By key, where it alone does not tell for ever what it is: its shape.

    That of a member has its exact one and its traits behind it, with spaces between.
    """
    members: Mapping[str, str] = field(default_factory=dict[str, str])
    """By key of each declaration that a member has its label from: the number of the member."""


@dataclass(frozen=True, slots=True)
class _Owner:
    """The outermost declaration in a member, which the member has its label from."""

    id: str
    place: str
    """Its id without the number, behind that of the declaration around it."""
    label: str
    number: str


def places_of(api: Api) -> Places:
    """The keys and the shapes of a document."""
    declarations = api.by_id
    known = {id_.removesuffix(SENT): d for id_, d in declarations.items()}
    known |= {id_: d for id_, d in declarations.items() if not id_.endswith(SENT)}
    above = {id_: _around(id_, known) for id_ in known if _COUNTED.search(id_)}
    owners = _told_apart(_owners(above, known), known, declarations)
    parameters = _parameters(api)
    keys: dict[str, str] = {}
    for id_ in sorted(known, key=lambda id_: (len(_COUNTED.findall(id_)), len(_stem(id_)), id_)):
        if id_ not in above:
            keys[id_] = _stable(id_, parameters)
            continue
        around = above[id_]
        label = owners[id_].label if id_ in owners else ANY
        rest = _labelled(id_[len(_stem(around)) :], label)
        keys[id_] = keys[around] + rest if around else _stable(rest, parameters)
    shapes = {
        id_: shape_of(declaration, declarations)
        for id_, declaration in declarations.items()
        if is_component(id_) and "?" not in id_
    }
    shapes |= {keys[id_]: _member_shape(known[id_], declarations) for id_ in owners}
    return Places(
        {id_: keys[bare] + id_[len(bare) :] for id_ in declarations for bare in (_bare(id_),)},
        shapes,
        {keys[id_]: owner.number for id_, owner in owners.items()},
    )


def before_renames(api: Api, places: Places, former_ids: Mapping[str, str]) -> Places:
    """The places with the shapes that members had when the schemas they refer to had their former ids."""
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
    """What the ids of the parts of a declaration begin with."""
    return id_.removesuffix(_MERGED)


def _parameters(api: Api) -> dict[str, str]:
    """By the place of each parameter that has a number: its place by location and name."""
    places: dict[str, str] = {}
    for operation in api.operations:
        for parameter in operation.parameters:
            parent, _, last = parameter.at.rpartition("/")
            if last.isdigit():
                name = f"{parameter.location}:{parameter.wire_name}"
                places.setdefault(parameter.at, f"{parent}/{escape_token(name)}")
    return places


def _stable(id_: str, parameters: Mapping[str, str]) -> str:
    match = _PARAMETER.match(id_)
    if match is None or match["place"] not in parameters:
        return id_
    return parameters[match["place"]] + id_[match.end() :]


def _around(id_: str, known: Mapping[str, Declaration]) -> str:
    """The nearest declaration around another; "" where there is none."""
    prefix = id_.rpartition("/")[0]
    while "#" in prefix:
        for around in (prefix, prefix + _MERGED):
            if around in known and around != id_:
                return around
        prefix = prefix.rpartition("/")[0]
    return ""


def _owners(above: Mapping[str, str], known: Mapping[str, Declaration]) -> list[_Owner]:
    found: list[_Owner] = []
    for id_, around in above.items():
        rest = id_[len(_stem(around)) :]
        if matches := list(_COUNTED.finditer(rest)):
            last = matches[-1]
            is_part = last["list"] == "allOf" and last.end() < len(rest)
            label = ANY if is_part else label_of(known[id_])
            found.append(_Owner(id_, f"{around} {_labelled(rest, '')}", label, last["numbers"]))
    return found


def _told_apart(
    owners: list[_Owner],
    known: Mapping[str, Declaration],
    declarations: Mapping[str, Declaration],
) -> dict[str, _Owner]:
    """The owners by id. Where several have one label, it gets their shapes, and their order where those agree."""
    groups: dict[tuple[str, str], list[_Owner]] = {}
    for owner in owners:
        groups.setdefault((owner.place, owner.label), []).append(owner)
    found: dict[str, _Owner] = {}
    for alike in groups.values():
        digests = [shape_of(known[owner.id], declarations) for owner in alike]
        if len(set(digests)) < len(alike):
            digests = [shape_of(known[owner.id], declarations, exact=True) for owner in alike]
        counted = Counter[str]()
        pairs = zip(alike, digests, strict=True)
        for owner, shape in sorted(pairs, key=lambda pair: _in_order(pair[0].id)):
            counted[shape] += 1
            number = f"~{counted[shape]}" if counted[shape] > 1 else ""
            label = f"{owner.label}~{shape}{number}" if len(alike) > 1 else owner.label
            found[owner.id] = replace(owner, label=label)
    return found


def _in_order(id_: str) -> list[tuple[int, str]]:
    """The order of pointers in which numbers are in order."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in id_.split("/")]


def _labelled(rest: str, label: str) -> str:
    """A pointer with a label for its last number, and `*` for the ones before."""
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
