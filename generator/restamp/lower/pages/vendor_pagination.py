"""Read pagination declared by the extensions of other generators."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from restamp.ir.pagination import Pagination, Path, RequestLocation, Style
from restamp.lower.context import Lowering
from restamp.spec.tree.extensions import FERN_PAGINATION, MICROSOFT_PAGINATION, SPEAKEASY_PAGINATION
from restamp.spec.tree.kinds import METHODS
from restamp.spec.tree.node import Node

LAST = re.compile(r"(.*)\[(?:-1|\(@\.length-1\))\]\.(.+)\Z")
"""JSONPath to a member of the last item of a list."""


def vendor_pagination(lowering: Lowering, operation: Node, method: str) -> Pagination | None:
    """The declared pagination of an operation; None if there is none, or it is not supported."""
    for key, read in READERS.items():
        node = operation.get(key)
        if node is None:
            continue
        if node.value is True:
            node = lowering.document.root.get(key) or node
        pagination = read(node, method) if node.is_mapping else None
        if pagination is not None:
            template = _template(lowering, node)
            return replace(pagination, template=template, is_partial=True)
    return None


def _fern(node: Node, method: str) -> Pagination | None:
    """Fern: paths that begin with `$request` and `$response`."""
    why, items = f"declared by {FERN_PAGINATION.own}", _fern_path(node.text("results"))
    if items is None:
        return None
    cursor, following = node.text("cursor"), _fern_path(node.text("next_cursor"))
    if cursor is not None and following:
        location = _fern_location(cursor, method)
        if location is None:
            return None
        return Pagination(Style.CURSOR, why, node.at, items, location, next=following)
    uri = _fern_path(node.text("next_uri"))
    if uri:
        return Pagination(Style.URL, why, node.at, items, next=uri)
    offset = node.text("offset")
    location = None if offset is None else _fern_location(offset, method)
    if location is None:
        return None
    more = _fern_path(node.text("has-next-page"))
    step = node.text("step")
    if step is None:
        return Pagination(Style.PAGE, why, node.at, items, location, more=more, first=1)
    limit = _fern_location(step, method)
    return Pagination(Style.OFFSET, why, node.at, items, location, limit, more=more)


def _fern_path(text: str | None) -> Path | None:
    if text is None or not text.startswith("$response"):
        return None
    rest = text.removeprefix("$response").removeprefix(".")
    return (rest,) if rest else ()


def _fern_location(text: str, method: str) -> RequestLocation | None:
    name = text.removeprefix("$request.")
    if name == text or not name:
        return None
    return RequestLocation(None, (name,)) if method == "POST" else RequestLocation(name)


def _speakeasy(node: Node, method: str) -> Pagination | None:
    """Speakeasy: inputs by what they mean, outputs as JSONPath."""
    why, inputs = f"declared by {SPEAKEASY_PAGINATION.own}", _speakeasy_inputs(node)
    outputs = node.get("outputs") or Node({}, node.at)
    items, limit = _json_path(outputs.text("results")), inputs.get("limit")
    cursor, url = outputs.text("nextCursor"), _json_path(outputs.text("nextUrl"))
    match node.text("type"):
        case "offsetLimit" if "offset" in inputs:
            if items is not None:
                return Pagination(Style.OFFSET, why, node.at, items, inputs["offset"], limit)
        case "offsetLimit" if "page" in inputs:
            if items is not None:
                count = _json_path(outputs.text("numPages"))
                location = inputs["page"]
                return Pagination(
                    Style.PAGE, why, node.at, items, location, limit, count=count, first=1
                )
        case "cursor" if "cursor" in inputs and cursor is not None:
            last = LAST.match(cursor)
            if last is not None:
                items, end = _json_path(last[1]), (last[2],)
                location = inputs["cursor"]
                if items is not None:
                    return Pagination(Style.CURSOR, why, node.at, items, location, limit, last=end)
            following = _json_path(cursor)
            if following and items is not None:
                location = inputs["cursor"]
                return Pagination(Style.CURSOR, why, node.at, items, location, limit, following)
        case "url" if url and items is not None:
            return Pagination(Style.URL, why, node.at, items, next=url)
        case _:
            pass
    return None


def _speakeasy_inputs(node: Node) -> dict[str, RequestLocation]:
    inputs: dict[str, RequestLocation] = {}
    for entry in (node.get("inputs") or Node([], node.at)).elements():
        name, kind, where = entry.text("name"), entry.text("type"), entry.text("in")
        if name and kind:
            inputs[kind] = (
                RequestLocation(None, (name,)) if where == "requestBody" else RequestLocation(name)
            )
    return inputs


def _json_path(text: str | None) -> Path | None:
    """Convert a JSONPath of plain names to a path; None for anything else."""
    if text is None or not re.fullmatch(r"\$(\.[\w@-]+)*", text):
        return None
    return tuple(text.split(".")[1:])


def _microsoft(node: Node, method: str) -> Pagination | None:
    """AutoRest: the name of the list (`value`), and of the URL of the next page."""
    following, items = node.text("nextLinkName"), node.text("itemName") or "value"
    if not following or method != "GET":
        return None
    why = f"declared by {MICROSOFT_PAGINATION.own}"
    return Pagination(Style.URL, why, node.at, (items,), next=(following,))


def _template(lowering: Lowering, node: Node) -> str:
    """AutoRest: the path of the operation that gets the next pages; empty if there is none."""
    name = node.text("operationName")
    paths = lowering.document.root.get("paths")
    for path, item in paths.items() if name and paths is not None else ():
        for operation in filter(None, map(item.get, METHODS)):
            id_ = operation.text("operationId") or ""
            if name in (id_, id_.partition("_")[2]):
                return path
    return ""


READERS: dict[str, Callable[[Node, str], Pagination | None]] = {
    FERN_PAGINATION.own: _fern,
    SPEAKEASY_PAGINATION.own: _speakeasy,
    MICROSOFT_PAGINATION.own: _microsoft,
}
