"""Two branches change a document and its client; the lock keeps the names of both."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from restamp.config.model import Style
from restamp.output.lock import Lock
from restamp.output.lock_merge import merged

Restamp = Callable[..., Any]

OPERATION = """\
  /{path}:
    get:
      operationId: {name}
      tags: [pets]
      responses: {{"204": {{description: Done.}}}}
"""


def git(folder: Path, *arguments: str) -> str:
    settings = (
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@example.com",
        "-c",
        "init.defaultBranch=main",
    )
    done = subprocess.run(
        ["git", *settings, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


@pytest.fixture
def branches(restamp: Restamp, project: Path) -> Path:
    """On `main` the client of one document; on `left` and `right` an operation more each, with one name."""
    assert restamp(["generate", "pets"], project).status == 0
    git(project, "init", "-q")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "base")
    document = project / "specs/pets.yaml"
    for branch in ("left", "right"):
        git(project, "checkout", "-qb", branch, "main")
        text = document.read_text()
        new = OPERATION.format(path=branch, name="countPets") + OPERATION.format(
            path=f"{branch}/all", name=f"{branch}All"
        )
        document.write_text(text.replace("components:\n", new + "components:\n"))
        assert restamp(["generate", "pets"], project).status == 0
        git(project, "add", "-A")
        git(project, "commit", "-qm", branch)
    return project


def united(folder: Path) -> None:
    """The document with the operations of both branches, as a person merges it."""
    base, left, right = (
        git(folder, "show", f"{b}:specs/pets.yaml") for b in ("main", "left", "right")
    )
    head, tail = base.split("components:\n")
    new = "".join(
        text.removeprefix(head).removesuffix("components:\n" + tail) for text in (left, right)
    )
    (folder / "specs/pets.yaml").write_text(head + new + "components:\n" + tail)


def names(folder: Path) -> dict[str, str]:
    locked: dict[str, str] = json.loads((folder / "out/pets/restamp.lock").read_text())["names"]
    return {key: name.partition(":")[0] for key, name in locked.items() if key.startswith("GET ")}


EXPECTED = {
    "GET /pets/{id}": "pets.get",
    "GET /right": "pets.count",
    "GET /right/all": "pets.right_all",
    "GET /left": "pets.count_pets_left",
    "GET /left/all": "pets.left_all",
}


@pytest.mark.parametrize("style", ["merge", "diff3"])
def test_conflict_markers(restamp: Restamp, branches: Path, style: str) -> None:
    assert "CONFLICT" in git(branches, "-c", f"merge.conflictStyle={style}", "merge", "left")
    united(branches)
    refused = restamp(["generate", "pets"], branches)
    assert refused.status == 2
    assert "run `restamp lock merge out/pets/restamp.lock`" in refused.err
    ran = restamp(["lock", "merge", "out/pets"], branches)
    assert (ran.status, "lock-merged" in ran.err) == (0, True), ran
    done = restamp(["generate", "pets"], branches)
    assert done.status == 0, done.err
    assert names(branches) == EXPECTED
    assert restamp(["check", "pets"], branches).status == 0


def test_as_a_merge_driver(restamp: Restamp, branches: Path) -> None:
    driver = f"{sys.executable} -m restamp lock merge %O %A %B"
    git(branches, "config", "merge.restamp-lock.driver", driver)
    (branches / ".git/info/attributes").write_text("restamp.lock merge=restamp-lock\n")
    output = git(branches, "merge", "left")
    assert "Merge conflict in out/pets/restamp.lock" not in output, output
    united(branches)
    done = restamp(["generate", "pets"], branches)
    assert done.status == 0, done.err
    assert names(branches) == EXPECTED


def test_a_removal_on_one_side(restamp: Restamp, branches: Path) -> None:
    """What one branch removed is not brought back: its name is remembered as that of something gone."""
    git(branches, "checkout", "-qb", "without", "main")
    document = branches / "specs/pets.yaml"
    document.write_text(
        document.read_text().replace("/pets/{id}", "/cats/{id}").replace("getPet", "getCat")
    )
    assert restamp(["generate", "pets"], branches).status == 0
    git(branches, "commit", "-qam", "without")
    git(branches, "-c", "merge.conflictStyle=diff3", "merge", "left")
    assert restamp(["lock", "merge", "out/pets"], branches).status == 0
    known = json.loads((branches / "out/pets/restamp.lock").read_text())
    assert "GET /pets/{id}" not in known["names"]
    assert known["removed"] == {"GET /pets/{id}": "pets.get:get_pet"}
    assert known["names"]["GET /left"] == "pets.count:count_pets"


def test_what_cannot_be_merged(restamp: Restamp, branches: Path) -> None:
    lock = branches / "out/pets/restamp.lock"
    assert "no conflict" in restamp(["lock", "merge", "out/pets"], branches).out
    lock.write_text("<<<<<<< a\n{}\n=======\n[]\n>>>>>>> b\n")
    ran = restamp(["lock", "merge", "out/pets"], branches)
    assert (ran.status, "lock-broken" in ran.err, "Traceback" in ran.err) == (2, True, False)
    assert restamp(["lock", "merge", "nothing"], branches).status == 2


@pytest.mark.parametrize("side", ["", '  "lock": 1,\n'])
def test_markers_around_the_same_text_are_resolved(
    restamp: Restamp, branches: Path, side: str
) -> None:
    lock = branches / "out/pets/restamp.lock"
    clean = lock.read_text()
    markers = f"<<<<<<< a\n{side}=======\n{side}>>>>>>> b\n"
    marked = clean.replace("\n", "\n" + markers, 1)
    lock.write_text(marked)
    ran = restamp(["lock", "merge", "out/pets"], branches)
    assert (ran.status, "merged" in ran.out) == (0, True)
    assert json.loads(lock.read_text())["names"] == json.loads(clean)["names"]
    assert restamp(["generate", "pets"], branches).status == 0
    assert restamp(["lock", "merge", "out/pets"], branches).out.endswith("no conflict\n")


@pytest.mark.parametrize("has_base", [True, False])
def test_a_style_that_one_side_changed(has_base: bool) -> None:
    base = Lock(names={"GET /a": "a.get_a:get_a"})
    theirs = Lock(names={"GET /a": "a.list:list"}, style=Style.RESOURCES)
    expected = theirs if has_base else base
    result, _ = merged(base if has_base else None, base, theirs)
    assert (result.names, result.style) == (expected.names, expected.style)


@pytest.mark.parametrize("has_base", [True, False])
def test_fields_of_a_body_that_both_sides_added(has_base: bool) -> None:
    key = "#/paths/~1a/post?body"
    base = Lock(names={key: "name=name"})
    ours = Lock(names={key: "age=age name=name", "#/paths/~1b/post?body": "name=name"})
    theirs = Lock(names={key: "name=name tag=body_tag"})
    result, notes = merged(base if has_base else None, ours, theirs)
    assert result.names[key] == "age=age name=name tag=body_tag" and not notes
    assert result.names["#/paths/~1b/post?body"] == "name=name"


@pytest.mark.parametrize("has_base", [True, False])
def test_the_name_from_the_operation_id(has_base: bool) -> None:
    """It is no name of callers: two calls clash whatever it is, and one call does not clash with itself."""
    base = Lock(names={"GET /a": "a.get:get_a"})
    ours = Lock(names={"GET /a": "a.get:get_a:read_a", "GET /b": "a.count:count_a"})
    theirs = Lock(names={"GET /a": "a.get:get_a:show_a", "GET /c": "a.count:count_a:count_all"})
    result, notes = merged(base if has_base else None, ours, theirs)
    assert result.names == ours.names
    assert notes == (
        'GET /c: "a.count:count_a:count_all" is the name of another item on this side',
    )
