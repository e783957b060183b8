from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Restamp = Callable[..., Any]


def test_tables_in_a_pipe_are_plain(restamp: Restamp, project: Path) -> None:
    before = sorted(project.rglob("*"))
    ran = restamp(["inspect", "specs/pets.yaml"], project)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == (
        "specs/pets.yaml: OpenAPI 3.1.0\n"
        "names: operations (auto): fewer than 5 operations do not tell how paths read\n"
        "       operationIds of a group and a verb 0%, paths that read well 100%, "
        "operations that share a resource 0%\n"
        "\n1 operation\noperation        call\nGET /pets/{id}   client.pets.get()\n"
        "\n1 type\ntype   place\nPet    #/components/schemas/Pet\n"
    )
    assert sorted(project.rglob("*")) == before


def test_what_is_widened_and_why(restamp: Restamp, project: Path) -> None:
    document = project / "specs/pets.yaml"
    document.write_text(
        document.read_text().replace("schema: {type: string}", "schema: {type: text}")
    )
    ran = restamp(["inspect", "specs/pets.yaml"], project)
    assert ran.status == 0
    assert "GET /pets/{id}   client.pets.get()   widened\n" in ran.out
    assert "\n1 widened\n" in ran.out
    assert "specs/pets.yaml:9 " in ran.out
    assert restamp(["inspect", "specs/pets.yaml", "--strict"], project).status == 2


def test_json_is_the_report_and_more(restamp: Restamp, project: Path) -> None:
    ran = restamp(["inspect", "pets.yaml", "--format", "json"], project / "specs")
    assert ran.status == 0
    content = json.loads(ran.out)
    restamp(["generate", "pets", "--report", "r.json"], project)
    report = json.loads((project / "r.json").read_text())
    assert {key: content[key] for key in report} == report | {"document": "pets.yaml"}
    assert content["endpoints"] == [
        {
            "method": "GET",
            "path": "/pets/{id}",
            "call": "client.pets.get()",
            "widened": [],
            "undescribed": False,
        }
    ]
    assert content["types"] == [{"name": "Pet", "pointer": "#/components/schemas/Pet"}]


def test_responses_that_are_not_described_are_counted(restamp: Restamp, project: Path) -> None:
    (project / "nest.yaml").write_text(
        "openapi: 3.0.0\ninfo: {title: Nest, version: '1'}\npaths:\n"
        "  /backup: {get: {responses: {'200': {description: ''}}}}\n"
        "  /drop: {delete: {responses: {'204': {description: ''}}}}\n"
        "  /jobs: {post: {responses: {'200': {description: '', content: {text/plain: {}}},"
        " '202': {description: ''}}}}\n"
        "  /nothing: {get: {responses: {'404': {description: ''}}}}\n"
        "  /ping: {head: {responses: {'200': {description: ''}}}}\n"
    )
    ran = restamp(["inspect", "nest.yaml"], project)
    assert "\n3 operations have a response whose content is not described: " in ran.out
    assert "GET /backup    client.backup()        undescribed\n" in ran.out
    assert ran.out.count("undescribed") == 3
    content = json.loads(restamp(["inspect", "nest.yaml", "--format", "json"], project).out)
    assert content["operations"]["undescribed"] == 3
    assert content["undescribed"] == ["GET /backup", "POST /jobs", "GET /nothing"]
    marks = {e["path"]: e["undescribed"] for e in content["endpoints"]}
    assert marks["/backup"] and not marks["/drop"] and not marks["/ping"]


def test_an_overlay_counts(restamp: Restamp, project: Path) -> None:
    (project / "o.yaml").write_text(
        "overlay: 1.0.0\ninfo: {title: O, version: '1'}\nactions:\n"
        "  - target: $.paths.*.get\n    update: {x-restamp-name: fetch}\n"
    )
    ran = restamp(["inspect", "specs/pets.yaml", "--overlay", "o.yaml"], project)
    assert "client.pets.fetch()" in ran.out, ran


def test_a_document_that_is_wrong(restamp: Restamp, project: Path) -> None:
    for form in ("text", "json"):
        ran = restamp(["inspect", "specs", "--format", form], project)
        assert ran.status == 2
        assert ran.err.startswith("specs:1:1: error[file-is-directory]: ")
        assert bool(ran.out) is (form == "json")


