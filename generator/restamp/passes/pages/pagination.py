"""Check declared pagination, and infer it where none is declared."""

from __future__ import annotations

from dataclasses import replace

from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.diagnostics.problem import Problem
from restamp.diagnostics.text import quoted
from restamp.ir.api import Api
from restamp.ir.members import Declarations, item_of, json_response, resolved, unwrap
from restamp.ir.operations import Location, Operation
from restamp.ir.pagination import Pagination, Path, RequestLocation, Style
from restamp.ir.types import Kind, Primitive, Type
from restamp.passes.pages.completed import completed
from restamp.passes.pages.evidence import evidence_beside, only_list
from restamp.passes.pages.inferred import inferred

TEXT = (Kind.STRING, Kind.ANY)
NUMBER = (Kind.INTEGER, Kind.NUMBER, Kind.ANY)
BOOLEAN = (Kind.BOOLEAN, Kind.ANY)


def find_pages(api: Api, config: ClientConfig, diagnostics: Diagnostics) -> Api:
    """Check declared pagination against the types, and infer the pagination of other operations.

    After this pass the paths of a pagination exist in the request or response.
    """
    declarations = api.by_id
    operations: list[Operation] = []
    for operation in api.operations:
        declared = operation.pagination
        if declared is None:
            # A declared waiter takes precedence over inferred pagination.
            pagination = inferred(operation, declarations) if operation.waiter is None else None
        elif declared.style is Style.NONE:
            pagination = None
        else:
            checked = _checked(operation, declared, declarations)
            pagination = None if isinstance(checked, Problem) else checked
            if isinstance(checked, Problem):
                message = f"{checked.message}; the operation is not paginated"
                diagnostics.warning(checked.code, message, declared.at)
        if pagination != declared:
            operation = replace(operation, pagination=pagination)
        operations.append(operation)
    return replace(api, operations=tuple(operations))


def _checked(
    operation: Operation, pages: Pagination, declarations: Declarations
) -> Pagination | Problem:
    """Resolve the paths of a pagination: pagination-invalid if that fails."""
    content = json_response(operation)
    if content is None:
        return _invalid("there is no JSON response, or several types of it")
    items = pages.items
    if items is None:
        only = only_list(content.type, declarations)
        if only is None:
            return _invalid('it is ambiguous which list contains the items: "items" is missing')
        items = only[0]
    listed = resolved(content.type, items, declarations)
    item = None if listed is None else item_of(listed[1], declarations)
    if listed is None or item is None:
        return _invalid(f"{_dotted(items)} is not a list in the response")
    locations: list[RequestLocation | None] = []
    for location in (pages.position, pages.limit):
        resolved_location = (
            None if location is None else _resolved_location(operation, location, declarations)
        )
        if isinstance(resolved_location, Problem):
            return resolved_location
        locations.append(resolved_location)
    pages = replace(pages, items=listed[0], position=locations[0], limit=locations[1])
    if pages.is_partial:
        evidence = evidence_beside(operation, content, (listed[0], item), declarations)
        pages = completed(pages, evidence)
    return _with_paths(
        pages,
        content.type,
        item,
        declarations,
    )


def _with_paths(
    pages: Pagination, response: Type, item: Type, declarations: Declarations
) -> Pagination | Problem:
    """Resolve the other paths; a string is the reason why one is invalid."""
    paths: dict[str, Path | None] = {}
    for name, path, kinds in (
        ("next", pages.next, TEXT if pages.style is Style.URL else ()),
        ("last", pages.last, ()),
        ("more", pages.more, BOOLEAN),
        ("final", pages.final, BOOLEAN),
        ("total", pages.total, NUMBER),
        ("count", pages.count, NUMBER),
    ):
        end = None
        if path is not None:
            end = resolved(item if name == "last" else response, path, declarations)
            if end is None:
                where = "item" if name == "last" else "response"
                return _invalid(f"{_dotted(path)} does not exist in the {where}")
            if kinds and not _is_one_of(end[1], kinds, declarations):
                return _invalid(f"{_dotted(path)} is not of type {kinds[0]}")
        paths[name] = None if end is None else end[0]
    return replace(
        pages,
        next=paths["next"],
        last=paths["last"],
        more=paths["more"],
        final=paths["final"],
        total=paths["total"],
        count=paths["count"],
    )


def _is_one_of(type_: Type, kinds: tuple[Kind, ...], declarations: Declarations) -> bool:
    match unwrap(type_, declarations):
        case Primitive(kind):
            return kind in kinds
        case _:
            return False


def _resolved_location(
    operation: Operation, location: RequestLocation, declarations: Declarations
) -> RequestLocation | Problem:
    """Resolve the path of a request location: pagination-invalid if that fails."""
    if location.parameter is None:
        if operation.body is None:
            return _invalid("there is no request body for the position")
        type_ = operation.body.contents[0].type
        where = "the body"
    else:
        types = {p.wire_name: p.type for p in operation.parameters if p.location is Location.QUERY}
        if location.parameter not in types:
            return _invalid(f"there is no query parameter {quoted(location.parameter)}")
        type_, where = types[location.parameter], f"the parameter {quoted(location.parameter)}"
    end = resolved(type_, location.path, declarations)
    if end is None:
        return _invalid(f"{_dotted(location.path)} does not exist in {where}")
    return replace(location, path=end[0])


def _invalid(message: str) -> Problem:
    return Problem("pagination-invalid", message)


def _dotted(path: Path) -> str:
    return quoted(".".join(path))
