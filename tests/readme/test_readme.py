"""What README.md shows is so."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from restamp.cli.options.arguments import parse
from restamp.config import load as config
from restamp.diagnostics.model import Diagnostics

from ..updating import Expect

ROOT = Path(__file__).parents[2]
COUNT = re.compile(r"\d+ files changed")
TEXT = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def test_the_script_runs_as_pasted() -> None:
    *_, script = blocks("python")
    assert script.endswith("\n\n"), "an interactive session needs the line after the block"
    assert len(script.splitlines()) <= 10
    for flags in ([], ["-i", "-q"]):
        done = subprocess.run(
            [sys.executable, *flags],
            input=script,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": "generated"},
            capture_output=True,
            text=True,
            check=True,
            timeout=600,
        )
        assert "restart-pod #1 Running {'pod': 'web-1'}" in done.stdout


def test_the_commands_exist() -> None:
    lines = [line.partition("#")[0] for block in blocks("sh") for line in block.splitlines()]
    commands = [words[1:] for words in map(shlex.split, lines) if words[:1] == ["restamp"]]
    assert [parse(command).command for command in commands] == ["init", "inspect", "generate"]
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    make_commands = [words for words in map(shlex.split, lines) if "make" in words]
    used = {
        word
        for words in make_commands
        for word in words[words.index("make") + 1 :]
        if "=" not in word
    }
    assert used == {"quick", "test", "lint", "corpus"} <= targets


def test_the_configuration_is_one(tmp_path: Path) -> None:
    (text,) = blocks("toml")
    assert tomllib.loads(text)
    file = tmp_path / "pyproject.toml"
    file.write_text(text)
    (client,) = config.from_file(file, file.name, Diagnostics())
    assert client.include.tags == ("billing",)


def test_the_update_that_is_shown(tmp_path: Path, expect: Expect) -> None:
    """The real output, without the number of files, for the made-up next version of Blink's document."""
    (shown,) = blocks("console")
    command, _, output = shown.partition("\n")
    for name in ("blink.yaml", "blink.overlay.yaml"):
        (tmp_path / "specs").mkdir(exist_ok=True)
        shutil.copy(ROOT / "specs" / name, tmp_path / "specs" / name)
    shutil.copytree(ROOT / "generated/blink", tmp_path / "generated/blink")
    shutil.copy(ROOT / "tests/cli/blink-1.1.yaml", tmp_path / "next.yaml")
    (tmp_path / "restamp.toml").write_text(
        '[clients.blink]\nspec = "specs/blink.yaml"\noverlays = ["specs/blink.overlay.yaml"]\n'
        'output = "generated/blink"\nsource = "next.yaml"\n'
    )
    done = subprocess.run(
        [sys.executable, "-m", *shlex.split(command.removeprefix("$ "))],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )
    printed = COUNT.sub("… files changed", done.stdout)
    expect(ROOT / "README.md", TEXT.replace(output, printed))
