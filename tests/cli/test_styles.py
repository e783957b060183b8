"""`names`: the style of the calls, which the lock keeps until `--rename-style`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import restamp as library

Restamp = Callable[..., Any]


def configured(project: Path, line: str, *, before: str = "[tool.restamp.clients.zoo]") -> None:
    file = project / "pyproject.toml"
    file.write_text(file.read_text().replace(before, f"{line}\n\n{before}"))


def style_of(project: Path, name: str = "pets") -> str | None:
    style: str | None = json.loads((project / f"out/{name}/restamp.lock").read_text()).get("style")
    return style


def test_the_lock_has_the_style(restamp: Restamp, project: Path) -> None:
    configured(project, 'names = "resources"')
    assert restamp(["generate"], project).status == 0
    assert style_of(project) == "resources"
    assert restamp(["check"], project).status == 0


def test_a_default_for_all_clients(restamp: Restamp, project: Path) -> None:
    configured(project, '[tool.restamp]\nnames = "resources"', before="[tool.restamp.clients.pets]")
    configured(project, 'names = "operations"')
    assert restamp(["generate"], project).status == 0
    assert (style_of(project), style_of(project, "zoo")) == (None, "resources")


@pytest.mark.parametrize("place", ["[tool.restamp.clients.pets]", "[tool.restamp.clients.zoo]"])
def test_another_value(restamp: Restamp, project: Path, place: str) -> None:
    line = 'names = "paths"' if "zoo" in place else '[tool.restamp]\nnames = "paths"'
    configured(project, line, before=place)
    run = restamp(["generate"], project)
    assert run.status == 2
    assert run.err.count("error[config-type]") == 1
    assert '"names" must be one of "auto", "resources", "operations", not "paths"' in run.err


def test_a_lock_keeps_its_style(restamp: Restamp, project: Path) -> None:
    assert restamp(["generate"], project).status == 0
    files = (project / "out/pets/client.py").read_text()
    configured(project, 'names = "resources"')
    run = restamp(["generate", "pets"], project)
    assert run.status == 0 and "warning[style-kept]" in run.err and "--rename-style" in run.err
    assert style_of(project) is None
    assert (project / "out/pets/client.py").read_text() == files
    run = restamp(["generate", "--rename-style", "pets"], project)
    assert run.status == 0 and "note[style-renamed]" in run.err
    assert style_of(project) == "resources"
    run = restamp(["generate", "--rename-style", "pets"], project)
    assert run.status == 0 and "style-" not in run.err


def test_auto_keeps_the_style_of_a_lock_in_silence(restamp: Restamp, project: Path) -> None:
    assert restamp(["generate"], project).status == 0
    configured(project, 'names = "auto"')
    run = restamp(["generate", "pets"], project)
    assert run.status == 0 and "style-" not in run.err and style_of(project) is None


def test_without_a_configuration(restamp: Restamp, project: Path) -> None:
    flags = ["--spec", "specs/pets.yaml", "--output", "out/pets"]
    assert restamp(["generate", *flags, "--names", "resources"], project).status == 0
    assert style_of(project) == "resources"
    run = restamp(["generate", "--names", "resources"], project)
    assert run.status == 2 and "--names requires --spec" in run.err


def test_an_unknown_style_in_a_lock(restamp: Restamp, project: Path) -> None:
    configured(project, 'names = "resources"')
    assert restamp(["generate"], project).status == 0
    lock = project / "out/pets/restamp.lock"
    lock.write_text(lock.read_text().replace('"style": "resources"', '"style": "other"'))
    run = restamp(["generate", "pets"], project)
    assert run.status == 2 and "lock-broken" in run.err and 'unknown style "other"' in run.err


def test_from_python(project: Path) -> None:
    target = {"spec": "specs/pets.yaml", "output": "out/pets", "root": project}
    assert not library.generate(**target, style="resources").failed  # type: ignore[arg-type]
    assert style_of(project) == "resources"
    result = library.generate(**target, style="operations", rename_style=True)  # type: ignore[arg-type]
    assert not result.failed and style_of(project) is None
    with pytest.raises(ValueError, match="style"):
        library.generate("pets", style="resources", root=project)


ZOO = """\
openapi: 3.1.0
info: {title: Zoo, version: "1"}
paths:
  /pets: {get: {tags: [animals], operationId: allPets, responses: {"204": {description: ""}}}}
  /pets/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get: {tags: [animals], operationId: onePet, responses: {"204": {description: ""}}}
    delete: {tags: [pets], operationId: delete, responses: {"204": {description: ""}}}
  /pets/{id}/owners/{key}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      - {name: key, in: path, required: true, schema: {type: string}}
    get: {tags: [animals], operationId: owner, responses: {"204": {description: ""}}}
"""


def test_another_style_renames_calls_and_nothing_else(restamp: Restamp, tmp_path: Path) -> None:
    for file in ("zoo.yaml", "upstream.yaml"):
        (tmp_path / file).write_text(ZOO)
    client = '[clients.zoo]\nspec = "zoo.yaml"\nsource = "upstream.yaml"\noutput = "zoo"\nnames = '
    (tmp_path / "restamp.toml").write_text(f'{client}"operations"\n')
    assert restamp(["generate"], tmp_path).status == 0
    (tmp_path / "restamp.toml").write_text(f'{client}"resources"\n')
    run = restamp(["update"], tmp_path)
    assert run.status == 0 and "renamed" not in run.out and "warning[style-kept]" in run.err
    flags = ["update", "--rename-style", "--dry-run"]
    diff = json.loads(restamp([*flags, "--format", "json"], tmp_path).out)
    messages = {f["symbol"]: f["message"] for f in diff["findings"] if f["kind"].startswith("oper")}
    assert messages == {
        "client.animals.all_pets": "renamed to client.pets.list",
        "client.animals.one_pet": "renamed to client.pets.get",
        "client.animals.owner": "renamed to client.pets.owners.get",
    }
    assert {f["kind"] for f in diff["findings"]} <= {"operation-renamed", "function-renamed"}
    assert (diff["advice"], diff["breaking"]) == ("major", len(diff["findings"]))
    text = restamp(flags, tmp_path).out
    assert "a major version" in text
    assert "client.animals.all_pets renamed to client.pets.list\n" in text
    assert restamp(["update", "--rename-style", "--fail-on", "breaking"], tmp_path).status == 1
    assert style_of_package(tmp_path / "zoo") == "resources"
    run = restamp(["update"], tmp_path)
    assert run.status == 0 and "style" not in run.err


def style_of_package(package: Path) -> str | None:
    style: str | None = json.loads((package / "restamp.lock").read_text()).get("style")
    return style
