"""Numbers in names that clash: counted from 2, without gaps, and never one that is taken."""

from __future__ import annotations

import pytest

from restamp.names.scope import Scope


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("pet", ["pet", "pet_2", "pet_3", "pet_4"]),
        ("Pet", ["Pet", "Pet2", "Pet3", "Pet4"]),
        ("Pet1", ["Pet1", "Pet1_2", "Pet1_3", "Pet1_4"]),
        ("PET", ["PET", "PET_2", "PET_3", "PET_4"]),
    ],
)
def test_clashes_are_numbered(name: str, names: list[str]) -> None:
    scope = Scope()
    assert [scope.claim([name]) for _ in range(4)] == names


def test_a_used_number_is_skipped() -> None:
    scope = Scope()
    for name in ("pet", "pet_2", "pet_4"):
        scope.claim_exactly(name)
    assert [scope.claim(["pet"]) for _ in range(2)] == ["pet_3", "pet_5"]


def test_the_last_candidate_is_numbered() -> None:
    scope = Scope()
    claimed = [scope.claim(["Pet", "StorePet"]) for _ in range(4)]
    assert claimed == ["Pet", "StorePet", "StorePet2", "StorePet3"]


def test_a_reserved_name_gets_an_underscore_and_then_numbers() -> None:
    scope = Scope(frozenset({"self"}))
    assert [scope.claim(["self"]) for _ in range(3)] == ["self_", "self_2", "self_3"]
