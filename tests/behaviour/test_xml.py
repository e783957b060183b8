"""XML bodies through generated packages: what is sent, and what comes of what arrives."""

from __future__ import annotations

import asyncio
import pydoc
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import httpx2
import pytest

from restamp.pipeline import generate

from ..packages import client_of, write

CASES = Path(__file__).parents[1] / "cases"
BOOK = "{http://example.com/books}book"


class Server:
    """Responds with `content`, or with what it receives where there is none."""

    def __init__(self) -> None:
        self.content: bytes | str | None = None
        self.kind = "application/xml"
        self.status = 200
        self.sent: httpx2.Request | None = None
        self.drifts: list[Any] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.sent = request
        content = request.read() if self.content is None else self.content
        content = content.encode() if isinstance(content, str) else content
        return httpx2.Response(self.status, content=content, headers={"content-type": self.kind})

    @property
    def text(self) -> str:
        """The document that was sent, without its first line."""
        assert self.sent is not None
        head, _, text = self.sent.content.decode().partition("\n")
        assert head == '<?xml version="1.0" encoding="UTF-8"?>'
        return text

    @property
    def element(self) -> Any:
        """The same, read by another parser."""
        assert self.sent is not None
        return ElementTree.fromstring(self.sent.content)


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Any]]:
    folder = tmp_path_factory.mktemp("xml")
    sys.path.insert(0, str(folder))

    def package(case: str) -> Any:
        name = f"of_{case}"
        if not (folder / name).exists():
            write(generate(client_of(CASES / case, folder / name)).files, folder / name)
        return import_module(name)

    yield package
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.startswith("of_")]:
        del sys.modules[name]


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def library(packages: Callable[[str], Any], server: Server) -> Iterator[Any]:
    yield from client(packages("xml"), server)


@pytest.fixture
def nodes(packages: Callable[[str], Any], server: Server) -> Iterator[Any]:
    yield from client(packages("xml_32"), server)


def client(package: Any, server: Server, **options: Any) -> Iterator[Any]:
    hooks = package.Hooks(on_drift=server.drifts.append)
    transport = httpx2.MockTransport(server)
    with package.Client(transport=transport, hooks=hooks, **options) as library_client:
        yield library_client


@pytest.fixture
def models(packages: Callable[[str], Any]) -> Any:
    return packages("xml").models


def book(models: Any) -> Any:
    return models.Book(
        id=7,
        lang="en",
        keys=[1, 2],
        title='Tom & "Jerry" <3 ]]> \r\n\tend ',
        isbn="x",
        price=1.5,
        exact=Decimal("1.10"),
        on_loan=True,
        published=date(2024, 1, 31),
        seen=datetime(2024, 1, 31, 12, 30, tzinfo=UTC),
        pages=[1, 2, 3],
        tags=["a", ""],
        aliases=["b", "c"],
        wrapped=["d"],
        author=models.Author(name="A", born=date(1900, 1, 1), books=[models.Author(name="B")]),
        editors=[models.Author(name="C")],
        rating=None,
        note=None,
        extra={"one": 1},
        grid=[[1, 2], [], [3]],
        kind=models.Kind.ESSAY,
    )


def test_a_model_round_trips(library: Any, models: Any, server: Server) -> None:
    one = book(models)
    assert library.books.replace(1, one) == one
    assert server.drifts == []
    assert server.sent is not None
    assert server.sent.headers["content-type"] == "application/vnd.books+xml"
    assert server.sent.headers["accept"] == "application/xml"


def test_what_is_sent(library: Any, models: Any, server: Server) -> None:
    library.books.replace(1, book(models))
    root = server.element
    assert root.tag == BOOK and server.text.startswith("<b:book ")
    assert root.attrib == {
        "id": "7",
        "keyList": "1 2",
        "{http://www.w3.org/XML/1998/namespace}lang": "en",
    }
    assert root.findtext("title") == 'Tom & "Jerry" <3 ]]> \r\n\tend '
    assert root.findtext("{http://example.com/isbn}isbn") == "x" and "</i:isbn>" in server.text
    texts = {child.tag: child.text for child in root if not len(child)}
    assert texts["price"] == "1.5" and texts["exact"] == "1.1" and texts["onLoan"] == "true"
    assert texts["published"] == "2024-01-31" and texts["kind"] == "essay"
    assert [e.text for e in root.findall("pages")] == ["1", "2", "3"]
    assert [e.text for e in root.findall("tagList/tag")] == ["a", None]
    assert [e.text for e in root.findall("alias")] == ["b", "c"]
    assert [e.text for e in root.findall("wrapped/wrapped")] == ["d"]
    assert [[c.text for c in row.findall("cell")] for row in root.findall("grid/row")] == [
        ["1", "2"],
        [],
        ["3"],
    ]
    assert root.find("writer").get("born") == "1900-01-01"
    assert root.findtext("writer/writer/name") == "B"
    assert root.findtext("editors/writer/name") == "C"
    nil = "{http://www.w3.org/2001/XMLSchema-instance}nil"
    assert root.find("note").attrib == {nil: "true"}


