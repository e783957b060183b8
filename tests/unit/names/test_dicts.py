"""What dict types are called: after the models, and for good once a lock has the name."""

from __future__ import annotations

from pathlib import Path

import yaml

from restamp.names.pins.locked import LockedNames
from restamp.pipeline import Result, generate

from ...packages import client_of

PET = "#/components/schemas/Pet"


def stamped(folder: Path, pins: dict[str, str], *schemas: str) -> Result:
    """A client whose one operation sends a `Pet`, of these schemas."""
    members = {
        name: {"type": "object", "properties": {name: {"type": "string"}}} for name in schemas
    }
    operations = {
        f"/{name}": {
            "post": {
                "operationId": f"send{name}",
                "requestBody": {
                    "content": {
                        "application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}
                    }
                },
                "responses": {"204": {"description": "Taken."}},
            }
        }
        for name in schemas
    }
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Pets", "version": "1"},
        "paths": operations,
        "components": {"schemas": members},
    }
    (folder / "spec.yaml").write_text(yaml.safe_dump(document), "utf-8")
    config = client_of(folder, "pets")
    result = generate(config, LockedNames(pins))
    assert not result.failed
    return result


def test_a_dict_is_called_after_its_model(tmp_path: Path) -> None:
    result = stamped(tmp_path, {}, "Pet")
    assert result.names[PET] == "Pet"
    assert result.names[f"{PET}?dict"] == "PetDict"
    assert "    PetDict as PetDict,\n" in result.files["models/_exports.py"]


def test_a_model_has_its_name_before_a_dict(tmp_path: Path) -> None:
    result = stamped(tmp_path, {}, "Pet", "PetDict")
    names = result.names
    (note,) = result.diagnostics
    assert (note.code, note.severity, note.pointer) == ("name-clash", "note", PET)
    assert names[f"{PET}Dict"] == "PetDict"
    assert names[f"{PET}?dict"] == "PetDict2"
    assert names[f"{PET}Dict?dict"] == "PetDictDict"


def test_what_has_the_name_keeps_it(tmp_path: Path) -> None:
    before = stamped(tmp_path, {}, "Pet").names
    after = stamped(tmp_path, before, "Pet", "PetDict").names
    assert after[f"{PET}?dict"] == "PetDict"
    assert after[f"{PET}Dict"] == "PetDict2"


def test_the_order_of_appearance_is_kept_by_a_lock(tmp_path: Path) -> None:
    before = stamped(tmp_path, {}, "Pet", "PetDict").names
    after = stamped(tmp_path, before, "Pet").names
    assert after[f"{PET}?dict"] == "PetDict2"


def test_a_pin_that_a_model_has_too_is_the_models(tmp_path: Path) -> None:
    names = stamped(tmp_path, {PET: "Animal", f"{PET}?dict": "Animal"}, "Pet").names
    assert names[PET] == "Animal"
    assert names[f"{PET}?dict"] == "AnimalDict"
