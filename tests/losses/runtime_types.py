"""The types of a generated package as they are at run time: what values each can hold."""

from __future__ import annotations

import sys
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any, ForwardRef, Literal, Union, get_args, get_origin

import typing_extensions
from pydantic import BaseModel

from .schemas import json_type

ALIASES: tuple[Any, ...] = tuple(
    {
        typing_extensions.TypeAliasType,
        getattr(typing, "TypeAliasType", typing_extensions.TypeAliasType),
    }
)
LISTS = ("list", "tuple", "set", "frozenset", "Sequence", "Collection", "Iterable")


@dataclass(frozen=True)
class Atom:
    """One member of a union; `kind` is what JSON calls its values, or "any", or "unknown" for a kept variant."""

    kind: str
    annotation: Any

    @property
    def model(self) -> type[BaseModel] | None:
        """The class, where it is one of the package's."""
        one = self.annotation
        return one if isinstance(one, type) and issubclass(one, BaseModel) else None


Atoms = tuple[Atom, ...]


def atoms(annotation: Any, module: str = "") -> Atoms:
    """The members of an annotation, aliases and unions opened."""
    by_name = dict[tuple[str, str], Atom]()
    for atom in _atoms(annotation, module, frozenset()):
        by_name.setdefault((atom.kind, _identity(atom.annotation)), atom)
    return tuple(by_name.values())


def identity(several: Atoms) -> tuple[str, ...]:
    """What tells one union from another."""
    return tuple(sorted(_identity(atom.annotation) for atom in several))


def _identity(annotation: Any) -> str:
    if isinstance(annotation, type) and not get_args(annotation):
        return f"{annotation.__module__}.{annotation.__qualname__}"
    return repr(annotation)


def _atoms(annotation: Any, module: str, seen: frozenset[int]) -> Iterator[Atom]:
    if isinstance(annotation, (str, ForwardRef)):
        text = annotation if isinstance(annotation, str) else annotation.__forward_arg__
        annotation = eval(text, vars(sys.modules[module]))
    if annotation is Any or annotation is object:
        yield Atom("any", Any)
    elif annotation is None or annotation is type(None):
        yield Atom("null", None)
    elif isinstance(annotation, ALIASES):
        if id(annotation) not in seen:
            home = getattr(annotation, "__module__", None) or module
            yield from _atoms(annotation.__value__, home, seen | {id(annotation)})
    elif get_origin(annotation) is typing.Annotated:
        yield from _atoms(get_args(annotation)[0], module, seen)
    elif get_origin(annotation) in (Union, types.UnionType):
        for member in get_args(annotation):
            yield from _atoms(member, module, seen)
    elif get_origin(annotation) in (typing.Required, typing.NotRequired):
        yield from _atoms(get_args(annotation)[0], module, seen)
    else:
        yield from _plain(annotation)


def _plain(annotation: Any) -> Iterator[Atom]:
    origin = get_origin(annotation) or annotation
    if origin is Literal:
        for value in get_args(annotation):
            yield Atom(json_type(value.value if isinstance(value, Enum) else value), annotation)
    elif not isinstance(origin, type):
        yield Atom("string", annotation)
    elif issubclass(origin, BaseModel):
        yield Atom("unknown" if origin.__name__ == "UnknownVariant" else "object", annotation)
    elif origin.__name__ == "Undocumented":
        yield Atom("unknown", annotation)
    elif issubclass(origin, Enum):
        for kind in sorted({json_type(member.value) for member in origin}):
            yield Atom(kind, annotation)
    elif issubclass(origin, Mapping):
        yield Atom("object", annotation)
    elif origin.__name__ in LISTS:
        yield Atom("array", annotation)
    elif issubclass(origin, bool):
        yield Atom("boolean", annotation)
    elif issubclass(origin, int):
        yield Atom("integer", annotation)
    elif issubclass(origin, (float, Decimal)):
        yield Atom("number", annotation)
    else:
        yield Atom("string", annotation)


def fields(model: type[BaseModel]) -> dict[str, Any]:
    """The annotations of a class by wire name; they are as pydantic resolved them."""
    if not model.__pydantic_complete__:
        model.model_rebuild()
    return {
        name if declared.alias is None else declared.alias: declared.annotation
        for name, declared in model.model_fields.items()
    }


def extra(model: type[BaseModel]) -> Any:
    """The annotation of further members of an object, None where nothing is said of them."""
    for base in model.__mro__:
        annotation = vars(base).get("__annotations__", {}).get("__pydantic_extra__")
        if annotation is not None and base.__module__.partition(".")[0] != "pydantic":
            if isinstance(annotation, str):
                names = {**vars(typing), **vars(sys.modules[base.__module__])}
                annotation = eval(annotation, names)
            values = get_args(annotation)
            return values[1] if len(values) == 2 else None
    return None
