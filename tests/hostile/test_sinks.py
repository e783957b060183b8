"""What went wrong in other generators, each class of it a test: here it cannot."""

from __future__ import annotations

import ast
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from restamp.diagnostics.model import Diagnostics
from restamp.output.write import write
from restamp.spec.document.document import open_document
from restamp.spec.reading.remote import Network, fetch
from restamp.spec.tree.access import ReferencePolicy, Unavailable

from .documents import document
from .payloads import HARMLESS, PAYLOADS
from .sources import own, shapes
from .stamping import errors, files_of, stamped

CODE = "__import__('os').mkdir('made')"
BREAKING = [
    f"'+{CODE}+'",
    f'"+{CODE}+"',
    f'"""+{CODE}+"""',
    f"\\'+{CODE}#",
    f'\\"""+{CODE}#',
    f"{{{CODE}}}",
    f"{{{{ {CODE} }}}}",
    f"\n{CODE}\n",
    f"\r{CODE}\r",
    f"\u2028{CODE}\u2028",
    f"\f{CODE}\f",
    f"\\\n{CODE}",
]
"""Ways out of a literal, a docstring, a comment or a template, to code that would leave a folder."""

Put = Callable[[str], Any]


def texts(*positions: str) -> Put:
    return lambda text: document(lambda position: text if position in positions else HARMLESS)


def client_of(tree: Any, folder: Path) -> dict[str, str]:
    files = files_of(stamped(folder, tree))
    write(files, folder / "client", "client", None, Diagnostics())
    return files


IMPORTING = """
import importlib, pkgutil, sys
sys.path.insert(0, ".")
first, *others = sys.argv[1:]
for folder in (first, *others):
    # The runtime, which is the same in all, is imported once.
    runtime = {n: m for n, m in sys.modules.items() if n.startswith(f"{first}.client._runtime")}
    sys.modules.update((folder + n.removeprefix(first), m) for n, m in runtime.items())
    package = importlib.import_module(f"{folder}.client")
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        importlib.import_module(module.name)
    for name in package.models.__all__:
        getattr(package.models, name)
    package.Client, package.AsyncClient
"""


def no_code(put: Put, folder: Path) -> None:
    """Generate a client with each way out, import all of it, and look for what would be left."""
    runtimes: list[dict[str, str]] = []
    for number, text in enumerate(BREAKING):
        files = client_of(put(text), folder / f"c{number}")
        runtimes.append({p: source for p, source in files.items() if p.startswith("_runtime/")})
        for path, source in own(files).items():
            called = {
                ast.unparse(node.func)
                for node in ast.walk(ast.parse(source))
                if isinstance(node, ast.Call)
            }
            assert not any("import" in name or "mkdir" in name for name in called), path
    assert all(runtime == runtimes[0] for runtime in runtimes)
    folders = [f"c{number}" for number in range(len(BREAKING))]
    command = [sys.executable, "-c", IMPORTING, *folders]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert sorted(path.name for path in folder.iterdir()) == sorted(folders)


def test_literals_docstrings_and_templates(tmp_path: Path) -> None:
    """Text that closes the literal, docstring or f-string that a template put it in."""
    put = texts("property.const", "schema.description", "operation.description", "server.url")
    no_code(put, tmp_path)


def test_defaults(tmp_path: Path) -> None:
    """A default, or a factory of one, that is an expression."""
    put = texts("property.default", "parameter.default", "schema.default", "variable.default")
    no_code(put, tmp_path)


@pytest.mark.parametrize("value", [[CODE], {CODE: CODE}, True, 1.5, [[{"a": [CODE]}]], None])
def test_defaults_of_other_kinds(value: Any, tmp_path: Path) -> None:
    """A default of another kind than its schema says."""
    tree = texts()("")
    for schema in ({"type": "string"}, {"type": "array", "items": {}}, {"type": "object"}, {}):
        thing = tree["components"]["schemas"]["Cat"]["properties"]
        thing[json.dumps(schema)] = {**schema, "default": value, "example": value, "const": value}
    files_of(stamped(tmp_path, tree))


