"""Walks through pages: where the next one is, when there is none, and what ends a walk."""

from __future__ import annotations

import asyncio
import json
import pickle
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Annotated, Any
from urllib.parse import parse_qsl

import httpx2
import pytest
from pydantic import Field
from restamp_runtime.api import Api, Bearer
from restamp_runtime.errors import StatusError
from restamp_runtime.json_values import JsonText
from restamp_runtime.model import Model
from restamp_runtime.next_pages import next_link
from restamp_runtime.page_errors import PaginationError
from restamp_runtime.paged import Body, PagedRequest, Pages, Query
from restamp_runtime.styles import Styled

from .clients import AsyncClient, SyncClient

BASE = "https://api.example.com/v1"
API = Api(name="things", base_url=BASE, schemes={"b": Bearer()}, security=(("b",),))


class Thing(Model):
    id: int


class Envelope(Model):
    things: list[Thing] | None = None
    next_: Annotated[str | None, Field(alias="@next")] = None
    meta: dict[str, Any] | None = None


class Search(Model):
    words: str | None = None
    skip_: Annotated[int | None, Field(alias="skip")] = None


@dataclass
class Server:
    """Answers with what `page` makes of a request; keeps what it saw."""

    page: Callable[[httpx2.Request], Any]
    seen: list[httpx2.Request] = field(default_factory=list[httpx2.Request])

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.seen.append(request)
        page = self.page(request)
        return page if isinstance(page, httpx2.Response) else httpx2.Response(200, json=page)

    def queries(self) -> list[dict[str, str]]:
        return [dict(parse_qsl(request.url.query.decode())) for request in self.seen]


Walk = Callable[..., list[Any]]


@pytest.fixture(params=["sync", "async"])
def walk(request: pytest.FixtureRequest) -> Walk:
    """All elements of a listing, which `choose` makes of a client."""

    def sync(server: Server, choose: Callable[[Any], Any], **options: Any) -> list[Any]:
        transport = httpx2.MockTransport(server)
        with SyncClient(API, transport=transport, credentials={"b": "token"}, **options) as client:
            return list(choose(client))

    def asynchronous(server: Server, choose: Callable[[Any], Any], **options: Any) -> list[Any]:
        async def main() -> list[Any]:
            transport = httpx2.MockTransport(server)
            async with AsyncClient(
                API, transport=transport, credentials={"b": "token"}, **options
            ) as client:
                return [element async for element in choose(client)]

        return asyncio.run(main())

    return sync if request.param == "sync" else asynchronous


def things(numbers: Iterable[int]) -> list[dict[str, int]]:
    return [{"id": number} for number in numbers]


def get(pages: Pages, response: Any = Envelope, **parts: Any) -> PagedRequest[Any, Any]:
    return PagedRequest("GET", "/things", response, pages=pages, **parts)


def ids(items: list[Any]) -> list[int]:
    return [item.id for item in items]


def by_offset(many: int, size: int, **more: Any) -> Server:
    """A server that gives at most `size`, whatever it is asked for."""

    def page(request: httpx2.Request) -> Any:
        start = int(request.url.params.get("offset", 0))
        return {"things": things(range(start, min(many, start + size))), **more}

    return Server(page)


def test_an_offset_moves_by_what_came(walk: Walk) -> None:
    server = by_offset(5, 2)
    request = get(Pages("offset", "things", at=Query("offset")), query={"limit": 1000})
    assert ids(walk(server, lambda c: c.send_items(request))) == [0, 1, 2, 3, 4]
    assert server.queries() == [
        {"limit": "1000"},
        {"limit": "1000", "offset": "2"},
        {"limit": "1000", "offset": "4"},
        {"limit": "1000", "offset": "5"},
    ]


