"""What did the user mean? Suggestions for misspelt commands and flags."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import NoReturn

from restamp.cli.options.command_parser import CommandParser
from restamp.cli.options.flags import COMMANDS

_SYNONYMS = {
    "add": "init",
    "build": "generate",
    "compare": "diff",
    "gen": "generate",
    "new": "init",
    "show": "inspect",
    "sync": "generate",
    "upgrade": "update",
    "validate": "inspect",
    "verify": "check",
}
"""What other tools call a command."""


_ALIKE, _SIMILAR = 0.75, 0.6
"""How similar a suggestion is, as `difflib` measures it: those alike may be flags of other commands."""


def close_to(word: str, known: Iterable[str], similarity: float = _SIMILAR) -> str:
    """The known word that was meant; empty if there is no similar one."""
    from difflib import get_close_matches

    words = [*known]
    begun = [each for each in words if len(word) > 1 and each.startswith(word)]
    if len(begun) == 1:
        return begun[0]
    return next(iter(get_close_matches(word, words, 1, similarity)), "")


def refuse_command(
    word: str, parser: CommandParser, commands: dict[str, CommandParser]
) -> NoReturn:
    """Exit because there is no such command, with the usage of the one that was meant."""
    message = f'there is no command "{word}"'
    meant = _SYNONYMS.get(word) or close_to(word, COMMANDS)
    if not meant:
        parser.refuse(f"{message}; `restamp --help` lists all commands")
    commands[meant].print_usage(sys.stderr)
    parser.exit(2, f'{parser.prog}: error: {message}; did you mean "{meant}"?\n')


def check_flags(words: Sequence[str], command: CommandParser) -> None:
    """Exit if a command has no such flag, with the flag that was meant, before argparse complains of its value."""
    known = {name for action in command.known for name in action.option_strings} | {"--help"}
    for word in words:
        if word == "--":
            return
        flag = word.partition("=")[0]
        if len(flag) > 2 and flag.startswith("--") and flag not in known:
            refuse_flag(flag, command, known)


def refuse_flag(flag: str, command: CommandParser, known: Iterable[str]) -> NoReturn:
    """Exit because a command has no such flag."""
    message, of_command = f'there is no flag "{flag}"', [*known]
    if meant := close_to(flag, of_command, _ALIKE):
        command.refuse(f'{message}; did you mean "{meant}"?')
    owners = {name: _flags_of(name) for name in COMMANDS if name != command.name}
    others = {each for flags in owners.values() for each in flags}
    if meant := close_to(flag, others, _ALIKE):
        names = ", ".join(name for name, flags in owners.items() if meant in flags)
        command.refuse(f'{message}; "{meant}" is a flag of {names}')
    meant = close_to(flag, of_command)
    command.refuse(f'{message}; did you mean "{meant}"?' if meant else message)


def _flags_of(name: str) -> set[str]:
    parser = CommandParser(prog=name, add_help=False)
    COMMANDS[name][0](parser)
    return {flag for action in parser.known for flag in action.option_strings}
