"""Plays the story of a page in a folder: writes its files, runs its commands and its Python."""

from __future__ import annotations

import doctest
import importlib
import io
import json
import os
import re
import shlex
import subprocess
import sys
import time
import tomllib
import traceback
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import yaml

from restamp.cli import main
from restamp.config.load import from_file
from restamp.diagnostics.model import Diagnostics

from .story import Block, Story

FILES = {"toml", "yaml", "json", "python", "make", "ini", "text", "ninja", "gitattributes"}
CALL = re.compile(r"((?:[^\n]*\\\n> )*[^\n]*\n)(.*)", re.DOTALL)
"""A command, which goes on after a backslash, and its output."""
COUNTS = re.compile(r"\d+ files|(?<=\()\d+ changed(?=\))")
DAY = "2026-11-30"
"""The day on which all pages happen."""
EXCERPTS: Mapping[str, Callable[[str], object]] = {
    "json": json.loads,
    "toml": tomllib.loads,
    "yaml": yaml.safe_load,
}
REDEFINITIONS = "[mypy]\n[mypy-this_page]\nallow_redefinition = true\n"
"""Of the page alone: with the flag, mypy would check the libraries again, which other runs check without it."""
PLAIN = re.compile(r"[^|&;<>$`*~]*")
"""A command that needs no shell."""


class Differs(AssertionError):
    """What a page shows is not what happens."""


