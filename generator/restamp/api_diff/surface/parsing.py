"""Read the surface in a `restamp.api.json`, checking everything: the file may have been edited."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace

from restamp.api_diff.surface.dict_keys import DICT_SUFFIX, UsualKeys, model_of
from restamp.api_diff.surface.fields import (
    SurfaceError,
    members_of,
    read_members,
    sets_of,
    slot_of,
    text_of,
    texts_of,
    type_of,
)
from restamp.api_diff.surface.file import (
    DICT,
    FORMAT,
    KEYS,
    KINDS,
    POSITIONAL,
    USES,
    USUAL_STYLES,
    Packaged,
    are_integers,
    body_at,
    place_of,
    property_at,
    result_of,
    schema_at,
    usual_error_statuses,
)
from restamp.api_diff.surface.format_1 import to_format_2
from restamp.api_diff.surface.format_2 import to_format_3
from restamp.api_diff.surface.surface import (
    Alias,
    Argument,
    Attribute,
    Call,
    Class,
    Declared,
    Enumeration,
    OutputType,
    Surface,
    environment_of,
)
from restamp.api_diff.types.notation import NotationError
from restamp.config.model import BODIES, BodiesKey, Include
from restamp.python.types.public import Default, PublicType, Simple
from restamp.recursion import with_deep_recursion

MAX_BYTES = 64 << 20
"""The surface of 1,200 operations and 7,000 models has 5 MB."""
_FORMS: Mapping[str, type[Declared]] = {
    DICT: Class,
    KEYS: Class,
    **{kind: form for form, kind in KINDS.items()},
}
_SIDES: Mapping[str, tuple[bool, bool]] = {use: sides for sides, use in USES.items()}


def packaged_of(content: bytes) -> Packaged:
    """Read the file; raises SurfaceError if it is invalid, too large or of an unknown format."""
    if len(content) > MAX_BYTES:
        raise SurfaceError(f"it has more than {MAX_BYTES:,} bytes")
    try:
        tree: object = json.loads(content)
    except (ValueError, RecursionError):
        raise SurfaceError("it is not JSON") from None
    members = members_of(tree)
    try:
        return with_deep_recursion(lambda: _packaged(_current(members)))
    except NotationError:
        raise SurfaceError("it has an invalid type") from None
    except (RecursionError, MemoryError):
        raise SurfaceError("its types are nested too deeply") from None


def _current(members: Mapping[str, object]) -> Mapping[str, object]:
    """Convert the members of a file of any known format to the current one."""
    version = members.get("surface")
    if type(version) is not int or version < 1:
        raise SurfaceError("it has an unknown format")
    if version > FORMAT:
        raise SurfaceError(f"a newer Restamp wrote it in format {version}; this one reads {FORMAT}")
    if version == 1:
        members = to_format_2(members)
    return to_format_3(members) if version < 3 else members


def _packaged(members: Mapping[str, object]) -> Packaged:
    client = members_of(members.get("client", {}))
    alternatives = sets_of(client.get("alternatives", []))
    models = {s: members_of(each) for s, each in members_of(members.get("models", {})).items()}
    uses = {symbol: _use(each) for symbol, each in models.items()}
    declared = _inherited({symbol: _declared(symbol, models) for symbol in models})
    declared = _with_usual_keys(declared, models)
    include = members_of(members.get("include", {}))
    surface = Surface(
        title=text_of(members.get("title", "")),
        version=text_of(members.get("version", "")),
        calls={
            symbol: _call(symbol, members_of(value), alternatives)
            for symbol, value in members_of(members.get("calls", {})).items()
        },
        declared=declared,
        outputs={
            symbol: _output(symbol, value)
            for symbol, value in members_of(members.get("others", {})).items()
        },
        credentials=tuple(
            _credential(name, each)
            for name, each in members_of(members.get("credentials", {})).items()
        ),
        alternatives=alternatives,
        address=text_of(client.get("address", "")),
        received=frozenset(symbol for symbol, (read, _) in uses.items() if read),
        sent=frozenset(symbol for symbol, (_, sent) in uses.items() if sent),
        environment=environment_of(declared),
    )
    options = {name: texts_of(include.get(name, [])) for name in Include.__slots__}
    written = text_of(members.get("bodies", BODIES[0]))
    known: dict[str, BodiesKey] = {key: key for key in BODIES}
    if written not in known:
        raise SurfaceError("unknown bodies")
    overlays = texts_of(members.get("overlays", []))
    return Packaged(surface, Include(**options), overlays, known[written])


def _call(
    symbol: str, members: dict[str, object], alternatives: tuple[frozenset[str], ...]
) -> Call:
    arguments, failed = members.pop("arguments", {}), members.pop("failed", None)
    fields = read_members(Call, members)
    statuses = fields["statuses"]
    fields["error_statuses"] = (
        usual_error_statuses(statuses) if failed is None else frozenset(texts_of(failed))
    )
    if "function" not in members:
        fields["function"] = "api." + symbol.partition(".")[2]
    if "at" not in members:
        fields["at"] = place_of(fields["key"])
    if "results" not in members:
        fields["results"] = {"": result_of(statuses)}
    if "alternatives" not in members:
        fields["alternatives"] = alternatives
    return Call(symbol, arguments=tuple(_arguments(arguments, fields["at"])), **fields)


def _arguments(value: object, at: str) -> Iterator[Argument]:
    for number, (name, each) in enumerate(members_of(value).items()):
        slot, members = _slot(each)
        fields = read_members(Argument, {**members, "name": name})
        wire = fields["wire"]
        location = wire.partition(" ")[0]
        if location in USUAL_STYLES:
            wire = fields["wire"] = f"{wire} {name}" if wire == location else wire
            fields["serialization"] = wire + (fields["serialization"] or USUAL_STYLES[location])
        fields["at"] = _absolute(fields["at"] or body_at(wire), at)
        yield Argument(type=slot[0], default=slot[1], position=_position(wire, number), **fields)


def _credential(name: str, value: object) -> Argument:
    (type_, default), members = _slot(value)
    fields = read_members(Argument, {**members, "name": name})
    fields["at"] = _absolute(fields["at"], "#")
    return Argument(type=type_, default=default, position=None, **fields)


def _position(wire: str, number: int) -> int | None:
    return number if wire.partition(" ")[0] in POSITIONAL else None


def _slot(value: object) -> tuple[tuple[PublicType, Default | None], dict[str, object]]:
    """Read a type with its default, and the other members."""
    if isinstance(value, str):
        return slot_of(value), {}
    members = dict(members_of(value))
    return slot_of(members.pop("type", None)), members


def _output(symbol: str, value: object) -> OutputType:
    (type_, _), members = _slot(value)
    return OutputType(symbol, type_, **({"at": text_of(members["at"])} if "at" in members else {}))


def _use(members: Mapping[str, object]) -> tuple[bool, bool]:
    use = text_of(members.get("use", ""))
    if use not in _SIDES:
        raise SurfaceError("unknown use")
    return _SIDES[use]


def _declared(symbol: str, models: Mapping[str, Mapping[str, object]]) -> Declared:
    members = {name: each for name, each in models[symbol].items() if name != "use"}
    kind = text_of(members.pop("kind", KINDS[Class]))
    members["at"] = _at(symbol, models)
    match _FORMS.get(kind):
        case None:
            raise SurfaceError("unknown kind")
        case form if form is Alias:
            return Alias(
                symbol, type=type_of(members.pop("type", None)), **read_members(Alias, members)
            )
        case form if form is Enumeration:
            fields = read_members(Enumeration, members)
            if "is_integer" not in members:
                fields["is_integer"] = are_integers(fields["members"])
            return Enumeration(symbol, **fields)
        case _:
            return _class(symbol, members, kind in (DICT, KEYS))


def _at(symbol: str, models: Mapping[str, Mapping[str, object]]) -> str:
    """The pointer of a declaration; a typed dict has that of its model."""
    members = models[symbol]
    if "at" in members:
        return text_of(members["at"])
    model = symbol.removesuffix(DICT_SUFFIX)
    if members.get("kind") == KEYS and model != symbol and model in models:
        return _at(model, models)
    return schema_at(symbol)


def _class(symbol: str, members: dict[str, object], is_dict: bool) -> Class:
    attributes, _ = members.pop("attributes", {}), members.pop("without", ())
    fields = read_members(Class, members)
    if "mro" not in members:
        fields["mro"] = fields["bases"]
    if "extra" not in members and not is_dict:
        fields["extra"] = Simple.ANY
    own = tuple(_attributes(attributes, fields["at"], is_dict))
    return Class(symbol, attributes=own, is_dict=is_dict, **fields)


def _attributes(value: object, at: str, is_dict: bool) -> Iterator[Attribute]:
    for name, each in members_of(value).items():
        (type_, default), members = _slot(each)
        fields = read_members(Attribute, {**members, "name": name})
        if "wire" not in members and not is_dict:
            fields["wire"] = name
        place = fields["at"] if "at" in members else property_at(fields["wire"] or name)
        fields["at"] = _absolute(place, at)
        yield Attribute(type=type_, default=default, **fields)


def _absolute(at: str, parent: str) -> str:
    return parent + at[1:] if at == "." or at.startswith("./") else at


def _inherited(declared: Mapping[str, Declared]) -> dict[str, Declared]:
    """Add inherited fields to the classes."""
    return {
        symbol: _with_inherited(one, declared) if isinstance(one, Class) and one.mro else one
        for symbol, one in declared.items()
    }


def _with_inherited(one: Class, declared: Mapping[str, Declared]) -> Class:
    attributes = {attribute.name: attribute for attribute in one.attributes}
    for symbol in one.mro:
        base = declared.get(symbol)
        for attribute in base.attributes if isinstance(base, Class) else ():
            attributes.setdefault(attribute.name, replace(attribute, owner=symbol))
    return replace(one, attributes=tuple(attributes.values()))


def _with_usual_keys(
    declared: Mapping[str, Declared], models: Mapping[str, Mapping[str, object]]
) -> dict[str, Declared]:
    """Add the keys that follow from the fields of the models."""
    usual = UsualKeys(declared)
    completed = dict(declared)
    for symbol, keys in declared.items():
        if isinstance(keys, Class) and models[symbol].get("kind") == KEYS:
            model = model_of(symbol, declared)
            if model is None:
                raise SurfaceError("a typed dict without its model")
            known = usual.of(model, texts_of(models[symbol].get("without", [])))
            known |= {key.name: key for key in keys.attributes}
            completed[symbol] = replace(keys, attributes=tuple(known.values()))
    return completed
