"""Pages that nobody declared: inferred only where there is nothing else that it could mean.

An inference that is wrong loses items without a word, so that every rule asks for a parameter and
for its counterpart in the answer, and two rules that disagree make none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from restamp.ir.declarations import Field, ObjectDecl
from restamp.ir.members import Declarations, answer_of, bare, item_of
from restamp.ir.operations import Codec, Content, Location, Operation
from restamp.ir.pagination import Pagination, Path, Place, Style
from restamp.ir.types import Doc, Kind, ListOf, Named, Primitive, Type
from restamp.ir.walk import inherited

LISTS = frozenset("data items results entries records value values resources objects rows".split())
"""What the list of a page is called, where an answer has several."""
BESIDE = frozenset("errors warnings links included facets order sort notices".split())
"""Lists that stand beside the items."""
WRAPPERS = frozenset("data result response".split())
META = frozenset(
    """cursor cursors link links meta metadata page pageinfo pages pagination paginginfo paging
    responsemetadata resultinfo next""".split()
)
"""Objects of an answer that tell of pages."""
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
"""A total that is not the number of all items, or may not be."""
MONEY = re.compile(r"\b(amount|balance|cost|currency|money|price|sum)s?\b", re.IGNORECASE)
"""A total that is no number of items."""
LEAST = re.compile(r"(?:At least|From) (-?\d+)\b")
DEFAULT = re.compile(r"Default: (-?\d+)\.")


@dataclass(frozen=True, slots=True)
class _Input:
    """A parameter, or a field of the body."""

    place: Place
    type: Type
    doc: Doc


@dataclass(frozen=True, slots=True)
class _Output:
    """A field that tells of pages."""

    path: Path
    field: Field
    type: Type


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an operation says that may be about pages; names as `plain` has them."""

    inputs: dict[str, _Input]
    outputs: dict[str, _Output]
    items: Path
    item: Type
    declarations: Declarations
    operation: Operation

    def asked(self, names: Iterable[str], *kinds: Kind) -> tuple[str, _Input] | None:
        """The one input of these names and kinds; None where there is none, or several."""
        found = [(n, i) for n, i in self.inputs.items() if n in names and _is(i.type, kinds)]
        return found[0] if len(found) == 1 else None

    def told(self, names: Iterable[str], *kinds: Kind) -> _Output | None:
        """The one field of these names and kinds; None where there is none, or several."""
        found = [o for n, o in self.outputs.items() if n in names and _is(o.type, kinds)]
        return found[0] if len(found) == 1 else None


def inferred(operation: Operation, declarations: Declarations) -> Pagination | None:
    """The pages of an operation; None where there are none, or may be none."""
    evidence = evidence_of(operation, declarations)
    if evidence is None:
        return None
    cursor = _by_last(evidence) or _by_cursor(evidence)
    if operation.method == "POST":
        return (
            cursor if SEARCH.search(operation.path) or evidence.told(MORE, Kind.BOOLEAN) else None
        )
    number = _by_offset(evidence), _by_page(evidence)
    counted = next(filter(None, number), None)
    if linked := _by_link(evidence):
        return linked
    if cursor and counted:
        # Which of them a server goes by depends on the request. A switch says which.
        if "usemarker" in evidence.inputs and number[0]:
            return number[0]
        return _by_url(evidence)
    if all(number):
        return _by_url(evidence)
    return cursor or _by_url(evidence) or counted


def only_list(type_: Type, declarations: Declarations, depth: int = 1) -> tuple[Path, Type] | None:
    """Where in an answer the items are, and their type; None where that is not clear."""
    match bare(type_, declarations):
        case ListOf(item):
            return (), item
        case _:
            pass
    fields = list(_fields(type_, declarations))
    lists = [(f.wire_name, i) for f in fields if (i := _listed(f.type, declarations)) is not None]
    lists = [(name, item) for name, item in lists if plain(name) not in BESIDE]
    if len(lists) > 1:
        lists = [(name, item) for name, item in lists if plain(name) in LISTS]
    if len(lists) == 1:
        return (lists[0][0],), lists[0][1]
    if lists or not depth:
        return None
    inner = [
        ((field.wire_name, *found[0]), found[1])
        for field in fields
        if plain(field.wire_name) in WRAPPERS
        and (found := only_list(field.type, declarations, depth - 1)) is not None
    ]
    return inner[0] if len(inner) == 1 else None


