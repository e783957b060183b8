"""Loads templates/runtime, as it stands, under the package name `restamp_runtime`."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import httpx2
import pytest

RUNTIME = Path(__file__).parents[2] / "templates" / "runtime"


def load(name: str) -> None:
    if name in sys.modules:
        return
    spec = spec_from_file_location(
        name, RUNTIME / "__init__.py", submodule_search_locations=[str(RUNTIME)]
    )
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)


load("restamp_runtime")


@pytest.fixture(autouse=True)
def no_sleep(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Nothing sleeps; the list holds what would have been slept, in seconds."""
    from restamp_runtime import clients, retries

    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr(clients, "sleep", slept.append)
    monkeypatch.setattr(retries, "async_sleep", sleep)
    return slept


@pytest.fixture(params=["sync", "async"])
def drive(request: pytest.FixtureRequest) -> Callable[..., Any]:
    """Sends one request through a client with a handler in place of the network.

    `raw=True` gives the Response in place of its value; every other keyword is the client's.
    """
    from restamp_runtime.clients import AsyncClient, SyncClient

    def sync(api: Any, handler: Any, call: Any, *, raw: bool = False, **options: Any) -> Any:
        with SyncClient(api, transport=httpx2.MockTransport(handler), **options) as client:
            return client.send_raw(call) if raw else client.send(call)

    def asynchronous(
        api: Any, handler: Any, call: Any, *, raw: bool = False, **options: Any
    ) -> Any:
        async def main() -> Any:
            transport = httpx2.MockTransport(handler)
            async with AsyncClient(api, transport=transport, **options) as client:
                return await (client.send_raw(call) if raw else client.send(call))

        return asyncio.run(main())

    return sync if request.param == "sync" else asynchronous
