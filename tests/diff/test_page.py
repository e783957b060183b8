"""The page of a difference, in a real browser: Chromium, headless, where there is one."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from restamp.api_diff.changes.comparing import compare
from restamp.api_diff.changes.findings import Difference, Finding, Level
from restamp.api_diff.rendering import as_html
from restamp.names.pins.locked import LockedNames

from .judging import understand

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
CORPUS = os.environ.get("RESTAMP_CORPUS", "")
BIG = (
    ("box/openapi__openapi-v2025.0.json", "box/openapi__openapi-v2026.0.json"),
    ("Adyen/json__BalancePlatformService-v1.json", "Adyen/json__BalancePlatformService-v2.json"),
)
needs_browser = pytest.mark.skipif(
    not CHROMIUM, reason="no Chromium: the page of a difference is not tried in a browser"
)


def browsed(page: Path, fragment: str, folder: Path) -> str:
    """The document as it is after its script has run."""
    command = [
        CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
        "--disable-background-networking", f"--user-data-dir={folder}", "--virtual-time-budget=2000",
        "--dump-dom", f"{page.as_uri()}#{fragment}",
    ]  # fmt: skip
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout


def count(dom: str) -> str:
    match = re.search(r'class="count">([^<]*)<', dom)
    assert match, dom[:500]
    return match[1]


def test_nothing_of_a_document_is_markup() -> None:
    evil = '</script><script>alert(1)</script>"><img src=x onerror=alert(1)>'
    finding = Finding("enum-removed", f"models.{evil}", evil, Level.BREAKING, evil, evil, evil)
    page = as_html(Difference(evil, evil, evil, (finding,), (evil,)))
    assert page.count("<script>") == page.count("</script>") == 1
    assert "<img" not in page and "http://" not in page and "https://" not in page
    assert "default-src 'none'" in page


@needs_browser
@pytest.mark.skipif(not CORPUS, reason="RESTAMP_CORPUS names no corpus")
@pytest.mark.parametrize(("old", "new"), BIG)
def test_filters(old: str, new: str, tmp_path: Path) -> None:
    before = understand(Path(CORPUS) / old)
    pins = before.subject.names.pins(before.subject.api, before.places)
    after = understand(
        Path(CORPUS) / new, LockedNames(pins, before.places.shapes, style=before.style)
    )
    difference = compare(before.subject, after.subject)
    page = tmp_path / "page.html"
    page.write_text(as_html(difference), "utf-8")
    findings, total = difference.findings, len(difference.findings)
    added = sum(finding.kind == "model-added" for finding in findings)
    word = sum("account" in finding.symbol.lower() for finding in findings)
    folder = tmp_path / "profile"
    assert count(browsed(page, "", folder)) == f"{total} of {total} changes"
    breaking = len(difference.breaking)
    assert count(browsed(page, "level=breaking", folder)) == f"{breaking} of {total} changes"
    dom = browsed(page, "kind=model-added", folder)
    assert count(dom) == f"{added} of {total} changes"
    assert len(re.findall(r'<div class="finding"[^>]*hidden', dom)) == total - added
    number = int(count(browsed(page, "word=account", folder)).split()[0])
    assert word <= number < total
    models = sum(finding.symbol.startswith("models.") for finding in findings)
    assert count(browsed(page, "resource=models", folder)) == f"{models} of {total} changes"
