"""Each line with the comment must be rejected by both checkers, and no other."""

from __future__ import annotations

from feature_streams import AsyncClient, Client, models
from feature_streams.api import feeds, files


def streams(client: Client) -> None:
    client.feeds.watch(1)  # wrong: takes nothing
    client.feeds.ticks(3)  # wrong: by keyword only
    client.feeds.ticks(timeout="3")  # wrong: not an int
    client.feeds.watch.stream(1)  # wrong: takes nothing, as the call
    print(client.feeds.watch().nothing)  # wrong: no such member
    client.chat.chat.stream()  # wrong: the body is missing
    client.chat.chat.stream({"txt": "why?"})  # wrong: no such key
    client.files.get.stream()  # wrong: id is missing
    client.send_stream(files.get_file("id"))  # wrong: no stream
    client.files.get.stream("id").to_file(b"file", progress=len)  # wrong: neither fits
    for change in client.feeds.watch():
        print(change.idd)  # wrong: no such field
    with client.feeds.watch() as stream:
        first: str = next(stream)  # wrong: a Change
        print(first)
    name: models.Change = client.feeds.ticks.request()  # wrong: a request
    print(name)


async def asynchronous(client: AsyncClient) -> None:
    for _ in client.feeds.watch():  # wrong: asynchronous
        pass
    with client.feeds.watch():  # wrong: asynchronous
        pass
    await client.feeds.watch().events()  # wrong: to be iterated
    print(client.send_stream(feeds.watch).status)  # wrong: not called
