"""Files, streams and forms that hold them: what is sent, and how."""

from __future__ import annotations

import asyncio
import io
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import anyio
import httpx2
import pytest
from pydantic import TypeAdapter
from restamp_runtime.any_bodies import body_of
from restamp_runtime.api import Api
from restamp_runtime.base64s import Base64
from restamp_runtime.clients import AsyncClient, SyncClient
from restamp_runtime.errors import TransportError
from restamp_runtime.files import File, FileContent, file_type
from restamp_runtime.forms import Encoding
from restamp_runtime.model import Model
from restamp_runtime.raw import Raw
from restamp_runtime.request import Payload, Request
from restamp_runtime.sources import CHUNK
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request as Received
from starlette.responses import JSONResponse
from starlette.routing import Route

from .sending import encoded

API = Api(name="files", base_url="http://files.example")
OCTETS = "application/octet-stream"
FORM = "multipart/form-data"
BIG = bytes(range(256)) * 1024  # Four chunks.


class Upload(Model):
    file: FileContent | None = None
    more: list[FileContent] | None = None
    signature: Base64 | None = None
    title: str | None = None
    place: dict[str, int] | None = None
    tags: list[str] | None = None


def generated(data: bytes = BIG) -> Iterator[bytes]:
    for start in range(0, len(data), 1000):
        yield data[start : start + 1000]


async def generated_async(data: bytes = BIG) -> AsyncIterator[bytes]:
    for chunk in generated(data):
        yield chunk


class Again:
    """Chunks that can be had any number of times."""

    def __iter__(self) -> Iterator[bytes]:
        return generated()


def sync_bytes(payload: Payload) -> bytes:
    sent = payload.chunks()
    return sent if isinstance(sent, bytes) else b"".join(sent)


def async_bytes(payload: Payload) -> bytes:
    async def main() -> bytes:
        sent = payload.async_chunks()
        return sent if isinstance(sent, bytes) else b"".join([chunk async for chunk in sent])

    return asyncio.run(main())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    picture = tmp_path / "picture.png"
    picture.write_bytes(BIG)
    return picture


def content(kind: str, path: Path) -> Any:
    match kind:
        case "bytes":
            return BIG
        case "bytearray":
            return bytearray(BIG)
        case "memoryview":
            return memoryview(BIG).cast("I")
        case "path":
            return path
        case "file":
            return path.open("rb")
        case "iterator":
            return generated()
        case "async iterator":
            return generated_async()
        case _:
            return File(Again())


@pytest.mark.parametrize(
    ("kind", "length", "repeatable"),
    [
        ("bytes", len(BIG), True),
        ("bytearray", len(BIG), True),
        ("memoryview", len(BIG), True),
        ("path", len(BIG), True),
        ("file", len(BIG), True),
        ("iterator", None, False),
        ("async iterator", None, False),
        ("iterable", None, True),
    ],
)
def test_a_binary_body(kind: str, length: int | None, repeatable: bool, path: Path) -> None:
    payload = encoded(content(kind, path), OCTETS)
    assert (payload.length, payload.repeatable) == (length, repeatable)
    assert async_bytes(payload) == BIG
    if kind == "async iterator":
        with pytest.raises(TypeError, match="AsyncClient"):
            sync_bytes(payload)
    elif repeatable:
        assert sync_bytes(payload) == sync_bytes(payload) == BIG


def test_an_open_file_is_sent_from_where_it_stands(path: Path) -> None:
    with path.open("rb") as file:
        file.seek(100)
        payload = encoded(file, OCTETS)
        assert payload.length == len(BIG) - 100
        assert sync_bytes(payload) == sync_bytes(payload) == BIG[100:]
        assert not file.closed


def test_a_file_remembers_where_it_stood(path: Path) -> None:
    with path.open("rb") as opened:
        opened.seek(10)
        file = File(opened)
        for _ in range(2):
            assert sync_bytes(encoded(file, OCTETS)) == BIG[10:]


def test_what_cannot_go_back_is_sent_once() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    payload = encoded(Pipe(BIG), OCTETS)
    assert (payload.length, payload.repeatable) == (None, False)
    assert sync_bytes(payload) == BIG


