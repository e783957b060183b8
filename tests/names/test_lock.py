"""What has a name keeps it, whatever the next document does around it."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from restamp.pipeline import Result

from .public import public

Stamp = Callable[..., Result]
Tree = dict[str, Any]

PET = "#/components/schemas/Pet"


def codes(result: Result) -> list[str]:
    return [diagnostic.code for diagnostic in result.diagnostics]


def test_renamed_operation_ids_and_tags(stamp: Stamp, zoo: Tree) -> None:
    before = stamp(zoo)
    for path, item in zoo["paths"].items():
        for method, operation in item.items():
            operation["operationId"] = f"zoo_{method}{path}"
            operation["tags"] = [f"V2 {tag}" for tag in operation["tags"]]
    canonical, after = stamp(zoo), stamp(zoo, before)
    assert public(canonical.names) != public(before.names), "these tests can fail"
    assert public(after.names) == public(before.names)
    assert after.names["POST /pets"] == "pets.create:create_pet:zoo_post_pets"
    assert after.removed == {}


def test_a_new_operation_goes_where_the_others_of_its_tag_are(stamp: Stamp, zoo: Tree) -> None:
    before = stamp(zoo)
    for item in zoo["paths"].values():
        for operation in item.values():
            operation["tags"] = [f"V2 {tag}" for tag in operation["tags"]]
    zoo["paths"]["/pets"]["delete"] = {
        "operationId": "deletePets",
        "tags": ["V2 pets"],
        "responses": {"204": {"description": "gone"}},
    }
    after = stamp(zoo, before)
    assert after.names["DELETE /pets"].startswith("pets.")
    assert before.names.items() <= after.names.items()


def test_a_schema_that_would_clash(stamp: Stamp, zoo: Tree) -> None:
    before = stamp(zoo)
    schemas = zoo["components"]["schemas"]
    new = {"type": "object", "properties": {"x": {"type": "integer"}}}
    taken = [name for key, name in before.names.items() if "#" in key and "?" not in key]
    zoo["components"]["schemas"] = {
        **{name: new for name in taken if name not in schemas},
        **{name.lower(): new for name in schemas},
        **schemas,
    }
    # The new schemas are used, or they would not be in the client.
    zoo["components"]["schemas"]["Keeper"]["properties"] |= {
        f"p{number}": {"$ref": f"#/components/schemas/{name}"}
        for number, name in enumerate(zoo["components"]["schemas"])
    }
    after = stamp(zoo, before)
    assert before.names.items() <= after.names.items()
    assert stamp(zoo).names.items() != after.names.items()
    assert stamp(zoo, after).files == after.files


def test_parameters_and_members_that_come_before_others(stamp: Stamp, zoo: Tree) -> None:
    before = stamp(zoo)
    order = {"name": "order", "in": "query", "schema": {"type": "string", "enum": ["a", "b"]}}
    zoo["paths"]["/pets"]["get"]["parameters"].insert(0, order)
    variants = zoo["components"]["schemas"]["Pet"]["properties"]["food"]["oneOf"]
    variants.insert(0, {"type": "object", "properties": {"fish": {"type": "boolean"}}})
    after = stamp(zoo, before)
    food = [key for key in before.names if key.startswith(f"{PET}/properties/food/oneOf/")]
    assert len(food) == 2
    assert all(after.names[key] == before.names[key] for key in food)
    key = "#/paths/~1pets/get/parameters/query:sort/schema"
    assert after.names[key] == before.names[key]
    assert stamp(zoo, after).names == after.names


def test_a_member_that_changes_in_its_place(stamp: Stamp, zoo: Tree) -> None:
    before = stamp(zoo)
    variants = zoo["components"]["schemas"]["Pet"]["properties"]["food"]["oneOf"]
    variants[1]["properties"]["kilos"] = {"type": "number"}
    after = stamp(zoo, before)
    assert after.names == before.names


def test_a_renamed_schema(stamp: Stamp, zoo: Tree) -> None:
    before = stamp(zoo)
    renamed = renamed_schema(zoo, "Pet", "Animal")
    after = stamp(renamed, before)
    assert after.names["#/components/schemas/Animal"] == "Pet"
    assert PET not in after.names
    assert after.removed == {}
    assert (
        after.names["#/components/schemas/Animal/properties/kind"]
        == before.names[f"{PET}/properties/kind"]
    )
    (note,) = (d for d in after.diagnostics if d.code == "schema-renamed")
    assert (note.severity, note.at) == ("note", "#/components/schemas/Animal")
    assert note.message == (
        '"Pet" was removed and this has the same shape; it keeps the name "Pet"'
    )
    again = stamp(renamed, after)
    assert again.names == after.names
    assert "schema-renamed" not in codes(again)
    changed = {path for path, text in after.files.items() if before.files[path] != text}
    assert changed == {
        "restamp.api.json"
    }, "the code is the same; the places in the document are others"


def test_another_shape_is_another_schema(stamp: Stamp, zoo: Tree) -> None:
    before = stamp(zoo)
    renamed = renamed_schema(zoo, "Pet", "Animal")
    renamed["components"]["schemas"]["Animal"]["properties"]["new"] = {"type": "string"}
    after = stamp(renamed, before)
    assert after.names["#/components/schemas/Animal"] == "Animal"
    assert after.removed[PET] == "Pet"
    assert "schema-renamed" not in codes(after)


def test_a_name_that_is_gone_means_nothing_new(stamp: Stamp, zoo: Tree) -> None:
    before = stamp(zoo)
    gone = copy.deepcopy(zoo)
    del gone["paths"]["/pets"]["post"]
    del gone["components"]["schemas"]["NewPet"]
    without = stamp(gone, before)
    assert without.removed["#/components/schemas/NewPet"] == "NewPet"
    assert without.removed["POST /pets"] == "pets.create:create_pet"
    for path, name in (("/animals", "createPet"),):
        operation = copy.deepcopy(zoo["paths"]["/pets"]["post"])
        operation["operationId"] = name
        gone["paths"][path] = {"post": operation}
    gone["components"]["schemas"]["newPet"] = {
        "type": "object",
        "properties": {"weight": {"type": "number"}},
    }
    schema = {"$ref": "#/components/schemas/newPet"}
    gone["paths"]["/animals"]["post"]["requestBody"]["content"]["application/json"][
        "schema"
    ] = schema
    locked, free = stamp(gone, without), stamp(gone, without, forgets=True)
    call = "pets.create_pet_animals:create_pet_animals"
    assert locked.names["POST /animals"] == f"{call}:create_pet"
    assert locked.names["#/components/schemas/newPet"] == "NewPet2"
    assert locked.removed == without.removed
    assert free.names["POST /animals"] == "pets.create:create_pet"
    assert free.names["#/components/schemas/newPet"] == "NewPet"
    assert free.removed == {}


def test_what_comes_back_has_its_name_again(stamp: Stamp, zoo: Tree) -> None:
    before = stamp(zoo)
    gone = copy.deepcopy(zoo)
    del gone["paths"]["/pets"]
    again = stamp(zoo, stamp(gone, before))
    assert again.names == before.names
    assert again.removed == {}
    assert again.files == before.files


def test_fields_that_would_clash(stamp: Stamp, zoo: Tree) -> None:
    pet = zoo["components"]["schemas"]["Pet"]
    pet["properties"] |= {"fooBar": {"type": "string"}, "FooBar": {"type": "integer"}}
    before = stamp(zoo)
    assert before.names[f"{PET}?fields"] == "FooBar=foo_bar_2 fooBar"
    new = {"type": "boolean"}
    pet["properties"] = {
        "foo_bar": new,
        "foo-bar": new,
        **dict(reversed(pet["properties"].items())),
    }
    after = stamp(zoo, before)
    text = after.files["models/pet.py"]
    assert 'foo_bar: Annotated[str | None, Field(alias="fooBar")]' in text
    assert 'foo_bar_2: Annotated[int | None, Field(alias="FooBar")]' in text
    assert stamp(zoo, after).files == after.files
    assert stamp(zoo).files != after.files
    del pet["properties"]["fooBar"]
    fewer = stamp(zoo, after)
    assert 'foo_bar_2: Annotated[int | None, Field(alias="FooBar")]' in fewer.files["models/pet.py"]


def test_resources_whose_classes_clash(stamp: Stamp, zoo: Tree) -> None:
    first = stamp(zoo)
    zoo["paths"]["/x"] = {
        "get": {
            "operationId": "x",
            "tags": ["async pets"],
            "responses": {"204": {"description": ""}},
        }
    }
    second = stamp(zoo, first)
    third = stamp(zoo, second)
    assert second.files == third.files
    assert "class Pets(" in second.files["resources/pets.py"]
    assert "class AsyncPets(" in second.files["resources/pets.py"]


def renamed_schema(tree: Tree, old: str, new: str) -> Tree:
    copied: Tree = copy.deepcopy(tree)
    schemas = copied["components"]["schemas"]
    copied["components"]["schemas"] = {
        new if name == old else name: schema for name, schema in schemas.items()
    }

    def relinked(value: Any) -> Any:
        if isinstance(value, list):
            return [relinked(item) for item in value]
        if not isinstance(value, dict):
            return value
        return {
            key: (
                f"#/components/schemas/{new}"
                if key == "$ref" and item == f"#/components/schemas/{old}"
                else relinked(item)
            )
            for key, item in value.items()
        }

    linked: Tree = relinked(copied)
    return linked


def test_an_operation_that_moves_keeps_its_name(stamp: Stamp, zoo: Tree) -> None:
    """To another path, with all that is named after it."""
    before = stamp(zoo)
    moved = copy.deepcopy(zoo)
    moved["paths"]["/v2/pets"] = {"post": moved["paths"]["/pets"].pop("post")}
    after = stamp(moved, before)
    assert after.names["POST /v2/pets"] == before.names["POST /pets"]
    assert "POST /pets" not in after.removed
    inside = [key for key in before.names if key.startswith("#/paths/~1pets/post/")]
    for key in inside:
        assert after.names[key.replace("~1pets", "~1v2~1pets", 1)] == before.names[key]


def test_arguments_for_credentials_stay_when_schemes_are_added(stamp: Stamp, zoo: Tree) -> None:
    schemes = zoo["components"].setdefault("securitySchemes", {})
    schemes.clear()
    schemes["Main"] = {"type": "http", "scheme": "bearer"}
    schemes["Login"] = {"type": "http", "scheme": "basic"}
    zoo["security"] = [{"Main": []}, {"Login": []}]
    before = stamp(zoo)
    assert before.names["#/components/securitySchemes/Main?arguments"] == "token"
    later = copy.deepcopy(zoo)
    added = later["components"]["securitySchemes"]
    added["Another"] = {"type": "http", "scheme": "bearer"}
    added["Second"] = {"type": "http", "scheme": "basic"}
    later["security"] += [{"Another": []}, {"Second": []}]
    after = stamp(later, before)
    for key, name in before.names.items():
        assert after.names[key] == name
    assert after.names["#/components/securitySchemes/Another?arguments"] == "another"
    assert "token: Credential" in after.files["client.py"]
    assert stamp(later).names["#/components/securitySchemes/Main?arguments"] == "main"
