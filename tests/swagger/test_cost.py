"""What a Swagger 2.0 document costs: function calls of the generator, beside those for the same in OpenAPI 3.0."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import yaml

from restamp.pipeline import generate

from ..benchmarks.function_calls import GENERATOR, Counting
from ..packages import client_of

PAIR = Path(__file__).parent / "pair"
COPIES = 20
MOST = 1.1


def repeated(name: str) -> dict[str, Any]:
    """A document with copies of its paths and schemas."""
    tree: dict[str, Any] = yaml.safe_load((PAIR / name).read_text())
    paths, schemas = dict(tree["paths"]), dict(_schemas(tree))
    for number in range(COPIES):
        text = json.dumps([paths, schemas])
        for schema in schemas:
            text = text.replace(f'/{schema}"', f'/{schema}{number}"')
        more, others = json.loads(text)
        tree["paths"] |= {f"/copy{number}{path}": item for path, item in more.items()}
        for item in more.values():
            for operation in item.values():
                if isinstance(operation, dict) and "operationId" in operation:
                    operation["operationId"] += f"Copy{number}"
        _schemas(tree).update({f"{schema}{number}": value for schema, value in others.items()})
    return tree


def _schemas(tree: dict[str, Any]) -> dict[str, Any]:
    schemas: dict[str, Any] = (
        tree["definitions"] if "swagger" in tree else tree["components"]["schemas"]
    )
    return schemas


def calls(name: str, folder: Path) -> int:
    """The calls of a generation."""
    (folder / "spec.json").write_text(json.dumps(repeated(name)))
    counting = Counting()
    config = client_of(folder, spec="spec.json")
    threading.setprofile(counting)  # The generator works in a thread.
    try:
        result = generate(config)
    finally:
        threading.setprofile(None)
    assert not result.failed
    assert result.report["operations"]["total"] == 4 * (COPIES + 1)
    assert counting.calls[GENERATOR] > 1000
    return counting.calls[GENERATOR]


def test_it_costs_as_much_as_the_same_in_openapi_3(tmp_path: Path) -> None:
    for name in ("swagger.yaml", "openapi.yaml"):  # caches and imports
        calls(name, tmp_path)
    swagger, openapi = (calls(name, tmp_path) for name in ("swagger.yaml", "openapi.yaml"))
    assert swagger <= MOST * openapi, f"{swagger} and {openapi} calls"
