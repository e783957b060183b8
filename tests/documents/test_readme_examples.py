"""Which operations a package's README names: of each kind the first by name, whatever the order of the document."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from restamp.pipeline import Result

HEAD = """
openapi: 3.1.0
info: {title: T, version: "1"}
servers: [{url: "https://api.example.com"}]
paths:
"""
LIST = """
  /{path}:
    get:
      operationId: {name}
      tags: [{tag}]
      x-restamp-pagination: {pages}
      parameters:
        - {{name: offset, in: query, schema: {{type: integer}}}}
      responses:
        "200":
          description: A page
          content:
            application/json:
              schema: {{type: object, properties: {{items: {{type: array, items: {{type: string}}}}}}}}
"""
PAGED, PLAIN = "{style: offset, offset: offset, items: items}", "false"
WAITED = """
  /{name}:
    get:
      operationId: {name}
      tags: [{tag}]
      x-restamp-waiter: {{status: state, success: [done]}}
      responses:
        "200":
          description: A job
          content:
            application/json: {{schema: {{type: object, properties: {{state: {{type: string}}}}}}}}
"""


def listed(path: str, name: str, pages: str) -> str:
    return LIST.format(path=path, name=name, tag=name[0], pages=pages)


def documents() -> list[list[str]]:
    plain = listed("1", "a_plain", PLAIN)
    paged = [listed(*names, PAGED) for names in (("3", "c_all"), ("4", "b_zeta"), ("5", "b_alpha"))]
    waited = [WAITED.format(name=f"{n}_job", tag=n) for n in ("z", "y")]
    operations = [plain, *paged, *waited]
    return [operations, operations[::-1], [*paged, plain, *waited[::-1]]]


@pytest.mark.parametrize("operations", documents(), ids=range(3))
def test_the_first_paged_and_waited_operation_by_name(
    operations: list[str], generated: Callable[..., Result]
) -> None:
    readme = generated(HEAD + "".join(operations)).files["README.md"]
    assert "\n`client.b.alpha` returns one page." in readme
    assert "\n`client.y.job.wait(...)` " in readme


def test_what_the_document_does_not_have_is_not_named(generated: Callable[..., Result]) -> None:
    readme = generated(HEAD + listed("1", "a_plain", PLAIN)).files["README.md"]
    assert "## Pages" not in readme and "## Waiting" not in readme and "## Streams" not in readme


ARGUMENTS = """
  /pets/{id}:
    get:
      operationId: getPet
      parameters:
        - {name: id, in: path, required: true, PARAMETER}
      responses: {"200": {description: ok, content: {application/json: {schema: {type: string}}}}}
"""
OLD = """
swagger: "2.0"
info: {title: T, version: "1"}
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{name: id, in: path, required: true, PARAMETER}]
      responses: {200: {description: ok, schema: {type: string}}}
"""


@pytest.mark.parametrize(
    ("parameter", "argument"),
    [
        ("schema: {type: string}", '"id"'),
        ("schema: {type: string}, example: rex-1", '"rex-1"'),
        ("schema: {type: string, example: rex-1}", '"rex-1"'),
        ("schema: {type: string, examples: [rex-1, b]}", '"rex-1"'),
        ("schema: {type: string}, examples: {one: {value: rex-1}}", '"rex-1"'),
        ("schema: {type: integer}, example: 7", "7"),
        ("schema: {type: integer}, example: seven", "1"),
        ("schema: {type: integer}, example: true", "1"),
        ("schema: {type: string}, example: 7", '"id"'),
        ('schema: {type: string}, example: "a\\n```\\n# b"', '"id"'),
    ],
)
def test_arguments_are_the_examples_of_the_document(
    generated: Callable[..., Result], parameter: str, argument: str
) -> None:
    readme = generated(HEAD + ARGUMENTS.replace("PARAMETER", parameter)).files["README.md"]
    assert f"client.pets.get({argument})" in readme


@pytest.mark.parametrize(
    ("parameter", "argument"),
    [
        ("type: string", '"id"'),
        ("type: string, x-example: rex-1", '"rex-1"'),
        ("type: string, x-examples: {one: rex-1, two: b}", '"rex-1"'),
        ("type: integer, x-examples: [7]", "7"),
    ],
)
def test_arguments_are_the_examples_of_swagger_2(
    generated: Callable[..., Result], parameter: str, argument: str
) -> None:
    readme = generated(OLD.replace("PARAMETER", parameter)).files["README.md"]
    assert f"client.pets.get({argument})" in readme
