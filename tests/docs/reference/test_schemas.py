"""The JSON Schemas of what Restamp writes describe real files, and have no member that is never written."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from restamp.api_diff.surface.file import FILE as API
from restamp.output.lock import FILE as LOCK

ROOT = Path(__file__).parents[3]
CASES = ROOT / "tests/cases"
NAMES = ("lock", "report", "api")
SHOWN = (
    *("configured", "security", "oauth2", "streams", "waiters", "webhooks", "flat_bodies"),
    *("enums", "unions", "all_of_unions", "aliases", "parameters", "pagination_offset", "servers"),
    *("swagger_2", "overlay_names", "no_operation_ids", "several_bodies", "open_models"),
    *("narrow_errors", "old_form_encodings", "media_types", "sent_sequences"),
)
"""Cases whose outputs have what members are about."""
ELSEWHERE = {
    "lock": {"fetched", "removed", "runtime"},  # of updates, and of shared runtimes: below
    "api": {"is_integer"},  # of an enumeration without members, which earlier versions wrote
}
"""Members that other files have."""
OF_OLD_NAMES = """\
openapi: 3.1.0
info: {title: Old, version: "1"}
paths:
  /a:
    get:
      deprecated: true
      x-restamp-idempotent: false
      parameters: [{name: a, in: query, deprecated: true, schema: {type: integer, default: 3}}]
      servers: [{url: https://other.example}]
      responses:
        "200": {description: A, content: {application/json: {schema: {$ref: "#/components/schemas/A"}}}}
        "302": {description: B, content: {application/json: {schema: {type: string}}}}
  /b: {get: {operationId: getB, responses: {default: {description: C, content: {application/json: {schema: {$ref: "#/components/schemas/C"}}}}}}}
components:
  schemas:
    B: {allOf: [{$ref: "#/components/schemas/A"}, {properties: {b: {type: string}}}]}
    C: {allOf: [{$ref: "#/components/schemas/B"}, {properties: {c: {type: string}}}]}
    A:
      type: object
      properties: {old: {type: string, deprecated: true}, Odd-Name: {type: string, maxLength: 3}}
"""
OLD_CLIENT = """\
[clients.client]
spec = "spec.yaml"
output = "client"
overlays = ["overlay.yaml"]
include = { tags = ["none"], paths = ["/*"], operations = ["getB"] }
"""
OVERLAY = """\
overlay: 1.0.0
info: {title: Names, version: "1"}
actions: [{target: $.info, update: {title: New}}]
"""


def schema(name: str) -> Any:
    return json.loads((ROOT / f"docs/reference/{name}.schema.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """The locks, the reports and the surfaces of some cases."""
    from restamp.cli import main

    outputs: dict[str, list[Any]] = {name: [] for name in NAMES}
    with pytest.MonkeyPatch.context() as patch:
        for case in (*SHOWN, "old"):
            folder = tmp_path_factory.mktemp(case)
            if case == "old":
                (folder / "spec.yaml").write_text(OF_OLD_NAMES, "utf-8")
                (folder / "overlay.yaml").write_text(OVERLAY, "utf-8")
                (folder / "restamp.toml").write_text(OLD_CLIENT, "utf-8")
            else:
                shutil.copytree(CASES / case, folder, dirs_exist_ok=True)
            patch.chdir(folder)
            settings = folder / "restamp.toml"
            client = '[clients.client]\nspec = "spec.yaml"\noutput = "client"\n'
            written = settings.read_text("utf-8") if settings.exists() else client
            settings.write_text(written, "utf-8")
            assert main(["generate", "--quiet", "--report", "report.json"]) == 0, case
            outputs["report"].append(json.loads((folder / "report.json").read_text("utf-8")))
            for name, file in (("lock", LOCK), ("api", API)):
                outputs[name] += [
                    json.loads(path.read_text("utf-8"))
                    for path in folder.rglob(file)
                    if "expected" not in path.parts
                ]
    return outputs


@pytest.mark.parametrize("name", NAMES)
def test_real_files_are_valid(name: str, outputs: dict[str, list[Any]]) -> None:
    Draft202012Validator.check_schema(schema(name))
    validator = Draft202012Validator(schema(name))
    problems = [
        error.message[:300] for one in outputs[name] for error in validator.iter_errors(one)
    ]
    assert len(outputs[name]) >= len(SHOWN)
    assert not problems


@pytest.mark.parametrize("name", NAMES)
def test_every_member_is_written(name: str, outputs: dict[str, list[Any]]) -> None:
    """None is invented. Those of schemas without properties, such as paths, are names."""
    described = {key for part in parts(schema(name)) for key in part.get("properties", {})}
    written = {key for one in outputs[name] for key in keys(one)}
    assert described - written - ELSEWHERE.get(name, set()) == set()


@pytest.mark.parametrize("name", NAMES)
def test_an_unknown_member_is_invalid(name: str, outputs: dict[str, list[Any]]) -> None:
    validator = Draft202012Validator(schema(name))
    assert not validator.is_valid({**outputs[name][0], "unknown": 1})


def test_the_members_of_a_lock_are_those_of_the_code() -> None:
    from dataclasses import fields

    from restamp.output.lock import Lock

    named = {field.name for field in fields(Lock)} - {"version"} | {"//", "lock", "restamp"}
    assert schema("lock")["properties"].keys() == named


def test_the_lock_of_an_update(restamp: Callable[..., Any], tmp_path: Path) -> None:
    """Removed names, and a shared runtime."""
    client = '[clients.{0}]\nspec = "spec.yaml"\noutput = "src/app/{0}"\n'
    settings = 'runtime = "src/app/runtime"\n' + client.format("a") + client.format("b")
    (tmp_path / "restamp.toml").write_text(settings, "utf-8")
    (tmp_path / "spec.yaml").write_text(OF_OLD_NAMES, "utf-8")
    assert restamp(["generate", "--quiet"], tmp_path).status == 0
    (tmp_path / "spec.yaml").write_text(OF_OLD_NAMES.replace("/a:", "/c:"), "utf-8")
    assert restamp(["generate", "--quiet"], tmp_path).status == 0
    locks = [json.loads(path.read_text("utf-8")) for path in tmp_path.rglob(LOCK)]
    validator = Draft202012Validator(schema("lock"))
    assert [error.message for one in locks for error in validator.iter_errors(one)] == []
    assert {"removed", "runtime"} <= {key for one in locks for key in one}


def parts(node: Any) -> Iterator[dict[str, Any]]:
    """All objects inside of a value."""
    if isinstance(node, dict):
        yield node
        for each in node.values():
            yield from parts(each)
    elif isinstance(node, list):
        for each in node:
            yield from parts(each)


def keys(node: Any) -> Iterator[str]:
    """All keys inside of a value."""
    for part in parts(node):
        yield from part
