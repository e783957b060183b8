"""Nothing says that a package index has Restamp: it is installed from a wheel or a Git repository."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLACES = ("README.md", "CONTRIBUTING.md", "docs", "examples", "generated", "generator", "templates")
ENDINGS = {".md", ".toml", ".yml", ".yaml", ".py", ".jinja", ".bzl", ".bazel", ".txt", ".json", ""}
SKIPPED = {"__pycache__", "_vendor", "build", "dist"}
INDEX = re.compile(
    r"pypi\.org|\bPyPI\b"
    r"|\b(?:pip3?|uv|uvx|pipx|poetry|pdm)\b(?: (?:-\S+|install|add|tool|run|pip|--with))* "
    r"""["']?restamp(?!\.\w)(?:\[\w+\])?["']?(?! @)(?:[\s`"'=<>~]|$)"""
    r"""|requires\s*=\s*\[[^\]]*["']restamp["'\[<>=~]""",
)


def texts() -> dict[str, str]:
    files = [
        path
        for place in PLACES
        for path in ([ROOT / place] if (ROOT / place).is_file() else (ROOT / place).rglob("*"))
        if path.is_file() and path.suffix in ENDINGS and not SKIPPED.intersection(path.parts)
    ]
    return {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in files}


def test_nothing_refers_to_an_index() -> None:
    shown = [
        f"{path}: {match[0]}" for path, text in texts().items() for match in INDEX.finditer(text)
    ]
    assert shown == []


@pytest.mark.parametrize(
    ("text", "refers"),
    [
        ("see https://pypi.org/project/restamp/", True),
        ("python -m pip install restamp\n", True),
        ('pip install "restamp[watch]"', True),
        ("uv tool install restamp", True),
        ("pip install restamp==1.0", True),
        ('requires = ["hatchling>=1.26", "restamp"]', True),
        ('pip install "restamp @ git+https://git.example.com/restamp.git"', False),
        ('requires = ["hatchling", "restamp @ git+https://git.example.com/restamp.git"]', False),
        ("pip install dist/restamp-1.0-py3-none-any.whl", False),
        ("python -m pip install watchfiles", False),
        ("uv run restamp.py", False),
    ],
)
def test_what_refers_to_an_index(text: str, refers: bool) -> None:
    assert (INDEX.search(text) is not None) is refers


def test_the_example_says_where_restamp_comes_from() -> None:
    project = tomllib.loads((ROOT / "examples" / "pyproject.toml").read_text("utf-8"))
    (restamp,) = [r for r in project["build-system"]["requires"] if r.startswith("restamp")]
    assert restamp.startswith("restamp @ git+https://git.example.com/")
