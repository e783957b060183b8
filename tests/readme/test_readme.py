"""What README.md shows is so."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from restamp.cli.options.arguments import parse

from ..docs.conftest import Start
from ..docs.playing import check_types, rewrite
from ..docs.story import story_of
from ..updating import is_updating

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
TEXT = README.read_text("utf-8")
MOST_LINES = 120
SERVERS = "tests.behaviour.servers"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def test_it_is_short_and_its_links_lead_somewhere() -> None:
    assert len(TEXT.splitlines()) <= MOST_LINES
    links = re.findall(r"\]\(([^)]+)\)", TEXT)
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_a_minute_is_as_it_is_shown(
    start: Start, mypy_cache: Path, request: pytest.FixtureRequest
) -> None:
    """Against the shop of the site; all but the commands for this repository, and the script for its server."""
    story = story_of(README)
    played = [b for b in story.blocks if b.language != "sh" and SERVERS not in b.text]
    player = start("")
    player.updating = is_updating(request)
    player.play(replace(story, blocks=played))
    rewrite(README, player.rewritten)
    assert check_types(player, mypy_cache) == ""


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
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    make_commands = [words for words in map(shlex.split, lines) if "make" in words]
    used = {
        word
        for words in make_commands
        for word in words[words.index("make") + 1 :]
        if "=" not in word
    }
    assert used == {"quick", "test", "lint", "corpus"} <= targets
    named = set(re.findall(r"`restamp (\w+)`", TEXT))
    assert (
        named
        and [name for name in sorted(named) if parse([name, *ARGUMENTS.get(name, ())]) is None]
        == []
    )


ARGUMENTS = {"learn": ("acme", "drift.jsonl")}
