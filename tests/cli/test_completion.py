"""The completion scripts, in the shells that are installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Restamp = Callable[..., Any]
Complete = Callable[[str], list[str]]

BASH = """
source "$SCRIPT"
complete -p restamp | grep -q -- "-o default -F _restamp" || exit 1
read -ra COMP_WORDS <<< "$LINE"
[[ "$LINE" == *" " ]] && COMP_WORDS+=("")
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_restamp
printf '%s\\n' "${COMPREPLY[@]}"
"""
FISH = 'source "$SCRIPT"; complete -C "$LINE" | string replace -r "\\t.*" ""'


@pytest.fixture(params=["bash", "fish"])
def complete(
    request: pytest.FixtureRequest, restamp: Restamp, project: Path, tmp_path: Path
) -> Complete:
    """What a shell offers to complete a line with, in a folder with two clients."""
    shell = str(request.param)
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    (tmp_path / "script").write_text(restamp(["completion", shell], project).out)
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin/restamp"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m restamp "$@"\n')
    command.chmod(0o755)

    def complete(line: str) -> list[str]:
        environment = {
            **os.environ,
            "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(Path(__file__).parents[2] / "generator"),
            "SCRIPT": str(tmp_path / "script"),
            "LINE": line,
            "HOME": str(tmp_path),
        }
        done = subprocess.run(
            [shell, "-c", BASH if shell == "bash" else FISH],
            cwd=project,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        return sorted(done.stdout.split())

    return complete


def test_what_is_offered(complete: Complete) -> None:
    assert {"generate", "check", "inspect", "watch", "completion"} <= {*complete("restamp ")}
    assert complete("restamp gen") == ["generate"]
    assert complete("restamp generate ") == ["pets", "zoo"]
    assert complete("restamp check z") == ["zoo"]
    assert complete("restamp generate --dep") == ["--depfile"]
    assert complete("restamp check --dep") == []
    assert complete("restamp inspect --format ") == ["json", "text"]
    assert "fish" in complete("restamp completion ")


def test_no_name_of_a_client_is_a_command(complete: Complete, project: Path) -> None:
    configuration = project / "pyproject.toml"
    text = configuration.read_text()
    configuration.write_text(text.replace("clients.zoo", 'clients."$(touch harmed)"'))
    assert complete("restamp generate ") == ["pets"]
    assert not (project / "harmed").exists()


def test_zsh_understands_its_script(restamp: Restamp, project: Path) -> None:
    zsh = shutil.which("zsh")
    if zsh is None:
        pytest.skip("zsh is not installed")
    script = restamp(["completion", "zsh"], project).out
    load = f"autoload -Uz compinit && compinit -u -D\n{script}\nprint $_comps[restamp]"
    done = subprocess.run([zsh, "-f", "-c", load], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("_restamp\n", "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_has_every_command_and_flag(restamp: Restamp, project: Path, shell: str) -> None:
    script = restamp(["completion", shell, "--quiet"], project).out
    for command in ("generate", "check", "inspect", "watch", "completion"):
        assert command in script
        help = restamp([command, "--help"], project).out
        flags = {word.rstrip(",") for word in help.split() if word.startswith("--")}
        assert {flag for flag in flags if flag.removeprefix("--") not in script} == set()


def test_outside_of_a_project_there_are_no_clients(restamp: Restamp, tmp_path: Path) -> None:
    ran = restamp(["completion", "clients"], tmp_path)
    assert (ran.status, ran.out, ran.err) == (0, "", "")
