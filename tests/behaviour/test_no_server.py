"""A document that does not say where the API is, and a package below others: what its README and its errors say."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import black
import httpx2
import pytest

from restamp.pipeline import generate

from ..packages import client_of, write

SPEC = """
openapi: 3.1.0
info: {title: No servers, version: "1"}
%s
paths:
  /health: {get: {operationId: health, tags: [health], responses: {"204": {description: ok}}}}
"""
HOST = "https://api.example.com"
SERVERS = {
    "": HOST,
    "servers: []": HOST,
    "servers: [{url: /api/v1}]": f"{HOST}/api/v1",
    "servers: [{url: '{where}', variables: {where: {default: /}}}]": HOST,
    "servers: [{url: 'https://api.example.com'}]": "",
    "servers: [{url: '{scheme}://a.test', variables: {scheme: {default: https}}}]": "",
}


def written(servers: str, folder: Path) -> str:
    """The README of a package in `src/no_server_shop/_vendor/orders`."""
    (folder / "spec.yaml").write_text(SPEC % servers)
    output = "src/no_server_shop/_vendor/orders"
    write(generate(client_of(folder, output)).files, folder / output)
    return (folder / output / "README.md").read_text()


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.delenv("ORDERS_BASE_URL", raising=False)
    written("", tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path / "src"))
    yield import_module("no_server_shop._vendor.orders")
    for name in [name for name in sys.modules if name.startswith("no_server_shop")]:
        del sys.modules[name]


@pytest.mark.parametrize(("servers", "needed"), SERVERS.items())
def test_the_first_call_has_a_base_url(servers: str, needed: str, tmp_path: Path) -> None:
    readme = written(servers, tmp_path)
    arguments = re.findall(r"with (?:Async)?Client\((.*)\) as client:", readme)
    assert arguments == [f'base_url="{needed}"' if needed else ""] * 2
    assert ("set the environment variable\n`ORDERS_BASE_URL`." in readme) is bool(needed)


def test_the_imports_are_the_real_ones(package: Any, tmp_path: Path) -> None:
    readme = written("", tmp_path)
    lines = re.findall(r"^from .* import .*$", readme, re.MULTILINE)
    assert lines == [
        "from no_server_shop._vendor.orders import Client",
        "from no_server_shop._vendor.orders.errors import ApiError, StatusError",
        "from no_server_shop._vendor.orders.testing import Fake",
    ]
    for line in lines:
        exec(line)


def test_the_error_names_the_argument_and_the_variable(package: Any) -> None:
    with pytest.raises(
        ValueError, match=r'has no absolute server URL.*base_url="https://.*ORDERS_BASE_URL'
    ):
        package.Client()
    transport = httpx2.MockTransport(lambda request: httpx2.Response(204))
    with package.Client(base_url="https://a.test/", transport=transport) as client:
        assert client.health.health() is None


def test_the_readme_describes_credentials() -> None:
    case = Path(__file__).parents[1] / "cases" / "security"
    readme = generate(client_of(case, "client")).files["README.md"]
    for row in (
        r"| `bearer` | `CLIENT_BEARER` | access token (JWT). From \|the\| dashboard, under \*Keys\*. |",
        r'| `key` | `CLIENT_KEY`, `ACME_KEY` | API key. Token-based authentication with required prefix "Token" |',
        "| `people` | `CLIENT_PEOPLE` | access token, or `PasswordCredentials(...)`, or `RefreshToken(...)` |",
    ):
        assert f"\n{row}\n" in readme
    assert "`Client(auth=False)`" in readme


VENDORED = """
openapi: 3.1.0
info: {title: Vendored, version: "1"}
security: [{key: []}]
paths:
  /health: {get: {operationId: health, tags: [health], responses: {"204": {description: ok}}}}
components:
  securitySchemes: {key: %s}
"""


@pytest.mark.parametrize(
    ("scheme", "argument", "others"),
    [
        (
            "{type: apiKey, in: header, name: K, x-fern-header: {env: CLIENT_API_KEY}}",
            "api_key",
            (),
        ),
        ("{type: http, scheme: bearer, x-fern-bearer: {name: t, env: CLIENT_TOKEN}}", "token", ()),
        ("{type: apiKey, in: header, name: K, x-fern-header: {env: KEY}}", "api_key", ("KEY",)),
        ("{type: http, scheme: bearer, x-fern-bearer: {name: t, env: T}}", "token", ("T",)),
    ],
)
def test_a_variable_is_named_once(
    scheme: str, argument: str, others: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "spec.yaml").write_text(VENDORED % scheme)
    files = generate(client_of(tmp_path, "client")).files
    variables = [f"CLIENT_{argument.upper()}", *others]
    assert (
        f"\n| `{argument}` | {', '.join(f'`{name}`' for name in variables)} | "
        in files["README.md"]
    )
    assert f" Default: {' or '.join(variables)}." in files["client.py"]
    items = "".join(f'"{name}", ' for name in variables).rstrip(
        " " if len(variables) == 1 else ", "
    )
    assert f'environment={{"key": ({items})}}' in files["client.py"]


STREAMS = """
openapi: 3.1.0
info: {title: Streams, version: "1"}
paths:
  /events:
    get:
      operationId: events
      tags: [a]
      responses:
        "200": {description: ok, content: {text/event-stream: {schema: {type: string}}}}
%s
webhooks:
  sold:
    post:
      operationId: sold
      requestBody: {content: {application/json: {schema: {type: integer}}}}
      responses: {"204": {description: ok}}
components:
  securitySchemes:
    people: {type: oauth2, flows: {password: {scopes: {}, tokenUrl: token}}}
security: [{people: []}]
"""
PLAIN = """
  /plain:
    get: {operationId: plain, tags: [z], responses: {"204": {description: ok}}}
"""


@pytest.mark.parametrize(
    ("others", "first"), [(PLAIN, "client.z.plain()"), ("", "client.a.events()")]
)
def test_a_stream_is_the_first_call_only_where_there_is_no_other(
    others: str, first: str, tmp_path: Path
) -> None:
    (tmp_path / "spec.yaml").write_text(STREAMS % others)
    files = generate(client_of(tmp_path, "orders")).files
    assert f"    result = {first}\n" in files["README.md"]
    assert "\nwith client.a.events() as items:\n" in files["README.md"]
    grants = "`PasswordCredentials` and `RefreshToken` come from `orders`."
    assert grants in files["README.md"]
    webhooks = files["webhooks.py"]
    assert black.format_str(webhooks, mode=black.Mode(line_length=88)) == webhooks
