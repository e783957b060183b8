"""The connections of a synchronous client."""

from __future__ import annotations

from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx2

from .connections import forget, with_deadline
from .forks import renew_after_fork


class Pool:
    """A client of httpx2 and the deadline of its connections.

    A forked process has connections of its own: on those of its parent, each would read
    what the other asked for.
    """

    def __init__(
        self,
        transport: httpx2.BaseTransport | None,
        http_client: httpx2.Client | None,
    ) -> None:
        self._is_own = transport is None and http_client is None
        self._inherited: list[httpx2.Client] = []
        self.http = http_client or _opened(transport)
        self.deadline = with_deadline(self.http)
        renew_after_fork(self)

    def renew(self) -> None:
        """After a fork. The connections are left alone: they are the parent's."""
        if self.http.is_closed:
            return
        if not self._is_own:
            forget(self.http)
            return
        self._inherited.append(self.http)
        self.http = _opened(None)
        self.deadline = with_deadline(self.http)


def _opened(transport: httpx2.BaseTransport | None) -> httpx2.Client:
    cookies = CookieJar(DefaultCookiePolicy(allowed_domains=()))
    return httpx2.Client(transport=transport, cookies=cookies)
