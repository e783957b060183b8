"""Updates, comparisons, and what servers teach."""

from collections.abc import Mapping

from restamp.diagnostics.examples.configuration import CLIENT, GENERATE
from restamp.diagnostics.examples.example import Example, changed, files
from restamp.diagnostics.examples.packages import after, beside
from restamp.diagnostics.examples.reading import PETS

SOURCED = f'{CLIENT}source = "vendor/spec.yaml"\n'
CATS = PETS.replace("/pets", "/cats")
REFERRING = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
paths:
  /pets:
    get:
      parameters: [{name: kind, in: query, schema: {$ref: kinds.yaml}}]
      responses: {"200": {description: The pets}}
"""
NAMED = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
paths:
  /pets:
    get:
      responses:
        "200":
          description: A pet
          content:
            application/json:
              schema: {type: object, properties: {name: {type: string}}}
"""
RECORDED = """\
{"log": {"version": "1.2", "entries": [{
  "request": {"method": "GET", "url": "https://api.example.com/pets"},
  "response": {"status": 200, "content": {"mimeType": "application/json", "text": "{\\"name\\": null}"}}
}]}}
"""

EXAMPLES: Mapping[str, Example] = {
    "source-missing": beside({}, "restamp update"),
    "source-conflict": files(
        {
            "restamp.toml": """\
            [clients.pets]
            spec = "spec.yaml"
            output = "client"
            source = "https://api.example.com/openapi.yaml"

            [clients.cats]
            spec = "spec.yaml"
            output = "cats"
            source = "https://cats.example.com/openapi.yaml"
            """,
            "spec.yaml": PETS,
        },
        "restamp update",
    ),
    "source-unreachable": files(
        {
            "restamp.toml": f'{CLIENT}source = "http://127.0.0.1:9/openapi.yaml"\n',
            "spec.yaml": PETS,
        },
        "restamp update",
    ),
    "source-unreadable": files(
        {"restamp.toml": f'{CLIENT}source = "new.yaml"\n', "spec.yaml": PETS}, "restamp update"
    ),
    "source-partial": changed(
        {"restamp.toml": SOURCED, "spec.yaml": REFERRING, "kinds.yaml": "type: string\n"},
        GENERATE,
        {"vendor/spec.yaml": REFERRING.replace("The pets", "All pets")},
        "restamp update",
    ),
    "spec-unwritable": changed(
        {"restamp.toml": SOURCED, "spec.yaml": PETS},
        GENERATE,
        {
            "vendor/spec.yaml": CATS,
            "spec.yaml": "",
            "spec.yaml/notes.txt": "A folder in place of the file.\n",
        },
        "restamp update",
    ),
    "changelog-unreadable": changed(
        {"restamp.toml": SOURCED, "spec.yaml": PETS},
        GENERATE,
        {"vendor/spec.yaml": CATS, "client/CHANGELOG.md": "# Caf\udce9\n"},
        "restamp update",
    ),
    "surface-missing": Example(
        {"restamp.toml": SOURCED, "spec.yaml": PETS},
        "restamp update",
        GENERATE,
        {"vendor/spec.yaml": CATS, "client/restamp.api.json": ""},
        needs="The lock is of an early version of Restamp, which wrote no `restamp.api.json`.",
    ),
    "surface-unusable": after({"client/restamp.api.json": "{}\n"}, "restamp diff client spec.yaml"),
    "learned-unneeded": changed(
        {"restamp.toml": SOURCED, "spec.yaml": NAMED, "pets.har": RECORDED},
        "restamp learn pets pets.har --yes",
        {"vendor/spec.yaml": NAMED.replace("{type: string}", "{type: [string, 'null']}")},
        "restamp update",
    ),
    "learned-outdated": changed(
        {"restamp.toml": SOURCED, "spec.yaml": NAMED, "pets.har": RECORDED},
        "restamp learn pets pets.har --yes",
        {"vendor/spec.yaml": NAMED.replace("{type: string}", "{type: boolean}")},
        "restamp update",
    ),
    "learn-unreadable": beside({}, "restamp learn pets drift.jsonl"),
    "learn-unwritable": beside(
        {
            "spec.yaml": NAMED,
            "pets.har": RECORDED,
            "pets.learned.overlay.yaml/notes.txt": "A folder in place of the overlay.\n",
        },
        "restamp learn pets pets.har --yes",
    ),
    "learn-configuration": files(
        {
            "restamp.toml": 'clients = { pets = { spec = "spec.yaml", output = "client" } }\n',
            "spec.yaml": NAMED,
            "pets.har": RECORDED,
        },
        "restamp learn pets pets.har --yes",
    ),
    "recording-invalid": beside(
        {"pets.har": '{"log": {"version": "1.2"}}\n'}, "restamp learn pets pets.har"
    ),
    "drift-log-invalid": beside(
        {"drift.jsonl": '{"kind": "un\n'}, "restamp learn pets drift.jsonl"
    ),
    "probe-url": after({}, "restamp probe pets --base-url localhost:8000"),
    "probe-host": after({}, "restamp probe pets --base-url https://api.example.com"),
    "probe-values": after(
        {}, "restamp probe pets --base-url http://localhost:9 --values pets.toml"
    ),
    "probe-package": beside({}, "restamp probe pets --base-url http://localhost:9"),
    "probe-unwritable": after(
        {}, "restamp probe pets --base-url http://localhost:9 --record recordings/pets.har"
    ),
    "revision-unknown": files({"spec.yaml": PETS}, "restamp diff spec.yaml@v1.0 spec.yaml"),
    "package-unknown": changed(
        {"spec.yaml": PETS},
        "restamp generate --spec spec.yaml --output client",
        {
            "restamp.toml": '[clients.cats]\nspec = "spec.yaml"\noutput = "cats"\n',
            "client/restamp.api.json": "",
        },
        "restamp diff client spec.yaml",
    ),
    "input-unreadable": after(
        {"spec.yaml": "", "client/restamp.api.json": "", "new.yaml": PETS},
        "restamp diff client new.yaml",
    ),
    "input-changed": after(
        {"spec.yaml": CATS, "client/restamp.api.json": "", "new.yaml": PETS},
        "restamp diff client new.yaml",
    ),
}