def test_an_offset_goes_on_from_the_callers(walk: Walk) -> None:
    server = by_offset(5, 2, meta={"total": 5})
    request = get(
        Pages("offset", "things", at=Query("offset"), total="meta.total"), query={"offset": 3}
    )
    assert ids(walk(server, lambda c: c.send_items(request))) == [3, 4]
    assert server.queries() == [{"offset": "3"}]


@pytest.mark.parametrize("total", [None, 0, "5", -1])
def test_a_total_that_is_none_ends_nothing(walk: Walk, total: object) -> None:
    server = by_offset(3, 2, meta={"total": total})
    request = get(Pages("offset", "things", at=Query("offset"), total="meta.total"))
    assert ids(walk(server, lambda c: c.send_items(request))) == [0, 1, 2]


def by_page(many: int, size: int, first: int = 1, **meta: Any) -> Server:
    def page(request: httpx2.Request) -> Any:
        start = (int(request.url.params.get("page", first)) - first) * size
        return {"things": things(range(start, min(many, start + size))), "meta": meta}

    return Server(page)


@pytest.mark.parametrize(
    ("first", "ends", "asked"),
    [
        (1, {}, [None, "2", "3", "4"]),
        (0, {}, [None, "1", "2", "3"]),
        (1, {"total": 5}, [None, "2", "3"]),
        (1, {"pages": 3}, [None, "2", "3"]),
        (0, {"pages": 3}, [None, "1", "2"]),
        (1, {"more": False}, [None]),
        (1, {"final": True}, [None]),
        (1, {"total": 5.0}, [None, "2", "3"]),
        (1, {"total": 2.5}, [None, "2", "3", "4"]),
        (1, {"final": False}, [None, "2", "3", "4"]),
        (1, {"final": None}, [None, "2", "3", "4"]),
    ],
)
def test_page_numbers(walk: Walk, first: int, ends: dict[str, Any], asked: list[str]) -> None:
    server = by_page(5, 2, first, **ends)
    names = {"total": "total", "count": "pages", "more": "more", "final": "final"}
    paths: Any = {key: f"meta.{name}" for key, name in names.items() if name in ends}
    request = get(Pages("page", "things", at=Query("page"), first=first, **paths))
    listed = ids(walk(server, lambda c: c.send_items(request)))
    assert listed == [0, 1, 2, 3, 4][: 2 if len(asked) == 1 else 5]
    assert [query.get("page") for query in server.queries()] == asked


def test_a_total_counts_what_came_before_a_break(walk: Walk) -> None:
    server = by_page(5, 2, total=5)
    request = get(Pages("page", "things", at=Query("page"), total="meta.total", first=1))
    (first,) = walk(server, lambda c: c.send_pages(request).limit(1))
    later = pickle.loads(pickle.dumps(first.next))
    assert ids(walk(server, lambda c: c.send_items(later))) == [2, 3, 4]
    assert [query.get("page") for query in server.queries()] == [None, "2", "3"]


@pytest.mark.parametrize("end", [None, "", 0, False])
def test_a_cursor_in_the_response(walk: Walk, end: object) -> None:
    def page(request: httpx2.Request) -> Any:
        match request.url.params.get("cursor"):
            case None:
                return {"things": things([1]), "meta": {"next": "a&b"}}
            case "a&b":
                return {"things": [], "meta": {"next": "c"}}
            case _:
                return {"things": things([2]), "meta": {"next": end}}

    server = Server(page)
    request = get(Pages("cursor", "things", at=Query("cursor"), next="meta.next"), query={"q": "x"})
    assert ids(walk(server, lambda c: c.send_items(request))) == [1, 2]
    assert [query.get("cursor") for query in server.queries()] == [None, "a&b", "c"]
    assert {query["q"] for query in server.queries()} == {"x"}


