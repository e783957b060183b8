"""Repairs: what vendors' documents get wrong and a person still understands.

Each has a name here, its own diagnostic, and a place in REPAIRS. They run on the tree as it was
written, before the upgrade, from the outside in and at each object in the order of REPAIRS; a place
never moves, save inside a list that had something removed.
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
    nulls,
    parameters_of_another_shape,
    reference_of_another_shape,
    response_without_description,
    security_of_another_shape,
    servers_of_another_shape,
    tags_of_another_shape,
    texts_as_numbers,
)
from restamp.spec.repairs.repair import Case, Repair
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
from restamp.spec.tree.kinds import Kind, rebuilt
from restamp.spec.tree.tree import Json

REPAIRS: Final[tuple[Repair, ...]] = (
    nulls,
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
Filling: TypeAlias = Callable[[dict[str, Json], Kind, str], dict[str, Json]]


def repaired(
    tree: Json,
    version: str,
    written: Mapping[str, str],
    diagnostics: Diagnostics,
    file: str = "",
    filled: Filling | None = None,
) -> Json:
    """A document or fragment with every repair made; each made is told as a diagnostic.

    `written` has the text of numbers as they were written, by pointer; `file` is what the file's
    places begin with. `filled` gives an object before its repairs.
    """
    by_kind: dict[Kind, list[Repair]] = {}
    told: set[str] = set()

    def change(kind: Kind, value: Json, at: str) -> Json:
        if kind == "fragment":
            return value
        case = Case(kind, at, version, written, diagnostics, told)
        if not isinstance(value, dict):
            value = case.as_object(value)
        if not isinstance(value, dict):
            return value
        if filled is not None:
            value = filled(value, kind, at)
        if kind not in by_kind:
            by_kind[kind] = [repair for repair in REPAIRS if kind in repair.kinds]
        for repair in by_kind[kind]:
            value = repair.make(value, case)
        return value

    whole = isinstance(tree, dict) and "openapi" in tree
    return rebuilt(tree, "document" if whole else "fragment", change, f"{file}#")
