"""A cursor over a document: a value together with its location."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from restamp.pointers import join_pointer, unescape_token
from restamp.spec.tree.tree import Json


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a document and its location: `#/info`, or `shared/errors.yaml#/info`."""

    value: Json
    at: str

    def get(self, key: str | int) -> Node | None:
        """The member or element at this key or index; None if there is none."""
        value = self.value
        if isinstance(value, dict) and isinstance(key, str):
            return Node(value[key], join_pointer(self.at, key)) if key in value else None
        if isinstance(value, list) and isinstance(key, int):
            return Node(value[key], join_pointer(self.at, key)) if 0 <= key < len(value) else None
        return None

    def __getitem__(self, key: str | int) -> Node:
        """The member or element at this key or index. Raises KeyError if there is none."""
        node = self.get(key)
        if node is None:
            raise KeyError(f"{self.at}: {key!r}")
        return node

    def items(self) -> Iterator[tuple[str, Node]]:
        """Yield the members in document order; nothing if this is not an object."""
        if isinstance(self.value, dict):
            for key, value in self.value.items():
                yield key, Node(value, join_pointer(self.at, key))

    def elements(self) -> Iterator[Node]:
        """Yield the elements in order; nothing if this is not an array."""
        if isinstance(self.value, list):
            for number, value in enumerate(self.value):
                yield Node(value, join_pointer(self.at, number))

    def text(self, key: str) -> str | None:
        """The member at this key if it is a string, else None."""
        value = self.value.get(key) if isinstance(self.value, dict) else None
        return value if isinstance(value, str) else None

    def flag(self, key: str) -> bool:
        """Whether the member at this key is `true`."""
        return isinstance(self.value, dict) and self.value.get(key) is True

    @property
    def is_mapping(self) -> bool:
        """Whether this is an object."""
        return isinstance(self.value, dict)

    @property
    def is_list(self) -> bool:
        """Whether this is an array."""
        return isinstance(self.value, list)

    @property
    def key(self) -> str:
        """The key or index of this node in its parent; empty for a root."""
        pointer = self.at.partition("#")[2]
        return unescape_token(pointer.rpartition("/")[2])

    @property
    def file(self) -> str:
        """The file part of the location; empty for the main document."""
        return self.at.partition("#")[0]

    @property
    def ref(self) -> str | None:
        """The `$ref` of an object, or else its `$dynamicRef`, if it is a string."""
        reference = self.text("$ref")
        return self.text("$dynamicRef") if reference is None else reference
