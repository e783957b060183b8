"""The pictures show what the commands print today."""

from __future__ import annotations

import re

import pytest

from .pictures import COMMANDS, FOLDER, pictures, words


@pytest.fixture(scope="module")
def now() -> dict[str, str]:
    """The pictures as the commands make them now."""
    return pictures()


@pytest.mark.parametrize("name", COMMANDS)
def test_a_picture_is_up_to_date(name: str, now: dict[str, str]) -> None:
    shown = (FOLDER / f"{name}.svg").read_text("utf-8")
    assert words(shown) == words(now[name]), "run `make docs-pictures`, and look at the pictures"


def test_pictures_load_nothing_and_are_all_used() -> None:
    files = {file.stem for file in FOLDER.glob("*.svg")}
    assert files == {*COMMANDS}
    for file in FOLDER.glob("*.svg"):
        assert not re.search(r"(?:url\(|href=)[\"']?https?:", file.read_text("utf-8"))
    pages = [*FOLDER.parent.rglob("*.md"), FOLDER.parents[1] / "README.md"]
    text = "".join(page.read_text("utf-8") for page in pages)
    assert [name for name in COMMANDS if f"pictures/{name}.svg" not in text] == []
