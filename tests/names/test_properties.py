"""Whatever happens around it, what has a name keeps it: random changes of small and of real documents."""

from __future__ import annotations

import copy
import json
import os
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from restamp import pipeline
from restamp.config.model import NamesKey
from restamp.diagnostics.model import Diagnostics
from restamp.emit.files import Emitted
from restamp.names.keys import is_type, operation_of
from restamp.names.pins.locked import LockedNames
from restamp.pipeline import Result, generate
from restamp.spec.reading.load import read

from ..packages import client_of
from .public import public

Tree = dict[str, Any]

SMALL = ("zoo.json", "museum-openapi-example/openapi.yaml")
LARGE = ("Adyen/json__CheckoutService-v71.json", "discord/specs__openapi.json")
DRAWN = (*SMALL, *LARGE) if "RESTAMP_LONG" in os.environ else SMALL
"""The documents with several random changes each; of a large one that takes a minute and more."""
METHODS = {"get", "put", "post", "delete", "patch", "head", "options"}
PREFIX = "#/components/schemas/"


@pytest.fixture(autouse=True)
def names_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is rendered: these tests ask for names."""
    monkeypatch.setattr(pipeline, "files_of", lambda *_, **__: Emitted())


@pytest.fixture(params=[*DRAWN, "zoo.json in the style of resources"])
def drawn(request: pytest.FixtureRequest) -> tuple[str, NamesKey]:
    """The name of a document, and the style of its package."""
    name, _, style = request.param.partition(" in the style of ")
    return name, style or "auto"


@pytest.fixture
def document(drawn: tuple[str, NamesKey]) -> Tree:
    return present(drawn[0])


@pytest.fixture
def before(drawn: tuple[str, NamesKey], document: Tree, tmp_path: Path) -> Result:
    """What the document comes to before any change: once for all changes of a test."""
    return stamped(document, tmp_path, style=drawn[1])


def present(name: str) -> Tree:
    here = Path(__file__).parent / name
    file = here if here.exists() else Path(os.environ.get("RESTAMP_CORPUS", ""), name)
    if not file.is_file():
        pytest.skip(f"{name} is not here; RESTAMP_CORPUS names the folder of documents")
    return loaded(file)


@cache
def loaded(file: Path) -> Tree:
    source = read(file, file.name, Diagnostics())
    assert source is not None
    tree: Tree = json.loads(json.dumps(source.tree))
    return tree


def stamped(
    tree: Tree, folder: Path, before: Result | None = None, style: NamesKey = "auto"
) -> Result:
    (folder / "spec.json").write_text(json.dumps(tree))
    config = replace(client_of(folder, "client"), names=style)
    if before is None:
        return generate(config)
    names = {**before.names, **before.removed}
    return generate(config, LockedNames(names, before.shapes, style=before.style))


def operations(tree: Tree) -> Iterator[Tree]:
    for item in tree.get("paths", {}).values():
        yield from (item[method] for method in item.keys() & METHODS)


def rename_operations(tree: Tree, order: random.Random) -> None:
    for operation in operations(tree):
        if order.random() < 0.5:
            operation["operationId"] = f"op {order.randrange(10**9)}"


def prefix_tags(tree: Tree, order: random.Random) -> None:
    prefix = order.choice(["v2 ", "Beta ", "x-"])
    for operation in operations(tree):
        operation["tags"] = [prefix + tag for tag in operation.get("tags", ())]


def reorder(tree: Tree, order: random.Random) -> None:
    for holder in (tree.get("paths", {}), tree.get("components", {}).get("schemas", {})):
        keys = list(holder)
        order.shuffle(keys)
        moved = {key: holder[key] for key in keys}
        holder.clear()
        holder.update(moved)


def insert_schemas(tree: Tree, order: random.Random) -> None:
    """Schemas that would like the names that others have, each used by an operation."""
    schemas = tree.setdefault("components", {}).setdefault("schemas", {})
    wishes = order.sample(sorted(schemas), min(5, len(schemas)))
    for name in wishes:
        new = order.choice([name.lower(), name.upper(), f"{name}_", f"{name} Item", f"{name}Kind"])
        if new in schemas:
            continue
        schemas[new] = {"type": "object", "properties": {f"n{order.randrange(99)}": {}}}
        ref = {"application/json": {"schema": {"$ref": PREFIX + escaped(new)}}}
        answer = {"200": {"description": "new", "content": ref}}
        operation = {"operationId": f"get {name}", "tags": ["new"], "responses": answer}
        tree.setdefault("paths", {})[f"/new/{order.randrange(10**9)}"] = {"get": operation}


def insert_parameters(tree: Tree, order: random.Random) -> None:
    for operation in operations(tree):
        if order.random() < 0.3:
            new = {"name": f"q{order.randrange(99)}", "in": "query", "schema": {"enum": ["a", "b"]}}
            operation["parameters"] = [new, *operation.get("parameters", ())]


CHANGES = (rename_operations, prefix_tags, reorder, insert_schemas, insert_parameters)


def escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


@settings(max_examples=5)
@given(seed=st.integers(0, 10**6), picks=st.sets(st.sampled_from(CHANGES), min_size=1))
def test_names_stay(
    document: Tree, before: Result, tmp_path: Path, seed: int, picks: set[Any]
) -> None:
    check_names_stay(document, before, tmp_path, seed, picks)


@pytest.mark.parametrize("name", LARGE)
def test_names_of_a_large_document_stay(name: str, tmp_path: Path) -> None:
    """All changes at once, and then other names of schemas."""
    document = present(name)
    before = stamped(document, tmp_path)
    check_names_stay(document, before, tmp_path, 14, set(CHANGES))
    check_renamed(document, before, tmp_path, 14)


def check_names_stay(
    document: Tree, before: Result, tmp_path: Path, seed: int, picks: set[Any]
) -> None:
    order = random.Random(seed)
    tree = copy.deepcopy(document)
    for change in sorted(picks, key=CHANGES.index):
        change(tree, order)
    after = stamped(tree, tmp_path, before)
    names = {key: after.names.get(key, "") for key in before.names}
    assert after.style is before.style
    assert public(names) == public(before.names)
    assert after.removed == {}
    settled = stamped(tree, tmp_path, after)
    assert (settled.names, settled.removed) == (after.names, after.removed)
    assert_apart(after)


def assert_apart(result: Result) -> None:
    """Nothing is called what something else is."""
    types = [name for key, name in result.names.items() if is_type(key) or key.endswith("?dict")]
    calls = [name.partition(":")[0] for key, name in result.names.items() if operation_of(key)]
    assert len(types) == len(set(types))
    assert len(calls) == len(set(calls))


@settings(max_examples=5)
@given(seed=st.integers(0, 10**6))
def test_renamed_schemas_keep_their_names(
    document: Tree, before: Result, tmp_path: Path, seed: int
) -> None:
    check_renamed(document, before, tmp_path, seed)


def check_renamed(document: Tree, before: Result, tmp_path: Path, seed: int) -> None:
    own = {key: shape for key, shape in before.shapes.items() if key.count("/") == 3}
    shapes = list(own.values())
    alone = [key for key in sorted(own) if shapes.count(own[key]) == 1 and key in before.names]
    order = random.Random(seed)
    moved = {key: f"{PREFIX}Thing{n}" for n, key in enumerate(order.sample(alone, len(alone) // 3))}
    after = stamped(relinked(document, moved), tmp_path, before)
    names = types_by_place(after.names)
    old = {at(key, moved): name for key, name in before.names.items()}
    for place, listed in types_by_place(old).items():
        assert names.get(place) == listed
    assert {d.at for d in after.diagnostics if d.code == "schema-renamed"} == set(moved.values())


def types_by_place(names: dict[str, str]) -> dict[str, list[str]]:
    """The names of types by key, without the digests that some members of unions have in it."""
    owners: dict[str, list[str]] = {}
    for key, name in names.items():
        if is_type(key):
            owners.setdefault(re.sub(r"~[^\]]*\]", "]", key), []).append(name)
    return {place: sorted(listed) for place, listed in owners.items()}


def at(key: str, moved: dict[str, str]) -> str:
    """Where a pointer is now."""
    root = "/".join(key.split("/")[:4])
    bare, mark, rest = root.partition("?")
    return moved.get(bare, bare) + mark + rest + key[len(root) :]


def relinked(document: Tree, moved: dict[str, str]) -> Tree:
    """The document with schemas renamed, and all that refers to them."""

    def of(value: Any) -> Any:
        if isinstance(value, list):
            return [of(item) for item in value]
        if isinstance(value, dict):
            return {key: of(item) for key, item in value.items()}
        return at(value, moved) if isinstance(value, str) and value.startswith(PREFIX) else value

    tree: Tree = of(document)
    schemas = tree["components"]["schemas"]
    tree["components"]["schemas"] = {
        moved.get(PREFIX + escaped(name), PREFIX + name)[len(PREFIX) :]: schema
        for name, schema in schemas.items()
    }
    return tree
