"""What goes over the wire: a test sees every request, and may change what is answered."""

from __future__ import annotations

import json
from asyncio import sleep
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Event
from time import monotonic
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send


@dataclass(frozen=True, slots=True)
class Seen:
    """A request as it arrived: path and query still percent-encoded."""

    method: str
    path: str
    query: str
    headers: Headers
    body: bytes
    connection: object
    """The same for all requests of one connection."""

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """The decoded query."""
        return parse_qsl(self.query, keep_blank_values=True)

    @property
    def json(self) -> Any:
        """The decoded body."""
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered in place of the application; a body that is not bytes goes as JSON."""

    status: int = 200
    body: object = b""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])

    def response(self) -> Response:
        """The same for Starlette."""
        if isinstance(self.body, bytes):
            return Response(self.body, self.status, dict(self.headers))
        headers = {"content-type": "application/json", **self.headers}
        return Response(json.dumps(self.body), self.status, headers)


@dataclass(frozen=True, slots=True)
class Late:
    """The application answers, but only after some seconds."""

    seconds: float


PATIENCE = 60.0
"""Seconds after which something is taken not to come."""


class Paused:
    """The application answers once the test says so."""

    def __init__(self) -> None:
        self.arrived = Event()
        """The request is there."""
        self.released = Event()
        """Set by the test, or when it ends."""

    async def until_released(self) -> None:
        self.arrived.set()
        await occurred(self.released)


async def occurred(event: Event) -> None:
    """Waits for what another thread sets; fails where it does not come."""
    end = monotonic() + PATIENCE
    while not event.is_set():
        assert monotonic() < end
        await sleep(0.005)


class Wire:
    """Stands before an application; `plan` is what happens to the next requests."""

    def __init__(self, app: ASGIApp) -> None:
        self._paused: list[Paused] = []
        self.reset(app)

    def reset(self, app: ASGIApp) -> None:
        """Starts anew with another application."""
        self.release()
        self.app = app
        self.seen: list[Seen] = []
        self.plan: deque[Answer | Late | Paused] = deque()

    def release(self) -> None:
        """Lets go of all requests that are held."""
        while self._paused:
            self._paused.pop().released.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        body = await request.body()
        self.seen.append(
            Seen(
                request.method,
                scope["raw_path"].decode(),
                scope["query_string"].decode(),
                request.headers,
                body,
                scope["client"],
            )
        )
        app: ASGIApp = self.app
        match self.plan.popleft() if self.plan else None:
            case Answer() as answer:
                app = answer.response()
            case Late(seconds):
                await sleep(seconds)
            case Paused() as paused:
                self._paused.append(paused)
                await paused.until_released()
            case None:
                pass

        async def again() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        await app(scope, again, send)
