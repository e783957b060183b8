"""Upgrade Swagger 2.0 documents and fragments to OpenAPI 3.0.

The upgraded tree has the places of OpenAPI 3.0; what moved is recorded, so that everything that is reported points
into the document as written. Schemas are upgraded where they are, by `schema_to_30`.
"""

from __future__ import annotations

from typing import Final

from restamp.diagnostics.model import Diagnostics
from restamp.pointers import escape_token, join_pointer
from restamp.records import dataclass
from restamp.spec.tree.extensions import MICROSOFT_PATHS
from restamp.spec.tree.moves import Moves
from restamp.spec.tree.node import Node
from restamp.spec.tree.tree import Json
from restamp.spec.upgrade.to_3_0.bodies import Part, body_to_30
from restamp.spec.upgrade.to_3_0.discriminators import with_discriminators
from restamp.spec.upgrade.to_3_0.fragments import fragment_to_30
from restamp.spec.upgrade.to_3_0.operations import items_to_30
from restamp.spec.upgrade.to_3_0.parameters import parameter_to_30
from restamp.spec.upgrade.to_3_0.responses import response_to_30
from restamp.spec.upgrade.to_3_0.schemas import with_names
from restamp.spec.upgrade.to_3_0.security import schemes_to_30
from restamp.spec.upgrade.to_3_0.servers import document_servers
from restamp.spec.upgrade.to_3_0.state import (
    Lookup,
    MediaTypes,
    Object,
    Upgrade,
    media_types,
)

VERSION: Final = "2.0"
_OPENAPI: Final = "3.0.4"
_REPLACED: Final = frozenset(
    {
        *(
            "swagger",
            "host",
            "basePath",
            "schemes",
            "consumes",
            "produces",
            "paths",
            MICROSOFT_PATHS.own,
        ),
        *("definitions", "parameters", "responses", "securityDefinitions", "openapi"),
    }
)


_COMPONENTS: Final = {
    "definitions": "schemas",
    "parameters": "parameters",
    "responses": "responses",
    "securityDefinitions": "securitySchemes",
}


@dataclass(frozen=True, slots=True)
class Upgraded:
    """An upgraded file."""

    tree: Json
    moves: Moves
    diagnostics: Diagnostics
    """Diagnostics at locations as written."""
    types: MediaTypes
    """The media types of its operations, unless they list their own."""


def to_30(root: Node, lookup: Lookup, types: MediaTypes) -> Upgraded:
    """Upgrade a document or, if it is none, a fragment; `types` are those of the document that refers to it."""
    state = Upgrade(lookup, types)
    if isinstance(root.value, dict) and "swagger" in root.value:
        state.root = root
        state.defaults = media_types(state, root.value, root.at, MediaTypes())
        tree: Json = _document(state, root, root.value)
    else:
        tree = fragment_to_30(state, root)
    return Upgraded(tree, state.moves, state.diagnostics, state.defaults)


def _document(state: Upgrade, root: Node, value: Object) -> Json:
    document: Object = {"openapi": _OPENAPI}
    document |= {key: member for key, member in value.items() if key not in _REPLACED}
    document["servers"] = document_servers(state, root)
    components = _components(state, root)
    paths: Object = {}
    for key in ("paths", MICROSOFT_PATHS.own):
        node = root.get(key)
        if node is not None and node.is_mapping:
            paths |= items_to_30(state, node, f"{root.at}/paths", state.defaults)
        elif node is not None and key == "paths":
            document["paths"] = node.value
    if paths or "paths" not in document:
        document["paths"] = paths
    own = document.get("components")
    if components:
        document["components"] = {**own, **components} if isinstance(own, dict) else components
    return document


def _components(state: Upgrade, root: Node) -> Object:
    at = f"{root.at}/components"
    components: Object = {}
    for key, name in _COMPONENTS.items():
        node = root.get(key)
        if node is None or node.value is None:
            continue
        if not node.is_mapping:
            state.warning("not-an-object", f'"{key}" must be an object; ignored', node.at)
            continue
        place = f"{at}/{name}"
        state.moves.record(place, node.at)
        if node.text("$ref") is not None:
            components[name] = node.value
        elif key == "definitions":
            components[name] = with_names(with_discriminators(node))
        elif key == "parameters":
            _shared_parameters(state, node, at, components)
        elif key == "responses":
            components[name] = _shared_responses(state, node, place)
        else:
            components[name] = schemes_to_30(state, node, place)
    return components


def _shared_responses(state: Upgrade, responses: Node, now: str) -> Json:
    produces = state.defaults.produces
    return {
        name: response_to_30(state, member, produces, join_pointer(now, name))
        for name, member in responses.items()
    }


def _shared_parameters(state: Upgrade, listed: Node, at: str, components: Object) -> None:
    """Upgrade shared parameters; those of a body are request bodies, and those of forms part of each form."""
    parameters: Object = {}
    bodies: Object = {}
    for name, member in listed.items():
        value = member.value
        target = state.resolved(member) or member
        where = target.text("in")
        if where == "body":
            place = join_pointer(at, "requestBodies", name)
            part = Part(member, target)
            state.bodies.add(f"#/parameters/{escape_token(name)}")
            bodies[name] = body_to_30(state, part, state.defaults.consumes, place)
        elif where == "formData":
            continue
        elif isinstance(value, dict) and not isinstance(value.get("$ref"), str):
            place = join_pointer(at, "parameters", name)
            parameters[name] = parameter_to_30(state, value, place, member.at)
        else:
            parameters[name] = value
    components["parameters"] = parameters
    if bodies:
        components["requestBodies"] = bodies
