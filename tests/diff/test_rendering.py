"""Texts of a difference that documents do not bring about every day."""

from __future__ import annotations

from restamp.api_diff.findings import Advice, Difference, Finding, Level, Place
from restamp.api_diff.rendering import as_json, as_markdown, as_text


def of(*findings: Finding) -> Difference:
    return Difference("Pets", "1", "1", findings)


def test_advice() -> None:
    added = Finding("model-added", "models.Pet", "added")
    removed = Finding("model-removed", "models.Cat", "removed", level=Level.BREAKING)
    assert of().advice is Advice.PATCH
    assert of(added).advice is Advice.MINOR
    assert of(added, removed).advice is Advice.MAJOR


def test_version_that_stays_is_said_once() -> None:
    assert as_text(of()) == "Pets 1: no change for callers; a patch version\n"


def test_code_spans_hold_backticks() -> None:
    finding = Finding("x-changed", "Client", "changed", before="`a``b", after="c")
    assert "- `Client` changed: ``` `a``b ``` → `c`\n" in as_markdown(of(finding))


def test_nothing_leaves_its_line() -> None:
    finding = Finding("x-changed", "Client", "changed", before="a\nb", new=Place("f.json#/a\nb"))
    assert "\n- a\\x0ab\n+ #/a\\x0ab\n" in as_text(of(finding))
    assert "`a\\x0ab`" in as_markdown(of(finding))


def test_places_that_were_not_looked_up() -> None:
    finding = Finding("x-changed", "Client", "changed", old=Place("#/a"))
    (told,) = as_json(of(finding))["findings"]
    assert told["old"] == {"pointer": "#/a", "file": "", "line": 0}
    assert told["new"] is None


def test_children_of_a_base_are_in_its_entry() -> None:
    finding = Finding("x-changed", "models.Pet.a", "changed", also=("models.Cat.a", "models.Dog.a"))
    assert "\n  in models.Cat.a, models.Dog.a as well\n" in as_text(of(finding))
    assert "changed, in `models.Cat.a`, `models.Dog.a` as well\n" in as_markdown(of(finding))
