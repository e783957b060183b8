"""Whatever happens to a document, calls stay in every style: nobody loses one, and none comes to mean something else."""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from restamp import pipeline
from restamp.config.model import NamesKey
from restamp.emit.files import Emitted
from restamp.names.keys import is_type, operation_of
from restamp.names.pins.locked import LockedNames
from restamp.pipeline import Result, generate

from ..packages import client_of

Tree = dict[str, Any]

OPERATIONS = """
    GET /pets, POST /pets, GET /pets/{id}, PUT /pets/{id}, DELETE /pets/{id}, POST /pets/{id}/feed, GET /pets/{id}/owner,
    GET /pets/search, POST /pets/{id}:groom, GET /plans, POST /plans/{id}/run, GET /plans/{id}/steps/{step}, GET /users/me,
    GET /users/{id}, GET /users/{id}/settings, GET /teams/{team}/users/{id}/keys, POST /teams/{team}/users/{id}/keys/rotate,
    GET /ping, GET /files/{id}, PUT /files/{id}#add_link, DELETE /files, POST /files/bulk-delete, GET /v1/reports
"""
METHODS = ("get", "post", "put", "patch", "delete")
WORDS = ("list", "run", "create", "search", "feed", "me", "owner", "logs", "archive", "v2", "steps")


def document(listed: str = OPERATIONS) -> Tree:
    tree: Tree = {"openapi": "3.1.0", "info": {"title": "Zoo", "version": "1"}, "paths": {}}
    for text in listed.split(","):
        method, path = text.split()
        add(tree, method.lower(), path)
    return tree


def add(tree: Tree, method: str, path: str) -> None:
    names = re.findall(r"\{([^{}]*)\}", path.partition("#")[0])
    tree["paths"].setdefault(path, {})[method] = {
        "tags": [path.split("/")[1]],
        "operationId": f"{method}{re.sub(r'[^a-zA-Z]+', ' ', path).title().replace(' ', '')}",
        "parameters": [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
            for name in dict.fromkeys(names)
        ],
        "responses": {"204": {"description": ""}},
    }


def add_methods(tree: Tree, order: random.Random) -> None:
    for path in order.sample(sorted(tree["paths"]), 3):
        method = order.choice(METHODS)
        if method not in tree["paths"][path]:
            add(tree, method, path)


def add_children(tree: Tree, order: random.Random) -> None:
    """Paths below others, methods among them: `/plans/{id}/run/steps`."""
    for path in order.sample(sorted(tree["paths"]), 4):
        child = f"{path.partition('#')[0].partition(':')[0].rstrip('/')}/{order.choice(WORDS)}"
        for one in (child, f"{child}/{{child}}"):
            if one not in tree["paths"] and order.random() < 0.7:
                add(tree, order.choice(METHODS), one)


def add_resources(tree: Tree, order: random.Random) -> None:
    """Paths beside others, and in front of them."""
    for word in order.sample(WORDS, 3):
        add(tree, order.choice(METHODS), f"/{word}")
        add(tree, order.choice(METHODS), f"/{word}/{{id}}/{order.choice(WORDS)}")


def add_versions(tree: Tree, order: random.Random) -> None:
    for path in order.sample([p for p in sorted(tree["paths"]) if not p.startswith("/v")], 3):
        add(tree, "get", f"/v{order.choice((0, 3))}{path}")


def remove(tree: Tree, order: random.Random) -> None:
    for path in order.sample(sorted(tree["paths"]), 4):
        del tree["paths"][path]


def rename_operations(tree: Tree, order: random.Random) -> None:
    for item in tree["paths"].values():
        for operation in item.values():
            if order.random() < 0.4:
                operation["operationId"] = f"op{order.randrange(10**9)}"
            if order.random() < 0.4:
                operation["tags"] = [f"tag {order.randrange(5)}"]


CHANGES = (add_methods, add_children, add_resources, add_versions, remove, rename_operations)


