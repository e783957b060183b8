"""Files and choices: each line with the comment must be rejected by both checkers, and no other."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from feature_multipart_files import Client, File, models
from feature_reserved_characters import Client as ReservedClient
from feature_several_bodies import Client as NotesClient


def contents(client: Client, texts: Iterator[str], later: AsyncIterator[str]) -> None:
    put = client.photos.put_raw
    put("text")  # wrong: text is not bytes
    put(None)  # wrong: required
    put(io.StringIO())  # wrong: a file of text
    put(texts)  # wrong: an iterator of text
    put(later)  # wrong: the same, asynchronous
    put(1)  # wrong: a number
    with open("a", encoding="utf-8") as file:
        put(file)  # wrong: open as text
    put(("a.png", 1))  # wrong: a tuple without content
    put(("a.png", b"", 1))  # wrong: a media type that is a number
    File("a")  # wrong: text is not a path
    File(b"", progress=lambda sent: None)  # wrong: the total is missing


def forms(client: Client) -> None:
    client.photos.add({"more": []})  # wrong: the photo is missing
    client.photos.add({"photo": "a"})  # wrong: text is not a file
    models.AddPhotoBody(photo=1)  # wrong: nor is a number
    client.photos.add_place({"content": Path("a")})  # wrong: also an answer, so bytes


def choices(client: NotesClient) -> None:
    client.notes.add({"text": ""}, body_content_type="text/plain")  # wrong: no such choice
    client.notes.add(1)  # wrong: none of the bodies
    client.notes.patch({}, content_type="text/json")  # wrong: as application/json


def parameters(client: ReservedClient) -> None:
    client.files.find("a", debug="yes")  # wrong: neither a boolean nor empty
