"""What may stand where another type is asked for."""

from __future__ import annotations

import pytest

from restamp.api_diff.types.fits import World
from restamp.api_diff.types.notation import read

WORLD = World(
    bases={"models.Cat": (read("models.Pet"),), "models.Pet": (), "models.Kind": (read("str"),)},
    aliases={
        "models.Tree": read("list[models.Tree] | str"),
        "models.Wood": read("list[models.Wood] | str"),
        "models.Animal": read("models.Pet | models.Cat"),
    },
    dicts=frozenset({"models.PetDict"}),
)


def gives(before: str, after: str) -> bool:
    return WORLD.gives(read(before), read(after))


def takes(before: str, after: str) -> bool:
    return WORLD.takes(read(before), read(after))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("str | None", "str"),
        ("float", "int"),
        ("int", "bool"),
        ("date", "datetime"),
        ("str", 'Literal["a", "b"]'),
        ('Literal["a", "b"]', 'Literal["b"]'),
        ("str", "models.Kind"),
        ("models.Pet", "models.Cat"),
        ("models.Animal", "models.Cat"),
        ("models.Pet | models.Cat", "models.Animal"),
        ("models.Tree", "models.Wood"),
        ("Sequence[str | int]", "Sequence[str]"),
        ("Sequence[str]", "list[str]"),
        ("Sequence[str | int]", "tuple[str, int]"),
        ("tuple[str | int, str]", "tuple[str, str]"),
        ("Mapping[str, float]", "dict[str, int]"),
        ("list[str | int]", "list[int | str]"),
        ("list[models.Animal]", "list[models.Pet | models.Cat]"),
        ("Any", "Any"),
        ("dict[str, Any]", "dict[str, Any]"),
        ('Literal["Any thing"]', 'Literal["Any thing"]'),
        ("bytes", "Base64"),
        ("models.Gone | str", "str"),
    ],
)
def test_reader_may_go_on(before: str, after: str) -> None:
    assert gives(before, after)
    assert takes(after, before)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("str", "str | None"),
        ("int", "float"),
        ("Literal[1]", "Literal[True]"),
        ("models.Cat", "models.Pet"),
        ("models.Kind", "str"),
        ("list[str | int]", "list[str]"),
        ("list[float]", "list[int]"),
        ("dict[str, str | None]", "dict[str, str]"),
        ("tuple[str]", "tuple[str, str]"),
        ("str", "UUID"),
        ("models.Gone", "str"),
        ("models.Tree", "list[models.Tree] | int"),
    ],
)
def test_reader_may_not(before: str, after: str) -> None:
    assert not gives(before, after)


def test_any_is_taken_from_everyone_and_given_to_nobody() -> None:
    assert takes("str", "Any")
    assert takes("list[str]", "list[Any]")
    assert not takes("Any", "str")
    assert not gives("str", "Any")
    assert not gives("Any", "str")
    assert not gives("list[str]", "list[Any]")
    assert not gives("dict[str, Any]", "dict[str, str]")


def test_any_in_a_union_is_what_its_readers_expect_and_no_more() -> None:
    assert gives("str | int | None", "str | Any | None")
    assert gives("list[str | int]", "list[str | Any]")
    assert not gives("str", "int | Any")
    assert not gives("str | Any", "str | int")
    assert not takes("str | Any", "str | int")


def test_dict_of_a_model_is_a_mapping() -> None:
    assert takes("models.PetDict", "Mapping[str, Any]")
    assert not takes("Mapping[str, Any]", "models.PetDict")
