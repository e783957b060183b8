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


def built(project: Path, tools: Path, tmp_path: Path, outs: list[str]) -> tuple[str, Path]:
    """What the command says where Bazel runs it, with links to the declared inputs and nothing else, and its folder."""
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
    command = command.replace("$(OUTS)", " ".join(f"bin/{out}" for out in outs))
    assert "$(" not in command
    command = command.replace("$$", "$")
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(Path(__file__).parents[2] / "generator"),
    }
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=sandbox,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr if done.returncode else "", sandbox


def test_the_command_in_a_sandbox(project: Path, tools: Path, run: Run, tmp_path: Path) -> None:
    pets = evaluated(project)["pets"]
    output, sandbox = built(project, tools, tmp_path, pets["outs"])
    assert output == ""
    written = {
        path.relative_to(sandbox / "bin").as_posix(): path.read_bytes()
        for path in (sandbox / "bin").rglob("*")
        if path.is_file()
    }
    assert sorted(written) == pets["outs"]
    run("restamp", "generate", "pets")
    assert written == {path: (project / path).read_bytes() for path in pets["outs"]}


def test_a_file_that_is_not_declared(project: Path, tools: Path, tmp_path: Path) -> None:
    """The document grew a resource: its modules would be dropped, so the build fails and says how to go on."""
    outs = [out for out in evaluated(project)["pets"]["outs"] if not out.endswith("api/pets.py")]
    output, sandbox = built(project, tools, tmp_path, outs)
    assert "> bin/src/shelter/_vendor/pets/api/pets.py" in output
    assert "outs of pets are not what `restamp generate --list-outputs` prints" in output
    assert not list(sandbox.rglob("client.py"))
