"""Odd names of properties, the empty one among them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2

DOCUMENT = """
openapi: 3.1.0
info: {title: O, version: "1"}
paths:
  /o:
    put:
      operationId: putO
      tags: [o]
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: "#/components/schemas/O"}}}
      responses:
        "200":
          description: ok
          content: {application/json: {schema: {$ref: "#/components/schemas/O"}}}
components:
  schemas:
    O:
      type: object
      properties:
        "": {type: string}
        " ": {type: string}
        "\\t": {type: string}
        inner: {$ref: "#/components/schemas/Inner"}
        list: {type: array, items: {$ref: "#/components/schemas/Inner"}}
    Inner: {type: object, required: [""], properties: {"": {type: integer}, a: {type: string}}}
"""
VALUE: dict[str, Any] = {
    "": "e",
    " ": "s",
    "\t": "t",
    "inner": {"": 1, "a": "x"},
    "list": [{"": 2}],
}


def test_the_wire(client: Callable[..., Any]) -> None:
    bodies: list[Any] = []

    def respond(request: httpx2.Request) -> httpx2.Response:
        bodies.append(json.loads(request.content))
        return httpx2.Response(200, json=VALUE)

    api = client(DOCUMENT, respond)
    value = api.o.put(VALUE)
    api.o.put(value)
    assert bodies == [VALUE, VALUE]


def test_type_checkers(generated: Callable[..., Any], tmp_path: Path) -> None:
    for path, text in generated(DOCUMENT).files.items():
        target = tmp_path / "odd" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
    (tmp_path / "use.py").write_text(
        "from odd import Client\n\n"
        'def use(client: Client) -> object:\n    return client.o.put({"": "e", "inner": {"": 1}})\n'
    )
    settings = {"typeCheckingMode": "strict", "include": ["odd/models", "use.py"]}
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings))
    command = [sys.executable, "-m", "pyright", "--pythonpath", sys.executable]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout
