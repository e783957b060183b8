"""The GitHub workflow: its shell, run against a repository on disk, with stand-ins for what is elsewhere."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
NAME = ".github/workflows/clients.yml"

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


class Repository:
    """The example in a repository with a remote, and the days on which its workflow runs."""

    def __init__(
        self, project: Path, tools: Path, folder: Path, workflow: dict[str, Any], steps: list[str]
    ) -> None:
        self.project, self.steps, self.log = project, steps, folder / "gh"
        self.vendor, self.remote = folder / "vendor", folder / "remote.git"
        script(tools, "gh", GH)
        shutil.copytree(project / "specs", self.vendor)
        configuration = project / "pyproject.toml"
        text = configuration.read_text()
        source = 'source = "https://example.com/openapi.yaml"'
        assert source in text
        configuration.write_text(text.replace(source, f'source = "{self.vendor}/pets.yaml"'))
        (folder / "temporary").mkdir()
        own = workflow["jobs"]["update"]["env"]
        self.environment = {
            **os.environ,
            **{key: value for key, value in own.items() if key != "GH_TOKEN"},
            "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT / "generator"),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "RUNNER_TEMP": str(folder / "temporary"),
            "GH_LOG": str(self.log),
        }

    @property
    def body(self) -> str:
        """The text of the pull request."""
        return self.log.with_name("gh.body").read_text()

    def start(self) -> None:
        self.shell(
            f"git init -q --bare {self.remote}; git init -q -b main; git add -A"
            " && git -c user.name=n -c user.email=e commit -qm first"
            f" && git remote add origin {self.remote} && git push -q origin main"
        )

    def shell(self, text: str, folder: Path | None = None) -> str:
        done = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", text],  # what GitHub runs a step with
            cwd=folder or self.project,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def edit(self, file: Path, before: str, after: str) -> None:
        text = file.read_text()
        assert before in text
        file.write_text(text.replace(before, after))

    def day(self) -> list[str]:
        """What is asked of GitHub when the workflow runs today."""
        self.shell("git checkout -q main")
        before = self.log.read_text().count("\n") if self.log.exists() else 0
        for step in self.steps:
            self.shell(step)
        lines = self.log.read_text().splitlines()[before:] if self.log.exists() else []
        return [line.split(" --")[0] for line in lines]


@pytest.fixture
def repository(
    project: Path, tools: Path, tmp_path: Path, workflow: dict[str, Any], shells: list[str]
) -> Repository:
    return Repository(project, tools, tmp_path, workflow, shells)


def test_a_new_document_becomes_a_pull_request(repository: Repository) -> None:
    """Of two files, of which one changes; the client is not committed."""
    repository.start()
    assert repository.day() == []
    leaf = repository.vendor / "schemas.yaml"
    repository.edit(leaf, "name: {type: string}", "name: {type: integer}")
    assert repository.day() == ["pr list", "pr create"]
    assert repository.body.startswith("## Pets 1\n\n1 breaking change; a major version.\n")
    assert "- `models.Pet.name` has a different type" in repository.body
    pushed = repository.shell("git show restamp/pets:specs/schemas.yaml", repository.remote)
    assert pushed == leaf.read_text()
    repository.edit(repository.vendor / "pets.yaml", 'version: "1"', 'version: "2"')
    assert repository.day() == ["pr list", "pr edit restamp/pets"]
    assert repository.body.startswith("## Pets 1 -> 2\n")
    count = "git rev-list --count main..restamp/pets"
    assert repository.shell(count, repository.remote) == "1\n"
    repository.edit(repository.vendor / "pets.yaml", "openapi: ", "none: ")
    with pytest.raises(AssertionError, match="not-openapi"):
        repository.day()


def test_a_committed_client_with_overlay_and_include(repository: Repository) -> None:
    """What was edited in the repository since the client was written is in the text as well."""
    project = repository.project
    (project / ".gitignore").unlink()
    repository.edit(
        project / "pyproject.toml",
        "[tool.restamp.clients.pets]\n",
        '[tool.restamp.clients.pets]\noverlays = ["o.yaml"]\ninclude = { tags = ["pets"] }\n',
    )
    (project / "o.yaml").write_text(
        "overlay: 1.0.0\ninfo: {title: o, version: '1'}\n"
        "actions: [{target: '$.paths.*.get', update: {x-restamp-name: fetch}}]\n"
    )
    repository.shell("restamp generate --quiet")
    repository.edit(project / "o.yaml", "fetch", "obtain")
    repository.start()
    assert repository.day() == ["pr list", "pr create"]
    assert "client.pets.fetch` renamed to client.pets.obtain" in repository.body
    changelog = "git show restamp/pets:src/shelter/_vendor/pets/CHANGELOG.md"
    text = repository.shell(changelog, repository.remote)
    assert text == f"# Changes for callers\n\n{repository.body}"
