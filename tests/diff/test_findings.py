"""Every kind of finding, on small documents, from the old one to the new and back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from restamp.api_diff.changes.comparing import compare
from restamp.api_diff.changes.findings import Advice, Difference, Level
from restamp.names.pins.locked import LockedNames

from .changes import CASES
from .expected import EXPECTED
from .judging import understand
from .small import NUMBER, TEXT, Json, document, query, record

MARKS = {Level.BREAKING: "! ", Level.TESTS: "~ ", Level.HARMLESS: ""}

FindingKeys = set[tuple[str, str, bool]]
"""Kind, symbol, and whether it is breaking."""


def difference(old: Json, new: Json, folder: Path, *, pinned: bool = True) -> Difference:
    for name, content in (("old.json", old), ("new.json", new)):
        (folder / name).write_text(json.dumps(content))
    before = understand(folder / "old.json")
    pins = before.subject.names.pins(before.subject.api) if pinned else {}
    after = understand(folder / "new.json", LockedNames(pins, style=before.style))
    return compare(before.subject, after.subject)


def shown(result: Difference) -> list[str]:
    return sorted(f"{MARKS[f.level]}{f.kind} {f.symbol}" for f in result.findings)


@pytest.mark.parametrize("name", CASES)
def test_change(name: str, tmp_path: Path) -> None:
    old, new = CASES[name]
    expected = EXPECTED[name]
    assert shown(difference(old, new, tmp_path)) == expected[0]
    assert shown(difference(new, old, tmp_path)) == expected[1]


def test_every_case_is_expected() -> None:
    assert CASES.keys() == EXPECTED.keys()


def test_the_function_of_an_unchanged_name(tmp_path: Path) -> None:
    named = {"x-restamp-name": "find"}
    old, new = document(operationId="findPet", **named), document(operationId="seekPet", **named)
    assert shown(difference(old, new, tmp_path)) == []
    findings = shown(difference(old, new, tmp_path, pinned=False))
    assert findings == ["! function-renamed api.pets.find_pet"]


def test_children_are_in_the_finding_about_their_base(tmp_path: Path) -> None:
    (removed,) = difference(*CASES["field-of-a-base"], tmp_path).breaking
    assert removed.also == ("models.Cat.name", "models.Dog.name")
    fox, retyped = difference(*CASES["field-of-a-base-retyped"], tmp_path).breaking
    assert retyped.also == ("models.Cat.id", "models.Dog.id")
    assert (fox.symbol, fox.also) == ("models.Fox.id", ())  # It has all of its fields itself.


def test_undeclared_fields_of_children_are_in_the_finding_about_their_base(tmp_path: Path) -> None:
    extras = difference(*CASES["extra-of-a-base"], tmp_path).breaking
    assert extras[1].also == ("models.Cat.__pydantic_extra__", "models.Dog.__pydantic_extra__")


def test_changes_that_break_only_tests_are_a_minor_version(tmp_path: Path) -> None:
    result = difference(*CASES["field-needed-answered"], tmp_path)
    assert (result.breaking, result.advice) == ((), Advice.MINOR)
    (finding,) = result.of(Level.TESTS)
    assert finding.why == "tests that construct one must set it"


def test_member_that_has_the_value_of_another(tmp_path: Path) -> None:
    old, new = (
        document(query("kind", {"type": "string", "enum": ["a", "b"], "x-enum-varnames": names}))
        for names in (["A", "B"], ["B", "A"])
    )
    findings = shown(difference(old, new, tmp_path, pinned=False))
    assert findings == [f"! member-swapped models.FindKind.{name}" for name in "AB"]


def test_argument_that_is_another(tmp_path: Path) -> None:
    old = document({"name": "id", "in": "query", "schema": TEXT, "x-restamp-name": "other"})
    new = json.loads(json.dumps(old))
    path, other = new["paths"]["/pets/{id}"]["post"]["parameters"]
    path["x-restamp-name"] = other.pop("x-restamp-name")
    findings = shown(difference(old, new, tmp_path, pinned=False))
    assert [line for line in findings if "swapped" in line] == [
        f"! argument-swapped client.pets.find({name})" for name in ("id", "other")
    ]


def test_field_that_is_another(tmp_path: Path) -> None:
    old, new = (
        document(
            answer=record(a={**TEXT, "x-restamp-name": one}, b={**TEXT, "x-restamp-name": two})
        )
        for one, two in (("x", "y"), ("y", "x"))
    )
    findings = shown(difference(old, new, tmp_path))
    assert [line.rpartition(".")[0::2] for line in findings] == [
        ("! field-swapped models.FindResponse", "x"),
        ("! field-swapped models.FindResponse", "y"),
    ]


def test_argument_at_another_position(tmp_path: Path) -> None:
    """Without a lock the arguments have the order of the path."""
    old, new = CASES["places-alike"]
    findings = shown(difference(old, new, tmp_path, pinned=False))
    assert findings == [f"! argument-position client.pets.find({name})" for name in "ab"]


def test_declarations_of_another_name(tmp_path: Path) -> None:
    """They are at the same place; what refers to them has the same type, and further changes have the new name."""

    def tree(operation_id: str, *more: str) -> Json:
        kind = {"type": "string", "enum": ["a", "b", *more]}
        inner = record("b", b={**record("c", c=NUMBER)}, **dict.fromkeys(more, NUMBER))
        body = record("a", a=inner, kind=kind)
        named = {"x-restamp-name": "find"}
        return document(
            query("sort", kind), body=body, answer=inner, operationId=operation_id, **named
        )

    old, new = tree("findPet"), tree("lookUp", "extra")
    assert shown(difference(tree("findPet"), tree("lookUp"), tmp_path, pinned=False)) == [
        "! enum-renamed models.FindPetSort",
        "! function-renamed api.pets.find_pet",
        "! model-renamed models.FindPetBody",
        "! model-renamed models.FindPetResponse",
    ]
    findings = difference(old, new, tmp_path, pinned=False)
    renamed = {f.symbol: f.message for f in findings.findings if f.kind == "model-renamed"}
    assert renamed["models.FindPetBody"] == "renamed to models.LookUpBody"
    others = [line for line in shown(findings) if "renamed" not in line]
    assert others == [
        "argument-type client.pets.find(sort)",
        "field-added models.BodyA.extra",
        "field-added models.LookUpResponse.extra",
        'key-type models.LookUpBodyDict["kind"]',
        "member-added models.BodyKind.EXTRA",
        "member-added models.LookUpSort.EXTRA",
    ]
    assert findings.advice is Advice.MAJOR
    with_lock = [line.replace("LookUp", "FindPet") for line in others]
    assert shown(difference(old, new, tmp_path)) == sorted(with_lock)
