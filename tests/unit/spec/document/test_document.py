"""Opening documents: what is understood, what is refused, and where findings point."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from restamp.diagnostics.model import Diagnostics
from restamp.diagnostics.position import Position
from restamp.spec.document.document import open_document
from restamp.spec.tree.access import ReferencePolicy

Open = Callable[..., Any]

MINIMAL = """\
openapi: {version}
info: {{title: T, version: "1"}}
paths: {{}}
"""


@pytest.mark.parametrize(
    "version", ["3.0.0", "3.0.4", "3.1.0", "3.1.2", "3.2.0", "3.0.0-rc2", "3.0.8-+x", "'3.1'"]
)
def test_versions_that_are_understood(opened: Open, version: str) -> None:
    result = opened(MINIMAL.format(version=version))
    assert result.document.version == version.strip("'")
    assert result.reported == []


def test_a_version_that_is_a_number(opened: Open) -> None:
    result = opened(MINIMAL.format(version="3.1"))
    assert result.document.version == "3.1"
    assert result.document.root["openapi"].value == "3.1"
    assert result.reported == [("warning", "version-not-text", "#/openapi")]


@pytest.mark.parametrize(
    "version", ["2.0.0", "3.3.0", "4.0.0", "31", "''", "null", "[3]", "true", "three"]
)
def test_versions_that_are_not(opened: Open, version: str) -> None:
    result = opened(MINIMAL.format(version=version))
    assert result.maybe is None
    (diagnostic,) = result.located
    assert (diagnostic.severity, diagnostic.code) == ("error", "version-unsupported")
    assert (diagnostic.file, diagnostic.position) == ("specs/api.yaml", Position(1, 1))


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("# a\nswagger: '2.0'\ninfo: {}\n", 2),
        ("asyncapi: 3.0.0\n", 1),
        ("a: 1\n", 1),
        ("openapi: 3.1.0\ninfo: {title: T, version: '1'}\n", 1),
    ],
)
def test_not_an_openapi_document(opened: Open, content: str, line: int) -> None:
    result = opened(content)
    assert result.maybe is None
    (diagnostic,) = result.located
    assert (diagnostic.severity, diagnostic.code, diagnostic.position.line) == (
        "error",
        "not-openapi",
        line,
    )
    assert diagnostic.excerpt


@pytest.mark.parametrize("part", ["paths", "webhooks", "components"])
def test_any_part_will_do(opened: Open, part: str) -> None:
    assert (
        opened(f"openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\n{part}: {{}}\n").reported == []
    )


def test_an_unreadable_document_is_reported_once(opened: Open) -> None:
    result = opened("a: b: c")
    assert result.maybe is None
    assert [d.code for d in result.diagnostics] == ["yaml-invalid"]


def test_the_root_is_upgraded_and_places_are_the_files(opened: Open) -> None:
    result = opened("""\
        openapi: 3.0.3
        info: {title: T, version: "1"}
        paths: {}
        components:
          schemas:
            A: {type: string, nullable: true}
        """)
    node = result.document.root["components"]["schemas"]["A"]
    assert node.value == {"type": ["string", "null"]}
    assert node.at == "#/components/schemas/A"
    assert result.reported == []


def test_findings_of_the_model_are_warnings_at_the_documents_own_places(opened: Open) -> None:
    result = opened("""\
        openapi: 3.1.0
        info:
          title: T
          version: "1"
          license: MIT
        paths:
          /a:
            get:
              parameters:
                - in: body
                  name: b
                  schema: {multipleOf: 0}
                - schema: {type: string}
              responses:
                "200": {description: "", content: {a/b: {schema: {minLength: -1}}}}
        components:
          schemas:
            A: {properties: {Reference: {maxItems: x}, Schema: {allOf: [{items: {maximum: many}}]}}}
          securitySchemes:
            s: {flows: {implicit: {scopes: [a]}}}
        """)
    at = "#/paths/~1a/get"
    assert {(severity, code) for severity, code, _ in result.reported} == {
        ("warning", "document-invalid")
    }
    diagnostics = sorted(result.located, key=lambda d: (d.position, d.at))
    assert [d.at for d in diagnostics] == [
        "#/info/license",
        f"{at}/parameters/0/in",
        f"{at}/parameters/0/schema/multipleOf",
        f"{at}/parameters/1",
        f"{at}/responses/200/content/a~1b/schema/minLength",
        "#/components/schemas/A/properties/Reference/maxItems",
        "#/components/schemas/A/properties/Schema/allOf/0/items/maximum",
        "#/components/securitySchemes/s",
        "#/components/securitySchemes/s/flows/implicit/scopes",
    ]
    assert [d.position.line for d in diagnostics] == [5, 10, 12, 13, 15, 18, 18, 20, 20]
    messages = {d.at: d.message for d in result.diagnostics}
    assert messages["#/info/license"] == "input should be a valid object"
    assert messages[f"{at}/parameters/1"] == '"name" is missing'
    assert "greater than 0" in messages[f"{at}/parameters/0/schema/multipleOf"]


def test_keywords_of_3_1_that_the_model_lacks_are_not_reported(opened: Open) -> None:
    result = opened("""\
        openapi: 3.1.0
        info: {title: T, version: "1"}
        paths:
          x-paths: null
          /a:
            get:
              responses:
                x-responses: [1]
                "200": {description: ""}
              callbacks:
                c: {x-callback: 1, "{$url}": {post: {responses: {default: {$ref: "#/r"}}}}}
        components:
          schemas:
            True: true
            False: false
            A: {properties: {a: true, b: false}, items: true, not: false, allOf: [true]}
        """)
    assert result.reported == []
    assert result.document.root["components"]["schemas"]["True"].value is True


def test_additions_of_3_2_are_not_reported(opened: Open) -> None:
    result = opened("""\
        openapi: 3.2.0
        $self: https://example.com/api
        info: {title: T, version: "1"}
        tags: [{name: a, kind: nav, parent: b, summary: s}]
        paths:
          /a:
            query: {responses: {"200": {summary: s}}}
            additionalOperations: {COPY: {responses: {"200": {}}}}
            get:
              parameters: [{in: querystring, name: q, content: {a/b: {schema: {}}}}]
              responses:
                "200": {content: {text/event-stream: {itemSchema: {type: object}}}}
        components:
          mediaTypes: {M: {schema: {}}}
          securitySchemes:
            d: {type: oauth2, flows: {deviceAuthorization: {deviceAuthorizationUrl: u, tokenUrl: t, scopes: {}}}}
        """)
    assert result.reported == []
    assert result.document.root["paths"]["/a"]["get"]["parameters"][0].text("in") == "querystring"


def test_very_many_findings_are_counted(opened: Open) -> None:
    schemas = "".join(f"    S{n}: {{minLength: -1}}\n" for n in range(150))
    result = opened(
        f"openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\ncomponents:\n  schemas:\n{schemas}"
    )
    assert len(result.reported) == 101
    assert result.diagnostics.entries[-1].message.startswith("50 further locations")


def test_documents_at_the_limit_of_depth_are_validated(opened: Open) -> None:
    deep = '{"type": "array", "items": ' * 195 + "{}" + "}" * 195
    result = opened(
        f'{{"openapi": "3.0.0", "info": {{"title": "T", "version": "1"}}, "components": {{"schemas": {{"S": {deep}}}}}}}'
    )
    assert result.maybe is not None
    assert not result.diagnostics.failed


def test_shared_parts_are_repaired_and_upgraded_wherever_they_are_used(opened: Open) -> None:
    result = opened("""\
        openapi: 3.0.3
        info: {title: T, version: "1"}
        paths: {}
        components:
          schemas:
            A: &a {type: int, nullable: true}
            B: {properties: {x: *a, y: {<<: *a, description: y}}}
        """)
    schemas = result.document.root["components"]["schemas"]
    upgraded = {"type": ["integer", "null"]}
    assert schemas["A"].value == schemas["B"]["properties"]["x"].value == upgraded
    assert schemas["B"]["properties"]["y"].value == {**upgraded, "description": "y"}


def test_overlays_come_before_everything(write: Callable[..., Path]) -> None:
    spec = write("openapi: 2.9.9\ninfo: {title: T}\npaths: {}\n")
    first = write(
        "overlay: 1.0.0\ninfo: {title: O, version: '1'}\nactions: [{target: $, update: {openapi: 3.1.0}}]\n",
        "1.yaml",
    )
    second = write(
        "overlay: 1.1.0\ninfo: {title: O, version: '1'}\nactions: [{target: $.info.title, update: U}, {target: $.x, remove: true}]\n",
        "2.yaml",
    )
    diagnostics = Diagnostics()
    document = open_document(
        spec, "a.yaml", [(first, "1.yaml"), (second, "2.yaml")], ReferencePolicy(), diagnostics
    )
    assert document is not None
    assert document.root["info"].value == {"title": "U", "version": "0"}
    assert [source.name for source in document.overlays] == ["1.yaml", "2.yaml"]
    assert [(d.code, d.file, d.position.line) for d in diagnostics] == [
        ("overlay-no-match", "2.yaml", 3),
        ("info-incomplete", "", 1),
    ]


def test_a_wrong_overlay_stops_all(write: Callable[..., Path]) -> None:
    spec = write("openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n")
    wrong = write("overlay: 1.0.0\n", "wrong.yaml")
    diagnostics = Diagnostics()
    overlays = [(wrong, "wrong.yaml"), (wrong.parent / "none.yaml", "none.yaml")]
    assert open_document(spec, "a.yaml", overlays, ReferencePolicy(), diagnostics) is None
    assert [(d.code, d.file) for d in diagnostics] == [
        ("overlay-invalid", "wrong.yaml"),
        ("overlay-invalid", "wrong.yaml"),
        ("file-missing", "none.yaml"),
    ]


def test_json_and_yaml_open_to_the_same(opened: Open) -> None:
    yaml = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {/a: {get: {responses: {200: {description: d}}}}}\n"
    json = '{"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"get": {"responses": {"200": {"description": "d"}}}}}}'
    assert opened(yaml).document.root.value == opened(json, "api.json").document.root.value