@dataclass(slots=True)
class Player:
    """Plays blocks in a folder. `hosts` has the addresses on this machine for those that the pages show."""

    folder: Path
    hosts: Mapping[str, str]
    stack: ExitStack
    names: dict[str, object] = field(default_factory=lambda: {"__name__": "__main__"})
    python: list[str] = field(default_factory=list)
    modules: dict[str, None] = field(default_factory=dict)
    printed: str | None = None
    updating: bool = False
    rewritten: list[tuple[Block, str]] = field(default_factory=list)

    def play(self, story: Story) -> None:
        """Play all blocks in order. Where the player is updating, output that differs is rewritten."""
        for block in story.blocks:
            try:
                self._play(block)
            except Differs as problem:
                raise Differs(f"line {block.line}: {problem}") from None

    def _play(self, block: Block) -> None:
        printed, self.printed = self.printed, None
        if "not run" in block.notes:
            return
        if shown := block.notes.get("shown from"):
            self._shown(block, self.folder / shown)
        elif block.file:
            self._write(block)
        elif block.language == "console":
            self._console(block)
        elif block.language == "python":
            self.printed = self._run(block)
        elif block.language == "text" and printed is not None:
            if (text := self._compared(block.text, printed)) != block.text:
                self.rewritten.append((block, text))
        elif block.language in EXCERPTS:
            self._excerpt(block)
        else:
            raise Differs(f"nothing runs a block of {block.language or 'no language'}")

    def _shown(self, block: Block, file: Path) -> None:
        text, start = self._as_shown(file.read_text("utf-8")), 0
        for part in re.split(r"^ *\.\.\.\n", block.text, flags=re.MULTILINE):
            if (place := text.find(part, start)) < 0:
                raise Differs(f"{file.name} does not have\n{part}\nit is\n{text}")
            start = place + len(part)

    def _write(self, block: Block) -> None:
        name, _, more = block.file.partition(" (")
        if block.language not in FILES:
            raise Differs(f"no file is written in {block.language}")
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a" if more else "w", encoding="utf-8", newline="\n") as target:
            target.write(self._as_run(block.text))
        if file.suffix == ".py":
            self.modules[name] = None

    def _excerpt(self, block: Block) -> None:
        """A part of a file: it is well-formed, and a configuration has no unknown key."""
        try:
            EXCERPTS[block.language](block.text)
        except (ValueError, yaml.YAMLError) as error:
            raise Differs(f"no {block.language}: {error}") from None
        if "[tool.restamp" in block.text:
            file = self.folder / "excerpt.toml"
            file.write_text(block.text, "utf-8")
            from_file(file, file.name, diagnostics := Diagnostics())
            file.unlink()
            problems = [p.message for p in diagnostics if p.code != "config-required"]
            if problems:
                raise Differs(str(problems))

    def _console(self, block: Block) -> None:
        first, *rest = re.split(r"^\$ ", block.text, flags=re.MULTILINE)
        if first or not rest:
            raise Differs("a console block begins with `$ `")
        wanted, text = int(block.notes.get("exit status", "0")), ""
        for number, part in enumerate(rest, 1):
            command, output = CALL.fullmatch(part).groups()  # type: ignore[union-attr]
            text += f"$ {command}"
            command = self._as_run(command.replace("\\\n> ", "").strip())
            if url := block.notes.get("in the background"):
                self.stack.enter_context(self._serving(command, self._as_run(url)))
                continue
            status, printed = self._command(command)
            if status != (wanted if number == len(rest) else 0):
                raise Differs(f"{command} ends with {status}:\n{printed}")
            text += self._compared(output, printed)
        if text != block.text and "in the background" not in block.notes:
            self.rewritten.append((block, text))

    def _command(self, command: str) -> tuple[int, str]:
        if match := re.fullmatch(r"cd (\S+)", command):
            os.chdir(match[1])
            return 0, ""
        if command.startswith("restamp ") and PLAIN.fullmatch(command):
            return in_process(shlex.split(command)[1:])
        done = subprocess.run(
            command,
            shell=True,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=120,
            check=False,
        )
        return done.returncode, done.stdout

    @contextmanager
    def _serving(self, command: str, url: str) -> Iterator[None]:
        process = subprocess.Popen(
            shlex.split(command), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            wait_for(url, process)
            yield
        finally:
            process.terminate()
            process.wait(30)

    def _run(self, block: Block) -> str:
        text = self._as_run(block.text)
        self.python.append(text)
        printed = io.StringIO()
        importlib.invalidate_caches()  # The blocks before it may have written packages.
        try:
            code = compile("\n" * (block.line - 1) + text, "<page>", "exec", dont_inherit=True)
            with redirect_stdout(printed):
                exec(code, self.names)
        except Exception:
            raise Differs(f"{traceback.format_exc()}{printed.getvalue()}") from None
        return printed.getvalue()

    def _compared(self, wanted: str, printed: str) -> str:
        """The output as it stands in the page, or where the player is updating, as it is now."""
        shown = self._as_shown(printed)
        if matches(wanted, shown):
            return wanted
        if not self.updating:
            raise Differs(f"the page has\n{wanted}\nand this is printed:\n{shown}")
        lines = [line.rstrip() for line in shown.strip("\n").splitlines()]
        return "".join(f"{line}\n" for line in lines)

    def _as_run(self, text: str) -> str:
        for shown, here in self.hosts.items():
            text = text.replace(shown, here)
        return text

    def _as_shown(self, text: str) -> str:
        for shown, here in self.hosts.items():
            text = text.replace(here, shown)
        today = datetime.now(UTC).date().isoformat()
        text = re.sub(
            rf"{today}(T[\d:]{{8}})?", lambda match: DAY + ("T09:00:00" * bool(match[1])), text
        )
        return text.replace(str(self.folder), "/project")


def rewrite(page: Path, rewritten: list[tuple[Block, str]]) -> None:
    """Rewrite blocks of a page."""
    lines = page.read_text("utf-8").splitlines(keepends=True)
    for block, text in reversed(rewritten):
        end = block.line - 1 + len(block.text.splitlines())
        lines[block.line - 1 : end] = [text]
    page.write_text("".join(lines), "utf-8", newline="\n")


def matches(wanted: str, printed: str) -> bool:
    """Whether a text is as a page shows it; spaces at the ends of lines and numbers of files do not count."""
    wanted, printed = (re.sub(r" +$", "", text, flags=re.MULTILINE) for text in (wanted, printed))
    wanted, printed = (COUNTS.sub("N files", text) for text in (wanted, printed))
    wanted = re.sub(r"^ *\.\.\.$", "...", wanted, flags=re.MULTILINE)
    wanted, printed = wanted.strip("\n") + "\n", printed.strip("\n") + "\n"
    checker = doctest.OutputChecker()
    return checker.check_output(wanted, printed, doctest.ELLIPSIS) or wanted == "...\n"


def in_process(arguments: list[str]) -> tuple[int, str]:
    """Run a command of Restamp; both of its outputs are one."""
    printed = io.StringIO()
    with redirect_stdout(printed), redirect_stderr(printed):
        try:
            status = main(arguments)
        except SystemExit as stop:
            status = stop.code if isinstance(stop.code, int) else 1
    return status, printed.getvalue()


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until a server responds."""
    for _ in range(600):
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            if process.poll() is not None:
                raise Differs(f"the server ended with {process.returncode}") from None
            time.sleep(0.05)
    raise Differs(f"nothing responds at {url}")


def check_types(player: Player, cache: Path) -> str:
    """What mypy says in strict mode about the Python of a page; empty if nothing."""
    if not player.python and not player.modules:
        return ""
    if player.python:
        (player.folder / "this_page.py").write_text("\n".join(player.python), "utf-8")
    (player.folder / "this_page.ini").write_text(REDEFINITIONS)
    checked = [*player.modules, *(["this_page.py"] if player.python else [])]
    command = ["-m", "mypy", "--strict", "--no-error-summary", "--config-file", "this_page.ini"]
    done = subprocess.run(
        [sys.executable, *command, "--cache-dir", str(cache), *checked],
        env={**os.environ, "MYPYPATH": "src:."},
        cwd=player.folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr
