"""Parameters that are the key of a security scheme as well: the client's credential goes there."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx2
import pytest

from restamp.pipeline import generate

from ..packages import client_of, write

CASE = Path(__file__).parents[1] / "cases" / "credential_parameters"
PACKAGE = "credential_parameters_client"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    write(generate(client_of(CASE, PACKAGE)).files, tmp_path / PACKAGE)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield import_module(PACKAGE)
    for name in [name for name in sys.modules if name.startswith(PACKAGE)]:
        del sys.modules[name]


@pytest.mark.parametrize(
    ("credential", "name", "arguments", "sent"),
    [
        ("header", "in_header", {}, "H"),
        ("header", "in_header", {"x_key": "mine"}, "mine"),
        ("query", "in_query", {}, "Q"),
        ("query", "in_query", {"key": "mine"}, "mine"),
        ("cookie", "in_query", {}, "sid=C"),
    ],
)
def test_it_need_not_be_given(
    package: Any, credential: str, name: str, arguments: dict[str, str], sent: str
) -> None:
    seen: list[str] = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        headers = request.headers.get_list("x-key") + request.headers.get_list("cookie")
        seen.extend(headers + request.url.params.get_list("key"))
        return httpx2.Response(204)

    with package.Client(
        base_url="http://test",
        transport=httpx2.MockTransport(handler),
        **{credential: credential[0].upper()},
    ) as client:
        getattr(client.things, name)(**arguments)
    assert seen == [sent]


def test_it_is_needed_where_no_credential_goes(package: Any) -> None:
    client = package.Client(base_url="http://test", header="H")
    with client, pytest.raises(TypeError, match="x_key"):
        client.things.in_public()