def test_a_cursor_that_is_the_id_of_the_last_item(walk: Walk) -> None:
    def page(request: httpx2.Request) -> Any:
        start = int(request.url.params.get("starting_after", 0)) + 1
        return {"things": things(range(start, start + 2)), "meta": {"has_more": start < 4}}

    server = Server(page)
    pages = Pages("cursor", "things", at=Query("starting_after"), last="id", more="meta.has_more")
    assert ids(walk(server, lambda c: c.send_items(get(pages)))) == [1, 2, 3, 4, 5, 6]
    assert [q.get("starting_after") for q in server.queries()] == [None, "2", "4"]


def test_no_last_item_ends(walk: Walk) -> None:
    server = Server(lambda request: {"things": [], "meta": {"has_more": True}})
    pages = Pages("cursor", "things", at=Query("after"), last="id", more="meta.has_more")
    assert walk(server, lambda c: c.send_items(get(pages))) == []


@pytest.mark.parametrize("body", [None, Search(words="w"), {"words": "w"}])
def test_a_position_in_the_body(walk: Walk, body: Any) -> None:
    def page(request: httpx2.Request) -> Any:
        start = json.loads(request.content or b"{}").get("skip", 0)
        return {"things": things(range(start, min(3, start + 2)))}

    server = Server(page)
    request = PagedRequest[Any, Any](
        "POST", "/search", Envelope, body=body, pages=Pages("offset", "things", at=Body("skip"))
    )
    assert ids(walk(server, lambda c: c.send_items(request))) == [0, 1, 2]
    sent = [json.loads(request.content or b"{}") for request in server.seen]
    own = {} if body is None else {"words": "w"}
    assert sent == [own, own | {"skip": 2}, own | {"skip": 3}]
    assert request.body is body and getattr(body, "skip_", None) is None


@pytest.mark.parametrize("q", [None, Search(words="w"), {"words": "w"}])
def test_a_position_in_a_json_parameter(walk: Walk, q: Any) -> None:
    def page(request: httpx2.Request) -> Any:
        start = json.loads(request.url.params.get("q", "{}")).get("skip", 0)
        return {"things": things(range(start, min(3, start + 2)))}

    server = Server(page)
    request = get(Pages("offset", "things", at=Query("q", "skip")), query={"q": JsonText(q)})
    assert ids(walk(server, lambda c: c.send_items(request))) == [0, 1, 2]
    own = {} if q is None else {"words": "w"}
    sent = [json.loads(query.get("q", "{}")) for query in server.queries()]
    assert sent == [own, own | {"skip": 2}, own | {"skip": 3}]


def test_a_position_keeps_its_style(walk: Walk) -> None:
    server = by_offset(1, 1)
    request = get(
        Pages("offset", "things", at=Query("page", "offset")),
        query={"page": Styled({"limit": 1}, "deepObject", explode=True)},
    )
    (first,) = walk(server, lambda c: c.send_pages(request).limit(1))
    assert first.next.query_string == "page%5Blimit%5D=1&page%5Boffset%5D=1"


@pytest.mark.parametrize(
    ("target", "goes"),
    [
        ("https://api.example.com/v1/things?page=2&x=%2F", "/v1/things?page=2&x=%2F"),
        ("https://API.example.com:443/other#part", "/other"),
        ("/v1/things?page=2", "/v1/things?page=2"),
        ("?page=2", "/v1/things?page=2"),
        ("next/2", "/v1/next/2"),
    ],
)
def test_a_url_in_the_response(walk: Walk, target: str, goes: str) -> None:
    def page(request: httpx2.Request) -> Any:
        return {"things": things([1]), **({} if len(server.seen) > 1 else {"@next": target})}

    server = Server(page)
    request = get(Pages("url", "things", next=("@next",)), query={"q": "first"})
    assert ids(walk(server, lambda c: c.send_items(request))) == [1, 1]
    assert server.seen[1].url.raw_path == goes.encode()
    assert server.seen[1].headers["authorization"] == "Bearer token"


