"""No credential comes from the machine: a fake invents its own."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for package in ("BLINK", "TRACECAT"):
        for name in ("API_KEY", "BASE_URL", "SESSION", "SERVICE_KEY"):
            monkeypatch.delenv(f"{package}_{name}", raising=False)


@pytest.fixture(autouse=True)
def no_pauses() -> Iterator[None]:
    """With a fake, nothing waits."""
    started = time.monotonic()
    yield
    assert time.monotonic() - started < 5


@pytest.fixture(params=["sync", "async"])
def ask(request: pytest.FixtureRequest) -> Callable[..., Any]:
    """Calls an operation by its name through one of a fake's two clients: `ask(fake, "things.get", "id")`.

    `how` is the way it is called, such as `raw` or `wait`.
    """

    def called(client: Any, operation: str, how: str) -> Any:
        resource, _, method = operation.partition(".")
        return getattr(getattr(getattr(client, resource), method), how)

    def sync(fake: Any, operation: str, *args: Any, how: str = "__call__", **kwargs: Any) -> Any:
        with fake.client() as client:
            answer = called(client, operation, how)(*args, **kwargs)
            return list(answer) if how == "items" else answer

    def asynchronous(
        fake: Any, operation: str, *args: Any, how: str = "__call__", **kwargs: Any
    ) -> Any:
        async def main() -> Any:
            async with fake.async_client() as client:
                answer = called(client, operation, how)(*args, **kwargs)
                if how == "items":
                    return [item async for item in answer]
                return await answer

        return asyncio.run(main())

    return sync if request.param == "sync" else asynchronous
