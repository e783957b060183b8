"""The hooks of pre-commit: their definition, and their commands as pre-commit runs them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

Run = Callable[..., str]

ROOT = Path(__file__).parents[2]
HOOKS: dict[str, dict[str, Any]] = {
    hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
}


def commit(run: Run, hook: str) -> None:
    """What pre-commit does: the entry, split as a shell would, without names of files."""
    assert HOOKS[hook]["pass_filenames"] is False
    run(*shlex.split(HOOKS[hook]["entry"]))


def test_the_definition_has_what_is_required() -> None:
    assert sorted(HOOKS) == ["restamp-check", "restamp-generate"]
    for hook in HOOKS.values():
        assert {"id", "name", "entry", "language"} <= {*hook}
        assert hook["language"] == "python"


def test_the_example_uses_a_hook_and_names_its_files(project: Path) -> None:
    (repository,) = yaml.safe_load((project / ".pre-commit-config.yaml").read_text())["repos"]
    assert {"repo", "rev", "hooks"} == {*repository}
    (used,) = repository["hooks"]
    assert used["id"] in HOOKS
    for path in ("specs/pets.yaml", "src/shelter/_vendor/pets/client.py", "pyproject.toml"):
        assert re.search(used["files"], path)
    assert not re.search(used["files"], "src/shelter/__init__.py")


def test_check_passes_only_what_is_up_to_date(project: Path, run: Run) -> None:
    with pytest.raises(AssertionError, match="files differ"):
        commit(run, "restamp-check")
    commit(run, "restamp-generate")
    commit(run, "restamp-check")
    document = project / "specs/pets.yaml"
    document.write_text(document.read_text().replace("One pet.", "A pet."))
    with pytest.raises(AssertionError, match=r"\+.*A pet\."):
        commit(run, "restamp-check")
    commit(run, "restamp-generate")
    commit(run, "restamp-check")


def test_the_local_hook_of_the_guide_does_the_same(project: Path) -> None:
    """For those who have Restamp in their environment: the hook of the page is ours, but for its language."""
    page = (ROOT / "docs/guides/build-steps.md").read_text()
    (text,) = re.findall(
        r"```{code-block} yaml\n:caption: .pre-commit-config.yaml\n(.*?)```", page, re.S
    )
    (repository,) = yaml.safe_load(text)["repos"]
    (hook,) = repository["hooks"]
    ours = HOOKS[hook["id"]]
    assert repository["repo"] == "local" and hook["language"] == "system"
    assert {key: hook[key] for key in ("name", "entry", "pass_filenames")} == {
        key: ours[key] for key in ("name", "entry", "pass_filenames")
    }
    (example,) = yaml.safe_load((project / ".pre-commit-config.yaml").read_text())["repos"]
    assert hook["files"] == example["hooks"][0]["files"]