def test_a_generator_is_not_sent_empty_the_second_time() -> None:
    body = generated()
    assert sync_bytes(encoded(body, OCTETS)) == BIG
    with pytest.raises(ValueError, match="only once"):
        encoded(body, OCTETS)


def test_a_file_of_text_is_refused(path: Path) -> None:
    with path.open(encoding="latin-1") as file, pytest.raises(TypeError, match="binary mode"):
        sync_bytes(encoded(file, OCTETS))


def test_a_file_that_is_not_there_is_not_sent(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        encoded(tmp_path / "nothing", OCTETS)


@pytest.mark.parametrize("media_type", ["application/json", "text/plain", FORM])
def test_a_file_is_sent_unchanged(media_type: str, path: Path) -> None:
    payload = encoded(path, media_type)
    assert (sync_bytes(payload), payload.media_type) == (BIG, media_type)


@pytest.mark.parametrize("kind", ["bytes", "memoryview", "path", "file", "iterator"])
def test_progress(kind: str, path: Path) -> None:
    reports: list[tuple[int, int | None]] = []

    def progress(sent: int, total: int | None) -> None:
        reports.append((sent, total))

    for read in (sync_bytes, async_bytes):
        reports.clear()
        payload = encoded(File(content(kind, path), progress=progress), OCTETS)
        read(payload)
        total = None if kind == "iterator" else len(BIG)
        assert reports[-1] == (len(BIG), total)
        assert [sent for sent, _ in reports] == sorted({sent for sent, _ in reports})
        assert len(reports) >= len(BIG) // CHUNK
        assert payload.length == total


def test_progress_runs_in_the_loop_and_reading_in_a_thread(path: Path) -> None:
    readers: set[int] = set()
    reports: set[int] = set()

    class Watched(io.FileIO):
        def read(self, size: int | None = -1, /) -> Any:
            readers.add(threading.get_ident())
            return super().read(-1 if size is None else size)

    with Watched(path, "rb") as file:
        body = File(file, progress=lambda *_: reports.add(threading.get_ident()))
        assert async_bytes(encoded(body, OCTETS)) == BIG
    assert reports == {threading.get_ident()}
    assert threading.get_ident() not in readers


def test_a_slow_file_does_not_hold_the_loop() -> None:
    ticked = threading.Event()

    class Slow(io.RawIOBase):
        left = 5

        def readable(self) -> bool:
            return True

        def read(self, size: int = -1, /) -> Any:
            ticked.clear()
            assert ticked.wait(60), "the loop stands still"
            self.left -= 1
            return b"x" if self.left >= 0 else b""

    async def main() -> None:
        stop = asyncio.Event()

        async def tick() -> None:
            while not stop.is_set():
                await asyncio.sleep(0.001)
                ticked.set()

        task = asyncio.create_task(tick())
        sent = encoded(Slow(), OCTETS).async_chunks()
        assert not isinstance(sent, bytes)
        assert b"".join([chunk async for chunk in sent]) == b"xxxxx"
        stop.set()
        await task

    asyncio.run(main())


def parsed(
    body: object, encoding: Any = None, *, media_type: str = FORM, files: Any = ()
) -> list[Any]:
    """The form as Starlette reads it, through the asynchronous client."""
    seen: list[tuple[str, dict[str, str], list[Any]]] = []

    async def endpoint(request: Received) -> JSONResponse:
        raw = request.headers
        form = await request.form()
        items: list[Any] = []
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                content = await value.read()
                items.append(
                    (name, value.filename, value.content_type, content, dict(value.headers))
                )
            else:
                items.append((name, value))
        seen.append((raw["content-type"], dict(raw), items))
        return JSONResponse(None)

    async def send() -> None:
        app = Starlette(routes=[Route("/", endpoint, methods=["POST"])])
        transport = httpx2.ASGITransport(app)
        sent = body_of(body, media_type, encoding or {}, files)
        request: Request[None] = Request("POST", "/", None, body=sent)
        async with AsyncClient(API, transport=transport) as client:
            await client.send(request)

    asyncio.run(send())
    kind, headers, items = seen[0]
    assert kind.startswith(media_type)
    assert ("content-length" in headers) != ("transfer-encoding" in headers)
    return items


@pytest.mark.parametrize(
    "kind", ["bytes", "path", "file", "iterator", "async iterator", "iterable"]
)
def test_a_form_with_a_file(kind: str, path: Path) -> None:
    body = Upload(file=content(kind, path), title="ä")
    file, title = parsed(body)
    name = "picture.png" if kind in ("path", "file") else "file"
    type_ = "image/png" if kind in ("path", "file") else OCTETS
    assert file[:4] == ("file", name, type_, BIG)
    assert title == ("title", "ä")


def test_several_files_under_one_name_each_with_its_own_facts(path: Path) -> None:
    body = Upload(
        more=[
            File(b"a", 'ä"b\r\n.txt', "text/plain; charset=utf-8", {"X-Kind": "first"}),
            File(path, "other.bin"),
            File(generated()),
        ]
    )
    first, second, third = parsed(body)
    assert first[:4] == ("more", "ä%22b%0D%0A.txt", "text/plain; charset=utf-8", b"a")
    assert first[4]["x-kind"] == "first"
    assert second[1:4] == ("other.bin", OCTETS, BIG)
    assert third[1:4] == ("more", OCTETS, BIG)


def test_encodings_of_parts(path: Path) -> None:
    encoding = {
        "file": Encoding(content_type="image/jpeg, image/*", headers={"X-Kind": "photo"}),
        "title": Encoding(content_type="application/json"),
        "tags": Encoding(style="form", explode=False),
        "place": Encoding(style="deepObject"),
    }
    body = Upload(file=path, title="t", tags=["a", "b"], place={"x": 1, "y": 2})
    file, *rest = parsed(body, encoding)
    assert file[2] == "image/png"
    assert file[4]["x-kind"] == "photo"
    assert rest == [("title", '"t"'), ("place[x]", "1"), ("place[y]", "2"), ("tags", "a,b")]


def test_base64_is_text_and_no_file() -> None:
    assert parsed(Upload(signature=b"\xfb\xff")) == [("signature", "+/8=")]


def test_a_form_of_known_parts_has_a_length(path: Path) -> None:
    payload = encoded(Upload(file=path, title="t"), FORM)
    assert payload.repeatable
    assert payload.length == len(sync_bytes(payload)) == len(async_bytes(payload))
    unknown = encoded(Upload(file=generated()), FORM)
    assert (unknown.length, unknown.repeatable) == (None, False)


@pytest.mark.parametrize(
    "file",
    [
        File(b"", content_type="text/plain\r\nX-Evil: 1"),
        File(b"", headers={"X-A": "b\r\nX-Evil: 1"}),
        File(b"", headers={"X-A: b\nX-Evil": "1"}),
    ],
)
def test_a_part_cannot_leave_its_head(file: File) -> None:
    with pytest.raises(ValueError, match="control characters"):
        encoded({"file": file}, FORM)


def test_a_list_cannot_be_a_part_of_xml() -> None:
    with pytest.raises(TypeError, match="dict cannot be sent as application/xml"):
        encoded({"a": {"b": 1}}, FORM, {"a": Encoding(content_type="application/xml")})


@pytest.mark.parametrize(
    ("encoding", "pairs"),
    [
        ({"a": Encoding(style="deepObject", explode=True)}, [("a[]", "1"), ("a[]", "x y")]),
        ({"a": Encoding(style="form", explode=False)}, [("a", "1,x y")]),
        ({"a": Encoding(style="spaceDelimited")}, [("a", "1 x y")]),
        ({"a": Encoding(style="pipeDelimited")}, [("a", "1|x y")]),
        ({"a": Encoding(content_type="application/json")}, [("a", '[1,"x y"]')]),
        ({}, [("a", "1"), ("a", "x y")]),
    ],
)
def test_encodings_of_a_urlencoded_form(encoding: Any, pairs: list[tuple[str, str]]) -> None:
    kind = "application/x-www-form-urlencoded"
    assert parsed({"a": [1, "x y"]}, encoding, media_type=kind) == pairs


def test_pydantic_does_not_change_files() -> None:
    adapter: TypeAdapter[Any] = TypeAdapter(FileContent)
    for value in (generated(), io.BytesIO(), File(b""), bytearray(), Path("x")):
        assert adapter.validate_python(value) is value
        assert Upload(file=value).file is value


@pytest.mark.parametrize(
    ("file", "declared", "type_"),
    [
        (b"", "", OCTETS),
        (Path("a.png"), "", "image/png"),
        (Path("a.png"), "image/jpeg", "image/jpeg"),
        (Path("a.png"), "image/jpeg, image/png", "image/png"),
        (Path("a.png"), "image/*", "image/png"),
        (Path("a"), "image/*", OCTETS),
        (File(b"", "a.pdf"), "*/*", "application/pdf"),
        (File(b"", "a.pdf", "text/x"), "image/png", "text/x"),
    ],
)
def test_the_type_of_a_file(file: Any, declared: str, type_: str) -> None:
    assert file_type(file, declared) == type_


def test_a_body_names_its_own_type(path: Path) -> None:
    assert encoded(File(path, content_type="image/webp"), "image/*").media_type == "image/webp"
    assert encoded(path, "image/*").media_type == "image/png"


class Flaky:
    """A server that is overloaded once, or sends the first request elsewhere."""

    def __init__(self, first: httpx2.Response) -> None:
        self.answers = [first, httpx2.Response(204)]
        self.bodies: list[bytes] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.bodies.append(request.read())
        return self.answers.pop(0)

    async def answer(self, request: httpx2.Request) -> httpx2.Response:
        self.bodies.append(await request.aread())
        return self.answers.pop(0)


def put(server: Flaky, body: object, drive: str) -> None:
    request: Request[None] = Request("PUT", "/", None, body=Raw(body, OCTETS))
    if drive == "sync":
        with SyncClient(API, transport=httpx2.MockTransport(server)) as client:
            client.send(request)
        return

    async def main() -> None:
        transport = httpx2.MockTransport(server.answer)
        async with AsyncClient(API, transport=transport) as client:
            await client.send(request)

    asyncio.run(main())


@pytest.mark.parametrize("way", ["sync", "async"])
@pytest.mark.parametrize(
    "first", [httpx2.Response(503), httpx2.Response(307, headers={"location": "/b"})]
)
def test_a_file_is_sent_again_whole(way: str, first: httpx2.Response, path: Path) -> None:
    with path.open("rb") as file:
        for body in (file, path, {"form": 1}):
            server = Flaky(httpx2.Response(first.status_code, headers=first.headers))
            if isinstance(body, dict):
                body = File(Again())
            put(server, body, way)
            assert server.bodies == [BIG, BIG]
            file.seek(0)


@pytest.mark.parametrize("way", ["sync", "async"])
def test_an_iterator_is_not_sent_again(way: str) -> None:
    server = Flaky(httpx2.Response(503))
    with pytest.raises(Exception, match="503"):
        put(server, generated(), way)
    assert server.bodies == [BIG]
    server = Flaky(httpx2.Response(307, headers={"location": "/b"}))
    with pytest.raises(TransportError):
        put(server, generated(), way)
    assert server.bodies == [BIG]


@pytest.mark.parametrize(
    ("file", "name", "kind", "headers"),
    [
        (("a.csv", b"1,2"), "a.csv", "text/csv", {}),
        (("a.csv", b"1,2", None), "a.csv", "text/csv", {}),
        (("a", b"1,2", "text/csv"), "a", "text/csv", {}),
        (("a.csv", io.BytesIO(b"1,2"), "text/x"), "a.csv", "text/x", {}),
        (("a", iter([b"1,", b"2"]), "text/csv", {"X-A": "b"}), "a", "text/csv", {"x-a": "b"}),
        (("a.csv", "1,2", "text/csv"), "a.csv", "text/csv", {}),
        (("a.csv", "1,2"), "a.csv", "text/csv", {}),
    ],
)
def test_a_tuple_as_httpx_and_requests_take_it(
    file: Any, name: str, kind: str, headers: dict[str, str]
) -> None:
    (part,) = parsed({"file": file}, files=("file",))
    assert part[:4] == ("file", name, kind, b"1,2")
    assert headers.items() <= part[4].items()


def test_tuples_need_no_document() -> None:
    """Where the content is bytes, a tuple is nothing else than a file."""
    file, *texts = parsed({"file": ("a", b"1", "text/x"), "tags": ("a", "b")})
    assert file[:4] == ("file", "a", "text/x", b"1")
    assert texts == [("tags", "a"), ("tags", "b")]


def test_several_tuples_under_one_name() -> None:
    first, second = parsed({"more": [("a", b"1"), ("b", b"2", "text/x")]}, files=("more",))
    assert first[:4] == ("more", "a", OCTETS, b"1")
    assert second[:4] == ("more", "b", "text/x", b"2")


def test_a_tuple_without_a_name() -> None:
    payload = encoded({"file": (None, b"1", "text/x")}, FORM, files=("file",))
    assert b"filename" not in sync_bytes(payload)


def test_a_tuple_as_a_whole_body() -> None:
    payload = encoded(("a.png", b"1", "image/png"), "image/*")
    assert (sync_bytes(payload), payload.media_type) == (b"1", "image/png")


@pytest.mark.parametrize("value", ["a.csv", 1, {"a": 1}, ["a.csv"], ("a", "b", "c", "d", "e")])
def test_text_is_not_accepted_as_a_file(value: object) -> None:
    with pytest.raises(TypeError, match=r"file must be a file, not .*Path\(.*File\("):
        encoded({"file": value}, FORM, files=("file",))
    with pytest.raises(TypeError, match="file must be a file"):
        encoded(Upload.model_construct({"file"}, file=value), FORM, files=("file",))


@pytest.mark.parametrize("media_type", [OCTETS, "image/png", "video/mp4", "application/zip"])
def test_text_is_not_accepted_as_a_binary_body(media_type: str) -> None:
    with pytest.raises(TypeError, match=r"Path\(.*File\("):
        encoded("a.bin", media_type)


@pytest.mark.parametrize("media_type", ["text/csv", "application/xml", "image/svg+xml"])
def test_text_where_a_media_type_is_text(media_type: str) -> None:
    assert sync_bytes(encoded("a", media_type)) == b"a"


def test_a_file_open_as_text_is_refused_before_anything_is_sent(path: Path) -> None:
    with path.open(encoding="latin-1") as file, pytest.raises(TypeError, match="binary"):
        encoded(file, OCTETS)


class Stream:
    """What is read by awaiting, like a StreamReader of asyncio, or an upload of Starlette."""

    name = "late.png"

    def __init__(self) -> None:
        self._left = io.BytesIO(BIG)

    async def read(self, size: int = -1, /) -> bytes:
        return self._left.read(size)

    async def tell(self) -> int:
        return 0

    def seekable(self) -> bool:
        return True


def test_a_file_that_is_awaited() -> None:
    payload = encoded(Stream(), OCTETS)
    assert (payload.length, payload.repeatable) == (None, False)
    assert async_bytes(payload) == BIG
    with pytest.raises(TypeError, match="AsyncClient"):
        sync_bytes(encoded({"file": Stream()}, FORM))
    (part,) = parsed({"file": Stream()}, files=("file",))
    assert part[:4] == ("file", "late.png", "image/png", BIG)


def test_a_stream_reader_of_asyncio() -> None:
    async def main() -> bytes:
        reader = asyncio.StreamReader()
        reader.feed_data(BIG)
        reader.feed_eof()
        sent = encoded(reader, OCTETS).async_chunks()
        return sent if isinstance(sent, bytes) else b"".join([chunk async for chunk in sent])

    assert asyncio.run(main()) == BIG


@pytest.mark.parametrize("wrap", [lambda file: file, File])
def test_a_file_of_anyio(wrap: Any, path: Path) -> None:
    """Its length is known, and it can be sent again, as that of a plain file."""

    async def main() -> None:
        async with await anyio.open_file(path, "rb") as file:
            await file.read(10)
            payload = encoded(wrap(file), OCTETS)
            assert (payload.length, payload.repeatable) == (len(BIG) - 10, True)
            for _ in range(2):
                sent = payload.async_chunks()
                assert not isinstance(sent, bytes)
                assert b"".join([chunk async for chunk in sent]) == BIG[10:]

    asyncio.run(main())


def test_a_path_of_anyio(path: Path) -> None:
    assert sync_bytes(encoded(anyio.Path(path), OCTETS)) == BIG