def test_a_dict_has_the_order_of_the_document(library: Any, server: Server) -> None:
    server.content = b"<book id='1'/>"
    library.books.replace(1, {"pages": [2], "title": "t", "keys": [], "id": 1})
    assert server.text == (
        '<b:book xmlns:b="http://example.com/books" id="1" keyList="">'
        "<title>t</title><pages>2</pages></b:book>"
    )


def test_lexical_forms(library: Any, server: Server, models: Any) -> None:
    server.content = """<?xml version="1.0" encoding="ISO-8859-1"?>
    <book xmlns="http://example.com/books" id=" +007 " keyList=" 1  2
      3 ">
      <title> a <![CDATA[<b>]]> </title><isbn>x</isbn>
      <price>.5e1</price><exact> 0010.50 </exact><onLoan> 1 </onLoan>
      <published>2024-01-31Z</published><seen>2024-01-31T12:30:00+01:00</seen>
      <pages>-0</pages><tagList/><extra><one>1</one></extra><rating/><note/><author/>
    </book>""".encode("latin-1")
    one = library.books.replace(1, {"id": 1, "pages": []})
    assert server.drifts == []
    assert one.id == 7 and one.keys == [1, 2, 3] and one.pages == [0]
    assert one.title == " a <b> " and one.price == 5.0 and one.on_loan is True
    assert str(one.exact) == "10.50"
    assert one.published == date(2024, 1, 31)
    assert one.seen == datetime.fromisoformat("2024-01-31T12:30:00+01:00")
    assert one.tags == [] and one.extra == {"one": 1}
    assert one.rating is None and one.note == "" and one.author is None
    assert one.model_fields_set >= {"rating", "note"}


def test_a_missing_list_is_empty_only_where_it_is_required(library: Any, server: Server) -> None:
    server.content = "<book id='1'/>"
    one = library.books.replace(1, {"id": 1, "pages": []})
    assert one.pages == [] and one.aliases is None and one.tags is None
    assert server.drifts == []


def test_null_and_nil(library: Any, server: Server) -> None:
    xsi = "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
    server.content = f"<book id='1' {xsi}><note xsi:nil='1'/><rating xsi:nil='true'/></book>"
    one = library.books.replace(1, {"id": 1, "pages": []})
    assert one.note is None and one.rating is None and "note" in one.model_fields_set
    assert server.drifts == []


def test_what_is_not_described_is_kept_and_sent_again(library: Any, server: Server) -> None:
    server.content = (
        "<book id='1' new='n'><pages>1</pages>text<more>1</more><more a='x'>2</more>"
        "<deep><er><est/></er></deep></book>"
    )
    one = library.books.replace(1, {"id": 1, "pages": []})
    assert one.model_extra == {
        "@new": "n",
        "more": ["1", {"@a": "x", "#text": "2"}],
        "deep": {"er": {"est": ""}},
        "#text": "text",
    }
    assert server.drifts == []
    server.content = None
    assert library.books.replace(1, one) == one


def test_a_value_that_does_not_fit_is_data(library: Any, server: Server) -> None:
    server.content = "<book id='seven'><pages>1</pages><pages>x</pages><title>t</title></book>"
    one = library.books.replace(1, {"id": 1, "pages": []})
    assert (one.id, one.pages, one.title) == ("seven", [1, "x"], "t")
    (drift,) = server.drifts
    assert [problem.partition(":")[0] for problem in drift.problems] == ["id", "pages.1"]


def test_a_second_value_is_not_lost(library: Any, server: Server) -> None:
    server.content = "<book id='1'><title>a</title><title>b</title></book>"
    one = library.books.replace(1, {"id": 1, "pages": []})
    assert one.title == ["a", "b"] and len(server.drifts) == 1


@pytest.mark.parametrize("content", ["<book", "<a/><b/>", "", "no", "<!DOCTYPE a><a/>"])
def test_what_is_not_xml_is_text(library: Any, server: Server, content: str) -> None:
    server.content = content
    value = library.books.replace(1, {"id": 1, "pages": []})
    assert value == (content or None) and len(server.drifts) == 1


