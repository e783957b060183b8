"""Find the pages of operations: as declared, where that holds, or as the document betrays them."""

from __future__ import annotations

from dataclasses import replace

from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
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
    """Check what is declared against the types, and infer what is not declared.

    After this pass the paths of a pagination are names that exist.
    """
    declarations = {declaration.id: declaration for declaration in api.declarations}
    operations: list[Operation] = []
    for operation in api.operations:
        declared = operation.pagination
        if declared is None:
            # What an overlay says of an operation goes before what we make of it.
            found = inferred(operation, declarations) if operation.waiter is None else None
        elif declared.style is Style.NONE:
            found = None
        else:
            checked = _checked(operation, declared, declarations)
            found = None if isinstance(checked, str) else checked
            if isinstance(checked, str):
                message = f"{checked}; the operation is not paginated"
                diagnostics.warning("pagination-invalid", message, declared.at)
        operations.append(replace(operation, pagination=found))
    return replace(api, operations=tuple(operations))


def _checked(
    operation: Operation, pages: Pagination, declarations: Declarations
) -> Pagination | str:
    """The pagination with its paths resolved, or what is wrong with it."""
    content = json_response(operation)
    if content is None:
        return "there is no JSON answer, or more than one type of it"
    items = pages.items
    if items is None:
        only = only_list(content.type, declarations)
        if only is None:
            return 'it is not clear which list holds the items: "items" is missing'
        items = only[0]
    listed = resolved(content.type, items, declarations)
    item = None if listed is None else item_of(listed[1], declarations)
    if listed is None or item is None:
        return f"{_shown(items)} leads to no list in the answer"
    placed: list[RequestLocation | None] = []
    for place in (pages.position, pages.limit):
        made = None if place is None else _placed(operation, place, declarations)
        if isinstance(made, str):
            return made
        placed.append(made)
    pages = replace(pages, items=listed[0], position=placed[0], limit=placed[1])
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
    pages: Pagination, answer: Type, item: Type, declarations: Declarations
) -> Pagination | str:
    """The pagination with the other paths resolved, or what is wrong with one."""
    found: dict[str, Path | None] = {}
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
            end = resolved(item if name == "last" else answer, path, declarations)
            if end is None:
                return (
                    f"{_shown(path)} leads nowhere in the {'item' if name == 'last' else 'answer'}"
                )
            if kinds and not _is_one_of(end[1], kinds, declarations):
                return f"{_shown(path)} leads to something else than {kinds[0]}"
        found[name] = None if end is None else end[0]
    return replace(
        pages,
        next=found["next"],
        last=found["last"],
        more=found["more"],
        final=found["final"],
        total=found["total"],
        count=found["count"],
    )


def _is_one_of(type_: Type, kinds: tuple[Kind, ...], declarations: Declarations) -> bool:
    match unwrap(type_, declarations):
        case Primitive(kind):
            return kind in kinds
        case _:
            return False


def _placed(
    operation: Operation, place: RequestLocation, declarations: Declarations
) -> RequestLocation | str:
    """The place with its path resolved, or why there is none."""
    if place.parameter is None:
        if operation.body is None:
            return "there is no body to put a position into"
        type_ = operation.body.contents[0].type
        where = "the body"
    else:
        types = {p.wire_name: p.type for p in operation.parameters if p.location is Location.QUERY}
        if place.parameter not in types:
            return f"there is no query parameter {quoted(place.parameter)}"
        type_, where = types[place.parameter], f"the parameter {quoted(place.parameter)}"
    end = resolved(type_, place.path, declarations)
    if end is None:
        return f"{_shown(place.path)} leads nowhere in {where}"
    return replace(place, path=end[0])


def _shown(path: Path) -> str:
    return quoted(".".join(path))
