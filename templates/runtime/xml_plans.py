"""What the values of types are in XML, compiled once for each type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel, PlainSerializer

from .codec import cached
from .shapes import Choice, Tagging, choices, extra_type, fields_of
from .xml_nodes import Xml

ELEMENT = Xml()
_NUMBERS = (int, float)


class Value:
    """What a value may be, by its type."""

    def __init__(self, annotation: Any) -> None:
        self.models: dict[str, type[BaseModel]] = {}
        """Classes by their names."""
        self.tags: list[Tagging] = []
        self.is_text = self.is_number = self.is_boolean = False
        self.is_date = self.is_binary = self.is_other = self.is_any = False
        self._items: list[Any] = []
        self._values: list[Any] = []
        for choice in choices(annotation):
            self._add(choice)

    @property
    def is_scalar(self) -> bool:
        """Whether it may be a scalar."""
        kinds = self.is_text, self.is_number, self.is_boolean, self.is_other
        return any(kinds) or self.is_any

    @property
    def is_list(self) -> bool:
        """Whether it may be a list."""
        return bool(self._items)

    @property
    def is_map(self) -> bool:
        """Whether it may be an object whose members have any names."""
        return bool(self._values)

    @cached_property
    def item(self) -> Value:
        """An item of the list."""
        return value_of(_union(self._items))

    @cached_property
    def member(self) -> Value:
        """A member of the map."""
        return value_of(_union(self._values))

    def _add(self, choice: Choice) -> None:
        kind = choice.type
        if choice.tagging is not None:
            self.tags.append(choice.tagging)
            for member in choice.variants.values():
                for inner in choices(member):
                    self._add(inner)
        elif choice.model is not None:
            self.models[choice.model.__name__] = choice.model
        elif choice.places is not None or choice.item is not None:
            self._items += [choice.item] if choice.places is None else choice.places
        elif choice.value is not None:
            self._values.append(choice.value)
        elif get_origin(kind) is Literal:
            for value in get_args(kind):
                self._add_scalar(type(value), False)
        else:
            is_written = any(isinstance(m, PlainSerializer) for m in choice.marks)
            self._add_scalar(kind, is_written)

    def _add_scalar(self, kind: Any, is_written: bool) -> None:
        if not isinstance(kind, type) or kind is object:
            self.is_any = True
        elif kind is str:
            self.is_text = True
        elif kind is bool:
            self.is_boolean = True
        elif issubclass(kind, _NUMBERS) or (kind is Decimal and is_written):
            self.is_number = True
        else:
            self.is_other = True
            self.is_date |= issubclass(kind, date) and not issubclass(kind, datetime)
            self.is_binary |= kind is bytes


class Member(NamedTuple):
    """A field of a model, and how it is written."""

    name: str
    """In JSON."""
    node: Xml
    value: Value
    is_listed: bool
    """Whether each item of a list is a node."""
    is_required: bool


class Place(NamedTuple):
    """Where the data of an element or attribute belongs."""

    path: tuple[str, ...]
    """The objects without nodes of their own that the member is in."""
    member: Member
    value: Value


class Members:
    """The fields of a model by the nodes that they are."""

    def __init__(self, model: type[BaseModel]) -> None:
        self.by_name: dict[str, Member] = {
            name: _member(name, field.type, field.is_required)
            for name, field in fields_of(model).by_name.items()
        }
        extra = extra_type(model)
        self.extra: Value | None = None if extra is None else value_of(extra)
        self.elements: dict[str | tuple[str, str], Place] = {}
        self.attributes: dict[str, Place] = {}
        self.text: Place | None = None
        self._index((), self.by_name, frozenset({model}))

    def element(self, namespace: str, name: str) -> Place | None:
        """The place of an element: by its name in the namespace, else by its name."""
        return self.elements.get((namespace, name)) or self.elements.get(name)

    def _index(
        self,
        path: tuple[str, ...],
        members: Mapping[str, Member],
        inside: frozenset[type[BaseModel]],
    ) -> None:
        for member in members.values():
            node, value = member.node, member.value
            if node.node == "attribute":
                self.attributes[_key(node)] = Place(path, member, value)
            elif node.node in ("text", "cdata"):
                self.text = Place(path, member, value)
            elif node.node == "none" and not member.is_listed:
                for model in {*value.models.values()} - inside:
                    inner = members_of(model).by_name
                    self._index((*path, member.name), inner, inside | {model})
            else:
                self._index_element(path, member)
        for member in members.values():
            # Servers are told apart by schemas rather than by names.
            place = Place(path, member, _single(member))
            if node_is_element(member):
                self.elements.setdefault(member.name, place)

    def _index_element(self, path: tuple[str, ...], member: Member) -> None:
        value = _single(member)
        node = (member.node.item or ELEMENT) if member.is_listed else member.node
        for each, only in _named(node, value):
            place = Place(path, member, only)
            _, local = split_name(each.name)
            self.elements[each.namespace, local] = place
            self.elements.setdefault(local, place)


def node_is_element(member: Member) -> bool:
    """Whether a member is one element, or several."""
    return member.is_listed or member.node.node == "element"


def split_name(name: str) -> tuple[str, str]:
    """The prefix of a name, "" if it has none, and the rest."""
    prefix, _, local = name.rpartition(":")
    return prefix, local


@cached
def value_of(annotation: Any) -> Value:
    """What the values of a type may be."""
    return Value(annotation)


@lru_cache(maxsize=1024)
def members_of(model: type[BaseModel]) -> Members:
    """The fields of a model."""
    return Members(model)


def misfit(data: Mapping[str, object], model: type[BaseModel]) -> tuple[int, int]:
    """How badly data fits a class: fields that it lacks, and those that are unknown."""
    by_name = members_of(model).by_name
    missing = sum(m.is_required and name not in data for name, m in by_name.items())
    return missing, len(data.keys() - by_name.keys())


def variant_of(node: Xml, name: str) -> Xml:
    """The node of a value of the class `name`."""
    return dict(node.variants).get(name, node)


def _single(member: Member) -> Value:
    return member.value.item if member.is_listed else member.value


def _named(node: Xml, value: Value) -> Iterator[tuple[Xml, Value]]:
    """The nodes that a value may be, each with what it may be then."""
    others = dict(value.models)
    for name, variant in node.variants:
        if name in others:
            yield variant, value_of(others.pop(name))
    if others or not node.variants:
        yield node, value


def _member(name: str, annotation: Any, is_required: bool) -> Member:
    marks = getattr(annotation, "__metadata__", ())
    node = next((mark for mark in marks if isinstance(mark, Xml)), ELEMENT)
    own = node if node.name else replace(node, name=name)
    value = value_of(annotation)
    is_listed = value.is_list and not node.wrapped and node.node in ("element", "none")
    if is_listed or node.wrapped:
        item = own.item or Xml(own.name if node.wrapped else name)
        own = replace(own, item=item if item.name else replace(item, name=own.name))
    return Member(name, own, value, is_listed, is_required)


def _key(node: Xml) -> str:
    prefix, local = split_name(node.name)
    return f"xml:{local}" if "xml" in (prefix, node.prefix) else local


def _union(annotations: list[Any]) -> Any:
    return Union[tuple(annotations)]  # noqa: UP007
