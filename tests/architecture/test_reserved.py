"""What generated clients are written with is reserved: no name of a document stands in its way."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

import pytest

from restamp.names import reserved
from restamp.pipeline import generate

from ..packages import client_of

DOCUMENT = """
openapi: 3.1.0
info: {title: Everything, version: "1"}
servers: [{url: "https://{region}.example.com", variables: {region: {default: eu}}}]
security: [{key: []}, {user: []}, {token: []}, {oauth: []}, {openid: []}]
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    user: {type: http, scheme: basic}
    token: {type: http, scheme: bearer}
    oauth: {type: oauth2, flows: {clientCredentials: {tokenUrl: /token, scopes: {}}}}
    openid: {type: openIdConnect, openIdConnectUrl: "https://example.com/.well-known"}
paths:
  /jobs:
    get:
      operationId: listJobs
      tags: [jobs]
      parameters: [{name: offset, in: query, schema: {type: integer}}]
      x-restamp-pagination: {style: offset, items: items, offset: offset}
      responses:
        "200":
          description: Jobs.
          content:
            application/json:
              schema:
                {type: object, properties: {items: {type: array, items: {type: object}}}}
  /jobs/{id}:
    get:
      operationId: getJob
      tags: [jobs]
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      x-restamp-waiter: {status: state, success: [done]}
      responses:
        "200":
          description: A job.
          content:
            application/json: {schema: {type: object, properties: {state: {type: string}}}}
  /news:
    get:
      operationId: watch
      tags: [jobs]
      responses:
        "200": {description: News., content: {text/event-stream: {}}}
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    folder = tmp_path_factory.mktemp("everything")
    (folder / "spec.yaml").write_text(DOCUMENT, "utf-8")
    result = generate(client_of(folder, "everything"))
    assert result.files, result.diagnostics
    return result.files


def classes(text: str) -> Iterator[ast.ClassDef]:
    yield from (node for node in ast.parse(text).body if isinstance(node, ast.ClassDef))


def imported(text: str) -> set[str]:
    """The classes that a module imports from the runtime, and its own constants."""
    tree = ast.parse(text)
    return {
        alias.asname or alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and "_runtime" in (node.module or "")
        for alias in node.names
        if (alias.asname or alias.name)[0].isupper()
    }


def words(node: ast.ClassDef) -> set[str]:
    """The names that the annotations and decorators of a class are written with, and its arguments."""
    names = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
    names |= {argument.arg for argument in ast.walk(node) if isinstance(argument, ast.arg)}
    return {name for name in names if name.islower()}


OF_THE_DOCUMENT = {"api_key", "password", "token", "access_token", "oauth", "openid", "region"}
OF_THE_DOCUMENT |= {"username", "openid_token", "oauth_token", "user_password", "user_username"}
OF_PYTHON = {"super", "basic", "base_url", "deadline", "transport", "max_response_bytes", "auth"}
OF_PYTHON |= {"hidden_options", "options_"}
"""Names that an attribute does not hide: they are arguments, or looked up outside of the class's body."""


def test_members_of_the_client(files: Mapping[str, str]) -> None:
    client, other = classes(files["client.py"])
    free = words(client) | words(other)
    assert free - reserved.CLIENT_MEMBERS <= OF_THE_DOCUMENT | OF_PYTHON


def test_arguments_of_the_client(files: Mapping[str, str]) -> None:
    for node in classes(files["client.py"]):
        (init,) = (part for part in node.body if getattr(part, "name", "") == "__init__")
        assert isinstance(init, ast.FunctionDef)
        arguments = {argument.arg for argument in (*init.args.args, *init.args.kwonlyargs)}
        body = {part.id for part in ast.walk(init) if isinstance(part, ast.Name)}
        annotations = {"bool", "float", "int", "str"}
        locals_ = {name for name in body if name.islower()} - annotations - OF_THE_DOCUMENT
        assert (arguments | locals_) - OF_THE_DOCUMENT == reserved.CLIENT_ARGUMENTS | {"httpx2"}


def test_classes_of_clients_and_resources(files: Mapping[str, str]) -> None:
    names = imported(files["client.py"]) | imported(files["resources/jobs.py"])
    assert names - {"API", "Waiter"} <= reserved.CLIENT_CLASSES


def test_members_and_classes_of_the_fake(files: Mapping[str, str]) -> None:
    (fake,) = classes(files["testing/__init__.py"])
    assert words(fake) - reserved.FAKE_MEMBERS <= {
        "__name__",
        "super",
        "self",
        "strict",
        "property",
    }
    names = imported(files["testing/__init__.py"]) | imported(files["testing/jobs.py"])
    assert names - {"UnexpectedCall"} <= reserved.FAKE_CLASSES
