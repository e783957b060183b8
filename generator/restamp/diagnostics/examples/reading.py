"""Reading documents."""

from collections.abc import Mapping

from restamp.diagnostics.examples.example import Example, document, files

PETS = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
paths: {/pets: {get: {responses: {"200": {description: The pets}}}}}
"""
OVERLAID = "restamp generate --spec spec.yaml --overlay overlay.yaml --output client"


def overlay(text: str) -> Example:
    """A document with an overlay."""
    return files({"spec.yaml": PETS, "overlay.yaml": text}, OVERLAID)


EXAMPLES: Mapping[str, Example] = {
    "file-missing": Example({}, "restamp inspect specs/acme.yaml"),
    "file-is-directory": files({"specs/acme.yaml": PETS}, "restamp inspect specs"),
    "file-unreadable": Example(
        {"spec.yaml": PETS},
        needs="The user who runs the command has no permission to read `spec.yaml`.",
    ),
    "encoding-invalid": document("""\
        openapi: 3.1.0
        info: {title: Caf\udce9, version: "1"}
        paths: {}
        """),
    "yaml-invalid": document("""\
        openapi: 3.1.0
        info: {title: "Pets, version: 1}
        """),
    "json-invalid": files(
        {"spec.json": '{"openapi": "3.1.0", "info": {"title": "Pets" "version": "1"}}\n'},
        "restamp inspect spec.json",
    ),
    "alias-cycle": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths: {}
        components: {schemas: {Node: &node {type: array, items: *node}}}
        """),
    "limits-exceeded": document(
        "openapi: 3.1.0\n"
        'info: {title: Pets, version: "1"}\n'
        "x-a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
        "x-b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\n"
        "x-c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b, *b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\n"
        "x-d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c, *c, *c, *c, *c, *c, *c, *c, *c, *c, *c]\n"
        "x-e: [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d, *d, *d, *d, *d, *d, *d, *d, *d, *d, *d]\n"
    ),
    "document-empty": document("# paths: to be written\n"),
    "document-format": Example(
        {"spec.yaml": "<!doctype html>\n<title>Pets</title>\n<div id='swagger-ui'></div>\n"}
    ),
    "document-conflict": document("""\
        openapi: 3.1.0
        <<<<<<< HEAD
        info: {title: Pets, version: "1"}
        =======
        info: {title: Pets, version: "2"}
        >>>>>>> version-2
        paths: {/pets: {get: {responses: {"200": {description: The pets}}}}}
        """),
    "not-openapi": document("""\
        name: CI
        on: [push]
        """),
    "version-unsupported": document("""\
        openapi: 4.0.0
        info: {title: Pets, version: "1"}
        paths: {}
        """),
    "version-not-text": document("""\
        openapi: 3.1
        info: {title: Pets, version: "1"}
        paths: {/pets: {get: {responses: {"200": {description: The pets}}}}}
        """),
    "json-as-yaml": files(
        {"spec.json": """\
            {
              "openapi": "3.1.0",
              "info": {"title": "Pets", "version": "1"},
              "paths": {"/pets": {"get": {"responses": {"200": {"description": "The pets"}}}}},
            }
            """},
        "restamp generate --spec spec.json --output client",
    ),
    "yaml-documents": document(f"{PETS}---\nopenapi: 3.1.0\n"),
    "yaml-key": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths: {/pets: {get: {responses: {"200": {description: The pets}}}}}
        x-sizes: {[1, 2]: small}
        """),
    "yaml-merge": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths: {/pets: {get: {<<: shared, responses: {"200": {description: The pets}}}}}
        """),
    "yaml-tag": document("""\
        openapi: 3.1.0
        info: {title: !translated Pets, version: "1"}
        paths: {/pets: {get: {responses: {"200": {description: The pets}}}}}
        """),
    "duplicate-key": document("""\
        openapi: 3.1.0
        info: {title: Pets, title: Animals, version: "1"}
        paths: {/pets: {get: {responses: {"200": {description: The pets}}}}}
        """),
    "operation-lost": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths:
          /pets:
            get: {responses: {"200": {description: The pets}}}
            get: {responses: {"200": {description: All pets}}}
        """),
    "surrogate-replaced": files(
        {
            "spec.json": '{"openapi": "3.1.0", "info": {"title": "Pets \\ud83d", "version": "1"},\n'
            ' "paths": {"/pets": {"get": {"responses": {"200": {"description": "The pets"}}}}}}\n'
        },
        "restamp generate --spec spec.json --output client",
    ),
    "control-character": document(PETS.replace("Pets", "Pe\x07ts")),
    "more-remarks": document(PETS + f"x-sizes: [{', '.join(['!size 1'] * 1_001)}]\n"),
    "overlay-version": overlay("""\
        overlay: 2.0.0
        info: {title: Names, version: "1"}
        actions: [{target: $.info, update: {title: Animals}}]
        """),
    "overlay-invalid": overlay("""\
        overlay: 1.0.0
        info: {title: Names, version: "1"}
        actions: [{target: $.info, updates: {title: Animals}}]
        """),
    "overlay-target": overlay("""\
        overlay: 1.0.0
        info: {title: Names, version: "1"}
        actions: [{target: "$.paths[", remove: true}]
        """),
    "overlay-no-match": overlay("""\
        overlay: 1.0.0
        info: {title: Names, version: "1"}
        actions: [{target: "$.paths['/animals'].get", update: {x-restamp-name: find}}]
        """),
    "overlay-mismatch": overlay("""\
        overlay: 1.0.0
        info: {title: Names, version: "1"}
        actions: [{target: "$.paths['/pets'].get", update: {responses: null}}]
        """),
    "ref-unresolved": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths:
          /pets:
            get:
              parameters: [{name: kind, in: query, schema: {$ref: "#/components/schemas/Kind"}}]
              responses: {"200": {description: The pets}}
        """),
    "ref-cycle": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths:
          /pets:
            get:
              parameters: [{$ref: "#/components/parameters/Limit"}]
              responses: {"200": {description: The pets}}
        components: {parameters: {Limit: {$ref: "#/components/parameters/Limit"}}}
        """),
    "ref-outside": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths:
          /pets:
            get:
              parameters: [{name: kind, in: query, schema: {$ref: "../../shared.yaml#/Kind"}}]
              responses: {"200": {description: The pets}}
        """),
    "ref-remote": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths:
          /pets:
            get:
              parameters: [{name: kind, in: query, schema: {$ref: "https://example.com/kind.yaml"}}]
              responses: {"200": {description: The pets}}
        """),
    "ref-unfetched": files(
        {
            "restamp.toml": """\
            [clients.pets]
            spec = "spec.yaml"
            output = "client"
            source = "vendor/spec.yaml"
            """,
            "spec.yaml": PETS,
            "vendor/spec.yaml": """\
            openapi: 3.1.0
            info: {title: Pets, version: "1"}
            paths:
              /pets:
                get:
                  parameters: [{name: kind, in: query, schema: {$ref: kinds.yaml}}]
                  responses: {"200": {description: The pets}}
            """,
        },
        "restamp update",
    ),
    "dynamic-ref-ambiguous": document("""\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths:
          /pets:
            get:
              responses:
                "200":
                  description: A page
                  content: {application/json: {schema: {$ref: "#/components/schemas/Page"}}}
        components:
          schemas:
            Page: {type: array, items: {$dynamicRef: "#item"}, $defs: {any: {$dynamicAnchor: item}}}
            Cats:
              $ref: "#/components/schemas/Page"
              $defs: {a: {$dynamicAnchor: item, type: string}, b: {$dynamicAnchor: item, type: number}}
        """),
}