def test_ends_of_comments_and_lines(tmp_path: Path) -> None:
    """A carriage return that ends a comment; a newline in the description of an enum's value."""
    put = texts("enum.description", "enum.varname", "schema.comment", "enum.value")
    no_code(put, tmp_path)


def test_extensions(tmp_path: Path) -> None:
    """Extensions that other generators take for an import, a type, a path or an expression."""
    plain = texts()("")
    hostile = texts()("")
    thing = hostile["components"]["schemas"]["Cat"]
    for key in (
        *("x-python-import", "x-python-type", "customTypePath", "customBasePath", "x-import"),
        *("x-default-factory", "x-base-class", "x-class-extra", "x-go-type", "x-ts-type"),
        *("x-restamp-import", "x-restamp-path", "x-restamp-template", "default_factory"),
    ):
        thing[key] = {"module": "os", "name": "system", "from": CODE}
        thing["properties"][f"the-kind-{HARMLESS}"][key] = CODE
        hostile[key] = hostile["info"][key] = hostile["paths"]["/second"]["post"][key] = CODE
    first, second = (stamped(tmp_path / n, t) for n, t in (("a", plain), ("b", hostile)))
    assert files_of(first) == files_of(second)


@pytest.mark.parametrize(
    "text",
    [
        '""""""',
        '"" ""',
        '"\\"\\""',
        "'\\''",
        '"\0""',
        '""\u200b"',
        "\\\\\\",
        "* /*/",
        "{{{{}}}}",
        "{ {x} }",
        ".../...//",
        "..././",
    ],
)
def test_what_a_filter_deletes_re_forms(text: str, tmp_path: Path) -> None:
    """Text that becomes dangerous once a sanitiser has deleted something: nothing is deleted."""
    put = texts("schema.description", "property.const", "property.name", "schema.name")
    plain = files_of(stamped(tmp_path / "a", texts()("")))
    files = files_of(stamped(tmp_path / "b", put(f"x{text}y")))
    assert shapes(files, names=True) == shapes(plain, names=True)
    assert any(repr(f"c x{text}y")[1:-1] in repr(values(source)) for source in files.values())


def values(source: str) -> list[str]:
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return []
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    return [node.value for node in nodes if isinstance(node.value, str)]


def test_unusual_texts(tmp_path: Path) -> None:
    """Media types, URLs, titles, versions, tags, header names: texts too."""
    put = texts(
        *("body.mediaType", "response.mediaType", "body.jsonMediaType", "server.url"),
        *("operation.server", "info.title", "info.version", "tag.name", "tag.description"),
        *("parameter.header.name", "scheme.wireName", "enum.value", "response.header"),
    )
    no_code(put, tmp_path)


CLIMBING = [
    *("../../x", "..\\..\\x", "/etc/x", "C:\\x", "//server/x", "..", ".", "x/../../y", "~/x"),
    *("con", "nul.txt", "aux", "prn", "COM1", "x:y", "x\0y", " ", "a" * 300, "名" * 300, "-rf"),
    *("__init__", "__pycache__", "_runtime", "client", "errors", "py.typed", "restamp.lock"),
]


def test_names_that_become_paths(tmp_path: Path) -> None:
    """Names of schemas, tags and operations that climb out of the folder, or are special in it."""
    schemas = {name: {"type": "object", "properties": {"a": {}}} for name in CLIMBING}
    paths = {
        f"/{number}": {
            "get": {"operationId": name, "tags": [name], "responses": {"200": {"description": ""}}}
        }
        for number, name in enumerate(CLIMBING)
    }
    tree = {**texts()(""), "paths": paths, "components": {"schemas": schemas}}
    folder = tmp_path / "inside"
    files = client_of(tree, folder)
    assert {path.name for path in folder.iterdir()} == {"api.json", "client"}
    assert [path.name for path in tmp_path.iterdir()] == ["inside"]
    package = folder / "client"
    paths = {p.relative_to(package).as_posix() for p in package.rglob("*") if p.is_file()}
    assert paths == set(files)
    stems = {path.rsplit("/", 1)[-1].removesuffix(".py") for path in own(files)}
    assert not stems & {"con", "nul", "aux", "prn", "com1", "lpt1"}


