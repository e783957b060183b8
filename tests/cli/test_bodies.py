"""`bodies`: whether callers pass a body whole, or its fields as arguments."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import restamp as library

Restamp = Callable[..., Any]

DOCUMENT = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
paths:
  /pets:
    post:
      operationId: createPet
      tags: [pets]
      requestBody:
        required: true
        content:
          application/json:
            schema: {type: object, required: [name], properties: {name: {type: string}, note: {type: string}}}
      responses: {"204": {description: ""}}
"""
KEY = 'bodies = "arguments"'


@pytest.fixture
def project(project: Path) -> Path:
    for name in ("pets", "zoo"):
        (project / f"specs/{name}.yaml").write_text(DOCUMENT)
    return project


def configured(project: Path, line: str, *, before: str = "[tool.restamp.clients.zoo]") -> None:
    file = project / "pyproject.toml"
    file.write_text(file.read_text().replace(before, f"{line}\n\n{before}"))


def is_flat(project: Path, name: str = "pets") -> bool:
    text = (project / f"out/{name}/api/pets.py").read_text()
    assert ("body: " in text) is not ("name: str,\n" in text)
    return "name: str,\n" in text


def test_one_client(restamp: Restamp, project: Path) -> None:
    configured(project, KEY)
    assert restamp(["generate"], project).status == 0
    assert (is_flat(project), is_flat(project, "zoo")) == (True, False)
    assert restamp(["check"], project).status == 0


def test_a_default_for_all_clients(restamp: Restamp, project: Path) -> None:
    configured(project, f"[tool.restamp]\n{KEY}", before="[tool.restamp.clients.pets]")
    configured(project, 'bodies = "objects"')
    assert restamp(["generate"], project).status == 0
    assert (is_flat(project), is_flat(project, "zoo")) == (False, True)


@pytest.mark.parametrize("place", ["[tool.restamp.clients.pets]", "[tool.restamp.clients.zoo]"])
def test_another_value(restamp: Restamp, project: Path, place: str) -> None:
    line = 'bodies = "flat"' if "zoo" in place else '[tool.restamp]\nbodies = "flat"'
    configured(project, line, before=place)
    run = restamp(["generate"], project)
    assert run.status == 2 and run.err.count("error[config-type]") == 1
    assert '"bodies" must be one of "objects", "arguments", not "flat"' in run.err


def test_without_a_configuration(restamp: Restamp, project: Path) -> None:
    flags = ["--spec", "specs/pets.yaml", "--output", "out/pets"]
    assert restamp(["generate", *flags, "--bodies", "arguments"], project).status == 0
    assert is_flat(project)
    assert restamp(["check", *flags, "--bodies", "arguments"], project).status == 0
    assert restamp(["check", *flags], project).status == 1
    run = restamp(["generate", "--bodies", "arguments"], project)
    assert run.status == 2 and "--bodies requires --spec" in run.err


def test_from_python(project: Path) -> None:
    target = {"spec": "specs/pets.yaml", "output": "out/pets", "root": project}
    assert not library.generate(**target, bodies="arguments").failed  # type: ignore[arg-type]
    assert is_flat(project)
    assert library.check(**target, bodies="arguments").is_up_to_date  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="bodies"):
        library.generate("pets", bodies="arguments", root=project)


def test_the_key_changes_a_package(restamp: Restamp, project: Path) -> None:
    assert restamp(["generate"], project).status == 0
    old = project / "before"
    (project / "out/pets").rename(old)
    configured(project, KEY)
    assert restamp(["generate"], project).status == 0 and is_flat(project)
    run = restamp(["diff", "before", "out/pets", "--format", "json"], project)
    (finding,) = json.loads(run.out)["findings"]
    assert (run.status, finding["kind"], finding["level"]) == (1, "body-form", "breaking")
    assert finding["message"] == "takes the fields of its body as arguments"
    run = restamp(["diff", "out/pets", "before"], project)
    assert run.status == 1 and "client.pets.create takes its body as one argument" in run.out


CHANGES = {
    "note: {type: string}}": {
        "note: {type: string}, age: {type: integer}}": ["harmless argument-added (age)"],
        "note: {type: integer}}": ["breaking argument-type (note)"],
        'note: {type: [string, "null"]}}': ["breaking argument-null (note)"],
        "note: {type: string, deprecated: true}}": ["harmless deprecated (note)"],
    },
    ", note: {type: string}": {"": ["breaking argument-removed (note)"]},
    "required: [name]": {
        "required: [name, note]": ["breaking argument-required (note)"],
        "required: []": ["harmless argument-optional (name)"],
    },
    "type: object, required: [name], properties: {name: {type: string}, note: {type: string}}": {
        "type: array, items: {type: string}": ["breaking body-form"],
        "oneOf: [{type: object, properties: {a: {}}}, {type: string}]": ["breaking body-form"],
    },
}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [(old, new, expected) for old, news in CHANGES.items() for new, expected in news.items()],
)
@pytest.mark.parametrize("is_package", [True, False])
def test_arguments_are_compared(
    restamp: Restamp, project: Path, old: str, new: str, expected: list[str], is_package: bool
) -> None:
    configured(project, KEY)
    (project / "next.yaml").write_text(DOCUMENT.replace(old, new))
    first = "specs/pets.yaml"
    if is_package:
        assert restamp(["generate", "pets"], project).status == 0
        first = "out/pets"
    run = restamp(["diff", first, "next.yaml", "--format", "json"], project)
    findings = [
        f"{f['level']} {f['kind']} {f['symbol'].removeprefix('client.pets.create')}".strip()
        for f in json.loads(run.out)["findings"]
        if f["symbol"].startswith("client.")
    ]
    assert findings == expected


def test_a_package_without_a_configuration(restamp: Restamp, project: Path) -> None:
    flags = ["--spec", "specs/pets.yaml", "--output", "lone", "--bodies", "arguments"]
    (project / "pyproject.toml").unlink()
    assert restamp(["generate", *flags], project).status == 0
    run = restamp(["diff", "lone", "specs/pets.yaml"], project)
    assert run.status == 0 and "body" not in run.out


def test_the_report_says_what_stays_one_argument(restamp: Restamp, project: Path) -> None:
    configured(project, KEY)
    spec = project / "specs/pets.yaml"
    spec.write_text(
        DOCUMENT.replace("type: object, required", "oneOf: [{}, {type: string}], required")
    )
    assert restamp(["generate", "pets", "--report", "report.json"], project).status == 0
    report = json.loads((project / "report.json").read_text())
    assert report["bodies"] == [{"operation": "POST /pets", "why": "it is a union"}]
