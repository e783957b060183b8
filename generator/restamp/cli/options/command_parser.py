"""An argparse parser that records its arguments."""

from __future__ import annotations

import argparse
from functools import partial
from typing import Any

_NARROW = partial(argparse.HelpFormatter, width=80)


class CommandParser(argparse.ArgumentParser):
    """A parser that lists its arguments, for shell completion."""

    def __init__(self, **settings: Any) -> None:
        self.known: list[argparse.Action] = []
        super().__init__(**settings)

    def add_argument(self, *names: str, **settings: Any) -> argparse.Action:
        """Add an argument without measuring the terminal, which argparse does for each one."""
        formatter, self.formatter_class = self.formatter_class, _NARROW
        action = super().add_argument(*names, **settings)
        self.formatter_class = formatter
        self.known.append(action)
        return action
