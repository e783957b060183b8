"""Paths with a query, whose parameters are also declared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx2
import pytest

DOCUMENT = """
swagger: "2.0"
info: {title: T, version: "1"}
paths: {}
PATHS:
  /box?comp=list&flag=true:
    get:
      operationId: read
      parameters:
        - {name: comp, in: query, required: true, type: string, enum: [list]}
        - {name: flag, in: query, required: true, type: boolean, enum: [true]}
        - {name: other, in: query, type: string}
      responses: {204: {description: ok}}
  /box?mode=x:
    get:
      operationId: choose
      parameters:
        - {name: mode, in: query, required: true, type: string, enum: [y]}
      responses: {204: {description: ok}}
"""


@pytest.fixture(params=["paths", "x-ms-paths"])
def document(request: pytest.FixtureRequest) -> str:
    if request.param == "paths":
        return DOCUMENT.replace("paths: {}\n", "").replace("PATHS", "paths")
    return DOCUMENT.replace("PATHS", "x-ms-paths")


def test_a_query_of_the_path_is_sent_once(client: Callable[..., Any], document: str) -> None:
    urls: list[str] = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        urls.append(request.url.raw_path.decode())
        return httpx2.Response(204)

    box = client(document, handler).box
    box.read()
    box.read(other="a")
    assert urls == ["/box?comp=list&flag=true", "/box?comp=list&flag=true&other=a"]


def test_a_parameter_with_another_value_stays(client: Callable[..., Any], document: str) -> None:
    urls: list[str] = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        urls.append(request.url.raw_path.decode())
        return httpx2.Response(204)

    client(document, handler).box.choose(mode="y")
    assert urls == ["/box?mode=x&mode=y"]
