"""A cursor over a document: a value together with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from restamp.pointers import below, untoken
from restamp.spec.tree.tree import Json


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a document and where it is: `#/info`, or `shared/errors.yaml#/info`."""

    value: Json
    at: str

    def get(self, key: str | int) -> Node | None:
        """The member or element of this key or index; None where there is none."""
        value = self.value
        if isinstance(value, dict) and isinstance(key, str):
            return Node(value[key], below(self.at, key)) if key in value else None
        if isinstance(value, list) and isinstance(key, int):
            return Node(value[key], below(self.at, key)) if 0 <= key < len(value) else None
        return None

    def __getitem__(self, key: str | int) -> Node:
        """The member or element of this key or index. Raises KeyError where there is none."""
        found = self.get(key)
        if found is None:
            raise KeyError(f"{self.at}: {key!r}")
        return found

    def items(self) -> Iterator[tuple[str, Node]]:
        """The members in document order; none where this is not an object."""
        if isinstance(self.value, dict):
            for key, value in self.value.items():
                yield key, Node(value, below(self.at, key))

    def elements(self) -> Iterator[Node]:
        """The elements in order; none where this is not an array."""
        if isinstance(self.value, list):
            for number, value in enumerate(self.value):
                yield Node(value, below(self.at, number))

    def text(self, key: str) -> str | None:
        """The member of this key where it is a string."""
        value = self.value.get(key) if isinstance(self.value, dict) else None
        return value if isinstance(value, str) else None

    def flag(self, key: str) -> bool:
        """Whether the member of this key is `true`."""
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
        """The key or index that leads here from above; empty at a root."""
        pointer = self.at.partition("#")[2]
        return untoken(pointer.rpartition("/")[2])

    @property
    def file(self) -> str:
        """The file this is in, as places begin with it; empty for the main document."""
        return self.at.partition("#")[0]

    @property
    def ref(self) -> str | None:
        """The `$ref` of an object, or else its `$dynamicRef`, where it is a string."""
        reference = self.text("$ref")
        return self.text("$dynamicRef") if reference is None else reference
