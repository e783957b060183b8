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