def test_extensions_that_become_paths(tmp_path: Path) -> None:
    """Names that an overlay or the document asks for are verified like all others."""
    put = texts("operation.group", "operation.pinned", "schema.pinned", "schema.fern")
    for text in CLIMBING:
        files_of(stamped(tmp_path, put(text)))


@pytest.mark.parametrize(
    "place", ["models", "api", "resources", "testing", "_runtime", "client.py"]
)
def test_links_in_the_output(place: str, tmp_path: Path) -> None:
    """A symbolic link where a file or folder of the package belongs leads nothing out of it."""
    files = files_of(stamped(tmp_path / "in", texts()("")))
    outside, package = tmp_path / "outside", tmp_path / "client"
    outside.mkdir()
    package.mkdir()
    (package / place).symlink_to(outside / "x.py" if "." in place else outside)
    for force in (False, True):
        diagnostics = Diagnostics()
        write(files, package, "client", None, diagnostics, force=force)
        assert {d.code for d in diagnostics} >= {"output-blocked"}
        assert list(outside.iterdir()) == []


def referring(reference: str, folder: Path, access: ReferencePolicy | None = None) -> list[str]:
    """The codes of what is said about a document whose schema refers elsewhere."""
    (folder / "api.json").write_text(
        json.dumps(
            {
                "openapi": "3.1.0",
                "info": {"title": "T", "version": "1"},
                "paths": {},
                "components": {"schemas": {"A": {"$ref": reference}}},
            }
        )
    )
    diagnostics = Diagnostics()
    path = folder / "api.json"
    opened = open_document(path, "api.json", [], access or ReferencePolicy(), diagnostics)
    assert opened is not None
    opened.resolve(opened.root["components"]["schemas"]["A"])
    return [d.code for d in diagnostics]


@pytest.mark.parametrize(
    "reference",
    [
        *("http://127.0.0.1:9/x", "https://127.0.0.1/x", "https://[::1]/x", "//localhost/x"),
        *("https://169.254.169.254/latest", "https://example.com/x", "HTTPS://Example.com/x"),
        *("https://2130706433/x", "https://0x7f.1/x", "https://me@example.com/x", "ftp://a/x"),
        *("gopher://a/x", "data:application/json,{}", "jar:file:///x!/y", "\\\\server\\share\\x"),
    ],
)
def test_nothing_remote_is_asked(
    reference: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reference is no request from your network, unless you named its host."""
    for name in ("getaddrinfo", "create_connection", "gethostbyname"):
        monkeypatch.setattr(socket, name, lambda *_: pytest.fail("the network was asked"))
    assert set(referring(reference, tmp_path)) & {"ref-remote", "ref-unresolved", "ref-outside"}


@pytest.mark.parametrize(
    "reference",
    [
        "../secret.json",
        "/etc/hostname",
        "file:///etc/hostname",
        "link.json",
        "folder/x.json",
        *(
            "%2e%2e/secret.json",
            "..%2fsecret.json",
            "a/../../secret.json",
            "/dev/stdin",
            "/proc/self/environ",
        ),
    ],
)
def test_no_file_outside_is_read(reference: str, tmp_path: Path) -> None:
    """A local reference stays below the document's folder, links and escapes resolved."""
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "secret.json").write_text('{"title": "secret"}')
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "x.json").write_text("{}")
    (folder / "link.json").symlink_to(tmp_path / "secret.json")
    (folder / "folder").symlink_to(tmp_path / "elsewhere")
    assert referring(reference, folder) == ["ref-outside"]
    assert "ref-outside" not in referring(reference, folder, ReferencePolicy(roots=(Path("/"),)))


def test_references_of_a_referenced_file_stay_inside_too(tmp_path: Path) -> None:
    """What is read because of one reference reads no further than the document itself might."""
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (tmp_path / "secret.json").write_text("{}")
    (folder / "sub" / "a.json").write_text('{"$ref": "../../secret.json"}')
    assert "ref-outside" in referring("sub/a.json", folder)


