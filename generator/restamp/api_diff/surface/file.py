"""`restamp.api.json` in a package: its surface as a file, so that a later version is compared with what callers have.

One line a symbol, sorted; what other members say, or what is usual, is left out. It holds names, types and pointers,
and no prose. A dict of the kind `keys` has those of its model's fields, but for what is listed:

    {"surface": 2, "title": "Pets", "version": "1", "include": {...}, "overlays": [...], "client": {...},
     "calls": {"client.pets.get": {..., "arguments": {"id": {...}}}},
     "models": {"models.Pet": {"attributes": {"name": "str", "tag": "str | None = None"}}}, "others": {...}}

Types are in the notation of `restamp.api_diff.types`. A pointer that begins with `.` goes on from that of the line it
belongs to.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from json.encoder import encode_basestring_ascii
from pathlib import Path
from typing import Any, cast

from restamp.api_diff.surface.dict_keys import UsualKeys, model_of
from restamp.api_diff.surface.fields import lists_of, written
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
)
from restamp.api_diff.types.notation import write, write_slot
from restamp.config.model import ClientConfig, Include
from restamp.names.keys import operation_of
from restamp.pointers import escape_token
from restamp.python.types.public import MODELS, PublicType, Simple

FILE = "restamp.api.json"
FORMAT = 2
KINDS: Mapping[type[Declared], str] = {Class: "class", Enumeration: "enum", Alias: "alias"}
DICT = "dict"
KEYS = "keys"
"""A dict of which only those keys are listed that do not follow from its model's fields."""
WAYS: Mapping[str, str] = {
    "path": ", simple",
    "query": ", form, exploded",
    "header": ", simple",
    "cookie": ", form, exploded",
}
"""How most parameters of each location travel."""
PLACED = ("path", "body")
"""What of a request may be given without a name."""
USES: Mapping[tuple[bool, bool], str] = {
    (True, True): "",
    (True, False): "read",
    (False, True): "sent",
    (False, False): "none",
}
"""What callers do with a model, by whether it is read and whether it is sent; mostly both."""
_ENCODER = json.JSONEncoder()
LINES = frozenset({"arguments", "attributes", "members"})
"""Members whose own members stand on lines of their own."""


@dataclass(frozen=True, slots=True)
class Packaged:
    """What the file holds: the surface, and what of the configuration decides which part of a document it is of."""

    surface: Surface
    include: Include = field(default_factory=Include)
    overlays: tuple[str, ...] = ()
    """Paths from the document's folder."""


def packaged_as(surface: Surface, config: ClientConfig) -> Packaged:
    """A surface with what this configuration says about it."""
    folder = config.spec.parent
    overlays = tuple(_from_folder(path, folder) for path, _ in config.overlays)
    return Packaged(surface, config.include, overlays)


def _from_folder(path: Path, folder: Path) -> str:
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive
        return path.name


def text_of(packaged: Packaged) -> str:
    """The file."""
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
        "client": {
            "address": surface.address,
            "alternatives": lists_of(surface.alternatives),
        },
    }
    lines = [f'"{name}": {_compact(value)}' for name, value in head.items() if value]
    credentials = dict(map(_credential, surface.credentials))
    calls = {symbol: _call(call, surface) for symbol, call in surface.calls.items()}
    models = {symbol: _declared(held, surface) for symbol, held in surface.declared.items()}
    others = {symbol: _reader(reader) for symbol, reader in surface.readers.items()}
    lines += [_block("credentials", credentials, ordered=True), _block("calls", calls)]
    lines += [_block("models", models), _block("others", others)]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _compact(value: Any) -> str:
    """A value on one line; most are objects of texts, for which an encoder of JSON takes three times as long."""
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
    """One symbol; each of its arguments, fields or members on a line of its own."""
    if not isinstance(members, dict):
        return f" {_compact(symbol)}: {_compact(members)}"
    named = cast("dict[str, object]", members)
    parts = [f"{_compact(name)}: {_member(name, value)}" for name, value in named.items()]
    return f" {_compact(symbol)}: {{{', '.join(parts)}}}"


def _member(name: str, value: Any) -> str:
    if name not in LINES:
        return _compact(value)
    inner = ",\n".join(f"  {_compact(key)}: {_compact(each)}" for key, each in value.items())
    return f"{{\n{inner}\n }}"


def _call(call: Call, surface: Surface) -> dict[str, Any]:
    members = written(call)
    _leave_out(members, "function", "api." + call.symbol.partition(".")[2])
    _leave_out(members, "at", place_of(call.key))
    if call.answers == {"": answer_of(call.statuses)}:
        members.pop("answers", None)
    if call.failures != usual_failures(call.statuses):
        members["failed"] = sorted(call.failures)
    members.pop("alternatives", None)
    if call.alternatives != surface.alternatives:
        members["alternatives"] = lists_of(call.alternatives)
    if call.arguments:
        members["arguments"] = dict(_arguments(call.arguments, call.at))
    return members


