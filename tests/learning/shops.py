"""A document in three versions of OpenAPI, and recordings of a server that follows it, or lies in planted places."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Tree = dict[str, Any]

ITEM: Tree = {
    "type": "object",
    "required": ["id", "size", "owner", "state"],
    "properties": {
        "id": {"type": "string"},
        "size": {"type": "integer"},
        "rate": {"type": "number"},
        "made": {"type": "string", "format": "date-time"},
        "state": {"type": "string", "enum": ["new", "sold"]},
        "owner": {"$ref": "#/components/schemas/Owner"},
        "tags": {"type": "array", "items": {"type": "string"}},
        "prices": {"type": "object", "additionalProperties": {"type": "number"}},
    },
}
OWNER: Tree = {
    "type": "object",
    "required": ["name"],
    "properties": {"name": {"type": "string"}, "level": {"type": "integer"}},
}


def document(version: str) -> Tree:
    """The document in one version: `2.0`, `3.0.3` or `3.1.0`."""
    list_schema: Tree = {
        "type": "object",
        "required": ["items"],
        "properties": {"items": {"type": "array", "items": {"$ref": "#/components/schemas/Item"}}},
    }
    item_schema: Tree = {"$ref": "#/components/schemas/Item"}
    query: Tree = {"name": "limit", "in": "query"}
    path: Tree = {"name": "id", "in": "path", "required": True}
    schemas = copy.deepcopy({"Item": ITEM, "Owner": OWNER})
    head: Tree = {"info": {"title": "Shop", "version": "1"}}
    if version == "2.0":
        head = {"swagger": "2.0", **head, "basePath": "/v1", "produces": ["application/json"]}
        query, path = {**query, "type": "integer"}, {**path, "type": "string"}
        responses = [{"description": "", "schema": each} for each in (list_schema, item_schema)]
        responses[1]["headers"] = {"X-Left": {"type": "integer"}}
        head["definitions"] = schemas
    else:
        head = {"openapi": version, **head, "servers": [{"url": "https://shop.example/v1"}]}
        query, path = ({**each, "schema": {"type": "string"}} for each in (query, path))
        responses = [
            {"description": "", "content": {"application/json": {"schema": each}}}
            for each in (list_schema, item_schema)
        ]
        responses[1]["headers"] = {"X-Left": {"schema": {"type": "integer"}}}
        head["components"] = {"schemas": schemas}
    tree = {
        **head,
        "paths": {
            "/items": {"get": {"parameters": [query], "responses": {"200": responses[0]}}},
            "/items/{id}": {"get": {"parameters": [path], "responses": {"200": responses[1]}}},
        },
    }
    if version == "2.0":
        return json.loads(json.dumps(tree).replace("#/components/schemas/", "#/definitions/"))
    return tree


def item() -> Tree:
    """An item as the document describes it."""
    return {
        "id": "a",
        "size": 3,
        "rate": 0.5,
        "made": "2026-01-02T03:04:05Z",
        "state": "new",
        "owner": {"name": "Ann", "level": 2},
        "tags": ["x", "y"],
        "prices": {"eur": 1.5},
    }


@dataclass(frozen=True, slots=True)
class Reply:
    """A response of the server."""

    path: str
    body: Any
    status: int = 200
    media_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=lambda: {"X-Left": "3"})
    query: Mapping[str, str] = field(default_factory=dict[str, str])


def honest() -> list[Reply]:
    """Responses that the document describes."""
    return [Reply("/v1/items", {"items": [item(), item()]}), Reply("/v1/items/a", item())]


@dataclass(frozen=True, slots=True)
class Lie:
    """A way to differ from the document, and the finding that it leads to."""

    tell: Callable[[], Reply]
    difference: str
    at: str
    """In OpenAPI 3; in Swagger 2.0 schemas are under `#/definitions`."""
    name: str = ""

    def key(self, version: str) -> tuple[str, str, str]:
        """The finding in a version of the document."""
        at = (
            self.at.replace("#/components/schemas", "#/definitions")
            if version == "2.0"
            else self.at
        )
        return self.difference, at, self.name


def _changed(path: Sequence[str | int], value: Any) -> Reply:
    body = item()
    inner: Any = body
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return Reply("/v1/items/a", body)


def _without(name: str) -> Reply:
    body = item()
    del body[name]
    return Reply("/v1/items", {"items": [item(), body]})


_ITEM = "#/components/schemas/Item"
_GET = "#/paths/~1items~1{id}/get"
LIES: Mapping[str, Lie] = {
    "null id": Lie(lambda: _changed(["id"], None), "null", f"{_ITEM}/properties/id"),
    "null owner": Lie(lambda: _changed(["owner"], None), "null", f"{_ITEM}/properties/owner"),
    "null state": Lie(lambda: _changed(["state"], None), "null", f"{_ITEM}/properties/state"),
    "null tag": Lie(lambda: _changed(["tags", 1], None), "null", f"{_ITEM}/properties/tags/items"),
    "null price": Lie(
        lambda: _changed(["prices", "usd"], None),
        "null",
        f"{_ITEM}/properties/prices/additionalProperties",
    ),
    "no size": Lie(lambda: _without("size"), "missing", _ITEM, "size"),
    "no owner": Lie(lambda: _without("owner"), "missing", _ITEM, "owner"),
    "text size": Lie(lambda: _changed(["size"], "3"), "type", f"{_ITEM}/properties/size"),
    "fraction": Lie(
        lambda: _changed(["owner", "level"], 1.5),
        "type",
        "#/components/schemas/Owner/properties/level",
    ),
    "object tag": Lie(lambda: _changed(["tags", 0], {}), "type", f"{_ITEM}/properties/tags/items"),
    "odd date": Lie(lambda: _changed(["made"], "today"), "type", f"{_ITEM}/properties/made"),
    "new state": Lie(lambda: _changed(["state"], "lost"), "enum", f"{_ITEM}/properties/state"),
    "status": Lie(lambda: Reply("/v1/items/a", {"why": "x"}, 404), "status", _GET, "404"),
    "media type": Lie(
        lambda: Reply("/v1/items/a", "hello", media_type="text/plain"),
        "media_type",
        f"{_GET}/responses/200",
        "text/plain",
    ),
    "header": Lie(
        lambda: Reply("/v1/items/a", item(), headers={"X-Left": "many"}),
        "header",
        f"{_GET}/responses/200",
        "X-Left",
    ),
    "query": Lie(
        lambda: Reply("/v1/items", {"items": []}, query={"sort": "size"}),
        "query",
        "#/paths/~1items/get",
        "sort",
    ),
}


def recording(replies: Sequence[Reply]) -> str:
    """The replies in the HTTP Archive format."""
    return json.dumps({"log": {"version": "1.2", "entries": [_entry(each) for each in replies]}})


def _entry(reply: Reply) -> Tree:
    text = reply.body if reply.media_type == "text/plain" else json.dumps(reply.body)
    headers = {**reply.headers, "Content-Type": reply.media_type}
    return {
        "startedDateTime": "2026-11-30T08:00:00.000+01:00",
        "request": {
            "method": "GET",
            "url": f"https://shop.example{reply.path}",
            "queryString": [{"name": name, "value": v} for name, v in reply.query.items()],
        },
        "response": {
            "status": reply.status,
            "headers": [{"name": name, "value": v} for name, v in headers.items()],
            "content": {"mimeType": reply.media_type, "text": text},
        },
    }
