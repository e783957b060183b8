"""`restamp update`: the vendor's next version is one command."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from restamp.spec import remote

Restamp = Callable[..., Any]
ROOT = Path(__file__).parents[2]
NEXT = Path(__file__).parent / "blink-1.1.yaml"
CONFIGURATION = """\
[clients.blink]
spec = "specs/blink.yaml"
overlays = ["specs/blink.overlay.yaml"]
output = "generated/blink"
source = "next.yaml"
"""


@pytest.fixture
def blink(tmp_path: Path) -> Path:
    """Blink's client as it is, and the next version of its document."""
    (tmp_path / "specs").mkdir()
    for name in ("blink.yaml", "blink.overlay.yaml"):
        shutil.copy(ROOT / "specs" / name, tmp_path / "specs" / name)
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "generated/blink", tmp_path / "generated/blink", ignore=ignored)
    shutil.copy(NEXT, tmp_path / "next.yaml")
    (tmp_path / "restamp.toml").write_text(CONFIGURATION)
    return tmp_path


def state(folder: Path) -> dict[str, str]:
    """Every file and the hash of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_document_the_client_and_the_changelog(restamp: Restamp, blink: Path) -> None:
    before = state(blink)
    ran = restamp(["update"], blink)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("Blink REST API 1.0 -> 1.1: 1 breaking change, 3 others")
    assert ran.out.endswith(
        "blink: specs/blink.yaml updated -> generated/blink (9 files changed)\n"
    )
    assert (blink / "specs/blink.yaml").read_bytes() == NEXT.read_bytes(), "not one byte differs"
    after = state(blink)
    changed = sorted(path for path in after if after[path] != before.get(path))
    assert changed == [
        "generated/blink/CHANGELOG.md",
        "generated/blink/README.md",
        "generated/blink/api/executions.py",
        "generated/blink/models/playbook_execution_with_subflow_names.py",
        "generated/blink/resources/executions.py",
        "generated/blink/restamp.api.json",
        "generated/blink/restamp.lock",
        "generated/blink/testing/_operations.json",
        "generated/blink/testing/executions.json",
        "generated/blink/testing/executions.py",
        "specs/blink.yaml",
    ]
    assert set(before) <= set(after)
    api = (blink / "generated/blink/api/executions.py").read_text()
    assert "def get_execution(" in api, "a new operationId renames nothing"
    assert restamp(["check"], blink).status == 0
    again = restamp(["update"], blink)
    assert (again.status, again.out) == (0, "blink: next.yaml is as it was\n")


def test_the_newest_entry_of_the_changelog_comes_first(restamp: Restamp, blink: Path) -> None:
    assert restamp(["update"], blink).status == 0
    changelog = blink / "generated/blink/CHANGELOG.md"
    first = changelog.read_text()
    assert first.startswith("# Changes for callers\n\n## Blink REST API 1.0 -> 1.1\n")
    text = NEXT.read_text().replace("version: '1.1'", "version: '1.2'")
    (blink / "next.yaml").write_text(text)
    assert restamp(["update"], blink).status == 0
    second = changelog.read_text()
    assert second.index("1.1 -> 1.2") < second.index("1.0 -> 1.1")
    assert second.endswith(first.removeprefix("# Changes for callers\n\n"))


def test_a_dry_run_writes_nothing(restamp: Restamp, blink: Path) -> None:
    before = state(blink)
    ran = restamp(["update", "--dry-run"], blink)
    assert ran.status == 0 and "client.executions.cancel added" in ran.out
    assert state(blink) == before


def test_an_overlay_that_no_longer_matches_is_an_error(restamp: Restamp, blink: Path) -> None:
    before = state(blink)
    text = NEXT.read_text().replace(
        "  /workspace/{ws_id}/playbooks/", "  /workspace/{ws_id}/books/"
    )
    (blink / "next.yaml").write_text(text)
    before["next.yaml"] = state(blink)["next.yaml"]
    ran = restamp(["update"], blink)
    assert ran.status == 2
    assert "specs/blink.overlay.yaml:34:5: error[overlay-no-match]" in ran.err
    assert state(blink) == before


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("{", "yaml-invalid"),
        ("swagger: '2.0'", "not-openapi"),
        ("openapi: 3.0.1\ninfo: {title: x, version: '1'}\npaths: {}\nx: {$ref: /etc/passwd}", ""),
    ],
)
def test_nothing_is_half_done(restamp: Restamp, blink: Path, content: str, code: str) -> None:
    (blink / "next.yaml").write_text(content)
    before = state(blink)
    ran = restamp(["update"], blink)
    assert ran.status == 2 and code in ran.err
    assert state(blink) == before


def test_a_file_edited_by_hand_stops_it(restamp: Restamp, blink: Path) -> None:
    with (blink / "generated/blink/api/executions.py").open("a") as file:
        file.write("# mine\n")
    before = state(blink)
    ran = restamp(["update"], blink)
    assert ran.status == 2
    assert "error[output-edited]" in ran.err and "-# mine" in ran.err
    assert state(blink) == before, "the document is the old one again"


def test_the_users_own_client_stays_the_packages(restamp: Restamp, blink: Path) -> None:
    custom = blink / "generated/blink/_custom.py"
    custom.write_text("from .client import Client as Generated\n\nclass Client(Generated): ...\n")
    assert restamp(["update"], blink).status == 0
    exports = (blink / "generated/blink/__init__.py").read_text()
    assert '"Client": "_custom"' in exports
    assert restamp(["check"], blink).status == 0


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("nowhere.yaml", "source-unreadable"),
        ("http://example.com/api.yaml", "source-unreachable"),
        ("https://127.0.0.1/api.yaml", "source-unreachable"),
    ],
)
def test_a_source_that_cannot_be_had(restamp: Restamp, blink: Path, source: str, code: str) -> None:
    (blink / "restamp.toml").write_text(CONFIGURATION.replace("next.yaml", source))
    before = state(blink)
    ran = restamp(["update"], blink)
    assert ran.status == 2 and f"{source}:1:1: error[{code}]" in ran.err
    assert state(blink) == before


def test_no_source(restamp: Restamp, blink: Path) -> None:
    (blink / "restamp.toml").write_text(CONFIGURATION.partition("source")[0])
    for arguments in (["update"], ["update", "blink"]):
        ran = restamp(arguments, blink)
        assert ran.status == 2 and "error[source-missing]" in ran.err


class Vendor:
    """A server of documents, whose ETag is their hash."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.asked: list[tuple[str, tuple[str, ...], str]] = []

    def __call__(self, url: str, hosts: tuple[str, ...], etag: str) -> remote.Fetched:
        self.asked.append((url, tuple(hosts), etag))
        now = f'"{hashlib.sha256(self.content).hexdigest()[:8]}"'
        return remote.Fetched(None if etag == now else self.content, now)


def test_what_has_not_changed_is_not_sent_again(
    restamp: Restamp, blink: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lock has the ETag of the document that is there, and keeps it when the client is generated."""
    url = "https://api.example.com/openapi.yaml"
    (blink / "restamp.toml").write_text(CONFIGURATION.replace("next.yaml", url))
    vendor = Vendor(NEXT.read_bytes())
    monkeypatch.setattr(remote, "fetch_newer", vendor)
    assert restamp(["update"], blink).status == 0
    assert restamp(["generate"], blink).status == 0
    ran = restamp(["update"], blink)
    assert ran.out == f"blink: {url} is as it was\n"
    (_, hosts, first), (_, _, second) = vendor.asked
    assert hosts == ("api.example.com",) and first == "" and second != ""
    # A document that was edited since is not what the ETag is of.
    with (blink / "specs/blink.yaml").open("a") as file:
        file.write("# mine\n")
    assert restamp(["update"], blink).status == 0
    assert vendor.asked[-1][2] == ""
    assert (blink / "specs/blink.yaml").read_bytes() == NEXT.read_bytes()
