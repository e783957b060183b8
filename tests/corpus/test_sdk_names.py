"""Calls of generated clients equal those of SDKs that people wrote by hand, as far as maps of them are beside the corpus."""

from __future__ import annotations

import pytest

from restamp.config.model import Style
from restamp.names.paths.naming import name_calls
from restamp.names.paths.style import style_of

from .routes import FOLDER, corpora, read, routes
from .sdk_names import CURATED, compared, share, words

MAPS = FOLDER.parent / "sdk-names"
MEAN = 0.61
FEWEST = {"openai": 0.88, "stripe": 0.92}


@pytest.mark.skipif(not corpora() or not any(MAPS.glob("*.json")), reason="there are no maps")
def test_calls_equal_those_of_sdks() -> None:
    shares = {
        sdk: share(row.is_equal for row in rows) for sdk, rows in compared(MAPS, by_paths=True)
    }
    assert {sdk: round(shares[sdk], 3) for sdk in FEWEST if shares[sdk] < FEWEST[sdk]} == {}
    assert sum(shares.values()) / len(shares) >= MEAN


@pytest.mark.skipif(not (FOLDER / CURATED).is_file(), reason="the corpus is not there")
def test_curated_operation_ids_stay() -> None:
    listed = list(routes(read(FOLDER / CURATED)))
    assert style_of(listed, name_calls(listed)).style is Style.OPERATIONS


def test_foldings() -> None:
    assert words("beta.threads.retrieve") == words("v1.thread.get")
    assert words("files.del") == words("file.delete_")
    assert words("files.list") != words("files.get")
