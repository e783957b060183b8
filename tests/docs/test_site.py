"""The site: it builds without a warning, and loads nothing from elsewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOADED = re.compile(r"""<(?:script|img|link|iframe|source)\b[^>]*?\b(?:src|href)=["'](\w+:)?//""")
LINKED = re.compile(r'<a\b[^>]*?\bhref="(\w+:[^"]*)"')


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site. Warnings, such as links that lead nowhere, are errors."""
    folder = tmp_path_factory.mktemp("site")
    command = ["-m", "sphinx", "--quiet", "--fail-on-warning", "--keep-going", "docs", str(folder)]
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return folder


def test_every_page_is_in_the_site_and_loads_nothing_from_elsewhere(site: Path) -> None:
    pages = [page.relative_to(ROOT / "docs") for page in (ROOT / "docs").rglob("*.md")]
    texts = {page: (site / page).with_suffix(".html").read_text("utf-8") for page in pages}
    assert [page for page, text in texts.items() if LOADED.search(text)] == []


def test_links_to_other_sites_are_well_formed(site: Path) -> None:
    links = {
        link for page in site.rglob("*.html") for link in LINKED.findall(page.read_text("utf-8"))
    }
    assert [link for link in links if not re.fullmatch(r"https://[\w.-]+(/[^\s]*)?", link)] == []


def test_the_page_for_agents_is_at_the_root(site: Path) -> None:
    text = (site / "llms.txt").read_text("utf-8")
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert text.startswith("# Restamp\n\n> ") and len(links) == len({*links}) > 10
    assert [link for link in links if not (site / link).is_file()] == []
    pages = [page for room in ("start", "guides") for page in (site / room).glob("[!i]*.html")]
    assert [page.name for page in pages if page.relative_to(site).as_posix() not in links] == []
