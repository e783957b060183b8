"""One client for many threads, or for many tasks."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

import blink
import tracecat
from blink import models

from .driver import Server
from .servers.blink import KEY, WORKSPACE, Blink
from .servers.tracecat import KEY as TRACECAT_KEY
from .servers.tracecat import WORKSPACE as TRACECAT_WORKSPACE
from .servers.tracecat import Tracecat
from .servers.wire import Answer, Paused, occurred

GENERATED = Path(__file__).parents[2] / "generated"


def test_sixteen_threads(blink_server: Server[Blink]) -> None:
    for _ in range(16):
        blink_server.world.started("w", {})
    barrier = Barrier(16)

    def work(number: int) -> list[str | None]:
        barrier.wait()
        quick = client.with_options(extra_headers={"X-Thread": str(number)})
        results: list[str | None] = []
        for _ in range(5):
            results.append(quick.executions.get(WORKSPACE, f"e-{number}").id)
            query = models.RqlQuery(filter={"id": f"e-{number}"})
            results += [one.id for one in quick.executions.list(WORKSPACE, q=query).results or []]
            with pytest.raises(blink.NotFoundError):
                quick.executions.get(WORKSPACE, f"none-{number}")
        return results

    url = blink_server.url
    with blink.Client(api_key=KEY, base_url=url) as client, ThreadPoolExecutor(16) as pool:
        results = list(pool.map(work, range(1, 17)))
    assert results == [[f"e-{number}"] * 10 for number in range(1, 17)]
    assert len(blink_server.seen) == 16 * 15
    for seen in blink_server.seen:
        if "/executions/" in seen.path:
            assert seen.path.endswith("-" + seen.headers["x-thread"])


def test_a_hundred_tasks(blink_server: Server[Blink]) -> None:
    for _ in range(100):
        blink_server.world.started("w", {})
    paused = [Paused() for _ in range(100)]
    blink_server.wire.plan += paused

    async def all_at_once() -> None:
        """None is answered before all are there."""
        for one in paused:
            await occurred(one.arrived)
        blink_server.wire.release()

    async def main() -> list[str | None]:
        async with blink.AsyncClient(api_key=KEY, base_url=blink_server.url) as client:
            calls = (client.executions.get(WORKSPACE, f"e-{n}") for n in range(1, 101))
            _, *executions = await asyncio.gather(all_at_once(), *calls)
            return [execution.id for execution in executions]

    assert asyncio.run(main()) == [f"e-{number}" for number in range(1, 101)]


def test_more_tasks_than_connections(tracecat_server: Server[Tracecat]) -> None:
    import httpx2

    async def main() -> int:
        limits = httpx2.Limits(max_connections=3)
        async with httpx2.AsyncClient(limits=limits) as http:
            client = tracecat.AsyncClient(
                api_key=TRACECAT_KEY, base_url=tracecat_server.url, http_client=http
            )
            calls = (client.workflow_executions.list(TRACECAT_WORKSPACE) for _ in range(30))
            return sum(len(ids) for ids in await asyncio.gather(*calls))

    assert asyncio.run(main()) == 0 and len(tracecat_server.seen) == 30
    assert len({seen.connection for seen in tracecat_server.seen}) <= 3


def test_no_free_connection_in_time(blink_server: Server[Blink]) -> None:
    import httpx2

    blink_server.wire.plan.append(paused := Paused())

    async def main() -> None:
        limits = httpx2.Limits(max_connections=1)
        async with httpx2.AsyncClient(limits=limits) as http:
            client = blink.AsyncClient(api_key=KEY, base_url=blink_server.url, http_client=http)
            slow = asyncio.ensure_future(client.executions.list(WORKSPACE))
            await occurred(paused.arrived)
            with pytest.raises(blink.TimeoutError, match="PoolTimeout"):
                timeout = httpx2.Timeout(60, pool=0.05)
                hurried = client.with_options(timeout=timeout, max_retries=1)
                await hurried.workflows.execute(WORKSPACE, "w")
            paused.released.set()
            assert (await slow).total == 0

    asyncio.run(main())
    assert len(blink_server.seen) == 1


def test_a_cancelled_task_leaves_the_client_usable(blink_server: Server[Blink]) -> None:
    paused = [Paused() for _ in range(20)]
    blink_server.wire.plan += paused

    async def main() -> int | None:
        async with blink.AsyncClient(api_key=KEY, base_url=blink_server.url) as client:
            tasks = [asyncio.ensure_future(client.executions.list(WORKSPACE)) for _ in range(20)]
            for one in paused:
                await occurred(one.arrived)
            for task in tasks:
                task.cancel()
            ended = await asyncio.gather(*tasks, return_exceptions=True)
            assert all(isinstance(end, asyncio.CancelledError) for end in ended)
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0):
                    await client.executions.list(WORKSPACE)
            return (await client.executions.list(WORKSPACE)).total

    assert asyncio.run(main()) == 0


def test_waiting_for_another_attempt_can_be_cancelled(blink_server: Server[Blink]) -> None:
    blink_server.wire.plan.append(Answer(503, headers={"Retry-After": "30"}))

    async def main() -> None:
        waiting = asyncio.Event()
        hooks = blink.Hooks(on_retry=lambda _: waiting.set())
        async with blink.AsyncClient(api_key=KEY, base_url=blink_server.url, hooks=hooks) as client:
            task = asyncio.ensure_future(client.executions.list(WORKSPACE))
            await waiting.wait()
            task.cancel()
            await task

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(main())
    assert len(blink_server.seen) == 1


def test_threads_may_be_the_first_to_use_a_package(tracecat_server: Server[Tracecat]) -> None:
    """In a process where nothing has been imported and no model has been built."""
    tracecat_server.world.started()
    code = f"""
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from tracecat import Client
barrier = Barrier(16)
def work(number):
    barrier.wait()
    call = client.workflow_executions.get if number % 2 else client.workflow_executions.get_compact
    execution = call("{TRACECAT_WORKSPACE}", "wf_1a2B%2Fexec_1")
    return type(execution).__name__, len(execution.events)
with Client(api_key="{TRACECAT_KEY}", base_url="{tracecat_server.url}") as client:
    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(work, range(16)))
assert found == [("WorkflowExecutionReadCompact", 1), ("WorkflowExecutionRead", 9)] * 8, found
"""
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=GENERATED, capture_output=True, text=True, timeout=600
    )
    assert (ran.returncode, ran.stderr) == (0, "")
