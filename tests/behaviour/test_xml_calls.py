"""Pages of XML and waits for it, through a generated package."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import httpx2
import pytest

from restamp.pipeline import generate

from ..packages import client_of, write

SPEC = Path(__file__).parents[1] / "cases" / "xml_calls" / "spec.yaml"
ACCEPTED = ("application/xml", "text/xml")


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("xml_calls")
    result = generate(client_of(folder, "jobs_in_xml", str(SPEC)))
    assert not result.failed, result.diagnostics
    write(result.files, folder / "jobs_in_xml")
    sys.path.insert(0, str(folder))
    yield import_module("jobs_in_xml")
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.partition(".")[0] == "jobs_in_xml"]:
        del sys.modules[name]


class Server:
    """Has five jobs in XML, which are done at the second request for them."""

    def __init__(self) -> None:
        self.requests: list[httpx2.Request] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        if request.headers["accept"] == "text/csv":
            return httpx2.Response(200, text="id\n1\n", headers={"content-type": "text/csv"})
        if request.url.path == "/jobs":
            offset = int(parse_qs(request.url.query.decode()).get("offset", ["0"])[0])
            jobs = "".join(f"<jobs id='{each}'/>" for each in range(offset, min(offset + 2, 5)))
            content = f"<jobs>{jobs}</jobs>"
        else:
            state = "done" if len(self.requests) > 1 else "open"
            content = f"<job id='7'><state>{state}</state></job>"
        kind = {"content-type": "application/xml"}
        return httpx2.Response(200, content=content.encode(), headers=kind)

    @property
    def accepted(self) -> set[str]:
        return {request.headers["accept"] for request in self.requests}


@pytest.mark.parametrize("kind", ACCEPTED)
def test_pages(package: Any, kind: str) -> None:
    server = Server()
    with package.Client(
        base_url="https://x.test", transport=httpx2.MockTransport(server)
    ) as client:
        jobs = client.jobs.list.accepting(kind)
        assert [job.id for job in jobs.items(limit=2)] == [0, 1, 2, 3, 4]
        assert isinstance(jobs(limit=2), package.models.Jobs)
        assert [len(page.items) for page in jobs.pages(limit=2)][:3] == [2, 2, 1]
        assert server.accepted == {kind}
        csv = client.jobs.list.accepting("text/csv")
        assert csv() == "id\n1\n"
        assert not hasattr(csv, "items")


@pytest.mark.parametrize("kind", ACCEPTED)
def test_waits(package: Any, kind: str) -> None:
    server = Server()
    with package.Client(
        base_url="https://x.test", transport=httpx2.MockTransport(server)
    ) as client:
        job = client.jobs.get.accepting(kind).wait(7)
        assert isinstance(job, package.models.Job)
        assert (job.state, len(server.requests), server.accepted) == ("done", 2, {kind})
        assert not hasattr(client.jobs.get.accepting("text/csv"), "wait")


def test_asynchronous(package: Any) -> None:
    server = Server()

    async def main() -> None:
        transport = httpx2.MockTransport(server)
        async with package.AsyncClient(base_url="https://x.test", transport=transport) as client:
            jobs = client.jobs.list.accepting("application/xml")
            assert [job.id async for job in jobs.items(limit=2)] == [0, 1, 2, 3, 4]
            job = await client.jobs.get.accepting("application/xml").wait(7)
            assert isinstance(job, package.models.Job)
            assert server.accepted == {"application/xml"}
            assert await client.jobs.get.accepting("text/csv")(7) == "id\n1\n"

    asyncio.run(main())