def test_relative_urls_follow_one_another(walk: Walk) -> None:
    targets = iter(["/v2/a/b?page=2", "?page=3", None])
    server = Server(lambda request: {"things": things([1]), "@next": next(targets)})
    walk(server, lambda c: c.send_pages(get(Pages("url", "things", next=("@next",)))))
    paths = [request.url.raw_path for request in server.seen]
    assert paths == [b"/v1/things", b"/v2/a/b?page=2", b"/v2/a/b?page=3"]


def test_the_clients_own_query_goes_with_every_page(walk: Walk) -> None:
    targets = iter(["/v1/things?page=2", "/v1/things?page=3&tenant=t", None])
    server = Server(lambda request: {"things": things([1]), "@next": next(targets)})
    request = get(Pages("url", "things", next=("@next",)))
    walk(server, lambda c: c.with_options(extra_query={"tenant": "t"}).send_pages(request))
    assert [query["tenant"] for query in server.queries()] == ["t", "t", "t"]
    assert server.seen[2].url.query == b"page=3&tenant=t"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example.com/v1/other",
        "https://evil.example.com/v2/v1/things",
        "https://evil.example.com/?page=2",
        "https://api.example.com:8443/v1/others",
        "//evil.example.com/hings",
        "https://api.example.com@evil.example.com/",
        "https://user:password@api.example.com/v1/things",
        "https://api.example.com\\@evil.example.com/",
        "https://api.example.com:port/",
        "https://[::1/",
        "javascript:alert(1)",
    ],
)
def test_no_page_of_another_origin_is_asked_for(walk: Walk, target: str) -> None:
    server = Server(lambda request: {"things": things([1]), "@next": target})
    request = get(Pages("url", "things", next=("@next",)))
    with pytest.raises(PaginationError, match="another origin") as caught:
        walk(server, lambda c: c.send_pages(request))
    assert len(server.seen) == 1
    assert caught.value.request is not None
    assert pickle.loads(pickle.dumps(caught.value)).args == caught.value.args


@pytest.mark.parametrize(
    ("target", "goes"),
    [
        ("http://api.example.com/v1/things?page=2", "/v1/things?page=2"),
        ("http://api.example.com/v1/elsewhere?page=2", "/v1/elsewhere?page=2"),
        ("http://api.example.com:80/v1/elsewhere?page=2", "/v1/elsewhere?page=2"),
        ("http://127.0.0.1:8000/v1/things?page=2", "/v1/things?page=2"),
        ("http://backend:8000/v1/things/?page=2", "/v1/things/?page=2"),
        ("http://backend:8000/things?page=2", "/v1/things?page=2"),
        ("http://api.example.com/things?page=2", "/v1/things?page=2"),
        ("//backend/v1/thing%73?page=2", "/v1/things?page=2"),
        ("https://evil.example.com/v1/things?page=2", "/v1/things?page=2"),
        ("https://api.example.com/things?page=2", "/v1/things?page=2"),
        ("https://api.example.com/things/?page=2", "/v1/things/?page=2"),
        ("/things?page=2", "/v1/things?page=2"),
        ("https://api.example.com/v2/things?page=2", "/v2/things?page=2"),
        ("/elsewhere?page=2", "/elsewhere?page=2"),
    ],
)
def test_a_url_of_a_server_behind_a_proxy(walk: Walk, target: str, goes: str) -> None:
    """Only its path and query are followed, at the client's own origin."""

    def page(request: httpx2.Request) -> Any:
        return {"things": things([1]), **({} if len(server.seen) > 1 else {"@next": target})}

    server = Server(page)
    request = get(Pages("url", "things", next=("@next",)))
    assert ids(walk(server, lambda c: c.send_items(request))) == [1, 1]
    assert server.seen[1].url.raw_path == goes.encode()
    assert (server.seen[1].url.scheme, server.seen[1].url.host) == ("https", "api.example.com")
    assert server.seen[1].headers["authorization"] == "Bearer token"


