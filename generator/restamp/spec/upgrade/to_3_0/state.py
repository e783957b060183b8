"""The state of upgrading one file: what was found in it, and what moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import field
from typing import Final, TypeAlias

from restamp.diagnostics.model import Diagnostics
from restamp.diagnostics.text import quoted
from restamp.pointers import join_pointer
from restamp.records import dataclass
from restamp.spec.tree.moves import Moves
from restamp.spec.tree.node import Node
from restamp.spec.tree.tree import Json

Object: TypeAlias = dict[str, Json]
_TRUE: Final = frozenset({"true", "yes", "on"})
Lookup: TypeAlias = Callable[[str, str], Node | None]
"""Maps a reference and the location it is written at to its target as written, with no upgrade applied."""


@dataclass(frozen=True, slots=True)
class MediaTypes:
    """The media types of requests and responses that a document or an operation lists."""

    consumes: tuple[str, ...] = ()
    produces: tuple[str, ...] = ()


@dataclass(slots=True)
class Upgrade:
    """The upgrade of one file."""

    lookup: Lookup
    defaults: MediaTypes = MediaTypes()
    moves: Moves = field(default_factory=Moves)
    diagnostics: Diagnostics = field(default_factory=Diagnostics)
    """Diagnostics at locations as written."""
    bodies: set[str] = field(default_factory=set[str])
    """References to the shared parameters that are request bodies now."""
    root: Node | None = None
    """The document; None for a fragment."""

    def error(self, code: str, message: str, at: str) -> None:
        """Report what no client can be made of."""
        self.diagnostics.error(code, message, at)

    def warning(self, code: str, message: str, at: str) -> None:
        """Report what is wrong, and how it is understood."""
        self.diagnostics.warning(code, message, at)

    def note(self, code: str, message: str, at: str) -> None:
        """Report what is understood without loss."""
        self.diagnostics.note(code, message, at)

    def resolved(self, node: Node) -> Node | None:
        """The target of a reference as written; the node itself if it is none, None if there is no target."""
        return node if node.text("$ref") is None else self.lookup(node.text("$ref") or "", node.at)


def is_true(state: Upgrade, holder: Object, key: str, at: str) -> bool:
    """Whether a member is true, also as a string; other values are reported."""
    value = holder.get(key, False)
    if value is None or isinstance(value, bool):
        return value is True
    is_text = isinstance(value, str) and value.lower() in _TRUE
    meaning = "treated as a boolean" if is_text else "treated as false"
    message = f'"{key}" is {quoted(value)} and must be a boolean; {meaning}'
    state.warning("boolean-as-text", message, join_pointer(at, key))
    return is_text


def media_types(state: Upgrade, holder: Object, at: str, default: MediaTypes) -> MediaTypes:
    """The media types that an object lists, or else the default."""
    consumes, produces = (_listed(state, holder, key, at) for key in ("consumes", "produces"))
    return MediaTypes(
        default.consumes if consumes is None else consumes,
        default.produces if produces is None else produces,
    )


def _listed(state: Upgrade, holder: Object, key: str, at: str) -> tuple[str, ...] | None:
    listed = holder.get(key)
    if listed is None:
        return None
    place = join_pointer(at, key)
    if isinstance(listed, str):
        message = f'"{key}" must be a list; treated as its only item'
        state.warning("not-a-list", message, place)
        return (listed.strip(),)
    if not isinstance(listed, list):
        state.warning("not-a-list", f'"{key}" must be a list of media types; ignored', place)
        return None
    return tuple(dict.fromkeys(_texts(state, listed, place)))


def _texts(state: Upgrade, listed: list[Json], place: str) -> Iterator[str]:
    for number, media_type in enumerate(listed):
        if isinstance(media_type, str) and media_type.strip():
            yield media_type.strip()
        else:
            message = f"{quoted(media_type)} is not a media type; ignored"
            state.warning("not-text", message, join_pointer(place, number))
