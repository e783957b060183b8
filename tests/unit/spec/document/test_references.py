"""References: in one file, across files, and never where they must not go."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from restamp.diagnostics.model import Diagnostics
from restamp.spec.document.document import Document, open_document
from restamp.spec.tree.access import ReferencePolicy, Unavailable
from restamp.spec.tree.node import Node

HEAD = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n"


@pytest.fixture
def api(write: Callable[..., Path]) -> Callable[..., tuple[Document, Diagnostics]]:
    """Opens a document of some schemas, in a folder `api`."""

    def api(
        schemas: str, access: ReferencePolicy = ReferencePolicy()
    ) -> tuple[Document, Diagnostics]:
        lines = "".join(f"    {line}\n" for line in schemas.splitlines())
        diagnostics = Diagnostics()
        path = write(HEAD + lines, "api/main.yaml")
        document = open_document(path, "specs/main.yaml", [], access, diagnostics)
        assert document is not None
        return document, diagnostics

    return api


def schema(document: Document, name: str) -> Node:
    return document.root["components"]["schemas"][name]


def followed(document: Document, name: str) -> str | None:
    node = document.resolve(schema(document, name))
    return None if node is None else node.at


@pytest.mark.parametrize(
    ("reference", "place"),
    [
        ("#/components/schemas/Pet", "#/components/schemas/Pet"),
        ("#/components/schemas/a~1b~0c", "#/components/schemas/a~1b~0c"),
        ("#/components/schemas/a%7E1b~0c", "#/components/schemas/a~1b~0c"),
        ("#/components/schemas/%C3%A9%20x", "#/components/schemas/é x"),
        ("#/components/schemas/Pet/allOf/1", "#/components/schemas/Pet/allOf/1"),
        ("#/components/schemas/Pet/properties/x/properties/deep", "#/components/schemas/Other/properties/deep"),
        ("#named", "#/components/schemas/Other"),
        ("#older", "#/components/schemas/Older"),
        ("https://example.com/schemas/id", "#/components/schemas/Identified"),
        ("https://example.com/schemas/id#/properties/p", "#/components/schemas/Identified/properties/p"),
        ("main.yaml#/components/schemas/Pet", "#/components/schemas/Pet"),
        ("./main.yaml#/components/schemas/Pet", "#/components/schemas/Pet"),
        ("../api/main.yaml#/components/schemas/Pet", "#/components/schemas/Pet"),
        ("#", "#"),
        ("", "#"),
    ],
)  # fmt: skip
def test_in_one_file(api: Callable[..., Any], reference: str, place: str) -> None:
    document, diagnostics = api(f"""\