def test_a_link_header_of_a_server_behind_a_proxy(walk: Walk) -> None:
    def page(request: httpx2.Request) -> httpx2.Response:
        number = int(request.url.params.get("page", 1))
        link = f'<http://backend:8000/things?page={number + 1}>; rel="next"'
        headers = {"Link": link} if number < 3 else {}
        return httpx2.Response(200, json=things([number]), headers=headers)

    server = Server(page)
    assert ids(walk(server, lambda c: c.send_items(get(Pages("link"), list[Thing])))) == [1, 2, 3]
    assert {str(request.url.copy_with(query=None)) for request in server.seen} == {f"{BASE}/things"}


def not_found_after(last: int, **more: Any) -> Server:
    """A server that answers 404 for pages behind the last one."""

    def page(request: httpx2.Request) -> Any:
        number = int(request.url.params.get("page", 1))
        if number > last:
            return httpx2.Response(404, json={"detail": "Invalid page."})
        return {"things": things([number * 2, number * 2 + 1]), **more}

    return Server(page)


def test_a_404_behind_a_page_ends_page_numbers(walk: Walk) -> None:
    server = not_found_after(2)
    request = get(Pages("page", "things", at=Query("page"), first=1))
    assert ids(walk(server, lambda c: c.send_items(request))) == [2, 3, 4, 5]
    _, last = walk(server, lambda c: c.send_pages(request))
    later = pickle.loads(pickle.dumps(last.next))
    assert walk(server, lambda c: c.send_items(later)) == []


@pytest.mark.parametrize("status", [404, 403, 410])
def test_an_error_of_the_first_page_is_one(walk: Walk, status: int) -> None:
    server = Server(lambda request: httpx2.Response(status))
    request = get(Pages("page", "things", at=Query("page"), first=1), query={"page": 7})
    with pytest.raises(StatusError):
        walk(server, lambda c: c.send_items(request))


@pytest.mark.parametrize(("style", "status"), [("page", 403), ("page", 410), ("cursor", 404)])
def test_other_errors_behind_a_page_end_nothing(walk: Walk, style: Any, status: int) -> None:
    def page(request: httpx2.Request) -> Any:
        if request.url.query:
            return httpx2.Response(status)
        return {"things": things([1]), "meta": {"next": "a"}}

    request = get(Pages(style, "things", at=Query("at"), next="meta.next", first=1))
    with pytest.raises(StatusError):
        walk(Server(page), lambda c: c.send_items(request))


@pytest.mark.parametrize("end", [None, "", False, 0])
def test_a_next_that_is_null_ends_numbers(walk: Walk, end: object) -> None:
    def page(request: httpx2.Request) -> Any:
        number = int(request.url.params.get("page", 1))
        return {"things": things([number]), "@next": number + 1 if number < 3 else end}

    server = Server(page)
    request = get(Pages("page", "things", at=Query("page"), next=("@next",), first=1), dict)
    assert [item["id"] for item in walk(server, lambda c: c.send_items(request))] == [1, 2, 3]
    assert len(server.seen) == 3


def test_a_next_that_is_not_there_ends_no_numbers(walk: Walk) -> None:
    server = by_page(5, 2)
    request = get(Pages("page", "things", at=Query("page"), next=("@next",), first=1))
    assert ids(walk(server, lambda c: c.send_items(request))) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("style", "limit", "asked"),
    [
        ("page", 2, [None, "2", "3"]),
        ("offset", 2, [None, "2", "4"]),
        ("page", 3, [None, "2", "3", "4"]),
        ("page", None, [None, "2", "3", "4"]),
    ],
)
def test_a_short_page_is_the_last(
    walk: Walk, style: Any, limit: int | None, asked: list[str]
) -> None:
    """Where the pages before were as long as was asked for: this server gives 2 at most."""
    server = by_page(5, 2) if style == "page" else by_offset(5, 2)
    pages = Pages(
        style, "things", at=Query(style), limit=Query("limit"), first=int(style == "page")
    )
    request = get(pages, query={"limit": limit})
    assert ids(walk(server, lambda c: c.send_items(request))) == [0, 1, 2, 3, 4]
    assert [query.get(style) for query in server.queries()] == asked