WAITER = """\
overlay: 1.0.0
info: {title: O, version: '1'}
actions:
  - target: $.paths.*.get
    update:
      x-restamp-name: fetch
      x-restamp-waiter: {status: name, success: [ready, 'yes'], failure: [gone]}
"""


def configured(project: Path, overlay: str = WAITER) -> None:
    (project / "specs/pets.overlay.yaml").write_text(overlay)
    file = project / "pyproject.toml"
    spec = 'spec = "specs/pets.yaml"\n'
    file.write_text(
        file.read_text().replace(spec, f'{spec}overlays = ["specs/pets.overlay.yaml"]\n')
    )


def test_the_name_of_a_client_is_that_of_its_document_and_overlays(
    restamp: Restamp, project: Path
) -> None:
    configured(project)
    ran = restamp(["inspect", "pets"], project)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("specs/pets.yaml: OpenAPI 3.1.0\n")
    assert "client.pets.fetch()" in ran.out
    assert restamp(["inspect", "zoo"], project).out.startswith("specs/zoo.yaml: OpenAPI 3.1.0\n")
    assert "client.pets.get()" in restamp(["inspect", "specs/pets.yaml"], project).out


def test_overlays_of_the_command_line_come_after_those_of_the_client(
    restamp: Restamp, project: Path
) -> None:
    configured(project)
    (project / "o.yaml").write_text(WAITER.replace("fetch", "seek"))
    ran = restamp(["inspect", "pets", "--overlay", "o.yaml"], project)
    assert "client.pets.seek()" in ran.out


def test_a_generated_client_keeps_the_names_of_its_lock(restamp: Restamp, project: Path) -> None:
    assert restamp(["generate", "pets"], project).status == 0
    document = project / "specs/pets.yaml"
    document.write_text(document.read_text().replace("schemas/Pet", "schemas/Animal"))
    document.write_text(document.read_text().replace("    Pet:\n", "    Animal:\n"))
    ran = restamp(["inspect", "pets"], project)
    assert "\nnames: operations (lock): a package keeps the style of its lock\n" in ran.out
    assert "\nPet    #/components/schemas/Animal\n" in ran.out


def test_a_file_comes_before_a_client_of_its_name(restamp: Restamp, project: Path) -> None:
    configured(project)
    (project / "pets").write_bytes((project / "specs/pets.yaml").read_bytes())
    ran = restamp(["inspect", "pets"], project)
    assert ran.out.startswith("pets: OpenAPI 3.1.0\n") and "client.pets.get()" in ran.out


def test_a_folder_of_its_name_does_not_hide_a_client(restamp: Restamp, project: Path) -> None:
    (project / "pets").mkdir()
    assert restamp(["inspect", "pets"], project).out.startswith("specs/pets.yaml: ")


def test_neither_a_file_nor_a_client(restamp: Restamp, project: Path) -> None:
    ran = restamp(["inspect", "dogs"], project)
    assert ran.status == 2 and ran.err.startswith("dogs:1:1: error[file-missing]: ")


def test_a_configuration_that_is_wrong_is_reported(restamp: Restamp, project: Path) -> None:
    (project / "pyproject.toml").write_text("[tool.restamp.clients.pets]\nspce = 1\n")
    ran = restamp(["inspect", "pets"], project)
    assert ran.status == 2 and "pyproject.toml" in ran.err and "spce" in ran.err
    assert restamp(["inspect", "specs/pets.yaml"], project).status == 0


def test_waiters_are_listed(restamp: Restamp, project: Path) -> None:
    configured(project)
    ran = restamp(["inspect", "pets"], project)
    assert (
        "\n1 waiter\noperation        status   success      failure\n"
        "GET /pets/{id}   name     ready, yes   gone\n"
    ) in ran.out
    content = json.loads(restamp(["inspect", "pets", "--format", "json"], project).out)
    assert content["waiters"] == [
        {
            "operation": "GET /pets/{id}",
            "status": "name",
            "success": ["ready", "yes"],
            "failure": ["gone"],
        }
    ]
    bare = json.loads(restamp(["inspect", "zoo", "--format", "json"], project).out)
    assert bare["waiters"] == []
