"""The GitHub workflow: its shell, run against a repository on disk, with stand-ins for what is elsewhere."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

NAME = ".github/workflows/clients.yml"

RESTAMP = """#!/bin/sh
# What commands.md says of update and diff; the new document stands in the folder `vendor`.
case "$1" in
  update) test "$2" = pets && cp "$VENDOR" specs/pets.yaml ;;
  diff) echo "## Changed: $(basename "$2") -> $3, $5"; exit "$BREAKING" ;;
  *) exit 2 ;;
esac
"""
GH = """#!/bin/sh
echo "$*" >> "$GH_LOG"
for last; do :; done
case "$2" in
  list) grep -c "^pr create" "$GH_LOG" ;;
  create | edit) cp "$last" "$GH_LOG.body" ;;
esac
true
"""


@pytest.fixture
def workflow(project: Path) -> dict[str, Any]:
    """The example, parsed; YAML 1.1 takes its key `on` for true."""
    return yaml.safe_load((project / NAME).read_text())


@pytest.fixture
def shells(workflow: dict[str, Any]) -> list[str]:
    """The scripts of the steps that are our own."""
    steps = workflow["jobs"]["update"]["steps"]
    return [step["run"] for step in steps if "run" in step and "pip install" not in step["run"]]


def script(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text)
    (folder / name).chmod(0o755)


def test_it_may_do_what_it_does_and_no_more(workflow: dict[str, Any]) -> None:
    assert {*workflow[True]} == {"schedule", "workflow_dispatch"}
    assert workflow["permissions"] == {"contents": "write", "pull-requests": "write"}
    for step in workflow["jobs"]["update"]["steps"]:
        assert re.fullmatch(r"actions/[a-z-]+@v\d+", step.get("uses", "actions/none@v1"))
        assert "${{" not in step.get("run", ""), "text of others has no place in a shell script"


def test_a_new_document_becomes_a_pull_request(
    project: Path, tools: Path, tmp_path: Path, workflow: dict[str, Any], shells: list[str]
) -> None:
    script(tools, "restamp", RESTAMP)
    script(tools, "gh", GH)
    vendor = tmp_path / "vendor.yaml"
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    own = workflow["jobs"]["update"]["env"]
    environment = {
        **os.environ,
        **{key: value for key, value in own.items() if key != "GH_TOKEN"},
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "RUNNER_TEMP": str(temporary),
        "VENDOR": str(vendor),
        "BREAKING": "1",
        "GH_LOG": str(tmp_path / "gh"),
    }

    def shell(text: str, folder: Path = project) -> str:
        done = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", text],  # what GitHub runs a step with
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    remote = tmp_path / "remote.git"
    shell(
        f"git init -q --bare {remote}; git init -q -b main; git add -A"
        " && git -c user.name=n -c user.email=e commit -qm first"
        f" && git remote add origin {remote} && git push -q origin main"
    )
    document = (project / "specs/pets.yaml").read_text()

    def day(text: str) -> list[str]:
        """What is asked of GitHub on a day when the vendor's document is this."""
        vendor.write_text(text)
        shell("git checkout -q main")
        log = Path(environment["GH_LOG"])
        before = log.read_text().count("\n") if log.exists() else 0
        for each in shells:
            shell(each)
        return log.read_text().splitlines()[before:] if log.exists() else []

    assert day(document) == []
    asked = day(document.replace("One pet.", "A pet."))
    assert [line.split(" --")[0] for line in asked] == ["pr list", "pr create"]
    body = (tmp_path / "gh.body").read_text()
    assert body == "## Changed: before.yaml -> specs/pets.yaml, markdown\n"
    pushed = shell("git show restamp/pets:specs/pets.yaml", remote)
    assert pushed == document.replace("One pet.", "A pet.")
    asked = day(document.replace("One pet.", "Any pet."))
    assert [line.split(" --")[0] for line in asked] == ["pr list", "pr edit restamp/pets"]
    assert "Any pet." in shell("git show restamp/pets:specs/pets.yaml", remote)
    assert shell("git rev-list --count main..restamp/pets", remote) == "1\n"
    environment["BREAKING"] = "2"
    with pytest.raises(AssertionError):
        day(document.replace("One pet.", "No pet."))
