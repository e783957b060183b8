"""Files that are not documents themselves: objects of any kind, upgraded where they are."""

from __future__ import annotations

from typing import Final

from restamp.spec.tree.node import Node
from restamp.spec.tree.tree import Json
from restamp.spec.upgrade.to_3_0.discriminators import with_discriminators
from restamp.spec.upgrade.to_3_0.operations import METHODS, operation_to_30, path_item_to_30
from restamp.spec.upgrade.to_3_0.parameters import parameter_to_30
from restamp.spec.upgrade.to_3_0.responses import response_to_30
from restamp.spec.upgrade.to_3_0.schemas import with_names
from restamp.spec.upgrade.to_3_0.state import Upgrade

_SCHEMA: Final = frozenset(
    {"type", "properties", "allOf", "anyOf", "oneOf", "enum", "additionalProperties"}
)
_OPAQUE: Final = frozenset(
    {"example", "examples", "default", "enum", "properties", "securityDefinitions"}
)


def fragment_to_30(state: Upgrade, node: Node) -> Json:
    """Upgrade a fragment: an object of any kind, or objects under arbitrary names.

    Parameters in `body` and `formData` stay as they are: operations that refer to them have their request body.
    """
    value = node.value
    if isinstance(value, list):
        return [fragment_to_30(state, element) for element in node.elements()]
    if not isinstance(value, dict) or isinstance(value.get("$ref"), str):
        return value
    where = value.get("in")
    if isinstance(where, str) and isinstance(value.get("name"), str):
        is_body = where in ("body", "formData")
        return value if is_body else parameter_to_30(state, value, node.at, node.at)
    if isinstance(value.get("responses"), dict) and not any(
        isinstance(value.get(key), dict) for key in ("paths", "definitions", "parameters")
    ):
        return operation_to_30(state, node, node.at, state.defaults)
    if any(isinstance(value.get(method), dict) for method in METHODS):
        return path_item_to_30(state, node, node.at, state.defaults)
    if _is_response(value):
        return response_to_30(state, node, state.defaults.produces, node.at)
    if not _SCHEMA.isdisjoint(value) and not isinstance(value.get("type"), dict):
        return value
    return {key: _member(state, key, member) for key, member in node.items()}


def _member(state: Upgrade, key: str, member: Node) -> Json:
    if key == "definitions":
        return with_names(with_discriminators(member))
    is_opaque = key in _OPAQUE or key[:2] == "x-"
    return member.value if is_opaque else fragment_to_30(state, member)


def _is_response(value: dict[str, Json]) -> bool:
    is_described = isinstance(value.get("description"), str)
    return is_described and any(
        isinstance(value.get(key), dict) for key in ("schema", "headers", "examples")
    )
