"""Access tokens of OAuth 2: fetched once for all who wait, kept, renewed in time."""

from __future__ import annotations

import builtins
from contextlib import aclosing
from dataclasses import replace
from inspect import isawaitable
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, cast
from weakref import WeakKeyDictionary

import httpx2

from .api import Call, TokenSource
from .connections import LATE, guard
from .errors import ApiError, CredentialsError, TimeoutError
from .forks import ForkLock, renew_after_fork
from .oauth import (
    FAILURES,
    Answer,
    Endpoints,
    Grants,
    Tell,
    Token,
    TokenEndpoint,
    TokenGrant,
    late,
)
from .retries import async_sleep
from .secrecy import Hidden

if TYPE_CHECKING:
    from anyio import Lock

PAUSE = 5.0
"""Seconds until the next try where a token lasts a little longer, and there is no new one."""

PAUSE_OF_LOOPS = 0.01
"""Seconds between two looks whether the loop of another thread has its token."""

LONGEST_ANSWER = 1 << 20
"""Bytes that are read of an answer."""


class GrantedTokens(TokenSource):
    """The access tokens of one client for one scheme; shared by threads and tasks.

    Whoever finds no token that will last fetches one; the others wait for it, and fail
    as it failed.
    """

    def __init__(self, name: str, grant: TokenGrant, urls: Endpoints) -> None:
        """`name` is the scheme's."""
        self._name = name
        self._endpoint = TokenEndpoint(name, grant, urls)
        self._token: Token | None = None
        self._failures = 0
        self._failure: ApiError | None = None
        self._lock = ForkLock()
        self._locks: WeakKeyDictionary[Any, Lock] = WeakKeyDictionary()
        renew_after_fork(self)

    def renew(self) -> None:
        """After a fork: who waited for a token is not in this process."""
        self._locks = WeakKeyDictionary()

    def __repr__(self) -> str:
        return f"<TokenSource of {self._name}>"

    def token(self, http: httpx2.Client, call: Call) -> str:
        """An access token; only one thread at a time fetches one.

        Raises:
            CredentialsError: The token endpoint gives none.
            TransportError: It does not answer.
        """
        failures = self._failures
        token = self._lasting()
        if token is None:
            left = call.seconds_left
            if not self._lock.acquire(timeout=-1 if left is None else left):
                raise late(self._name)
            try:
                token, tell = _drive(self._renewed(failures, call), http, call)
                if tell is not None:
                    _called(tell)
            finally:
                self._lock.release()
        return token.value

    async def token_async(self, http: httpx2.AsyncClient, call: Call) -> str:
        """An access token; only one task of all loops at a time fetches one.

        Raises:
            CredentialsError: The token endpoint gives none.
            TransportError: It does not answer.
        """
        failures = self._failures
        token = self._lasting()
        if token is None:
            from anyio import Lock, fail_after

            from .pools import running_loop

            lock = self._locks.setdefault(running_loop(), Lock())
            try:
                with fail_after(call.seconds_left):
                    await lock.acquire()
                    try:
                        while not self._lock.acquire(blocking=False):
                            await async_sleep(PAUSE_OF_LOOPS)
                    except BaseException:
                        lock.release()
                        raise
            except builtins.TimeoutError:
                raise late(self._name) from None
            try:
                steps = self._renewed(failures, call)
                token, tell = await _drive_async(steps, http, call)
                if tell is not None and isawaitable(waiting := tell()):
                    await waiting
            finally:
                self._lock.release()
                lock.release()
        return token.value

    def rejected(self, token: Hidden[Any]) -> None:
        """The API refused a token: it is not used again."""
        kept = self._token
        if kept is not None and kept.value == token.reveal():
            self._token = None

    def _lasting(self) -> Token | None:
        token = self._token
        if token is None or token.renewed_at is None or monotonic() < token.renewed_at:
            return token
        return None

    def _renewed(self, failures: int, call: Call) -> Grants:
        """A token that lasts. `failures` is how many there were before the wait: where
        there is another one, it is the answer to all who waited meanwhile."""
        token = self._lasting()
        if token is not None:
            return token, None
        if self._failure is not None and self._failures != failures:
            raise _again(self._failure)
        try:
            token, tell = yield from self._endpoint.granted(call)
        except ApiError as error:
            old = self._token
            if old is not None and old.ends_at is not None:
                soon = min(old.ends_at, monotonic() + PAUSE)
                if monotonic() < soon:
                    call.settings.log.warning("%s: the token goes on: %s", self, error)
                    token = self._token = replace(old, renewed_at=soon)
                    return token, None
            if not (isinstance(error, TimeoutError) and call.seconds_left is not None):
                self._failure = _again(error)
                self._failures += 1
            raise
        self._token = token
        return token, tell


