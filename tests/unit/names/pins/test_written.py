"""Keys of locks of Swagger 2.0 and of OpenAPI 3 match each other."""

from __future__ import annotations

import pytest

from restamp.names.pins.locked import LockedNames
from restamp.names.pins.written import as_upgraded

POST = "#/paths/~1a~1{id}/post"
CURRENT = [
    "#/components/schemas/Pet",
    f"{POST}/responses/200/content/text~1json/schema",
    f"{POST}/requestBody/content/application~1json/schema",
    f"{POST}/requestBody/content/application~1xml/schema",
    "#/paths/~1form/put/requestBody/content/multipart~1form-data/schema/properties/kind",
    "#/definitions/Own",
]


@pytest.mark.parametrize(
    ("written", "upgraded"),
    [
        ("#/definitions/Pet", "#/components/schemas/Pet"),
        ("#/definitions/Pet?dict", "#/components/schemas/Pet?dict"),
        ("#/definitions/Gone/properties/a", "#/components/schemas/Gone/properties/a"),
        ("#/definitions/Own", "#/definitions/Own"),
        ("#/definitions/Own?fields", "#/definitions/Own?fields"),
        ("#/securityDefinitions/k?arguments", "#/components/securitySchemes/k?arguments"),
        ("#/responses/No/schema", "#/components/responses/No/content/application~1json/schema"),
        (
            "#/parameters/B/schema/x",
            "#/components/requestBodies/B/content/application~1json/schema/x",
        ),
        ("#/parameters/P", "#/components/parameters/P/schema"),
        ("#/parameters/P/items", "#/components/parameters/P/schema/items"),
        (f"{POST}/responses/200/schema?dict", f"{CURRENT[1]}?dict"),
        (f"{POST}/parameters/body:b/schema/properties/a", f"{CURRENT[2]}/properties/a"),
        ("#/paths/~1form/put/parameters/formData:kind", CURRENT[4]),
        (
            "#/paths/~1form/put/parameters?dict",
            f"{CURRENT[4].removesuffix('/properties/kind')}?dict",
        ),
        (f"{POST}/parameters/query:q/items", f"{POST}/parameters/query:q/schema/items"),
        ("#/paths/~1a/parameters/path:id", "#/paths/~1a/parameters/path:id/schema"),
        (f"{POST}/parameters/query:q/schema", f"{POST}/parameters/query:q/schema"),
        (
            f"{POST}/parameters/query:q/content/a~1b/schema",
            f"{POST}/parameters/query:q/content/a~1b/schema",
        ),
        ("shared.yaml#/definitions/X", "shared.yaml#/components/schemas/X"),
        ("GET /definitions/#/definitions/x", "GET /definitions/#/definitions/x"),
    ],
)
def test_a_key(written: str, upgraded: str) -> None:
    locked = LockedNames({written: "Name"}, {written: "shape"}, frozenset({written}))
    result = as_upgraded(locked, CURRENT)
    assert dict(result.names) == {upgraded: "Name"}
    assert dict(result.shapes) == {upgraded: "shape"}
    assert set(result.removed) == {upgraded}


def test_a_key_of_the_document_counts_more() -> None:
    names = {"#/components/schemas/Pet": "Current", "#/definitions/Pet": "Other"}
    assert as_upgraded(LockedNames(names), CURRENT).names == {"#/components/schemas/Pet": "Current"}
