"""Each page is a story that happens as it is written: files, commands with their output, and typed Python."""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

import pytest

from ..updating import accepting, is_updating
from .conftest import Start
from .playing import Differs, check_types, matches, rewrite
from .story import story_of

DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted(page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md"))
RUN_ELSEWHERE = {
    "reference/commands.md": "reference/test_commands.py",
    "reference/diagnostics.md": "reference/test_diagnostics.py",
    "reference/runtime.md": "reference/test_runtime_api.py",
}
"""Pages that are made from the code, with the tests that run their examples."""
WITH_BLOCKS = [page for page in PAGES if page not in RUN_ELSEWHERE and story_of(DOCS / page).blocks]
NOT_RUN = re.compile(r"^% not run:(.*)$", re.MULTILINE)
FEW = 10
"""Blocks that are only shown. Each has a reason; a new one is a decision, which this number asks for."""


@pytest.mark.parametrize("page", WITH_BLOCKS)
def test_page(page: str, start: Start, mypy_cache: Path, request: pytest.FixtureRequest) -> None:
    story = story_of(DOCS / page)
    player = start(story.project)
    player.updating = is_updating(request)
    problem = ""
    try:
        player.play(story)
    except Differs as difference:
        problem = f"docs/{page}, {difference}\n{accepting(request)}"
    if player.rewritten:
        rewrite(DOCS / page, player.rewritten)
    if not problem and (types := check_types(player, mypy_cache)):
        problem = f"docs/{page}: mypy says\n{types}"
    if problem:
        pytest.fail(problem, pytrace=False)


def test_blocks_that_are_only_shown_are_few_and_have_reasons() -> None:
    texts = {page: (DOCS / page).read_text("utf-8") for page in PAGES}
    reasons = {page: NOT_RUN.findall(text) for page, text in texts.items()}
    assert all(reason.strip() for some in reasons.values() for reason in some)
    used = {
        page: [block for block in story_of(DOCS / page).blocks if "not run" in block.notes]
        for page in PAGES
    }
    lost = [page for page in PAGES if len(used[page]) != len(reasons[page])]
    assert not lost, "a reason that is not right before a block"
    assert sum(map(len, used.values())) <= FEW


def test_no_page_shows_a_folder_of_this_machine() -> None:
    here = {str(DOCS.parent), sys.prefix, tempfile.gettempdir(), str(Path.home())} - {"/"}
    texts = {page: (DOCS / page).read_text("utf-8") for page in PAGES}
    assert [page for page, text in texts.items() if any(f"{path}/" in text for path in here)] == []


@pytest.mark.parametrize(
    ("wanted", "printed", "same"),
    [
        ("a\n", "a\n", True),
        ("a\n", "b\n", False),
        ("a ... c\n", "a b c\n", True),
        ("a\n...\nd\n", "a\nb\nc\nd\n", True),
        ("", "a\n", False),
        ("...\n", "a\n", True),
    ],
)
def test_output_is_compared_as_in_doctest(wanted: str, printed: str, same: bool) -> None:
    assert matches(wanted, printed) is same


def test_a_page_that_is_wrong_fails(start: Start, tmp_path: Path) -> None:
    for text, problem in [
        ("```console\n$ echo a\nb\n```\n", "line 2: the page has\nb"),
        ("```console\n$ false\n```\n", "line 2: false ends with 1"),
        ("```python\n1 / 0\n```\n", "ZeroDivisionError"),
        ("```python\nprint(1)\n```\n\n```text\n2\n```\n", "and this is printed:\n1"),
        ("```html\n<p>\n```\n", "nothing runs a block of html"),
        ("```json\n{]\n```\n", "no json: "),
        ('```toml\n[tool.restamp.clients.a]\nspce = "a"\n```\n', "spce"),
    ]:
        (page := tmp_path / "page.md").write_text(text)
        with pytest.raises(Differs, match=re.escape(problem)):
            start("").play(story_of(page))
