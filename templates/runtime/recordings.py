"""Records real calls as HAR 1.2, without credentials."""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from json import dumps, loads
from time import monotonic
from typing import Any
from weakref import finalize

import httpx2

from .api import Api
from .lazy import ForkLock, renew_after_fork
from .redaction import Redactor, by_name

MAX_BODY_BYTES = 1 << 23
"""How much of a body is recorded: 8 MiB."""

_HEAD = (
    '{"log": {"version": "1.2", "creator": {"name": "restamp", "version": "1"}, '
    '"entries": [\n'
)
_TAIL = "\n]}}\n"

Entry = dict[str, Any]

FilePath = str | os.PathLike[str]

Transport = httpx2.BaseTransport | httpx2.AsyncBaseTransport


class ApiRecording(httpx2.BaseTransport, httpx2.AsyncBaseTransport):
    """A transport that records the calls which it passes on."""

    def __init__(
        self,
        api: Api,
        path: FilePath,
        redact: Iterable[str],
        transport: Transport | None,
    ) -> None:
        self._inner = transport
        self._file = _File(os.path.abspath(path), Redactor(api, redact))
        self._end = finalize(self, self._file.finish)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Sends a request and records it."""
        if self._inner is None:
            self._inner = httpx2.HTTPTransport()
        call = _Call(self._file, request)
        if call.is_open:
            request.stream = _Tee(request.stream, call.sent.add)
        inner: Any = self._inner
        try:
            response: httpx2.Response = inner.handle_request(request)
        except Exception as error:
            call.end(error)
            raise
        return call.begin(response)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Sends a request and records it."""
        if self._inner is None:
            self._inner = httpx2.AsyncHTTPTransport()
        call = _Call(self._file, request)
        if call.is_open:
            request.stream = _Tee(request.stream, call.sent.add)
        inner: Any = self._inner
        try:
            response: httpx2.Response = await inner.handle_async_request(request)
        except Exception as error:
            call.end(error)
            raise
        return call.begin(response)

    def close(self) -> None:
        """Closes the connections, and completes the file."""
        self._file.finish()
        if isinstance(self._inner, httpx2.BaseTransport):
            self._inner.close()

    async def aclose(self) -> None:
        """Closes the connections, and completes the file."""
        self._file.finish()
        if isinstance(self._inner, httpx2.AsyncBaseTransport):
            await self._inner.aclose()

    def __repr__(self) -> str:
        return f"<Recording {self._file.path}>"


class _Body:
    """The start of a body."""

    def __init__(self) -> None:
        self._chunks: list[bytes] = []
        self._size = 0

    def add(self, chunk: bytes) -> None:
        left = MAX_BODY_BYTES - self._size
        if left > 0:
            self._chunks.append(chunk[:left])
        self._size += len(chunk)

    @property
    def content(self) -> bytes:
        return b"".join(self._chunks)

    @property
    def is_truncated(self) -> bool:
        return self._size > MAX_BODY_BYTES


