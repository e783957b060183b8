"""The Bazel rule: its language is read as the Python that it resembles; long runs build with Bazel, if it is installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

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


REPOSITORIES = {
    "WORKSPACE": """
workspace(name = "shelter")
local_repository(name = "rules_python", path = "rules_python")
local_repository(name = "pip", path = "pip")
""",
    ".bazelignore": "rules_python\npip\n",
    "rules_python/WORKSPACE": "",
    "rules_python/python/BUILD": "",
    "rules_python/python/defs.bzl": """
def _library(ctx):
    return [DefaultInfo(files = depset(ctx.files.srcs))]

py_library = rule(_library, attrs = {
    "srcs": attr.label_list(allow_files = True),
    "imports": attr.string_list(),
    "deps": attr.label_list(),
})
""",
    "rules_python/python/entry_points/BUILD": "",
    "rules_python/python/entry_points/py_console_script_binary.bzl": """
def _binary(ctx):
    command = ctx.actions.declare_file(ctx.label.name + ".command")
    ctx.actions.symlink(output = command, target_file = ctx.file.pkg, is_executable = True)
    return [DefaultInfo(executable = command)]

py_console_script_binary = rule(_binary, executable = True, attrs = {
    "pkg": attr.label(allow_single_file = True),
})
""",
    "pip/WORKSPACE": "",
    "pip/restamp/BUILD": """
filegroup(name = "restamp", srcs = ["restamp.sh"], visibility = ["//visibility:public"])
""",
    "pip/httpx2/BUILD": 'filegroup(name = "httpx2", visibility = ["//visibility:public"])',
    "pip/pydantic/BUILD": 'filegroup(name = "pydantic", visibility = ["//visibility:public"])',
}
"""What stands for the repositories that Bazel would download."""


@pytest.mark.skipif(
    not (os.environ.get("RESTAMP_LONG") and shutil.which("bazel")),
    reason="builds with Bazel, which takes a minute; set RESTAMP_LONG=1 and install it",
)
def test_bazel_itself(project: Path, tools: Path, run: Run, tmp_path: Path) -> None:
    """Without network; the second build takes all that it would generate from the disk cache."""
    for name, text in REPOSITORIES.items():
        file = project / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    command = project / "pip/restamp/restamp.sh"
    command.write_text(f'#!/bin/sh\nexec "{tools / "restamp"}" "$@"\n')
    command.chmod(0o755)
    bazel = ["bazel", f"--output_user_root={tmp_path / 'bazel'}"]
    flags = [f"--disk_cache={tmp_path / 'cache'}", "--spawn_strategy=linux-sandbox"]
    flags.append("--sandbox_default_allow_network=false")

    def built() -> tuple[str, dict[str, bytes]]:
        done = subprocess.run(
            [*bazel, "build", "//:shelter", "//:pets", *flags],
            cwd=project,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        output = project / "bazel-bin"
        outs: list[str] = evaluated(project)["pets"]["outs"]
        return done.stderr, {out: (output / out).read_bytes() for out in outs}

    try:
        log, first = built()
        assert re.search(r"processes: .*\b1 linux-sandbox", log), log
        subprocess.run([*bazel, "clean"], cwd=project, check=True, capture_output=True)
        log, second = built()
        assert re.search(r"processes: 1 remote cache hit, \d+ internal\.", log), log
    finally:
        subprocess.run([*bazel, "shutdown"], cwd=project, check=True, capture_output=True)
    run(str(tools / "restamp"), "generate", "pets")
    assert first == second == {path: (project / path).read_bytes() for path in first}
