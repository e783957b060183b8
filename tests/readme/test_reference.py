"""API.md: every call is in it, with a link to its function, its arguments and its results."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from restamp.pipeline import Result, generate

from ..api_md import Entry, entries
from ..packages import client_of

ROOT = Path(__file__).parents[2]
HEAD = """
openapi: 3.1.0
info: {title: Unseen, version: "1"}
servers: [{url: "https://api.example.com"}]
tags: [{name: things 3, description: "Things of *one* kind. And more."}]
paths:
"""
OPERATION = """
  /{group}/{{id}}/parts{number}/{{part_of_a_long_name}}:
    {method}:
      operationId: {method}_part{number}
      summary: {method} <b>part</b> {number}
      deprecated: {deprecated}
      tags: [things {number}]
      parameters:
        - {{name: id, in: path, required: true, schema: {{type: string}}}}
        - {{name: part_of_a_long_name, in: path, required: true, schema: {{type: integer}}}}
        - {{name: needed, in: query, required: true, schema: {{type: string}}}}
        - {{name: an_optional_one, in: query, schema: {{type: string, enum: ["a`b", "c"]}}}}
      responses:
        "200":
          description: A part
          content:
            application/json:
              schema: {{type: array, items: {{type: object, title: Part{number}, properties: {{a: {{type: string}}}}}}}}
        "404": {{description: There is none}}
"""
METHODS = ("get", "post", "delete")


@pytest.fixture(scope="module")
def unseen(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """A package of 120 operations, with nested resources, and lines that are broken."""
    folder = tmp_path_factory.mktemp("unseen")
    operations = (
        OPERATION.format(
            method=method, number=n, group=f"group{n % 7}", deprecated=str(n % 5 == 0).lower()
        )
        for n in range(40)
        for method in METHODS
    )
    paths: dict[str, str] = {}
    for text in operations:
        path, _, rest = text.lstrip("\n").partition("\n")
        paths[path] = paths.get(path, "") + rest
    document = HEAD + "".join(f"{path}\n{rest}" for path, rest in paths.items())
    (folder / "spec.yaml").write_text(document)
    result = generate(client_of(folder, "unseen"))
    assert not result.failed, result.diagnostics
    return result


def committed(name: str) -> dict[str, str]:
    """The files of a committed client."""
    folder = ROOT / "generated" / name
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in (folder / "API.md", *folder.rglob("api/**/*.py"))
    }


def functions(files: dict[str, str]) -> set[tuple[str, str]]:
    """The functions in `api`."""
    return {
        (path, node.name)
        for path, text in files.items()
        if path.startswith("api/")
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef)
    }


def arguments(entry: Entry) -> Iterator[tuple[str, bool]]:
    """The arguments of the function as they are passed, and whether they are required."""
    listed = entry.function.args
    for number, argument in enumerate(reversed(listed.args)):
        yield argument.arg, number >= len(listed.defaults)
    for argument, default in zip(listed.kwonlyargs, listed.kw_defaults, strict=True):
        name = argument.arg
        yield (f"{name}={name}" if default is None else name), default is None


def check(files: dict[str, str]) -> list[Entry]:
    listed = list(entries(files))
    linked = [(entry.path, entry.function.name) for entry in listed]
    assert len(set(linked)) == len(linked) and set(linked) == functions(files)
    for entry in listed:
        module = entry.path.removeprefix("api/").removesuffix("__init__.py").removesuffix(".py")
        assert entry.name.split(".")[:-1] == ["client", *filter(None, module.split("/"))]
        both = list(arguments(entry))
        assert sorted(entry.arguments) == sorted(name for name, required in both if required)
        assert sorted(entry.optional) == sorted(name for name, required in both if not required)
        docstring = ast.get_docstring(entry.function) or ""
        (request,) = re.findall(r"`([A-Z]+ [^`]+)`$", entry.about)
        assert request in docstring.split("\n")
        assert entry.deprecated is ("Deprecated" in docstring)
    return listed


@pytest.mark.parametrize("name", ["blink", "tracecat"])
def test_every_call_of_a_committed_client(name: str) -> None:
    assert check(committed(name))


def test_every_call_of_an_unseen_document(unseen: Result) -> None:
    listed = check(dict(unseen.files))
    assert len(listed) == 120
    assert sum(entry.deprecated for entry in listed) == 24
    assert max(entry.name.count(".") for entry in listed) > 2
    part = next(entry for entry in listed if "GET" in entry.about and "parts3/" in entry.about)
    assert part.arguments == ("id", "part_of_a_long_name", "needed=needed")
    (returned,) = part.returns
    assert returned.startswith("list[models.") and returned.endswith("Part3]")
    assert part.about.startswith(r"Get \<b>part\</b> 3. `")


def test_headings_are_the_resources(unseen: Result) -> None:
    text = unseen.files["API.md"]
    headings = re.findall(r"^(#+) `client\.?([\w.]*)`$", text, re.MULTILINE)
    assert len(headings) == len(set(headings)) == text.count("\n##")
    chains = [chain for _, chain in headings]
    assert chains == sorted(chains)
    for level, chain in headings:
        assert len(level) == chain.count(".") + 2
        above = chain.rpartition(".")[0]
        assert not above or above in chains


def test_the_readme_is_one_screen(unseen: Result) -> None:
    readme = unseen.files["README.md"]
    assert "[API.md](API.md)" in readme
    assert len(readme.splitlines()) <= 90


@pytest.mark.parametrize("name", ["blink", "tracecat"])
def test_the_readmes_of_committed_clients_are_one_screen(name: str) -> None:
    readme = (ROOT / "generated" / name / "README.md").read_text("utf-8")
    assert len(readme.splitlines()) <= 120
