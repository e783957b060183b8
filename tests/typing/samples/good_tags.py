"""Tags and constants that both checkers must take: a class says its tag, and new values are possible."""

from __future__ import annotations

from typing import Any, Literal, assert_type

from feature_constants import models as constants
from feature_discriminator_tags import models as tags
from feature_union_tags import Client, models


def sent(client: Client) -> None:
    cat = models.Cat(name="x")
    client.pets.put_cat(cat)
    client.pets.put_cat({"name": "x"})
    client.pets.put_kinds([cat, {"kind": "tiger", "name": "x"}, {"kind": "dog", "name": "y"}])
    client.pets.put_type({"type": "feline", "name": "x"}, like=cat)


def narrowed_by_class(pet: models.ByKind) -> str:
    match pet:
        case models.Cat():
            assert_type(pet, models.Cat)
            assert_type(pet.name, str)
            return pet.name
        case models.Dog():
            assert_type(pet, models.Dog)
            return pet.name
        case _:
            assert_type(pet.name, Any)
            return str(pet.name)


def tags_are_what_their_class_says(thing: tags.Vehicle, envelope: models.Envelope) -> None:
    if isinstance(thing, tags.Car):
        assert_type(thing.moves, Literal["road"])
    match envelope.value:
        case models.One(code=code, left=left):
            assert_type(code, Literal[1] | None)
            print(code, left)
        case models.Two() as two:
            assert_type(two.code, Literal[2] | None)
        case other:
            print(other.code)


def new_values(thing: constants.Thing) -> str:
    assert_type(thing.kind, Literal["thing"] | str)
    assert_type(thing.fixed, Literal[3] | int)
    assert_type(thing.yes, Literal[True] | bool | None)
    assert_type(thing.nothing, None)
    if thing.kind == "another":
        return "new"
    match thing.fixed:
        case 3:
            return "known"
        case other:
            assert_type(other, int)
            return str(other)
