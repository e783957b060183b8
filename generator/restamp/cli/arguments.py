"""The commands and their flags."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from typing import Any

from restamp import __version__

SHELLS = ("bash", "zsh", "fish")
FORMATS = ("text", "markdown", "json", "github", "html")
LEVELS = ("breaking", "tests", "any", "none")
CLIENTS = "clients"
"""In place of a shell: the names that a script may complete."""


class Arguments(argparse.Namespace):
    """What was given on the command line; a flag that a command does not have is at its default."""

    command: str
    quiet: bool = False
    names: list[str]
    spec: str | None = None
    output: str | None = None
    overlay: list[str]
    allow_path: list[str]
    allow_remote: list[str]
    strict: bool = False
    no_lock: bool = False
    no_cache: bool = False
    force: bool = False
    forget: list[str] | None = None
    list_outputs: bool = False
    report: str | None = None
    sarif: str | None = None
    depfile: str | None = None
    file: str = ""
    files: list[str]
    action: str = ""
    old: str = ""
    new: str = ""
    format: str = "text"
    all: bool = False
    fail_on: str | None = None
    rules: bool = False
    dry_run: bool = False
    shell: str = ""
    name: str | None = None
    yes: bool = False


_NARROW = partial(argparse.HelpFormatter, width=80)


class CommandParser(argparse.ArgumentParser):
    """A parser that knows its arguments, for the completion in shells."""

    def __init__(self, **settings: Any) -> None:
        self.known: list[argparse.Action] = []
        super().__init__(**settings)

    def add_argument(self, *names: str, **settings: Any) -> argparse.Action:
        """As in any parser, but for how wide the terminal is, which is asked each time for nothing."""
        formatter, self.formatter_class = self.formatter_class, _NARROW
        action = super().add_argument(*names, **settings)
        self.formatter_class = formatter
        self.known.append(action)
        return action


def parse(argv: Sequence[str] | None) -> Arguments:
    """The arguments; where they make no sense, SystemExit(2) after saying so on stderr."""
    given = sys.argv[1:] if argv is None else argv
    parser, _ = parsers(given[0] if given else "")
    arguments = parser.parse_args(given, Arguments())
    _refuse_half(parser, arguments)
    return arguments


def parsers(only: str = "") -> tuple[CommandParser, dict[str, CommandParser]]:
    """The parser of the whole, and that of each command by name; with flags only that of one, if it is one."""
    parser = CommandParser(
        prog="restamp",
        description="Stamps typed Python clients out of OpenAPI documents, "
        "and re-stamps them when the document changes.",
        epilog="Exit status: 0 done; 1 out of date, or breaking; 2 the input or the usage is wrong. "
        "`restamp COMMAND --help` has examples.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"restamp {__version__}")
    commands = parser.add_subparsers(
        # Without `prog` it would lay out a usage to find it, which takes milliseconds.
        prog=parser.prog,
        title="commands",
        metavar="COMMAND",
        dest="command",
        required=True,
    )
    made: dict[str, CommandParser] = {}
    for name, (add_flags, help, examples) in _COMMANDS.items():
        command = commands.add_parser(
            name,
            help=help,
            description=help[:1].upper() + help[1:] + ".",
            epilog="\n  ".join(("examples:", *examples)),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        if only == name or only not in _COMMANDS:
            add_flags(command)
        made[name] = command
    return parser, made


def _add_generate(command: CommandParser) -> None:
    _add_clients(command)
    _add_inputs(command)
    flag = command.add_argument
    flag("--force", action="store_true", help="overwrite what was edited by hand or is not ours")
    flag(
        "--forget",
        nargs="*",
        metavar="NAME",
        help="let go of names that the lock keeps, as Pet or pets.get_pet; without NAME, of all "
        "that stand for nothing any more",
    )
    flag("--report", metavar="FILE", help="write the coverage report there, as JSON")
    flag("--sarif", metavar="FILE", help="write the diagnostics there, as SARIF 2.1.0")
    flag("--list-outputs", action="store_true", help="print the files it would write, write none")
    flag("--depfile", metavar="FILE", help="write every input read, as a rule for make and ninja")


def _add_check(command: CommandParser) -> None:
    _add_clients(command)
    _add_inputs(command)


def _add_init(command: CommandParser) -> None:
    flag = command.add_argument
    flag("file", metavar="FILE", help="an OpenAPI document, JSON or YAML")
    flag("--name", metavar="NAME", help="of the client; by default made of the file or the title")
    flag("--output", metavar="DIR", help="the package's folder; by default one below src/")
    flag("--yes", "-y", action="store_true", help="ask nothing: take all but the guesses")
    flag("--force", action="store_true", help="overwrite the overlay that is there")
    _add_reach(command)
    _add_quiet(command)


def _add_watch(command: CommandParser) -> None:
    _add_clients(command)
    _add_inputs(command)


def _add_lock(command: CommandParser) -> None:
    flag = command.add_argument
    flag("action", metavar="merge", choices=("merge",), help="resolve a lock in conflict")
    flag(
        "files",
        metavar="PACKAGE",
        nargs="+",
        help="packages whose lock holds conflict markers; or the three files BASE OURS THEIRS of a merge driver",
    )
    _add_quiet(command)


def _add_completion(command: CommandParser) -> None:
    flag = command.add_argument
    shells = ", ".join(SHELLS)
    help = f"one of {shells}; or {CLIENTS}, for their names alone, which the scripts ask for"
    flag("shell", metavar="SHELL", choices=(*SHELLS, CLIENTS), help=help)
    _add_quiet(command)


def _add_inspect(command: CommandParser) -> None:
    flag = command.add_argument
    flag("file", metavar="FILE", help="an OpenAPI document, JSON or YAML")
    flag("--format", choices=("text", "json"), default="text", help="text by default")
    _add_inputs(command)


def _add_diff(command: CommandParser) -> None:
    flag = command.add_argument
    help = "an OpenAPI document, also FILE@REVISION of git, or the folder of a generated package"
    flag("old", metavar="OLD", help=help, nargs="?", default="")
    flag("new", metavar="NEW", help="the same, of the next version", nargs="?", default="")
    flag("--rules", action="store_true", help="print a page of all rules, and compare nothing")
    _add_difference(command)
    _add_documents(command)


def _add_update(command: CommandParser) -> None:
    flag = command.add_argument
    flag("names", nargs="*", metavar="NAME", help="clients of the configuration; without, all")
    flag("--dry-run", action="store_true", help="show what changes, and write nothing")
    flag("--no-lock", action="store_true", help="ignore the names pinned by an existing lock")
    flag("--no-cache", action="store_true", help="do all the work, whatever earlier runs found out")
    flag("--strict", action="store_true", help="take every widening for an error")
    _add_difference(command)
    _add_reach(command)
    _add_quiet(command)


def _add_difference(command: CommandParser) -> None:
    """How a difference is shown, and when it fails."""
    flag = command.add_argument
    flag("--format", choices=FORMATS, default="text", help="text by default")
    flag("--all", action="store_true", help="every change in full, not one entry for each cause")
    flag(
        "--fail-on",
        choices=LEVELS,
        default=None,
        help="exit with 1 on breaking changes, on those that break tests too, on any, or on none",
    )


def _add_clients(command: CommandParser) -> None:
    flag = command.add_argument
    flag("names", nargs="*", metavar="NAME", help="clients of the configuration; without, all")
    flag("--spec", metavar="FILE", help="the document, instead of a configuration")
    flag("--output", metavar="DIR", help="the package's folder, with --spec")
    flag("--no-lock", action="store_true", help="ignore the names pinned by an existing lock")
    flag("--no-cache", action="store_true", help="do all the work, whatever earlier runs found out")


def _add_inputs(command: CommandParser) -> None:
    _add_documents(command)
    flag = command.add_argument
    flag("--strict", action="store_true", help="take every widening for an error")


def _add_documents(command: CommandParser) -> None:
    flag = command.add_argument
    flag(
        "--overlay",
        metavar="FILE",
        action="append",
        default=[],
        help="an OpenAPI Overlay; may be repeated, applied in order",
    )
    _add_reach(command)
    _add_quiet(command)


def _add_reach(command: CommandParser) -> None:
    flag = command.add_argument
    flag(
        "--allow-path",
        metavar="DIR",
        action="append",
        default=[],
        help="a local $ref may reach this folder",
    )
    flag(
        "--allow-remote",
        metavar="HOST",
        action="append",
        default=[],
        help="a remote $ref may reach this host",
    )


def _add_quiet(command: CommandParser) -> None:
    quiet = "print errors and what was asked for only"
    command.add_argument("--quiet", "-q", action="store_true", help=quiet)


def _refuse_half(parser: argparse.ArgumentParser, arguments: Arguments) -> None:
    if arguments.command == "diff" and not arguments.rules and not arguments.new:
        parser.error("diff compares two: restamp diff OLD NEW")
    if arguments.command not in ("generate", "check", "watch"):
        return
    if (arguments.spec is None) != (arguments.output is None):
        parser.error("--spec and --output go together")
    if arguments.spec is not None and arguments.names:
        parser.error("NAME is a client of the configuration; --spec and --output do without one")
    if arguments.spec is None and arguments.overlay:
        parser.error("--overlay goes with --spec; the configuration has its own overlays")


_COMMANDS = {
    "generate": (
        _add_generate,
        "write the clients of the configuration, or one that flags describe",
        (
            "restamp generate",
            "restamp generate blink --strict",
            "restamp generate blink --forget Pet pets.get_pet",
            "restamp generate --spec api.yaml --output src/app/_vendor/blink",
        ),
    ),
    "check": (
        _add_check,
        "print what generate would change, as a unified diff; exit 1 if anything",
        ("restamp check", "restamp check blink"),
    ),
    "diff": (
        _add_diff,
        "show what the next version of a document changes for Python callers; exit 1 if breaking",
        (
            "restamp diff old.yaml new.yaml",
            "restamp diff generated/blink new.yaml --format markdown",
        ),
    ),
    "update": (
        _add_update,
        "fetch the next version of a document, show what changes for callers, and regenerate",
        ("restamp update", "restamp update blink --dry-run"),
    ),
    "inspect": (
        _add_inspect,
        "show a document's operations and types, and what would be widened and why",
        ("restamp inspect api.yaml", "restamp inspect api.json --format json"),
    ),
    "init": (
        _add_init,
        "write a configuration for a document, and an overlay that makes better Python of it",
        (
            "restamp init specs/acme.yaml",
            "restamp init specs/acme.yaml --name acme --output src/app/_vendor/acme --yes",
        ),
    ),
    "lock": (
        _add_lock,
        "merge a lock that two branches changed, keeping the names of both",
        (
            "restamp lock merge src/app/_vendor/acme",
            'git config merge.restamp-lock.driver "restamp lock merge %O %A %B"',
            "echo 'restamp.lock merge=restamp-lock' >> .gitattributes",
        ),
    ),
    "watch": (
        _add_watch,
        "generate, and again on every change of an input",
        ("restamp watch", "restamp watch blink --quiet"),
    ),
    "completion": (
        _add_completion,
        "print a script that has a shell complete commands, flags and clients",
        (
            'eval "$(restamp completion bash)"                                # in ~/.bashrc',
            'eval "$(restamp completion zsh)"                                 # in ~/.zshrc',
            "restamp completion fish > ~/.config/fish/completions/restamp.fish",
        ),
    ),
}
