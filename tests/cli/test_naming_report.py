"""The report and `inspect` say what names the calls, why, and which rules named each."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Restamp = Callable[..., Any]

OPERATIONS = {
    "GET /v1/chats": "listChats",
    "POST /v1/chats": "createChat",
    "GET /v1/chats/{id}": "getChat",
    "DELETE /v1/chats/{id}/messages/{message}": "deleteMessage",
    "POST /v1/chats/{id}/messages:purge": "purgeMessages",
    "GET /v1/users": "",
    "GET /v1/users/{id}": "users.one",
}


def document(operations: dict[str, str] = OPERATIONS) -> str:
    paths: dict[str, Any] = {}
    for text, operation_id in operations.items():
        method, path = text.split()
        parameters = [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
            for name in ("id", "message")
            if f"{{{name}}}" in path
        ]
        operation = {"parameters": parameters, "responses": {"204": {"description": ""}}}
        if operation_id:
            operation |= {"operationId": operation_id, "tags": [path.split("/")[2]]}
        paths.setdefault(path, {})[method.lower()] = operation
    info = {"title": "Chats", "version": "1"}
    return json.dumps({"openapi": "3.1.0", "info": info, "paths": paths})


@pytest.fixture
def chats(tmp_path: Path) -> Path:
    (tmp_path / "chats.json").write_text(document())
    return tmp_path


def reported(restamp: Restamp, folder: Path, *flags: str) -> dict[str, Any]:
    spec = ["--spec", "chats.json", "--output", "out"]
    assert restamp(["generate", *spec, "--report", "r.json", *flags], folder).status == 0
    names: dict[str, Any] = json.loads((folder / "r.json").read_text())["names"]
    return names


def rules(names: dict[str, Any]) -> dict[str, list[str]]:
    return {call["call"].removeprefix("client."): call["rules"] for call in names["calls"]}


def test_rules_of_resources(restamp: Restamp, chats: Path) -> None:
    names = reported(restamp, chats, "--names", "auto")
    assert (names["style"], names["chosen_by"]) == ("resources", "auto")
    assert names["auto"] == {
        "style": "resources",
        "why": names["why"],
        "curated": 0.167,
        "clean": 1.0,
        "shared": 1.0,
    }
    assert names["why"] == (
        "100% of the paths make a call that reads well, and 100% of the operations share a resource"
    )
    assert rules(names) == {
        "chats.list": ["version", "collection"],
        "chats.create": ["version", "collection"],
        "chats.get": ["version", "one-thing"],
        "chats.messages.delete": ["version", "one-thing"],
        "chats.messages.purge": ["version", "colon"],
        "users.list": ["version", "collection"],
        "users.get": ["version", "one-thing"],
    }
    assert names["rules"].keys() == {"version", "collection", "one-thing", "colon"}
    assert all(names["rules"].values())


def test_rules_of_operations(restamp: Restamp, chats: Path) -> None:
    names = reported(restamp, chats, "--names", "operations")
    assert (names["style"], names["chosen_by"]) == ("operations", "configuration")
    assert names["auto"]["style"] == "resources"
    assert rules(names) == {
        "chats.list": ["tag", "operation-name", "short"],
        "chats.create": ["tag", "operation-name", "short"],
        "chats.get": ["tag", "operation-name", "short"],
        "chats.delete_message": ["tag", "operation-name"],
        "chats.purge_messages": ["tag", "operation-name"],
        "users.list": ["first-word", "method-and-path", "short"],
        "users.one": ["tag", "operation-name"],
    }


def test_names_of_the_document_and_of_the_lock(restamp: Restamp, chats: Path) -> None:
    own = {"x-restamp-group": "talk.rooms", "x-restamp-name": "fetch"}
    tree = json.loads(document())
    tree["paths"]["/v1/chats/{id}"]["get"] |= own
    (chats / "chats.json").write_text(json.dumps(tree))
    first = reported(restamp, chats, "--names", "resources")
    assert rules(first)["talk.rooms.fetch"] == ["document"]
    del tree["paths"]["/v1/chats/{id}"]["get"]["x-restamp-name"]
    tree["paths"]["/v1/users/{id}/keys"] = tree["paths"]["/v1/users/{id}"]
    (chats / "chats.json").write_text(json.dumps(tree))
    second = reported(restamp, chats, "--names", "resources")
    assert second["chosen_by"] == "lock"
    assert rules(second)["talk.rooms.fetch"] == ["lock"]
    assert rules(second)["chats.list"] == ["version", "collection"]


def test_the_style_in_text_and_json(restamp: Restamp, chats: Path) -> None:
    ran = restamp(["inspect", "chats.json", "--names", "auto"], chats)
    assert ran.out.splitlines()[1:3] == [
        "names: resources (auto): 100% of the paths make a call that reads well, and 100% of the operations"
        " share a resource",
        "       operationIds of a group and a verb 17%, paths that read well 100%, "
        "operations that share a resource 100%",
    ]
    assert "POST /v1/chats/{id}/messages:purge         client.chats.messages.purge()" in ran.out
    flags = ["--names", "resources", "--format", "json"]
    names = json.loads(restamp(["inspect", "chats.json", *flags], chats).out)["names"]
    assert (names["style"], names["chosen_by"]) == ("resources", "configuration")
    assert names["auto"]["shared"] == 1.0
    assert rules(names)["chats.get"] == ["version", "one-thing"]
    (chats / "empty.json").write_text(document({}))
    assert restamp(["inspect", "empty.json"], chats).status == 0


def test_reasons_are_not_looked_for_without_a_report(
    restamp: Restamp, chats: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("restamp.names.reasons.explained.explain", refuse)
    assert restamp(["generate", "--spec", "chats.json", "--output", "out"], chats).status == 0
