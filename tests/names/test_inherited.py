"""Fields of classes that inherit: what has a name keeps it, wherever a field that would like it comes from.

`python -m tests.names.test_inherited [EXAMPLES]` tries random documents at length.
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
from restamp.names.pins.locked import LockedNames
from restamp.pipeline import Result, generate

from ..packages import client_of

Tree = dict[str, Any]
Stamp = Callable[..., Result]
Model = tuple[list[str], list[str]]
"""The bases and the wire names of the fields of its own."""
CLASHING = ("access_token", "accessToken", "access-token", "AccessToken", "ACCESS_TOKEN")
STEPS = 3


def document(models: dict[str, Model]) -> Tree:
    """A document with these schemas, each of which an operation returns."""
    schemas: Tree = {
        "Whole": {"type": "object", "properties": {n: {"$ref": ref(n)} for n in models}}
    }
    for name, (bases, fields) in models.items():
        own = {"type": "object", "properties": {f: {"type": "string"} for f in fields}}
        refs = [{"$ref": ref(base)} for base in bases]
        schemas[name] = {"allOf": [*refs, own]} if bases else own
    content = {"application/json": {"schema": {"$ref": ref("Whole")}}}
    get = {"operationId": "get", "responses": {"200": {"description": "ok", "content": content}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Acme", "version": "1"},
        "paths": {"/t": {"get": get}},
        "components": {"schemas": schemas},
    }


def ref(name: str) -> str:
    return f"#/components/schemas/{name}"


def names_of(result: Result) -> dict[tuple[str, str], str]:
    """By class and wire name: what a field is called."""
    assert result.analysis is not None
    subject = result.analysis.subject
    return {
        (subject.names.types[id_], wire_name): name
        for (id_, wire_name), name in subject.names.fields.items()
    }


def assert_names_stay(before: Result, after: Result) -> None:
    old, new = names_of(before), names_of(after)
    common = old.keys() & new.keys()
    assert {place: new[place] for place in common} == {place: old[place] for place in common}
    by_name = [(model, name) for (model, _), name in new.items()]
    assert len(by_name) == len(set(by_name))
    assert after.analysis is not None
    for decl in after.analysis.subject.api.declarations:
        for base in getattr(decl, "bases", ()):
            inherited = {w: n for (id_, w), n in _fields(after).items() if id_ == base}
            own = {w: n for (id_, w), n in _fields(after).items() if id_ == decl.id}
            assert inherited.items() <= own.items()


def _fields(result: Result) -> dict[tuple[str, str], str]:
    assert result.analysis is not None
    return dict(result.analysis.subject.names.fields)


STEPS_OF = {
    "base gains the field": (
        {"Base": ([], ["id"]), "Child": (["Base"], ["accessToken"])},
        {"Base": ([], ["id", "access_token"]), "Child": (["Base"], ["accessToken"])},
    ),
    "base gains another spelling": (
        {"Base": ([], ["id"]), "Child": (["Base"], ["access_token"])},
        {"Base": ([], ["id", "accessToken"]), "Child": (["Base"], ["access_token"])},
    ),
    "child gains a new base": (
        {"Child": ([], ["accessToken"])},
        {"Base": ([], ["access_token"]), "Child": (["Base"], ["accessToken"])},
    ),
    "child gains a known base": (
        {"Base": ([], ["access_token"]), "Child": ([], ["accessToken"])},
        {"Base": ([], ["access_token"]), "Child": (["Base"], ["accessToken"])},
    ),
    "child gains a known base with a locked name": (
        {"Base": ([], ["accessToken"]), "Child": ([], ["access-token"])},
        {"Base": ([], ["accessToken"]), "Child": (["Base"], ["access-token"])},
    ),
    "child with an exact name gains a known base": (
        {"Base": ([], ["accessToken"]), "Child": ([], ["access_token"])},
        {"Base": ([], ["accessToken"]), "Child": (["Base"], ["access_token"])},
    ),
    "two bases merge": (
        {"A": ([], ["accessToken"]), "B": ([], ["access_token"]), "Child": (["A"], ["id"])},
        {"A": ([], ["accessToken"]), "B": ([], ["access_token"]), "Child": (["A", "B"], ["id"])},
    ),
    "a new child of two bases": (
        {"A": ([], ["accessToken"]), "B": ([], ["access_token"])},
        {"A": ([], ["accessToken"]), "B": ([], ["access_token"]), "Child": (["A", "B"], ["id"])},
    ),
    "a grandchild's base gains a base": (
        {"A": ([], ["access_token"]), "B": ([], []), "Child": (["B"], ["accessToken"])},
        {"A": ([], ["access_token"]), "B": (["A"], []), "Child": (["B"], ["accessToken"])},
    ),
    "one wire name with two names": (
        {"Base": ([], ["accessToken", "access_token"]), "Child": ([], ["accessToken"])},
        {"Base": ([], ["accessToken", "access_token"]), "Child": (["Base"], ["accessToken"])},
    ),
}


@pytest.mark.parametrize("case", STEPS_OF)
def test_the_newcomer_gives_way(stamp: Stamp, case: str) -> None:
    first, second = STEPS_OF[case]
    before = stamp(document(first))
    after = stamp(document(second), before)
    assert_names_stay(before, after)
    again = stamp(document(second), after)
    assert (again.names, again.files) == (after.names, after.files)
    back = stamp(document(first), again)
    assert_names_stay(before, back)


def changed(models: dict[str, Model], order: random.Random) -> dict[str, Model]:
    """Fields and bases come and go."""
    result: dict[str, Model] = {}
    for number in range(6):
        name = f"Model{number}"
        if name not in models and order.random() < 0.5:
            continue
        bases, fields = models.get(name, ([], []))
        bases = [base for base in bases if base in result and order.random() < 0.8]
        for base in result:
            if base not in bases and order.random() < 0.15:
                bases.insert(order.randrange(len(bases) + 1), base)
        fields = [each for each in fields if order.random() < 0.8]
        for wire_name in (*CLASHING, f"own_{number}"):
            if wire_name not in fields and order.random() < 0.2:
                fields.insert(order.randrange(len(fields) + 1), wire_name)
        result[name] = (bases, fields)
    return result


def try_random(stamp: Stamp, seed: int) -> None:
    order = random.Random(seed)
    models = changed({}, order)
    before = stamp(document(models))
    for _ in range(STEPS):
        models = changed(models, order)
        after = stamp(document(models), before)
        assert_names_stay(before, after)
        again = stamp(document(models), after)
        assert (again.names, again.removed) == (after.names, after.removed)
        before = after


@pytest.fixture
def names_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "files_of", lambda *_, **__: Emitted())


@settings(max_examples=20)
@given(seed=st.integers(0, 10**6))
def test_random_changes(stamp: Stamp, names_only: None, seed: int) -> None:
    try_random(stamp, seed)


def tried(attempt: Callable[[Stamp, int], None], examples: int) -> None:
    """Try seeds one after the other; that of a failure is in its message."""
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
                    attempt(stamp, seed)
                except AssertionError as error:
                    raise AssertionError(f"seed {seed}") from error


if __name__ == "__main__":
    tried(try_random, int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
    print(f"in series of {STEPS} steps every name stays")
