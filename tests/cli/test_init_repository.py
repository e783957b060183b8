"""`restamp init` in a repository: its tools and reviews leave the package alone, and nothing else changes."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .conftest import DOCUMENT
from .test_init import on_terminal

Restamp = Callable[..., Any]

PYPROJECT = """\
# Ours.
[project]
name = "app"
version = "1"

[dependency-groups]
dev = ["Pytest_Cov>=5", {include-group = "x"}]
x = ["pyright"]

[tool.ruff]
line-length = 100  # wide

# formatting
[tool.black]
extend-exclude = '''
(
  /build/
)
'''

[tool.mypy]
strict = true
exclude = [
  "build",  # not ours
]
"""
EFFECTS = {
    "pyproject.toml": "kept out of linters and coverage",
    ".gitattributes": "collapsed in reviews, and its lock can be merged",
    ".github/CODEOWNERS": "reviewed by whom you like, not by its code owners",
}
EDITED = """\
# Ours.
[project]
name = "app"
version = "1"

[dependency-groups]
dev = ["Pytest_Cov>=5", {include-group = "x"}]
x = ["pyright"]

[tool.ruff]
line-length = 100  # wide
extend-exclude = ["src/app/_vendor/pets"]

# formatting
[tool.black]
extend-exclude = '''
(
  /build/
)
| ^/src/app/_vendor/pets/
'''

[tool.mypy]
strict = true
exclude = [
  "build",  # not ours
  "^src/app/_vendor/pets/",
]

[tool.restamp.clients.pets]
spec = "pets.yaml"
output = "src/app/_vendor/pets"

[[tool.mypy.overrides]]
module = ["app._vendor.pets.*"]
follow_imports = "silent"

[tool.pyright]
ignore = ["src/app/_vendor/pets"]

[tool.coverage.run]
omit = ["src/app/_vendor/pets/*"]
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "src/app").mkdir(parents=True)
    (tmp_path / "src/app/__init__.py").touch()
    (tmp_path / "pets.yaml").write_text(DOCUMENT)
    (tmp_path / "pyproject.toml").write_text(PYPROJECT)
    return tmp_path


def init(restamp: Restamp, folder: Path, *flags: str) -> Any:
    ran = restamp(["init", "pets.yaml", "--no-generate", *flags], folder)
    assert ran.status == 0, ran.err
    return ran


def test_all_that_is_used(restamp: Restamp, repository: Path) -> None:
    (repository / ".github").mkdir()
    (repository / ".github/CODEOWNERS").write_text("* @me")
    (repository / ".gitattributes").write_text("*.png binary\n")
    ran = init(restamp, repository, "--yes")
    assert (repository / "pyproject.toml").read_text() == EDITED
    assert (repository / ".github/CODEOWNERS").read_text() == "* @me\n/src/app/_vendor/pets/\n"
    assert (repository / ".gitattributes").read_text() == (
        "*.png binary\n"
        "src/app/_vendor/pets/** linguist-generated text eol=lf\n"
        "src/app/_vendor/pets/_custom.py -linguist-generated\n"
        "src/app/_vendor/pets/restamp.lock merge=restamp-lock\n"
    )
    assert 'git config merge.restamp-lock.driver "restamp lock merge %O %A %B"' in ran.err
    effects = dict(
        line.split(": the package is ") for line in ran.out.splitlines() if "the package is" in line
    )
    assert effects == EFFECTS
    before = {path: path.read_bytes() for path in repository.rglob("*") if path.is_file()}
    assert init(restamp, repository, "--yes").out == "pyproject.toml: has the client pets\n"
    assert before == {path: path.read_bytes() for path in repository.rglob("*") if path.is_file()}


def test_in_a_pipe_it_is_only_shown(restamp: Restamp, repository: Path) -> None:
    ran = init(restamp, repository)
    text = (repository / "pyproject.toml").read_text()
    assert text.startswith(PYPROJECT) and "overrides" not in text
    assert not (repository / ".gitattributes").exists()
    assert '\n+extend-exclude = ["src/app/_vendor/pets"]\n' in ran.err
    assert "\n+src/app/_vendor/pets/** linguist-generated text eol=lf\n" in ran.err
    assert "the same command with --yes adds it" in ran.err
    init(restamp, repository, "--yes")
    assert (repository / "pyproject.toml").read_text() == EDITED


@pytest.mark.parametrize(("answer", "added"), [("y", True), ("n", False)])
def test_a_person_is_asked(repository: Path, answer: str, added: bool) -> None:
    status, seen = on_terminal(repository, ["pets.yaml", "--names", "auto"], f"{answer}\n")
    assert status == 0 and "Add this?" in seen, seen
    assert ((repository / "pyproject.toml").read_text() == EDITED) is added
    assert (repository / ".gitattributes").exists() is added


def test_a_second_client(restamp: Restamp, repository: Path) -> None:
    init(restamp, repository, "--yes")
    shutil.copy(repository / "pets.yaml", repository / "zoo.yaml")
    assert restamp(["init", "zoo.yaml", "--no-generate", "--yes"], repository).status == 0
    tool = tomllib.loads((repository / "pyproject.toml").read_text())["tool"]
    folders = ["src/app/_vendor/pets", "src/app/_vendor/zoo"]
    assert tool["ruff"]["extend-exclude"] == tool["pyright"]["ignore"] == folders
    assert tool["black"]["extend-exclude"].split("\n")[-3:] == [*(f"| ^/{f}/" for f in folders), ""]
    assert tool["coverage"]["run"]["omit"] == [f"{folder}/*" for folder in folders]
    assert tool["mypy"]["exclude"] == ["build", *(f"^{folder}/" for folder in folders)]
    assert [each["module"] for each in tool["mypy"]["overrides"]] == [
        ["app._vendor.pets.*"],
        ["app._vendor.zoo.*"],
    ]
    assert len((repository / ".gitattributes").read_text().splitlines()) == 6


