"""The README's blocks of Python as one module, for the checkers."""

from __future__ import annotations

import re
from pathlib import Path

from .checkers import ROOT

BLOCK = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)
HEAD = """
from __future__ import annotations

import feature_streams

acme = feature_streams.Client()
"""


def written(folder: Path) -> Path:
    """The folder of the module; `acme` in it is a client with streams."""
    blocks = BLOCK.findall((ROOT / "README.md").read_text("utf-8"))
    # The last one talks to a server of the tests, which are not checked strictly.
    shown = [block for block in blocks if "tests.behaviour" not in block]
    assert len(shown) >= 6
    file = folder / "shown" / "readme_blocks.py"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join([HEAD, *shown]), "utf-8")
    return file.parent
