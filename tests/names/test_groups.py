"""Resources that the document sets itself, in both styles: plain ones, nested ones, and those of other generators."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from restamp.config.model import NamesKey
from restamp.names.keys import operation_of
from restamp.pipeline import generate

from ..packages import client_of

STYLES: tuple[NamesKey, ...] = ("operations", "resources")


def calls(folder: Path, style: NamesKey, operations: dict[str, dict[str, Any]]) -> dict[str, str]:
    """The call of each operation, by method and path."""
    paths: dict[str, Any] = {}
    for text, extensions in operations.items():
        method, path = text.split()
        paths.setdefault(path, {})[method.lower()] = {
            "tags": ["tag"],
            "parameters": [
                {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
                for _ in range(path.count("{id}"))
            ],
            "responses": {"204": {"description": ""}},
            **extensions,
        }
    tree = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": paths}
    (folder / "spec.json").write_text(json.dumps(tree))
    result = generate(replace(client_of(folder, "client"), names=style))
    assert not result.failed, result.diagnostics
    return {k: name.partition(":")[0] for k, name in result.names.items() if operation_of(k)}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    ("extensions", "chain"),
    [
        ({"x-restamp-group": "talk"}, "talk"),
        ({"x-restamp-group": "Talk Rooms"}, "talk_rooms"),
        ({"x-restamp-group": "talk.rooms"}, "talk.rooms"),
        ({"x-restamp-group": ["talk", "rooms"]}, "talk.rooms"),
        ({"x-restamp-group": "talk.userRooms.all"}, "talk.user_rooms.all"),
        ({"x-fern-sdk-group-name": "talk"}, "talk"),
        ({"x-fern-sdk-group-name": ["talk", "rooms"]}, "talk.rooms"),
        ({"x-speakeasy-group": "talk.rooms"}, "talk.rooms"),
        ({"x-restamp-group": "import.class"}, "import_.class_"),
    ],
)
def test_resources_of_the_document(
    tmp_path: Path, style: NamesKey, extensions: dict[str, Any], chain: str
) -> None:
    operations = {"GET /chats": {**extensions, "x-restamp-name": "find"}, "GET /pets": {}}
    if style == "operations":  # One name, without nesting.
        chain = chain.replace("_", ".").strip(".").replace("..", ".").replace(".", "_")
    assert calls(tmp_path, style, operations)["GET /chats"] == f"{chain}.find"


def test_a_plain_group_in_the_style_of_resources(tmp_path: Path) -> None:
    """It replaces the chain; verbs come from the paths, and clashes take words."""
    talk = {"x-restamp-group": "talk"}
    operations = {
        "GET /chats": talk,
        "POST /chats": talk,
        "GET /chats/{id}": talk,
        "POST /chats/{id}/archive": talk,
        "GET /chats/{id}/messages": {"x-restamp-group": "talk.messages"},
        "GET /chats/{id}/topics": talk,
        "GET /chats/{id}/names": talk,
        "GET /pets": {},
        "GET /pets/{id}": {},
    }
    named = calls(tmp_path, "resources", operations)
    assert named == {
        "GET /chats": "talk.list",
        "POST /chats": "talk.create",
        "GET /chats/{id}": "talk.get",
        "POST /chats/{id}/archive": "talk.archive",
        "GET /chats/{id}/messages": "talk.messages.list",
        "GET /chats/{id}/topics": "talk.list_topics",
        "GET /chats/{id}/names": "talk.list_names",
        "GET /pets": "pets.list",
        "GET /pets/{id}": "pets.get",
    }
