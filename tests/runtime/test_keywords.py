"""Models take keyword arguments that are declared fields, and decode any."""

from __future__ import annotations

import copy
import pickle
from typing import Annotated, Any

import pytest
from pydantic import Field, ValidationError
from restamp_runtime.codec import adapter
from restamp_runtime.drift import salvaged
from restamp_runtime.model import Model, OpenModel, UnknownVariant


class Pet(Model):
    name: str
    started_at: Annotated[int | None, Field(alias="startedAt")] = None


class Puppy(Pet):
    weeks: int | None = None


class Loose(OpenModel):
    name: str | None = None


class Tight(Loose):
    age: int | None = None


class Counted(Model):
    name: str | None = None

    __pydantic_extra__: dict[str, int] = Field(init=False)


@pytest.mark.parametrize(
    ("kind", "values", "message"),
    [
        (
            Pet,
            {"nmae": "x"},
            "Pet() got an unexpected keyword argument 'nmae' (did you mean 'name'?)",
        ),
        (Pet, {"name": "x", "startedat": 1}, "'startedat' (did you mean 'started_at'?)"),
        (Pet, {"name": "x", "started_att": 1}, "'started_att' (did you mean 'started_at'?)"),
        (Pet, {"Name": "x"}, "'Name' (did you mean 'name'?)"),
        (Pet, {"name": 5, "nmae": "x"}, "'nmae' (did you mean 'name'?)"),
        (Pet, {"name": "x", "zzz": 1, "nam": 2}, "argument 'zzz', 'nam' (did you mean 'name'?)"),
        (Puppy, {"name": "x", "week": 1}, "Puppy() got an unexpected keyword argument 'week'"),
    ],
)
def test_a_misspelt_keyword_is_an_error(kind: Any, values: Any, message: str) -> None:
    with pytest.raises(TypeError) as caught:
        kind(**values)
    assert message in str(caught.value)
    assert str(caught.value).endswith(
        f"; {kind.__name__}.model_validate({{...}}) accepts fields that are not declared"
    )


def test_fields_go_by_either_name() -> None:
    assert Pet(name="x", started_at=1) == Pet(name="x", startedAt=1)  # type: ignore[call-arg]


def test_a_wrong_value_is_still_a_validation_error() -> None:
    with pytest.raises(ValidationError):
        Pet(name=5)  # type: ignore[arg-type]
    with pytest.raises(ValidationError):
        Pet()  # type: ignore[call-arg]
    with pytest.raises(ValidationError):
        Counted(age="x")  # type: ignore[call-arg]


@pytest.mark.parametrize("kind", [Loose, Tight, Counted, UnknownVariant])
def test_declared_to_be_open(kind: Any) -> None:
    assert kind(more=1).model_dump(exclude_unset=True) == {"more": 1}


def test_elsewhere_undeclared_fields_are_welcome() -> None:
    data = {"name": "x", "more": {"a": 1}}
    one = Pet.model_validate(data)
    assert one.model_extra == {"more": {"a": 1}}
    assert adapter(Pet).validate_json('{"name": "x", "more": {"a": 1}}') == one
    assert Pet.model_construct(**data) == one
    assert Pet(name="x").model_copy(update={"more": {"a": 1}}) == one
    for same in (copy.deepcopy(one), pickle.loads(pickle.dumps(one)), copy.copy(one)):
        assert same == one and same.model_extra == one.model_extra
    assert salvaged(Pet, {"name": 7, "more": 1}).model_extra == {"more": 1}


def test_within_a_body_an_undeclared_key_is_kept() -> None:
    class Box(Model):
        pet: Pet | None = None

    box = Box(pet={"name": "x", "nmae": "y"})  # type: ignore[arg-type]
    assert box.model_dump(exclude_unset=True) == {"pet": {"name": "x", "nmae": "y"}}


def test_an_initializer_of_a_subclass() -> None:
    class Named(Pet):
        def __init__(self, label: str) -> None:
            super().__init__(name=label)

    assert Named("x").name == "x"
