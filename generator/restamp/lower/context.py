"""The state of lowering a document: the diagnostics and the declarations so far, with caches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field, replace

from restamp.diagnostics.model import Diagnostics
from restamp.ir.declarations import Declaration
from restamp.ir.operations import Parameter, Response
from restamp.ir.types import Doc, Named, NameHint, Type
from restamp.lower.deprecations import deprecation_of
from restamp.lower.plurals import singular
from restamp.pointers import unescape_token
from restamp.records import dataclass
from restamp.spec.document.document import Document
from restamp.spec.tree.extensions import TYPE_NAME
from restamp.spec.tree.node import Node
from restamp.spec.tree.tree import Json

MAX_TITLE = 40
NO_DOC = Doc()
_PROSE = frozenset({"summary", "description", "deprecated"})
ITEM = "Item"
"""The context of the items of a list that have its name in the singular."""
SECTIONS = {"parameters", "requestBodies", "responses", "schemas"}
"""Sections of components, whose members may be called by numbers."""
STRUCTURE = {"properties", "schemas", "schema", "items", "allOf", "oneOf", "anyOf"}
"""Parts of a pointer that only describe the structure of a schema."""


@dataclass(frozen=True, slots=True)
class Sample:
    """An example value of a schema, and whether any part of it comes from the document."""

    value: Json
    from_document: bool
    size: int = 1
    """The number of values in it."""


@dataclass(frozen=True, slots=True)
class Dispatch:
    """Entry points for recursion into `schemas`, which break the import cycle."""

    schema: Callable[[Lowering, Node, NameHint], Type]
    declared: Callable[[Lowering, Node], Type]


@dataclass(slots=True)
class Lowering:
    """The state of one lowering; declarations are keyed by id."""

    document: Document
    diagnostics: Diagnostics
    dispatch: Dispatch
    declarations: dict[str, Declaration] = field(default_factory=dict[str, Declaration])
    in_progress: set[str] = field(default_factory=set[str])
    """Ids of the referenced schemas that are being lowered; references to them are by name."""
    referred: dict[str, Type] = field(default_factory=dict[str, Type])
    """The types of references to schemas, by the schema's id."""
    parameters: dict[tuple[str, str], Parameter | None] = field(
        default_factory=dict[tuple[str, str], Parameter | None]
    )
    """The parameters that operations share, by location and reference."""
    responses: dict[tuple[str, str, str, bool], Response] = field(
        default_factory=dict[tuple[str, str, str, bool], Response]
    )
    """The responses that operations share, by location, reference and status, and whether they are to HEAD."""
    nodes: dict[str, Node] = field(default_factory=dict[str, Node])
    """The schemas of declarations, by id."""
    open_objects: set[str] = field(default_factory=set[str])
    """Ids of the objects whose fields are being lowered."""
    merging: dict[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    """Ids of the merged objects in progress, by the ids of the two merged objects."""
    guessed_types: set[str] = field(default_factory=set[str])
    """Locations of the properties without a type, whose type is guessed from other keywords."""
    children: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """Ids of the schemas that extend a schema by `allOf`, by its id."""
    parents: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    """Ids of the schemas that a schema extends by `allOf`, by its id."""
    neighbours: dict[str, Node] = field(default_factory=dict[str, Node])
    """Schemas of other files that extend one there, by id; nothing may refer to them."""
    searched: set[str] = field(default_factory=set[str])
    """Locations in other files whose schemas are searched for subtypes."""
    entries: dict[str, str] = field(default_factory=dict[str, str])
    """Entries of the main document, by the locations they refer to in other files."""
    objects: dict[str, bool] = field(default_factory=dict[str, bool])
    """Whether a composed schema describes an object, by id."""
    nulls: dict[str, bool | None] = field(default_factory=dict[str, bool | None])
    """Whether null is a value of a schema, by id; None if undecided."""
    acyclic: set[str] = field(default_factory=set[str])
    """Ids of the composed schemas without circular composition."""
    property_names: dict[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    """All properties of composed schemas, by id."""
    required_names: dict[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    """All required properties of composed schemas, by id."""
    samples: dict[tuple[str, int], Sample | None] = field(
        default_factory=dict[tuple[str, int], Sample | None]
    )
    """Composed example values of schemas, by location and depth."""
    json_texts: set[str] = field(default_factory=set[str])
    """Locations of the strings that are JSON and lowered by their `contentSchema`."""
    reported: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    """Codes and locations of diagnostics that must not be repeated."""
    xml_sources: tuple[int, bool] = (0, False)
    """The number of files searched for XML, and whether one of them mentions it."""
    widened: dict[str, str] = field(default_factory=dict[str, str])
    """The reason of everything widened, by location."""

    def type_of(self, node: Node, hint: NameHint) -> Type:
        """The type of a schema; inline objects and enums become declarations."""
        return self.dispatch.schema(self, node, hint)

    def declared(self, target: Node) -> Type:
        """The type of a referenced schema: by name, which is declared if it is not yet."""
        return self.dispatch.declared(self, target)

    def canonical_pointer(self, at: str) -> str:
        """The canonical pointer: a location in another file is relative to the entry of the main document that
        refers to it."""
        prefix = at
        while self.entries and not at.startswith("#"):
            if prefix in self.entries:
                return self.entries[prefix] + at[len(prefix) :]
            prefix = prefix.rpartition("/")[0]
            if "#" not in prefix:
                break
        return at

    def widen(self, code: str, message: str, at: str) -> None:
        """Record that something is typed wider than the document says, and warn."""
        self.widened[at] = message
        self.diagnostics.warning(code, message, at)

    def declare(self, declaration: Declaration) -> Named:
        """Add a declaration and return a reference to it."""
        self.declarations[declaration.id] = declaration
        return Named(declaration.id)


def doc_of(node: Node, *facts: str) -> Doc:
    """The documentation of an object of the document."""
    if not facts and not node.has_any(_PROSE):
        return NO_DOC
    is_deprecated = node.flag("deprecated")
    return Doc(
        (node.text("summary") or "").strip(),
        (node.text("description") or "").strip(),
        is_deprecated,
        deprecation_of(node) if is_deprecated else "",
        facts if all(facts) else tuple(fact for fact in facts if fact),
    )


def pinned_of(node: Node, keys: tuple[str, ...]) -> str | None:
    """The name that the document or an overlay sets, from the first key that is present."""
    members = node.value if isinstance(node.value, dict) else {}
    for key in keys:
        text = members.get(key)
        if text and isinstance(text, str):
            return text
    return None


def own_hint(node: Node, default: NameHint) -> NameHint:
    """The hint for a schema: its pinned name or title, if it has one, else the given hint."""
    pinned = pinned_of(node, TYPE_NAME.keys)
    if pinned is not None:
        return replace(default, pinned=pinned)
    title = (node.text("title") or "").strip()
    if (
        default.least
        and 0 < len(title) <= MAX_TITLE
        and title[0].isalpha()
        and len(title.split()) < 6
    ):
        untitled = default.untitled or (default.words, *default.parents)
        context = "" if default.context == ITEM else default.context
        return replace(default, words=title, least=0, context=context, untitled=untitled)
    return default


def item_hint(hint: NameHint) -> NameHint:
    """The hint for the items of a list: the singular of the list's name."""
    if hint.pinned is not None:  # the list's own name, and not that of its items
        hint = NameHint(hint.pinned, hint.parents, resource=hint.resource)
    words = singular(hint.words)
    if words == hint.words:
        return hint.child("item")
    former = hint.untitled or (hint.words, *hint.parents)
    untitled = (f"{former[0]} item", *former[1:])
    return replace(hint, words=words, context=hint.context or ITEM, untitled=untitled)


def referred_words(reference: str) -> str:
    """The name of a reference's target: the last part of its pointer, or its file name."""
    file, _, pointer = reference.partition("#")
    if pointer.strip("/"):
        return unescape_token(pointer.rsplit("/", 1)[-1])
    return file.rsplit("/", 1)[-1].split(".", 1)[0]


def reference_hint(at: str) -> NameHint:
    """The hint for a schema, derived from its pointer."""
    file, _, pointer = at.partition("#")
    parts = [unescape_token(part) for part in pointer.split("/") if part]
    parts = [
        part
        for before, part in zip(["", *parts], parts, strict=False)
        if part not in STRUCTURE and (not part.isdigit() or before in SECTIONS)
    ]
    if not parts:
        stem = file.rsplit("/", 1)[-1]
        return NameHint(stem.split(".", 1)[0] or "schema", tuple(reversed(file.split("/")[:-1])))
    parents = [part for part in parts[:-1] if part not in ("components", "$defs", "definitions")]
    least = 0 if parts[:-1] in (["components"], ["$defs"], ["definitions"], []) else 1
    return NameHint(parts[-1], tuple(reversed(parents)), least if parents else 0)
