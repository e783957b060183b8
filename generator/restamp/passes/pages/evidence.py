"""Evidence for pagination: the inputs and outputs of an operation, by normalized name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from restamp.ir.declarations import Field, ObjectDecl
from restamp.ir.members import Declarations, item_of, json_response, unwrap
from restamp.ir.operations import Codec, Content, Location, Operation
from restamp.ir.pagination import Path, RequestLocation
from restamp.ir.types import Doc, Kind, ListOf, Named, Primitive, Type
from restamp.ir.walk import all_fields
from restamp.records import dataclass

LISTS = frozenset("data items results entries records value values resources objects rows".split())
"""Names of the list of items, if a response has several lists."""
BESIDE = frozenset("errors warnings links included facets order sort notices".split())
"""Names of lists that are not the items."""
WRAPPERS = frozenset("data result response".split())
META = frozenset(
    """cursor cursors link links meta metadata page pageinfo pages pagination paginginfo paging
    responsemetadata resultinfo next""".split()
)
"""Names of objects in a response that describe the pagination."""
CURSORS = frozenset(
    """after aftercursor aftertoken continuation continuationtoken cursor marker nextcursor
    nextmarker nextpagetoken nexttoken pageafter pagecursor pagetoken paginationtoken startcursor
    startingafter startingtoken starttoken""".split()
)
NEXT_CURSORS = frozenset(
    """cursorafter cursornext cursorsafter cursorsnext continuation continuationtoken endcursor
    nextafter nextcontinuationtoken nextcursor nextmarker nextpagecursor nextpagetoken
    nextstartcursor nexttoken pagingnextafter""".split()
)
NEXT_URLS = frozenset(
    "nexthref nextlink nextpagelink nextpageuri nextpageurl nexturi nexturl odatanextlink".split()
)
LINKS = frozenset({"link", "links", "pages"})
OFFSETS = frozenset({"offset", "skip", "startat", "pageoffset"})
NUMBERS = frozenset({"page", "pagenumber", "pageno", "pagenum"})
PER_PAGE = frozenset({"perpage", "itemsperpage", "maxperpage", "resultsperpage"})
SIZES = PER_PAGE | frozenset("limit count maxresults pagelimit pagesize size take top".split())
MORE = frozenset("hasmore hasnext hasnextpage morepages moreresults".split())
FINALS = frozenset("islast islastpage last lastpage".split())
TOTALS = frozenset(
    """itemstotal total totalcount totalelements totalentries totalhits totalitems totalobjects
    totalresults totalrecords totalrows""".split()
)
COUNTS = frozenset("lastpage numpages numberofpages pagecount pagestotal totalpages".split())
SEARCH = re.compile(r"(search|query|list|find|filter)\w*$", re.IGNORECASE)
URL_WORDS = re.compile(r"\b(URLs?|URIs?|links?|href)\b", re.IGNORECASE)
OF_THE_PAGE = re.compile(
    r"(of|total) pages|(on|in|of|for) (this|the|the current|each|a) (page|response)|current page"
    r"|returned|estimate|approximat|may (not )?be|may differ",
    re.IGNORECASE,
)
"""Descriptions of a total that may not be the number of all items."""
MONEY = re.compile(r"\b(amount|balance|cost|currency|money|price|sum)s?\b", re.IGNORECASE)
"""Descriptions of a total that is not a number of items."""
LEAST = re.compile(r"(?:At least|From) (-?\d+)\b")
DEFAULT = re.compile(r"Default: (-?\d+)\.")


@dataclass(frozen=True, slots=True)
class Input:
    """A parameter, or a field of the body."""

    location: RequestLocation
    type: Type
    doc: Doc


@dataclass(frozen=True, slots=True)
class Output:
    """A field of the response."""

    path: Path
    field: Field
    type: Type


@dataclass(frozen=True, slots=True)
class Evidence:
    """Inputs and outputs of an operation that may be about pagination, by normalized name."""

    inputs: dict[str, Input]
    outputs: dict[str, Output]
    items: Path
    item: Type
    declarations: Declarations
    operation: Operation

    def input_named(self, names: Iterable[str], *kinds: Kind) -> tuple[str, Input] | None:
        """The only input with one of these names and kinds; None if there is none, or several."""
        inputs = [(n, i) for n, i in self.inputs.items() if n in names and is_kind(i.type, kinds)]
        return inputs[0] if len(inputs) == 1 else None

    def output_named(self, names: Iterable[str], *kinds: Kind) -> Output | None:
        """The only output with one of these names and kinds; None if there is none, or several."""
        outputs = [o for n, o in self.outputs.items() if n in names and is_kind(o.type, kinds)]
        return outputs[0] if len(outputs) == 1 else None


def only_list(type_: Type, declarations: Declarations, depth: int = 1) -> tuple[Path, Type] | None:
    """The path to the items in a response, and their type; None if that is ambiguous."""
    match unwrap(type_, declarations):
        case ListOf(item):
            return (), item
        case _:
            pass
    fields = list(fields_of(type_, declarations))
    lists = [
        (f.wire_name, i) for f in fields if (i := _list_item(f.type, declarations)) is not None
    ]
    lists = [(name, item) for name, item in lists if normalized(name) not in BESIDE]
    if len(lists) > 1:
        lists = [(name, item) for name, item in lists if normalized(name) in LISTS]
    if len(lists) == 1:
        return (lists[0][0],), lists[0][1]
    if lists or not depth:
        return None
    inner = [
        ((field.wire_name, *inner_list[0]), inner_list[1])
        for field in fields
        if normalized(field.wire_name) in WRAPPERS
        and (inner_list := only_list(field.type, declarations, depth - 1)) is not None
    ]
    return inner[0] if len(inner) == 1 else None


@cache
def normalized(name: str) -> str:
    """A name in lower case without punctuation: `page[size]` and `pageSize` are `pagesize`."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _list_item(type_: Type, declarations: Declarations) -> Type | None:
    if isinstance(type_, Primitive):
        return None
    return (
        None
        if is_kind(unwrap(type_, declarations), (Kind.ANY, Kind.OBJECT))
        else item_of(type_, declarations)
    )