From: {{$ref: '{reference}'}}
Pet: {{allOf: [{{}}, {{type: object}}], properties: {{x: {{$ref: '#/components/schemas/Other'}}}}}}
a/b~c: {{type: string}}
é x: {{type: string}}
Other: {{$anchor: named, properties: {{deep: {{type: string}}}}}}
Older: {{$id: '#older'}}
Identified: {{$id: 'https://example.com/schemas/id', properties: {{p: {{}}}}}}""")
    assert followed(document, "From") == place
    assert not [d for d in diagnostics if d.code.startswith("ref-")]


def test_a_node_without_a_reference_is_itself(api: Callable[..., Any]) -> None:
    document, _ = api("A: {type: string}")
    resolved = document.resolve(schema(document, "A"))
    assert resolved is not None
    assert (resolved.value, resolved.at) == (schema(document, "A").value, schema(document, "A").at)


def test_chains_are_followed_to_their_end(api: Callable[..., Any]) -> None:
    document, _ = api(
        "A: {$ref: '#/components/schemas/B', description: beside}\nB: {$ref: '#/components/schemas/C'}\nC: {type: string}"
    )
    assert followed(document, "A") == "#/components/schemas/C"


@pytest.mark.parametrize(
    "schemas",
    [
        "A: {$ref: '#/components/schemas/A'}",
        "A: {$ref: '#/components/schemas/B'}\nB: {$ref: '#/components/schemas/A'}",
        "A: {$ref: '#/components/schemas/B'}\nB: {$ref: '#/components/schemas/B'}",
        "A: {$ref: 'main.yaml#/components/schemas/A'}",
    ],
)
def test_what_goes_round_ends(api: Callable[..., Any], schemas: str) -> None:
    document, diagnostics = api(schemas)
    assert followed(document, "A") is None
    assert followed(document, "A") is None
    assert [(d.severity, d.code, d.at) for d in diagnostics] == [
        ("warning", "ref-cycle", "#/components/schemas/A/$ref")
    ]


def test_a_pointer_through_itself_ends(api: Callable[..., Any]) -> None:
    document, diagnostics = api("A: {$ref: '#/components/schemas/A/properties/x'}")
    assert followed(document, "A") is None
    assert [d.code for d in diagnostics] == ["ref-unresolved"]


@pytest.mark.parametrize(
    "reference",
    [
        "#/components/schemas/None",
        "#/components/schemas/A/x",
        "#/openapi/x",
        "#nothing",
        "none.yaml",
        "none.yaml#/a",
        "sub",
        "urn:example:thing",
        "//[",
        "https://[/",
        "\\0.yaml",
        "x" * 5000,
        "#/components/schemas/List/allOf/1",
        "#/components/schemas/List/allOf/01",
        "#/components/schemas/List/allOf/-1",
        "#/components/schemas/List/allOf/" + "9" * 5000,
    ],
)
def test_unresolved_references_are_reported_at_every_location(
    api: Callable[..., Any], write: Callable[..., Path], reference: str
) -> None:
    write("x", "api/sub/x.yaml")
    quoted = f'"{reference}"'
    document, diagnostics = api(
        f"A: {{$ref: {quoted}}}\nB: {{$ref: {quoted}}}\nList: {{allOf: [{{}}]}}"
    )
    for name in ("A", "B", "A"):
        assert followed(document, name) is None
    assert [(d.severity, d.code, d.at) for d in diagnostics] == [
        ("warning", "ref-unresolved", "#/components/schemas/A/$ref"),
        ("warning", "ref-unresolved", "#/components/schemas/B/$ref"),
    ]


def test_finding_what_a_text_names(api: Callable[..., Any]) -> None:
    document, diagnostics = api("A: {$ref: '#/components/schemas/B'}\nB: {}")
    nodes = document.find("#/components/schemas/A", "#/x/mapping/a")
    assert nodes is not None and nodes.at == "#/components/schemas/A"
    assert document.find("#/y", "#/x/mapping/b") is None
    assert [d.at for d in diagnostics] == ["#/x/mapping/b"]


def test_across_files(api: Callable[..., Any], write: Callable[..., Path]) -> None:
    write(
        "type: integer\nrequired: true\nnullable: true\nexample: {nullable: true}\n",
        "api/whole.yaml",
    )
    write("Pet: {$ref: 'deep/er.json#/a/0'}\nOwn: {$ref: '#/Pet'}\n", "api/shared/common one.yaml")
    write('{"a": [{"$ref": "../../whole.yaml"}]}', "api/shared/deep/er.json")
    document, diagnostics = api(
        "A: {$ref: whole.yaml}\nB: {$ref: 'shared/common%20one.yaml#/Own'}\nC: {$ref: './shared/../shared/deep/er.json#/a/0'}"
    )
    assert [followed(document, name) for name in "ABC"] == ["whole.yaml#"] * 3
    assert sorted(document.sources) == [
        "",
        "shared/common one.yaml",
        "shared/deep/er.json",
        "whole.yaml",
    ]
    assert document.sources["shared/deep/er.json"].name == "specs/shared/deep/er.json"
    target = document.resolve(schema(document, "A"))
    assert target is not None
    assert target.value == {"type": ["integer", "null"], "example": {"nullable": True}}
    assert [(d.code, d.at) for d in diagnostics] == [
        ("required-on-property", "whole.yaml#/required")
    ]


def test_a_file_has_one_name_however_it_is_reached(
    api: Callable[..., Any], write: Callable[..., Path], tmp_path: Path
) -> None:
    write("A: {}\n", "api/real/x.yaml")
    (tmp_path / "api" / "link").symlink_to(tmp_path / "api" / "real")
    document, _ = api("A: {$ref: 'link/x.yaml#/A'}\nB: {$ref: 'real/x.yaml#/A'}")
    assert followed(document, "A") == followed(document, "B") == "real/x.yaml#/A"
    assert sorted(document.sources) == ["", "real/x.yaml"]


def test_a_referenced_document_has_its_own_version(
    api: Callable[..., Any], write: Callable[..., Path]
) -> None:
    write("openapi: 3.1.0\ncomponents: {schemas: {A: {exclusiveMinimum: 1}}}\n", "api/other.yaml")
    document, diagnostics = api("A: {$ref: 'other.yaml#/components/schemas/A'}")
    assert followed(document, "A") == "other.yaml#/components/schemas/A"
    assert [(d.code, d.at) for d in diagnostics] == [("info-missing", "other.yaml#/info")]


def test_a_broken_file_is_an_error_in_it(
    api: Callable[..., Any], write: Callable[..., Path]
) -> None:
    write("a: b: c\n", "api/broken.yaml")
    document, diagnostics = api("A: {$ref: broken.yaml}\nB: {$ref: 'broken.yaml#/b'}")
    assert followed(document, "A") is None
    assert followed(document, "B") is None
    assert [(d.severity, d.code, d.file) for d in diagnostics] == [
        ("error", "yaml-invalid", "specs/broken.yaml"),
        ("warning", "ref-unresolved", ""),
        ("warning", "ref-unresolved", ""),
    ]


@pytest.mark.parametrize(
    "reference",
    ["../secret.yaml", "/etc/hostname", "file:///etc/hostname", "out/secret.yaml", "../api-else/x.yaml", "%2e%2e/secret.yaml"],
)  # fmt: skip
def test_nothing_outside_is_read(
    api: Callable[..., Any], write: Callable[..., Path], tmp_path: Path, reference: str
) -> None:
    write("token: hunter2\n", "secret.yaml")
    write("token: hunter2\n", "api-else/x.yaml")
    (tmp_path / "api").mkdir(exist_ok=True)
    (tmp_path / "api" / "out").symlink_to(tmp_path)
    document, diagnostics = api(f"A: {{$ref: '{reference}'}}\nB: {{$ref: '{reference}#/token'}}")
    assert followed(document, "A") is None
    assert followed(document, "B") is None
    assert [(d.severity, d.code) for d in diagnostics] == [("error", "ref-outside")]
    assert list(document.sources) == [""]


def test_what_is_outside_may_be_allowed(
    api: Callable[..., Any], write: Callable[..., Path], tmp_path: Path
) -> None:
    write("A: {}\n", "shared/x.yaml")
    document, diagnostics = api(
        "A: {$ref: '../shared/x.yaml#/A'}", ReferencePolicy(roots=(tmp_path / "shared",))
    )
    assert followed(document, "A") == "../shared/x.yaml#/A"
    assert document.sources["../shared/x.yaml"].name == "shared/x.yaml"
    assert not diagnostics.entries


def test_a_document_behind_a_link_keeps_its_neighbours(
    write: Callable[..., Path], tmp_path: Path
) -> None:
    write("A: {}\n", "real/x.yaml")
    real = write(HEAD + "    A: {$ref: 'x.yaml#/A'}\n", "real/main.yaml")
    os.symlink(tmp_path / "real", tmp_path / "folder")
    document = open_document(
        tmp_path / "folder" / real.name, "m.yaml", [], ReferencePolicy(), Diagnostics()
    )
    assert document is not None
    assert followed(document, "A") == "x.yaml#/A"


@pytest.mark.parametrize(
    "reference",
    ["https://example.com/a.yaml", "http://example.com/a.yaml#/b", "HTTPS://EXAMPLE.com/a"],
)
def test_nothing_remote_is_fetched_unless_it_is_named(
    api: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, reference: str
) -> None:
    def fetch(url: str, hosts: tuple[str, ...]) -> bytes | Unavailable:
        pytest.fail(f"{url} was fetched")

    monkeypatch.setattr("restamp.spec.reading.remote.fetch", fetch)
    document, diagnostics = api(
        f"A: {{$ref: '{reference}'}}", ReferencePolicy(remotes=("example.org",))
    )
    assert followed(document, "A") is None
    assert [(d.severity, d.code) for d in diagnostics] == [("error", "ref-remote")]


def test_remote_files_are_fetched_once_and_their_neighbours_with_them(
    api: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {
        "https://example.com/v1/a.yaml": b"A: {$ref: 'sub/b.json#/B'}\nLocal: {$ref: '/etc/passwd'}\nFile: {$ref: 'file:///etc/passwd'}\n",
        "https://example.com/v1/sub/b.json": b'{"B": {"type": "string", "nullable": true}}',
    }
    asked: list[str] = []

    def fetch(url: str, hosts: tuple[str, ...]) -> bytes | Unavailable:
        asked.append(url)
        content = files.get(url)
        return content or Unavailable("it answers with status 404")

    monkeypatch.setattr("restamp.spec.reading.remote.fetch", fetch)
    base = "https://example.com/v1/a.yaml"
    document, diagnostics = api(
        f"A: {{$ref: '{base}#/A'}}\nB: {{$ref: '{base}#/A'}}\nC: {{$ref: '{base}#/Local'}}\nD: {{$ref: '{base}#/File'}}",
        ReferencePolicy(remotes=("example.com",)),
    )
    assert (
        followed(document, "A") == followed(document, "B") == "https://example.com/v1/sub/b.json#/B"
    )
    assert followed(document, "C") is None
    assert followed(document, "D") is None
    assert asked == [*files, "https://example.com/etc/passwd"]
    assert document.sources[base].name == base
    assert [(d.code, d.at) for d in diagnostics] == [
        ("ref-remote", f"{base}#/Local/$ref"),
        ("ref-outside", f"{base}#/File/$ref"),
    ]
