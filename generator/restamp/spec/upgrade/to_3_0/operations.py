"""Path items and operations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import Final

from restamp.pointers import join_pointer
from restamp.records import dataclass
from restamp.spec.tree.node import Node
from restamp.spec.tree.tree import Json
from restamp.spec.upgrade.to_3_0.bodies import Part, body_to_30, form_to_30
from restamp.spec.upgrade.to_3_0.parameters import parameter_to_30
from restamp.spec.upgrade.to_3_0.responses import responses_to_30
from restamp.spec.upgrade.to_3_0.servers import servers_of
from restamp.spec.upgrade.to_3_0.state import MediaTypes, Object, Upgrade, media_types

METHODS: Final = frozenset({"get", "put", "post", "delete", "options", "head", "patch"})
_REPLACED: Final = frozenset({"parameters", "responses", "consumes", "produces", "schemes"})


@dataclass(slots=True)
class _Parameters:
    """The parameters of a list: those of the request line and headers, and those of the body."""

    value: Json
    bodies: list[Part] = field(default_factory=list[Part])
    forms: dict[str, Part] = field(default_factory=dict[str, Part])
    content_types: tuple[str, ...] = ()
    """The values of a header parameter `Content-Type`."""


def path_item_to_30(state: Upgrade, node: Node, now: str, types: MediaTypes) -> Json:
    """Upgrade a path item with its operations."""
    if not isinstance(node.value, dict):
        return node.value
    item = dict(node.value)
    shared = _parameters(state, node.get("parameters"), join_pointer(now, "parameters"))
    if "parameters" in item:
        item["parameters"] = shared.value
    for method, operation in node.items():
        if method not in METHODS:
            continue
        if operation.is_mapping and operation.text("$ref") is None:
            item[method] = operation_to_30(state, operation, f"{now}/{method}", types, shared)
    return item


def operation_to_30(
    state: Upgrade, node: Node, now: str, types: MediaTypes, shared: _Parameters | None = None
) -> Json:
    """Upgrade an operation; `shared` are the parameters of its path item."""
    value = node.value
    if not isinstance(value, dict):
        return value
    operation = {key: member for key, member in value.items() if key not in _REPLACED}
    types = media_types(state, value, node.at, types)
    own = _parameters(state, node.get("parameters"), join_pointer(now, "parameters"))
    if "parameters" in value:
        operation["parameters"] = own.value
    shared = shared or _Parameters(None)
    consumes = own.content_types or shared.content_types or types.consumes
    body = _body(state, node, own, shared, consumes, now)
    if body is not None:
        operation["requestBody"] = body
    responses = node.get("responses")
    if responses is not None:
        operation["responses"] = responses_to_30(state, responses, types, f"{now}/responses")
    if "schemes" in value:
        servers = servers_of(state, node)
        if servers is not None:
            operation["servers"] = servers
            state.moves.record_part(f"{now}/servers", f"{node.at}/schemes")
    return operation


def _parameters(state: Upgrade, listed: Node | None, now: str) -> _Parameters:
    """Sort the parameters of a list."""
    if listed is None:
        return _Parameters(None)
    rest: list[Json] = []
    parameters = _Parameters(rest)
    for member in _listed(state, listed):
        target = state.resolved(member) or member
        where = target.text("in")
        if where in ("body", "formData") and target.at == member.at:
            name = f"{where}:{target.text('name') or ''}"
            state.moves.labels[member.at] = join_pointer(listed.at, name)
        if where == "header" and (target.text("name") or "").strip().lower() == "content-type":
            parameters.content_types = tuple(_media_types(target.get("enum")))
        if where == "body":
            parameters.bodies.append(Part(member, target))
        elif where == "formData":
            parameters.forms[target.text("name") or member.at] = Part(member, target)
        else:
            place = join_pointer(now, len(rest))
            state.moves.record(place, member.at)
            rest.append(_parameter(state, member, place))
    return parameters


def _media_types(values: Node | None) -> Iterator[str]:
    for value in values.elements() if values is not None else ():
        if isinstance(value.value, str) and "/" in value.value:
            yield value.value.strip()


def _listed(state: Upgrade, listed: Node) -> Iterator[Node]:
    """The parameters of a list, or of an object by their names."""
    if listed.is_list:
        yield from listed.elements()
        return
    is_single = listed.text("$ref") is not None or listed.text("in") is not None
    members = [member for _, member in listed.items() if member.is_mapping]
    meaning = "treated as its only item" if is_single else "taken by their names"
    meaning = meaning if is_single or members else "ignored"
    state.warning("not-a-list", f'"parameters" must be a list; {meaning}', listed.at)
    if is_single:
        yield listed
        return
    for member in members:
        value = member.value if isinstance(member.value, dict) else {}
        yield member if "$ref" in value else Node({"name": member.key, **value}, member.at)


def _parameter(state: Upgrade, member: Node, now: str) -> Json:
    value = member.value
    if not isinstance(value, dict) or isinstance(value.get("$ref"), str):
        return value
    return parameter_to_30(state, value, now, member.at)


def _body(
    state: Upgrade,
    node: Node,
    own: _Parameters,
    shared: _Parameters,
    consumes: Sequence[str],
    now: str,
) -> Object | None:
    """The request body of an operation; its own parameters override those of its path item."""
    bodies = own.bodies or shared.bodies
    forms: Mapping[str, Part] = {**shared.forms, **own.forms}
    place, first = f"{now}/requestBody", next(iter(own.forms.values()), None)
    if len(bodies) > 1:
        message = "an operation has one body, but this has several body parameters"
        state.error("body-repeated", message, bodies[1].member.at)
    if bodies and forms:
        part = first or next(iter(forms.values()))
        message = (
            "a request has either a body or a form: remove the body parameter or those in formData"
        )
        state.error("body-and-form", message, part.member.at)
    reference = bodies[0].member.text("$ref") if bodies else None
    if reference in state.bodies and tuple(consumes) == state.defaults.consumes:
        state.moves.record_part(place, bodies[0].member.at)
        return {"$ref": reference}
    if bodies:
        return body_to_30(state, bodies[0], consumes, place)
    if forms:
        listed = node.get("parameters")
        written = node.at if listed is None else listed.at
        return form_to_30(state, [*forms.values()], consumes, place, written)
    return None


def items_to_30(
    state: Upgrade, paths: Node, now: str, types: MediaTypes
) -> Iterator[tuple[str, Json]]:
    """Upgrade the path items of a document."""
    for path, item in paths.items():
        place = join_pointer(now, path)
        state.moves.record(place, item.at)
        yield path, path_item_to_30(state, item, place, types) if path[:2] != "x-" else item.value