class _Tee(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """A stream whose chunks are seen by another function, too."""

    def __init__(
        self,
        stream: Any,
        see: Callable[[bytes], object],
        end: Callable[[Exception | None, bool], object] = lambda _, __: None,
    ) -> None:
        self._stream = stream
        self._see = see
        self._end = end
        self._is_whole = False

    def __iter__(self) -> Iterator[bytes]:
        try:
            for chunk in self._stream:
                self._see(chunk)
                yield chunk
        except Exception as error:
            self._end(error, True)
            raise
        self._is_whole = True

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self._stream:
                self._see(chunk)
                yield chunk
        except Exception as error:
            self._end(error, True)
            raise
        self._is_whole = True

    def close(self) -> None:
        try:
            self._stream.close()
        finally:
            self._end(None, not self._is_whole)

    async def aclose(self) -> None:
        try:
            await self._stream.aclose()
        finally:
            self._end(None, not self._is_whole)


class _Call:
    """A call while it is recorded."""

    def __init__(self, file: _File, request: httpx2.Request) -> None:
        self._file = file
        self._request = request
        self._headers = _pairs(request.headers)
        self._started = datetime.now(UTC), monotonic()
        self._waited = 0.0
        self._response: httpx2.Response | None = None
        self._is_over = False
        self.sent, self.received = _Body(), _Body()
        self.is_open = False
        """Whether the body of the request is not there yet."""
        try:
            self.sent.add(request.content)
        except httpx2.RequestNotRead:
            self.is_open = True

    def begin(self, response: httpx2.Response) -> httpx2.Response:
        """The same response, whose body is recorded while it is read."""
        self._response = response
        self._waited = monotonic() - self._started[1]
        return httpx2.Response(
            response.status_code,
            headers=response.headers,
            stream=_Tee(response.stream, self.received.add, self.end),
            extensions=response.extensions,
        )

    def end(self, error: Exception | None = None, is_partial: bool = False) -> None:
        """Records the call, once."""
        if self._is_over:
            return
        self._is_over = True
        request, response = self._request, self._response
        total = monotonic() - self._started[1]
        waited = self._waited if response is not None else total
        headers: list[tuple[str, str]] = []
        content, status = b"", 0
        if response is not None:
            status, headers = response.status_code, _pairs(response.headers)
            content = _decoded(response, self.received.content)
        moment = self._started[0].isoformat(timespec="milliseconds")
        entry: Entry = {
            "startedDateTime": moment.replace("+00:00", "Z"),
            "time": round(total * 1000, 3),
            "request": {"method": request.method, "headersSize": -1},
            "response": {"status": status, "headersSize": -1},
            "cache": {},
            "timings": {
                "send": 0,
                "wait": round(waited * 1000, 3),
                "receive": round((total - waited) * 1000, 3),
            },
        }
        template = request.extensions.get("template")
        if isinstance(template, str):
            entry["_template"] = template
        if error is not None:
            entry["_error"] = type(error).__name__
        if self.received.is_truncated or self.sent.is_truncated:
            entry["_truncated"] = True
        if is_partial and error is None:
            entry["_partial"] = True
        sent = self._headers, self.sent.content
        self._file.add(entry, str(request.url), sent, (headers, content))


Message = tuple[list[tuple[str, str]], bytes]
"""Headers and body."""


class _File:
    """A HAR file that is complete after each call."""

    def __init__(self, path: str, redactor: Redactor) -> None:
        self.path = path
        self._redactor = redactor
        self._lock = ForkLock()
        self._is_new = True
        self._known = 0
        renew_after_fork(self)

    def renew(self) -> None:
        """Called after a fork: a process has its own file."""
        root, suffix = os.path.splitext(self.path)
        self.path, self._is_new = f"{root}.{os.getpid()}{suffix}", True

    def add(self, entry: Entry, url: str, sent: Message, received: Message) -> None:
        """Redacts and writes a call."""
        with self._lock:
            redactor = self._redactor
            redactor.learn_message(*sent, url)
            redactor.learn_message(*received)
            entry["request"] |= _request(redactor, url, *sent)
            entry["response"] |= _response(redactor, *received)
            self._write(dumps(entry))

    def finish(self) -> None:
        """Removes credentials that were seen later than a call that has them."""
        with self._lock:
            if self._is_new or self._known == self._redactor.count:
                return
            self._known = self._redactor.count
            new = f"{self.path}.new"
            with open(self.path, encoding="utf-8") as old, open(new, "w") as file:
                for line in old:
                    if line.startswith('{"startedDateTime"'):
                        text = dumps(_again(self._redactor, loads(line.rstrip(",\n"))))
                        line = text + (",\n" if line.endswith(",\n") else "\n")
                    file.write(line)
            os.replace(new, self.path)

    def _write(self, text: str) -> None:
        if self._is_new:
            with open(self.path, "w", encoding="utf-8") as file:
                file.write(f"{_HEAD}{text}{_TAIL}")
            self._is_new, self._known = False, self._redactor.count
            return
        with open(self.path, "r+b") as binary:
            binary.seek(-len(_TAIL), os.SEEK_END)
            binary.write(f",\n{text}{_TAIL}".encode())


def _request(redactor: Redactor, url: str, headers: Any, content: bytes) -> Entry:
    media_type = by_name(headers).get("content-type", "")
    url = redactor.url(url)
    request: Entry = {
        "url": url,
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _named(redactor.headers(headers)),
        "queryString": _named(httpx2.URL(url).params.multi_items()),
        "bodySize": len(content),
    }
    if content:
        body = _text(redactor.body(content, media_type, is_request=True))
        encoding = body.pop("encoding", None)
        request["postData"] = {"mimeType": media_type, "params": [], **body}
        if encoding:  # HAR 1.2 has it in responses only.
            request["postData"]["_encoding"] = encoding
    return request


def _response(redactor: Redactor, headers: Any, content: bytes) -> Entry:
    names = by_name(headers)
    media_type = names.get("content-type", "")
    body = _text(redactor.body(content, media_type, is_request=False))
    return {
        "statusText": "",
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _named(redactor.headers(headers)),
        "content": {"size": len(content), "mimeType": media_type, **body},
        "redirectURL": redactor.url(names.get("location", "")),
        "bodySize": -1,
    }


def _again(redactor: Redactor, entry: Entry) -> Entry:
    """An entry without the credentials that are known now."""
    request, response = entry["request"], entry["response"]
    url = redactor.url(request["url"])
    sent = _unnamed(request["headers"]), body_of(request.get("postData"))
    received = _unnamed(response["headers"]), body_of(response["content"])
    request |= _request(redactor, url, *sent)
    response |= _response(redactor, *received)
    return entry


def body_of(body: Entry | None) -> bytes:
    """The bytes of `postData` or `content`."""
    body = body or {}
    text: str = body.get("text") or ""
    is_base64 = (body.get("encoding") or body.get("_encoding")) == "base64"
    return b64decode(text) if is_base64 else text.encode("utf-8", "surrogatepass")


def _text(content: bytes) -> Entry:
    with suppress(UnicodeDecodeError):
        return {"text": content.decode()}
    return {"text": b64encode(content).decode(), "encoding": "base64"}


def _decoded(response: httpx2.Response, content: bytes) -> bytes:
    """A body without its Content-Encoding, as it is if it cannot be decoded."""
    if "content-encoding" not in response.headers:
        return content
    try:
        headers = [("content-encoding", response.headers["content-encoding"])]
        return httpx2.Response(200, headers=headers, content=content).content
    except httpx2.DecodingError:
        return content


def _pairs(headers: httpx2.Headers) -> list[tuple[str, str]]:
    return [
        (name.decode("latin-1"), value.decode("utf-8", "replace"))
        for name, value in headers.raw
    ]


def _named(pairs: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in pairs]


def _unnamed(items: Iterable[dict[str, str]]) -> list[tuple[str, str]]:
    return [(item["name"], item["value"]) for item in items]
