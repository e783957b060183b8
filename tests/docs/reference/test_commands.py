"""The commands: the reference has every argument, flag and exit status, and each status is what a command ends with."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from restamp.cli.options.arguments import parse, parsers
from restamp.cli.options.command_parser import CommandParser
from restamp.cli.options.exit_status import STATUSES
from restamp.cli.options.flags import COMMANDS
from restamp.diagnostics.examples.configuration import CLIENT
from restamp.diagnostics.examples.reading import PETS

from ...behaviour.servers.loopback import serving
from ...updating import Expect

PAGE = Path(__file__).parents[3] / "docs/reference/commands.md"
HEAD = """\
# Commands

`restamp COMMAND --help` prints the same. `restamp --version` prints the version, and `python -m restamp` is the same as
`restamp`.

Errors, warnings and notes are printed on stderr ([Diagnostics](diagnostics.md)), and so is progress. Only what was asked
for is printed on stdout: diffs, reports, scripts. A client with an error is not written.

Without `NAME`, a command is about all clients of the [configuration](configuration.md). Paths on the command line start at
the working directory.
"""
TAIL = """\

## Environment variables

| Variable | Meaning |
|---|---|
| `RESTAMP_CACHE_DIR` | the folder of the cache; by default one for Restamp in the user's cache folder |
| `NO_COLOR` | no colors, if it is set |
| `COLUMNS` | the width of tables and help texts |
"""


def page() -> str:
    """All commands with their arguments."""
    _, commands = parsers()
    listed = "".join(
        f"| [`{name}`](#restamp-{name}) | {COMMANDS[name][1]} |\n" for name in commands
    )
    parts = [HEAD, "\n| Command | |\n|---|---|\n", listed]
    parts += [section(name, parser) for name, parser in commands.items()]
    return "".join([*parts, TAIL])


def section(name: str, parser: CommandParser) -> str:
    examples = "\n".join(COMMANDS[name][2])
    rows = "".join(f"| {label(action)} | {cell(action)} |\n" for action in described(parser))
    statuses = "".join(f"| {status} | {why} |\n" for status, why in STATUSES[name].items())
    return (
        f"\n## restamp {name}\n\n{parser.description}\n\n```sh\n{examples}\n```\n\n"
        f"| Argument | Meaning |\n|---|---|\n{rows}\n| Exit status | Meaning |\n|---|---|\n{statuses}"
    )


def described(parser: CommandParser) -> Iterator[argparse.Action]:
    """All arguments but `--help`, those without dashes first."""
    own = [action for action in parser.known if action.dest != "help"]
    yield from sorted(own, key=lambda action: bool(action.option_strings))


def label(action: argparse.Action) -> str:
    value = action.metavar if isinstance(action.metavar, str) else ""
    if not value and action.choices:
        value = "{" + ",".join(map(str, action.choices)) + "}"
    value += " ..." if action.nargs in ("*", "+") else ""
    if not action.option_strings:
        return f"`{value}`"
    words = [f"{flag} {value}".strip() for flag in action.option_strings]
    return ", ".join(f"`{word}`" for word in words)


def cell(action: argparse.Action) -> str:
    text = (action.help or "").replace("%%", "%")
    required = "; required" if action.required and action.option_strings else ""
    return (text + required).replace("|", "\\|")


def test_the_page(expect: Expect) -> None:
    expect(PAGE, page())


def test_every_flag_is_explained() -> None:
    for name, parser in parsers()[1].items():
        assert sorted(parser.known, key=id) == sorted(parser._actions, key=id)
        assert [action.dest for action in parser.known if not action.help] == [], name


@pytest.mark.parametrize(
    "example", [line for _, _, examples in COMMANDS.values() for line in examples]
)
def test_the_examples_are_valid(example: str) -> None:
    words = shlex.split(example, comments=True)
    if words[0] == "restamp":
        end = words.index(">") if ">" in words else len(words)
        assert parse(words[1:end]).command == words[1]


CATS = PETS.replace("/pets", "/cats")
CONFLICT = """\
{
<<<<<<< HEAD
  "files": {},
=======
  "files": {},
>>>>>>> theirs
  "inputs": {}, "lock": 1, "names": {}, "restamp": "0.1.0"
}
"""

CASES: Mapping[str, Mapping[int, str]] = {
    "generate": {0: "generate", 2: "generate dogs"},
    "check": {0: "generate; check", 1: "check", 2: "check dogs"},
    "diff": {
        0: "diff spec.yaml spec.yaml",
        1: "diff spec.yaml cats.yaml",
        2: "diff spec.yaml dogs.yaml",
    },
    "update": {
        0: "update cats",
        1: "generate cats; update cats --fail-on breaking",
        2: "update pets",
    },
    "inspect": {0: "inspect spec.yaml", 2: "inspect dogs.yaml"},
    "init": {0: "init cats.yaml --name new --yes", 2: "init dogs.yaml"},
    "learn": {0: "learn pets empty.jsonl", 2: "learn pets drift.jsonl"},
    "probe": {
        0: "generate; probe cats --base-url {server}/right",
        1: "generate; probe cats --base-url {server}/wrong",
        2: "probe dogs --base-url {server}",
    },
    "lock": {0: "lock merge conflict", 2: "lock merge dogs"},
    "doctor": {0: "generate; doctor", 1: "doctor"},
    "explain": {0: "explain config-key", 2: "explain dogs"},
    "watch": {},
    "completion": {0: "completion bash", 2: "completion csh"},
}
"""Commands that end with each status, in a folder with two clients; the last of several is meant."""
UNTRIED = {
    ("doctor", 2): "tests/cli/test_doctor.py",
    **{("watch", status): "tests/cli/test_watch.py" for status in (0, 2)},
}
"""Where those are tested that need more."""


async def app(scope: Any, receive: Any, send: Any) -> None:
    """A server that responds as its document says at `/right`, and otherwise at `/wrong`."""
    status = 200 if scope["path"].startswith("/right") else 418
    await send({"type": "http.response.start", "status": status, "headers": []})
    await send({"type": "http.response.body", "body": b""})


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with serving(app) as address:
        yield address


def test_every_status_is_that_of_a_command(
    restamp: Callable[..., Any], server: str, tmp_path: Path
) -> None:
    assert STATUSES.keys() == COMMANDS.keys() == CASES.keys()
    wrong: list[str] = []
    for name, statuses in STATUSES.items():
        assert statuses.keys() == CASES[name].keys() | {s for n, s in UNTRIED if n == name}
        for status, commands in CASES[name].items():
            folder = tmp_path / f"{name}{status}"
            for path, text in FILES.items():
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_text(text, "utf-8")
            for command in commands.format(server=server).split("; "):
                done = restamp(shlex.split(command), folder)
            if done.status != status:
                wrong.append(f"{command}: {done.status} instead of {status}\n{done.err}")
    assert not wrong, "\n".join(wrong)
    assert all((PAGE.parents[2] / place).exists() for place in UNTRIED.values())


FILES = {
    "restamp.toml": CLIENT
    + '[clients.cats]\nspec = "cats.yaml"\noutput = "cats"\nsource = "spec.yaml"\n',
    "spec.yaml": PETS,
    "cats.yaml": CATS,
    "empty.jsonl": "",
    "conflict/restamp.lock": CONFLICT,
}
