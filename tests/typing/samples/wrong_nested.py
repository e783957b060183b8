"""Each line with the comment must be rejected by both checkers, and no other."""

from __future__ import annotations

from feature_nested_resources import AsyncClient, Client, models
from feature_nested_resources.api import status
from feature_nested_resources.testing import Fake


def nested(client: Client) -> None:
    client.chat.completions.create()  # wrong: the body is missing
    client.chat.completions.create({"model": 1})  # wrong: not a string
    client.chat.completions.get.raw(1)  # wrong: not a string
    client.chat.create({"model": "m"})  # wrong: of the completions
    client.completions.list()  # wrong: of the chat
    client.ping(1)  # wrong: takes nothing
    client.ping.raw(up=True)  # wrong: takes nothing
    client.status()  # wrong: deprecated
    client.status.raw()  # wrong: deprecated
    client.send(status())  # wrong: deprecated
    up: str = client.ping()  # wrong: a model
    print(up)


async def asynchronous(client: AsyncClient) -> None:
    done: models.PingResponse = client.ping()  # wrong: not awaited
    print(done)
    await client.status()  # wrong: deprecated
    await client.chat.completions.get()  # wrong: id is missing


def fakes(fake: Fake) -> None:
    fake.chat.completions.create.returns("made")  # wrong: not a completion
    fake.ping.returns(models.Completion(id="made"))  # wrong: another model
    fake.files.content.put.returns(b"")  # wrong: no such operation
