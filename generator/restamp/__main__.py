"""`python -m restamp` equals `restamp`."""

import gc
import os
import sys
from typing import NoReturn

_ALLOCATIONS_BETWEEN_COLLECTIONS = 100_000
"""The process is short-lived and creates few cycles, so that most collections find nothing."""


def main() -> NoReturn:
    """Run one command of the process's own arguments, and end the process with its status."""
    gc.set_threshold(_ALLOCATIONS_BETWEEN_COLLECTIONS)  # The imports, too, cause collections.
    # Plugins of Pydantic are for the models of applications; it takes time to look for them.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from restamp.cli import main as run

    status = run()
    # To search all objects for cycles once more at the end takes a sixth of the time of a small document.
    gc.disable()
    gc.freeze()
    sys.exit(status)


if __name__ == "__main__":
    main()
