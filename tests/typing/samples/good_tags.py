"""Tags and constants that both checkers must take: a class says its tag, and new values are possible."""

from __future__ import annotations

from typing import Literal, assert_type

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
        case models.Cat() | models.Dog():
            return pet.name
        case _:
            return str(pet.name)


def tags_are_what_their_class_says(thing: tags.Vehicle, envelope: models.Envelope) -> None:
    if isinstance(thing, tags.Car):
        assert_type(thing.moves, Literal["road"])
    match envelope.value:
        case models.One(code=code, left=left):
            print(code, left)
        case other:
            print(other.code)


def new_values(thing: constants.Thing) -> str:
    if thing.kind == "another":
        return "new"
    match thing.fixed:
        case 3:
            return "known"
        case other:
            assert_type(other, int)
            return str(other)
