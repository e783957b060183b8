"""A schema and a type of the package, walked side by side."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from . import runtime_types
from .reading import Library, Place
from .runtime_types import Atom, Atoms, atoms
from .schemas import Places, Reader, Way
from .swagger import children

Direction = Literal["request", "response", "both"]


@dataclass(frozen=True)
class Loss:
    """Something that the document says and no type of the package does."""

    kind: str
    """`property`, `branch`, `type`, `null`, `items`, `values`, `operation`, `parameter`, `broken`."""
    place: str
    detail: str
    explained: str = ""
    """The code of the warning that says so."""


@dataclass
class Findings:
    """What a walk came by."""

    counts: Counter[str] = field(default_factory=Counter[str])
    losses: dict[tuple[str, str], Loss] = field(default_factory=dict[tuple[str, str], Loss])

    def unexplained(self) -> list[Loss]:
        """The losses that no warning speaks of."""
        return [loss for loss in self.losses.values() if not loss.explained]


class Walk:
    """Every schema of a document that is reached, beside the types that shall hold its values."""

    def __init__(self, library: Library, warnings: Collection[tuple[str, str]]) -> None:
        self.library = library
        self.reader = Reader(library)
        self.findings = Findings()
        self._classes: set[tuple[Place, tuple[str, ...]]] = set()
        self._seen: set[tuple[Any, ...]] = set()
        self._schemas: set[Places] = set()
        self._properties: set[Place] = set()
        self._branches: set[Place] = set()
        self._warnings = dict(warnings)
        self._todo: list[tuple[Places, Atoms, Direction, bool]] = []

    def compare(
        self,
        place: Place,
        annotation: Any,
        direction: Direction,
        module: str = "",
        *,
        is_class: bool = False,
    ) -> None:
        """Walk a schema and all below it; with `is_class` the type is the one that is called as the schema.

        Such a class is not the union of those that the mapping of its discriminator names.
        """
        types = atoms(annotation, module)
        if is_class:
            self._classes.add((place, runtime_types.identity(types)))
        self._todo.append(((place,), types, direction, False))
        while self._todo:
            self._one(*self._todo.pop())

    def lose(self, kind: str, place: Place, detail: str, around: Iterable[Place] = ()) -> None:
        """Note a loss, and the warning that explains it."""
        at = self.named(place)
        explained = ""
        for one in (place, *around):
            explained = explained or self._warning(self.named(one))
        self.findings.losses.setdefault((kind, at), Loss(kind, at, detail, explained))

    def named(self, place: Place) -> str:
        """A place as the diagnostics write it."""
        if place.file == self.library.path:
            return f"#{place.pointer}"
        name = os.path.relpath(place.file, self.library.path.parent).replace(os.sep, "/")
        return f"{name}#{place.pointer}"

    def finish(self) -> Findings:
        """The counts of what was walked."""
        counts = self.findings.counts
        counts["schemas"], counts["properties"] = len(self._schemas), len(self._properties)
        counts["branches"] = len(self._branches)
        return self.findings

    def _warning(self, at: str) -> str:
        if at in self._warnings:
            return self._warnings[at]
        return next(
            (
                code
                for place, code in self._warnings.items()
                if place.startswith(at + "/") and _is_keyword(place[len(at) + 1 :])
            ),
            "",
        )

    def _one(self, places: Places, types: Atoms, direction: Direction, open_: bool = False) -> None:
        key = (places, runtime_types.identity(types), direction, open_)
        if key in self._seen:
            return
        self._seen.add(key)
        self._schemas.add(places)
        ways = self.reader.ways(places)
        anything = any(atom.kind == "any" for atom in types)
        has_null = any(atom.kind == "null" for atom in types)
        is_class = (places[0], key[1]) in self._classes
        if not has_null and not anything and not is_class and self.reader.null(places) == "allowed":
            self.lose("null", places[-1], f"null is no {_shown(types)}", places)
        # Where one branch is any value, Any says so of the others, too, as long as they have no class.
        is_open = open_ or any(self._is_anything(way) for way in ways)
        for way in ways:
            self._branches.update(way.branches)
            declared = self.reader.properties(way)
            kinds = self.reader.types(way)
            if kinds is None or (anything and is_open):
                kinds = {"object"} if declared and kinds in (None, {"object"}) else set()
            for kind in sorted(kinds):
                self._kind(kind, way, types, direction, places)
        if len(ways) == 1 and not is_class:
            self._variants(ways[0], types, places)

    def _is_anything(self, way: Way) -> bool:
        return self.reader.types(way) is None and not self.reader.properties(way)

    def _variants(self, way: Way, types: Atoms, places: Places) -> None:
        """The schemas that the mapping of a discriminator names, where no union does."""
        for part in way.parts:
            if part.get("oneOf") or part.get("anyOf"):
                continue
            mapping = self.library.child(part, "discriminator", "mapping").value
            if isinstance(part.get("discriminator"), str) and len(way.parts) == 1:
                mapping = children(self.library, part)
            for target in mapping.values() if isinstance(mapping, dict) else ():
                if not isinstance(target, str):
                    continue
                name = (
                    target if "/" in target or "#" in target else f"#/components/schemas/{target}"
                )
                variant = self.library.resolve(part, name)
                if variant is None or part not in self.reader.ways((variant,))[0].parts:
                    continue
                self._branches.add(variant)
                for one in self.reader.ways((variant,)):
                    if self.reader.properties(one):
                        self._object(one, types, "both", places)

    def _kind(self, kind: str, way: Way, types: Atoms, direction: Direction, at: Places) -> None:
        around = (*at, *way.branches, *way.passed, *way.parts)
        if kind == "object":
            self._object(way, types, direction, at)
            return
        fitting = [atom for atom in types if _fits(kind, atom)]
        if not fitting:
            self._none(kind, way, types, around)
        elif kind == "array":
            self._array(way, fitting, direction, around)

    def _none(self, kind: str, way: Way, types: Atoms, around: Places) -> None:
        place = way.branches[-1] if way.branches else around[0]
        if any(atom.kind == "any" for atom in types) and not way.branches:
            self.lose("type", place, f"{kind} is only Any", around)
        else:
            name = "branch" if way.branches else "type"
            self.lose(name, place, f"{kind} is no {_shown(types)}", around)

    def _object(self, way: Way, types: Atoms, direction: Direction, at: Places) -> None:
        around = (*at, *way.branches, *way.passed, *way.parts)
        declared = self.reader.properties(way)
        for several in declared.values():
            self._properties.update(several)
        models = [atom.model for atom in types if atom.kind == "object" and atom.model]
        maps = [atom for atom in types if atom.kind == "object" and not atom.model]
        if not declared:
            if not models and not maps:
                self._none("object", way, types, around)
            self._values(way, models, maps, direction)
            return
        if not models:
            self._none("object with properties", way, types, around)
            return
        best = _best(way, declared, models, self.reader)
        for name, several in declared.items():
            annotations = [runtime_types.fields(model).get(name) for model in best]
            typed = [
                (annotation, model.__module__)
                for model, annotation in zip(best, annotations, strict=True)
                if name in runtime_types.fields(model)
            ]
            if not typed:
                if not self._excused(several, direction):
                    detail = f"{name!r} is no field of {_classes(best)}"
                    self.lose("property", several[-1], detail, (*several, *around))
                continue
            merged = dict.fromkeys(atom for one in typed for atom in atoms(*one))
            self._todo.append((several, tuple(merged), direction, False))
        self._values(way, best, [], direction)

    def _excused(self, several: Places, direction: Direction) -> bool:
        if direction == "both":
            return self.reader.flag(several, "readOnly") or self.reader.flag(several, "writeOnly")
        return self.reader.flag(several, "readOnly" if direction == "request" else "writeOnly")

    def _values(
        self, way: Way, models: list[type[BaseModel]], maps: list[Atom], direction: Direction
    ) -> None:
        """What the values of a map are."""
        values = self.reader.keyword_schemas(way, "additionalProperties")
        if not values:
            return
        annotations = [get_args(atom.annotation)[1:] for atom in maps]
        extras = [(one[0], "") for one in annotations if one]
        extras += [(e, m.__module__) for m in models if (e := runtime_types.extra(m)) is not None]
        if extras:
            merged = dict.fromkeys(atom for one in extras for atom in atoms(*one))
            self._todo.append((values, tuple(merged), direction, False))
        elif any(self.reader.types(one) for one in self.reader.ways(values)):
            what = ", ".join(model.__name__ for model in models) or "a bare dict"
            self.lose("values", values[-1], f"the values are untyped in {what}", way.parts)

    def _array(self, way: Way, fitting: list[Atom], direction: Direction, around: Places) -> None:
        items = self.reader.keyword_schemas(way, "items")
        prefix = [
            place for part in way.parts for _, place in self.library.members(part, "prefixItems")
        ]
        others, tuples = list[Any](), list[tuple[Any, ...]]()
        for atom in fitting:
            arguments = get_args(atom.annotation)
            if get_origin(atom.annotation) is tuple and arguments[-1:] != (...,):
                tuples.append(arguments)
            elif arguments:
                others.append(arguments[0])
        if prefix:
            # Further items may be anything, unless `items` says what.
            is_open = all(part.get("items") in (None, True, {}) for part in way.parts)
            for index, place in enumerate(prefix):
                typed = [*others, *(one[index] for one in tuples if index < len(one))]
                self._items((place,), typed, direction, around, is_open=is_open)
        elif items:
            self._items(
                items, [*others, *(one for some in tuples for one in some)], direction, around
            )

    def _items(
        self,
        places: Places,
        annotations: list[Any],
        direction: Direction,
        around: Places,
        *,
        is_open: bool = False,
    ) -> None:
        if annotations:
            merged = dict.fromkeys(atom for one in annotations for atom in atoms(one))
            self._todo.append((places, tuple(merged), direction, is_open))
        elif any(self.reader.types(one) for one in self.reader.ways(places)):
            self.lose("items", places[-1], "the items are untyped", around)


def _best(
    way: Way, declared: dict[str, Places], models: list[type[BaseModel]], reader: Reader
) -> list[type[BaseModel]]:
    """The classes that come nearest to a way; several where they are equally near."""
    tags = {
        name: values
        for name, several in declared.items()
        if (values := _tag(reader, several)) is not None
    }

    def score(model: type[BaseModel]) -> tuple[int, int, int]:
        own = runtime_types.fields(model)
        clashes = sum(
            1 for name, values in tags.items() if name in own and _clash(own[name], model, values)
        )
        missing = sum(1 for name in declared if name not in own)
        return clashes, missing, sum(1 for name in own if name not in declared)

    scores = {model: score(model) for model in dict.fromkeys(models)}
    least = min(scores.values())
    return [model for model, one in scores.items() if one == least]


def _tag(reader: Reader, several: Places) -> set[Any] | None:
    for way in reader.ways(several)[:1]:
        for part in way.parts:
            if isinstance(part.value, dict) and "const" in part.value:
                return {repr(part.value["const"])}
            listed = part.get("enum")
            if isinstance(listed, list):
                return {repr(value) for value in listed}
    return None


def _clash(annotation: Any, model: type[BaseModel], values: set[Any]) -> bool:
    """Whether the type lists values, and none of these is among them."""
    own = set[Any]()
    for atom in atoms(annotation, model.__module__):
        if get_origin(atom.annotation) is Literal:
            own |= {
                repr(one.value if isinstance(one, Enum) else one)
                for one in get_args(atom.annotation)
            }
        elif isinstance(atom.annotation, type) and issubclass(atom.annotation, Enum):
            own |= {repr(member.value) for member in atom.annotation}
        elif atom.kind != "null":
            return False
    return bool(own) and not own & values


def _fits(kind: str, atom: Atom) -> bool:
    # A number may hold an integer, and a Decimal what a text writes as one.
    return (
        atom.kind == kind
        or (kind == "integer" and atom.kind == "number")
        or (kind == "string" and atom.annotation is Decimal)
    )


def _shown(types: Atoms) -> str:
    names = [getattr(atom.annotation, "__name__", None) or str(atom.annotation) for atom in types]
    return (" | ".join(names) or "nothing")[:200]


def _classes(models: list[type[BaseModel]]) -> str:
    return ", ".join(model.__name__ for model in models)


def _is_keyword(rest: str) -> bool:
    first = rest.partition("/")[0]
    return first not in ("properties", "items", "additionalProperties", "patternProperties") or (
        rest in ("properties", "items")
    )