def evidence_of(operation: Operation, declarations: Declarations) -> Evidence | None:
    """Collect the evidence for an operation; None if its response has no unambiguous list of items."""
    content = json_response(operation)
    if content is None or operation.method not in ("GET", "POST", "QUERY"):
        return None
    listed = only_list(content.type, declarations)
    return None if listed is None else evidence_beside(operation, content, listed, declarations)


def evidence_beside(
    operation: Operation, content: Content, listed: tuple[Path, Type], declarations: Declarations
) -> Evidence:
    """Like `evidence_of`, for a known list of items."""
    inputs = {
        normalized("".join((i.location.parameter or "", *i.location.path))): i
        for i in _inputs(operation, declarations)
    }
    outputs = {normalized("".join(o.path)): o for o in _outputs(content.type, declarations, (), 3)}
    short = {normalized(o.path[-1]): o for o in outputs.values()}
    # By path, and also by name if only one field has the name.
    names = [normalized(o.path[-1]) for o in outputs.values()]
    outputs |= {name: o for name, o in short.items() if names.count(name) == 1}
    return Evidence(inputs, outputs, *listed, declarations, operation)


def _inputs(operation: Operation, declarations: Declarations) -> Iterator[Input]:
    if operation.method == "POST":
        body = operation.body
        if body is not None and body.contents[0].codec is Codec.JSON:
            for field in fields_of(body.contents[0].type, declarations):
                location = RequestLocation(None, (field.wire_name,))
                yield Input(location, unwrap(field.type, declarations), field.doc)
        return
    for parameter in operation.parameters:
        if parameter.location is Location.QUERY:
            location = RequestLocation(parameter.wire_name)
            yield Input(location, unwrap(parameter.type, declarations), parameter.doc)
            if normalized(parameter.wire_name) in ("page", "pagination", "paging"):
                for field in fields_of(parameter.type, declarations):
                    inner = RequestLocation(parameter.wire_name, (field.wire_name,))
                    yield Input(inner, unwrap(field.type, declarations), field.doc)


def _outputs(type_: Type, declarations: Declarations, above: Path, depth: int) -> Iterator[Output]:
    for field in fields_of(type_, declarations):
        path, inner = (*above, field.wire_name), unwrap(field.type, declarations)
        yield Output(path, field, inner)
        if normalized(field.wire_name) in META and depth:
            yield from _outputs(inner, declarations, path, depth - 1)


def fields_of(type_: Type, declarations: Declarations) -> tuple[Field, ...]:
    match unwrap(type_, declarations):
        case Named(id_) if isinstance(declaration := declarations.get(id_), ObjectDecl):
            return all_fields(declaration, declarations)
        case _:
            return ()


def is_kind(type_: Type, kinds: Iterable[Kind]) -> bool:
    """Whether a type has one of these kinds; "number" is accepted for integers."""
    if not isinstance(type_, Primitive):
        return False
    return type_.kind in kinds or (type_.kind is Kind.NUMBER and Kind.INTEGER in kinds)
