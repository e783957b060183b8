"""Write `restamp.api.json`, the surface of a package as a file, which later versions are compared with.

It has one line per symbol, sorted, with names, types and pointers, and no prose. Members are omitted if they have the
usual value or follow from other members. A typed dict of the kind `keys` has the keys of its model, except those listed:

    {"surface": 3, "title": "Pets", "version": "1", "include": {...}, "overlays": [...], "client": {...},
     "calls": {"client.pets.get": {..., "arguments": {"id": {...}}}},
     "models": {"models.Pet": {"attributes": {"name": "str", "tag": "str | None = None"}}}, "others": {...}}

Types are in the notation of `restamp.api_diff.types`. A pointer that starts with `.` is relative to that of its
symbol.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from json.encoder import encode_basestring_ascii
from pathlib import Path
from typing import Any, cast

from restamp.api_diff.surface.dict_keys import UsualKeys, model_of
from restamp.api_diff.surface.fields import json_members, lists_of
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
)
from restamp.api_diff.types.notation import write, write_slot
from restamp.config.model import BODIES, BodiesKey, ClientConfig, Include
from restamp.names.keys import operation_of
from restamp.pointers import escape_token
from restamp.python.types.public import MODELS, PublicType, Simple
from restamp.records import dataclass

FILE = "restamp.api.json"
FORMAT = 3
KINDS: Mapping[type[Declared], str] = {Class: "class", Enumeration: "enum", Alias: "alias"}
DICT = "dict"
KEYS = "keys"
"""A typed dict that lists only the keys that do not follow from the fields of its model."""
USUAL_STYLES: Mapping[str, str] = {
    "path": ", simple",
    "query": ", form, exploded",
    "header": ", simple",
    "cookie": ", form, exploded",
}
"""The default style of parameters by location."""
POSITIONAL = ("path", "body")
"""Locations of arguments that may be passed by position."""
USES: Mapping[tuple[bool, bool], str] = {
    (True, True): "",
    (True, False): "read",
    (False, True): "sent",
    (False, False): "none",
}
"""The `use` of a model, by whether callers read it and whether they send it."""
_ENCODER = json.JSONEncoder()
LINES = frozenset({"arguments", "attributes", "members"})
"""Members whose own members are json_members on separate lines."""


@dataclass(frozen=True, slots=True)
class Packaged:
    """The contents of the file: the surface, and the options that select parts of the document."""

    surface: Surface
    include: Include = field(default_factory=Include)
    overlays: tuple[str, ...] = ()
    """Paths relative to the folder of the document."""
    bodies: BodiesKey = BODIES[0]


def packaged_as(surface: Surface, config: ClientConfig) -> Packaged:
    """A surface with the options of its configuration."""
    folder = config.spec.parent
    overlays = tuple(_from_folder(path, folder) for path, _ in config.overlays)
    return Packaged(surface, config.include, overlays, config.bodies)


def _from_folder(path: Path, folder: Path) -> str:
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # on another drive
        return path.name


def text_of(packaged: Packaged) -> str:
    """The text of the file."""
    surface, include = packaged.surface, packaged.include
    head: dict[str, Any] = {
        "surface": FORMAT,
        "title": surface.title,
        "version": surface.version,
        "include": {
            name: list(getattr(include, name))
            for name in Include.__slots__
            if getattr(include, name)
        },
        "overlays": list(packaged.overlays),
        "bodies": "" if packaged.bodies == BODIES[0] else packaged.bodies,
        "client": {
            "address": surface.address,
            "alternatives": lists_of(surface.alternatives),
        },
    }
    lines = [f'"{name}": {_compact(value)}' for name, value in head.items() if value]
    credentials = dict(map(_credential, surface.credentials))
    calls = {symbol: _call(call, surface) for symbol, call in surface.calls.items()}
    models = {symbol: _declared(declared, surface) for symbol, declared in surface.declared.items()}
    others = {symbol: _output(output) for symbol, output in surface.outputs.items()}
    lines += [_block("credentials", credentials, ordered=True), _block("calls", calls)]
    lines += [_block("models", models), _block("others", others)]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _compact(value: Any) -> str:
    """A value on one line; three times as fast as a JSON encoder for objects of strings, which most values are."""
    quoted = encode_basestring_ascii
    if not isinstance(value, dict):
        return quoted(value) if isinstance(value, str) else _ENCODER.encode(value)
    members = cast("dict[str, object]", value)
    parts = [
        f"{quoted(name)}: {quoted(each) if type(each) is str else _compact(each)}"
        for name, each in members.items()
    ]
    return f"{{{', '.join(parts)}}}"


def _block(name: str, members: Mapping[str, Any], *, ordered: bool = False) -> str:
    if not members:
        return f'"{name}": {{}}'
    items = members.items() if ordered else sorted(members.items())
    return f'"{name}": {{\n' + ",\n".join(_line(*item) for item in items) + "\n}"


def _line(symbol: str, members: Any) -> str:
    """The lines of one symbol, with one line for each of its arguments, fields or members."""
    if not isinstance(members, dict):
        return f" {_compact(symbol)}: {_compact(members)}"
    named = cast("dict[str, object]", members)
    parts = [f"{_compact(name)}: {_member(name, value)}" for name, value in named.items()]
    return f" {_compact(symbol)}: {{{', '.join(parts)}}}"


def _member(name: str, value: Any) -> str:
    if name not in LINES:
        return _compact(value)
    quoted = encode_basestring_ascii
    lines = [
        f"  {quoted(key)}: {quoted(each) if type(each) is str else _compact(each)}"
        for key, each in value.items()
    ]
    return "{\n" + ",\n".join(lines) + "\n }"


def _call(call: Call, surface: Surface) -> dict[str, Any]:
    members = json_members(call)
    _leave_out(members, "function", "api." + call.symbol.partition(".")[2])
    _leave_out(members, "at", place_of(call.key))
    if call.results == {"": result_of(call.statuses)}:
        members.pop("results", None)
    if call.error_statuses != usual_error_statuses(call.statuses):
        members["failed"] = sorted(call.error_statuses)
    members.pop("alternatives", None)
    if call.alternatives != surface.alternatives:
        members["alternatives"] = lists_of(call.alternatives)
    if call.arguments:
        members["arguments"] = dict(_arguments(call.arguments, call.at))
    return members


def _arguments(arguments: Iterable[Argument], at: str) -> Iterator[tuple[str, Any]]:
    for argument in arguments:
        members = json_members(argument)
        name, location = members.pop("name"), argument.wire.partition(" ")[0]
        members["at"] = _relative(argument.at, at)
        _leave_out(members, "at", body_at(argument.wire))
        if location in USUAL_STYLES:
            if argument.wire == f"{location} {name}":
                members["wire"] = location
            members.pop("serialization", None)
            if (
                serialization := argument.serialization.removeprefix(argument.wire)
            ) != USUAL_STYLES[location]:
                members["serialization"] = serialization
        yield name, _slot(argument, members)


def _credential(argument: Argument) -> tuple[str, Any]:
    members = {**json_members(argument), "at": _relative(argument.at, "#")}
    return members.pop("name"), _slot(argument, members)


def _slot(one: Argument | Attribute, members: dict[str, Any]) -> Any:
    """The type with its default; as an object if there are other members."""
    text = write_slot(one.type, one.default)
    return {"type": text, **members} if members else text


def _output(output: OutputType) -> Any:
    members, text = json_members(output), write(output.type)
    _leave_out(members, "at", OutputType(output.symbol, output.type).at)
    return {"type": text, **members} if members else text


def _declared(declared: Declared, surface: Surface) -> dict[str, Any]:
    symbol = declared.symbol
    use = USES[symbol in surface.received, symbol in surface.sent]
    members = json_members(declared)
    is_dict = isinstance(declared, Class) and declared.is_dict
    _leave_out(members, "at", _usual_at(symbol, is_dict, surface))
    model = model_of(symbol, surface.declared) if is_dict else None
    kind = KEYS if model is not None else DICT if is_dict else KINDS[type(declared)]
    if kind != KINDS[Class]:
        members = {"kind": kind, **members}
    if use:
        members["use"] = use
    match declared:
        case Class():
            _leave_out(members, "mro", list(declared.bases))
            _leave_out(members, "extra", "" if is_dict else write(Simple.ANY))
            attributes = list(declared.attributes)
            if model is not None:
                attributes, without = _unusual_keys(declared, model, surface)
                if without:
                    members["without"] = without
            own = sorted((a for a in attributes if not a.owner), key=lambda a: a.name)
            if own:
                members["attributes"] = {a.name: _attribute(a, declared) for a in own}
        case Alias():
            members["type"] = write(declared.type)
        case Enumeration():
            members.pop("is_integer", None)
            if declared.is_integer is not are_integers(declared.members):
                members["is_integer"] = declared.is_integer
    return members


def _unusual_keys(keys: Class, model: Class, surface: Surface) -> tuple[list[Attribute], list[str]]:
    """The keys that do not follow from the fields of the model, and the fields without a key."""
    names = {key.name for key in keys.attributes}
    without = sorted(field.wire for field in model.attributes if field.wire not in names)
    usual = UsualKeys(surface.declared).of(model, without)
    return [key for key in keys.attributes if usual.get(key.name) != key], without


def _attribute(attribute: Attribute, owner: Class) -> Any:
    if _is_usual(attribute, owner):
        return write_slot(attribute.type, attribute.default)
    members = json_members(attribute)
    members.pop("name")
    if not owner.is_dict:
        members["wire"] = attribute.wire
        _leave_out(members, "wire", attribute.name)
    members["at"] = _relative(attribute.at, owner.at)
    _leave_out(members, "at", property_at(attribute.wire or attribute.name))
    return _slot(attribute, members)


def _is_usual(attribute: Attribute, owner: Class) -> bool:
    """Whether everything about an attribute but its type follows from its name; which is so of nearly all."""
    return (
        attribute.wire == ("" if owner.is_dict else attribute.name)
        and attribute.at == f"{owner.at}/properties/{escape_token(attribute.name)}"
        and not attribute.notes
        and not attribute.deprecated
    )


def _usual_at(symbol: str, is_dict: bool, surface: Surface) -> str:
    model = model_of(symbol, surface.declared) if is_dict else None
    return schema_at(symbol) if model is None else model.at


def _leave_out(members: dict[str, Any], name: str, usual: object) -> None:
    """Remove a member that has the usual value; add an empty one if empty is not usual."""
    if members.get(name) == usual or (not usual and name not in members):
        members.pop(name, None)
    elif name not in members:
        members[name] = type(usual)()


def _relative(at: str, parent: str) -> str:
    rest = at.removeprefix(parent)
    return f".{rest}" if at.startswith(parent) and rest[:1] in ("", "/") else at


def place_of(key: str) -> str:
    """The usual pointer of an operation, from its method and path."""
    method, path = operation_of(key) or ("", "")
    return f"#/paths/{escape_token(path)}/{method.lower()}"


def body_at(wire: str) -> str:
    """The usual pointer of a body argument, relative to its operation; empty for other arguments."""
    return "./requestBody" if wire in ("body", "media type") else ""


def schema_at(symbol: str) -> str:
    """The usual pointer of a declaration."""
    return f"#/components/schemas/{escape_token(symbol.removeprefix(MODELS))}"


def property_at(wire: str) -> str:
    """The usual pointer of a field, relative to its schema."""
    return f"./properties/{escape_token(wire)}"


def result_of(statuses: Mapping[str, PublicType]) -> PublicType:
    """The usual result of an operation: the body of its first success status."""
    errors = usual_error_statuses(statuses)
    return next((statuses[s] for s in sorted(statuses) if s not in errors), Simple.NONE)


def usual_error_statuses(statuses: Mapping[str, PublicType]) -> frozenset[str]:
    """The statuses that usually are errors with a body."""
    return frozenset(s for s, t in statuses.items() if s[0] in "45d" and t is not Simple.NONE)


def are_integers(members: Mapping[str, str | int]) -> bool:
    """Whether the values of an enumeration are integers; False if it has none."""
    return bool(members) and all(isinstance(value, int) for value in members.values())