def test_a_short_page_is_not_the_last_where_the_response_says_more(walk: Walk) -> None:
    """A server that leaves out of a page what the caller must not see."""

    def page(request: httpx2.Request) -> Any:
        number = int(request.url.params.get("page", 1))
        few = things([number] if number == 2 else [number, number + 10])
        return {"things": few, "meta": {"more": number < 3}}

    pages = Pages(
        "page", "things", at=Query("page"), limit=Query("limit"), more="meta.more", first=1
    )
    request = get(pages, query={"limit": 2})
    assert ids(walk(Server(page), lambda c: c.send_items(request))) == [1, 11, 2, 3, 13]


@pytest.mark.parametrize("start", [None, "a"])
def test_an_empty_page_with_the_same_cursor_is_the_last(walk: Walk, start: str | None) -> None:
    def page(request: httpx2.Request) -> Any:
        here = request.url.params.get("cursor")
        return {"things": things([1] if here is None else []), "meta": {"next": "a"}}

    server = Server(page)
    request = get(
        Pages("cursor", "things", at=Query("cursor"), next="meta.next"), query={"cursor": start}
    )
    assert ids(walk(server, lambda c: c.send_items(request))) == ([] if start else [1])


def test_a_repeated_cursor_in_the_body(walk: Walk) -> None:
    def page(request: httpx2.Request) -> Any:
        here = json.loads(request.content or b"{}").get("after")
        return {"things": things([] if here else [1]), "meta": {"next": 5}}

    request = PagedRequest[Any, Any](
        "POST", "/search", Envelope, pages=Pages("cursor", "things", Body("after"), "meta.next")
    )
    assert ids(walk(Server(page), lambda c: c.send_items(request))) == [1]


def test_an_empty_page_with_the_same_link_is_the_last(walk: Walk) -> None:
    def page(request: httpx2.Request) -> Any:
        few = [] if request.url.query else [1]
        return {"things": things(few), "@next": f"{BASE}/things?since=1"}

    server = Server(page)
    request = get(Pages("url", "things", next=("@next",)))
    assert ids(walk(server, lambda c: c.send_items(request))) == [1]
    assert len(server.seen) == 2


def test_the_first_page_is_given_before_the_next_one_fails() -> None:
    server = Server(lambda request: {"things": things([1]), "@next": "https://evil.example/"})
    with SyncClient(API, transport=httpx2.MockTransport(server), credentials={"b": "t"}) as client:
        pages = iter(client.send_pages(get(Pages("url", "things", next=("@next",)))))
        assert ids(next(pages).items) == [1]
        with pytest.raises(PaginationError):
            next(pages)


def test_link_headers(walk: Walk) -> None:
    def page(request: httpx2.Request) -> httpx2.Response:
        number = int(request.url.params.get("page", 1))
        link = f'<{BASE}/things?page={number + 1}>; rel="next", <{BASE}/things?page=3>; rel="last"'
        headers = {"Link": link} if number < 3 else {}
        return httpx2.Response(200, json=things([number]), headers=headers)

    server = Server(page)
    assert ids(walk(server, lambda c: c.send_items(get(Pages("link"), list[Thing])))) == [1, 2, 3]


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("", None),
        ('<a>; rel="prev", <b>; rel="next"', "b"),
        ("<a>; rel=prev, <b>;rel=next", "b"),
        ('<b>; title="x, y; <z>; rel=next"; rel="last"', None),
        ('<b>; title="a \\" b"; REL="prev  NEXT"', "b"),
        ('<b?x=1,2;3>; rel="next"; rel="prev"', "b?x=1,2;3"),
        ('<b>; rel="prev"; rel="next"', None),
        ('<a>; rel="next"; anchor="#other", <b>; rel=next', "b"),
        ("<b> ; rel = next", "b"),
        ('<b>; rel="nextish"', None),
        ("no link; rel=next", None),
        ('<>; rel="next"', ""),
    ],
)
def test_links_as_rfc_8288_has_them(header: str, target: str | None) -> None:
    assert next_link(header) == target


