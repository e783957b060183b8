"""The surface in a `restamp.api.json`: nothing in it is believed to be what Restamp writes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace

from restamp.api_diff.surface.fields import (
    SurfaceError,
    members_of,
    read_members,
    sets_of,
    text_of,
    texts_of,
)
from restamp.api_diff.surface.file import (
    FORMAT,
    KINDS,
    USES,
    Packaged,
    answer_of,
    place_of,
    property_at,
    usual_failures,
)
from restamp.api_diff.surface.surface import (
    Alias,
    Argument,
    Attribute,
    Call,
    Class,
    Declared,
    Enumeration,
    Reader,
    Surface,
    world_of,
)
from restamp.api_diff.types.terms import term
from restamp.config.model import Include
from restamp.recursion import with_deep_recursion

LARGEST = 64 << 20
"""Bytes; the surface of 1,200 operations and 7,000 models has 5 MB."""
_FORMS: Mapping[str, type[Declared]] = {
    "dict": Class,
    **{kind: form for form, kind in KINDS.items()},
}
_SIDES: Mapping[str, tuple[bool, bool]] = {use: sides for sides, use in USES.items()}


def packaged_of(content: bytes) -> Packaged:
    """What the file holds; SurfaceError where it is not one, of another format, or beyond the limits."""
    if len(content) > LARGEST:
        raise SurfaceError(f"it has more than {LARGEST:,} bytes")
    try:
        tree: object = json.loads(content)
    except (ValueError, RecursionError):
        raise SurfaceError("it is not JSON") from None
    members = members_of(tree)
    if members.get("surface") != FORMAT:
        raise SurfaceError("it is of another format")
    try:
        packaged = _packaged(members)
        with_deep_recursion(lambda: _check(packaged.surface))
    except (SyntaxError, TypeError, KeyError, ValueError, RecursionError, MemoryError) as error:
        why = str(error) if isinstance(error, SurfaceError) else "an annotation is no type"
        raise SurfaceError(why) from None
    return packaged


def _packaged(members: Mapping[str, object]) -> Packaged:
    client = members_of(members.get("client", {}))
    alternatives = sets_of(client.get("alternatives", []))
    models = members_of(members.get("models", {}))
    uses = {symbol: _use(members_of(value)) for symbol, value in models.items()}
    declared = _inherited({symbol: _declared(symbol, value) for symbol, value in models.items()})
    include = members_of(members.get("include", {}))
    surface = Surface(
        title=text_of(members.get("title", "")),
        version=text_of(members.get("version", "")),
        calls={
            symbol: _call(symbol, members_of(value), alternatives)
            for symbol, value in members_of(members.get("calls", {})).items()
        },
        declared=declared,
        readers={
            symbol: Reader(symbol, **read_members(Reader, members_of(value)))
            for symbol, value in members_of(members.get("others", {})).items()
        },
        credentials=tuple(_arguments(members.get("credentials", {}), "#")),
        alternatives=alternatives,
        address=text_of(client.get("address", "")),
        answered=frozenset(symbol for symbol, (read, _) in uses.items() if read),
        sent=frozenset(symbol for symbol, (_, sent) in uses.items() if sent),
        world=world_of(declared),
    )
    kept = {name: texts_of(include.get(name, [])) for name in Include.__slots__}
    return Packaged(surface, Include(**kept), texts_of(members.get("overlays", [])))


def _call(
    symbol: str, members: dict[str, object], alternatives: tuple[frozenset[str], ...]
) -> Call:
    arguments, failed = members.pop("arguments", {}), members.pop("failed", None)
    fields = read_members(Call, members)
    statuses = fields["statuses"]
    failures = usual_failures(statuses) if failed is None else texts_of(failed)
    fields["failures"] = {status: statuses.get(status, "") for status in failures}
    if "function" not in members:
        fields["function"] = "api." + symbol.partition(".")[2]
    if "at" not in members:
        fields["at"] = place_of(fields["key"])
    if "answers" not in members:
        fields["answers"] = {"": answer_of(statuses)}
    if "alternatives" not in members:
        fields["alternatives"] = alternatives
    return Call(symbol, arguments=tuple(_arguments(arguments, fields["at"])), **fields)


def _arguments(value: object, at: str) -> Iterator[Argument]:
    for name, each in members_of(value).items():
        fields = read_members(Argument, {**members_of(each), "name": name})
        fields["at"] = _absolute(fields["at"], at)
        if fields["travel"].startswith(", "):
            fields["travel"] = fields["wire"] + fields["travel"]
        yield Argument(**fields)


def _use(members: Mapping[str, object]) -> tuple[bool, bool]:
    use = text_of(members.get("use", ""))
    if use not in _SIDES:
        raise SurfaceError("a use is unknown")
    return _SIDES[use]


def _declared(symbol: str, value: object) -> Declared:
    members = {name: each for name, each in members_of(value).items() if name != "use"}
    kind = text_of(members.pop("kind", ""))
    form = _FORMS.get(kind)
    if form is None:
        raise SurfaceError("a kind is unknown")
    attributes = members.pop("attributes", {})
    fields = read_members(form, members)
    if form is not Class:
        return form(symbol, **fields)
    if "line" not in members:
        fields["line"] = fields["bases"]
    is_dict = kind == "dict"
    if "extra" not in members and not is_dict:
        fields["extra"] = "Any"
    own = tuple(_attributes(attributes, fields["at"], is_dict))
    return Class(symbol, attributes=own, is_dict=is_dict, **fields)


def _attributes(value: object, at: str, is_dict: bool) -> Iterator[Attribute]:
    for name, each in members_of(value).items():
        members = members_of(each)
        fields = read_members(Attribute, {**members, "name": name})
        if "wire" not in members and not is_dict:
            fields["wire"] = name
        place = fields["at"] if "at" in members else property_at(fields["wire"] or name)
        fields["at"] = _absolute(place, at)
        yield Attribute(**fields)


def _absolute(at: str, parent: str) -> str:
    return parent + at[1:] if at == "." or at.startswith("./") else at


def _inherited(declared: Mapping[str, Declared]) -> dict[str, Declared]:
    """The same with the fields that classes inherit."""
    return {
        symbol: _with_inherited(held, declared) if isinstance(held, Class) and held.line else held
        for symbol, held in declared.items()
    }


def _with_inherited(held: Class, declared: Mapping[str, Declared]) -> Class:
    found = {attribute.name: attribute for attribute in held.attributes}
    for symbol in held.line:
        base = declared.get(symbol)
        for attribute in base.attributes if isinstance(base, Class) else ():
            found.setdefault(attribute.name, replace(attribute, owner=symbol))
    return replace(held, attributes=tuple(found.values()))


def _check(surface: Surface) -> None:
    """Every annotation must be a type, for what compares them parses them."""
    for annotation in {*_annotations(surface)}:
        term(annotation)


def _annotations(surface: Surface) -> Iterator[str]:
    for call in surface.calls.values():
        yield from (argument.annotation for argument in call.arguments)
        yield from (*call.answers.values(), *call.statuses.values(), *call.failures.values())
    yield from (argument.annotation for argument in surface.credentials)
    yield from (reader.annotation for reader in surface.readers.values())
    for held in surface.declared.values():
        yield from _of_declared(held)


def _of_declared(held: Declared) -> Iterator[str]:
    match held:
        case Class():
            yield from (attribute.annotation for attribute in held.attributes)
            yield from filter(None, (held.extra,))
        case Alias():
            yield held.annotation
        case Enumeration():
            pass
