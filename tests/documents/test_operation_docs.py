"""Docstrings of operations: a sentence first, arguments in order, deprecations, and the items of pages and lists."""

from __future__ import annotations

import re
from collections.abc import Callable
from inspect import getdoc
from typing import Any

import pytest

from restamp.pipeline import Result
from restamp.python.types.docstrings import sentence


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("list the pets", "List the pets."),
        ("List pets.", "List pets."),
        ("Is it there?", "Is it there?"),
        ("iOS devices", "iOS devices."),
        ("get_pet by id", "get_pet by id."),
        ("`x` of y", "`x` of y."),
        ("über alles", "Über alles."),
        ("a", "A."),
        ("", ""),
    ],
)
def test_sentences(text: str, expected: str) -> None:
    assert sentence(text) == expected


DOCUMENT = """
openapi: 3.1.0
info: {title: D, version: "1"}
servers: [{url: "https://api.example.com"}]
paths:
  /pets/{owner}/{kind}:
    get:
      x-restamp-group: pets
      x-restamp-name: search
      summary: search for pets
      description: Search for pets.
      deprecated: true
      x-deprecated-since: 2.3
      x-sunset: 2027-01-01
      x-deprecated-replacement: client.animals.search
      parameters:
        - {name: size, in: query, description: fourth, schema: {type: string}, deprecated: true, x-deprecated: use weight}
        - {name: X-Trace, in: header, description: fifth, schema: {type: string}}
        - {name: kind, in: path, required: true, description: second, schema: {type: string}}
        - {name: owner, in: path, required: true, description: first, schema: {type: string}}
      requestBody: {description: third, content: {application/json: {schema: {type: object}}}}
      responses:
        "200": {description: The pets., content: {application/json: {schema: {$ref: "#/components/schemas/Pets"}}}}
  /pages:
    get:
      x-restamp-group: pets
      x-restamp-name: list
      summary: All pets
      description: This is deprecated since May. Use the search instead. Thank you.
      deprecated: true
      parameters: [{name: cursor, in: query, schema: {type: string}}]
      x-restamp-pagination: {style: cursor, cursor: cursor, items: pets, next: next}
      responses:
        "200":
          description: ok
          content:
            application/json:
              schema:
                type: object
                properties: {pets: {$ref: "#/components/schemas/Pets"}, next: {type: string}}
  /ids:
    get:
      x-restamp-group: pets
      x-restamp-name: ids
      deprecated: true
      responses: {"200": {description: ok, content: {application/json: {schema: {type: array, items: {type: string}}}}}}
components:
  schemas:
    Pets: {type: array, items: {$ref: "#/components/schemas/Pet"}}
    Pet: {type: object, properties: {id: {type: integer}}}
"""


@pytest.fixture
def pets(package: Callable[..., Any]) -> Any:
    return package(DOCUMENT).Client().pets


def test_a_docstring(pets: Any) -> None:
    assert getdoc(type(pets).search) == """\
Search for pets.

Deprecated since 2.3. Use `client.animals.search` instead. To be removed on
2027-01-01.

GET /pets/{owner}/{kind}

Args:
    owner: first
    kind: second
    body: third
    size: fourth. Deprecated. use weight.
    x_trace: fifth

Returns:
    Pet items, in a list.
    The pets."""


def test_marks_for_type_checkers(generated: Callable[..., Result]) -> None:
    """Both checkers report the descriptor and the function; `tests/typing/samples` call them."""
    files = generated(DOCUMENT).files
    assert "    search: Final = deprecated_call(call(pets." in files["resources/pets.py"]
    assert "    ids: Final = deprecated_call(async_call(pets." in files["resources/pets.py"]
    assert files["api/pets.py"].count("\n@deprecated_function\ndef ") == 3
    assert '@deprecated("The operation is deprecated; its docstring says more.")' in (
        files["_runtime/deprecated_calls.py"]
    )
    assert (
        "_runtime/deprecated_calls.py"
        not in generated(DOCUMENT.replace("deprecated: true", "deprecated: false")).files
    )


def test_items_in_the_reference(generated: Callable[..., Result]) -> None:
    text = generated(DOCUMENT).files["API.md"]
    assert re.search(r"`client.pets.ids\(\)`\]\(\S+\) -> `list\[str\]`\n  - `GET /ids`\n", text)
    assert re.search(r"`client.pets.list\(.*\)`\]\(\S+\) -> `models.Pet` items, in pages of ", text)
    assert "\n  - All pets. `GET /pages`\n" in text


def test_deprecations_in_the_reference(generated: Callable[..., Result]) -> None:
    text = generated(DOCUMENT).files["API.md"]
    since = "**Deprecated** since 2.3. Use \\`client.animals.search\\` instead. "
    assert f"\n  - {since}To be removed on 2027-01-01.\n" in text
