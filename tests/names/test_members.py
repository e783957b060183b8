"""Members of unions, tuples and `allOf`s come, go and change places; what stays keeps its names.

`python -m tests.names.test_members [EXAMPLES]` tries random documents at length.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from restamp import pipeline
from restamp.emit.files import Emitted
from restamp.ir.declarations import EnumDecl, ObjectDecl
from restamp.names.pins.locked import LockedNames
from restamp.pipeline import Result, generate

from ..packages import client_of

Tree = dict[str, Any]
Stamp = Callable[..., Result]

STEPS = 3
KINDS = ("tagged", "titled", "required", "optional", "listed", "enum", "based", "twin-title")


def document(schemas: Tree) -> Tree:
    """A document in which one operation sends and receives these schemas."""
    whole = {"type": "object", "properties": {n: {"$ref": ref(n)} for n in schemas}}
    content = {"application/json": {"schema": {"$ref": ref("Whole")}}}
    operation = {
        "operationId": "swap",
        "tags": ["t"],
        "requestBody": {"content": content},
        "responses": {"200": {"description": "ok", "content": content}},
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Acme", "version": "1"},
        "paths": {"/t": {"post": operation}},
        "components": {"schemas": {**schemas, "Whole": whole}},
    }


def ref(name: str) -> str:
    return f"#/components/schemas/{name}"


def member(number: int, kind: str) -> Tree:
    """A schema that a field or a value with its number tells from all others, with a part of its own."""
    own = f"own{number}"
    part = {"type": "object", "properties": {f"part{number}": {"type": "string"}}}
    properties: Tree = {own: {"type": "string"}, "part": part}
    schema: Tree = {"type": "object", "properties": properties}
    match kind:
        case "tagged":
            schema["required"] = ["type"]
            properties["type"] = {"type": "string", "enum": [f"kind{number}"]}
        case "titled":
            schema["title"] = f"Title {number}"
        case "twin-title":
            schema["title"] = "Same Title"
        case "required":
            schema["required"] = [own]
        case "listed":
            return {"type": "array", "items": schema}
        case "enum":
            return {"type": "string", "enum": [own, "same"]}
        case "based":
            return {"allOf": [{"$ref": ref("Base")}, schema]}
        case _:
            pass
    return schema


def contents(result: Result) -> dict[str, str]:
    """By the content of each class: its name."""
    assert result.analysis is not None
    subject, listed = result.analysis.subject, dict[str, str]()
    for declaration in subject.api.declarations:
        match declaration:
            case ObjectDecl(fields=fields):
                marks = [f.wire_name for f in fields if f.wire_name.startswith(("own", "part"))]
            case EnumDecl(members=members):
                marks = [str(m.value) for m in members if str(m.value).startswith("own")]
            case _:
                continue
        sent = "?request" if declaration.id.endswith("?request") else ""
        for mark in sorted(marks, key=lambda mark: mark == "part")[:1]:
            if mark != "part":
                listed[mark + sent] = subject.names.types[declaration.id]
    return listed


def assert_names_stay(before: Result, after: Result) -> None:
    old, new = contents(before), contents(after)
    assert {k: new[k] for k in old.keys() & new.keys()} == {
        k: old[k] for k in old.keys() & new.keys()
    }
    meant = {name: content for content, name in old.items()}
    for content, name in new.items():
        assert meant.get(name, content) == content, f"{name} was {meant[name]}, is {content}"
    assert not after.names.keys() & after.removed.keys()
    taken = {name for key, name in after.names.items() if "#" in key and "?" not in key}
    assert not taken & set(after.removed.values())


def schemas_of(holders: dict[str, list[tuple[int, str]]]) -> Tree:
    parts = {key: [member(*one) for one in listed] for key, listed in holders.items()}
    return {
        "Base": {"type": "object", "properties": {"common": {"type": "string"}}},
        "Union": {"oneOf": parts["union"]},
        "Holder": {
            "type": "object",
            "properties": {
                "either": {"anyOf": parts["property"]},
                "row": {"type": "array", "prefixItems": parts["tuple"]},
                "rows": {"type": "array", "items": {"oneOf": parts["items"]}},
                "merged": {"type": "object", "oneOf": parts["merged"], "properties": {"id": {}}},
            },
        },
        "All": {
            "allOf": [
                {"type": "object", "properties": {f"p{part[0]}": member(*part)}}
                for part in holders["all"]
            ]
        },
        "Deep": {"oneOf": [{"oneOf": parts["deep"]}, {"type": "integer"}]},
    }


HOLDERS = ("union", "property", "tuple", "items", "merged", "all", "deep")


def changed(
    holders: dict[str, list[tuple[int, str]]], order: random.Random, fresh: list[int]
) -> dict[str, list[tuple[int, str]]]:
    """The lists after random removals, insertions and changes of places."""
    values: dict[str, list[tuple[int, str]]] = {}
    for holder, listed in holders.items():
        remaining = [one for one in listed if order.random() < 0.7]
        remaining = remaining if len(remaining) > 1 else listed[:2]
        for _ in range(order.randrange(3)):
            fresh[0] += 1
            kinds = [k for k in KINDS if holder != "merged" or k not in ("listed", "enum", "based")]
            remaining.insert(order.randrange(len(remaining) + 1), (fresh[0], order.choice(kinds)))
        if order.random() < 0.5:
            order.shuffle(remaining)
        values[holder] = remaining
    return values


def try_random(stamp: Stamp, seed: int) -> None:
    order, fresh = random.Random(seed), [100]
    holders = changed({holder: [] for holder in HOLDERS}, order, fresh)
    while any(len(listed) < 2 for listed in holders.values()):
        holders = changed(holders, order, fresh)
    before = stamp(document(schemas_of(holders)))
    for _ in range(STEPS):
        holders = changed(holders, order, fresh)
        tree = document(schemas_of(holders))
        after = stamp(tree, before)
        assert_names_stay(before, after)
        again = stamp(tree, after)
        assert (again.names, again.removed, again.shapes) == (
            after.names,
            after.removed,
            after.shapes,
        )
        before = after


@pytest.fixture
def names_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "files_of", lambda *_, **__: Emitted())


@settings(max_examples=20)
@given(seed=st.integers(0, 10**6))
def test_random_changes(stamp: Stamp, names_only: None, seed: int) -> None:
    try_random(stamp, seed)


def main(examples: int) -> None:
    """Random documents, each with the seed that failed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def stamp(tree: Tree, before: Result | None = None) -> Result:
            (folder / "spec.json").write_text(json.dumps(tree))
            config = client_of(folder, "client")
            if before is None:
                return generate(config)
            pins = {**before.names, **before.removed}
            return generate(
                config, LockedNames(pins, before.shapes, before.removed, style=before.style)
            )

        with mock.patch.object(pipeline, "files_of", lambda *_, **__: Emitted()):
            for seed in range(examples):
                try:
                    try_random(stamp, seed)
                except AssertionError as error:
                    raise AssertionError(f"seed {seed}") from error
    print(f"{examples} series of {STEPS} steps: every name stays")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
