"""A folder with a small document and a configuration, for the command line to work in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .site import Site, running

DOCUMENT = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
paths:
  /pets/{id}:
    get:
      operationId: getPet
      tags: [pets]
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
      responses:
        "200":
          description: The pet.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Pet"}
components:
  schemas:
    Pet:
      type: object
      properties:
        name: {type: string}
"""

CONFIGURATION = """\
[tool.restamp.clients.pets]
spec = "specs/pets.yaml"
output = "out/pets"

[tool.restamp.clients.zoo]
spec = "specs/zoo.yaml"
output = "out/zoo"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A configuration of two clients, neither of them generated yet."""
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "pets.yaml").write_text(DOCUMENT)
    (tmp_path / "specs" / "zoo.yaml").write_text(DOCUMENT)
    (tmp_path / "pyproject.toml").write_text(CONFIGURATION)
    return tmp_path


@pytest.fixture
def site() -> Iterator[Site]:
    """A web server on loopback."""
    with running() as one:
        yield one
