"""Values of composed schemas, through generated models: what arrives is kept, and of the right class."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from restamp.pipeline import generate

from ..packages import client_of, write

CASES = Path(__file__).parents[1] / "cases"


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("compositions")
    sys.path.insert(0, str(folder))
    yield folder
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.startswith("composed_")]:
        del sys.modules[name]


def models(packages: Path, case: str) -> Any:
    """The models of a case, generated once."""
    name = f"composed_{case}"
    if not (packages / name).exists():
        spec = str(CASES / case / "spec.yaml")
        write(generate(client_of(packages, name, spec=spec)).files, packages / name)
    return import_module(f"{name}.models")


def read(model: Any, value: Any) -> Any:
    """A JSON value as one of a model."""
    return TypeAdapter(model).validate_python(value)


@pytest.mark.parametrize(
    ("schema", "value", "variant"),
    [
        ("Payment", {"amount": 3, "number": "1"}, "PaymentCard"),
        ("Payment", {"amount": 3, "iban": "DE1"}, "PaymentBank"),
        ("Optional", {"id": 1, "number": "1"}, "OptionalCard"),
        ("Optional", {"id": 1, "cash": True}, "OptionalWithCash"),
        ("Optional", None, "NoneType"),
        ("Both", {"iban": "DE1", "dollar": 5}, "BothBankAndWithDollar"),
        ("Typed", {"iban": "DE1"}, "Bank"),
    ],
)
def test_properties_next_to_a_union(packages: Path, schema: str, value: Any, variant: str) -> None:
    read_value = read(getattr(models(packages, "beside_unions"), schema), value)
    assert type(read_value).__name__ == variant
    assert value is None or read_value.model_dump(exclude_unset=True) == value


@pytest.mark.parametrize(
    ("schema", "value", "variant"),
    [
        ("Company", {"name": "A", "employees": 2}, "Company"),
        ("Itself", {"name": "A", "own": True}, "Itself"),
        ("Egg", {"egg": "e", "hen": "h"}, "Egg"),
        ("Express", {"parcel": "p", "hours": 2, "box": 7}, "ExpressWithBox"),
        ("Stored", {"shelf": 3}, "StoredShelf"),
        ("Installed", {"type": "LOCK", "room": "hall", "bolts": 2}, "InstalledLock"),
        ("Powered", {"type": "LAMP", "room": "hall", "watt": 2.5}, "PoweredLamp"),
        ("Conditional", {"name": "x", "ofX": 1}, "Conditional"),
    ],
)
def test_unions_and_aliases_within_all_of(
    packages: Path, schema: str, value: Any, variant: str
) -> None:
    read_value = read(getattr(models(packages, "all_of_unions"), schema), value)
    assert type(read_value).__name__ == variant
    assert read_value.model_dump(exclude_unset=True) == value


def test_what_is_required_of_a_base_is_required_through_its_aliases(packages: Path) -> None:
    with pytest.raises(ValidationError, match="name"):
        read(models(packages, "all_of_unions").Company, {"employees": 2})


def test_an_all_of_of_one_reference_takes_the_component_itself(packages: Path) -> None:
    module = models(packages, "null_compositions")
    team = module.Team(n="a")
    assert read(module.MaybeAlias, team) is team


NULLS = (
    "same",
    "meant",
    "wrapped",
    "text",
    "color",
    "both",
    "part",
    "extended",
    "node",
    "described",
)


@pytest.mark.parametrize("name", [*NULLS, "only_one", "closed"])
def test_null_where_both_sides_allow_it(packages: Path, name: str) -> None:
    module = models(packages, "null_compositions")
    whole = {each: {} for each in (*NULLS, "only_one", "closed")} | {"text": "a", "color": "red"}
    if name in NULLS:
        assert getattr(read(module.Uses, {**whole, name: None}), name) is None
    else:
        with pytest.raises(ValidationError):
            read(module.Uses, {**whole, name: None})


@pytest.mark.parametrize("name", ["maybe", "any_of", "one_of", "typed", "part", "color"])
def test_null_in_30(packages: Path, name: str) -> None:
    module = models(packages, "ref_siblings_30")
    amount = {"value": 1.5}
    objects = ("rate", "names", "maybe", "any_of", "one_of", "typed", "part")
    whole: dict[str, Any] = {**dict.fromkeys(objects, amount), "items": ["red"], "color": "blue"}
    task = read(module.Task, {**whole, name: None})
    assert getattr(task, name) is None
    assert task.rate == task.names == module.Amount(value=1.5)


def test_more_ways_than_are_listed_leave_one_object_with_everything(packages: Path) -> None:
    module = models(packages, "all_of_many_ways")
    value = {"id": "1", "a2": "x", "same": 3, "b4": "y", "c1": "z"}
    assert read(module.All, value).model_dump(exclude_unset=True) == value
