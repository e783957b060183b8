"""`python -m restamp` equals `restamp`."""

import sys

from restamp.cli import main

if __name__ == "__main__":
    sys.exit(main())
