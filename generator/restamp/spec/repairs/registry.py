"""Repair common mistakes in documents whose meaning is still clear.

Each repair has a name, a diagnostic of its own and a position in REPAIRS. Repairs run on the tree as
written, before the upgrade, outermost objects first and in the order of REPAIRS. Locations do not change,
except in a list from which an item is removed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from restamp.diagnostics.model import Diagnostics
from restamp.records import dataclass
from restamp.spec.repairs.document import (
    booleans_as_text,
    components_of_another_shape,
    examples_of_another_shape,
    info_incomplete,
    info_missing,
    null_members,
    parameters_of_another_shape,
    reference_of_another_shape,
    response_without_description,
    security_of_another_shape,
    server_variables_as_numbers,
    servers_of_another_shape,
    tags_of_another_shape,
    texts_as_numbers,
)
from restamp.spec.repairs.repair import Repair, RepairContext, RepairedFile, Types
from restamp.spec.repairs.schema import (
    combinations_of_another_shape,
    discriminator_as_text,
    enum_repeated,
    enum_without_list,
    items_as_list,
    keywords_of_30,
    required_of_another_shape,
    required_on_property,
    siblings_of_reference,
    strings_as_numbers,
    type_unknown,
)
from restamp.spec.tree.kinds import PARTS, Kind
from restamp.spec.tree.transform import Finish, Place, transform_tree, unchanged
from restamp.spec.tree.tree import Json

REPAIRS: Final[tuple[Repair, ...]] = (
    null_members,
    reference_of_another_shape,
    booleans_as_text,
    info_missing,
    components_of_another_shape,
    servers_of_another_shape,
    parameters_of_another_shape,
    tags_of_another_shape,
    security_of_another_shape,
    examples_of_another_shape,
    texts_as_numbers,
    server_variables_as_numbers,
    info_incomplete,
    response_without_description,
    required_on_property,
    required_of_another_shape,
    type_unknown,
    enum_without_list,
    enum_repeated,
    strings_as_numbers,
    items_as_list,
    combinations_of_another_shape,
    discriminator_as_text,
    siblings_of_reference,
    keywords_of_30,
)
Expansion: TypeAlias = Callable[[dict[str, Json], Kind, Place], dict[str, Json]]


def repair_tree(
    tree: Json,
    version: str,
    number_texts: Mapping[str, str],
    diagnostics: Diagnostics,
    file: str = "",
    *,
    expand: Expansion | None = None,
    finish: Finish = unchanged,
) -> Json:
    """Apply all repairs to a document or fragment, with a diagnostic for each.

    `number_texts` has the text of numbers as written, by pointer; `file` is the file part of locations.
    `expand` is applied to an object before its repairs, and `finish` after those of its parts.
    """
    selections = {kind: Selection.of(kind) for kind in PARTS}
    repaired_file = RepairedFile(version, number_texts, diagnostics)

    def change(kind: Kind, value: Json, place: Place) -> Json:
        if kind == "fragment":
            return value
        if not isinstance(value, dict):
            value = RepairContext(kind, place, repaired_file).as_object(value)
        if not isinstance(value, dict):
            return value
        if expand is not None:
            value = expand(value, kind, place)
        selection = selections[kind]
        pending = selection.for_object(value)
        if not pending:
            return value
        return selection.apply(pending, value, RepairContext(kind, place, repaired_file))

    whole = isinstance(tree, dict) and "openapi" in tree
    kind: Kind = "document" if whole else "fragment"
    return transform_tree(tree, kind, change, f"{file}#", finish)


@dataclass(frozen=True, slots=True)
class Selection:
    """The repairs of one kind of object."""

    repairs: tuple[Repair, ...]
    always: frozenset[int]
    """The indices of the repairs that are about all objects of the kind."""
    of_nulls: frozenset[int]
    """The indices of those that are about all members that are null."""
    by_key: Mapping[str, tuple[tuple[Types, int], ...]]
    """The indices of the others by key, with the types that need no repair."""

    @staticmethod
    def of(kind: Kind) -> Selection:
        """The repairs of a kind."""
        repairs = tuple(each for each in REPAIRS if kind in each.kinds)
        by_key: dict[str, tuple[tuple[Types, int], ...]] = {}
        for number, each in enumerate(repairs):
            for key in each.keys(kind):
                by_key[key] = (*by_key.get(key, ()), (each.sound, number))
        of_nulls = frozenset(n for n, each in enumerate(repairs) if each.is_of_nulls)
        always = frozenset(n for n, each in enumerate(repairs) if not [*each.keys(kind)])
        return Selection(repairs, always - of_nulls, of_nulls, by_key)

    def for_object(self, value: dict[str, Json]) -> set[int]:
        """The indices of the repairs that can apply to an object, judged by its keys and their types."""
        numbers = set(self.always)
        if None in value.values():
            numbers |= self.of_nulls
        for key, member in value.items():
            for sound, number in self.by_key.get(key, ()):
                if not isinstance(member, sound):
                    numbers.add(number)
        return numbers

    def apply(
        self, numbers: set[int], value: dict[str, Json], case: RepairContext
    ) -> dict[str, Json]:
        """Apply these repairs in order, and after a change all that follow."""
        pending = sorted(numbers, reverse=True)
        while pending:
            number = pending.pop()
            repaired = self.repairs[number].apply(value, case)
            if repaired is not value:
                pending = [*range(len(self.repairs) - 1, number, -1)]
                value = repaired
        return value
