"""Bodies whose fields are arguments: what is sent, through every spelling of a call."""

from __future__ import annotations

import asyncio
import inspect
import json
import pickle
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx2
import pytest

from restamp.pipeline import generate

from ..packages import client_of, write

CASE = Path(__file__).parents[1] / "cases" / "flat_bodies"
PACKAGE = "flat_bodies_package"
Sent = Callable[..., Any]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("flat")
    write(generate(client_of(CASE, folder / PACKAGE)).files, folder / PACKAGE)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        yield import_module(PACKAGE)
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]


class Server:
    """Keeps the last request."""

    def __init__(self) -> None:
        self.request = httpx2.Request("GET", "http://x")

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        request.read()
        self.request = request
        return httpx2.Response(200, json={"id": "m"})

    @property
    def json(self) -> Any:
        return json.loads(self.request.content)


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def client(package: Any, server: Server) -> Any:
    return package.Client(transport=httpx2.MockTransport(server))


def test_only_what_is_passed_is_sent(client: Any, server: Server) -> None:
    client.messages.create("c", text="Hello", class_="a")
    assert server.json == {"text": "Hello", "kind": "message", "class": "a"}
    assert server.request.headers["content-type"] == "application/json"


def test_none_is_sent_only_where_it_means_something(client: Any, server: Server) -> None:
    create = client.messages.create
    create("c", text="", class_="a", from_=None, stop=None, anything=None)
    assert server.json == {
        "text": "",
        "kind": "message",
        "class": "a",
        "stop": None,
        "anything": None,
    }
    create("c", text="", class_="a", metadata={"k": None})
    assert server.json["metadata"] == {"k": None}


def test_a_required_field_is_sent_as_it_is_passed(client: Any, server: Server) -> None:
    client.messages.create("c", text=None, class_="a")
    assert server.json["text"] is None, "as from a dict"


def test_unset_leaves_a_field_out(package: Any, client: Any, server: Server) -> None:
    client.messages.create("c", text="", class_="a", stop=package.UNSET)
    assert "stop" not in server.json
    assert not package.UNSET and repr(package.UNSET) == "UNSET"
    assert isinstance(package.UNSET, package.Unset)
    assert pickle.loads(pickle.dumps(package.UNSET)) is package.UNSET


def test_names_that_clash(client: Any, server: Server) -> None:
    client.messages.create(
        "c", status="q", text="", class_="a", body_status="new", self="s", from_="f"
    )
    assert server.request.url.query == b"status=q"
    assert (server.json["status"], server.json["self"], server.json["from"]) == ("new", "s", "f")


def test_values_are_written_as_in_a_dict(package: Any, client: Any, server: Server) -> None:
    at = datetime(2026, 1, 2, tzinfo=UTC)
    models = package.models
    client.messages.create(
        "c",
        text="",
        class_="a",
        price="1.10",
        sent_at=at,
        reply_to=models.Text(text="r"),
        metadata={},
    )
    assert server.json["sentAt"] == "2026-01-02T00:00:00Z"
    assert server.json["replyTo"] == {"text": "r"}
    assert server.json["metadata"] == {}
    client.messages.create("c", text="", class_="a", reply_to={"text": "r"}, sent_at="later")
    assert (server.json["replyTo"], server.json["sentAt"]) == ({"text": "r"}, "later")
    with pytest.raises(ValueError, match="sentAt"):
        client.messages.create("c", text="", class_="a", sent_at=datetime(2026, 1, 2))


@pytest.mark.parametrize(
    ("arguments", "missing"),
    [
        ({"text": ""}, "class_"),
        ({"text": "", "class_": "a", "txt": 1}, "txt"),
        ({"text": "", "class_": "a", "id": "read-only"}, "id"),
        ({"text": "", "class_": "a", "kind": "other"}, "kind"),
    ],
)
def test_wrong_arguments(client: Any, arguments: dict[str, Any], missing: str) -> None:
    with pytest.raises(TypeError, match=missing):
        client.messages.create("c", **arguments)
    with pytest.raises(TypeError):
        client.messages.create("c", {"text": "", "class": "a"})


def test_a_merge_patch_removes_by_none(client: Any, server: Server) -> None:
    client.messages.change("c", title=None)
    assert server.json == {"title": None}
    assert server.request.headers["content-type"] == "application/merge-patch+json"
    client.messages.change("c")
    assert server.json == {}, "the body is required"


def test_a_body_that_may_be_missing(client: Any, server: Server) -> None:
    client.drafts.create()
    assert server.request.content == b"" and "content-type" not in server.request.headers
    client.drafts.create(title="t", parent=None)
    assert server.json == {"format": "text", "title": "t", "parent": None}
    with pytest.raises(TypeError, match="a body requires 'title', 'parent'"):
        client.drafts.create(note="n")


