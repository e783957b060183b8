"""`restamp learn`, from recordings to a corrected package."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from restamp.cli import main

from .shops import LIES, document, honest, recording

CONFIGURATION = """\
[clients.shop]
spec = "specs/api.json" # the vendor's
output = "shop"
source = "upstream.json"
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a generated client, and a recording of two lies."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs/api.json").write_text(json.dumps(document("3.0.3")))
    (tmp_path / "upstream.json").write_text(json.dumps(document("3.0.3")))
    (tmp_path / "restamp.toml").write_text(CONFIGURATION)
    replies = [*honest(), LIES["null id"].tell(), LIES["no size"].tell(), LIES["no size"].tell()]
    (tmp_path / "traffic.har").write_text(recording(replies))
    assert main(["generate", "--quiet"]) == 0
    return tmp_path


def test_corrections_reach_the_package(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["learn", "shop", "traffic.har", "--yes"]) == 0
    out = capsys.readouterr().out
    assert "models.Item.id has a different type" in out
    assert "models.Item.size is now optional" in out
    model = (project / "shop/models/item.py").read_text()
    assert "id: str | None" in model
    assert "size: int | None = None" in model
    assert (project / "restamp.toml").read_text() == CONFIGURATION.replace(
        "vendor's\n", 'vendor\'s\noverlays = ["specs/shop.learned.overlay.yaml"]\n'
    )
    assert main(["check", "--quiet"]) == 0
    assert main(["learn", "shop", "traffic.har", "--yes"]) == 0
    assert "no differences" in capsys.readouterr().out


def test_changes_are_in_the_changelog_as_after_an_update(project: Path) -> None:
    changelog = project / "shop/CHANGELOG.md"
    changelog.write_text("# Changes for callers\n\n## Mine\n")
    assert main(["learn", "shop", "traffic.har", "--yes"]) == 0
    text = changelog.read_text()
    assert text.startswith("# Changes for callers\n\n## Shop 1\n")
    assert "`models.Item.size`" in text and text.endswith("\n## Mine\n")
    assert main(["learn", "shop", "traffic.har", "--yes"]) == 0
    assert changelog.read_text() == text, "nothing was learned"
    assert main(["check", "--quiet"]) == 0


@pytest.mark.parametrize(
    ("status", "kind", "media_type"),
    [
        (404, "status", "application/json"),
        (503, "status", "text/html"),
        (429, "status", ""),
        (200, "media_type", "text/csv"),
    ],
)
def test_what_only_a_log_shows_is_described_once(
    project: Path,
    capsys: pytest.CaptureFixture[str],
    status: int,
    kind: str,
    media_type: str,
) -> None:
    line = {
        "operation": "GET /items/{id}",
        "kind": kind,
        "place": "",
        "status": status,
        "media_type": media_type,
    }
    (project / "drift.jsonl").write_text(json.dumps(line))
    assert main(["learn", "shop", "drift.jsonl", "--yes"]) == 0
    out = capsys.readouterr().out
    expected = ("response added", "media type added")[kind == "media_type"]
    assert expected in out and "1 action added" in out
    assert ("response added, of any type" in out) is (kind == "status" and bool(media_type))
    assert main(["learn", "shop", "drift.jsonl", "--yes"]) == 0
    assert "no differences" in capsys.readouterr().out


def test_rare_differences_are_not_learned(project: Path) -> None:
    assert main(["learn", "shop", "traffic.har", "--yes", "--at-least", "2"]) == 0
    overlay = (project / "specs/shop.learned.overlay.yaml").read_text()
    assert "size" in overlay
    assert "properties.id" not in overlay


def test_a_dry_run_writes_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["learn", "shop", "traffic.har", "--dry-run"]) == 0
    assert "nothing written (--dry-run)" in capsys.readouterr().out
    assert (project / "restamp.toml").read_text() == CONFIGURATION
    assert not [*project.glob("specs/*.learned.*")]


def test_update_tells_what_the_vendor_has_corrected(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["learn", "shop", "traffic.har", "--yes"]) == 0
    better = document("3.0.3")
    better["components"]["schemas"]["Item"]["required"].remove("size")
    (project / "upstream.json").write_text(json.dumps(better))
    capsys.readouterr()
    assert main(["update", "shop"]) == 0
    output = capsys.readouterr().err
    assert "learned-unneeded" in output
    assert "`restamp learn shop --prune` removes the action" in output
    assert "specs/shop.learned.overlay.yaml:1:1:" not in output
    assert re.search(r"overlay\.yaml:\d+:3: note\[learned-unneeded\]", output)
    assert "#/actions/" in output
    assert main(["learn", "shop", "--prune", "--yes"]) == 0
    output = capsys.readouterr().out
    assert "specs/shop.learned.overlay.yaml: 1 action removed\n" in output
    assert "no differences" not in output and "added\n" not in output.partition("Shop")[0]
    overlay = (project / "specs/shop.learned.overlay.yaml").read_text()
    assert "size" not in overlay
    assert "properties.id" in overlay
    assert main(["check", "--quiet"]) == 0


def test_update_warns_of_a_correction_of_something_else(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lies = [LIES["text size"].tell()]
    (project / "traffic.har").write_text(recording(lies))
    assert main(["learn", "shop", "traffic.har", "--yes"]) == 0
    other = document("3.0.3")
    other["components"]["schemas"]["Item"]["properties"]["size"] = {"type": "boolean"}
    (project / "upstream.json").write_text(json.dumps(other))
    assert main(["update", "shop"]) == 0
    assert "learned-outdated" in capsys.readouterr().err
    assert main(["doctor"]) == 1
    lines = capsys.readouterr().out
    assert "shop: up to date\n" in lines
    assert "  learned         the document has changed at " in lines


def test_a_correction_without_its_place_stops_update(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["learn", "shop", "traffic.har", "--yes"]) == 0
    other = document("3.0.3")
    other["components"]["schemas"]["Thing"] = other["components"]["schemas"].pop("Item")
    text = json.dumps(other).replace("schemas/Item", "schemas/Thing")
    (project / "upstream.json").write_text(text)
    assert main(["update", "shop"]) == 2
    assert "overlay-no-match" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'{"log": 1}', "recording-invalid"),
        (b"\xff\xfe", "learn-unreadable"),
        (None, "learn-unreadable"),
    ],
)
def test_files_that_cannot_be_read(
    project: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, code: str
) -> None:
    if content is not None:
        (project / "odd.har").write_bytes(content)
    assert main(["learn", "shop", "odd.har", "--yes"]) == 2
    assert code in capsys.readouterr().err


def test_a_broken_line_of_a_log_is_ignored(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = {
        "operation": "GET /items/{id}",
        "kind": "null",
        "place": "/owner",
        "status": 200,
        "media_type": "application/json",
    }
    (project / "drift.jsonl").write_text(f'{json.dumps(line)}\n{{"oper')
    assert main(["learn", "shop", "drift.jsonl", "--yes"]) == 0
    assert "drift-log-invalid" in capsys.readouterr().err
    assert "owner: Owner | None" in (project / "shop/models/item.py").read_text()
