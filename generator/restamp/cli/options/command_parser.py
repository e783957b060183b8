"""An argparse parser that records its arguments."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from typing import Any, NoReturn

_NARROW = partial(argparse.HelpFormatter, width=80)


class CommandParser(argparse.ArgumentParser):
    """A parser that lists its arguments, for shell completion."""

    def __init__(self, **settings: Any) -> None:
        self.known: list[argparse.Action] = []
        super().__init__(**settings)

    @property
    def name(self) -> str:
        """The name of the command."""
        return self.prog.rpartition(" ")[2]

    def refuse(self, message: str) -> NoReturn:
        """Exit because the usage is wrong."""
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: error: {message}\n")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Refuse a value that is not one of the choices, and suggest the one that was meant."""
        choices = [] if action.choices is None else [*map(str, action.choices)]
        if action.choices is None or value in action.choices:
            return
        from difflib import get_close_matches

        close = get_close_matches(str(value), choices, 1)
        advice = f'did you mean "{close[0]}"?' if close else f"choose from {', '.join(choices)}"
        raise argparse.ArgumentError(action, f'"{value}" is no choice; {advice}')

    def add_argument(self, *names: str, **settings: Any) -> argparse.Action:
        """Add an argument without measuring the terminal, which argparse does for each one."""
        formatter, self.formatter_class = self.formatter_class, _NARROW
        action = super().add_argument(*names, **settings)
        self.formatter_class = formatter
        self.known.append(action)
        return action
