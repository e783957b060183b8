"""Documents of inheritance, flattened models and errors."""

from __future__ import annotations

from typing import Any

from ..table import Fails, Of, Raises, Table, call

PETS: tuple[tuple[str, dict[str, Any], dict[str, Any]], ...] = (
    ("Pet", {"name": "Peanut"}, {"name": "Butter"}),
    (
        "Horse",
        {"name": "Fred", "isAShowHorse": True},
        {"name": "General", "isAShowHorse": False},
    ),
    ("Feline", {"meows": True, "hisses": True}, {"meows": False, "hisses": True}),
    (
        "Cat",
        {"name": "Whiskers", "likesMilk": True, "meows": True, "hisses": True},
        {"name": "Boots", "likesMilk": False, "meows": True, "hisses": False},
    ),
    (
        "Kitten",
        {
            "name": "Gatito",
            "likesMilk": True,
            "meows": True,
            "hisses": True,
            "eatsMiceYet": False,
        },
        {
            "name": "Kitty",
            "likesMilk": False,
            "meows": True,
            "hisses": False,
            "eatsMiceYet": True,
        },
    ),
)
TAGS = {"tag1": "value1", "tag2": "value3"}


def resource(number: int) -> dict[str, Any]:
    """A resource as the server lists it: the fields get fewer in groups of three."""
    fields: dict[str, Any] = {"id": str(number), "name": f"Resource{number}"}
    if number % 3 != 0:
        fields["location"] = "Building 44"
    if number in (1, 4):
        fields["properties"] = {
            "provisioningState": "Succeeded",
            "provisioningStateValues": ...,
            "p.name": f"Product{number}",
            "type": "Flat",
        }
        fields |= {"tags": {"tag1": "value1", "tag2": "value3"}, "type": "Microsoft.Web/sites"}
    return fields


PRODUCTS = {f"Product{i}": resource(i) for i in (1, 2, 3)}
SENT: dict[str, Any] = {
    "Resource1": {
        "location": "West US",
        "tags": TAGS,
        "properties": {"p.name": "Product1", "type": "Flat"},
    },
    "Resource2": {
        "location": "Building 44",
        "properties": {"p.name": "Product2", "type": "Flat"},
    },
}
CUSTOM: dict[str, Any] = {
    "base_product_id": "123",
    "base_product_description": "product description",
    "details": {
        "max_product_display_name": "max name",
        "max_product_capacity": "Large",
        "max_product_image": {"@odata.value": "http://foo"},
    },
}
GENERIC = CUSTOM | {
    "details": CUSTOM["details"]
    | {"max_product_image": {"@odata.value": "http://foo", "generic_value": "https://generic"}}
}
PET = "GET /errorStatusCodes/Pets/{petId}/GetPet"
ACTION = "POST /errorStatusCodes/Pets/doSomething/{whatAction}"
SAD = {
    "actionResponse": "grrrr",
    "errorType": "PetSadError",
    "errorMessage": "casper aint happy",
    "reason": "need more treats",
}

