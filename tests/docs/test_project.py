"""The pages about the project say what the code says."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import restamp
from restamp.cli.options.flags import COMMANDS
from restamp.spec.tree.limits import Limits

from ..architecture.test_layers import LAYERS
from ..updating import Expect

ROOT = Path(__file__).parents[2]
LAYERS_PAGE = ROOT / "docs/project/layers.txt"
SECURITY = (ROOT / "SECURITY.md").read_text("utf-8")


def question(module: str) -> str:
    """The first sentence of a module's docstring."""
    path = ROOT / "generator" / module.replace(".", "/")
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    text = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
    paragraph = " ".join(text.partition("\n\n")[0].split())
    return re.split(r"(?<=[.?]) ", paragraph)[0]


def test_the_layers(expect: Expect) -> None:
    rows = [f"| `{module}` | {question(module)} |\n" for layer in LAYERS for module in layer]
    expect(LAYERS_PAGE, "| Package | Its question |\n|---|---|\n" + "".join(rows))


def test_the_tests_that_the_security_policy_names_exist() -> None:
    named = set(re.findall(r"`(test_\w+\.py)`", SECURITY))
    assert len(named) >= 6
    assert [name for name in named if not (ROOT / "tests/hostile" / name).exists()] == []


def test_the_limits_of_the_security_policy() -> None:
    assert "64 MiB" in SECURITY and Limits().bytes == 64 << 20
    clients = (ROOT / "templates/runtime/settings.py").read_text("utf-8")
    assert "256 MiB" in SECURITY and "1 << 28" in clients
    events = (ROOT / "templates/runtime/events.py").read_text("utf-8")
    assert "16 MiB" in SECURITY and re.search(r"^MAX_LENGTH = (1 << 24|16 << 20)", events, re.M)


def test_the_changelog_begins_with_this_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    newest, *_ = re.findall(r"^## (\S+)", text, re.MULTILINE)
    assert newest == restamp.__version__


def test_the_tables_of_why_are_measured() -> None:
    """Each row stands in tests/README.md, beside the way to repeat it."""
    measured = (ROOT / "tests/README.md").read_text("utf-8").splitlines()
    rows = re.findall(r"^\|.*$", (ROOT / "docs/why.md").read_text("utf-8"), re.MULTILINE)
    assert len(rows) > 25
    assert [row for row in rows if row not in measured] == []


def test_the_commands_of_why_exist() -> None:
    text = (ROOT / "docs/why.md").read_text("utf-8")
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = re.findall(r"`make ([\w-]+)`", text)
    assert len(targets) == 3
    assert [one for one in targets if f"\n{one}: " not in makefile] == []
    modules = re.findall(r"`python -m (tests[\w.]+)`", text)
    assert len(modules) == 2
    places = [ROOT / one.replace(".", "/") for one in modules]
    assert all((p.with_suffix(".py").exists() or (p / "__main__.py").exists()) for p in places)


def test_the_changelog_names_every_command() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert [name for name in COMMANDS if f"`{name}`" not in text] == []
