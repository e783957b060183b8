"""What one lowering carries along: the document, the findings, and the declarations made so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from restamp.diagnostics.model import Diagnostics
from restamp.ir.declarations import Declaration
from restamp.ir.types import Doc, Named, NameHint, Type
from restamp.pointers import unescape_token
from restamp.spec.document.document import Document
from restamp.spec.tree.node import Node
from restamp.spec.tree.tree import Json

TYPE_NAMES = ("x-restamp-name", "x-fern-type-name", "x-speakeasy-name-override")
"""What names the type that a schema describes; the following name what a value is called."""
PROPERTY_NAMES = ("x-restamp-name", "x-fern-property-name", "x-speakeasy-name-override")
PARAMETER_NAMES = ("x-restamp-name", "x-fern-parameter-name", "x-speakeasy-name-override")
SCHEME_NAMES = ("x-restamp-name", "x-speakeasy-name-override")
MAX_TITLE = 40
STRUCTURE = {"properties", "schemas", "schema", "items", "allOf", "oneOf", "anyOf"}
"""Parts of a pointer that say how a schema is built, not what it is."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A value of a schema, and whether any of it is the document's own word."""

    value: Json
    told: bool
    size: int = 1
    """How many values it is made of."""


@dataclass(frozen=True, slots=True)
class Dispatch:
    """The two ways back to the top, for the rooms below it."""

    schema: Callable[[Lowering, Node, NameHint], Type]
    declared: Callable[[Lowering, Node], Type]


@dataclass(slots=True)
class Lowering:
    """The state of one lowering; declarations are keyed by id."""

    document: Document
    diagnostics: Diagnostics
    dispatch: Dispatch
    declarations: dict[str, Declaration] = field(default_factory=dict[str, Declaration])
    underway: set[str] = field(default_factory=set[str])
    """Ids of the referred-to schemas that are being made; a reference back is by name."""
    referred: dict[str, Type] = field(default_factory=dict[str, Type])
    """What a reference to a schema means, by the schema's id."""
    nodes: dict[str, Node] = field(default_factory=dict[str, Node])
    """The schemas of declarations, by id."""
    inside: set[str] = field(default_factory=set[str])
    """Ids of the objects whose fields are being made."""
    merging: dict[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    """Ids of the objects that are being merged, as values of one property."""
    guessed: set[str] = field(default_factory=set[str])
    """Places of the properties that do not say their type: it is that of their keywords."""
    children: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """Ids of the component schemas that refer to a schema in their `allOf`, by its id."""
    entries: dict[str, str] = field(default_factory=dict[str, str])
    """Entries of the main document by what they refer to in other files."""
    objects: dict[str, bool] = field(default_factory=dict[str, bool])
    """Whether a composed schema describes an object, by id."""
    nulls: dict[str, bool | None] = field(default_factory=dict[str, bool | None])
    """Whether null is a value of a schema, by id; None where nothing says so or otherwise."""
    without_circles: set[str] = field(default_factory=set[str])
    """Ids of the composed schemas that are not made of themselves, nor is any of their parts."""
    property_names: dict[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    """All properties of composed schemas, by id."""
    required_names: dict[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    """All required properties of composed schemas, by id."""
    samples: dict[tuple[str, int], Sample | None] = field(
        default_factory=dict[tuple[str, int], Sample | None]
    )
    """Values made of schemas for examples, by place and depth."""
    json_texts: set[str] = field(default_factory=set[str])
    """Places of the strings that are JSON, and lowered as what their `contentSchema` says."""
    widened: dict[str, str] = field(default_factory=dict[str, str])
    """Place and reason of everything that became wider than the document says."""

    def type_of(self, node: Node, hint: NameHint) -> Type:
        """The type that a schema describes; inline objects and enums become declarations."""
        return self.dispatch.schema(self, node, hint)

    def declared(self, target: Node) -> Type:
        """The type of a schema that others refer to: by name, declared where it was not yet."""
        return self.dispatch.declared(self, target)

    def home(self, at: str) -> str:
        """What a place is called: one that an entry of the main document refers to, or that is
        within such a one, as if it stood at the entry."""
        prefix = at
        while self.entries and not at.startswith("#"):
            if prefix in self.entries:
                return self.entries[prefix] + at[len(prefix) :]
            prefix = prefix.rpartition("/")[0]
            if "#" not in prefix:
                break
        return at

    def widen(self, code: str, message: str, at: str) -> None:
        """Record that the thing at `at` becomes wider than the document says, and warn."""
        self.widened[at] = message
        self.diagnostics.warning(code, message, at)

    def declare(self, declaration: Declaration) -> Named:
        """Keep a declaration and refer to it."""
        self.declarations[declaration.id] = declaration
        return Named(declaration.id)


def doc_of(node: Node, *facts: str) -> Doc:
    """The prose of an object of the document."""
    return Doc(
        summary=(node.text("summary") or "").strip(),
        description=(node.text("description") or "").strip(),
        deprecated=node.flag("deprecated"),
        facts=tuple(fact for fact in facts if fact),
    )


def pinned_of(node: Node, keys: tuple[str, ...]) -> str | None:
    """The name that the document or an overlay asks for, in the first of the keys that has one."""
    return next((text for key in keys if (text := node.text(key))), None)


def hinted(node: Node, hint: NameHint) -> NameHint:
    """The hint for a schema: its own pin or title before where it stands."""
    pinned = pinned_of(node, TYPE_NAMES)
    if pinned is not None:
        return replace(hint, pinned=pinned)
    title = (node.text("title") or "").strip()
    if hint.least and 0 < len(title) <= MAX_TITLE and title[0].isalpha() and len(title.split()) < 6:
        return NameHint(title, hint.parents, 0, hint.context)
    return hint


def item_hint(hint: NameHint) -> NameHint:
    """The hint for the items of a list: one of what the list is called after."""
    if hint.pinned is not None:  # the list's own name, and not that of its items
        hint = NameHint(hint.pinned, hint.parents)
    words = hint.words
    if words.endswith("ies") and len(words) > 4:
        return replace(hint, words=words[:-3] + "y")
    if words.endswith(("sses", "xes", "ches", "shes")):
        return replace(hint, words=words[:-2])
    if words.endswith("s") and not words.endswith(("ss", "us", "is")) and len(words) > 2:
        return replace(hint, words=words[:-1])
    return hint.child("item")


def referred_words(reference: str) -> str:
    """What a reference calls its target: the last part of its pointer, or the name of its file."""
    file, _, pointer = reference.partition("#")
    if pointer.strip("/"):
        return unescape_token(pointer.rsplit("/", 1)[-1])
    return file.rsplit("/", 1)[-1].split(".", 1)[0]


def reference_hint(at: str) -> NameHint:
    """The hint for a schema that is reached by its pointer."""
    file, _, pointer = at.partition("#")
    parts = [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/") if part]
    parts = [part for part in parts if part not in STRUCTURE and not part.isdigit()]
    if not parts:
        stem = file.rsplit("/", 1)[-1]
        return NameHint(stem.split(".", 1)[0] or "schema", tuple(reversed(file.split("/")[:-1])))
    parents = [part for part in parts[:-1] if part not in ("components", "$defs", "definitions")]
    least = 0 if parts[:-1] in (["components"], ["$defs"], ["definitions"], []) else 1
    return NameHint(parts[-1], tuple(reversed(parents)), least if parents else 0)