@pytest.fixture(autouse=True)
def names_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is rendered: these tests ask for names."""
    monkeypatch.setattr(pipeline, "files_of", lambda *_, **__: Emitted())


@pytest.fixture(params=["operations", "resources"])
def style(request: pytest.FixtureRequest) -> NamesKey:
    key: NamesKey = request.param
    return key


def stamped(tree: Tree, folder: Path, style: NamesKey, before: Result | None = None) -> Result:
    (folder / "spec.json").write_text(json.dumps(tree))
    locked = LockedNames()
    if before is not None:
        names = {**before.names, **before.removed}
        locked = LockedNames(names, before.shapes, frozenset(before.removed), style=before.style)
    result = generate(replace(client_of(folder, "client"), names=style), locked)
    assert not result.failed, result.diagnostics
    return result


def calls(result: Result) -> dict[str, str]:
    """The call of each operation."""
    return {k: pin.partition(":")[0] for k, pin in result.names.items() if operation_of(k)}


def removed_calls(result: Result) -> set[str]:
    return {pin.partition(":")[0] for key, pin in result.removed.items() if operation_of(key)}


def above(call: str) -> Iterator[str]:
    """The resources that a call goes through."""
    parts = call.split(".")
    return (".".join(parts[:length]) for length in range(1, len(parts)))


def assert_apart(result: Result) -> None:
    """No call is that of another operation, of one that was removed, or a resource."""
    listed = [*calls(result).values()]
    assert len(listed) == len(set(listed))
    assert not set(listed) & removed_calls(result)
    resources = {resource for call in listed for resource in above(call)}
    assert not resources & (set(listed) | removed_calls(result))


@settings(max_examples=12)
@given(seed=st.integers(0, 10**6), picks=st.sets(st.sampled_from(CHANGES), min_size=1))
def test_calls_stay(style: NamesKey, tmp_path: Path, seed: int, picks: set[Any]) -> None:
    order, tree = random.Random(seed), document()
    result = stamped(tree, tmp_path, style)
    assert_apart(result)
    for change in sorted(picks, key=CHANGES.index):
        before, tree = result, copy.deepcopy(tree)
        change(tree, order)
        result = stamped(tree, tmp_path, style, before)
        now, gone = calls(result), removed_calls(result)
        for key, call in calls(before).items():
            assert now.get(key, call) == call
            assert key in now or call in gone
        assert removed_calls(before) <= gone | {*now.values()}
        assert_apart(result)
        again = stamped(tree, tmp_path, style, result)
        assert (again.names, again.removed) == (result.names, result.removed)


def test_what_returns_has_its_call_again(style: NamesKey, tmp_path: Path) -> None:
    first = stamped(document(), tmp_path, style)
    fewer = ",".join(text for text in OPERATIONS.split(",") if "pets" not in text)
    second = stamped(document(fewer), tmp_path, style, first)
    added = document(f"{fewer}, GET /pets/{{id}}/feed/now, GET /pets/{{id}}/owner/{{owner}}")
    third = stamped(added, tmp_path, style, second)
    assert_apart(third)
    both = {"paths": {**added["paths"], **document()["paths"]}}
    fourth = stamped({**added, **both}, tmp_path, style, third)
    assert calls(fourth).items() >= calls(first).items()
    assert_apart(fourth)


def test_a_parameter_is_renamed(style: NamesKey, tmp_path: Path) -> None:
    first = stamped(document(), tmp_path, style)
    renamed = stamped(document(OPERATIONS.replace("{id}", "{key}")), tmp_path, style, first)
    expected = {key.replace("{id}", "{key}"): call for key, call in calls(first).items()}
    assert calls(renamed) == expected
    assert removed_calls(renamed) == set()


def test_a_path_moves(style: NamesKey, tmp_path: Path) -> None:
    """The operationId tells that an operation is the same."""
    tree = document()
    first = stamped(tree, tmp_path, style)
    tree["paths"]["/animals/{id}"] = tree["paths"].pop("/pets/{id}")
    after = stamped(tree, tmp_path, style, first)
    for method in ("GET", "PUT", "DELETE"):
        assert calls(after)[f"{method} /animals/{{id}}"] == calls(first)[f"{method} /pets/{{id}}"]
    assert removed_calls(after) == set()


@pytest.mark.parametrize("renames_first", [True, False])
def test_a_path_moves_and_its_operation_is_renamed(
    style: NamesKey, renames_first: bool, tmp_path: Path
) -> None:
    """One version after the other: the lock has the operationId of the last document."""
    tree = document()
    first = stamped(tree, tmp_path, style)
    result, place = first, "/pets/{id}"
    for renames in (renames_first, not renames_first):
        if renames:
            for method, operation in tree["paths"][place].items():
                operation["operationId"] = f"{method}AnyAnimal"
        else:
            tree["paths"]["/animals/{id}"] = tree["paths"].pop(place)
            place = "/animals/{id}"
        result = stamped(tree, tmp_path, style, result)
    for method in ("GET", "PUT", "DELETE"):
        assert calls(result)[f"{method} /animals/{{id}}"] == calls(first)[f"{method} /pets/{{id}}"]
    assert removed_calls(result) == set()


@settings(max_examples=10)
@given(seed=st.integers(0, 10**6), steps=st.lists(st.booleans(), min_size=2, max_size=5))
def test_operations_stay_that_are_renamed_and_moved(
    style: NamesKey, tmp_path: Path, seed: int, steps: list[bool]
) -> None:
    """Each version renames some operations or moves some paths: what was a call of an operation stays one."""
    order, tree = random.Random(seed), document()
    number = 0
    for item in tree["paths"].values():
        for operation in item.values():
            operation["x-number"] = number = number + 1
    result = stamped(tree, tmp_path, style)
    first = calls_by_number(tree, result)
    for renames in steps:
        for path in order.sample(sorted(tree["paths"]), 6):
            if renames:
                for operation in tree["paths"][path].values():
                    operation["operationId"] = f"op{order.randrange(10**9)}"
            else:
                tree["paths"][f"/moved{order.randrange(10**6)}{path}"] = tree["paths"].pop(path)
        result = stamped(tree, tmp_path, style, result)
        assert calls_by_number(tree, result) == first
        assert removed_calls(result) == set()


def calls_by_number(tree: Tree, result: Result) -> dict[int, str]:
    """The calls of operations that have a number, whatever their paths are."""
    listed = calls(result)
    return {
        operation["x-number"]: listed[f"{method.upper()} {path}"]
        for path, item in tree["paths"].items()
        for method, operation in item.items()
    }


@pytest.mark.parametrize("name", ["list", "open", "class", "search-1", "GetPet"])
def test_a_path_moves_whose_operation_has_another_name(
    style: NamesKey, name: str, tmp_path: Path
) -> None:
    """Names that Python reserves, that are taken, or that the document sets."""
    tree = document("GET /pets, GET /dogs, GET /cats/search, GET /cats/{id}")
    tree["paths"]["/cats/search"]["get"]["operationId"] = "search"
    tree["paths"]["/pets"]["get"] |= {"operationId": name}
    tree["paths"]["/dogs"]["get"] |= {"operationId": f"{name}Dogs", "x-restamp-name": "fetch"}
    first = stamped(tree, tmp_path, style)
    for path in ("/pets", "/dogs"):
        tree["paths"][f"/zoo{path}"] = tree["paths"].pop(path)
    second = stamped(tree, tmp_path, style, first)
    for path in ("/pets", "/dogs"):
        assert calls(second)[f"GET /zoo{path}"] == calls(first)[f"GET {path}"]
    assert removed_calls(second) == set()


def curated(tree: Tree) -> Tree:
    """The document with operationIds that somebody chose, by which `auto` names operations."""
    tree = copy.deepcopy(tree)
    for path, item in tree["paths"].items():
        for method, operation in item.items():
            words = re.findall(r"[a-z]+", path)
            operation["operationId"] = f"{words[0]}.{'_'.join((method, *words[1:]))}"
    return tree


@pytest.mark.parametrize("is_curated_first", [False, True])
def test_auto_chooses_once(is_curated_first: bool, tmp_path: Path) -> None:
    """The style stays when the document comes to be one that is named otherwise without a lock."""
    versions = [document(), curated(document())]
    one, other = reversed(versions) if is_curated_first else versions
    first = stamped(one, tmp_path, "auto")
    assert stamped(other, tmp_path, "auto").style is not first.style
    second = stamped(other, tmp_path, "auto", first)
    assert second.style is first.style
    assert calls(second) == calls(first)
    assert second.removed == {}


@pytest.mark.parametrize("is_curated_first", [False, True])
def test_inline_types_are_named_once(is_curated_first: bool, tmp_path: Path) -> None:
    """The names of inline schemas stay with the style that they follow."""
    tree = document()
    for at, schema in (("/pets", {"properties": {"kind": {"enum": ["a", "b"]}}}), ("/plans", {})):
        answer = {"type": "object", "properties": {"page": {"type": "integer"}}, **schema}
        listed = {"application/json": {"schema": answer}}
        tree["paths"][at]["get"]["responses"] = {"200": {"description": "", "content": listed}}
    versions = [tree, curated(tree)]
    one, other = reversed(versions) if is_curated_first else versions
    first = stamped(one, tmp_path, "auto")
    second = stamped(other, tmp_path, "auto", first)
    types = {key: name for key, name in first.names.items() if is_type(key)}
    assert len(types) > 2
    assert {key: second.names.get(key) for key in types} == types
