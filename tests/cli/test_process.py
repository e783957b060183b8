"""The command line as a process: what it imports, terminals, pipes, interrupts."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from restamp import __version__, pipeline
from restamp.cli.console import plain

Restamp = Callable[..., Any]

COMMAND = [sys.executable, "-m", "restamp"]


def test_help_is_light() -> None:
    script = (
        "import sys\nfrom restamp.cli import main\n"
        "try: main(['generate', '--help'])\nexcept SystemExit as stop: assert stop.code == 0\n"
        "heavy = {'openapi_pydantic', 'pydantic', 'jinja2', 'black', 'yaml', 'rich'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "--list-outputs" in done.stdout


def test_generate_imports_what_it_uses(project: Path) -> None:
    """Each of these takes a tenth of a small document's time, or is only for what this document does not have."""
    script = (
        "import sys\nfrom restamp.cli import main\n"
        "assert main(['generate', 'pets', '--quiet']) == 0\n"
        "print(*sys.modules)\n"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=True)
    imported = {name.partition(".")[0] for name in done.stdout.split()}
    assert {"jinja2", "pydantic", "yaml"} <= imported
    assert "restamp.spec.document.model" in done.stdout.split()  # Takes openapi-pydantic's model.
    assert not imported & {"asyncio", "black", "http", "jsonpath_rfc9535", "jsonschema"}
    assert not imported & {"ctypes", "difflib", "httpx2", "platformdirs", "regex", "rich", "ssl"}
    assert not set(done.stdout.split()) & {
        *("jinja2.sandbox", "openapi_pydantic.v3.v3_0", "restamp.workflows.api"),
        *("restamp.spec.reading.json_tree", "restamp.spec.upgrade.to_3_0.upgrade"),
        *("restamp.spec.document.generics", "restamp.names.reasons.explained"),
    }


def test_all_output_reaches_a_pipe(project: Path) -> None:
    command = [*COMMAND, "generate", "--list-outputs"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=True)
    assert {"out/pets/restamp.lock", "out/zoo/restamp.lock"} <= {*done.stdout.splitlines()}
    failed = subprocess.run(
        [*COMMAND, "generate", "x"], cwd=project, capture_output=True, text=True
    )
    assert (failed.returncode, failed.stdout) == (2, "")
    assert failed.stderr.endswith("\n")
    assert "error[config-client-unknown]" in failed.stderr


