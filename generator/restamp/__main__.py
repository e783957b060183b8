"""`python -m restamp` equals `restamp`."""

import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn

_ALLOCATIONS_BETWEEN_COLLECTIONS = 100_000
"""The process is short-lived and creates few cycles, so that most collections find nothing."""


def main() -> NoReturn:
    """Run one command of the process's own arguments, and end the process with its status.

    It ends without freeing all objects first, which takes a tenth of the time of a small document; by then every file
    is closed and every other thread or process has ended.
    """
    gc.set_threshold(_ALLOCATIONS_BETWEEN_COLLECTIONS)  # The imports, too, cause collections.
    from restamp.cli import main as run

    status = run()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # a closed pipe or stream
            stream.flush()
    os._exit(status)


if __name__ == "__main__":
    main()
