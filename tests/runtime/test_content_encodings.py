"""Responses whose Content-Encoding httpx2 decodes only with an extra."""

from __future__ import annotations

import gzip
from typing import Any

import httpx2
import pytest
from restamp_runtime.api import Api
from restamp_runtime.errors import ApiError, DecodeError, StatusError
from restamp_runtime.request import Request

API = Api(name="x", base_url="https://api.example.com")
EXTRAS = {"br": "brotli", "zstd": "zstd"}
ASKED = httpx2.Client().headers["accept-encoding"].split(", ")
MISSING = sorted(EXTRAS.keys() - set(ASKED))


def compressed(name: str, status: int = 200, content: bytes = b"\x1b\x0e\x00") -> Any:
    headers = {"content-encoding": name, "content-type": "application/json"}
    return lambda _: httpx2.Response(status, headers=headers, content=content)


@pytest.mark.parametrize("name", MISSING)
@pytest.mark.parametrize("kind", [dict[str, Any], bytes, str])
def test_the_error_names_the_encoding_and_the_extra(drive: Any, name: str, kind: Any) -> None:
    with pytest.raises(DecodeError, match=rf"Content-Encoding {name}.*httpx2\[{EXTRAS[name]}\]"):
        drive(API, compressed(name), Request("GET", "/x", kind))


@pytest.mark.parametrize("name", MISSING)
def test_so_does_the_error_of_a_status(drive: Any, name: str) -> None:
    with pytest.raises(StatusError, match=rf"400 Bad Request: Content-Encoding {name}"):
        drive(API, compressed(name, 400), Request("GET", "/x", None))


def test_only_decodable_encodings_are_asked_for(drive: Any) -> None:
    sent: list[str] = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        sent.append(request.headers["accept-encoding"])
        return httpx2.Response(204)

    drive(API, handler, Request("GET", "/x", None))
    assert sent == [", ".join(ASKED)]


def test_others_are_decoded(drive: Any) -> None:
    handler = compressed("gzip", content=gzip.compress(b'{"a": 1}'))
    assert drive(API, handler, Request("GET", "/x", dict[str, Any])) == {"a": 1}
    handler = compressed("none", content=b'{"a": 1}')
    assert drive(API, handler, Request("GET", "/x", dict[str, Any])) == {"a": 1}


INSTALLED = sorted(EXTRAS.keys() - set(MISSING))
ENCODED = {
    "br": bytes.fromhex("0b0380") + b'{"a":1}' + bytes.fromhex("03"),
    "zstd": bytes.fromhex("28b52ffd2007390000") + b'{"a":1}',
}
"""The JSON text `{"a":1}` in one block that is not compressed (RFC 7932, RFC 8878)."""


@pytest.mark.parametrize("name", INSTALLED)
def test_with_the_extra_they_are_asked_for_and_decoded(drive: Any, name: str) -> None:
    assert name in ASKED
    handler = compressed(name, content=ENCODED[name])
    assert drive(API, handler, Request("GET", "/x", dict[str, Any])) == {"a": 1}


@pytest.mark.parametrize("name", INSTALLED)
def test_what_does_not_decode_is_an_error_of_the_client(drive: Any, name: str) -> None:
    handler = compressed(name, content=b"\xff" * 30)
    with pytest.raises(ApiError):
        drive(API, handler, Request("GET", "/x", dict[str, Any]))
