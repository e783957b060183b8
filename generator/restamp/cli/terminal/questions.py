"""Ask the user, on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

from restamp.cli.console import Console, plain
from restamp.cli.options.arguments import Arguments
from restamp.records import dataclass

if TYPE_CHECKING:
    from rich.console import Console as Rich

T = TypeVar("T")
_YES, _NO, _ALL, _NONE = "y", "n", "a", "s"


@dataclass(frozen=True, slots=True)
class Accepted(Generic[T]):
    """An accepted item."""

    item: T
    singly: bool
    """Whether the user was asked about it, and did not accept all others at once."""


def can_ask(arguments: Arguments, console: Console) -> bool:
    """Whether there is a user to ask, who wants to be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty() and not (arguments.yes or console.quiet)


def chosen(
    items: Sequence[T],
    question: Callable[[str, T], str],
    *,
    default: Callable[[T], bool],
    all_others: str = "yes to all others",
) -> list[Accepted[T]]:
    """The items that the user accepts; `question` gets the number of the item, such as `1/3`."""
    from rich.prompt import Prompt

    show([f"{_YES} yes, {_NO} no, {_ALL} {all_others}, {_NONE} no to all others"])
    accepted: list[Accepted[T]] = []
    rest = ""
    for number, item in enumerate(items, 1):
        if not rest:
            show([question(f"{number}/{len(items)}", item)])
            answer = Prompt.ask(
                "  Accept?",
                console=_terminal(),
                choices=[_YES, _NO, _ALL, _NONE],
                default=_YES if default(item) else _NO,
            )
            rest = answer if answer in (_ALL, _NONE) else ""
            if answer == _YES:
                accepted.append(Accepted(item, singly=True))
        if rest == _ALL:
            accepted.append(Accepted(item, singly=False))
    return accepted


def choice(question: str, choices: Sequence[str], default: str) -> str:
    """The word that the user chooses."""
    from rich.prompt import Prompt

    return Prompt.ask(question, console=_terminal(), choices=[*choices], default=default)


def confirmed(question: str) -> bool:
    """Whether the user agrees, which is the default."""
    return choice(question, (_YES, _NO), _YES) == _YES


def show(lines: Iterable[str]) -> None:
    """Print lines about a question."""
    from rich.text import Text

    for line in lines:
        _terminal().print(Text(plain(line)), soft_wrap=True)


def _terminal() -> Rich:
    from rich.console import Console as Rich

    return Rich(stderr=True, highlight=False, markup=False, emoji=False)
