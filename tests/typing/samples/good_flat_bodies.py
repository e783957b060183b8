"""Bodies whose fields are arguments: calls that both checkers must take, and what they must infer."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import assert_type, reveal_type

from feature_flat_bodies import UNSET, AsyncClient, Client, Request, Response, Unset, models
from feature_flat_bodies.api import messages
from feature_flat_bodies.testing import Fake


def calls(client: Client, at: datetime, text: models.Text, stop: str | Unset | None) -> None:
    create = client.messages.create
    assert_type(create("c", text="a", class_="b"), models.Message)
    create(id="c", text="a", class_="b", status="q", body_status="new", self="s")
    create("c", text="a", class_="b", body_status=models.NewMessageStatus.SEEN)
    create("c", text="a", class_="b", price=Decimal(1), sent_at=at, metadata={"k": "v"})
    create("c", text="a", class_="b", price=1.5, sent_at="later", from_=None)
    create("c", text="a", class_="b", reply_to=text)
    create("c", text="a", class_="b", reply_to={"text": "r"})
    create("c", text="a", class_="b", stop=None, anything=None)
    create("c", text="a", class_="b", stop=stop, anything=[1])
    create("c", text="a", class_="b", stop=UNSET)
    assert_type(create.raw("c", text="a", class_="b"), Response[models.Message])
    assert_type(create.request("c", text="a", class_="b"), Request[models.Message])
    assert_type(messages.create_message("c", text="a", class_="b"), Request[models.Message])
    reveal_type(create.accepting("text/plain")("c", text="a", class_="b"))  # Any
    with create.stream("c", text="a", class_="b") as download:
        reveal_type(download.read())  # bytes


def others(client: Client, path: Path) -> None:
    client.messages.change("c")
    client.messages.change("c", title=None, size=3)
    client.drafts.create()
    client.drafts.create(title="t", parent=None)
    client.files.create(file=b"", purpose="batch")
    client.files.create(file=path, purpose=models.BodyPurpose.BATCH)
    client.settings.update(theme="dark", extra_fields={"size": 3})
    client.settings.update(content_type="application/x-www-form-urlencoded")
    client.settings.replace_tags(["a"])
    for message in client.messages.search.items(words="w", limit=3):
        reveal_type(message)  # Message
    for page in client.messages.search.pages(words="w", cursor=None):
        reveal_type(page.items)  # list[Message]
    reveal_type(client.messages.export_all.wait(format="csv"))  # Check
    with client.messages.check.stream(text="t") as stream:
        for check in stream:
            reveal_type(check)  # Check


async def asynchronous(client: AsyncClient) -> None:
    create = client.messages.create
    assert_type(await create("c", text="a", class_="b"), models.Message)
    assert_type(await create.raw("c", text="a", class_="b"), Response[models.Message])
    async for message in client.messages.search.items(words="w"):
        reveal_type(message)  # Message


def narrowed(stop: str | Unset | None) -> str | None:
    if stop is UNSET:
        return None
    reveal_type(stop)  # str | None
    return stop


def faked(fake: Fake) -> None:
    fake.messages.create.returns(models.Message(id="m"))
