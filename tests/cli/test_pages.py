"""Pages that were inferred are explained, in the report and by `inspect`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Restamp = Callable[..., Any]

PAGES = """\
      parameters:
        - {name: offset, in: query, schema: {type: integer}}
        - {name: limit, in: query, schema: {type: integer}}
      responses:
        "200":
          description: Pets.
          content:
            application/json:
              schema: {type: array, items: {$ref: "#/components/schemas/Pet"}}
"""
DECLARED = f"""\
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
{PAGES}
  /declared:
    get:
      operationId: listDeclared
      tags: [pets]
      x-restamp-pagination: {{style: offset, offset: limit}}
{PAGES}
  /off:
    get:
      operationId: listOff
      tags: [pets]
      x-restamp-pagination: false
{PAGES}
"""
WHY = [
    {
        "operation": "GET /declared",
        "style": "offset",
        "why": "declared by x-restamp-pagination",
    },
    {
        "operation": "GET /pets",
        "style": "offset",
        "why": "inferred: parameters offset and limit, one list",
    },
]


def test_the_report_says_which_pages_there_are_and_why(restamp: Restamp, project: Path) -> None:
    document = project / "specs/pets.yaml"
    document.write_text(document.read_text().replace("paths:\n", DECLARED))
    assert restamp(["generate", "pets", "--report", "r.json"], project).status == 0
    assert json.loads((project / "r.json").read_text())["pagination"] == WHY
    ran = restamp(["inspect", "specs/pets.yaml"], project)
    assert "\n2 pages\noperation       style    why\n" in ran.out
    for entry in WHY:
        assert f"{entry['operation']:<13}   {entry['style']}   {entry['why']}\n" in ran.out
