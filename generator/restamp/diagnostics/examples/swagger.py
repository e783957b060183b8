"""Documents of Swagger 2.0."""

from collections.abc import Mapping

from restamp.diagnostics.examples.example import Example, document

EXAMPLES: Mapping[str, Example] = {
    "body-and-form": document("""\
        swagger: "2.0"
        info: {title: Pets, version: "1"}
        paths:
          /pets:
            post:
              parameters:
                - {name: pet, in: body, schema: {type: object}}
                - {name: photo, in: formData, type: string}
              responses: {"204": {description: Added}}
        """),
    "body-repeated": document("""\
        swagger: "2.0"
        info: {title: Pets, version: "1"}
        paths:
          /pets:
            post:
              parameters:
                - {name: pet, in: body, schema: {type: object}}
                - {name: owner, in: body, schema: {type: object}}
              responses: {"204": {description: Added}}
        """),
    "body-schema-missing": document("""\
        swagger: "2.0"
        info: {title: Pets, version: "1"}
        paths:
          /pets:
            post:
              parameters: [{name: pet, in: body}]
              responses: {"204": {description: Added}}
        """),
    "collection-format": document("""\
        swagger: "2.0"
        info: {title: Pets, version: "1"}
        paths:
          /pets:
            get:
              parameters:
                - {name: ids, in: query, type: array, items: {type: string}, collectionFormat: commas}
              responses: {"200": {description: The pets}}
        """),
    "form-media-type": document("""\
        swagger: "2.0"
        info: {title: Pets, version: "1"}
        paths:
          /photos:
            post:
              consumes: [application/x-www-form-urlencoded]
              parameters: [{name: photo, in: formData, type: file}]
              responses: {"204": {description: Added}}
        """),
    "host-invalid": document("""\
        swagger: "2.0"
        info: {title: Pets, version: "1"}
        host: https://api.example.com
        paths: {/pets: {get: {responses: {"200": {description: The pets}}}}}
        """),
    "items-missing": document("""\
        swagger: "2.0"
        info: {title: Pets, version: "1"}
        paths:
          /pets:
            get:
              parameters: [{name: ids, in: query, type: array}]
              responses: {"200": {description: The pets}}
        """),
    "media-type-replaced": document("""\
        swagger: "2.0"
        info: {title: Pets, version: "1"}
        paths:
          /pets:
            post:
              consumes: [application/octet-stream]
              parameters:
                - {name: pet, in: body, schema: {type: object, properties: {name: {type: string}}}}
              responses: {"204": {description: Added}}
        """),
    "oauth-flow": document("""\
        swagger: "2.0"
        info: {title: Pets, version: "1"}
        security: [{login: []}]
        paths: {/pets: {get: {responses: {"200": {description: The pets}}}}}
        securityDefinitions: {login: {type: oauth2, flow: clientCredentials, scopes: {}}}
        """),
    "parameter-untyped": document("""\
        swagger: "2.0"
        info: {title: Pets, version: "1"}
        paths:
          /pets:
            get:
              parameters: [{name: limit, in: query}]
              responses: {"200": {description: The pets}}
        """),
    "parameter-with-schema": document("""\
        swagger: "2.0"
        info: {title: Pets, version: "1"}
        paths:
          /pets:
            get:
              parameters: [{name: limit, in: query, schema: {type: integer}}]
              responses: {"200": {description: The pets}}
        """),
    "scheme-ignored": document("""\
        swagger: "2.0"
        info: {title: Pets, version: "1"}
        host: api.example.com
        schemes: [https, ftp]
        paths: {/pets: {get: {responses: {"200": {description: The pets}}}}}
        """),
}
