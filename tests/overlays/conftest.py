"""Where the published overlay sets are, if they are here."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def overlay_sets() -> Path:
    """The folder `overlay-sets` beside the corpus that RESTAMP_CORPUS names."""
    corpus = os.environ.get("RESTAMP_CORPUS")
    if not corpus:
        pytest.skip(
            "RESTAMP_CORPUS does not name a folder of documents, with overlay-sets beside it"
        )
    folder = Path(corpus).resolve().parent / "overlay-sets"
    if not folder.is_dir():
        pytest.skip(f"there is no folder {folder}")
    return folder