def test_a_strict_client_raises(packages: Callable[[str], Any], server: Server) -> None:
    package = packages("xml")
    for strict in client(package, server, validation="strict"):
        server.content = "<!DOCTYPE a><book id='1'/>"
        with pytest.raises(package.DecodeError, match="DTD, which is refused"):
            strict.books.replace(1, {"id": 1, "pages": []})
        server.content = "<book id='x'/>"
        with pytest.raises(package.DecodeError, match="id: Input should be a valid integer"):
            strict.books.replace(1, {"id": 1, "pages": []})


def test_json_comes_before_xml(library: Any, server: Server) -> None:
    server.content = '{"id": 1, "pages": []}'
    server.kind = "application/json"
    assert library.books.add({"id": 1, "pages": []}).id == 1
    assert server.sent is not None
    assert server.sent.headers["accept"] == "application/json"
    assert server.sent.headers["content-type"] == "application/json"
    library.books.add({"id": 1, "pages": []}, content_type="text/xml")
    assert server.sent.headers["content-type"] == "text/xml" and b"<b:book" in server.sent.content
    library.books.add(b"<raw/>", content_type="text/xml")
    assert server.sent.content == b"<raw/>"


@pytest.mark.parametrize("kind", ["application/xml", "text/xml; charset=utf-8", "a/b+xml"])
def test_xml_where_it_arrives(library: Any, server: Server, models: Any, kind: str) -> None:
    server.content, server.kind = "<book id='1'/>", kind
    one = library.books.add({"id": 1, "pages": []})
    assert isinstance(one, models.Book) and one.id == 1
    one = library.books.add.accepting("application/xml")({"id": 1, "pages": []})
    assert isinstance(one, models.Book)
    assert server.sent is not None and server.sent.headers["accept"] == "application/xml"


def test_accepting_xml_differs_from_another_media_type(
    library: Any, server: Server, models: Any
) -> None:
    add, body = library.books.add, {"id": 1, "pages": []}
    server.content, server.kind = "<book id='1'/>", "text/xml"
    response = add.accepting("text/xml").raw(body)
    assert isinstance(response.value, models.Book) and response.content == b"<book id='1'/>"
    assert add.accepting("text/xml").request(body).accept == "text/xml"
    assert add.request(body).accept == "application/json"
    server.content, server.kind = "id\n1\n", "text/csv"
    assert add.accepting("text/csv")(body) == "id\n1\n"


def test_accepting_xml_of_an_async_client(
    packages: Callable[[str], Any], server: Server, models: Any
) -> None:
    server.content, server.kind = "<books><book id='1'/></books>", "application/xml"

    async def main() -> None:
        transport = httpx2.MockTransport(server)
        async with packages("xml").AsyncClient(transport=transport) as client:
            (one,) = await client.books.list.accepting("application/xml")()
            assert isinstance(one, models.Book)

    asyncio.run(main())


def test_accepting_xml_of_a_fake(packages: Callable[[str], Any], models: Any) -> None:
    fake = import_module(f"{packages('xml').__name__}.testing").Fake()
    fake.books.add.returns(models.Book(id=5, pages=[]))
    with fake.client() as client:
        assert client.books.add.accepting("application/xml")({"id": 1, "pages": []}).id == 5
    assert fake.books.add.calls[0].body == {"id": 1, "pages": []}


def test_help_of_an_operation_with_xml(library: Any) -> None:
    text = pydoc.plain(pydoc.render_doc(library.books.add))
    assert "add_book(" in text and "-> Book" in text and "raw(...)" in text
    assert "of the usual type" in type(library.books.add).accepting.__doc__


def test_lists_at_the_root(library: Any, server: Server, models: Any) -> None:
    server.content = "<ArrayList><item id='1'/><item id='2'/></ArrayList>"
    assert [one.id for one in library.books.list()] == [1, 2]
    server.content = None
    sent = [models.Note(text="a", by="b"), models.Note(by="")]
    assert library.books.add_notes(sent) == sent
    assert server.text == '<Notes><Note by="b">a</Note><Note by=""/></Notes>'


