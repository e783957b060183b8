"""What a call does: an operation that is found again by its id, and sends another request."""

from __future__ import annotations

from pathlib import Path

import pytest

from restamp.api_diff.changes.findings import Difference
from restamp.api_diff.rendering.causes import causes_of

from .small import TEXT, Json, answered
from .test_findings import difference, shown

Requests = dict[str, str]
"""Method and path, by operationId."""


def api(requests: Requests) -> Json:
    paths: Json = {}
    for name, request in requests.items():
        method, path = request.split(" ")
        parameters = [
            {"name": part[1:].partition("}")[0], "in": "path", "required": True, "schema": TEXT}
            for part in path.split("/")
            if part.startswith("{")
        ]
        paths.setdefault(path, {})[method.lower()] = {
            "operationId": name,
            "tags": ["pets"],
            "parameters": parameters,
            "responses": {"200": answered(TEXT)},
        }
    return {"openapi": "3.1.0", "info": {"title": "Pets", "version": "1"}, "paths": paths}


def compared(old: Requests, new: Requests, folder: Path) -> Difference:
    return difference(api(old), api(new), folder)


OTHER = "! request-changed client.pets.{}"
BASE = "base-path-changed Client"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({"tag": "GET /tags/{id}"}, {"tag": "DELETE /case-tags/{id}"}, ["tag"]),
        ({"tag": "GET /tags/{id}"}, {"tag": "DELETE /tags/{id}"}, ["tag"]),
        ({"tag": "PUT /tags/{id}"}, {"tag": "PATCH /tags/{id}"}, ["tag"]),
        ({"tag": "GET /tags/{id}"}, {"tag": "GET /labels/{id}"}, ["tag"]),
        ({"tag": "GET /tags/{id}"}, {"tag": "GET /tags/{id}/owner"}, ["tag"]),
        ({"tag": "GET /users/{id}/tags"}, {"tag": "GET /teams/{id}/tags"}, ["tag"]),
        (
            {"tag": "GET /users/{id}/tags", "key": "GET /users/{id}/keys"},
            {"tag": "GET /teams/{id}/tags", "key": "GET /teams/{id}/keys"},
            ["key", "tag"],
        ),
        ({"a": "GET /a", "b": "GET /b"}, {"a": "GET /b", "b": "GET /a"}, []),
        (
            {"a": "GET /v1/a", "b": "GET /v1/b", "c": "GET /v1/c"},
            {"a": "GET /v2/a", "b": "GET /v1/b", "c": "GET /v1/c"},
            ["a"],
        ),
        (
            {"a": "GET /v1/a", "b": "GET /v1/b", "c": "GET /v1/c"},
            {"a": "GET /v2/a", "b": "GET /v2/b", "c": "GET /v1/c"},
            ["a", "b"],
        ),
    ],
)
def test_another_request(old: Requests, new: Requests, expected: list[str], tmp_path: Path) -> None:
    findings = compared(old, new, tmp_path)
    assert shown(findings) == [OTHER.format(name) for name in expected]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"tag": "GET /api/v1/tags/{id}"}, {"tag": "GET /api/v2/tags/{id}"}),
        ({"tag": "GET /2024-01-01/tags/{id}"}, {"tag": "GET /2025-06-30/tags/{id}"}),
        ({"tag": "GET /tags/{id}"}, {"tag": "GET /v1/tags/{id}"}),
        (
            {"a": "GET /v1/a", "b": "GET /v1/b", "health": "GET /health"},
            {"a": "GET /v2/a", "b": "GET /v2/b", "health": "GET /health"},
        ),
        ({"a": "GET /a", "b": "GET /b"}, {"a": "GET /rest/a", "b": "GET /rest/b"}),
        ({"a": "GET /old/api/a", "b": "GET /old/api/b"}, {"a": "GET /api/a", "b": "GET /api/b"}),
    ],
)
def test_all_move_together(old: Requests, new: Requests, tmp_path: Path) -> None:
    assert shown(compared(old, new, tmp_path)) == [BASE]


def test_one_does_something_else_as_all_move(tmp_path: Path) -> None:
    old = {"a": "GET /v1/a", "b": "GET /v1/b", "c": "GET /v1/c"}
    new = {"a": "GET /v2/a", "b": "GET /v2/b", "c": "DELETE /v2/c"}
    assert shown(compared(old, new, tmp_path)) == [OTHER.format("c"), BASE]


@pytest.mark.parametrize("path", ["/tags/{key}", "/tags/{id}/"])
def test_the_same_path(path: str, tmp_path: Path) -> None:
    findings = compared({"tag": "GET /tags/{id}"}, {"tag": f"GET {path}"}, tmp_path)
    assert not any(finding.kind in ("request-changed", BASE) for finding in findings.findings)


