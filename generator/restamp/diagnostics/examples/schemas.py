"""Schemas and names."""

from collections.abc import Mapping

from restamp.diagnostics.examples.example import GENERATE, Example, changed, document

HEAD = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
paths:
  /pets:
    get:
      responses:
        "200":
          description: A pet
          content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}
"""


def schemas(text: str) -> str:
    """A document with an operation that returns the schema `Pet`."""
    lines = text.rstrip("\n").splitlines()
    return HEAD + "components:\n  schemas:\n" + "".join(f"    {line}\n" for line in lines)


RESOURCES = "restamp generate --spec spec.yaml --output client --names resources"
OPERATIONS = "restamp generate --spec spec.yaml --output client --names operations"
CONFIGURED = '[clients.pets]\nspec = "spec.yaml"\noutput = "client"\n'
PLAIN = schemas("Pet: {type: object, properties: {name: {type: string}}}\n")

EXAMPLES: Mapping[str, Example] = {
    "schema-invalid": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1", x-kind: cat or dog}
        paths:
          /pets:
            get:
              parameters: [{name: kind, in: query, schema: {$ref: "#/info/x-kind"}}]
              responses: {"200": {description: The pets}}
        """),
    "schema-false": document(
        schemas("Pet: {type: object, properties: {name: {type: string}, owner: false}}\n")
    ),
    "schema-circular": document(schemas('Pet: {allOf: [{$ref: "#/components/schemas/Pet"}]}\n')),
    "all-of-conflict": document(schemas("Pet: {allOf: [{type: string}, {type: integer}]}\n")),
    "all-of-many-ways": document(
        schemas(
            "Pet:\n"
            "  allOf:\n"
            + "".join(
                "    - {oneOf: ["
                + ", ".join(
                    f"{{type: object, required: [{name}{n}], properties: {{{name}{n}: {{type: string}}}}}}"
                    for n in range(4)
                )
                + "]}\n"
                for name in "abcd"
            )
        )
    ),
    "property-redefined": document(
        schemas(
            "Pet:\n"
            "  allOf:\n"
            "    - {type: object, properties: {age: {type: string}}}\n"
            "    - {type: object, properties: {age: {type: integer}}}\n"
        )
    ),
    "required-beside-union": document(
        schemas(
            "Pet:\n"
            "  required: [name]\n"
            '  oneOf: [{$ref: "#/components/schemas/Animal"}, {type: string}]\n'
            "Animal:\n"
            "  type: object\n"
            "  properties: {name: {type: string}, kind: {type: string}}\n"
            "  discriminator: {propertyName: kind}\n"
            'Cat: {allOf: [{$ref: "#/components/schemas/Animal"}]}\n'
        )
    ),
    "enum-mixed": document(schemas("Pet: {enum: [cat, {name: dog}]}\n")),
    "name-clash": document(
        schemas(
            'Pet: {type: object, properties: {kind: {$ref: "#/components/schemas/pet"}}}\n'
            "pet: {type: string, enum: [cat, dog]}\n"
        )
    ),
    "enum-names-alike": document(schemas("Pet: {type: string, enum: [in-house, in_house]}\n")),
    "base-dropped": changed(
        {
            "spec.yaml": schemas(
                'Pet: {type: object, properties: {cat: {$ref: "#/components/schemas/Cat"}}}\n'
                "Animal: {type: object, properties: {full_name: {type: string}}}\n"
                "Cat: {type: object, properties: {fullName: {type: string}}}\n"
            )
        },
        GENERATE,
        {
            "spec.yaml": schemas(
                'Pet: {type: object, properties: {cat: {$ref: "#/components/schemas/Cat"}}}\n'
                "Animal: {type: object, properties: {full_name: {type: string}}}\n"
                "Cat:\n"
                '  allOf: [{$ref: "#/components/schemas/Animal"}]\n'
                "  properties: {fullName: {type: string}}\n"
            )
        },
        GENERATE,
    ),
    "name-returned": changed(
        {
            "spec.yaml": schemas(
                "Pet: {type: object, properties: {kind: {title: Kind, enum: [cat, dog]}}}\n"
            )
        },
        GENERATE,
        {
            "spec.yaml": schemas(
                'Pet: {type: object, properties: {kind: {$ref: "#/components/schemas/Kind"}}}\n'
                "Kind: {enum: [cat, dog, bird]}\n"
            )
        },
        GENERATE,
    ),
    "schema-renamed": changed(
        {"spec.yaml": PLAIN},
        GENERATE,
        {"spec.yaml": PLAIN.replace("Pet", "Animal")},
        GENERATE,
    ),
    "style-kept": changed(
        {"restamp.toml": f'{CONFIGURED}names = "resources"\n', "spec.yaml": PLAIN},
        "restamp generate",
        {"restamp.toml": f'{CONFIGURED}names = "operations"\n'},
        "restamp generate",
    ),
    "style-renamed": changed(
        {"restamp.toml": f'{CONFIGURED}names = "resources"\n', "spec.yaml": PLAIN},
        "restamp generate",
        {"restamp.toml": f'{CONFIGURED}names = "operations"\n'},
        "restamp generate --rename-style",
    ),
}
