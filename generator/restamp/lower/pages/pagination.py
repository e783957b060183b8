"""Read declared pagination; the pagination pass checks it."""

from __future__ import annotations

from restamp.diagnostics.problem import Problem
from restamp.diagnostics.text import quoted
from restamp.ir.pagination import Pagination, Path, RequestLocation, Style
from restamp.lower.context import Lowering
from restamp.lower.pages.paths import parse_path
from restamp.lower.pages.vendor_pagination import vendor_pagination
from restamp.spec.tree.extensions import PAGINATION
from restamp.spec.tree.node import Node

POSITIONS = {Style.OFFSET: "offset", Style.PAGE: "page", Style.CURSOR: "cursor"}
PATHS = ("items", "next", "last", "more", "final", "total", "pages")
KEYS = {
    Style.OFFSET: ("offset", "limit", "items", "total", "more", "final", "first"),
    Style.PAGE: ("page", "limit", "items", "total", "pages", "more", "final", "first"),
    Style.CURSOR: ("cursor", "limit", "items", "next", "last", "more", "final"),
    Style.URL: ("limit", "items", "next", "more", "final"),
    Style.LINK: ("limit", "items"),
}


class Invalid(Exception):
    """A declaration is invalid; caught in this module."""

    def __init__(self, reason: str, at: str) -> None:
        super().__init__(reason)
        message = f"{reason}; the operation is not paginated"
        self.problem = Problem("pagination-invalid", message, at)


def pagination_of(lowering: Lowering, operation: Node, method: str) -> Pagination | None:
    """The pagination declared by our extension, or else by another vendor's."""
    node = operation.get(PAGINATION.own)
    if node is None:
        return vendor_pagination(lowering, operation, method)
    if node.value is False:
        return Pagination(Style.NONE, f"switched off by {PAGINATION.own}", node.at)
    try:
        return _declared(node)
    except Invalid as error:
        problem = error.problem
        lowering.widen(problem.code, problem.message, problem.at)
        return Pagination(Style.NONE, f"{PAGINATION.own} is not valid", node.at)


def _declared(node: Node) -> Pagination:
    if not node.is_mapping:
        raise Invalid(f"{PAGINATION.own} must be an object, or false", node.at)
    style = _style(node)
    for key, member in node.items():
        if key != "style" and key not in KEYS[style] and not key.startswith("x-"):
            known = ", ".join(KEYS[style])
            raise Invalid(f'style "{style}" has no {quoted(key)}, only {known}', member.at)
    position = _request_location(node, POSITIONS[style]) if style in POSITIONS else None
    if style in POSITIONS and position is None:
        raise Invalid(f'style "{style}" needs "{POSITIONS[style]}"', node.at)
    paths = {key: _path(node, key) for key in PATHS}
    if style is Style.URL and paths["next"] is None:
        raise Invalid('style "url" needs "next"', node.at)
    if style is Style.CURSOR and (paths["next"] is None) == (paths["last"] is None):
        raise Invalid('style "cursor" needs either "next" or "last"', node.at)
    return Pagination(
        style=style,
        why=f"declared by {PAGINATION.own}",
        at=node.at,
        items=paths["items"],
        position=position,
        limit=_request_location(node, "limit"),
        next=paths["next"],
        last=paths["last"],
        more=paths["more"],
        final=paths["final"],
        total=paths["total"],
        count=paths["pages"],
        first=_first(node, style),
    )


def _style(node: Node) -> Style:
    text = node.text("style")
    for style in KEYS:
        if text == style:
            return style
    at = (node.get("style") or node).at
    raise Invalid(f'"style" must be one of {", ".join(KEYS)}', at)


def _first(node: Node, style: Style) -> int:
    first = node.get("first")
    if first is None:
        return 1 if style is Style.PAGE else 0
    if first.value not in (0, 1) or isinstance(first.value, bool):
        raise Invalid('"first" must be 0 or 1', first.at)
    return 1 if first.value else 0


def _path(node: Node, key: str) -> Path | None:
    """Read a path: names separated by dots, or a list of names."""
    member = node.get(key)
    if member is None:
        return None
    path = parse_path(member.value)
    if path is None:
        raise Invalid(f'"{key}" must be a path: names separated by dots', member.at)
    return path


def _request_location(node: Node, key: str) -> RequestLocation | None:
    """`name`, `{parameter: name}`, `{parameter: name, path: inside.it}` or `{body: inside.it}`."""
    member = node.get(key)
    if member is None:
        return None
    if isinstance(member.value, str) and member.value:
        return RequestLocation(member.value)
    keys = {name for name, _ in member.items()}
    if keys == {"body"} and (path := _path(member, "body")):
        return RequestLocation(None, path)
    name = member.text("parameter")
    if name and keys <= {"parameter", "path"}:
        return RequestLocation(name, _path(member, "path") or ())
    raise Invalid(
        f'"{key}" must be the name of a parameter, {{parameter, path}} or {{body}}', member.at
    )