def test_long_headers_take_no_long_time() -> None:
    assert next_link("<" * 50_000) is None
    assert next_link("<a>" + ';x="' * 20_000) is None


def test_the_same_request_twice_is_a_circle(walk: Walk) -> None:
    cursors = {None: "a", "a": "b", "b": "a"}

    def page(request: httpx2.Request) -> Any:
        return {"things": things([1]), "meta": {"next": cursors[request.url.params.get("c")]}}

    server = Server(page)
    request = get(Pages("cursor", "things", at=Query("c"), next="meta.next"))
    with pytest.raises(PaginationError, match="repeat"):
        walk(server, lambda c: c.send_items(request))
    assert len(server.seen) == 3


def clamped(pages: list[list[Any]]) -> Server:
    """A server that answers the last page for every number beyond it."""

    def page(request: httpx2.Request) -> Any:
        number = int(request.url.params.get("page", 1))
        return pages[min(number, len(pages)) - 1]

    return Server(page)


@pytest.mark.parametrize(
    "pages",
    [
        [[{"id": 1}, {"id": 2}], [{"id": 3}, {"id": 4}]],
        [[{"id": 1}, {"id": 2}]],
        [["a", "b"], ["c", "d"]],
        [[1, 2], [3], [4, 5]],
    ],
)
def test_page_numbers_behind_the_last_page_end_the_pages(walk: Walk, pages: list[Any]) -> None:
    server = clamped(pages)
    request = get(Pages("page", at=Query("page"), first=1), list[Any])
    assert walk(server, lambda c: c.send_items(request)) == [i for page in pages for i in page]
    assert len(server.seen) == len(pages) + 1
    assert len(walk(clamped(pages), lambda c: c.send_pages(request))) == len(pages)


@pytest.mark.parametrize("pages", [[[1, 2], [1, 2], [1]], [["a", "b"], ["a", "b"]]])
def test_equal_pages_that_the_total_counts_are_pages(walk: Walk, pages: list[Any]) -> None:
    total = sum(map(len, pages))
    server = clamped([{"things": page, "total": total} for page in pages])
    request = get(Pages("page", "things", at=Query("page"), first=1, total="total"))
    assert walk(server, lambda c: c.send_items(request)) == [i for page in pages for i in page]
    assert len(server.seen) == len(pages)


def test_a_page_that_the_total_does_not_count_repeats(walk: Walk) -> None:
    server = Server(lambda request: {"things": [1, 2], "total": 1, "next": "more"})
    pages = Pages("page", "things", at=Query("page"), first=1, total="total", next="next")
    assert walk(server, lambda c: c.send_items(get(pages))) == [1, 2]


def test_offsets_that_are_ignored_are_a_circle(walk: Walk) -> None:
    server = Server(lambda request: {"things": things([7, 8])})
    with pytest.raises(PaginationError, match="repeat"):
        walk(server, lambda c: c.send_items(get(Pages("offset", "things", at=Query("offset")))))
    assert len(server.seen) == 2


def test_equal_numbers_are_no_circle(walk: Walk) -> None:
    def page(request: httpx2.Request) -> Any:
        return [0, 0] if int(request.url.params.get("offset", 0)) < 6 else []

    request = get(Pages("offset", at=Query("offset")), list[int])
    assert walk(Server(page), lambda c: c.send_items(request)) == [0] * 6


def test_pages_are_lazy_and_limited(walk: Walk) -> None:
    server = by_offset(1000, 10)
    request = get(Pages("offset", "things", at=Query("offset")))
    assert walk(server, lambda c: c.send_items(request).limit(0)) == []
    assert len(server.seen) == 0
    assert ids(walk(server, lambda c: c.send_items(request).limit(20))) == [*range(20)]
    assert len(server.seen) == 2
    assert [len(page.items) for page in walk(server, lambda c: c.send_pages(request).limit(3))] == [
        10
    ] * 3
    assert len(server.seen) == 5


