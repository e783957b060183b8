"""Documents as this tool reads them: YAML and JSON, places, and what a reference leads to.

Nothing of the generator is used here: what both got wrong, neither would find.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import yaml

DATA = frozenset({"const", "default", "enum", "example", "examples"})
"""Keywords whose values are data: what looks like a schema there is none."""


class _Loader(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):  # type: ignore[misc]
    """YAML with the scalars of its core schema: dates and `on` are texts, as in JSON."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, Any]]]] = {}

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[str, Any]:
        self.flatten_mapping(node)
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            # 200 as a key is the text that stands there.
            key = str(key_node.value)
            value = self.construct_object(value_node, deep=True)
            before = mapping.get(key)
            if isinstance(before, dict) and isinstance(value, dict) and key.startswith("/"):
                value = before | value  # One path in two places.
            mapping[key] = value
        return mapping


def _core_scalars() -> None:
    import re

    for tag, pattern, first in (
        ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
        ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
        ("int", r"^[-+]?[0-9]+$", list("-+0123456789")),
        (
            "float",
            r"^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)$",
            list("-+.0123456789"),
        ),
        ("merge", r"^<<$", ["<"]),
    ):
        _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), first)
    _Loader.add_constructor("tag:yaml.org,2002:map", _Loader.construct_mapping)
    _Loader.add_constructor("tag:yaml.org,2002:int", lambda self, node: int(node.value))


_core_scalars()


@dataclass(frozen=True)
class Place:
    """A value in a document; `base` is what references in it are relative to."""

    file: Path
    pointer: str
    value: Any = field(compare=False, repr=False)
    base: str = field(compare=False, repr=False)
    scope: tuple[str, ...] = ()
    """The resources with dynamic anchors that references led through, the outermost first."""

    def get(self, key: str) -> Any:
        """The member of an object, None where there is none."""
        return self.value.get(key) if isinstance(self.value, dict) else None


class Library:
    """A document and the files that it refers to."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self._files: dict[Path, Any] = {}
        self._identified: dict[str, Place] = {}
        self._anchors: dict[tuple[str, str], Place] = {}
        self._dynamic: set[tuple[str, str]] = set()
        self._dynamic_resources: set[str] = set()
        self.version = "3.1"
        self.root = self._open(self.path)
        self.version = str(self.root.get("openapi") or self.root.get("swagger") or "")
        self.unresolved: set[str] = set()
        if not self.is_old:
            self._register(self.root)

    @property
    def is_old(self) -> bool:
        """Whether it is of OpenAPI 3.0 or before: nothing beside `$ref` counts, `$id` means nothing."""
        return self.version.startswith("3.0") or self.is_swagger

    @property
    def is_swagger(self) -> bool:
        """Whether it is of Swagger 2.0."""
        return self.version.startswith("2")

    def child(self, place: Place, *keys: str | int) -> Place:
        """What is there below a place, if anything."""
        value, pointer, base = place.value, place.pointer, place.base
        for key in keys:
            if isinstance(value, dict):
                value = value.get(str(key))
            elif isinstance(value, list) and str(key).isdigit() and int(key) < len(value):
                value = value[int(key)]
            else:
                value = None
            pointer += "/" + str(key).replace("~", "~0").replace("/", "~1")
            base = self._base(value, base)
        return self._scoped(Place(place.file, pointer, value, base), place.scope)

    def members(self, place: Place, key: str) -> Iterator[tuple[str, Place]]:
        """The members of an object, or items of a list, below a place."""
        inner = self.child(place, key)
        if isinstance(inner.value, dict):
            for name in inner.value:
                yield str(name), self.child(inner, name)
        elif isinstance(inner.value, list):
            for index in range(len(inner.value)):
                yield str(index), self.child(inner, index)

    def resolve(self, place: Place, reference: str) -> Place | None:
        """What a reference leads to; None, and it is kept as unresolved, where nothing is."""
        if reference.startswith("#"):
            url, fragment = urldefrag(place.base)[0], reference[1:]
        else:
            url, fragment = urldefrag(urljoin(place.base, reference))
        fragment = unquote(fragment)
        root = self._identified.get(url) or self._opened(url)
        target = None if root is None else self._inside(root, url, fragment)
        if target is None and root is not None and root.pointer and fragment.startswith("/"):
            # A pointer into the whole document, from inside a schema with an $id of its own.
            target = self._inside(self._open(root.file), url, fragment)
        if target is None:
            self.unresolved.add(reference)
            return None
        return self._scoped(target, place.scope)

    def followed(self, place: Place) -> Place | None:
        """A place, or what it refers to in the end."""
        for _ in range(50):
            reference = place.get("$ref")
            if not isinstance(reference, str):
                return place
            target = self.resolve(place, reference)
            if target is None:
                return None
            place = target
        return None

    def resolve_dynamic(self, place: Place, reference: str) -> Place | None:
        """What a `$dynamicRef` leads to: the anchor in the outermost resource that has it."""
        target = self.resolve(place, reference)
        name = urldefrag(reference)[1]
        if target is None or target.get("$dynamicAnchor") != name:
            return target
        anchors = (self._anchors[url, name] for url in target.scope if (url, name) in self._dynamic)
        outermost = next(anchors, target)
        return replace(outermost, scope=target.scope)

    def _scoped(self, place: Place, scope: tuple[str, ...]) -> Place:
        url = urldefrag(place.base)[0]
        if url not in scope and url in self._dynamic_resources:
            scope = (*scope, url)
        return replace(place, scope=scope) if scope else place

    def _inside(self, root: Place, url: str, fragment: str) -> Place | None:
        if not fragment:
            return root
        if not fragment.startswith("/"):
            return self._anchors.get((url, fragment))
        keys = [key.replace("~1", "/").replace("~0", "~") for key in fragment[1:].split("/")]
        target = self.child(root, *keys)
        return None if target.value is None else target

    def _opened(self, url: str) -> Place | None:
        parts = urlsplit(url)
        path = Path(unquote(parts.path))
        if parts.scheme != "file" or not path.is_file():
            return None
        return self._open(path)

    def _open(self, path: Path) -> Place:
        base = path.as_uri()
        fresh = path not in self._files
        if fresh:
            self._files[path] = load(path)
        root = Place(path, "", self._files[path], base)
        if fresh and path != self.path and not self.is_old:
            self._register(root)
        return root

    def _register(self, place: Place) -> None:
        todo = [place]
        while todo:
            here = todo.pop()
            if isinstance(here.value, dict):
                if isinstance(here.get("$id"), str):
                    self._identified.setdefault(urldefrag(here.base)[0], here)
                for keyword in ("$anchor", "$dynamicAnchor"):
                    name = here.get(keyword)
                    if isinstance(name, str):
                        key = (urldefrag(here.base)[0], name)
                        self._anchors.setdefault(key, here)
                        if keyword == "$dynamicAnchor":
                            self._dynamic.add(key)
                            self._dynamic_resources.add(key[0])
                todo += [self.child(here, key) for key in here.value if key not in DATA]
            elif isinstance(here.value, list):
                todo += [self.child(here, index) for index in range(len(here.value))]

    def _base(self, value: Any, base: str) -> str:
        identity = value.get("$id") if isinstance(value, dict) and not self.is_old else None
        return urljoin(base, identity) if isinstance(identity, str) else base


def load(path: Path) -> Any:
    """The value of a file of JSON or YAML."""
    text = path.read_bytes().decode("utf-8-sig", "replace")
    if path.suffix == ".json":
        try:
            return json.loads(text)
        except ValueError:
            pass
    return yaml.load(text, _Loader)