class Refusing:
    """A network whose names change what they mean, and which notes whom it would connect to."""

    def __init__(self, *addresses: list[str]) -> None:
        self.addresses = list(addresses)
        self.dialled: list[str] = []

    @property
    def network(self) -> Network:
        return Network(self.resolve, self.dial)

    def resolve(self, host: str, port: int) -> list[str]:
        return self.addresses.pop(0)

    def dial(self, address: str, port: int, seconds: float) -> socket.socket:
        self.dialled.append(address)
        raise OSError("refused")


def test_names_that_are_resolved_twice() -> None:
    """DNS rebinding: the address that was looked at is the one that is connected to."""
    world = Refusing(["93.184.215.14"], ["127.0.0.1"])
    assert isinstance(fetch("https://a.example/x", ["a.example"], world.network), Unavailable)
    assert world.dialled == ["93.184.215.14"]


@pytest.mark.parametrize(
    "addresses",
    [["10.0.0.1"], ["93.184.215.14", "::1"], ["::ffff:7f00:1"], ["64:ff9b::7f00:1"], ["0.0.0.0"]],
)
def test_names_that_lead_inside(addresses: list[str]) -> None:
    """A public name of a private address, alone or beside a public one."""
    world = Refusing(addresses)
    result = fetch("https://a.example/x", ["a.example"], world.network)
    assert isinstance(result, Unavailable) and world.dialled == []


CIRCLES: dict[str, Any] = {
    "a component is itself": {"schemas": {"A": {"$ref": "#/components/schemas/A"}}},
    "two components are one another": {
        "schemas": {
            "A": {"$ref": "#/components/schemas/B"},
            "B": {"$ref": "#/components/schemas/A"},
        }
    },
    "allOf of itself": {"schemas": {"A": {"allOf": [{"$ref": "#/components/schemas/A"}]}}},
    "allOf of one another, with properties": {
        "schemas": {
            a: {
                "allOf": [{"$ref": f"#/components/schemas/{b}"}],
                "properties": {a: {"type": "string"}},
                "required": [a],
            }
            for a, b in (("A", "B"), ("B", "C"), ("C", "A"))
        }
    },
    "oneOf of itself": {
        "schemas": {"A": {"oneOf": [{"$ref": "#/components/schemas/A"}, {"type": "string"}]}}
    },
    "anyOf of itself alone": {"schemas": {"A": {"anyOf": [{"$ref": "#/components/schemas/A"}]}}},
    "an array of itself": {
        "schemas": {"A": {"type": "array", "items": {"$ref": "#/components/schemas/A"}}}
    },
    "a map of itself": {
        "schemas": {"A": {"additionalProperties": {"$ref": "#/components/schemas/A"}}}
    },
    "not itself": {"schemas": {"A": {"not": {"$ref": "#/components/schemas/A"}}}},
    "conditions on itself": {
        "schemas": {
            "A": {
                "if": {"$ref": "#/components/schemas/A"},
                "then": {"$ref": "#/components/schemas/A"},
                "dependentSchemas": {"a": {"$ref": "#/components/schemas/A"}},
            }
        }
    },
    "a reference into itself": {
        "schemas": {"A": {"$ref": "#/components/schemas/A/properties/b/properties/b"}}
    },
    "a reference to all of the document": {"schemas": {"A": {"$ref": "#"}}},
    "references with members beside them": {
        "schemas": {
            "A": {"$ref": "#/components/schemas/B", "properties": {"a": {}}},
            "B": {"$ref": "#/components/schemas/A", "properties": {"b": {}}},
        }
    },
    "a discriminator that maps to its own children": {
        "schemas": {
            "A": {
                "type": "object",
                "required": ["k"],
                "properties": {"k": {"type": "string"}},
                "discriminator": {"propertyName": "k", "mapping": {"a": "A", "b": "B"}},
                "oneOf": [{"$ref": "#/components/schemas/B"}],
            },
            "B": {"allOf": [{"$ref": "#/components/schemas/A"}]},
        }
    },
    "parameters": {
        "parameters": {
            "A": {"$ref": "#/components/parameters/B"},
            "B": {"$ref": "#/components/parameters/A"},
        }
    },
    "responses": {"responses": {"A": {"$ref": "#/components/responses/A"}}},
    "request bodies": {"requestBodies": {"A": {"$ref": "#/components/requestBodies/A"}}},
    "headers, links and examples": {
        kind: {"A": {"$ref": f"#/components/{kind}/A"}} for kind in ("headers", "links", "examples")
    },
    "security schemes": {"securitySchemes": {"A": {"$ref": "#/components/securitySchemes/A"}}},
    "callbacks": {"callbacks": {"A": {"$ref": "#/components/callbacks/A"}}},
}


