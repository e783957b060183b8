"""No credential comes from the machine: a fake invents its own."""

from __future__ import annotations

import asyncio
import sys
import threading
import time
from collections.abc import Callable
from inspect import iscoroutinefunction
from operator import attrgetter
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for package in ("BLINK", "TRACECAT"):
        for name in ("API_KEY", "BASE_URL", "SESSION", "SERVICE_KEY"):
            monkeypatch.delenv(f"{package}_{name}", raising=False)


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a fake, nothing waits; the servers of other tests, in threads of their own, may."""
    thread, sleep, async_sleep = threading.get_ident(), time.sleep, asyncio.sleep

    def refused(seconds: float, *_: object) -> None:
        if threading.get_ident() == thread:
            assert seconds == 0, f"a pause of {seconds} s"
        else:
            sleep(seconds)

    async def refused_too(seconds: float, *_: object) -> None:
        if threading.get_ident() == thread:
            assert seconds == 0, f"a pause of {seconds} s"
        else:
            await async_sleep(seconds)

    monkeypatch.setattr(time, "sleep", refused)
    monkeypatch.setattr(asyncio, "sleep", refused_too)
    for name, module in list(sys.modules.items()):
        if "._runtime." in name or name.startswith("restamp_runtime."):
            for pause in ("sleep", "async_sleep"):
                if hasattr(module, pause):
                    is_async = iscoroutinefunction(getattr(module, pause))
                    monkeypatch.setattr(module, pause, refused_too if is_async else refused)


@pytest.fixture(params=["sync", "async"])
def ask(request: pytest.FixtureRequest) -> Callable[..., Any]:
    """Calls an operation by its name through one of a fake's two clients: `ask(fake, "things.get", "id")`.

    `how` is the way it is called, such as `raw` or `wait`; "streamed" gives the items of a stream.
    """

    def called(client: Any, operation: str, how: str) -> Any:
        how = "__call__" if how == "streamed" else how
        return getattr(attrgetter(operation)(client), how)

    def sync(fake: Any, operation: str, *args: Any, how: str = "__call__", **kwargs: Any) -> Any:
        with fake.client() as client:
            response = called(client, operation, how)(*args, **kwargs)
            return list(response) if how in ("items", "streamed") else response

    def asynchronous(
        fake: Any, operation: str, *args: Any, how: str = "__call__", **kwargs: Any
    ) -> Any:
        async def main() -> Any:
            async with fake.async_client() as client:
                response = called(client, operation, how)(*args, **kwargs)
                if how in ("items", "streamed"):
                    return [item async for item in response]
                return await response

        return asyncio.run(main())

    return sync if request.param == "sync" else asynchronous
