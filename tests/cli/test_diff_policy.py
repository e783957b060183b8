"""What a team decides about a difference: when it fails, which levels count, and what is accepted."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from restamp.api_diff.changes.findings import Difference, Finding, Level
from restamp.api_diff.rules.policy import Policy, judged

Restamp = Callable[..., Any]
TODAY = date(2026, 6, 1)


@pytest.fixture
def pets(project: Path) -> Callable[..., None]:
    """Writes the next version, and a configuration with what is added to the client."""

    def write(before: str, after: str, *settings: str) -> None:
        text = (project / "specs/pets.yaml").read_text()
        assert before in text
        (project / "next.yaml").write_text(text.replace(before, after))
        lines = ["[clients.pets]", 'spec = "specs/pets.yaml"', 'output = "pets"', *settings]
        (project / "restamp.toml").write_text("\n".join(lines) + "\n")

    return write


OTHER = "        name: {type: string}\n", "        name: {type: integer}\n"
ADDED = OTHER[0], OTHER[0] + "        age: {type: integer}\n"
DIFF = ["diff", "specs/pets.yaml", "next.yaml"]


@pytest.mark.parametrize(
    ("change", "fail_on", "status"),
    [
        (OTHER, "breaking", 1),
        (OTHER, "tests", 1),
        (OTHER, "none", 0),
        (ADDED, "breaking", 0),
        (ADDED, "tests", 0),
        (ADDED, "any", 1),
    ],
)
def test_when_it_fails(
    restamp: Restamp,
    project: Path,
    pets: Callable[..., None],
    change: tuple[str, str],
    fail_on: str,
    status: int,
) -> None:
    pets(*change)
    assert restamp([*DIFF, "--fail-on", fail_on], project).status == status


def test_a_severity_of_its_own(restamp: Restamp, project: Path, pets: Callable[..., None]) -> None:
    pets(*OTHER, 'severities = { field-type = "tests", no-rule = "tests", field-added = 3 }')
    ran = restamp(DIFF, project)
    assert ran.status == 0 and "no breaking changes, 1 breaking for tests" in ran.out
    assert 'restamp.toml:4:38: warning[severity-unknown]: unknown rule "no-rule"' in ran.err
    assert 'the level of "field-added" must be one of breaking, tests, harmless, not 3' in ran.err


def test_what_is_accepted_fails_nothing(
    restamp: Restamp, project: Path, pets: Callable[..., None]
) -> None:
    pets(*OTHER, 'accept = ["1577deb27a4d", "000000000000"]')
    ran = restamp(DIFF, project)
    assert ran.status == 0
    assert "1 breaking change (1 accepted)" in ran.out and "Accepted by the" in ran.out
    assert "restamp.toml:4:27: warning[accept-unmatched]" in ran.err
    assert '"000000000000"' in ran.err and "at #/clients/pets/accept/1" in ran.err
    assert '"1577deb27a4d" in' not in ran.err


def removal(sunset: str) -> Difference:
    finding = Finding(
        "operation-removed", "client.a.b", "removed", Level.BREAKING, "x", sunset=sunset
    )
    return Difference("A", "x", "x", (finding,))


@pytest.mark.parametrize(
    ("sunset", "level"),
    [
        ("2026-05-31", Level.HARMLESS),
        ("2020-01-01T00:00:00Z", Level.HARMLESS),
        ("2026-06-01", Level.BREAKING),
        ("2027-01-01", Level.BREAKING),
        ("soon", Level.BREAKING),
        ("", Level.BREAKING),
    ],
)
def test_removal_after_notice(sunset: str, level: Level) -> None:
    (finding,) = judged(removal(sunset), Policy(TODAY)).findings
    assert finding.level is level


@pytest.mark.parametrize(
    ("sunset", "status"),
    [("x-sunset: '2020-01-01'", 0), ("x-sunset: '2999-01-01'", 1), ("x: y", 1)],
)
def test_the_document_gives_notice(
    restamp: Restamp, project: Path, pets: Callable[..., None], sunset: str, status: int
) -> None:
    spec = project / "specs/pets.yaml"
    text = spec.read_text()
    spec.write_text(
        text.replace(
            OTHER[0],
            f"{OTHER[0]}        old: {{type: string, deprecated: true, {sunset}}}\n",
        )
    )
    pets(f"        old: {{type: string, deprecated: true, {sunset}}}\n", "")
    ran = restamp(DIFF, project)
    assert ran.status == status, ran.out
    assert ("removed after notice" in ran.out) is (status == 0)


@pytest.mark.parametrize(
    ("old", "new", "level", "remark"),
    [
        ("1.2.0", "1.2.0", Level.BREAKING, "still says version 1.2.0, though callers break"),
        (
            "1.2.0",
            "1.3.0",
            Level.BREAKING,
            "goes from version 1.2.0 to 1.3.0, though callers break",
        ),
        ("1.2.0", "2.0.0", Level.BREAKING, ""),
        ("0.2.0", "0.3.0", Level.BREAKING, ""),
        (
            "1.2.0",
            "1.2.1",
            Level.HARMLESS,
            "though its API changes; by semantic versioning it would be 1.3.0",
        ),
        ("1.2.0", "1.3.0", Level.HARMLESS, ""),
        ("2024.1.1", "2024.1.1", Level.BREAKING, ""),
        ("2024-01-01", "2024-01-01", Level.BREAKING, ""),
        ("v7", "v7", Level.BREAKING, ""),
    ],
)
def test_the_version_fits(old: str, new: str, level: Level, remark: str) -> None:
    finding = Finding("x-changed", "Client", "changed", level)
    remarks = judged(Difference("A", old, new, (finding,)), Policy(TODAY)).remarks
    assert len(remarks) == bool(remark) and remark in "".join(remarks)


GONE = """\
  /reports/{id}:
    get:
      operationId: getReport
      deprecated: true
      x-sunset: "%s"
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        "200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Report"}}}}
        "410": {description: gone, content: {application/json: {schema: {$ref: "#/components/schemas/Gone"}}}}
