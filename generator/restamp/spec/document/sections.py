"""Expand references to whole maps and lists: `schemas: {$ref: ./schemas.yaml}`.

The standard has no such references, but documents in several files use them. A map with a reference is
replaced by a map with one reference for each member, so that members stay in their own files.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import quote, unquote

from restamp.diagnostics.model import Diagnostics
from restamp.diagnostics.problem import Problem
from restamp.pointers import join_pointer
from restamp.records import dataclass
from restamp.spec.document.unresolved import unresolved
from restamp.spec.tree.kinds import PARTS, Kind, Part
from restamp.spec.tree.node import Node
from restamp.spec.tree.transform import Place
from restamp.spec.tree.tree import Json, containers, index, tokens

_COPIED: Final = frozenset({"info", "server", "tag", "encoding"})
"""Kinds that cannot be references: a reference is replaced by the value."""
_MAPS: Final = frozenset({"components", "responses"})
"""Kinds of objects with arbitrary keys."""
_SECTIONS: Final[Mapping[Kind, Mapping[str, Part]]] = {
    **{
        kind: {key: part for key, part in parts.items() if part[0] != "one" or part[1] in _MAPS}
        for kind, parts in PARTS.items()
    },
    "fragment": {},
}
"""The members of each kind that contain several objects."""
_WHOLE: Final = frozenset({"document", "components"})
"""Kinds whose sections contain operations or shared components: a missing section is an error."""
_POINTER: Final = "/~!$&'()*+,;=:@"
_LONGEST: Final = 100


@dataclass(frozen=True, slots=True)
class Sections:
    """The sections of one file."""

    root: Callable[[str, str], Node | Problem]
    """The root of the file at a location, relative to another file."""
    roots: Mapping[str, Node | Problem]
    """The roots of the open files, by file."""
    file: str
    main: str
    """The file name of the main document."""
    diagnostics: Diagnostics

    def expanded(self, value: dict[str, Json], kind: Kind, place: Place) -> dict[str, Json]:
        """Replace every section of an object that is a reference by its members."""
        if kind in _COPIED and isinstance(value.get("$ref"), str):
            copied = self._copied(value, place.at)
            value = copied if isinstance(copied, dict) else value
        sections = _SECTIONS[kind]
        if value.keys().isdisjoint(sections):
            return value
        changed: dict[str, Json] | None = None
        for key, member in value.items():
            if not isinstance(member, dict) or not isinstance(member.get("$ref"), str):
                continue
            if key not in sections:
                continue
            form, inner = sections[key]
            at = join_pointer(place.at, key)
            if form == "list":
                new = self._list(member, inner, at)
            else:
                new = self._map(member, inner, at, kind)
            if new is not member:
                changed = dict(value) if changed is None else changed
                changed[key] = new
        return value if changed is None else changed

    def _map(self, section: dict[str, Json], kind: Kind, at: str, holder: Kind) -> Json:
        rest = {key: member for key, member in section.items() if key != "$ref"}
        chain = self._chain(section["$ref"], at)
        if not isinstance(chain, Problem) and not chain[-1].is_mapping:
            chain = unresolved(str(section["$ref"]), "its target is not an object")
        if isinstance(chain, Problem):
            is_error = holder in _WHOLE and kind not in _COPIED
            report = self.diagnostics.error if is_error else self.diagnostics.warning
            report(chain.code, chain.message, join_pointer(at, "$ref"))
            return rest
        members: dict[str, Json] = {}
        for target in reversed(chain):
            for key, member in target.items():
                if key != "$ref" or member.is_mapping:
                    is_plain = holder == "schema" and not _refers(member.value)
                    members[key] = member.value if is_plain else self._member(member, kind)
        return members | rest

    def _member(self, member: Node, kind: Kind) -> Json:
        is_copied = kind in _COPIED or not member.is_mapping or member.key[:2] == "x-"
        return member.value if is_copied else {"$ref": self._reference(member)}

    def _list(self, section: dict[str, Json], kind: Kind, at: str) -> Json:
        """The elements of a list; the section itself if it is a reference to one element."""
        chain = self._chain(section["$ref"], at)
        if isinstance(chain, Problem) or not chain[-1].is_list:
            return section
        return [self._member(element, kind) for element in chain[-1].elements()]

    def _copied(self, value: dict[str, Json], at: str) -> Json:
        chain = self._chain(value["$ref"], at)
        rest = {key: member for key, member in value.items() if key != "$ref"}
        if isinstance(chain, Problem):
            self.diagnostics.warning(chain.code, chain.message, join_pointer(at, "$ref"))
            return rest
        target = chain[-1].value
        return {**target, **rest} if isinstance(target, dict) else value

    def _chain(self, reference: Json, at: str) -> list[Node] | Problem:
        """The target of a reference, the target of the reference there, and so on."""
        chain: list[Node] = []
        while isinstance(reference, str) and len(chain) < _LONGEST:
            target = self._step(reference, at.partition("#")[0])
            if isinstance(target, Problem):
                return target
            chain.append(target)
            if target.ref is None:
                return chain
            reference, at = target.ref, target.at
        return unresolved(str(reference), "it refers to itself")

    def _step(self, reference: str, base: str) -> Node | Problem:
        location, _, fragment = reference.partition("#")
        node: Node | Problem | None = self.root(location, base) if location else self.roots[base]
        if isinstance(node, Problem):
            return node
        for token in tokens(unquote(fragment)) if fragment else ():
            position = index(token) if node is not None and node.is_list else None
            node = None if node is None else node.get(token if position is None else position)
        return unresolved(reference, "the target does not exist") if node is None else node

    def _reference(self, target: Node) -> str:
        """A reference from this file to a node."""
        location = "" if target.file == self.file else self._location(target.file)
        return f"{location}#{quote(target.at.partition('#')[2], safe=_POINTER)}"

    def _location(self, file: str) -> str:
        if file.startswith("https://"):
            return file
        folder = posixpath.dirname(self.file)
        return quote(posixpath.relpath(file or self.main, folder or "."))


def _refers(value: Json) -> bool:
    """Whether a schema contains references, which depend on the file it is in."""
    return any("$ref" in part for part, _ in containers(value))
