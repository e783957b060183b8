"""`--sarif`: the diagnostics as other programs read them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from restamp.cli import main

SPEC = """\
openapi: 3.1.0
info: {title: A, version: "1"}
paths:
  /a/{id}:
    get: {responses: {'204': {description: ok}}}
"""


def test_results_have_rule_level_and_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("my spec.yaml").write_text(SPEC)
    flags = ["--spec", "my spec.yaml", "--output", "out/a", "--sarif", "found.sarif", "--quiet"]
    assert main(["generate", *flags]) == 0
    log = json.loads(Path("found.sarif").read_text())
    (run,) = log["runs"]
    (result,) = run["results"]
    assert log["version"] == "2.1.0"
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]] == {"id": result["ruleId"]}
    assert (result["ruleId"], result["level"]) == ("path-parameter-undeclared", "warning")
    (location,) = result["locations"]
    physical = location["physicalLocation"]
    assert physical["artifactLocation"] == {"uri": "my%20spec.yaml"}
    assert physical["region"] == {"startLine": 5, "startColumn": 5}
    assert location["logicalLocations"] == [{"fullyQualifiedName": "#/paths/~1a~1{id}/get"}]


def test_errors_are_there_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text("swagger: '2.0'\n")
    flags = ["--spec", "a.yaml", "--output", "out/a", "--sarif", "found.sarif", "--quiet"]
    assert main(["generate", *flags]) == 2
    levels = [r["level"] for r in json.loads(Path("found.sarif").read_text())["runs"][0]["results"]]
    assert "error" in levels