def _arguments(arguments: Iterable[Argument], at: str) -> Iterator[tuple[str, Any]]:
    for argument in arguments:
        members = written(argument)
        name, location = members.pop("name"), argument.wire.partition(" ")[0]
        members["at"] = _relative(argument.at, at)
        _leave_out(members, "at", body_at(argument.wire))
        if location in WAYS:
            if argument.wire == f"{location} {name}":
                members["wire"] = location
            members.pop("travel", None)
            if (travel := argument.travel.removeprefix(argument.wire)) != WAYS[location]:
                members["travel"] = travel
        yield name, _slot(argument, members)


def _credential(argument: Argument) -> tuple[str, Any]:
    members = {**written(argument), "at": _relative(argument.at, "#")}
    return members.pop("name"), _slot(argument, members)


def _slot(one: Argument | Attribute, members: dict[str, Any]) -> Any:
    """The type with its default alone, or with what else there is to say."""
    text = write_slot(one.type, one.default)
    return {"type": text, **members} if members else text


def _reader(reader: Reader) -> Any:
    members, text = written(reader), write(reader.type)
    _leave_out(members, "at", Reader(reader.symbol, reader.type).at)
    return {"type": text, **members} if members else text


def _declared(declared: Declared, surface: Surface) -> dict[str, Any]:
    symbol = declared.symbol
    use = USES[symbol in surface.answered, symbol in surface.sent]
    members = written(declared)
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
            _leave_out(members, "line", list(declared.bases))
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
    """The keys that do not follow from the model's fields, and the fields that are no keys."""
    names = {key.name for key in keys.attributes}
    without = sorted(field.wire for field in model.attributes if field.wire not in names)
    usual = UsualKeys(surface.declared).of(model, without)
    return [key for key in keys.attributes if usual.get(key.name) != key], without


def _attribute(attribute: Attribute, owner: Class) -> Any:
    members = written(attribute)
    members.pop("name")
    if not owner.is_dict:
        members["wire"] = attribute.wire
        _leave_out(members, "wire", attribute.name)
    members["at"] = _relative(attribute.at, owner.at)
    _leave_out(members, "at", property_at(attribute.wire or attribute.name))
    return _slot(attribute, members)


def _usual_at(symbol: str, is_dict: bool, surface: Surface) -> str:
    model = model_of(symbol, surface.declared) if is_dict else None
    return schema_at(symbol) if model is None else model.at


def _leave_out(members: dict[str, Any], name: str, usual: object) -> None:
    """Remove a member that says what is known without it; one that is empty is written where that is not usual."""
    if members.get(name) == usual or (not usual and name not in members):
        members.pop(name, None)
    elif name not in members:
        members[name] = type(usual)()


def _relative(at: str, parent: str) -> str:
    rest = at.removeprefix(parent)
    return f".{rest}" if at.startswith(parent) and rest[:1] in ("", "/") else at


def place_of(key: str) -> str:
    """The pointer of an operation by method and path, where it stands as most do."""
    method, path = operation_of(key) or ("", "")
    return f"#/paths/{escape_token(path)}/{method.lower()}"


def body_at(wire: str) -> str:
    """The pointer from its operation of what sends a body, where it stands as most do; empty of all else."""
    return "./requestBody" if wire in ("body", "media type") else ""


def schema_at(symbol: str) -> str:
    """The pointer of a declaration, where it stands as most do."""
    return f"#/components/schemas/{escape_token(symbol.removeprefix(MODELS))}"


def property_at(wire: str) -> str:
    """The pointer of a field from that of its schema, where it stands as most do."""
    return f"./properties/{escape_token(wire)}"


def answer_of(statuses: Mapping[str, PublicType]) -> PublicType:
    """What most operations give: the body of their first good status."""
    failed = usual_failures(statuses)
    return next((statuses[s] for s in sorted(statuses) if s not in failed), Simple.NONE)


def usual_failures(statuses: Mapping[str, PublicType]) -> frozenset[str]:
    """The statuses with a body that mostly are those of errors."""
    return frozenset(s for s, t in statuses.items() if s[0] in "45d" and t is not Simple.NONE)


def are_integers(members: Mapping[str, str | int]) -> bool:
    """Whether the values of an enumeration are integers; of none, they are texts."""
    return bool(members) and all(isinstance(value, int) for value in members.values())