@pytest.mark.parametrize(
    "text",
    [
        '[project]\nname = "app"\n',
        '[project]\nname = "app"\ndependencies = ["rufflike", "blackbox"]\n',
        '[tool.ruff]\nextend-exclude = ["src/app/_vendor"]\n',
        '[tool.ruff]\nextend-exclude = ["src/app/_vendor/**"]\n',
        '[tool.pyright]\nignore = ["src"]\n',
    ],
)
def test_nothing_that_is_not_needed(restamp: Restamp, repository: Path, text: str) -> None:
    (repository / "pyproject.toml").write_text(text)
    shutil.rmtree(repository / ".git")
    ran = init(restamp, repository, "--yes")
    assert (
        (repository / "pyproject.toml")
        .read_text()
        .startswith(f"{text}\n[tool.restamp.clients.pets]")
    )
    assert "kept out" not in ran.out and not (repository / ".gitattributes").exists()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[tool]\nruff = {line-length = 9}\n", None),
        ("tool.ruff.line-length = 9\n", None),
        ('[tool.ruff.lint]\nselect = ["E"]\n', None),
        (
            '[tool.ruff]\r\nextend-exclude = [\r\n  "a", # x\r\n]\r\n[tool.x]\r\n',
            b'  "a", # x\r\n  "src/app/_vendor/pets",\r\n]\r\n',
        ),
        ('[tool.mypy]\nexclude = "^build/"\n', b'exclude = "^build/|^src/app/_vendor/pets/"\n'),
        ("[tool.mypy]\nexclude = '^\\d/'\n", b"exclude = '^\\d/|^src/app/_vendor/pets/'\n"),
        ("[tool.black]\nline-length = 9", b"line-length = 9\n"),
        ("[tool.coverage.report]\nskip_covered = true\n", b"[tool.coverage.run]\nomit = ["),
        ('[tool.ruff]\nextend-exclude = "odd"\n', b'extend-exclude = "odd"\n'),
    ],
)
def test_however_it_is_written(
    restamp: Restamp, repository: Path, before: str, after: bytes | None
) -> None:
    """All that was there stays there: only lines are added, or the list that is extended changes."""
    file = repository / "pyproject.toml"
    file.write_bytes(before.encode())
    init(restamp, repository, "--yes")
    content = file.read_bytes()
    tool = tomllib.loads(content.decode().replace("\r\n", "\n"))["tool"]
    if after is None:
        assert tool["ruff"]["extend-exclude"] == ["src/app/_vendor/pets"]
    else:
        assert after in content, content.decode()
    assert tool["restamp"]["clients"].keys() == {"pets"}


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        ("tool = {ruff = {}, restamp = {}}\n", "[tool.ruff]: extend-exclude"),
        ('[tool.mypy]\noverrides = [{module = "x", strict = true}]\n', "[tool.mypy]: exclude = "),
    ],
)
def test_what_cannot_be_edited(
    restamp: Restamp, repository: Path, content: str, advice: str
) -> None:
    """It is said, and what is there stays valid."""
    (repository / "pyproject.toml").write_text(content)
    (repository / "restamp.toml").write_text("")
    ran = init(restamp, repository, "--yes")
    assert (repository / "pyproject.toml").read_text() == content or "ruff" in content
    tomllib.loads((repository / "pyproject.toml").read_text())
    assert (
        f"add to pyproject.toml, {advice}" in ran.err
        or "extend-exclude" in (repository / "pyproject.toml").read_text()
    )


def test_files_of_the_tools_themselves(restamp: Restamp, repository: Path) -> None:
    (repository / "ruff.toml").write_text("line-length = 9\n")
    (repository / "mypy.ini").write_text("[mypy]\nstrict = True\n")
    (repository / "pyrightconfig.json").write_text("{}")
    ran = init(restamp, repository, "--yes")
    assert (repository / "ruff.toml").read_text() == (
        'line-length = 9\nextend-exclude = ["src/app/_vendor/pets"]\n'
    )
    tool = tomllib.loads((repository / "pyproject.toml").read_text())["tool"]
    assert "extend-exclude" not in tool["ruff"] and "pyright" not in tool
    assert "add to mypy.ini: exclude = ^src/app/_vendor/pets/" in ran.err
    assert 'add to pyrightconfig.json: "ignore": ["src/app/_vendor/pets"]' in ran.err


def test_the_tools_obey(restamp: Restamp, repository: Path, mypy_cache: Path) -> None:
    """A package with mistakes is reported by none of them, where the project imports it, too."""
    assert restamp(["init", "pets.yaml", "--yes"], repository).status == 0
    package = repository / "src/app/_vendor/pets"
    (package / "wrong.py").write_text("import os\nx : int='1'\n")
    (repository / "src/app/use.py").write_text(
        '"""Use."""\n\nfrom app._vendor.pets import wrong\n\nprint(wrong.x + 1)\n'
    )
    for command in (
        ["ruff", "check", "."],
        ["black", "--check", "-q", "."],
        ["mypy", "--cache-dir", str(mypy_cache), "src"],
    ):
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=repository,
            capture_output=True,
            text=True,
            check=False,
            env={"MYPYPATH": "src", "PATH": "/usr/bin:/bin"},
        )
        assert done.returncode == 0, done.stdout + done.stderr