def _again(error: ApiError) -> ApiError:
    copy = type(error)(*error.args, **vars(error))
    copy.__cause__ = error.__cause__
    return copy


def _called(tell: Tell) -> None:
    if isawaitable(waiting := tell()):
        getattr(waiting, "close", lambda: None)()
        raise CredentialsError(
            "on_refresh is asynchronous: use the asynchronous client"
        )


def _drive(steps: Grants, http: httpx2.Client, call: Call) -> tuple[Token, Tell | None]:
    answer: Answer | None = None
    failure: Exception | None = None
    while True:
        try:
            step = steps.throw(failure) if failure else steps.send(answer)
        except StopIteration as done:
            return cast(tuple[Token, Tell | None], done.value)
        answer = failure = None
        if isinstance(step, httpx2.Request):
            try:
                answer = _sent(step, http, call)
            except FAILURES as error:
                failure = error
        else:
            sleep(step)


async def _drive_async(
    steps: Grants, http: httpx2.AsyncClient, call: Call
) -> tuple[Token, Tell | None]:
    answer: Answer | None = None
    failure: Exception | None = None
    while True:
        try:
            step = steps.throw(failure) if failure else steps.send(answer)
        except StopIteration as done:
            return cast(tuple[Token, Tell | None], done.value)
        answer = failure = None
        if isinstance(step, httpx2.Request):
            try:
                answer = await _in_time(step, http, call)
            except FAILURES as error:
                failure = error
        else:
            await async_sleep(step)


async def _in_time(
    request: httpx2.Request, http: httpx2.AsyncClient, call: Call
) -> Answer:
    from anyio import move_on_after

    with move_on_after(call.seconds_left):
        return await _sent_async(request, http, call)
    raise httpx2.ReadTimeout(LATE)


def _sent(request: httpx2.Request, http: httpx2.Client, call: Call) -> Answer:
    """Without what the client sends to the API: its own headers, cookies and `auth`."""
    got = http.send(request, stream=True, auth=None, follow_redirects=False)
    guard(got)
    content = Hidden(bytearray())
    try:
        for chunk in got.iter_bytes():
            call.check_deadline()
            content.reveal().extend(chunk)
            if len(content.reveal()) > LONGEST_ANSWER:
                break
    finally:
        got.close()
    return Answer(
        got.status_code, got.headers, bytes(content.reveal()[:LONGEST_ANSWER])
    )


async def _sent_async(
    request: httpx2.Request, http: httpx2.AsyncClient, call: Call
) -> Answer:
    """Without what the client sends to the API: its own headers, cookies and `auth`."""
    got = await http.send(request, stream=True, auth=None, follow_redirects=False)
    guard(got)
    content = Hidden(bytearray())
    try:
        async with aclosing(got.aiter_bytes()) as chunks:
            async for chunk in chunks:
                call.check_deadline()
                content.reveal().extend(chunk)
                if len(content.reveal()) > LONGEST_ANSWER:
                    break
    finally:
        await got.aclose()
    return Answer(
        got.status_code, got.headers, bytes(content.reveal()[:LONGEST_ANSWER])
    )
