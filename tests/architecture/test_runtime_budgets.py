"""How much code a package carries, and how much of it a first call loads: run with `-s` to see the numbers.

`HOLDS` is what holds today and is only ever lowered; `TARGET` is where it goes.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from restamp.config.load import from_file
from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.pipeline import generate
from restamp.runtime.modules import FOLDER

from ..packages import client_of, write

ROOT = Path(__file__).parents[2]
Files = Mapping[str, str]

ONE_OPERATION = """
openapi: 3.1.0
info: {title: Pets, version: "1"}
servers: [{url: "https://api.example.com"}]
security: [{key: []}]
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
paths:
  /pets/{id}:
    get:
      operationId: getPet
      tags: [pets]
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        "200":
          description: A pet.
          content:
            application/json:
              schema: {type: object, properties: {name: {type: string}}}
"""

HOLDS = {"one operation": 6345, "blink": 8094, "modules": 16}
TARGET = {"one operation": 3000, "blink": 4000, "modules": 16}

FIRST_CALL = """
import json, sys
import httpx2
import pets
answer = httpx2.MockTransport(lambda request: httpx2.Response(200, json={"name": "Rex"}))
client = pets.Client(api_key="k", transport=answer)
assert client.pets.get("1").name == "Rex"
print(json.dumps(sorted(sys.modules)))
"""


def config_of(folder: Path, text: str) -> ClientConfig:
    (folder / "spec.yaml").write_text(text, "utf-8")
    return client_of(folder, "pets")


@pytest.fixture(scope="module")
def smallest(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """The smallest package: what its runtime holds is the core, all else is a feature."""
    folder = tmp_path_factory.mktemp("smallest")
    return generate(replace(config_of(folder, ONE_OPERATION), testing=False)).files


def blink() -> Files:
    clients = from_file(ROOT / "pyproject.toml", "pyproject.toml", Diagnostics())
    (config,) = (client for client in clients if client.name == "blink")
    return generate(replace(config, testing=False)).files


def lines_of(files: Files) -> int:
    return sum(text.count("\n") for path, text in files.items() if path.endswith(".py"))


def compare(what: str, number: int) -> None:
    print(f"{what}: {number} (holds {HOLDS[what]}, target {TARGET[what]})")
    assert number <= HOLDS[what], (
        f"a package with {what} has grown: move what few packages need to a module of templates/runtime that only those "
        f"import, or raise HOLDS in {Path(__file__).name} and say why in the commit"
    )


def test_lines_of_one_operation(smallest: Files) -> None:
    compare("one operation", lines_of(smallest))


def test_lines_of_blink() -> None:
    compare("blink", lines_of(blink()))


def test_a_first_call_loads_little(smallest: Files, tmp_path: Path) -> None:
    write(smallest, tmp_path / "pets")
    run = subprocess.run(
        [sys.executable, "-c", FIRST_CALL], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    loaded = set(json.loads(run.stdout))
    assert not loaded & {"anyio", "asyncio", "trio"}
    prefix = f"pets.{FOLDER}."
    compare("modules", len([name for name in loaded if name.startswith(prefix)]))


def test_the_core_knows_no_feature(smallest: Files) -> None:
    """What the smallest package holds is the core; everything else imports it, and is not imported by it."""
    core = {Path(path).stem for path in smallest if path.startswith(f"{FOLDER}/")}
    features = {file.stem for file in (ROOT / "templates/runtime").glob("*.py")} - core
    named = {"events", "fakes", "grants", "pages", "streams", "tokens", "waiters", "webhooks"}
    assert named <= features


def test_a_choice_of_texts_needs_no_forms(tmp_path: Path) -> None:
    """A body with several media types brings the encoders of those, and of no others."""
    body = "requestBody: {content: {%s: {schema: {type: %s}}, %s: {schema: {type: %s}}}}\n      "
    needed: dict[str, set[str]] = {}
    for name, kinds in {
        "texts": ("text/plain", "string", "text/x-markdown", "string"),
        "forms": ("application/json", "object", "multipart/form-data", "object"),
    }.items():
        (folder := tmp_path / name).mkdir()
        text = ONE_OPERATION.replace("get:", "put:").replace(
            "responses:", body % kinds + "responses:"
        )
        files = generate(replace(config_of(folder, text), testing=False)).files
        needed[name] = {Path(path).stem for path in files if path.startswith(f"{FOLDER}/")}
    encoders = {"forms", "lines", "multipart"}
    assert "choices" in needed["texts"] & needed["forms"]
    assert not needed["texts"] & encoders
    assert needed["forms"] & encoders == {"forms", "multipart"}


def test_a_package_without_testing_has_no_fake(tmp_path: Path, smallest: Files) -> None:
    whole = generate(config_of(tmp_path, ONE_OPERATION)).files
    more = whole.keys() - smallest.keys()
    fakes = {path for path in whole if path.startswith(("testing/", f"{FOLDER}/fakes"))}
    assert "testing/__init__.py" in fakes and f"{FOLDER}/fakes.py" in fakes
    assert fakes <= more
    assert "pets.testing" in whole["README.md"] and "Fake" not in smallest["README.md"]