def test_a_listing_can_be_iterated_again() -> None:
    server = by_offset(3, 2)
    transport = httpx2.MockTransport(server)
    with SyncClient(API, transport=transport, credentials={"b": "t"}) as client:
        listing = client.send_items(get(Pages("offset", "things", at=Query("offset"))))
        assert len(server.seen) == 0
        assert ids(list(listing)) == ids(list(listing)) == [0, 1, 2]


def test_a_page_tells_all(walk: Walk) -> None:
    request = get(Pages("offset", "things", at=Query("offset")))
    first, second, last = walk(by_offset(3, 2), lambda c: c.send_pages(request))
    assert first.request is request
    assert isinstance(first.value, Envelope)
    assert first.value.things == first.items
    assert second.request == first.next
    assert last.next is None
    assert repr(first) == "<Page of 2 items, and there are more>"
    assert repr(last) == "<Page of 0 items>"
    assert pickle.loads(pickle.dumps(first.next)) == first.next


@pytest.mark.parametrize("at", [Query("q", "offset"), Body("position.offset")])
def test_the_pickles_of_earlier_versions_are_read(at: Any) -> None:
    """These had frozen dataclasses with slots, whose state is a list of the values."""
    stored = Pages("offset", "things", at=at, first=1)
    for part in (stored, at):
        states = [getattr(part, name) for name in part.__match_args__]
        restored = object.__new__(type(part))
        restored.__setstate__(states)
        assert restored == part == pickle.loads(pickle.dumps(part))
    assert at != Query("q")


def test_data_without_a_model_has_pages(walk: Walk) -> None:
    server = Server(
        lambda request: {"a": {"b.c": [1]}} if "offset" not in request.url.params else {"a": None}
    )
    request = get(Pages("offset", ("a", "b.c"), at=Query("offset")), dict[str, Any])
    assert walk(server, lambda c: c.send_items(request)) == [1]


def test_tolerantly_decoded_data_has_pages(walk: Walk) -> None:
    def page(request: httpx2.Request) -> Any:
        last = "offset" in request.url.params
        return {"things": [] if last else [{"id": "no number"}], "meta": "no object"}

    request = get(Pages("offset", "things", at=Query("offset"), total="meta.total"))
    (item,) = walk(Server(page), lambda c: c.send_items(request))
    assert item.id == "no number"


def test_a_page_of_which_one_item_is_broken_keeps_the_others(walk: Walk) -> None:
    def page(request: httpx2.Request) -> Any:
        last = "offset" in request.url.params
        things: list[Any] = [{"id": 1}, {"id": "no number"}, None, {"id": 3}]
        return {"things": [] if last else things, "meta": {"total": 4}}

    request = get(Pages("offset", "things", at=Query("offset"), total="meta.total"))
    first, second, third, fourth = walk(Server(page), lambda c: c.send_items(request))
    assert (first, fourth) == (Thing(id=1), Thing(id=3)) and third is None
    assert isinstance(second, Thing) and second.id == "no number"


def test_a_text_in_place_of_a_page_is_not_the_last_page(walk: Walk) -> None:
    request = get(Pages("offset", "things", at=Query("offset")))
    with pytest.raises(PaginationError, match="without a list"):
        walk(Server(lambda _: "<html>Sign in</html>"), lambda c: c.send_items(request))


def test_items_that_are_no_list_are_an_error(walk: Walk) -> None:
    server = Server(lambda request: {"a": {"b": 1}})
    request = get(Pages("offset", "a", at=Query("offset")), dict[str, Any])
    with pytest.raises(PaginationError, match="without a list"):
        walk(server, lambda c: c.send_items(request))