def test_it_comes_first(tmp_path: Path) -> None:
    old = {"a": "GET /a", "z": "GET /z"}
    findings = compared(old, {"z": "POST /z"}, tmp_path)
    assert [finding.kind for finding in findings.findings] == [
        "request-changed",
        "operation-removed",
    ]
    assert (findings.findings[0].before, findings.findings[0].after) == ("GET /z", "POST /z")


def named(names: dict[str, str]) -> Json:
    """Operations by request, each with resource and method: `{"GET /pets": "pets.list"}`."""
    requests = {f"{number}": request for number, request in enumerate(names)}
    document = api(requests)
    for number, call in enumerate(names.values()):
        method, path = requests[str(number)].split(" ")
        group, _, name = call.rpartition(".")
        own = {
            "x-restamp-group": group,
            "x-restamp-name": name,
            "operationId": f"operation{number}",
        }
        document["paths"][path][method.lower()] |= own
    return document


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            {"GET /users/{id}": "users.get_user"},
            {"GET /users/{id}": "users.get"},
            ["! operation-renamed client.users.get_user"],
        ),
        (
            {"GET /users/{id}": "users.get_user"},
            {"GET /users/{user_id}": "people.get"},
            [
                "! operation-renamed client.users.get_user",
                "! argument-renamed client.people.get(id)",
            ],
        ),
        (
            {"GET /users/{id}/": "users.get_user"},
            {"GET /users/{id}": "users.get"},
            ["! operation-renamed client.users.get_user"],
        ),
        (
            {"GET /v1/users/{id}": "users.get_user", "GET /v1/pets": "pets.all"},
            {"GET /v2/users/{id}": "users.get", "GET /v2/pets": "pets.all"},
            ["! operation-renamed client.users.get_user", BASE],
        ),
        (
            {"GET /users": "users.get", "GET /users/{id}": "users.get_one"},
            {"GET /users": "users.list", "GET /users/{id}": "users.get"},
            [
                "! operation-renamed client.users.get",
                "! operation-renamed client.users.get_one",
                "! request-changed client.users.get",
            ],
        ),
        (
            {"GET /users": "users.all", "GET /pets": "users.pets"},
            {"GET /users": "users.pets", "GET /pets": "users.all"},
            [
                "! operation-renamed client.users.all",
                "! operation-renamed client.users.pets",
                "! request-changed client.users.all",
                "! request-changed client.users.pets",
            ],
        ),
        (
            {"GET /v1/users": "users.all"},
            {"GET /v1/users": "users.old", "GET /v2/users": "users.all"},
            ["! operation-renamed client.users.all", "! request-changed client.users.all"],
        ),
        (
            {"GET /users": "users.all", "GET /pets": "pets.all"},
            {"GET /pets": "users.all"},
            ["! operation-renamed client.pets.all", "! request-changed client.users.all"],
        ),
        (
            {"GET /a/{x}/b": "pets.x", "GET /a/{y}/b": "pets.y"},
            {"GET /a/{x}/b": "pets.first", "GET /a/{y}/b": "pets.second"},
            ["! operation-renamed client.pets.x", "! operation-renamed client.pets.y"],
        ),
        (
            {"GET /users": "users.all"},
            {"DELETE /users": "users.drop"},
            ["! operation-removed client.users.all", "operation-added client.users.drop"],
        ),
    ],
)
def test_a_call_of_another_name(
    old: dict[str, str], new: dict[str, str], expected: list[str], tmp_path: Path
) -> None:
    findings = difference(named(old), named(new), tmp_path, pinned=False)
    assert shown(findings) == sorted(expected)
    renamed = [f for f in findings.findings if f.kind == "operation-renamed"]
    assert all(f.old is not None and f.new is not None for f in renamed)


def test_what_else_changes_about_a_renamed_call(tmp_path: Path) -> None:
    old, new = named({"GET /users": "users.all"}), named({"GET /users": "users.list"})
    size = {"name": "size", "in": "query", "required": True, "schema": TEXT}
    new["paths"]["/users"]["get"]["parameters"].append(size)
    assert shown(difference(old, new, tmp_path, pinned=False)) == [
        "! argument-added client.users.list(size)",
        "! operation-renamed client.users.all",
    ]


def test_the_request_of_a_renamed_call_is_written_once(tmp_path: Path) -> None:
    old, new = named({"GET /users": "users.all"}), named({"GET /users": "users.list"})
    (cause,) = causes_of(difference(old, new, tmp_path, pinned=False))
    brief = "".join(span.text for span in cause.brief(80))
    assert brief == "client.users.all renamed to client.users.list: GET /users"
