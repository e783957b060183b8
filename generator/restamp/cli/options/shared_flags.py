"""Flags that several commands have."""

from __future__ import annotations

from argparse import ArgumentTypeError

from restamp.cli.options.command_parser import CommandParser
from restamp.config.model import BODIES, NAMES

FORMATS = ("text", "markdown", "json", "github", "html")
LEVELS = ("breaking", "tests", "any", "none")
STYLES = (
    "what names the operations of a new package: resources from their paths, their operationIds, "
    "or what reads better (auto)"
)


def add_difference(command: CommandParser, fail_on: str) -> None:
    """Flags for the format of diffs and their exit status; `fail_on` is the default level."""
    flag = command.add_argument
    flag("--format", choices=FORMATS, default="text", help="output format; default: text")
    flag("--all", action="store_true", help="list every change, instead of one entry per cause")
    flag(
        "--fail-on",
        choices=LEVELS,
        default=fail_on,
        help="exit with status 1 for breaking changes, also for those that only break tests, for any change, or "
        f"never; default: {fail_on}",
    )


def add_clients(command: CommandParser) -> None:
    add_names(command)
    flag = command.add_argument
    help = "path or URL of an OpenAPI document to use instead of the configuration"
    flag("--spec", metavar="FILE", help=help)
    flag("--output", metavar="DIR", help="folder of the package, with --spec")
    add_style(command, "with --spec, ")
    flag(
        "--bodies",
        choices=BODIES,
        help="with --spec, whether callers pass a body that is an object whole, or its fields as arguments; "
        f"default: {BODIES[0]}",
    )
    add_memory(command)


def add_names(command: CommandParser) -> None:
    help = "names of clients in the configuration; default: all"
    command.add_argument("names", nargs="*", metavar="NAME", help=help)


def add_style(command: CommandParser, condition: str = "") -> None:
    help = f"{condition}{STYLES}; default: {NAMES[0]}"
    command.add_argument("--names", dest="style", choices=NAMES, help=help)


def add_memory(command: CommandParser) -> None:
    """Flags to ignore what earlier runs left."""
    flag = command.add_argument
    flag("--no-lock", action="store_true", help="ignore the names in an existing lock")
    flag("--no-cache", action="store_true", help="ignore cached results of earlier runs")


def add_strict(command: CommandParser) -> None:
    command.add_argument("--strict", action="store_true", help="treat warnings as errors")


def add_inputs(command: CommandParser) -> None:
    add_documents(command)
    add_strict(command)


def add_documents(command: CommandParser) -> None:
    flag = command.add_argument
    flag(
        "--overlay",
        metavar="FILE",
        action="append",
        default=[],
        help="path or URL of an OpenAPI Overlay to apply; may be repeated, applied in order",
    )
    add_reach(command)
    add_quiet(command)


def add_reach(command: CommandParser) -> None:
    flag = command.add_argument
    flag(
        "--allow-path",
        metavar="DIR",
        action="append",
        default=[],
        help="allow local $refs to read files in this folder; may be repeated",
    )
    flag(
        "--allow-remote",
        metavar="HOST",
        action="append",
        default=[],
        help="allow remote $refs to fetch from this host; may be repeated",
    )


def add_jobs(command: CommandParser) -> None:
    command.add_argument(
        "--jobs",
        "-j",
        type=positive,
        default=None,
        metavar="N",
        help="number of processes for the clients; default: the number of processors",
    )


def positive(text: str) -> int:
    """A positive number; argparse shows the message of the error."""
    if not (text.isdecimal() and int(text)):
        raise ArgumentTypeError(f'"{text}" is not a positive number')
    return int(text)


def seconds(text: str) -> float:
    """A number of seconds; argparse shows the message of the error."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds < 3600:
        raise ArgumentTypeError(f'"{text}" is not a number of seconds up to an hour')
    return seconds


def add_quiet(command: CommandParser) -> None:
    quiet = "print only errors and requested output"
    command.add_argument("--quiet", "-q", action="store_true", help=quiet)


def add_rename_style(command: CommandParser) -> None:
    command.add_argument(
        "--rename-style",
        action="store_true",
        help="change the calls of an existing package to the style in `names`, which breaks callers",
    )
