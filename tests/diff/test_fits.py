"""What may stand where another type is asked for."""

from __future__ import annotations

import pytest

from restamp.api_diff.types.fits import World

WORLD = World(
    bases={"models.Cat": ("models.Pet",), "models.Pet": (), "models.Kind": ("str",)},
    aliases={
        "models.Tree": "list[models.Tree] | str",
        "models.Wood": "list[models.Wood] | str",
        "models.Animal": "models.Pet | models.Cat",
    },
    dicts=frozenset({"models.PetDict"}),
)


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
        ("Annotated[str, x(1)]", "Union[str]"),
        ("Any", "Any"),
        ("dict[str, Any]", "dict[str, Any]"),
        ('Literal["Any thing"]', 'Literal["Any thing"]'),
        ("bytes", "Base64"),
        ("models.Gone | str", "str"),
    ],
)
def test_reader_may_go_on(before: str, after: str) -> None:
    assert WORLD.gives(before, after)
    assert WORLD.takes(after, before)


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
    assert not WORLD.gives(before, after)


def test_any_is_taken_from_everyone_and_given_to_nobody() -> None:
    assert WORLD.takes("str", "Any")
    assert WORLD.takes("list[str]", "list[Any]")
    assert not WORLD.takes("Any", "str")
    assert not WORLD.gives("str", "Any")
    assert not WORLD.gives("Any", "str")
    assert not WORLD.gives("list[str]", "list[Any]")
    assert not WORLD.gives("dict[str, Any]", "dict[str, str]")


def test_any_in_a_union_is_what_its_readers_expect_and_no_more() -> None:
    assert WORLD.gives("str | int | None", "str | Any | None")
    assert WORLD.gives("list[str | int]", "list[str | Any]")
    assert not WORLD.gives("str", "int | Any")
    assert not WORLD.gives("str | Any", "str | int")
    assert not WORLD.takes("str | Any", "str | int")


def test_dict_of_a_model_is_a_mapping() -> None:
    assert WORLD.takes("models.PetDict", "Mapping[str, Any]")
    assert not WORLD.takes("Mapping[str, Any]", "models.PetDict")
