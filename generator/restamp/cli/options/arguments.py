"""The commands and their flags."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from restamp import __version__
from restamp.cli.options.command_parser import CommandParser
from restamp.cli.options.flags import COMMANDS
from restamp.cli.options.suggestions import check_flags, refuse_command
from restamp.config.model import BodiesKey, NamesKey
from restamp.pointers import is_url
from restamp.workflows.publishing import DEPENDENCIES, DISTRIBUTION
from restamp.workflows.selection import Request

Command = Literal[
    "generate",
    "check",
    "diff",
    "update",
    "inspect",
    "init",
    "lock",
    "watch",
    "completion",
    "learn",
    "probe",
    "explain",
    "doctor",
]


class Arguments(argparse.Namespace):
    """The parsed command line. Flags that the command does not have keep their defaults."""

    command: Command
    quiet: bool = False
    names: list[str]
    spec: str | None = None
    output: str | None = None
    style: NamesKey | None = None
    bodies: BodiesKey | None = None
    rename_style: bool = False
    overlay: list[str]
    allow_path: list[str]
    allow_remote: list[str]
    strict: bool = False
    no_lock: bool = False
    no_cache: bool = False
    force: bool = False
    verify: bool = False
    forget: list[str] | None = None
    list_outputs: bool = False
    report: str | None = None
    sarif: str | None = None
    depfile: str | None = None
    jobs: int | None = 1
    file: str = ""
    files: list[str]
    action: str = ""
    old: str = ""
    new: str = ""
    format: str = "text"
    all: bool = False
    fail_on: str = "none"
    rules: bool = False
    dry_run: bool = False
    runtime_only: bool = False
    shell: str = ""
    name: str | None = None
    yes: bool = False
    no_generate: bool = False
    package: str | None = None
    build_hook: bool = False
    bump: bool = False
    at_least: int = 1
    base_url: str | None = None
    prune: bool = False
    host: list[str]
    calls: int = 100
    pause: float = 0.2
    values: str | None = None
    record: str | None = None
    codes: list[str]

    def request(self) -> Request:
        """The clients and options of these flags; paths start at the working directory."""
        return Request(
            Path.cwd(),
            self.names,
            self.spec,
            self.output,
            self.overlay,
            self.strict,
            self.allow_path,
            self.allow_remote,
            not self.no_lock,
            not self.no_cache,
            self.verify,
            self.style,
            self.rename_style,
            self.bodies,
        )


def parse(argv: Sequence[str] | None) -> Arguments:
    """Parse the command line; exit with status 2 and a message on stderr if it is invalid."""
    words = [*(sys.argv[1:] if argv is None else argv)]
    if words[:1] == ["help"]:
        words = [*words[1:2], "--help"]
    first = words[0] if words else ""
    is_command = bool(first) and not first.startswith("-")
    parser, commands = parsers(first)
    if not words:
        parser.print_help(sys.stderr)
        parser.exit(2)
    if is_command and first not in commands:
        refuse_command(first, parser, commands)
    if is_command:
        check_flags(words[1:], commands[first])
    arguments, rest = parser.parse_known_args(words, Arguments(**_lists()))
    command = commands[arguments.command]
    if rest:
        command.error(f"unexpected arguments: {' '.join(rest)}")
    _check_combinations(command, arguments)
    return arguments


def _lists() -> dict[str, list[str]]:
    """New lists for flags that may be repeated and for names."""
    return {key: [] for key in ("names", "overlay", "allow_path", "allow_remote", "host", "codes")}


def parsers(only: str = "") -> tuple[CommandParser, dict[str, CommandParser]]:
    """The top-level parser and the parsers of the commands. If `only` is a command, only its parser gets flags."""
    parser = CommandParser(
        prog="restamp",
        description="Generate typed Python clients from OpenAPI documents, "
        "and regenerate them when the document changes.",
        epilog="Exit status: 0 success; 1 out of date, or breaking changes; 2 invalid input or usage. "
        "Run `restamp COMMAND --help` for examples.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", "-V", action="version", version=f"restamp {__version__}")
    commands = parser.add_subparsers(
        # Without `prog`, argparse formats a usage message to find it, which takes milliseconds.
        prog=parser.prog,
        title="commands",
        metavar="COMMAND",
        dest="command",
        required=True,
    )
    parsers: dict[str, CommandParser] = {}
    for name, (add_flags, help, examples) in COMMANDS.items():
        command = commands.add_parser(
            name,
            help=help,
            description=help[:1].upper() + help[1:] + ".",
            epilog="\n  ".join(("examples:", *examples)),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        if only == name or only not in COMMANDS:
            add_flags(command)
        parsers[name] = command
    return parser, parsers


def _check_combinations(parser: CommandParser, arguments: Arguments) -> None:
    if arguments.command == "init":
        _check_package(parser, arguments)
    if arguments.command == "diff" and not arguments.rules and not arguments.new:
        parser.error("diff needs two arguments: restamp diff OLD NEW")
    if arguments.command not in ("generate", "check", "watch"):
        return
    if (arguments.spec is None) != (arguments.output is None):
        parser.error("--spec and --output must be used together")
    if arguments.command == "watch" and is_url(arguments.spec or ""):
        parser.error("a URL cannot be watched; run `restamp generate` again, or watch a file")
    if arguments.spec is not None and arguments.names:
        parser.error("NAME selects clients of the configuration and cannot be used with --spec")
    for key, value in (("names", arguments.style), ("bodies", arguments.bodies)):
        if arguments.spec is None and value is not None:
            parser.error(
                f"--{key} requires --spec; for clients of the configuration, set the key `{key}` there"
            )
    if arguments.spec is None and arguments.overlay:
        parser.error(
            "--overlay requires --spec; for clients of the configuration, list overlays there"
        )


def _check_package(parser: CommandParser, arguments: Arguments) -> None:
    if arguments.package is None:
        if arguments.build_hook:
            parser.error("--build-hook requires --package")
        return
    if not DISTRIBUTION.fullmatch(arguments.package):
        parser.error(
            f'--package "{arguments.package}": a name has letters, digits, and between them - _ and .'
        )
    module = re.sub(r"[-_.]+", "_", arguments.package).lower()
    if module in sys.stdlib_module_names or module in DEPENDENCIES:
        parser.error(
            f'--package "{arguments.package}": its package would hide the module {module}; choose another name'
        )
    if arguments.name is not None or arguments.no_generate:
        parser.error("--name and --no-generate cannot be used with --package")
