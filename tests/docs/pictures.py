"""The pictures of the pages: what commands print on a terminal. `python -m tests.docs.pictures` rewrites them."""

from __future__ import annotations

import html
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout, suppress
from io import StringIO
from pathlib import Path
from unittest.mock import DEFAULT, patch

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

from restamp.cli import main

from ..behaviour.servers.loopback import serving
from .playing import COUNTS
from .shop import SHOWN, Shop

PROJECT = Path(__file__).parent / "projects/acme"
FOLDER = Path(__file__).parents[2] / "docs/pictures"
WIDTH = 104
COMMANDS: Mapping[str, str] = {
    "inspect": "restamp inspect specs/acme.yaml",
    "update": "restamp update acme --dry-run",
    "diff": "restamp diff specs/acme.yaml ../acme-1.1.yaml --fail-on none",
    "error": "restamp generate mistaken --strict",
}
MISTAKEN = """
[tool.restamp.clients.mistaken]
spec = "specs/mistaken.yaml"
output = "src/mistaken"
"""
FONT = re.compile(r"@font-face \{.*?\}\n", re.DOTALL)
"""Rich's fonts, which a browser would fetch from elsewhere."""


class Terminal(StringIO):
    """A terminal with colors."""

    def isatty(self) -> bool:
        """It is one."""
        return True


def pictures() -> dict[str, str]:
    """All pictures by name, as SVG."""
    terminal = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "COLUMNS": str(WIDTH)}
    before = dict(os.environ)
    with tempfile.TemporaryDirectory() as folder, serving(Shop().app()) as address:
        project = Path(shutil.copytree(PROJECT, Path(folder, "acme")))
        shutil.copy(PROJECT.parent / "acme-1.1.yaml", folder)
        _localize(project, address)
        os.environ.update(terminal)
        os.environ.pop("NO_COLOR", None)
        try:
            with chdir(project):
                _printed("restamp generate acme")
                return {name: _picture(name, text, address) for name, text in COMMANDS.items()}
        finally:
            os.environ.clear()
            os.environ.update(before)


def words(svg: str) -> str:
    """The text of a picture. Numbers of files do not count."""
    shown = re.findall(r"<text\b[^>]*>(.*?)</text>", svg)
    text = html.unescape("".join(shown)).replace("\xa0", " ")
    return COUNTS.sub("N files", re.sub(r"\s+", " ", text))


def _localize(project: Path, address: str) -> None:
    for file in (project / "pyproject.toml", *project.parent.rglob("*.yaml")):
        file.write_text(file.read_text("utf-8").replace(SHOWN, address), "utf-8")
    with (project / "pyproject.toml").open("a", encoding="utf-8") as configuration:
        configuration.write(MISTAKEN)
    document = (project / "specs/acme.yaml").read_text("utf-8")
    wrong = document.replace('schemas/Order"', 'schemas/Ordre"', 1)
    (project / "specs/mistaken.yaml").write_text(wrong, "utf-8")


def _printed(command: str) -> str:
    """What a command leaves on a terminal: no progress bar, which removes itself."""
    bar = patch.multiple("rich.live.Live", start=DEFAULT, stop=DEFAULT)
    shown = redirect_stdout(Terminal())
    with shown as terminal, redirect_stderr(terminal), bar, suppress(SystemExit):
        main(command.split()[1:])
    return terminal.getvalue()


def _picture(name: str, command: str, address: str) -> str:
    printed = _printed(command).replace(address, SHOWN)
    console = Console(record=True, width=WIDTH, file=StringIO(), force_terminal=True)
    console.print(Text.assemble(("$ ", "green"), (command, "bold")))
    console.print(Text.from_ansi(printed.strip("\n")))
    svg = console.export_svg(title="", theme=MONOKAI, unique_id=f"restamp-{name}")
    svg = FONT.sub("", svg).replace("Fira Code", "ui-monospace, SFMono-Regular, Menlo, Consolas")
    return "".join(f"{line.rstrip()}\n" for line in svg.splitlines())


if __name__ == "__main__":
    for name, svg in pictures().items():
        file = FOLDER / f"{name}.svg"
        if not file.exists() or words(file.read_text("utf-8")) != words(svg):
            file.write_text(svg, "utf-8", newline="\n")
            sys.stdout.write(f"{file} rewritten\n")
