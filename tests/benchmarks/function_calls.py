"""Counts function calls of one command: `python -m tests.benchmarks.function_calls ARGUMENT ...` prints them as JSON, and whether
black was imported.

Counted are calls and resumed generators of the generator and its templates; comprehensions are not, which are functions
only in some versions of Python. The import of a module counts as its calls at that level.
"""

from __future__ import annotations

import json
import sys
import threading
from collections import Counter
from pathlib import Path
from types import FrameType

import restamp

GENERATOR, TEMPLATES = PARTS = "generator", "templates"
_COMPREHENSIONS = {"<listcomp>", "<setcomp>", "<dictcomp>"}


class Counting:
    """The number of calls by part of the command."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self._parts: dict[object, str] = {}
        self._generator = f"{Path(restamp.__file__).parent}/"

    def __call__(self, frame: FrameType, event: str, _argument: object) -> None:
        """Count a call; `sys.setprofile` calls this."""
        if event != "call":
            return
        code = frame.f_code
        part = self._parts.get(code)
        if part is None:
            part = self._parts[code] = self._part(code.co_filename, code.co_name)
        self.calls[part] += 1

    def _part(self, file: str, name: str) -> str:
        if name in _COMPREHENSIONS:
            return ""
        if file.startswith(self._generator):
            return GENERATOR
        if file.endswith(".jinja"):
            return TEMPLATES
        return ""


def main() -> None:
    """Run a command of Restamp, and print its function calls."""
    counting = Counting()
    from restamp.cli import main as run

    threading.setprofile(counting)
    sys.setprofile(counting)
    status = run(sys.argv[1:])
    sys.setprofile(None)
    print(
        json.dumps(
            {part: counting.calls[part] for part in PARTS} | {"black": "black" in sys.modules}
        )
    )
    sys.exit(status)


if __name__ == "__main__":
    main()
