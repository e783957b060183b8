"""Texts of a difference that documents do not bring about every day."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from restamp.api_diff.changes.findings import Advice, Difference, Finding, Level, Place
from restamp.api_diff.rendering import (
    as_github,
    as_html,
    as_json,
    as_json_of_clients,
    as_markdown,
    as_text,
)
from restamp.api_diff.rendering.markdown import LIVE
from restamp.api_diff.types.notation import read
from restamp.ir.types import Discriminator
from restamp.python.types.public import Tagged

ROOT = Path(__file__).parents[2]


def of(*findings: Finding) -> Difference:
    return Difference("Pets", "1", "1", findings)


def test_advice() -> None:
    added = Finding("model-added", "models.Pet", "added")
    removed = Finding("model-removed", "models.Cat", "removed", level=Level.BREAKING)
    assert of().advice is Advice.PATCH
    assert of(added).advice is Advice.MINOR
    assert of(added, removed).advice is Advice.MAJOR


def test_an_unchanged_version_is_printed_once() -> None:
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
    (row,) = as_json(of(finding))["findings"]
    assert row["old"] == {"pointer": "#/a", "file": "", "line": 0}
    assert row["new"] is None


def test_children_of_a_base_are_in_its_entry() -> None:
    finding = Finding("x-changed", "models.Pet.a", "changed", also=("models.Cat.a", "models.Dog.a"))
    assert "\n  also in models.Cat.a, models.Dog.a\n" in as_text(of(finding))
    assert "changed, also in `models.Cat.a`, `models.Dog.a`\n" in as_markdown(of(finding))


WORKSPACE = tuple(
    Finding(
        "argument-required",
        f"client.cases.m{number}(workspace_id)",
        "is now required",
        Level.BREAKING,
        "every call has to give it",
        read("str | None"),
        read("str"),
    )
    for number in range(44)
)


def retyped(symbol: str, before: str, after: str, kind: str = "field-type") -> Finding:
    return Finding(
        kind, symbol, "has a different type", Level.BREAKING, "", read(before), read(after)
    )


def test_one_entry_for_each_cause() -> None:
    text = as_text(of(*WORKSPACE))
    assert (
        "\nworkspace_id is now required, in 44 operations: client.cases.m0, client.cases.m1" in text
    )
    assert text.count("workspace_id") == 1 and text.count("every call has to give it") == 1
    everything = as_text(of(*WORKSPACE), spelled_out=True)
    assert all(finding.symbol in everything for finding in WORKSPACE)
    assert "workspace_id` is now required, in 44 operations: `client.cases.m0`" in as_markdown(
        of(*WORKSPACE)
    )
    (cause,) = as_json(of(*WORKSPACE))["causes"]
    assert cause["text"] == "workspace_id is now required, in 44 operations"
    assert len(cause["findings"]) == 44


def test_the_same_change_of_a_type_is_one_cause_wherever_it_is() -> None:
    findings = (
        retyped("models.A.x", "models.Old | None", "models.New | None"),
        retyped("models.B.y", "list[str | models.Old]", "list[str | models.New]"),
        retyped("models.C.z", "models.Old", "models.New"),
        retyped("models.D", "int", "str", "type-changed"),
    )
    causes = [cause["text"] for cause in as_json(of(*findings))["causes"]]
    assert causes == [
        "different type: Old -> New, in 2 fields",
        "models.B.y has a different type",
        "models.D has a different type",
    ]


def test_a_level_is_never_hidden_in_another() -> None:
    tests = [replace(finding, level=Level.TESTS) for finding in WORKSPACE[:10]]
    text = as_text(of(*WORKSPACE[10:], *tests))
    assert "34 breaking changes, 10 breaking for tests; a major version" in text
    assert "in 34 operations" in text and "in 10 operations" in text
    assert text.index("\nBreaking:") < text.index("\nBreaking for tests")


def test_unions_show_what_changed_and_no_metadata() -> None:
    members = " | ".join(f"models.Event{number}" for number in range(30))
    added = f"{members} | models.New | models.Newer"
    finding = retyped("models.Events", f"{members} | models.Old", added, "type-changed")
    tag = Discriminator("type", (("a", "#/Event1"),))
    finding = replace(finding, before=Tagged(read(f"{members} | models.Old"), tag))
    text = as_text(of(finding))
    assert "\n- models.Old\n+ models.New | models.Newer\n" in text
    for shown in (
        text,
        as_text(of(finding), spelled_out=True),
        as_markdown(of(finding)),
        json.dumps(as_json(of(finding))),
        as_github(of(finding)),
    ):
        assert "Annotated" not in shown and "Discriminated" not in shown


def test_wide_types_are_folded() -> None:
    wide = " | ".join(f"models.Event{number}" for number in range(30))
    text = as_text(of(Finding("field-added", "models.A.x", "added", after=read(f"list[{wide}]"))))
    assert "+ list[models.Event0 | models.Event1 |" in text and "... (+2" in text
    assert max(map(len, text.splitlines())) <= 110


def test_order_alone() -> None:
    before, after = "models.A | models.B", "models.B | models.A"
    assert "the same members in a different form or order" in as_text(
        of(retyped("models.X", before, after))
    )


def test_two_screens_name_every_cause() -> None:
    findings = [
        retyped(f"models.A{number}.field", f"models.Old{number}", f"models.New{number}")
        for number in range(60)
    ]
    findings += [Finding("model-added", f"models.M{number}", "added") for number in range(900)]
    findings += [
        Finding("default-changed", f"models.D{number}.x", "has another default", before=str(number))
        for number in range(300)
    ]
    text = as_text(of(*WORKSPACE, *findings))
    lines = text.splitlines()
    assert len(lines) <= 100 and max(map(len, lines)) <= 100
    for number in range(60):
        assert f"models.A{number}.field: Old{number} -> New{number}" in text
    assert "900 models added" in text and "has another default, in 300 places" in text
    assert "look first at  1. workspace_id is now required, in 44 operations" in text
    assert "900 model-added" in text and "44 client.cases" in text


@pytest.mark.parametrize(
    "text",
    [
        "@octocat",
        "see #12",
        "GH-12",
        "acme/api#12",
        "http://x.test",
        "www.x.test",
        "a@x.test",
        "mailto:a@x.test",
        "0123456789abcdef0123456789abcdef01234567",
        "!7",
        ":tada:",
        "[a](http://x.test)",
        "<img src=x>",
        "![a](b)",
        "ftp://x.test",
        "JIRA-77",
    ],
)
def test_nothing_of_a_vendor_becomes_live(text: str) -> None:
    finding = Finding("enum-removed", f"models.{text}", f"renamed to {text}", Level.BREAKING, text)
    difference = Difference(text, text, "2", (finding,), (f"a remark on {text}",))
    shown = re.sub(r"(`+).+?\1", "", as_markdown(difference))
    for word in text.split():
        assert word not in shown or not LIVE.search(word)
    assert not re.search(r"(?<!\\)[<\[]", shown)


def test_annotations_hold_one_command_each() -> None:
    place = Place("#/a", "specs/a,b:c.yaml", 7)
    finding = Finding(
        "field-removed", "models.A.x", "removed\n::error::x", Level.BREAKING, "100%", old=place
    )
    note = replace(finding, kind="deprecated", level=Level.HARMLESS, old=None)
    tests = replace(finding, kind="field-type", level=Level.TESTS)
    shown = as_github(of(finding, tests, note)).splitlines()
    assert shown[1:] == [
        "::error file=specs/a%2Cb%3Ac.yaml,line=7,title=field-removed::"
        f"models.A.x removed\\x0a::error::x (100%25) [{finding.fingerprint}]",
        "::warning file=specs/a%2Cb%3Ac.yaml,line=7,title=field-type::"
        f"models.A.x removed\\x0a::error::x (100%25) [{tests.fingerprint}]",
        "::notice title=deprecated::models.A.x removed\\x0a::error::x (100%25)",
    ]
    assert shown[0].startswith("::notice title=Pets 1::1 breaking change, 1 breaking for tests")


def test_json_is_as_the_schema_says() -> None:
    schema = json.loads((ROOT / "docs/reference/diff.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    place = Place("#/a", "a.yaml", 3)
    finding = Finding("x-changed", "Client", "changed", old=place)
    for difference in (of(), of(finding, *WORKSPACE)):
        Draft202012Validator(schema).validate(as_json(difference))
        several = [replace(difference, client=name) for name in ("a", "b")]
        for some in ([], several[:1], several):
            Draft202012Validator(schema).validate(as_json_of_clients(some))
    nameless = as_json_of_clients([of(finding)])
    del nameless["clients"][0]["client"]
    assert not Draft202012Validator(schema).is_valid(nameless)


def test_fingerprints_depend_only_on_the_change() -> None:
    one = retyped("models.A.x", "int", "str")
    same = replace(one, level=Level.HARMLESS, why="x", old=Place("#/moved"), accepted=True)
    assert one.fingerprint == same.fingerprint
    assert one.fingerprint != replace(one, after=read("bytes")).fingerprint


@pytest.mark.parametrize("render", [as_text, as_markdown, as_github, as_html])
def test_every_format_says_the_same(render: Callable[[Difference], str]) -> None:
    """Both versions, the verdict, the remark and its place, each symbol, why, and the fingerprint."""
    gone = Finding("model-removed", "models.Cat", "removed", Level.BREAKING, "nobody finds it")
    difference = Difference(
        "Pets", "1.0", "1.1", (gone,), ("it asks for 2.0",), Place("#/info/version", "new.yaml", 2)
    )
    text = html.unescape(render(difference)).replace("→", "->").replace(",line=", ":")
    for fact in ("Pets 1.0 -> 1.1", "1 breaking change", "a major version", "it asks for 2.0"):
        assert fact in text
    for fact in ("new.yaml:2", "models.Cat", "nobody finds it", gone.fingerprint):
        assert fact in text
