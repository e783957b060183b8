from __future__ import annotations

import json
import shutil
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
        "  it is optional\n"
    )


def test_breaking(restamp: Restamp, project: Path, later: Callable[..., str]) -> None:
    before = sorted(project.rglob("*"))
    ran = restamp(["diff", "specs/pets.yaml", later(NEW_TYPE)], project)
    assert (ran.status, ran.err) == (1, "")
    place = "21 #/components/schemas/Pet/properties/name"
    assert ran.out == (
        "Pets 1 -> 2: 1 breaking change; a major version\n"
        "\nBreaking:\n"
        "\nmodels.Pet.name has a different type\n"
        f"- str | None    specs/pets.yaml:{place}\n"
        f"+ int | None    next.yaml:{place}\n"
        "  code that reads it may get an unexpected type  [1577deb27a4d]\n"
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
        "\n- `client.pets.get(a_b)` added, and required: `Any` (every call must pass it; `3b1fbf892212`)\n"
        "\n### Added\n"
        "\n- `models.Pet.age` added: `int | None`\n"
        "\n### Changed\n"
        "\n- `client.pets.get` is deprecated\n"
    )


def test_json(restamp: Restamp, project: Path, later: Callable[..., str]) -> None:
    ran = restamp(["diff", "specs/pets.yaml", later(NEW_TYPE), "--format", "json"], project)
    assert ran.status == 1
    place = {"pointer": "#/components/schemas/Pet/properties/name", "line": 21}
    report = json.loads(ran.out)
    assert report.pop("causes") == [
        {
            "fingerprint": "1577deb27a4d",
            "level": "breaking",
            "accepted": False,
            "text": "models.Pet.name has a different type",
            "why": "code that reads it may get an unexpected type",
            "findings": ["1577deb27a4d"],
        }
    ]
    assert report == {
        "form": 1,
        "title": "Pets",
        "old_version": "1",
        "new_version": "2",
        "advice": "major",
        "breaking": 1,
        "tests": 0,
        "harmless": 0,
        "accepted": 0,
        "remarks": [],
        "version_at": {"pointer": "#/info/version", "file": "next.yaml", "line": 2},
        "findings": [
            {
                "fingerprint": "1577deb27a4d",
                "accepted": False,
                "kind": "field-type",
                "symbol": "models.Pet.name",
                "message": "has a different type",
                "level": "breaking",
                "why": "code that reads it may get an unexpected type",
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


def test_package_stands_for_itself_and_its_names(
    restamp: Restamp, project: Path, later: Callable[..., str]
) -> None:
    restamp(["generate", "pets"], project)
    ran = restamp(["diff", "out/pets", later(NEW_TYPE)], project)
    assert (ran.status, ran.err) == (1, "")
    place = "21 #/components/schemas/Pet/properties/name"
    assert (
        f"\n- str | None    specs/pets.yaml:{place}\n+ int | None    next.yaml:{place}\n" in ran.out
    )
    assert restamp(["diff", later(NEW_TYPE), "out/pets"], project).status == 1
    assert restamp(["diff", "out/pets", "out/pets"], project).status == 0


def test_package_is_what_was_written_whatever_became_of_its_document(
    restamp: Restamp, project: Path, later: Callable[..., str]
) -> None:
    restamp(["generate", "pets"], project)
    new = later(NEW_TYPE)
    document = project / "specs/pets.yaml"
    document.write_text(
        document.read_text().replace("name: {type: string}", "born: {type: string}")
    )
    for _ in range(2):
        ran = restamp(["diff", "out/pets", new], project)
        assert (ran.status, ran.err) == (1, "")
        assert "models.Pet.name has a different type" in ran.out and "born" not in ran.out
        assert "\n- str | None    #/components/schemas/Pet/properties/name\n" in ran.out
        document.unlink(missing_ok=True)


def older(package: Path) -> None:
    """As a Restamp that wrote no surface left it."""
    (package / "restamp.api.json").unlink()
    lock = json.loads((package / "restamp.lock").read_text())
    del lock["files"]["restamp.api.json"]
    (package / "restamp.lock").write_text(json.dumps(lock))


def test_an_older_package_needs_its_document(
    restamp: Restamp, project: Path, later: Callable[..., str]
) -> None:
    restamp(["generate", "pets"], project)
    new = later(NEW_TYPE)
    older(project / "out/pets")
    ran = restamp(["diff", "out/pets", new], project)
    assert ran.status == 1 and "models.Pet.name has a different type" in ran.out
    document = project / "specs/pets.yaml"
    document.write_text(document.read_text() + "# edited\n")
    ran = restamp(["diff", "out/pets", new], project)
    assert (ran.status, ran.out) == (2, "")
    assert "error[input-changed]: specs/pets.yaml has changed since" in ran.err
    document.unlink()
    ran = restamp(["diff", "out/pets", new], project)
    assert "error[input-unreadable]: specs/pets.yaml: no such file" in ran.err


def test_a_surface_that_was_edited_is_not_believed(
    restamp: Restamp, project: Path, later: Callable[..., str]
) -> None:
    restamp(["generate", "pets"], project)
    surface = project / "out/pets/restamp.api.json"
    surface.write_text(surface.read_text().replace("str | None", "int | None"))
    ran = restamp(["diff", "out/pets", later(NEW_TYPE)], project)
    assert ran.status == 1 and "models.Pet.name has a different type" in ran.out
    assert "out/pets/restamp.api.json:1:1: warning[surface-unusable]" in ran.err
    ran = restamp(["check", "pets"], project)
    assert ran.status == 1 and "--- out/pets/restamp.api.json\n" in ran.out


def test_package_without_a_configuration(
    restamp: Restamp, project: Path, later: Callable[..., str]
) -> None:
    """What was included, and which overlays were applied, the package knows."""
    (project / "specs/o.yaml").write_text(
        "overlay: 1.0.0\ninfo: {title: o, version: '1'}\n"
        "actions: [{target: '$.paths.*.get', update: {x-restamp-name: fetch}}]\n"
    )
    configuration = project / "pyproject.toml"
    text = configuration.read_text().replace(
        'output = "out/pets"',
        'output = "out/pets"\noverlays = ["specs/o.yaml"]\ninclude = {tags = ["pets"]}',
    )
    configuration.write_text(text)
    assert restamp(["generate", "pets"], project).status == 0
    other = "  /x: {get: {operationId: x, tags: [x], responses: {}}}\ncomponents:\n"
    new = later(NEW_TYPE, ("components:\n", other))
    ran = restamp(["diff", "out/pets", new], project)
    assert ran.status == 1 and ran.out.count("models.") == 1
    configuration.unlink()
    for overlay in ([], ["--overlay", "specs/o.yaml"]):
        shutil.copy(project / new, project / "specs" / new)
        ran = restamp(["diff", "out/pets", f"specs/{new}", *overlay], project)
        assert (ran.status, ran.err) == (1, "")
        assert "client.pets.fetch" not in ran.out and "client.x" not in ran.out
        assert "models.Pet.name has a different type" in ran.out


def test_a_folder_that_is_not_a_package(
    restamp: Restamp, project: Path, later: Callable[..., str]
) -> None:
    new = later(NEW_TYPE)
    ran = restamp(["diff", "specs", new], project)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("specs:1:1: error[lock-missing]: has no restamp.lock")
    restamp(["generate", "--spec", "specs/pets.yaml", "--output", "other/pets"], project)
    assert restamp(["diff", "other/pets", new], project).status == 1
    older(project / "other/pets")
    ran = restamp(["diff", "other/pets", new], project)
    assert ran.status == 2
    assert ran.err.startswith("other/pets:1:1: error[package-unknown]: no client of pyproject.toml")
    (project / "pyproject.toml").unlink()
    ran = restamp(["diff", "other/pets", new], project)
    assert ran.status == 2
    assert "error[config-missing]" in ran.err


RENAMED = [
    ("schemas/Pet", "schemas/Animal"),
    ("    Pet:\n", "    Animal:\n"),
]


def test_a_schema_renamed_by_shape_is_not_a_change(
    restamp: Restamp, project: Path, later: Callable[..., str]
) -> None:
    configuration = project / "pyproject.toml"
    configuration.write_text(
        configuration.read_text().replace(
            'output = "out/pets"', 'output = "out/pets"\nsource = "next.yaml"'
        )
    )
    assert restamp(["generate", "pets"], project).status == 0
    new = later(*RENAMED)
    expected = "Pets 1 -> 2: no change for callers; a patch version\n"
    for old in ("out/pets", "specs/pets.yaml"):
        ran = restamp(["diff", old, new], project)
        assert (ran.status, ran.out) == (0, expected)
    assert restamp(["update", "pets"], project).out.startswith(expected)
    # Back, from a package whose names are those of an older document.
    new = later(('version: "2"', 'version: "3"'), *((b, a) for a, b in RENAMED))
    ran = restamp(["diff", "out/pets", new], project)
    other = restamp(["update", "pets"], project)
    assert ran.status == 0 and other.out.startswith(ran.out)


def test_nothing_of_a_document_moves_the_cursor(
    restamp: Restamp, project: Path, later: Callable[..., str]
) -> None:
    new = later(("title: Pets", 'title: "P\\e[2J\\n# x"'), NEW_TYPE)
    for form in ("text", "markdown"):
        ran = restamp(["diff", "specs/pets.yaml", new, "--format", form], project)
        assert "\x1b" not in ran.out
        assert "x1b" in ran.out.splitlines()[0]
        assert "x 1" not in ran.out.splitlines()[1]


EXCHANGED = """\
openapi: 3.1.0
info: {title: R, version: "1"}
servers: [{url: "https://x.test"}]
paths:
  /orgs/{%s}/members/{%s}:
    get:
      operationId: getMember
      parameters:
        - {name: %s, in: path, required: true, schema: {type: string}}
        - {name: %s, in: path, required: true, schema: {type: string}}
      responses: {"204": {description: ok}}
"""


@pytest.mark.parametrize("declared", [("org", "user"), ("user", "org")])
def test_path_parameters_exchanged(
    restamp: Restamp, tmp_path: Path, declared: tuple[str, str]
) -> None:
    """The arguments keep their order, so positional and keyword arguments change alike."""
    (tmp_path / "old.yaml").write_text(EXCHANGED % ("org", "user", "org", "user"))
    (tmp_path / "new.yaml").write_text(EXCHANGED % ("user", "org", *declared))
    ran = restamp(["diff", "old.yaml", "new.yaml", "--all"], tmp_path)
    assert ran.status == 1 and "moved to a different position" not in ran.out
    assert "goes into a different part of the path" in ran.out
    assert all(f"client.orgs.get_member({name})" in ran.out for name in ("org", "user"))
    assert "the same call requests a different URL" in ran.out


def test_declarations_alone_exchanged(restamp: Restamp, tmp_path: Path) -> None:
    """The template has the order of the arguments."""
    (tmp_path / "old.yaml").write_text(EXCHANGED % ("org", "user", "org", "user"))
    (tmp_path / "new.yaml").write_text(EXCHANGED % ("org", "user", "user", "org"))
    assert "no change for callers" in restamp(["diff", "old.yaml", "new.yaml"], tmp_path).out


def test_the_name_of_a_client_is_its_package(restamp: Restamp, project: Path) -> None:
    assert restamp(["generate", "pets"], project).status == 0
    document = project / "specs/pets.yaml"
    document.write_text(document.read_text().replace("        name: {", "        nick: {"))
    ran = restamp(["diff", "pets", "specs/pets.yaml"], project)
    assert (ran.status, ran.err) == (1, "") and "models.Pet.name removed" in ran.out
    assert ran.out == restamp(["diff", "out/pets", "specs/pets.yaml"], project).out
    assert "models.Pet.name added" in restamp(["diff", "specs/pets.yaml", "pets"], project).out


def test_a_file_comes_before_the_package_of_a_client_of_its_name(
    restamp: Restamp, project: Path
) -> None:
    (project / "pets").write_bytes((project / "specs/pets.yaml").read_bytes())
    ran = restamp(["diff", "pets", "specs/pets.yaml"], project)
    assert (ran.status, ran.err) == (0, "")


def test_neither_a_file_nor_a_client_is_compared(restamp: Restamp, project: Path) -> None:
    ran = restamp(["diff", "dogs", "specs/pets.yaml"], project)
    assert ran.status == 2 and ran.err.startswith("dogs:1:1: error[file-missing]: ")
