"""What may stand where another type is asked for."""

from __future__ import annotations

import pytest

from restamp.api_diff.types.fits import TypeEnvironment
from restamp.api_diff.types.notation import read

ENVIRONMENT = TypeEnvironment(
    bases={"models.Cat": (read("models.Pet"),), "models.Pet": (), "models.Kind": (read("str"),)},
    aliases={
        "models.Tree": read("list[models.Tree] | str"),
        "models.Wood": read("list[models.Wood] | str"),
        "models.Animal": read("models.Pet | models.Cat"),
    },
    dicts=frozenset({"models.PetDict"}),
)


def readable(before: str, after: str) -> bool:
    return ENVIRONMENT.is_output_compatible(read(before), read(after))


def sendable(before: str, after: str) -> bool:
    return ENVIRONMENT.is_input_compatible(read(before), read(after))


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
    assert readable(before, after)
    assert sendable(after, before)


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
    assert not readable(before, after)


def test_any_accepts_everything_and_fits_nothing() -> None:
    assert sendable("str", "Any")
    assert sendable("list[str]", "list[Any]")
    assert not sendable("Any", "str")
    assert not readable("str", "Any")
    assert not readable("Any", "str")
    assert not readable("list[str]", "list[Any]")
    assert not readable("dict[str, Any]", "dict[str, str]")


def test_any_in_a_union_is_what_its_readers_expect_and_no_more() -> None:
    assert readable("str | int | None", "str | Any | None")
    assert readable("list[str | int]", "list[str | Any]")
    assert not readable("str", "int | Any")
    assert not readable("str | Any", "str | int")
    assert not sendable("str | Any", "str | int")


def test_dict_of_a_model_is_a_mapping() -> None:
    assert sendable("models.PetDict", "Mapping[str, Any]")
    assert not sendable("Mapping[str, Any]", "models.PetDict")
