"""A run after a small change gives byte for byte what a full run gives, and formats only what it touches."""

from __future__ import annotations

import copy
import json
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.output import fresh, lock
from restamp.pipeline import generate
from restamp.spec.reading.load import read

from ..packages import client_of

Restamp = Callable[..., Any]
Tree = dict[str, Any]

REAL = ("museum-openapi-example/openapi.yaml", "Adyen/json__DisputeService-v30.json")


@pytest.fixture(params=["zoo.json", *REAL])
def document(request: pytest.FixtureRequest) -> Tree:
    here = Path(__file__).parent / request.param
    file = here if here.exists() else Path(os.environ.get("RESTAMP_CORPUS", ""), request.param)
    if not file.is_file():
        pytest.skip(f"{request.param} is not here; RESTAMP_CORPUS names the folder of documents")
    source = read(file, file.name, Diagnostics())
    assert source is not None
    tree: Tree = json.loads(json.dumps(source.tree))
    return tree


def client(folder: Path) -> ClientConfig:
    return client_of(folder, "client")


def written(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted((folder / "client").rglob("*")) if path.is_file())
    contents = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
    return {path: contents[path] for path in contents if "__pycache__" not in path}


def edited(value: Any, order: random.Random) -> int:
    """Change something that a client shows, in the tree in place; how many places there were."""
    places: list[Tree] = []

    def visit(node: Any) -> None:
        if isinstance(node, list):
            for item in node:
                visit(item)
        elif isinstance(node, dict):
            if isinstance(node.get("properties"), dict) or "operationId" in node:
                places.append(node)
            for item in node.values():
                visit(item)

    visit(value)
    for node in order.sample(places, min(len(places), 2)):
        if "operationId" in node:
            node["summary"] = f"Does it {order.randrange(99)} times, and says so at length. " * 2
            continue
        properties = node["properties"]
        match order.randrange(3):
            case 0 if len(properties) > 1:
                del properties[order.choice(sorted(properties))]
            case 1:
                properties[f"a_property_that_is_new_{order.randrange(99)}"] = {
                    "type": order.choice(["string", "integer"]),
                    "format": order.choice(["uuid", "date-time", "int32"]),
                }
            case _:
                node["description"] = f"Number {order.randrange(99)}."
    return len(places)


@settings(max_examples=4)
@given(seed=st.integers(0, 10**6))
def test_incremental_equals_full(
    document: Tree, tmp_path_factory: pytest.TempPathFactory, restamp: Restamp, seed: int
) -> None:
    folder = tmp_path_factory.mktemp("incremental")
    order, tree = random.Random(seed), copy.deepcopy(document)
    run = ["generate", "--spec", "spec.json", "--output", "client"]
    for _ in range(3):
        (folder / "spec.json").write_text(json.dumps(tree))
        assert restamp(run, folder).status == 0
        known = lock.read(folder / "client", "client", Diagnostics())
        assert known is not None
        assert edited(tree, order)
    full = generate(client(folder), lock.locked_names(known))
    recorded = fresh.lock_of(client(folder), full)
    on_disk = written(folder)
    assert on_disk.pop("client/restamp.lock").decode() == lock.text(recorded)
    assert on_disk == {f"client/{path}": text.encode() for path, text in full.files.items()}