@pytest.mark.parametrize("name", CIRCLES)
def test_circles(name: str, tmp_path: Path) -> None:
    """References that lead to themselves, of every kind: generated, with a warning where it is void."""
    refs = {kind: {"$ref": f"#/components/{kind}/A"} for kind in CIRCLES[name]}
    schema = refs.get("schemas", {})
    content = {"application/json": {"schema": schema}}
    operation: dict[str, Any] = {
        "operationId": "a",
        "parameters": [refs["parameters"]] if "parameters" in refs else [],
        "requestBody": refs.get("requestBodies", {"content": content}),
        "responses": {"200": refs.get("responses", {"description": "A", "content": content})},
        "callbacks": {"a": refs.get("callbacks", {})},
    }
    paths = {"/a": {"post": operation}}
    info = {"title": "T", "version": "1"}
    components = CIRCLES[name]
    tree = {"openapi": "3.1.0", "info": info, "paths": paths, "components": components}
    files = client_of(tree, tmp_path)
    assert "def a(" in files["api/a.py"]


@pytest.mark.parametrize("ref", ["#/paths/~1b", "#/components/pathItems/A"])
def test_circles_of_path_items(ref: str, tmp_path: Path) -> None:
    """What operations such a path has is not to be known, so there is no client without them."""
    tree = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {"/b": {"$ref": ref}},
        "components": {"pathItems": {"A": {"$ref": "#/components/pathItems/A"}}},
    }
    assert set(errors(stamped(tmp_path, tree))) == {"ref-cycle"}


def test_a_circle_of_a_section(tmp_path: Path) -> None:
    tree = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {},
        "components": {"schemas": {"$ref": "#/components/schemas"}},
    }
    assert set(errors(stamped(tmp_path, tree))) == {"ref-unresolved"}


def test_circles_across_files(tmp_path: Path) -> None:
    """Two files, each of which is the other."""
    (tmp_path / "a.json").write_text('{"$ref": "b.json"}')
    (tmp_path / "b.json").write_text('{"$ref": "a.json"}')
    (tmp_path / "c.json").write_text(
        json.dumps(
            {"type": "object", "properties": {"c": {"$ref": "c.json"}, "d": {"$ref": "api.json"}}}
        )
    )
    schemas = {name: {"$ref": f"{name}.json"} for name in "abc"}
    info = {"title": "T", "version": "1"}
    tree = {"openapi": "3.1.0", "info": info, "paths": {}, "components": {"schemas": schemas}}
    result = stamped(tmp_path, tree)
    assert errors(result) == []
    files_of(result)


def test_circles_of_aliases(tmp_path: Path) -> None:
    """An alias of YAML that stands inside what it means."""
    result = stamped(tmp_path, "openapi: 3.1.0\npaths: &a {b: *a}\n", "api.yaml")
    assert errors(result) == ["alias-cycle"]
    assert result.files == {}


def test_no_file_is_mistaken_for_a_generated_one(tmp_path: Path) -> None:
    """A document that is a device, a pipe or a folder is refused, and never waited for."""
    os.mkfifo(tmp_path / "pipe.json")
    for name, code in (("pipe.json", "file-unreadable"), (".", "file-is-directory")):
        diagnostics = Diagnostics()
        assert open_document(tmp_path / name, name, [], ReferencePolicy(), diagnostics) is None
        assert [d.code for d in diagnostics] == [code]


def test_payloads_are_many() -> None:
    assert len(PAYLOADS) >= 60
