"""Words that are hard to name after: members of the runtime, keywords, numbers, singulars in s, letters of other languages."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest

from restamp.config.model import ClientConfig, NamesKey
from restamp.diagnostics.model import Diagnostics
from restamp.pipeline import analyze

CALLS = [
    # Names that bound calls have themselves.
    ("POST /things/{id}/request", "things", "request", "things.request", "things.request"),
    ("POST /things/{id}/wait", "things", "wait", "things.wait", "things.wait"),
    ("GET /things/{id}/items", "things", "items", "things.items", "things.items.list"),
    ("GET /things/{id}/raw", "things", "raw", "things.raw", "things.raw.get"),
    # Built-in names and keywords.
    ("POST /x/{id}/list", "x", "list", "x.list", "x.list"),
    ("POST /x/{id}/type", "x", "type", "x.type", "x.type"),
    ("POST /x/{id}/import", "x", "import", "x.import_", "x.import_"),
    ("POST /x/{id}/return", "x", "return", "x.return_", "x.return_"),
    ("GET /class/{id}", "class", "getClass", "class_.get", "class_.get"),
    # Numbers.
    ("GET /users-28-day", "reports", "users28Day", "reports.users28_day", "users_28_day.get"),
    # Singulars in s, and irregular plurals.
    ("GET /addresses/{id}", "addresses", "getAddress", "addresses.get", "addresses.get"),
    ("GET /aliases/{id}", "aliases", "getAlias", "aliases.get", "aliases.get"),
    ("GET /people/{id}", "people", "getPerson", "people.get", "people.get"),
    ("GET /people", "people", "listPeople", "people.list", "people.list"),
    ("GET /sms/{id}", "sms", "getSms", "sms.get", "sms.get"),
    # Letters of other languages; Python reads ligatures as letters.
    ("GET /größen/{id}", "Größen", "größenLesen", "größen.lesen", "größen.get"),
    ("GET /ﬁles/{id}", "ﬁles", "getFile", "files.get", "files.get"),
    # Nested where the path is.
    ("GET /calendars/{id}/events", "events", "listEvents", "events.list", "calendars.events.list"),
    ("GET /calendars/{id}", "calendars", "getCalendar", "calendars.get", "calendars.get"),
]  # fmt: skip


def document() -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for key, tag, id_, *_ in CALLS:
        method, path = key.split()
        operation: dict[str, Any] = {"operationId": id_, "tags": [tag]}
        if "{" in path:
            schema = {"type": "string"}
            operation["parameters"] = [
                {"name": "id", "in": "path", "required": True, "schema": schema}
            ]
        operation["responses"] = {"204": {"description": ""}}
        paths.setdefault(path, {})[method.lower()] = operation
    return {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": paths}


@pytest.mark.parametrize(("style", "column"), [("operations", 3), ("resources", 4)])
def test_calls(style: NamesKey, column: int, tmp_path: Path) -> None:
    spec = tmp_path / "spec.json"
    spec.write_text(json.dumps(document()))
    config = ClientConfig("c", spec, spec.name, (), tmp_path / "c", tmp_path, names=style)
    analysis = analyze(config, Diagnostics())
    assert analysis is not None
    names = {o.id: analysis.subject.names.call(o.id) for o in analysis.subject.api.operations}
    calls = {f"{o.method} {o.path}": names[o.id] for o in analysis.subject.api.operations}
    assert calls == {call[0]: call[column] for call in CALLS}


def test_each_can_be_called(client: Callable[..., Any]) -> None:
    seen: list[str] = []

    def respond(request: httpx2.Request) -> httpx2.Response:
        seen.append(request.url.path)
        return httpx2.Response(204)

    api = client(json.dumps(document()), respond)
    # Either style: a call of the one is an attribute of the package, or that of the other is.
    for key, *_, by_operation, by_path in CALLS:
        bound: Any = None
        for name in (by_path, by_operation):
            bound = api
            for attribute in name.split("."):
                bound = getattr(bound, attribute, None)
            if callable(bound):
                break
        (bound.raw if "raw" in dir(bound) else bound)(*(["1"] if "{" in key else []))
    assert len(seen) == len(CALLS)


@pytest.mark.parametrize("word", ["basic", "mapping", "final"])
def test_a_resource_called_like_what_the_client_imports(
    package: Callable[..., Any], word: str
) -> None:
    seen: list[httpx2.Request] = []

    def respond(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(204)

    operation = {"operationId": "list", "tags": [word], "responses": {"204": {"description": ""}}}
    spec = {
        "openapi": "3.0.3",
        "info": {"title": "T", "version": "1"},
        "servers": [{"url": "https://t.example"}],
        "security": [{"login": []}],
        "components": {"securitySchemes": {"login": {"type": "http", "scheme": "basic"}}},
        "paths": {f"/{word}": {"get": operation}},
    }
    module = package(json.dumps(spec))
    transport = httpx2.MockTransport(respond)
    with module.Client(username="ann", password="b", transport=transport) as client:
        getattr(client, word).list()
    assert [request.headers["Authorization"] for request in seen] == ["Basic YW5uOmI="]


def test_a_resource_called_self(tmp_path: Path) -> None:
    """Its module would hide the argument of the methods beside it."""
    operation = {"responses": {"204": {"description": ""}}}
    paths = ("/users", "/users/{id}", "/users/self/likes", "/users/self/media/recent")
    spec = tmp_path / "spec.json"
    tree = {
        "openapi": "3.0.3",
        "info": {"title": "T", "version": "1"},
        "paths": {path: {"get": operation} for path in paths},
    }
    spec.write_text(json.dumps(tree))
    config = ClientConfig("c", spec, spec.name, (), tmp_path / "c", tmp_path, names="resources")
    analysis = analyze(config, Diagnostics())
    assert analysis is not None
    calls = [analysis.subject.names.call(o.id) for o in analysis.subject.api.operations]
    assert any("self" in call for call in calls)
    assert not [call for call in calls if "self" in call.split(".")[:-1]]