def test_tools_that_measure_the_process_can_finish(project: Path) -> None:
    """Coverage and profilers write their results when the command returns, or at the exit of the interpreter."""
    script = (
        "import atexit, runpy\natexit.register(print, 'at exit')\n"
        "try: runpy.run_module('restamp', run_name='__main__')\n"
        "except SystemExit as stop: print('status', stop.code); raise\n"
    )
    command = [sys.executable, "-c", script, "check", "pets", "--quiet"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert done.stdout.splitlines()[-2:] == ["status 1", "at exit"]


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
@pytest.mark.parametrize("arguments", [["--help"], ["generate", "pets"], ["check", "pets"]])
def test_no_standard_output(project: Path, arguments: list[str]) -> None:
    command = ["sh", "-c", 'exec "$@" >&-', "sh", *COMMAND, *arguments]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert done.returncode == (1 if arguments[0] == "check" else 0)


def test_the_module_is_the_command() -> None:
    done = subprocess.run([*COMMAND, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"restamp {__version__}\n"


def test_an_interrupt(restamp: Restamp, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "generate", interrupted)
    ran = restamp(["generate"], project)
    assert (ran.status, ran.out, ran.err) == (130, "", "restamp: interrupted\n")


@pytest.mark.parametrize("arguments", [["--help"], ["check"], ["inspect", "specs/pets.yaml"]])
def test_a_closed_pipe(project: Path, arguments: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as out:
        done = subprocess.run(
            [*COMMAND, *arguments],
            cwd=project,
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr
    assert done.returncode == (1 if arguments == ["check"] else 0)


def test_a_locale_that_cannot_say_it(project: Path) -> None:
    document = project / "specs/pets.yaml"
    document.write_text(
        document.read_text().replace("getPet", "getPet\n      summary: é ☃"), "utf-8"
    )
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    done = subprocess.run(
        [*COMMAND, "check", "pets"],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "\\xc9 \\u2603." in done.stdout


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("é ☃ \u3000\t\n", "é ☃ \u3000\t\n"),
        ("\x1b[31m\r\x07", "\\x1b[31m\\x0d\\x07"),
        ("\u202e\u2066\ufeff\u2028\x85\x7f", "\\u202e\\u2066\\ufeff\\u2028\\x85\\x7f"),
        ("\ud800", "\\ud800"),
    ],
)
def test_what_moves_or_hides_is_shown(text: str, shown: str) -> None:
    assert plain(text) == shown


def on_terminal(arguments: list[str], folder: Path, **environment: str) -> str:
    """What a person sees on a terminal, colours and all."""
    pty = pytest.importorskip("pty")
    leader, follower = pty.openpty()
    os.set_blocking(leader, True)
    clean = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "TERM")}
    process = subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=folder,
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env={**clean, "TERM": "xterm", "COLUMNS": "200", **environment},
    )
    os.close(follower)
    seen = b""
    while True:
        try:
            chunk = os.read(leader, 65536)
        except OSError:
            break
        if not chunk:
            break
        seen += chunk
    process.wait()
    os.close(leader)
    return seen.decode().replace("\r\n", "\n")


def test_a_terminal_has_colours_and_files_cannot_use_them(project: Path) -> None:
    document = project / "specs/pets.yaml"
    hostile = r"[bold]x[/bold] [/] :smile: \e]0;title\a"
    document.write_text(
        document.read_text().replace("{type: string}\n", f'{{type: "{hostile}"}}\n')
    )
    plainly = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", on_terminal(["generate", "pets"], project))
    shutil.rmtree(project / "out")  # What has not changed is not told again.
    coloured = on_terminal(["generate", "pets"], project)
    assert "\x1b[1;33mwarning" in coloured or "\x1b[1;31merror" in coloured
    assert "\x1b]0" not in coloured
    assert "[bold]x[/bold] [/] :smile: \\x1b]0;title\\x07" in plainly
    shutil.rmtree(project / "out")
    uncoloured = on_terminal(["generate", "pets"], project, NO_COLOR="1")
    assert "\x1b" not in uncoloured
    assert "[bold]x[/bold] [/] :smile:" in uncoloured


def test_work_shows_on_a_terminal_unless_quiet(project: Path) -> None:
    (project / "specs/pets.yaml").rename(project / "specs/[red].yaml")
    configuration = project / "pyproject.toml"
    configuration.write_text(
        configuration.read_text().replace("specs/pets.yaml", "specs/[red].yaml")
    )
    shown = on_terminal(["generate", "pets"], project)
    assert re.search(r"pets: specs/\[red\]\.yaml\W.*\d:\d\d:\d\d", shown)
    assert on_terminal(["generate", "pets", "--quiet"], project) == ""
    piped = subprocess.run(
        [*COMMAND, "check", "zoo"], cwd=project, capture_output=True, text=True, check=False
    )
    assert piped.stderr.startswith("zoo: ")
    assert "\x1b" not in piped.stderr + piped.stdout


@pytest.mark.parametrize("command", ["generate", "check", "inspect", "init", "watch", "completion"])
def test_every_command_can_be_quiet_and_has_examples(
    restamp: Restamp, project: Path, command: str
) -> None:
    ran = restamp([command, "--help"], project)
    assert ran.status == 0
    assert "--quiet" in ran.out
    assert f"\nexamples:\n  restamp {command}" in ran.out or "\nexamples:\n  eval" in ran.out
