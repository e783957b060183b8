"""An operation asked for another representation of its answer."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx2
import pytest
from restamp_runtime.api import Api
from restamp_runtime.calls import AsyncResource, Resource, async_call, call
from restamp_runtime.clients import AsyncClient, SyncClient
from restamp_runtime.model import Model
from restamp_runtime.request import Request

API = Api(name="x", base_url="https://api.example.com")
BODIES = {
    "application/json": b'{"total": 5}',
    "text/csv": b"total\n5\n",
    "application/pdf": b"%PDF",
    "application/vnd.report.v2+json": b'{"totals": [5]}',
}


class Report(Model):
    total: int


def get_report(id: str) -> Request[Report]:
    """A report."""
    return Request("GET", "/reports/{id}", Report, path={"id": id})


class Reports(Resource):
    get = call(get_report)


class AsyncReports(AsyncResource):
    get = async_call(get_report)


def respond(request: httpx2.Request) -> httpx2.Response:
    kind = request.headers["accept"]
    return httpx2.Response(200, content=BODIES[kind], headers={"content-type": kind})


@pytest.mark.parametrize(
    ("media_type", "value"),
    [
        ("text/csv", "total\n5\n"),
        ("application/pdf", b"%PDF"),
        ("application/json", {"total": 5}),
        ("application/vnd.report.v2+json", {"totals": [5]}),
    ],
)
def test_the_value_follows_the_media_type_of_the_response(media_type: str, value: Any) -> None:
    with SyncClient(API, transport=httpx2.MockTransport(respond)) as client:
        get = Reports(client).get
        other = get.accepting(media_type)
        assert other("a") == value and other.raw("a").content == BODIES[media_type]
        assert get("a") == Report(total=5), "the operation itself stays as it is"
        assert other.request("a").accept == media_type and "A report." in other.__doc__

    async def main() -> None:
        async with AsyncClient(API, transport=httpx2.MockTransport(respond)) as client:
            assert await AsyncReports(client).get.accepting(media_type)("a") == value

    asyncio.run(main())
