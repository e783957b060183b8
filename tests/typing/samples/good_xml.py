"""Pages and waits of XML, which have the types of JSON."""

from __future__ import annotations

from typing import assert_type, reveal_type

from feature_xml_calls import AsyncClient, Client, models


def synchronous(client: Client, media_type: str) -> None:
    jobs = client.jobs.list.accepting("application/xml")
    assert_type(jobs(limit=1), models.Jobs)
    assert_type(jobs.raw().value, models.Jobs)
    for job in jobs.items():
        reveal_type(job)  # Job
    for page in client.jobs.list.accepting("text/xml").pages(offset=1):
        reveal_type(page.value)  # Jobs
    reveal_type(client.jobs.list.accepting("text/csv")())  # Any
    reveal_type(client.jobs.list.accepting(media_type)())  # Any
    assert_type(client.jobs.list(), models.Jobs)
    one = client.jobs.get.accepting("text/xml")
    assert_type(one(1), models.Job)
    assert_type(one.wait(1), models.Job)
    reveal_type(client.jobs.get.accepting("text/csv")(1))  # Any
    assert_type(client.jobs.get.wait(1), models.Job)


async def asynchronous(client: AsyncClient) -> None:
    jobs = client.jobs.list.accepting("application/xml")
    assert_type(await jobs(), models.Jobs)
    async for job in jobs.items():
        reveal_type(job)  # Job
    reveal_type(await client.jobs.list.accepting("text/csv")())  # Any
    one = client.jobs.get.accepting("application/xml")
    assert_type(await one(1), models.Job)
    assert_type(await one.wait(1), models.Job)
    reveal_type(await client.jobs.get.accepting("text/csv")(1))  # Any