def test_unions(library: Any, server: Server, models: Any) -> None:
    shelf = models.Shelf(
        pet=models.Cat(kind="cat", lives=9),
        pets=[models.Dog(kind="dog", legs=4), models.Cat(kind="cat", name="c")],
        either=5,
        things=[models.Vase(height=1), models.Lamp(watts=2)],
        free={"a": ["1", "2"], "b": {"c": "d"}},
    )
    assert library.books.add_shelf(shelf) == shelf
    assert server.drifts == []
    assert "<vase><height>1</height></vase><lamp><watts>2</watts></lamp>" in server.text
    assert server.text.startswith('<Shelf xmlns="http://example.com/shelves"><pet><kind>cat<')
    shelf = models.Shelf(either="007", free="x")
    assert library.books.add_shelf(shelf) == shelf
    server.content = "<Shelf><pet><kind>bird</kind><wings>2</wings></pet></Shelf>"
    bird = library.books.add_shelf({}).pet
    assert type(bird).__name__ == "UnknownVariant" and bird.wings == "2"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"pet": {"kind": "cat", "name": "a\x01"}}, r"pet\.name: XML has no character U\+0001"),
        ({"things": [{"watts": 1}, {"height": 1, "x": "\ufffe"}]}, r"things\.1\.x: .*U\+FFFE"),
        ({"odd name": "a"}, "odd name: 'odd name' cannot be the name of an element in XML"),
        ({"free": {"a<": 1}}, r"free\.a<: 'a<' cannot be the name"),
        ({"free": {"@a": {}}}, r"free\.@a: a object cannot be text in XML"),
        ({"either": "\ud800"}, "either: "),
    ],
)
def test_what_xml_has_not_is_an_error_with_its_place(
    library: Any, server: Server, body: Any, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        library.books.add_shelf(body)
    assert server.sent is None


def test_errors_are_typed(library: Any, server: Server, models: Any, packages: Any) -> None:
    package = packages("xml")
    server.status, server.content = (
        400,
        "<Problem><message>bad id</message><code>3</code></Problem>",
    )
    with pytest.raises(package.BadRequestError, match="Bad Request: bad id") as caught:
        library.books.replace(1, {"id": 1, "pages": []})
    assert caught.value.error == models.Problem(message="bad id", code=3)
    server.status, server.content = 404, "<Gone><since>2024-01-31</since></Gone>"
    with pytest.raises(package.NotFoundError) as missing:
        library.books.replace(1, {"id": 1, "pages": []})
    assert missing.value.error == models.Gone(since=date(2024, 1, 31))
    server.content = "<Gone><since>yesterday</since></Gone>"
    with pytest.raises(package.NotFoundError) as other:
        library.books.replace(1, {"id": 1, "pages": []})
    assert other.value.error.since == "yesterday"


def test_node_types(nodes: Any, server: Server, packages: Any) -> None:
    models = packages("xml_32").models
    page = models.Page(
        id=1,
        size=2,
        head=models.Head(text="t"),
        renamed=models.Head(title="u"),
        inlined=models.PageInlined(one="1", two=2),
        code=models.Code(source="a ]]> <b>"),
        links=["l", "m"],
        named=["n"],
        list_=["o"],
        words=["p", "q"],
        maybe=None,
    )
    assert nodes.pages.add(page) == page
    assert server.drifts == []
    assert server.text == (
        '<Page id="1" size-of="2" two="2" words="p q"><Head>t</Head><foot><title>u</title></foot>'
        "<one>1</one><Code><![CDATA[a ]]]]><![CDATA[> <b>]]></Code><link>l</link><link>m</link>"
        "<named>n</named><list><item>o</item></list>"
        '<maybe xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/></Page>'
    )


def test_the_members_of_a_union_have_elements_of_their_own(nodes: Any, server: Server) -> None:
    server.content = "<Zoo><hound><name>a</name></hound><Cat><lives>9</lives></Cat></Zoo>"
    animals = nodes.pages.add_zoo([])
    assert [type(one).__name__ for one in animals] == ["Dog", "Cat"]
    server.content = None
    nodes.pages.add_zoo([animals[1]])
    assert server.text == "<Zoo><Cat><lives>9</lives></Cat></Zoo>"


def test_the_fake_speaks_xml(packages: Any) -> None:
    package = packages("xml")
    fake = import_module(f"{package.__name__}.testing").Fake()
    one = fake.client().books.replace(1, {"id": 1, "pages": []})
    assert isinstance(one, package.models.Book)
    fake.books.replace.returns(book(package.models))
    raw = fake.client().books.replace.raw(1, {"id": 1, "pages": []})
    assert raw.headers["content-type"] == "application/xml" and raw.content.startswith(b"<?xml")
    assert raw.value == book(package.models)
    fake.reset()
    fake.books.replace.fails(404, package.models.Gone(since=date(2024, 1, 31)))
    with pytest.raises(package.NotFoundError) as caught:
        fake.client().books.replace(1, {"id": 1, "pages": []})
    assert caught.value.content.startswith(b"<?xml") and caught.value.error.since


def test_webhooks_in_xml(packages: Any) -> None:
    package = packages("unencodable_bodies")
    webhooks = import_module(f"{package.__name__}.webhooks")
    content = "<order id='7'><lines><line>a</line></lines></order>"
    for payload in (content, content.encode()):
        assert webhooks.parse_order(payload) == package.models.Order(id=7, lines=["a"])
    assert webhooks.parse_order("<order id='x'/>").id == "x"
    with pytest.raises(package.DecodeError, match="id: Input should be a valid integer"):
        webhooks.parse_order("<order id='x'/>", validation="strict")
