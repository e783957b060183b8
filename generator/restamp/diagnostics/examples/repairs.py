"""Documents that are not valid OpenAPI but are repaired."""

from collections.abc import Mapping

from restamp.diagnostics.examples.example import Example, document

EXAMPLES: Mapping[str, Example] = {
    "document-invalid": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1", contact: nobody}
        paths: {/pets: {get: {responses: {"200": {description: The pets}}}}}
        """),
    "info-missing": document("""\
        openapi: 3.1.0
        paths: {/pets: {get: {responses: {"200": {description: The pets}}}}}
        """),
    "info-incomplete": document("""\
        openapi: 3.1.0
        info: {title: Pets}
        paths: {/pets: {get: {responses: {"200": {description: The pets}}}}}
        """),
    "description-missing": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths: {/pets: {get: {responses: {"200": {}}}}}
        """),
    "null-ignored": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths:
          /pets:
            get:
              description:
              responses: {"200": {description: The pets}}
        """),
    "boolean-as-text": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths:
          /pets:
            get:
              deprecated: "true"
              responses: {"200": {description: The pets}}
        """),
    "not-text": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: 1.10}
        paths: {/pets: {get: {responses: {"200": {description: The pets}}}}}
        """),
    "not-a-list": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths: {/pets: {get: {tags: pets, responses: {"200": {description: The pets}}}}}
        """),
    "not-an-object": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths: {/pets: {get: {responses: {"200": {description: The pets}}}}}
        components: {schemas: [Pet]}
        """),
    "not-a-schema": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths:
          /pets:
            get:
              parameters: [{name: limit, in: query, schema: integer}]
              responses: {"200": {description: The pets}}
        """),
    "repeated": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths: {/pets: {get: {tags: [pets, pets], responses: {"200": {description: The pets}}}}}
        """),
    "examples-ignored": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths:
          /pets:
            get:
              parameters: [{name: limit, in: query, schema: {type: integer}, examples: [10]}]
              responses: {"200": {description: The pets}}
        """),
    "example-unlike-schema": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths:
          /pets/first:
            get:
              responses:
                "200":
                  description: The pet
                  content:
                    application/json:
                      schema: {type: object, properties: {name: {type: string}}}
                      example: {data: {name: Rex}}
        """),
    "type-unknown": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths:
          /pets:
            get:
              parameters: [{name: limit, in: query, schema: {type: int}}]
              responses: {"200": {description: The pets}}
        """),
    "items-list": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths:
          /pets:
            get:
              parameters:
                - {name: at, in: query, schema: {type: array, items: [{type: number}, {type: number}]}}
              responses: {"200": {description: The pets}}
        """),
    "enum-ignored": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths:
          /pets:
            get:
              parameters: [{name: kind, in: query, schema: {type: string, enum: []}}]
              responses: {"200": {description: The pets}}
        """),
    "required-on-property": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths:
          /pets:
            post:
              requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}
              responses: {"204": {description: Added}}
        components:
          schemas:
            Pet: {type: object, properties: {name: {type: string, required: true}}}
        """),
    "ref-siblings-ignored": document("""\
        openapi: 3.0.3
        info: {title: Pets, version: "1"}
        paths:
          /pets:
            get:
              parameters:
                - {name: name, in: query, schema: {$ref: "#/components/schemas/Name", maxLength: 9}}
              responses: {"200": {description: The pets}}
        components: {schemas: {Name: {type: string}}}
        """),
    "keyword-of-30-nullable": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths:
          /pets:
            get:
              parameters: [{name: name, in: query, schema: {type: string, nullable: true}}]
              responses: {"200": {description: The pets}}
        """),
    "keyword-of-30-exclusiveminimum": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths:
          /pets:
            get:
              parameters:
                - {name: age, in: query, schema: {type: integer, minimum: 0, exclusiveMinimum: true}}
              responses: {"200": {description: The pets}}
        """),
    "keyword-of-30-exclusivemaximum": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths:
          /pets:
            get:
              parameters:
                - {name: age, in: query, schema: {type: integer, maximum: 9, exclusiveMaximum: true}}
              responses: {"200": {description: The pets}}
        """),
}
