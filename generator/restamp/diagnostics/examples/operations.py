"""Operations."""

from collections.abc import Mapping

from restamp.diagnostics.examples.example import Example, document

EXAMPLES: Mapping[str, Example] = {
    "path-item-invalid": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1", x-pets: get}
        paths: {/pets: {$ref: "#/info/x-pets"}}
        """),
    "path-item-beside-ref": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths:
          /pets:
            $ref: "#/components/pathItems/Pets"
            parameters: [{name: limit, in: query, schema: {type: integer}}]
        components:
          pathItems: {Pets: {get: {responses: {"200": {description: The pets}}}}}
        """),
    "operation-invalid": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1", x-operation: find}
        paths: {/pets: {get: {$ref: "#/info/x-operation"}}}
        """),
    "path-parameter-undeclared": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths: {"/pets/{id}": {get: {responses: {"200": {description: The pet}}}}}
        """),
    "path-parameter-unused": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths:
          /pets:
            get:
              parameters: [{name: id, in: path, required: true, schema: {type: string}}]
              responses: {"200": {description: The pets}}
        """),
    "path-template-foreign": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths:
          "/pets/:id":
            get:
              parameters: [{name: id, in: path, required: true, schema: {type: string}}]
              responses: {"200": {description: The pet}}
        """),
    "parameter-invalid": document("""\
        swagger: "2.0"
        info: {title: Pets, version: "1"}
        paths:
          /pets:
            post:
              parameters: [{in: formData, type: string}]
              responses: {"204": {description: Added}}
        """),
    "header-name-invalid": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths:
          /pets:
            get:
              parameters: [{name: "X Trace", in: header, schema: {type: string}}]
              responses: {"200": {description: The pets}}
        """),
    "header-reserved": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths:
          /pets:
            get:
              parameters: [{name: Authorization, in: header, schema: {type: string}}]
              responses: {"200": {description: The pets}}
        """),
    "style-invalid": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths:
          /pets:
            get:
              parameters: [{name: ids, in: query, style: simple, schema: {type: array, items: {type: string}}}]
              responses: {"200": {description: The pets}}
        """),
    "encoding-header": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths:
          /photos:
            post:
              requestBody:
                content:
                  multipart/form-data:
                    schema: {type: object, properties: {photo: {type: string, format: binary}}}
                    encoding: {photo: {headers: {X-Taken: {schema: {type: string}}}}}
              responses: {"204": {description: Added}}
        """),
    "media-type-bytes": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths:
          /pets:
            get:
              responses:
                "200":
                  description: The pets
                  content: {application/yaml: {schema: {type: object, properties: {name: {type: string}}}}}
        """),
    "parts-schema": document("""\
        openapi: 3.2.0
        info: {title: Pets, version: "1"}
        paths:
          /pets:
            post:
              requestBody:
                content: {multipart/mixed: {schema: {type: object}, itemEncoding: {contentType: image/png}}}
              responses: {"204": {description: Added}}
        """),
    "xml-name-invalid": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths:
          /pets:
            get:
              responses:
                "200":
                  description: The pet
                  content: {application/xml: {schema: {$ref: "#/components/schemas/Pet"}}}
        components:
          schemas:
            Pet: {type: object, xml: {name: "a pet"}, properties: {name: {type: string}}}
        """),
    "xml-node-invalid": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths:
          /pets:
            get:
              responses:
                "200":
                  description: The pet
                  content: {application/xml: {schema: {$ref: "#/components/schemas/Pet"}}}
        components:
          schemas:
            Pet: {type: object, properties: {owner: {$ref: "#/components/schemas/Owner"}}}
            Owner: {type: object, xml: {attribute: true}, properties: {name: {type: string}}}
        """),
    "status-invalid": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths: {/pets: {get: {responses: {"200": {description: The pets}, ok: {description: Fine}}}}}
        """),
    "group-invalid": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths: {/pets: {get: {x-restamp-group: "pets..cats", responses: {"200": {description: The cats}}}}}
        """),
    "stream-invalid": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths:
          /events:
            get:
              responses:
                "200":
                  description: What happens
                  content:
                    text/event-stream:
                      schema: {type: object, properties: {name: {type: string}}}
                      x-restamp-stream: {end: "[DONE]"}
        """),
    "server-url-unusable": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        servers: [{url: "https://api.example.com:port/v1"}]
        paths: {/pets: {get: {responses: {"200": {description: The pets}}}}}
        """),
    "security-scheme-invalid": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths: {/pets: {get: {responses: {"200": {description: The pets}}}}}
        components: {securitySchemes: {key: {type: apiKey, name: key, in: body}}}
        """),
    "security-scheme-unknown": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths: {/pets: {get: {security: [{token: []}], responses: {"200": {description: The pets}}}}}
        """),
    "security-scheme-without-url": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        security: [{login: []}]
        paths: {/pets: {get: {responses: {"200": {description: The pets}}}}}
        components:
          securitySchemes: {login: {type: oauth2, flows: {clientCredentials: {scopes: {}}}}}
        """),
    "security-scheme-handshake": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        security: [{login: []}]
        paths: {/pets: {get: {responses: {"200": {description: The pets}}}}}
        components: {securitySchemes: {login: {type: http, scheme: negotiate}}}
        """),
    "credential-variable": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        security: [{token: []}]
        paths: {/pets: {get: {responses: {"200": {description: The pets}}}}}
        components:
          securitySchemes:
            token: {type: http, scheme: bearer, x-fern-bearer: {env: PETS_TOKEN}}
        """),
    "security-assumed": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths: {/pets: {get: {responses: {"200": {description: The pets}}}}}
        components: {securitySchemes: {key: {type: apiKey, name: X-Key, in: header}}}
        """),
    "pagination-invalid": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths:
          /pets:
            get:
              parameters: [{name: skip, in: query, schema: {type: integer}}]
              x-restamp-pagination: {style: offset, offset: offset, items: pets}
              responses:
                "200":
                  description: A page
                  content:
                    application/json:
                      schema: {type: object, properties: {pets: {type: array, items: {type: string}}}}
        """),
    "waiter-invalid": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths:
          "/jobs/{id}":
            get:
              parameters: [{name: id, in: path, required: true, schema: {type: string}}]
              x-restamp-waiter: {status: state, success: done}
              responses:
                "200":
                  description: The job
                  content: {application/json: {schema: {type: object, properties: {state: {type: string}}}}}
        """),
}
