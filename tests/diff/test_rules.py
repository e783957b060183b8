"""The table of rules is complete, and its page is what the command prints."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

import restamp.api_diff
from restamp.api_diff.changes.findings import Level
from restamp.api_diff.rendering import rules_page
from restamp.api_diff.rules import BY_ID, RULES

from ..updating import Expect
from .changes import CASES
from .test_findings import difference

ROOT = Path(__file__).parents[2]
PARTS = {
    "what": ("field", "key"),
    "kind": ("error", "webhook"),
    "_word(owner)": ("field", "key"),
    "_kind(after)": ("model", "enum", "type", "dict"),
    "noun": ("argument", "operation", "field", "key"),
    "_kind(before)": ("model", "enum", "type", "dict"),
}
"""What stands for the first word of a rule in the sources."""


def written() -> set[str]:
    """Every kind that the sources give to a finding."""
    kinds: set[str] = set()
    for file in Path(restamp.api_diff.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Call(ast.Name("Finding"), [ast.Constant(str(kind)), *_]):
                    kinds.add(kind)
                case ast.JoinedStr([ast.FormattedValue(first), ast.Constant(str(rest))]):
                    if rest.startswith("-") and " " not in rest:
                        kinds |= {word + rest for word in PARTS[ast.unparse(first)]}
                case _:
                    pass
    return kinds


def test_every_kind_of_the_sources_is_a_rule() -> None:
    assert written() - BY_ID.keys() == set()


@pytest.mark.parametrize("name", CASES)
def test_every_finding_has_a_rule_and_one_of_its_levels(name: str, tmp_path: Path) -> None:
    old, new = CASES[name]
    for first, second in ((old, new), (new, old)):
        for finding in difference(first, second, tmp_path).findings:
            assert finding.level in BY_ID[finding.kind].levels, json.dumps(finding.kind)


def test_every_rule_is_listed_once() -> None:
    assert len(BY_ID) == len(RULES)
    for rule in RULES:
        assert rule.levels == tuple(sorted(rule.levels, key=lambda level: level.rank))
        assert set(rule.levels) <= set(Level) and rule.why and rule.example
        assert f"| `{rule.id}` |" in rules_page()


def test_the_page_is_what_the_command_prints(expect: Expect) -> None:
    expect(ROOT / "docs/reference/diff-rules.md", rules_page())
