from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Restamp = Callable[..., Any]


@pytest.fixture
def later(project: Path) -> Callable[..., str]:
    """Writes the next version of the document, with replacements made; the name to give."""

    def write(*changes: tuple[str, str]) -> str:
        text = (project / "specs/pets.yaml").read_text().replace('version: "1"', 'version: "2"')
        for before, after in changes:
            assert before in text
            text = text.replace(before, after)
        (project / "next.yaml").write_text(text)
        return "next.yaml"

    return write


NEW_FIELD = (
    "        name: {type: string}\n",
    "        name: {type: string}\n        age: {type: integer}\n",
)
NEW_TYPE = ("        name: {type: string}\n", "        name: {type: integer}\n")


def test_nothing(restamp: Restamp, project: Path, later: Callable[..., str]) -> None:
    ran = restamp(["diff", "specs/pets.yaml", later()], project)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == "Pets 1 -> 2: no change for callers; a patch version\n"


def test_harmless(restamp: Restamp, project: Path, later: Callable[..., str]) -> None:
    ran = restamp(["diff", "specs/pets.yaml", later(NEW_FIELD)], project)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == (
        "Pets 1 -> 2: no breaking changes, 1 other; a minor version\n"
        "\nNot breaking:\n"
        "\nmodels.Pet.age added\n"
        "+ int | None    next.yaml:22 #/components/schemas/Pet/properties/age\n"
        "  nobody has to give it\n"
    )


def test_breaking(restamp: Restamp, project: Path, later: Callable[..., str]) -> None:
    before = sorted(project.rglob("*"))
    ran = restamp(["diff", "specs/pets.yaml", later(NEW_TYPE)], project)
    assert (ran.status, ran.err) == (1, "")
    place = "21 #/components/schemas/Pet/properties/name"
    assert ran.out == (
        "Pets 1 -> 2: 1 breaking change; a major version\n"
        "\nBreaking:\n"
        "\nmodels.Pet.name is of another type\n"
        f"- str | None    specs/pets.yaml:{place}\n"
        f"+ int | None    next.yaml:{place}\n"
        "  it may be what its readers do not expect\n"
    )
    assert sorted(project.rglob("*")) == sorted([*before, project / "next.yaml"])


def test_markdown(restamp: Restamp, project: Path, later: Callable[..., str]) -> None:
    operation = ("operationId: getPet\n", "operationId: getPet\n      deprecated: true\n")
    new = later(
        NEW_FIELD,
        (
            "- {name: id",
            "- {name: a_b, in: query, required: true, schema: {}}\n        - {name: id",
        ),
        operation,
        ("title: Pets", 'title: "P_e_ts"'),
    )
    ran = restamp(["diff", "specs/pets.yaml", new, "--format", "markdown"], project)
    assert ran.status == 1
    assert ran.out == (
        "## P\\_e\\_ts 1 -> 2\n"
        "\n1 breaking change, 2 others; a major version.\n"
        "\n### Breaking\n"
        "\n- `client.pets.get_pet(a_b)` added, and required: `Any` (every call has to give it)\n"
        "\n### Added\n"
        "\n- `models.Pet.age` added: `int | None`\n"
        "\n### Changed\n"
        "\n- `client.pets.get_pet` is deprecated\n"
    )


def test_json(restamp: Restamp, project: Path, later: Callable[..., str]) -> None:
    ran = restamp(["diff", "specs/pets.yaml", later(NEW_TYPE), "--format", "json"], project)
    assert ran.status == 1
    place = {"pointer": "#/components/schemas/Pet/properties/name", "line": 21}
    assert json.loads(ran.out) == {
        "title": "Pets",
        "old_version": "1",
        "new_version": "2",
        "advice": "major",
        "breaking": 1,
        "findings": [
            {
                "kind": "field-type",
                "symbol": "models.Pet.name",
                "message": "is of another type",
                "level": "breaking",
                "why": "it may be what its readers do not expect",
                "before": "str | None",
                "after": "int | None",
                "old": {**place, "file": "specs/pets.yaml"},
                "new": {**place, "file": "next.yaml"},
                "seen_by_checkers": True,
                "also": [],
            }
        ],
    }


