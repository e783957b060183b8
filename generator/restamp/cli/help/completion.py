"""`restamp completion`: shell scripts that complete commands, flags, their values, and client names.

The scripts contain the commands and flags, so that Python only starts to complete client names.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from restamp.cli.console import Console
from restamp.cli.options.arguments import Arguments, parsers
from restamp.cli.options.command_parser import CommandParser
from restamp.cli.options.flags import CLIENTS
from restamp.diagnostics.model import Diagnostics
from restamp.records import dataclass
from restamp.workflows.selection import Request, requested

_HARMLESS = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
"""Client names that are safe to pass to a shell, which would expand others."""


@dataclass(frozen=True, slots=True)
class _Argument:
    """A flag, or a positional argument if it has no names."""

    names: tuple[str, ...]
    help: str
    takes: str
    """Name of its value; empty for a flag without value."""
    choices: tuple[str, ...]

    @property
    def is_file(self) -> bool:
        """Whether to complete file names."""
        return self.takes in ("FILE", "DIR")


def run(arguments: Arguments, console: Console) -> int:
    """Print the script of a shell, or the client names of the configuration."""
    if arguments.shell == CLIENTS:
        for client in requested(Request(Path.cwd()), Diagnostics()):
            if _HARMLESS.fullmatch(client.name):
                console.output(client.name)
        return 0
    whole, commands = parsers()
    helps = {name: command.description or "" for name, command in commands.items()}
    known = {name: list(_arguments(command)) for name, command in commands.items()}
    own = [argument for argument in _arguments(whole) if argument.names]
    match arguments.shell:
        case "bash":
            lines = _bash(known, own)
        case "zsh":
            lines = _zsh(known, own, helps)
        case _:
            lines = _fish(known, own, helps)
    console.output("\n".join(lines))
    return 0


def _arguments(parser: CommandParser) -> Iterator[_Argument]:
    for action in parser.known:
        takes = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
        choices = tuple(map(str, action.choices or ()))
        help = "" if action.help is None or action.help == argparse.SUPPRESS else action.help
        takes = "" if action.nargs == 0 else takes
        yield _Argument(tuple(action.option_strings), help, takes, choices)


_Known = dict[str, list[_Argument]]


def _bash(known: _Known, own: list[_Argument]) -> Iterator[str]:
    yield "_restamp() {"
    yield '  local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}" words=""'
    yield '  if [ "$COMP_CWORD" -eq 1 ]; then'
    yield f'    words="{" ".join([*known, *_names(own)])}"'
    yield "  else"
    yield '    case "${COMP_WORDS[1]} $before" in'
    for command, arguments in known.items():
        for argument in arguments:
            if argument.names and argument.takes:
                patterns = "|".join(f'"{command} {name}"' for name in argument.names)
                yield f'      {patterns}) words="{" ".join(argument.choices)}" ;;'
    yield '      *) case "${COMP_WORDS[1]}:$word" in'
    for command, arguments in known.items():
        yield f'        {command}:-*) words="{" ".join(_names(arguments))}" ;;'
        for argument in arguments:
            if not argument.names and not argument.is_file:
                yield f'        {command}:*) words="{_choice(argument)}" ;;'
    yield "      esac ;;"
    yield "    esac"
    yield "  fi"
    yield '  COMPREPLY=($(compgen -W "$words" -- "$word"))'
    yield "}"
    yield "complete -o default -F _restamp restamp"


def _zsh(known: _Known, own: list[_Argument], helps: dict[str, str]) -> Iterator[str]:
    yield "#compdef restamp"
    yield "_restamp() {"
    yield "  local context state state_descr line"
    yield "  local -a commands"
    yield "  typeset -A opt_args"
    yield "  commands=("
    for command, help in helps.items():
        yield f"    {_quoted(f'{command}:{help}')}"
    yield "  )"
    flags = " ".join(each for argument in own for each in _zsh_specs(argument))
    yield f"  _arguments -C {flags} '1:command:->command' '*::argument:->argument'"
    yield "  case $state in"
    yield "    command) _describe command commands ;;"
    yield "    argument) case $words[1] in"
    for command, arguments in known.items():
        yield f"      {command}) _arguments \\"
        specs = [each for argument in arguments for each in _zsh_specs(argument)]
        yield " \\\n".join(f"        {spec}" for spec in specs) + " ;;"
    yield "    esac ;;"
    yield "  esac"
    yield "}"
    yield '[ "$funcstack[1]" = _restamp ] && _restamp "$@" || compdef _restamp restamp'


def _zsh_specs(argument: _Argument) -> Iterator[str]:
    """One specification for each name of a flag, in the syntax of `_arguments` of zsh."""
    action = "_files" if argument.is_file else f"({_choice(argument)})"
    if not argument.names:
        yield _quoted(f"*:{argument.takes}:{action}")
    for name in argument.names:
        help = re.sub(r"([\[\]:\\])", r"\\\1", argument.help)
        value = f":{argument.takes}:{action}" if argument.takes else ""
        yield _quoted(f"*{name}[{help}]{value}")


def _fish(known: _Known, own: list[_Argument], helps: dict[str, str]) -> Iterator[str]:
    yield "complete -c restamp -f"
    for command, help in helps.items():
        description = _quoted(help)
        yield f"complete -c restamp -n __fish_use_subcommand -a {command} -d {description}"
    for argument in own:
        yield f"complete -c restamp -n __fish_use_subcommand{_fish_flag(argument)}"
    for command, arguments in known.items():
        for argument in arguments:
            start = f"complete -c restamp -n '__fish_seen_subcommand_from {command}'"
            if argument.names:
                yield start + _fish_flag(argument)
            elif argument.is_file:
                yield f"{start} -F"
            else:
                yield f"{start} -a '{_choice(argument).removeprefix('$')}'"


def _fish_flag(argument: _Argument) -> str:
    parts = [
        f" -l {name[2:]}" if name.startswith("--") else f" -s {name[1:]}" for name in argument.names
    ]
    if argument.takes:
        parts.append(" -r -F" if argument.is_file else f" -x -a '{' '.join(argument.choices)}'")
    return "".join(parts) + f" -d {_quoted(argument.help)}"


def _choice(argument: _Argument) -> str:
    """The words to complete, or the command that prints them."""
    if argument.choices or argument.takes != "NAME":
        return " ".join(argument.choices)
    return "$(restamp completion clients 2>/dev/null)"


def _names(arguments: list[_Argument]) -> list[str]:
    return [name for argument in arguments for name in argument.names]


def _quoted(text: str) -> str:
    """Quote a text with single quotes, for any of the shells."""
    return "'" + text.replace("'", "'\\''") + "'"
