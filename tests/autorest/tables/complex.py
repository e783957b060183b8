"""`body-complex.json`."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from ..table import Drifts, Member, Of, Table, call

LONG_NAME = "field_56_zeros_after_the_dot_and_negative_zero_before_dot_and_this_is_a_long_field_name_on_purpose"
CAT: dict[str, Any] = {
    "breed": "persian",
    "color": "green",
    "hates": [
        {"food": "tomato", "id": 1, "name": "Potato"},
        {"food": "french fries", "id": -1, "name": "Tomato"},
    ],
    "id": 2,
    "name": "Siameeee",
}
PROGRAMS = {"txt": "notepad", "bmp": "mspaint", "xls": "excel", "exe": "", "": None}
STRINGS = ["1, 2, 3, 4", "", None, "&S#$(*Y", "The quick brown fox jumps over the lazy dog"]


def shark(**fields: Any) -> dict[str, Any]:
    """A shark of the server."""
    return {
        "fishtype": "shark",
        "age": 6,
        "birthday": datetime(2012, 1, 5, 1, tzinfo=UTC),
        "length": 20.0,
        "species": "predator",
        **fields,
    }


def sawshark(**fields: Any) -> dict[str, Any]:
    """A sawshark of the server."""
    return {
        "fishtype": "sawshark",
        "age": 105,
        "birthday": datetime(1900, 1, 5, 1, tzinfo=UTC),
        "length": 10.0,
        "picture": b"\xff\xff\xff\xff\xfe",
        "species": "dangerous",
        **fields,
    }


GOBLIN: dict[str, Any] = {
    "fishtype": "goblin",
    "age": 1,
    "birthday": datetime(2015, 8, 8, tzinfo=UTC),
    "length": 30.0,
    "species": "scary",
    "jawsize": 5,
    "color": "pinkish-gray",
}
SALMON: dict[str, Any] = {
    "fishtype": "salmon",
    "location": "alaska",
    "iswild": True,
    "species": "king",
    "length": 1.0,
}
SIBLINGS: list[Any] = [shark(), sawshark(), GOBLIN]
READ_SIBLINGS: list[Any] = [
    Of("Shark", shark()),
    Of("Sawshark", sawshark()),
    Of("Goblinshark", GOBLIN | {"color": Member("pinkish-gray")}),
]
NOT_TAGGED = {k: v for k, v in SALMON.items() if k != "fishtype"} | {"siblings": READ_SIBLINGS}
MORE: dict[str, Any] = {
    "additionalProperty1": 1,
    "additionalProperty2": False,
    "additionalProperty3": "hello",
    "additionalProperty4": {"a": 1, "b": 2},
    "additionalProperty5": [1, 3],
}
SMART_SALMON = SALMON | MORE | {"fishtype": "smart_salmon"}


def dot_fish(location: str, wild: bool, **fields: Any) -> dict[str, Any]:
    """A fish of the market."""
    return {"location": location, "iswild": wild, "species": "king", **fields}


def dot_salmon(location: str, wild: bool) -> Of:
    """A fish of the market that is a salmon."""
    return Of("DotSalmon", dot_fish(location, wild) | {"fish.type": "DotSalmon"})


def recursive(nested: bool) -> dict[str, Any]:
    """The salmon of the recursive scenario: as it is sent, or as it is read."""

    def of(name: str, fields: dict[str, Any]) -> Any:
        return Of(name, fields) if nested else fields

    inner = SALMON | {
        "location": "atlantic",
        "species": "coho",
        "length": 2.0,
        "siblings": [of("Shark", shark()), of("Sawshark", sawshark())],
    }
    alone = of("Sawshark", sawshark(siblings=[]))
    parent = of("Shark", shark(siblings=[of("Salmon", inner), alone]))
    return SALMON | {"siblings": [parent, alone]}


PRIMITIVES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("Integer", "integer", {"field1": -1, "field2": 2}),
    ("Long", "long", {"field1": 1099511627775, "field2": -999511627788}),
    ("Float", "float", {"field1": 1.05, "field2": -0.003}),
    ("Double", "double", {"field1": 3e-100, LONG_NAME: -5e-57}),
    ("Bool", "bool", {"field_true": True, "field_false": False}),
    ("Date", "date", {"field": date(1, 1, 1), "leap": date(2016, 2, 29)}),
    (
        "DateTime",
        "datetime",
        {
            "field": datetime(1, 1, 1, tzinfo=UTC),
            "now": datetime(2015, 5, 18, 18, 38, tzinfo=UTC),
        },
    ),
    (
        "DateTimeRfc1123",
        "datetimerfc1123",
        {"field": "Mon, 01 Jan 0001 00:00:00 GMT", "now": "Mon, 18 May 2015 11:38:00 GMT"},
    ),
    (
        "Duration",
        "duration",
        {"field": timedelta(days=123, hours=22, minutes=14, seconds=12.011)},
    ),
    (
        "Byte",
        "byte",
        {"field": bytes([255, 254, 253, 252, 0, 250, 249, 248, 247, 246])},
    ),
)

TABLES = [
    Table(
        "body-complex.json",
        (
            call(
                "getComplexBasicValid",
                "GET /complex/basic/valid",
                gives=Of("Basic", {"id": 2, "name": "abc", "color": Member("YELLOW")}),
            ),
            call(
                "putComplexBasicValid",
                "PUT /complex/basic/valid",
                {"id": 2, "name": "abc", "color": "Magenta"},
                api_version="2016-02-29",
            ),
            call("getComplexBasicEmpty", "GET /complex/basic/empty", gives=Of("Basic", {})),
            call(
                "getComplexBasicNull",
                "GET /complex/basic/null",
                gives=Of("Basic", {"id": None, "name": None}),
            ),
            call(
                "getComplexBasicNotProvided",
                "GET /complex/basic/notprovided",
                gives=Drifts(None),
            ),
            call(
                "getComplexBasicInvalid",
                "GET /complex/basic/invalid",
                gives=Drifts({"id": "a", "name": "abc"}),
            ),
            *(
                row
                for kind, path, fields in PRIMITIVES
                for row in (
                    call(
                        f"getComplexPrimitive{kind}",
                        f"GET /complex/primitive/{path}",
                        gives=fields,
                    ),
                    call(f"putComplexPrimitive{kind}", f"PUT /complex/primitive/{path}", fields),
                )
            ),
            call(
                "getComplexPrimitiveString",
                "GET /complex/primitive/string",
                gives={"field": "goodrequest", "empty": "", "null": None},
            ),
            call(
                "putComplexPrimitiveString",
                "PUT /complex/primitive/string",
                {"field": "goodrequest", "empty": ""},
            ),
            call(
                "getComplexArrayValid", "GET /complex/array/valid", gives=Drifts({"array": STRINGS})
            ),
            call("putComplexArrayValid", "PUT /complex/array/valid", {"array": STRINGS}),
            call("getComplexArrayEmpty", "GET /complex/array/empty", gives={"array": []}),
            call("putComplexArrayEmpty", "PUT /complex/array/empty", {"array": []}),
            call("getComplexArrayNotProvided", "GET /complex/array/notprovided", gives={}),
            call(
                "getComplexDictionaryValid",
                "GET /complex/dictionary/typed/valid",
                gives=Drifts({"defaultProgram": PROGRAMS}),
            ),
            call(
                "putComplexDictionaryValid",
                "PUT /complex/dictionary/typed/valid",
                {"defaultProgram": PROGRAMS},
            ),
            call(
                "getComplexDictionaryEmpty",
                "GET /complex/dictionary/typed/empty",
                gives={"defaultProgram": {}},
            ),
            call(
                "putComplexDictionaryEmpty",
                "PUT /complex/dictionary/typed/empty",
                {"defaultProgram": {}},
            ),
            call(
                "getComplexDictionaryNull",
                "GET /complex/dictionary/typed/null",
                gives={"defaultProgram": None},
            ),
            call(
                "getComplexDictionaryNotProvided",
                "GET /complex/dictionary/typed/notprovided",
                gives={},
            ),
            call(
                "getComplexInheritanceValid",
                "GET /complex/inheritance/valid",
                gives=Of("Siamese", CAT | {"hates": [Of("Dog", dog) for dog in CAT["hates"]]}),
            ),
            call("putComplexInheritanceValid", "PUT /complex/inheritance/valid", CAT),
            call(
                "getComplexPolymorphismValid",
                "GET /complex/polymorphism/valid",
                gives=Of("Salmon", SALMON | {"siblings": READ_SIBLINGS}),
            ),
            call(
                "putComplexPolymorphismValid",
                "PUT /complex/polymorphism/valid",
                SALMON | {"siblings": SIBLINGS},
            ),
            call(
                "getComplexPolymorphismComplicated",
                "GET /complex/polymorphism/complicated",
                gives=Of("SmartSalmon", SMART_SALMON | {"siblings": READ_SIBLINGS}),
            ),
            call(
                "putComplexPolymorphismComplicated",
                "PUT /complex/polymorphism/complicated",
                SMART_SALMON | {"siblings": SIBLINGS},
            ),
            call(
                "putComplexPolymorphismNoDiscriminator",
                "PUT /complex/polymorphism/missingdiscriminator",
                SALMON | {"siblings": SIBLINGS},
                gives=Of("Salmon", NOT_TAGGED),
            ),
            call(
                "getComplexPolymorphismDotSyntax",
                "GET /complex/polymorphism/dotsyntax",
                gives=dot_salmon("sweden", True),
            ),
            call(
                "getComposedWithDiscriminator",
                "GET /complex/polymorphism/composedWithDiscriminator",
                gives={
                    "sampleSalmon": dot_salmon("sweden", False),
                    "salmons": [dot_salmon("sweden", False), dot_salmon("atlantic", True)],
                    "sampleFish": dot_salmon("australia", False),
                    "fishes": [dot_salmon("australia", False), dot_salmon("canada", True)],
                },
            ),
            call(
                "getComposedWithoutDiscriminator",
                "GET /complex/polymorphism/composedWithoutDiscriminator",
                gives=Drifts(
                    {
                        "sampleSalmon": dot_fish("sweden", False),
                        "salmons": [dot_fish("sweden", False), dot_fish("atlantic", True)],
                        "sampleFish": dot_fish("australia", False),
                        "fishes": [dot_fish("australia", False), dot_fish("canada", True)],
                    }
                ),
            ),
            call(
                "getComplexPolymorphicRecursiveValid",
                "GET /complex/polymorphicrecursive/valid",
                gives=Of("Salmon", recursive(nested=True)),
            ),
            call(
                "putComplexPolymorphicRecursiveValid",
                "PUT /complex/polymorphicrecursive/valid",
                recursive(nested=False),
            ),
            call(
                "getComplexReadOnlyPropertyValid",
                "GET /complex/readonlyproperty/valid",
                gives=Of("ReadonlyObj", {"id": "1234", "size": 2}),
            ),
            call(
                "putComplexReadOnlyPropertyValid",
                "PUT /complex/readonlyproperty/valid",
                {"size": 2},
            ),
        ),
    )
]
