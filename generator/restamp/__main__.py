"""`python -m restamp` equals `restamp`."""

import gc
import sys

_ALLOCATIONS_BETWEEN_COLLECTIONS = 100_000
"""The process is short-lived and creates few cycles, so that most collections find nothing."""


def main() -> int:
    """Run one command of the process's own arguments."""
    gc.set_threshold(_ALLOCATIONS_BETWEEN_COLLECTIONS)  # The imports, too, cause collections.
    from restamp.cli import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
