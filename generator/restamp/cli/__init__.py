"""What does the user ask for, and what is printed? The command line.

Exit status: 0 success; 1 out of date, or breaking changes; 2 invalid input or usage; 130 interrupted.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from typing import assert_never

from restamp.cli.console import Console
from restamp.cli.options.arguments import Arguments, parse
from restamp.diagnostics.text import reason


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; `argv` excludes the program name, and defaults to the arguments of the process."""
    # Python has no streams for file descriptors that are closed.
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        arguments = parse(argv)
        return _run(arguments, Console(quiet=arguments.quiet))
    except KeyboardInterrupt:
        print("restamp: interrupted", file=sys.stderr)
        return 130
    finally:
        _flush()


def _run(arguments: Arguments, console: Console) -> int:
    """Run the command; each imports its own modules, so that help and usage errors are fast."""
    try:
        os.getcwd()
    except OSError as error:
        print(f"restamp: the working directory cannot be used: {reason(error)}", file=sys.stderr)
        return 2
    match arguments.command:
        case "generate":
            from restamp.cli.generate import run
        case "check":
            from restamp.cli.check import run
        case "update":
            from restamp.cli.update import run
        case "diff":
            from restamp.cli.diff import run
        case "init" if arguments.package:
            from restamp.cli.package import run
        case "init":
            from restamp.cli.init import run
        case "watch":
            from restamp.cli.watch import run
        case "lock":
            from restamp.cli.lock import run
        case "completion":
            from restamp.cli.help.completion import run
        case "learn":
            from restamp.cli.learn import run
        case "probe":
            from restamp.cli.probe import run
        case "doctor":
            from restamp.cli.help.doctor import run
        case "explain":
            from restamp.cli.help.explain import run
        case "inspect":
            from restamp.cli.inspect import run
        case _:
            assert_never(arguments.command)
    return run(arguments, console)


def _flush() -> None:
    """Flush the output of --help and --version; ignores a closed pipe."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
