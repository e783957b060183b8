"""A cursor over a document: a value together with its location."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from restamp.pointers import escape_token, unescape_token
from restamp.spec.tree.tree import Json


class Node:
    """A value of a document and its location: `#/info`, or `shared/errors.yaml#/info`."""

    __slots__ = ("_above", "_at", "_key", "value")

    def __init__(
        self, value: Json, at: str | None, above: Node | None = None, key: str | int = ""
    ) -> None:
        """A value at a location, or at a key of the node above it."""
        self.value = value
        self._at = at
        self._above = above
        self._key = key

    @property
    def at(self) -> str:
        """The location, which is written when it is asked for."""
        if self._at is None:
            above = "" if self._above is None else self._above.at
            key = self._key if isinstance(self._key, int) else escape_token(self._key)
            self._at = f"{above}/{key}"
        return self._at

    def get(self, key: str | int) -> Node | None:
        """The member or element at this key or index; None if there is none."""
        value = self.value
        if isinstance(value, dict):
            if isinstance(key, str) and key in value:
                return Node(value[key], None, self, key)
        elif isinstance(value, list) and isinstance(key, int) and 0 <= key < len(value):
            return Node(value[key], None, self, key)
        return None

    def raw(self, key: str) -> Json:
        """The value of the member at this key; None if there is none."""
        return self.value.get(key) if isinstance(self.value, dict) else None

    def has(self, key: str) -> bool:
        """Whether there is a member at this key."""
        return isinstance(self.value, dict) and key in self.value

    def has_any(self, keys: AbstractSet[str]) -> bool:
        """Whether there is a member at any of these keys."""
        return isinstance(self.value, dict) and not self.value.keys().isdisjoint(keys)

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
                yield key, Node(value, None, self, key)

    def elements(self) -> Iterator[Node]:
        """Yield the elements in order; nothing if this is not an array."""
        if isinstance(self.value, list):
            for number, value in enumerate(self.value):
                yield Node(value, None, self, number)

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

    def __repr__(self) -> str:
        return f"Node({self.value!r}, {self.at!r})"

    @property
    def above(self) -> Node | None:
        """The node it was reached from; None for a root."""
        return self._above

    @property
    def step(self) -> str | int:
        """The key or index in the node above."""
        return self._key

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
        value = self.value
        if not isinstance(value, dict) or ("$ref" not in value and "$dynamicRef" not in value):
            return None
        reference = self.text("$ref")
        return self.text("$dynamicRef") if reference is None else reference