def test_forms(client: Any, server: Server) -> None:
    client.files.create(file=b"abc", purpose="batch")
    assert server.request.headers["content-type"].startswith("multipart/form-data")
    assert b'name="file"; filename="file"' in server.request.content
    assert b'name="purpose"\r\n\r\nbatch\r\n' in server.request.content
    assert b"expires-at" not in server.request.content
    with pytest.raises(TypeError, match="file"):
        client.files.create(file="a path?", purpose="batch")


def test_a_choice_of_media_types(client: Any, server: Server) -> None:
    update = client.settings.update
    update(theme="dark", body_content_type="x", extra_fields={"size": 3})
    assert server.json == {"theme": "dark", "content_type": "x", "size": 3}
    update(theme="dark", content_type="application/x-www-form-urlencoded")
    assert server.request.content == b"theme=dark"
    with pytest.raises(TypeError, match="pass 'theme' as an argument"):
        update(extra_fields={"theme": "dark"})


def test_what_stays_one_argument(client: Any, server: Server) -> None:
    client.settings.replace_tags(["a"])
    assert server.json == ["a"]


def test_every_spelling(package: Any, client: Any, server: Server) -> None:
    arguments: dict[str, Any] = {"text": "Hello", "class_": "a", "self": "s"}
    expected = {"text": "Hello", "kind": "message", "class": "a", "self": "s"}
    create = client.messages.create
    assert create("c", **arguments).id == "m" and server.json == expected
    assert create.raw("c", **arguments).value.id == "m" and server.json == expected
    assert create.accepting("text/plain")("c", **arguments) == {"id": "m"}
    assert server.json == expected
    with create.stream("c", **arguments) as download:
        assert json.loads(download.read()) == {"id": "m"}
    assert server.json == expected
    request = create.request("c", **arguments)
    assert request == package.api.messages.create_message("c", **arguments)
    assert client.send(pickle.loads(pickle.dumps(request))).id == "m" and server.json == expected

    async def send() -> None:
        async with package.AsyncClient(transport=httpx2.MockTransport(server)) as other:
            assert (await other.messages.create("c", **arguments)).id == "m"
            assert server.json == expected
            assert (await other.messages.create.raw("c", **arguments)).value.id == "m"

    server.request = httpx2.Request("GET", "http://x")
    asyncio.run(send())
    assert server.json == expected


def test_pages_waits_and_streams(package: Any) -> None:
    bodies: list[Any] = []

    def respond(request: httpx2.Request) -> httpx2.Response:
        body = json.loads(request.content)
        bodies.append(body)
        if request.url.path == "/search":
            first = {"next": "n", "results": [{"id": "a"}]}
            last = {"next": None, "results": [{"id": "b"}]}
            return httpx2.Response(200, json=last if body.get("cursor") else first)
        if "stream" in body:
            return httpx2.Response(
                200,
                content=b'data: {"state": "done"}\n\n',
                headers={"content-type": "text/event-stream"},
            )
        return httpx2.Response(200, json={"state": "done"})

    client = package.Client(transport=httpx2.MockTransport(respond))
    assert [each.id for each in client.messages.search.items(words="w")] == ["a", "b"]
    assert bodies == [{"words": "w"}, {"words": "w", "cursor": "n"}]
    assert len(list(client.messages.search.pages(words="w", cursor="n"))) == 1
    assert client.messages.export_all.wait(format="csv").state == "done"
    assert bodies[-1] == {"format": "csv"}
    with client.messages.check.stream(text="t") as stream:
        assert [each.state for each in stream] == ["done"]
    assert bodies[-1] == {"text": "t", "stream": True}


def test_the_fake_has_the_body(package: Any) -> None:
    fake = import_module(f"{PACKAGE}.testing").Fake()
    fake.messages.create.returns(package.models.Message(id="m"))
    with fake.client() as client:
        assert client.messages.create("c", text="Hello", class_="a").id == "m"
        client.files.create(file=b"abc", purpose="batch")
    assert fake.messages.create.calls[0].body == {"text": "Hello", "kind": "message", "class": "a"}
    assert b"batch" in fake.calls[-1].body


def test_signature_and_help(client: Any) -> None:
    create = client.messages.create
    signature = inspect.signature(create)
    kinds = {p.kind for name, p in signature.parameters.items() if name != "id"}
    assert kinds == {inspect.Parameter.KEYWORD_ONLY}
    assert list(signature.parameters)[:4] == ["id", "status", "text", "class_"]
    assert signature.parameters["text"].default is inspect.Parameter.empty
    assert "stop: str | None | Unset = UNSET" in str(signature)
    assert "reply_to: Text | TextDict | None = None" in str(inspect.signature(create.raw))
    text = inspect.getdoc(create) or ""
    assert 'body_status: Default: "new". Sent as "status".' in text
    assert "text: What it says." in text