def test_wrong_document_is_located(
    restamp: Restamp, project: Path, later: Callable[..., str]
) -> None:
    new = later(("responses:", "responses: 1 #"))
    ran = restamp(["diff", "specs/pets.yaml", new], project)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("next.yaml:11:9: error[yaml-invalid]")
    ran = restamp(["diff", "none.yaml", new], project)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("none.yaml:1:1: error[file-missing]")


def test_usage(restamp: Restamp, project: Path) -> None:
    ran = restamp(["diff", "specs/pets.yaml"], project)
    assert ran.status == 2
    assert "NEW" in ran.err


def test_overlay_is_applied_to_both(
    restamp: Restamp, project: Path, later: Callable[..., str]
) -> None:
    (project / "o.yaml").write_text(
        "overlay: 1.0.0\ninfo: {title: o, version: '1'}\n"
        "actions: [{target: $.components.schemas.Pet.properties.name, update: {type: boolean}}]\n"
    )
    arguments = ["diff", "specs/pets.yaml", later(NEW_TYPE), "--overlay", "o.yaml"]
    assert restamp(arguments, project).status == 0


def test_package_stands_for_its_document_and_names(
    restamp: Restamp, project: Path, later: Callable[..., str]
) -> None:
    restamp(["generate", "pets"], project)
    lock = project / "out/pets/restamp.lock"
    lock.write_text(lock.read_text().replace('"Pet"', '"Animal"'))
    ran = restamp(["diff", "out/pets", later(NEW_TYPE)], project)
    assert (ran.status, ran.err) == (1, "")
    assert "\nmodels.Animal.name is of another type\n" in ran.out
    assert restamp(["diff", later(NEW_TYPE), "out/pets"], project).status == 1
    assert restamp(["diff", "out/pets", "out/pets"], project).status == 0


def test_package_of_another_document(
    restamp: Restamp, project: Path, later: Callable[..., str]
) -> None:
    restamp(["generate", "pets"], project)
    new = later(NEW_TYPE)
    document = project / "specs/pets.yaml"
    document.write_text(document.read_text() + "# edited\n")
    ran = restamp(["diff", "out/pets", new], project)
    assert (ran.status, ran.out) == (2, "")
    assert "error[input-changed]: specs/pets.yaml has changed since" in ran.err
    document.unlink()
    ran = restamp(["diff", "out/pets", new], project)
    assert "error[input-unreadable]: specs/pets.yaml: no such file" in ran.err


def test_folder_that_is_no_package(
    restamp: Restamp, project: Path, later: Callable[..., str]
) -> None:
    new = later(NEW_TYPE)
    ran = restamp(["diff", "specs", new], project)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("specs:1:1: error[lock-missing]: has no restamp.lock")
    restamp(["generate", "--spec", "specs/pets.yaml", "--output", "other/pets"], project)
    ran = restamp(["diff", "other/pets", new], project)
    assert ran.status == 2
    assert ran.err.startswith("other/pets:1:1: error[package-unknown]: no client of pyproject.toml")
    (project / "pyproject.toml").unlink()
    ran = restamp(["diff", "other/pets", new], project)
    assert ran.status == 2
    assert "error[config-missing]" in ran.err


def test_nothing_of_a_document_moves_the_cursor(
    restamp: Restamp, project: Path, later: Callable[..., str]
) -> None:
    new = later(("title: Pets", 'title: "P\\e[2J\\n# x"'), NEW_TYPE)
    for form in ("text", "markdown"):
        ran = restamp(["diff", "specs/pets.yaml", new, "--format", form], project)
        assert "\x1b" not in ran.out
        assert "x1b" in ran.out.splitlines()[0]
        assert "x 1" not in ran.out.splitlines()[1]
