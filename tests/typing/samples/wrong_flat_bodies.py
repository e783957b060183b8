"""Bodies whose fields are arguments: each line with the comment must be rejected by both checkers, and no other."""

from __future__ import annotations

from feature_flat_bodies import UNSET, AsyncClient, Client, models
from feature_flat_bodies.api import messages


def calls(client: Client) -> None:
    create = client.messages.create
    create("c", text="a")  # wrong: class_ is missing
    create("c", text=1, class_="b")  # wrong: not a string
    create("c", text="a", class_="b", stauts="new")  # wrong: misspelt
    create("c", "a", class_="b")  # wrong: by keyword only
    create("c", text="a", class_="b", reply_to={"text": 1})  # wrong: not a string, within
    create("c", text="a", class_="b", reply_to={"txt": "r"})  # wrong: misspelt, within
    create("c", text="a", class_="b", body_status="old")  # wrong: not of the enumeration
    create("c", text=None, class_="b")  # wrong: not nullable
    create("c", text="a", class_="b", id="d")  # wrong: twice
    create("c", {"text": "a", "class": "b"})  # wrong: not a body
    create("c", body={"text": "a", "class": "b"})  # wrong: no such argument
    create("c", text="a", class_="b", kind="message")  # wrong: sent by itself
    create("c", text="a", class_="b", from_=UNSET)  # wrong: None leaves it out
    create("c", text="a", class_="b", extra_fields={})  # wrong: no undeclared fields


def spellings(client: Client) -> None:
    client.messages.create.raw("c", text="a")  # wrong: class_ is missing
    client.messages.create.request("c", text=1, class_="b")  # wrong: not a string
    client.messages.create.stream("c", text="a", clas="b")  # wrong: misspelt
    client.messages.create.accepting("text/plain")("c", text="a")  # wrong: class_ is missing
    client.messages.search.items()  # wrong: words is missing
    client.messages.search.pages(words="w", limit="3")  # wrong: not a number
    client.messages.export_all.wait(txt="t")  # wrong: misspelt
    client.messages.check.stream("t")  # wrong: by keyword only
    messages.create_message("c", text="a")  # wrong: class_ is missing


def others(client: Client) -> None:
    client.messages.change("c", title=3)  # wrong: not a string
    client.drafts.create(titel="t")  # wrong: misspelt
    client.files.create(file="path", purpose="batch")  # wrong: not a file
    client.files.create(file=b"", purpose="other")  # wrong: not of the enumeration
    client.files.create(purpose="batch")  # wrong: the file is missing
    client.settings.update(extra_fields={"size": "3"})  # wrong: not a number
    client.settings.update({"theme": "dark"})  # wrong: not a body
    client.settings.update(content_type="text/plain")  # wrong: no such media type


async def asynchronous(client: AsyncClient, message: models.NewMessage) -> None:
    await client.messages.create("c", text="a")  # wrong: class_ is missing
    await client.messages.create.raw("c", message)  # wrong: not a body
    client.messages.search.items(word="w")  # wrong: misspelt
