"""Access tokens of OAuth 2: fetched once for all calls, and renewed in time."""

from __future__ import annotations

import builtins
from contextlib import aclosing
from dataclasses import replace
from inspect import isawaitable
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import httpx2

from .api import Call, TokenSource
from .connections import LATE, guard
from .coroutines import run
from .errors import ApiError, CredentialsError, Hidden, TimeoutError
from .lazy import ForkLock, renew_after_fork
from .oauth import (
    Endpoints,
    Notify,
    Session,
    Token,
    TokenEndpoint,
    TokenGrant,
    TokenResponse,
    deadline_error,
)
from .retries import async_sleep

if TYPE_CHECKING:
    from anyio import Lock

RETRY_DELAY = 5.0
"""Seconds until the next attempt if a renewal fails before the token expires."""

POLL_DELAY = 0.01
"""Seconds between checks whether the event loop of another thread has a token."""

MAX_LENGTH = 1 << 20
"""Bytes of a response that are read."""


class GrantedTokens(TokenSource):
    """The access tokens of one client for one scheme; shared by threads and tasks.

    The first caller without a valid token fetches one; the others wait for it and share
    its failure.
    """

    def __init__(self, name: str, grant: TokenGrant, urls: Endpoints) -> None:
        """`name` is the name of the scheme."""
        self._name = name
        self._endpoint = TokenEndpoint(name, grant, urls)
        self._token: Token | None = None
        self._failures = 0
        self._failure: ApiError | None = None
        self._lock = ForkLock()
        self._locks: WeakKeyDictionary[Any, Lock] = WeakKeyDictionary()
        renew_after_fork(self)

    def renew(self) -> None:
        """After a fork: tasks of the parent do not release their locks here."""
        self._locks = WeakKeyDictionary()

    def __repr__(self) -> str:
        return f"<TokenSource of {self._name}>"

    def token(self, http: httpx2.Client, call: Call) -> str:
        """An access token; only one thread at a time fetches one.

        Raises:
            CredentialsError: The token endpoint issues none.
            TransportError: It does not respond.
        """
        failures = self._failures
        token = self._valid()
        if token is None:
            left = call.seconds_left
            if not self._lock.acquire(timeout=-1 if left is None else left):
                raise deadline_error(self._name)
            try:
                token = run(self._renewed(failures, _SyncSession(http, call)))
            finally:
                self._lock.release()
        return token.value

    async def token_async(self, http: httpx2.AsyncClient, call: Call) -> str:
        """An access token; only one task of all event loops at a time fetches one.

        Raises:
            CredentialsError: The token endpoint issues none.
            TransportError: It does not respond.
        """
        failures = self._failures
        token = self._valid()
        if token is None:
            from anyio import Lock, fail_after

            from .pools import running_loop

            lock = self._locks.setdefault(running_loop(), Lock())
            try:
                with fail_after(call.seconds_left):
                    await lock.acquire()
                    try:
                        while not self._lock.acquire(blocking=False):
                            await async_sleep(POLL_DELAY)
                    except BaseException:
                        lock.release()
                        raise
            except builtins.TimeoutError:
                raise deadline_error(self._name) from None
            try:
                token = await self._renewed(failures, _AsyncSession(http, call))
            finally:
                self._lock.release()
                lock.release()
        return token.value

    def discard(self, token: Hidden[Any]) -> None:
        """Discards a token that the API rejected."""
        current = self._token
        if current is not None and current.value == token.reveal():
            self._token = None

    def _valid(self) -> Token | None:
        token = self._token
        if token is None or token.renew_at is None or monotonic() < token.renew_at:
            return token
        return None

    async def _renewed(self, failures: int, session: Session) -> Token:
        """A valid token. `failures` is their number before the caller waited for the
        lock: if there is another one now, it is raised again."""
        token = self._valid()
        if token is not None:
            return token
        if self._failure is not None and self._failures != failures:
            raise _copied(self._failure)
        call = session.call
        try:
            token, notify = await self._endpoint.fetch(session)
        except ApiError as error:
            old = self._token
            if old is not None and old.expires_at is not None:
                retry_at = min(old.expires_at, monotonic() + RETRY_DELAY)
                if monotonic() < retry_at:
                    log = call.settings.log
                    log.warning("%s: the old token is still valid: %s", self, error)
                    self._token = replace(old, renew_at=retry_at)
                    return self._token
            if not (isinstance(error, TimeoutError) and call.seconds_left is not None):
                self._failure = _copied(error)
                self._failures += 1
            raise
        self._token = token
        if notify is not None:
            await session.notify(notify)
        return token


def _copied(error: ApiError) -> ApiError:
    copy = type(error)(*error.args, **vars(error))
    copy.__cause__ = error.__cause__
    return copy


class _SyncSession(Session):
    def __init__(self, http: httpx2.Client, call: Call) -> None:
        super().__init__(call)
        self._http = http

    async def send(self, request: httpx2.Request) -> TokenResponse:
        http = self._http.send(request, stream=True, auth=None, follow_redirects=False)
        guard(http)
        content = Hidden(bytearray())
        try:
            for chunk in http.iter_bytes():
                if _is_full(self.call, content, chunk):
                    break
        finally:
            http.close()
        return _response(http, content)

    async def sleep(self, seconds: float) -> None:
        sleep(seconds)

    async def notify(self, notify: Notify) -> None:
        if isawaitable(waiting := notify()):
            getattr(waiting, "close", lambda: None)()
            raise CredentialsError(
                "on_refresh is asynchronous: use the asynchronous client"
            )


class _AsyncSession(Session):
    def __init__(self, http: httpx2.AsyncClient, call: Call) -> None:
        super().__init__(call)
        self._http = http

    async def send(self, request: httpx2.Request) -> TokenResponse:
        from anyio import move_on_after

        with move_on_after(self.call.seconds_left):
            return await self._sent(request)
        raise httpx2.ReadTimeout(LATE)

    async def _sent(self, request: httpx2.Request) -> TokenResponse:
        http = await self._http.send(
            request, stream=True, auth=None, follow_redirects=False
        )
        guard(http)
        content = Hidden(bytearray())
        try:
            async with aclosing(http.aiter_bytes()) as chunks:
                async for chunk in chunks:
                    if _is_full(self.call, content, chunk):
                        break
        finally:
            await http.aclose()
        return _response(http, content)

    async def sleep(self, seconds: float) -> None:
        await async_sleep(seconds)

    async def notify(self, notify: Notify) -> None:
        if isawaitable(waiting := notify()):
            await waiting


def _is_full(call: Call, content: Hidden[bytearray], chunk: bytes) -> bool:
    """Adds a chunk; whether no more is to be read."""
    call.check_deadline()
    content.reveal().extend(chunk)
    return len(content.reveal()) > MAX_LENGTH


def _response(http: httpx2.Response, content: Hidden[bytearray]) -> TokenResponse:
    body = Hidden(bytes(content.reveal()[:MAX_LENGTH]))
    return TokenResponse(http.status_code, http.headers, body.reveal())
