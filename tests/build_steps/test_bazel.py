"""The Bazel rule, as far as it goes without Bazel: its language is read as the Python that it resembles."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

Run = Callable[..., str]


def evaluated(folder: Path) -> dict[str, dict[str, Any]]:
    """The arguments of every rule in BUILD.bazel, by name of the target."""
    rules: dict[str, dict[str, Any]] = {}

    def rule(**arguments: Any) -> None:
        rules[arguments["name"]] = arguments

    def load(label: str, *names: str) -> None:
        if label.startswith(":"):
            there: dict[str, Any] = {"native": SimpleNamespace(genrule=rule)}
            exec((folder / label[1:]).read_text(), there)
            build.update({name: there[name] for name in names})
        else:
            assert re.match(r"@rules_python//[\w/]+:\w+\.bzl", label)
            build.update(dict.fromkeys(names, rule))

    build: dict[str, Any] = {"load": load}
    exec((folder / "BUILD.bazel").read_text(), build)
    return rules


def test_the_declared_outputs_are_those_that_are_written(project: Path, run: Run) -> None:
    pets = evaluated(project)["pets"]
    listed = run("restamp", "generate", "pets", "--list-outputs").splitlines()
    assert pets["outs"] == listed, "`make -C examples pets_files.bzl` writes them anew"


def test_the_declared_inputs_are_those_that_are_read(project: Path, run: Run) -> None:
    pets = evaluated(project)["pets"]
    run("restamp", "generate", "pets", "--depfile", "pets.d")
    read = set(re.findall(r"^  (\S+?)(?: \\)?$", (project / "pets.d").read_text(), re.MULTILINE))
    assert {*pets["srcs"]} == read - {"pyproject.toml"}


def test_the_command_in_a_sandbox(project: Path, tools: Path, run: Run, tmp_path: Path) -> None:
    """As Bazel runs it: links to the declared inputs, nothing else, and all declared outputs are there."""
    pets = evaluated(project)["pets"]
    sandbox, store = tmp_path / "sandbox", tmp_path / "store"
    for source in pets["srcs"]:
        for folder in (sandbox, store):
            (folder / source).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(project / source, store / source)
        (store / source).chmod(0o444)
        (sandbox / source).symlink_to(store / source)
    (sandbox / "bin").mkdir()
    (target,) = pets["tools"]
    assert target in (":restamp",)
    command = pets["cmd"].replace(f"$(execpath {target})", str(tools / "restamp"))
    command = re.sub(r"\$\(execpath (.*?)\)", r"\1", command).replace("$(RULEDIR)", "bin")
    assert "$" not in command
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(Path(__file__).parents[2] / "generator"),
    }
    subprocess.run(["sh", "-c", command], cwd=sandbox, env=environment, check=True)
    written = {
        path.relative_to(sandbox / "bin").as_posix(): path.read_bytes()
        for path in (sandbox / "bin").rglob("*")
        if path.is_file()
    }
    assert sorted(written) == pets["outs"]
    run("restamp", "generate", "pets")
    assert written == {path: (project / path).read_bytes() for path in pets["outs"]}
