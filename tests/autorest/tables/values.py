"""Documents of bodies of any type, additional properties, enums and constants."""

from __future__ import annotations

from typing import Any

from ..table import Fails, Member, Of, Table, call

PUPPY: dict[str, Any] = {
    "id": 1,
    "name": "Puppy",
    "birthdate": "2017-12-13T02:29:51Z",
    "complexProperty": {"color": "Red"},
}
CAT = PUPPY | {"name": "Lisa", "friendly": True}
FOOTPRINT = {"height": 5.61, "weight": 599, "footsize": 11.5}
READ_FOOTPRINT = {"height": 5.61, "weight": 599.0, "footsize": 11.5}
FUNNY: dict[str, Any] = {
    "id": 5,
    "name": "Funny",
    "@odata.location": "westus",
    "additionalProperties": FOOTPRINT,
    "color": "red",
    "city": "Seattle",
    "food": "tikka masala",
}
TOMMY = {"id": 3, "name": "Tommy", "color": "red", "weight": "10 kg", "city": "Bombay"}
HIRA: dict[str, Any] = {
    "id": 2,
    "name": "Hira",
    "siblings": [PUPPY],
    "picture": "//////4=",
}
STATUS = {"status": True}

TABLES = [
    Table(
        "additionalProperties.json",
        (
            call(
                "additionalPropertiesTrue",
                "PUT /additionalProperties/true",
                PUPPY,
                gives=Of("PetAPTrue", PUPPY | STATUS),
            ),
            call(
                "additionalPropertiesSubclass",
                "PUT /additionalProperties/true-subclass",
                CAT,
                gives=Of("CatAPTrue", CAT | STATUS),
            ),
            call(
                "additionalPropertiesTypeObject",
                "PUT /additionalProperties/type/object",
                HIRA,
                gives=Of("PetAPObject", HIRA | STATUS),
            ),
            call(
                "additionalPropertiesTypeString",
                "PUT /additionalProperties/type/string",
                TOMMY,
                gives=Of("PetAPString", TOMMY | STATUS),
            ),
            call(
                "additionalPropertiesInProperties",
                "PUT /additionalProperties/in/properties",
                {"id": 4, "name": "Bunny", "additionalProperties": FOOTPRINT},
                gives=Of(
                    "PetAPInProperties",
                    {
                        "id": 4,
                        "name": "Bunny",
                        "status": True,
                        "additionalProperties": READ_FOOTPRINT,
                    },
                ),
            ),
            call(
                "additionalPropertiesInPropertiesWithAPTypeString",
                "PUT /additionalProperties/in/properties/with/additionalProperties/string",
                FUNNY,
                gives=Of(
                    "PetAPInPropertiesWithAPString",
                    FUNNY | STATUS | {"additionalProperties": READ_FOOTPRINT},
                ),
            ),
        ),
    ),
    Table(
        "any-type.json",
        (
            call("GetStringAsAnything", "GET /anything/string", gives="anything"),
            call("PutStringAsAnything", "PUT /anything/string", "anything"),
            call(
                "GetObjectAsAnything",
                "GET /anything/object",
                gives={"message": "An object was successfully returned"},
            ),
            call("PutObjectAsAnything", "PUT /anything/object", {"foo": "bar"}),
            call("GetArrayAsAnything", "GET /anything/array", gives=["foo", "bar"]),
            call("PutArrayAsAnything", "PUT /anything/array", ["foo", "bar"]),
        ),
    ),
    Table(
        "client-enum.json",
        (call("ClientWithEnumParam", "HEAD /clientEnum/head", x_ms_enum="single"),),
    ),
    Table(
        "constants.json",
        (
            call(
                "ConstantClientProperties",
                "PUT /constants/clientConstants/{path-constant}",
                "path",
                header_constant=True,
                query_constant=100,
            ),
        ),
    ),
    Table(
        "extensible-enums-swagger.json",
        (
            call(
                "expectedEnum",
                "GET /extensibleenums/pet/{petId}",
                "tommy",
                gives={
                    "DaysOfWeek": Member("Monday"),
                    "IntEnum": Member("1"),
                    "name": "Tommy Tomson",
                },
            ),
            call(
                "unexpectedEnum",
                "GET /extensibleenums/pet/{petId}",
                "casper",
                gives={
                    "DaysOfWeek": Member("Weekend"),
                    "IntEnum": Member("2"),
                    "name": "Casper Ghosty",
                },
            ),
            call(
                "allowedValueEnum",
                "GET /extensibleenums/pet/{petId}",
                "scooby",
                gives={
                    "DaysOfWeek": Member("Thursday"),
                    "IntEnum": Member("2.1"),
                    "name": "Scooby Scarface",
                },
            ),
            call(
                "roundTripEnum",
                "POST /extensibleenums/pet/addPet",
                {"name": "Retriever", "IntEnum": "3", "DaysOfWeek": "Friday"},
                gives={
                    "DaysOfWeek": Member("Friday"),
                    "IntEnum": Member("3"),
                    "name": "Retriever",
                },
            ),
        ),
    ),
    Table(
        "non-string-enum.json",
        (
            call(
                "NonStringEnumsPostInt",
                "PUT /nonStringEnums/int/put",
                200,
                gives="Nice job posting an int enum",
            ),
            call("NonStringEnumsGetInt", "GET /nonStringEnums/int/get", gives=Member(429)),
            call(
                "NonStringEnumsPostFloat",
                "PUT /nonStringEnums/float/put",
                200.4,
                gives="Nice job posting a float enum",
            ),
            call("NonStringEnumsGetFloat", "GET /nonStringEnums/float/get", gives=429.1),
        ),
    ),
    Table(
        "object-type.json",
        (
            call(
                "ObjectTypeResponse",
                "GET /objectType/get",
                gives={"message": "An object was successfully returned"},
            ),
            call("ObjectTypePut", "PUT /objectType/put", {"foo": "bar"}),
            call(
                "ObjectTypeErrorResponse",
                "PUT /objectType/put",
                {"bar": "foo"},
                gives=Fails(400, {"message": "The object you passed was incorrect"}),
            ),
        ),
    ),
]