TABLES = [
    Table(
        "multiple-inheritance.json",
        tuple(
            row
            for name, read, sent in PETS
            for path in (f"/multipleInheritance/{name.lower()}",)
            for row in (
                call(f"MultipleInheritance{name}Get", f"GET {path}", gives=Of(name, read)),
                call(
                    f"MultipleInheritance{name}Put",
                    f"PUT {path}",
                    sent,
                    gives=f"{name} was correct!",
                ),
            )
        ),
    ),
    Table(
        "model-flattening.json",
        (
            call(
                "getModelFlattenArray",
                "GET /model-flatten/array",
                gives=[resource(1), resource(2), resource(3)],
            ),
            call(
                "putModelFlattenArray",
                "PUT /model-flatten/array",
                [{"location": "West US", "tags": TAGS}, {"location": "Building 44"}],
            ),
            call("getModelFlattenDictionary", "GET /model-flatten/dictionary", gives=PRODUCTS),
            call("putModelFlattenDictionary", "PUT /model-flatten/dictionary", SENT),
            call(
                "getModelFlattenResourceCollection",
                "GET /model-flatten/resourcecollection",
                gives={
                    "dictionaryofresources": PRODUCTS,
                    "arrayofresources": [resource(4), resource(5), resource(6)],
                    "productresource": resource(7),
                },
            ),
            call(
                "putModelFlattenResourceCollection",
                "PUT /model-flatten/resourcecollection",
                {
                    "arrayofresources": [
                        SENT["Resource1"],
                        {
                            "location": "East US",
                            "properties": {"p.name": "Product2", "type": "Flat"},
                        },
                    ],
                    "dictionaryofresources": SENT,
                    "productresource": {
                        "location": "India",
                        "properties": {"p.name": "Azure", "type": "Flat"},
                    },
                },
            ),
            call(
                "putModelFlattenCustomBase",
                "PUT /model-flatten/customFlattening",
                GENERIC,
                gives=GENERIC,
            ),
            call(
                "postModelFlattenCustomParameter",
                "POST /model-flatten/customFlattening",
                CUSTOM,
                gives=CUSTOM,
            ),
            call(
                "putModelFlattenCustomGroupedParameter",
                "PUT /model-flatten/customFlattening/parametergrouping/{name}/",
                "groupproduct",
                CUSTOM,
                gives=CUSTOM,
            ),
        ),
    ),
    Table(
        "xms-error-responses.json",
        (
            call(
                "expectedNoErrors",
                PET,
                "tommy",
                gives=Of("Pet", {"name": "Tommy Tomson", "aniType": "Dog"}),
            ),
            call("expectedNoErrors", ACTION, "stay", gives=...),
            call("expectedPetSadError", ACTION, "jump", gives=Fails(500, Of("PetSadError", SAD))),
            call(
                "expectedPetHungryError",
                ACTION,
                "fetch",
                gives=Fails(
                    404,
                    Of(
                        "PetHungryOrThirstyError",
                        {
                            "actionResponse": "howl",
                            "errorType": "PetHungryOrThirstyError",
                            "errorMessage": "scooby is low",
                            "reason": "need more everything",
                            "hungryOrThirsty": "hungry and thirsty",
                        },
                    ),
                ),
            ),
            call(
                "animalNotFoundError",
                PET,
                "coyoteUgly",
                gives=Fails(
                    404,
                    Of(
                        "AnimalNotFound",
                        {
                            "someBaseProp": "problem finding animal",
                            "reason": "the type of animal requested is not available",
                            "name": "coyote",
                            "whatNotFound": "AnimalNotFound",
                        },
                    ),
                ),
            ),
            call(
                "linkNotFoundError",
                PET,
                "weirdAlYankovic",
                gives=Fails(
                    404,
                    Of(
                        "LinkNotFound",
                        {
                            "someBaseProp": "problem finding pet",
                            "reason": "link to pet not found",
                            "whatSubAddress": "pet/yourpet was not found",
                            "whatNotFound": "InvalidResourceLink",
                        },
                    ),
                ),
            ),
            call("stringError", PET, "ringo", gives=Fails(400, "ringo is missing")),
            call("intError", PET, "alien123", gives=Fails(501, 123)),
            call(
                "sendErrorWithParamNameModels",
                "POST /errorStatusCodes/Pets/hasModelsParam",
                gives=Fails(500, Of("PetSadError", SAD)),
                query_models="value1",
            ),
        ),
    ),
    Table(
        "validation.json",
        (
            call(
                "ConstantsInPath",
                "GET /validation/constantsInPath/{constantParam}/value",
                "constant",
            ),
            call(
                "ConstantsInBody",
                "POST /validation/constantsInPath/{constantParam}/value",
                "constant",
                {
                    "constString": "constant",
                    "constInt": 0,
                    "child": {"constProperty": "constant"},
                    "constChild": {"constProperty": "constant", "constProperty2": "constant2"},
                },
                gives=...,
            ),
        ),
    ),
    Table(
        "incorrect-error-response.json",
        (call("verifyIncorrectErrorParsing", "GET /incorrectError", gives=Fails(444)),),
    ),
    Table(
        "error-with-secrets.json",
        (
            call("ErrorWithSecrets", "GET /secrets/error", gives=Fails(403)),
            call(
                "RequestWithSecrets",
                "POST /secrets/:create",
                gives=Raises("BadRequestError"),
            ),
        ),
        {
            "RequestWithSecrets": "the document lacks the parameters and the body that the server checks"
        },
        lambda: {"api_key": "SharedKey 1c88a67921784300a462b2cb61da2339"},
    ),
]