def plain(name: str) -> str:
    """A name without case and punctuation: `page[size]` and `pageSize` are `pagesize`."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _listed(type_: Type, declarations: Declarations) -> Type | None:
    return (
        None
        if _is(bare(type_, declarations), (Kind.ANY, Kind.OBJECT))
        else item_of(type_, declarations)
    )


def evidence_of(operation: Operation, declarations: Declarations) -> Evidence | None:
    content = answer_of(operation)
    if content is None or operation.method not in ("GET", "POST", "QUERY"):
        return None
    listed = only_list(content.type, declarations)
    return None if listed is None else evidence_beside(operation, content, listed, declarations)


def evidence_beside(
    operation: Operation, content: Content, listed: tuple[Path, Type], declarations: Declarations
) -> Evidence:
    """The same, where it is known which list of the response holds the items."""
    inputs = {
        plain("".join((p.parameter or "", *p.path))): i for p, i in _inputs(operation, declarations)
    }
    outputs = {plain("".join(o.path)): o for o in _outputs(content.type, declarations, (), 3)}
    short = {plain(o.path[-1]): o for o in outputs.values()}
    # By its own name where only one field has it, and by its way.
    names = [plain(o.path[-1]) for o in outputs.values()]
    outputs |= {name: o for name, o in short.items() if names.count(name) == 1}
    return Evidence(inputs, outputs, *listed, declarations, operation)


def _inputs(operation: Operation, declarations: Declarations) -> Iterator[tuple[Place, _Input]]:
    if operation.method == "POST":
        body = operation.body
        if body is not None and body.contents[0].codec is Codec.JSON:
            for field in _fields(body.contents[0].type, declarations):
                place = Place(None, (field.wire_name,))
                yield place, _Input(place, bare(field.type, declarations), field.doc)
        return
    for parameter in operation.parameters:
        if parameter.location is Location.QUERY:
            place = Place(parameter.wire_name)
            yield place, _Input(place, bare(parameter.type, declarations), parameter.doc)
            if plain(parameter.wire_name) in ("page", "pagination", "paging"):
                for field in _fields(parameter.type, declarations):
                    inner = Place(parameter.wire_name, (field.wire_name,))
                    yield inner, _Input(inner, bare(field.type, declarations), field.doc)


def _outputs(type_: Type, declarations: Declarations, above: Path, depth: int) -> Iterator[_Output]:
    for field in _fields(type_, declarations):
        path, inner = (*above, field.wire_name), bare(field.type, declarations)
        yield _Output(path, field, inner)
        if plain(field.wire_name) in META and depth:
            yield from _outputs(inner, declarations, path, depth - 1)


def _fields(type_: Type, declarations: Declarations) -> tuple[Field, ...]:
    match bare(type_, declarations):
        case Named(id_) if isinstance(held := declarations.get(id_), ObjectDecl):
            return inherited(held, declarations)
        case _:
            return ()


def _is(type_: Type, kinds: Iterable[Kind]) -> bool:
    """Whether a type is of one of the kinds; many write "number" for integers."""
    if not isinstance(type_, Primitive):
        return False
    return type_.kind in kinds or (type_.kind is Kind.NUMBER and Kind.INTEGER in kinds)


def _by_link(evidence: Evidence) -> Pagination | None:
    """GitHub: the answer has a header Link, and the query something about pages."""
    operation = evidence.operation
    linked = any(
        header.name.lower() == "link"
        for response in operation.responses
        if response.status.is_success
        for header in response.headers
    )
    about = [
        n for n in evidence.inputs if n in NUMBERS | CURSORS | PER_PAGE | {"pagesize", "limit"}
    ]
    if not linked or not about or operation.method != "GET":
        return None
    return _found(evidence, Style.LINK, f"header Link of the answer, {_names(evidence, about)}")


def _by_last(evidence: Evidence) -> Pagination | None:
    """Stripe: the cursor is the id of the last item."""
    cursor = evidence.inputs.get("startingafter")
    more = evidence.outputs.get("hasmore")
    ids = [f for f in _fields(evidence.item, evidence.declarations) if f.wire_name == "id"]
    if cursor is None or more is None or not ids or evidence.told(NEXT_CURSORS, Kind.STRING):
        return None
    if not _is(more.type, (Kind.BOOLEAN,)) or not _is(cursor.type, (Kind.STRING,)):
        return None
    why = f"{_names(evidence, ['startingafter'])}, {_shown(more.path)} and items with id"
    return _found(evidence, Style.CURSOR, why, cursor, last=("id",), more=more.path)


def _by_cursor(evidence: Evidence) -> Pagination | None:
    """A parameter takes the cursor that the answer gives."""
    more = evidence.told(MORE, Kind.BOOLEAN)
    for inputs, kind, outputs in (
        (CURSORS, Kind.STRING, NEXT_CURSORS),
        (CURSORS, Kind.INTEGER, NEXT_CURSORS),
        ({"page"}, Kind.STRING, {"nextpage"}),
        ({"after", "afterid"}, Kind.STRING, {"lastid"} if more is not None else set[str]()),
    ):
        cursor = evidence.asked(inputs, kind)
        following = evidence.told(outputs, kind)
        if cursor is not None and following is not None and not _is_url(following.field):
            why = f"{_names(evidence, [cursor[0]])}, {_shown(following.path)} of the answer"
            return _found(
                evidence,
                Style.CURSOR,
                why,
                cursor[1],
                next=following.path,
                more=None if more is None else more.path,
            )
    return None


def _by_url(evidence: Evidence) -> Pagination | None:
    """The answer holds the URL of the next page."""
    if evidence.operation.method != "GET":
        return None
    path = next_url(evidence)
    if path is None:
        return None
    return _found(evidence, Style.URL, f"URL in {_shown(path)} of the answer", next=path)


def next_url(evidence: Evidence) -> Path | None:
    """To the URL of the next page; None where there is none, or several."""
    found = {o.path: o for o in evidence.outputs.values() if _is_next_url(o)}
    return next(iter(found)) if len(found) == 1 else None


def _is_next_url(output: _Output) -> bool:
    if not _is(output.type, (Kind.STRING,)):
        return False
    *above, name = map(plain, output.path)
    if name in NEXT_URLS or (name == "href" and above[-1:] == ["next"]):
        return True
    is_url = _is_url(output.field)
    return (name == "nextpage" and is_url) or (
        name == "next" and (is_url or bool(LINKS & {*above}))
    )


def _is_url(field: Field) -> bool:
    said = f"{field.doc.summary} {field.doc.description}"
    return field.is_url or bool(URL_WORDS.search(said))


def _by_offset(evidence: Evidence) -> Pagination | None:
    """Two parameters say how many items to skip, and how many to give."""
    offset = evidence.asked(OFFSETS, Kind.INTEGER)
    limit = evidence.asked(SIZES, Kind.INTEGER)
    if offset is None or limit is None or evidence.asked(NUMBERS, Kind.INTEGER) is not None:
        return None
    told = f"{offset[1].doc.description} {' '.join(offset[1].doc.facts)}"
    least, default = LEAST.search(told), DEFAULT.search(told)
    if any(found is not None and found[1] != "0" for found in (least, default)):
        return None
    if re.search(r"\bpages? (number|index)|number of pages", told, re.IGNORECASE):
        return None
    why = f"{_names(evidence, [offset[0], limit[0]])}, one list"
    return _counted(evidence, Style.OFFSET, why, offset[1], limit[1], 0)


def _by_page(evidence: Evidence) -> Pagination | None:
    """Two parameters are the number of a page and its size; the first number is known."""
    page = evidence.asked(NUMBERS, Kind.INTEGER)
    size = evidence.asked(SIZES, Kind.INTEGER)
    if page is None or size is None or evidence.asked(OFFSETS, Kind.INTEGER) is not None:
        return None
    told = " ".join(page[1].doc.facts)
    least, default = LEAST.search(told), DEFAULT.search(told)
    if default is not None:
        first = int(default[1])
    elif (least is not None and int(least[1]) == 1) or (least is None and size[0] in PER_PAGE):
        first = 1
    else:
        return None
    if first not in (0, 1):
        return None
    why = f"{_names(evidence, [page[0], size[0]])}, one list, first page {first}"
    return _counted(evidence, Style.PAGE, why, page[1], size[1], first)


def _counted(
    evidence: Evidence, style: Style, why: str, at: _Input, limit: _Input, first: int
) -> Pagination:
    """Pages by number."""
    ends = ends_of(evidence, style)
    return _found(evidence, style, why, at, limit=limit.place, **ends, first=first)


def ends_of(evidence: Evidence, style: Style) -> dict[str, Path | None]:
    """An end of pages by number that the answer tells, believed only where its words are clear."""
    total = evidence.told(TOTALS, Kind.INTEGER)
    about = "" if total is None else total.field.doc.description
    if OF_THE_PAGE.search(about) or MONEY.search(about):
        total = None
    count = evidence.told(COUNTS, Kind.INTEGER) if style is Style.PAGE else None
    more, final = evidence.told(MORE, Kind.BOOLEAN), evidence.told(FINALS, Kind.BOOLEAN)
    ends = {"total": total, "count": count, "more": more, "final": final}
    return {name: None if end is None else end.path for name, end in ends.items()}


def _found(
    evidence: Evidence, style: Style, why: str, at: _Input | None = None, **more: Any
) -> Pagination:
    return Pagination(
        style,
        f"inferred: {why}",
        evidence.operation.id,
        evidence.items,
        None if at is None else at.place,
        **more,
    )


def _names(evidence: Evidence, names: Iterable[str]) -> str:
    """Parameters as the document calls them."""
    places = [evidence.inputs[name].place for name in names]
    texts = [".".join([p.parameter or "body", *p.path]) for p in places]
    return f"parameter{'s' if len(texts) > 1 else ''} {' and '.join(texts)}"


def _shown(path: Path) -> str:
    return ".".join(path)