"""
STAYS = """\
  /rows:
    get:
      operationId: listRows
      responses:
        "200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/%s"}}}}
"""
SCHEMAS = """\
components:
  schemas:
    Report: {type: object, properties: {rows: {type: array, items: {$ref: "#/components/schemas/Row"}}}}
    Row: {type: object, properties: {state: {type: string, enum: [a, b]}}}
    Gone: {type: object, properties: {when: {type: string}}}
"""


@pytest.mark.parametrize(
    ("sunset", "used", "breaking"),
    [
        ("2020-01-01", "Other", set[str]()),
        ("2020-01-01", "Row", {"models.Row", "models.RowState"}),
        ("2999-01-01", "Other", {"client.reports.get", "models.Report", "models.Row"}),
    ],
)
def test_what_goes_with_an_operation_follows_its_notice(
    restamp: Restamp, tmp_path: Path, sunset: str, used: str, breaking: set[str]
) -> None:
    """Models that only the removed operation leads to; not those that another one still has."""
    other = "    Other: {type: object, properties: {x: {type: string}}}\n"
    head = 'openapi: 3.1.0\ninfo: {title: R, version: "1"}\nservers: [{url: "https://x.test"}]\npaths:\n'
    old = head + GONE % sunset + STAYS % used + SCHEMAS + other
    (tmp_path / "old.yaml").write_text(old)
    (tmp_path / "new.yaml").write_text(head + STAYS % "Other" + "components:\n  schemas:\n" + other)
    ran = restamp(["diff", "old.yaml", "new.yaml", "--format", "json"], tmp_path)
    findings = json.loads(ran.out)["findings"]
    removed = {f["symbol"]: f["level"] for f in findings if f["kind"].endswith("-removed")}
    assert {"models.Report", "models.Row", "models.Gone"} <= removed.keys()
    reported = {symbol for symbol, level in removed.items() if level == "breaking"}
    assert breaking <= reported and (reported == breaking or sunset > "2100"), removed


REMOVAL = re.compile(r"reports.get removed\n.*\n.*\[(\w+)\]")


@pytest.mark.parametrize("used", ["Other", "Row"])
@pytest.mark.parametrize("decision", ["severity", "accept"])
def test_what_goes_with_an_operation_follows_what_is_decided_about_it(
    restamp: Restamp, tmp_path: Path, decision: str, used: str
) -> None:
    """One cause, one verdict; a severity or rule of its own comes first, and so do other operations."""
    other = "    Other: {type: object, properties: {x: {type: string}}}\n"
    head = 'openapi: 3.1.0\ninfo: {title: R, version: "1"}\nservers: [{url: "https://x.test"}]\npaths:\n'
    (tmp_path / "old.yaml").write_text(head + GONE % "2999-01-01" + STAYS % used + SCHEMAS + other)
    (tmp_path / "new.yaml").write_text(head + STAYS % "Other" + "components:\n  schemas:\n" + other)
    removal = REMOVAL.search(restamp(["diff", "old.yaml", "new.yaml"], tmp_path).out)
    assert removal is not None
    setting = f'accept = ["{removal[1]}"]'
    if decision == "severity":
        setting = 'severities = { operation-removed = "harmless" }'
    client = f'[clients.r]\nspec = "old.yaml"\noutput = "r"\n{setting}\n'
    (tmp_path / "restamp.toml").write_text(client)
    ran = restamp(["diff", "old.yaml", "new.yaml", "--format", "json"], tmp_path)
    findings = json.loads(ran.out)["findings"]
    pending = {
        f["symbol"]
        for f in findings
        if f["level"] == "breaking" and not f["accepted"] and f["kind"].endswith("-removed")
    }
    assert pending == ({"models.Row", "models.RowState"} if used == "Row" else set[str]())
    (tmp_path / "restamp.toml").write_text(
        client.replace("operation-removed", 'model-removed = "tests", operation-removed')
    )
    if decision == "severity":
        ran = restamp(["diff", "old.yaml", "new.yaml", "--format", "json"], tmp_path)
        levels = {f["symbol"]: f["level"] for f in json.loads(ran.out)["findings"]}
        assert levels["models.Report"] == "tests"


def test_places_of_what_stands_for_many(restamp: Restamp, tmp_path: Path) -> None:
    """Both sides of an entry have a place, without the old document its pointer; so has the version."""
    schemas = "".join(
        f"    {name}: {{type: object, properties: {{x: {{type: string}}}}}}\n" for name in "ABC"
    )
    head = 'openapi: 3.1.0\ninfo: {title: R, version: "1.0.0"}\nservers: [{url: "https://x.test"}]\npaths:\n'
    paths = "".join(
        (STAYS % name).replace("ows", name.lower()).replace("Rows", name) for name in "ABC"
    )
    old = head + paths + "components:\n  schemas:\n" + schemas
    (tmp_path / "old.yaml").write_text(old)
    (tmp_path / "new.yaml").write_text(old.replace("x: {type: string}", "x: {type: integer}"))
    flags = ["--spec", "old.yaml", "--output", "client", "--quiet"]
    assert restamp(["generate", *flags], tmp_path).status == 0
    ran = restamp(["diff", "client", "new.yaml"], tmp_path)
    assert "would be 2.0.0    new.yaml:2 #/info/version\n" in ran.out
    (tmp_path / "old.yaml").unlink()
    ran = restamp(["diff", "client", "new.yaml"], tmp_path)
    assert "in 3 fields" in ran.out
    assert "\n- #/components/schemas/A/properties/x    and more\n+ new.yaml:" in ran.out
    ran = restamp(["diff", "client", "new.yaml", "--format", "github"], tmp_path)
    assert "::warning file=new.yaml,line=2,title=R 1.0.0::the document still says" in ran.out
