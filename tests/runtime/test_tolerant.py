"""Answers that are not what the document says, taken as data."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

import httpx2
import pytest
from pydantic import Field
from restamp_runtime.api import Api
from restamp_runtime.errors import DecodeError
from restamp_runtime.hooks import Drift, Hooks
from restamp_runtime.model import Model, UnknownVariant
from restamp_runtime.request import Request
from restamp_runtime.unions import Discriminated

API = Api(name="x", base_url="https://api.example.com")


class Part(Model):
    size: int
    made_at: Annotated[datetime | None, Field(alias="madeAt")] = None


class Cat(Model):
    kind: Literal["cat"] = "cat"
    lives: int


class Dog(Model):
    kind: Literal["dog"] = "dog"
    legs: int


class Thing(Model):
    id: str
    parts: list[Part] = Field(default=[])
    by_name: dict[str, Part] | None = None
    pet: Annotated[
        Cat | Dog | UnknownVariant | None, Discriminated("kind", {"cat": "Cat", "dog": "Dog"})
    ] = None
    count: int | None = None


def tolerant(drive: Any, data: Any, annotation: Any = Thing) -> tuple[Any, list[Drift]]:
    told: list[Drift] = []
    call: Request[Any] = Request("GET", "/x", annotation)
    value = drive(
        API,
        lambda _: httpx2.Response(200, json=data),
        call,
        hooks=Hooks(on_drift=told.append),
    )
    return value, told


def test_what_fits_is_typed_and_nothing_is_said(drive: Any) -> None:
    value, told = tolerant(drive, {"id": "a", "parts": [{"size": 1}]})
    assert isinstance(value, Thing) and isinstance(value.parts[0], Part)
    assert told == []


def test_a_field_that_does_not_fit_is_data(drive: Any) -> None:
    data = {
        "id": 7,
        "parts": [{"size": "big", "madeAt": "2026-01-02T03:04:05Z"}, {"size": 2}],
        "by_name": {"a": {"size": None, "extra": 1}, "b": 5},
        "pet": {"kind": "cat", "lives": "nine"},
        "count": 3,
    }
    value, told = tolerant(drive, data)
    assert isinstance(value, Thing)
    assert value.id == 7 and value.count == 3
    first = value.parts[0]
    assert isinstance(first, Part) and first.size == "big"
    assert isinstance(first.made_at, datetime)
    assert value.parts[1] == Part(size=2)
    assert value.by_name is not None
    assert value.by_name["a"].size is None and value.by_name["a"].model_extra == {"extra": 1}
    assert value.by_name["b"] == 5
    assert isinstance(value.pet, Cat) and value.pet.lives == "nine"
    [drift] = told
    assert drift.status == 200 and drift.request.path == "/x"
    assert [p.split(":")[0] for p in drift.problems][:2] == ["id", "parts.0.size"]
    assert b"nine" in drift.content and "nine" not in " ".join(drift.problems)


def test_a_missing_required_field_is_none_and_not_sent(drive: Any) -> None:
    value, told = tolerant(drive, {"count": 1})
    assert value.id is None and len(told) == 1
    assert value.model_fields_set == {"count"}


@pytest.mark.parametrize(
    ("annotation", "data"), [(Thing, ["no", "thing"]), (list[Thing], {"a": 1}), (int, "x")]
)
def test_another_shape_is_data(drive: Any, annotation: Any, data: Any) -> None:
    value, told = tolerant(drive, data, annotation)
    assert value == data and len(told) == 1


def test_strict_is_an_error(drive: Any) -> None:
    call: Request[Thing] = Request("GET", "/x", Thing)
    with pytest.raises(DecodeError, match="id: Input should be a valid string"):
        drive(API, lambda _: httpx2.Response(200, json={"id": 7}), call, validation="strict")
