"""The validator without instances accepts what the typed model accepts, or is that of the model."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, RootModel, model_validator

from restamp.spec.document.model import import_model
from restamp.spec.document.verdict import verdict_of


class Plain(BaseModel):
    """A model of which all is known."""

    model_config = ConfigDict(extra="allow", populate_by_name=True)

    name: str
    in_: str | int | None = Field(default=None, alias="in")
    inner: list[Plain] = []


class Closed(Plain):
    """A model that allows no other fields."""

    model_config = ConfigDict(extra="forbid")


@pytest.mark.parametrize("model", [import_model(), Plain, Closed])
def test_known_models_need_no_instances(model: type[BaseModel]) -> None:
    assert verdict_of(model) is not model.__pydantic_validator__


@pytest.mark.parametrize("model", [Plain, Closed])
@pytest.mark.parametrize(
    "value",
    [
        {"name": "a"},
        {"name": "a", "in": 1, "inner": [{"name": "b", "in_": None}]},
        {"name": "a", "in": [], "inner": []},
        {"name": "a", "inner": [{}]},
        {"name": "a", "x": 1},
        {},
        [],
        None,
    ],
)
def test_the_verdict_is_that_of_the_model(model: type[BaseModel], value: object) -> None:
    expected = model.__pydantic_validator__.isinstance_python(value)
    assert verdict_of(model).isinstance_python(value) is expected


class Checked(BaseModel):
    """A model with a function that needs the instance."""

    name: str = ""

    @model_validator(mode="after")
    def _check(self) -> Checked:
        assert self.name != "wrong"
        return self


class Started(BaseModel):
    """A model with a method that looks at the instance."""

    name: str = ""

    def model_post_init(self, context: Any) -> None:
        assert self.name != "wrong"


class Extra(BaseModel):
    """A model whose other fields have a type."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, int]


class OfField(BaseModel):
    """A model with a function that needs the instance in a field."""

    inner: Annotated[Plain, AfterValidator(lambda plain: plain.name)]


class Root(RootModel[list[Plain]]):
    """A model that is no object."""


@pytest.mark.parametrize(
    ("model", "valid", "invalid"),
    [
        (Checked, {"name": "a"}, {"name": "wrong"}),
        (Started, {"name": "a"}, {"name": "wrong"}),
        (Extra, {"other": 1}, {"other": "a"}),
        (OfField, {"inner": {"name": "a"}}, {"inner": {}}),
        (Root, [{"name": "a"}], [{}]),
    ],
)
def test_unknown_models_are_their_own_validators(
    model: type[BaseModel], valid: object, invalid: object
) -> None:
    verdict = verdict_of(model)
    assert verdict.isinstance_python(valid)
    assert not verdict.isinstance_python(invalid)


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "of-a-later-version"},
        {"type": "model"},
        {"type": "definition-ref", "schema_ref": "missing"},
    ],
)
def test_an_unknown_schema_leaves_the_validator_of_the_model(
    monkeypatch: pytest.MonkeyPatch, schema: object
) -> None:
    monkeypatch.setattr(Plain, "__pydantic_core_schema__", schema)
    monkeypatch.setattr(Plain, "model_rebuild", lambda: None)
    assert verdict_of(Plain) is Plain.__pydantic_validator__
