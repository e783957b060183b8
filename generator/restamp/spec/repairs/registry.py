"""Repair common mistakes in documents whose meaning is still clear.

Each repair has a name, a diagnostic of its own and a position in REPAIRS. Repairs run on the tree as
written, before the upgrade, outermost objects first and in the order of REPAIRS. Locations do not change,
except in a list from which an item is removed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from restamp.diagnostics.model import Diagnostics
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
    servers_of_another_shape,
    tags_of_another_shape,
    texts_as_numbers,
)
from restamp.spec.repairs.repair import Repair, RepairContext
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
from restamp.spec.tree.kinds import Kind, transform_tree
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
Expansion: TypeAlias = Callable[[dict[str, Json], Kind, str], dict[str, Json]]


def repair_tree(
    tree: Json,
    version: str,
    number_texts: Mapping[str, str],
    diagnostics: Diagnostics,
    file: str = "",
    expand: Expansion | None = None,
) -> Json:
    """Apply all repairs to a document or fragment, with a diagnostic for each.

    `number_texts` has the text of numbers as written, by pointer; `file` is the file part of locations.
    `expand` is applied to an object before its repairs.
    """
    by_kind: dict[Kind, list[Repair]] = {}
    reported_once: set[str] = set()

    def change(kind: Kind, value: Json, at: str) -> Json:
        if kind == "fragment":
            return value
        case = RepairContext(kind, at, version, number_texts, diagnostics, reported_once)
        if not isinstance(value, dict):
            value = case.as_object(value)
        if not isinstance(value, dict):
            return value
        if expand is not None:
            value = expand(value, kind, at)
        if kind not in by_kind:
            by_kind[kind] = [repair for repair in REPAIRS if kind in repair.kinds]
        for repair in by_kind[kind]:
            value = repair.apply(value, case)
        return value

    whole = isinstance(tree, dict) and "openapi" in tree
    return transform_tree(tree, "document" if whole else "fragment", change, f"{file}#")
