"""Recordings of real calls: what is in them, what is not, and fakes that respond from them."""

from __future__ import annotations

import asyncio
import json
import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, quote, quote_plus

import httpx2
import pytest

from ..drifting import logging_package

DOCUMENT = """
openapi: 3.1.0
info: {title: Everything, version: "1"}
servers: [{url: "https://api.example.com/v1"}]
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Own-Key}
    asked: {type: apiKey, in: query, name: app_key}
    baked: {type: apiKey, in: cookie, name: sid}
    user: {type: http, scheme: basic}
    token: {type: http, scheme: bearer}
    oauth: {type: oauth2, flows: {clientCredentials: {tokenUrl: "https://api.example.com/token", scopes: {}}}}
    oidc: {type: openIdConnect, openIdConnectUrl: "https://api.example.com/.well-known/openid-configuration"}
  schemas:
    Pet:
      type: object
      required: [id]
      properties: {id: {type: integer}, name: {type: string}, password: {type: string}, pin: {type: integer}}
paths:
  /pets/{id}:
    get:
      operationId: getPet
      tags: [pets]
      security: [{key: []}, {asked: []}, {baked: []}, {user: []}, {token: []}, {oauth: []}, {oidc: []}]
      parameters:
        - {name: id, in: path, required: true, schema: {type: integer}}
        - {name: fields, in: query, schema: {type: string}}
        - {name: X-Version, in: header, schema: {type: string}}
      responses:
        "200": {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
        "404": {description: no, content: {application/json: {schema: {type: object}}}}
  /pets:
    post:
      operationId: addPet
      tags: [pets]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
      responses:
        "201": {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
    get:
      operationId: listPets
      tags: [pets]
      x-restamp-pagination: {style: url, items: items, next: next}
      responses:
        "200":
          description: Pets.
          content:
            application/json:
              schema:
                type: object
                properties: {items: {type: array, items: {$ref: '#/components/schemas/Pet'}}, next: {type: string}}
  /picture:
    get:
      operationId: getPicture
      tags: [pets]
      responses: {"200": {description: ok, content: {image/png: {schema: {type: string, format: binary}}}}}
    put:
      operationId: setPicture
      tags: [pets]
      requestBody: {content: {application/octet-stream: {schema: {type: string, format: binary}}}}
      responses: {"204": {description: ok}}
  /news:
    get:
      operationId: watch
      tags: [pets]
      responses: {"200": {description: ok, content: {text/event-stream: {itemSchema: {$ref: '#/components/schemas/Pet'}}}}}
"""

SECRETS = {
    "key": 'k-"1\\/ß+key',
    "asked": "a&sk=ed +%key",
    "baked": "baked-cookie-77",
    "password": 'p:w/d"ü+ 9',
    "token": "bearer.token~value",
    "client_secret": "client+/secret&1",
    "access": "granted/access+token",
    "oidc": "identity.token/value+1",
}
OPTIONS: dict[str, dict[str, Any]] = {
    "key": {"key": SECRETS["key"].replace("ß", "s")},
    "asked": {"asked": SECRETS["asked"]},
    "baked": {"baked": SECRETS["baked"]},
    "user": {"user": ("ann", SECRETS["password"])},
    "token": {"token": SECRETS["token"]},
}
PNG = bytes(range(256))


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with logging_package(tmp_path_factory.mktemp("everything"), DOCUMENT) as package:
        import importlib

        for module in ("recording", "testing"):
            importlib.import_module(f"{package.__name__}.{module}")
        yield package


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "calls.har"


Respond = Callable[[httpx2.Request], httpx2.Response]


def recorded(package: Any, file: Path, respond: Respond, **options: Any) -> Any:
    """A client that records what it sends to a handler."""
    inner = httpx2.MockTransport(respond)
    return package.recording.Recording(file, transport=inner, **options)


def entries(file: Path) -> list[dict[str, Any]]:
    log = json.loads(file.read_text("utf-8"))["log"]
    assert log["version"] == "1.2" and log["creator"]["name"]
    return log["entries"]


def spellings(secret: str) -> set[str]:
    """How a file may have a secret: as text, percent-encoded, in Base64 at any position."""
    texts = {secret, quote(secret, safe=""), quote_plus(secret), quote(secret)}
    texts |= {json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]}
    content = secret.encode()
    for before in range(3):
        whole = b64encode(b"x" * before + content).decode()
        texts.add(whole[4 if before else 0 : -4])
    texts |= {json.dumps(text)[1:-1] for text in texts}
    return texts | {text.lower() for text in texts}


def echo(request: httpx2.Request) -> httpx2.Response:
    """Sends everything back that it gets, as a debugging server does."""
    if request.url.path == "/token":
        body = {"access_token": SECRETS["access"], "token_type": "bearer", "expires_in": 60}
        return httpx2.Response(200, json=body)
    sent = [value for _, value in request.headers.items()]
    basic = [b64decode(v[6:]).decode() for v in sent if v.startswith("Basic ")]
    name = "|".join([str(request.url), *sent, *basic, *parse_qs(str(request.url.query)).keys()])
    return httpx2.Response(
        200,
        json={"id": 1, "name": name, "password": basic[0] if basic else "none"},
        headers={"Set-Cookie": "session=abcdef-session; Path=/", "X-Echo": quote(name)},
    )


def test_no_credential_is_in_a_recording_of_1000_calls(package: Any, file: Path) -> None:
    from importlib import import_module

    grants = import_module(f"{package.__name__}._runtime.grants")
    transport = recorded(package, file, echo)
    clients = [
        package.Client(transport=transport, **options) for options in credentials(package, grants)
    ]
    assert len(clients) == 7

    def work(client: Any) -> None:
        for number in range(143):
            client.pets.get(number, fields="name")

    threads = [Thread(target=work, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    transport.close()
    assert len(entries(file)) >= 1001
    text = file.read_text("utf-8")
    lower = text.lower()
    for name, secret in {**SECRETS, "key": OPTIONS["key"]["key"], "sid": "abcdef-session"}.items():
        for spelling in spellings(secret):
            assert len(spelling) < 6 or spelling.lower() not in lower, name


def credentials(package: Any, grants: Any) -> list[dict[str, Any]]:
    """The arguments of clients for each scheme, by the names that the package gives them."""
    import inspect

    names = inspect.signature(package.Client.__init__).parameters
    options: list[dict[str, Any]] = []
    for name in names:
        if name in ("key", "key_key", "x_own_key"):
            options.append({name: OPTIONS["key"]["key"]})
        elif "asked" in name or name == "app_key":
            options.append({name: SECRETS["asked"]})
        elif "baked" in name or name == "sid":
            options.append({name: SECRETS["baked"]})
        elif name == "basic" or name == "user":
            options.append({name: ("ann", SECRETS["password"])})
        elif name == "username":
            options.append({"username": "ann", "password": SECRETS["password"]})
        elif "oidc" in name:
            options.append({name: SECRETS["oidc"]})
        elif "oauth" in name:
            grant = grants.ClientCredentials("id", SECRETS["client_secret"])
            options.append({name: grant})
        elif "token" in name:
            options.append({name: SECRETS["token"]})
    return options


def pets(request: httpx2.Request) -> httpx2.Response:
    match request.method, request.url.path.removeprefix("/v1"):
        case "GET", "/picture":
            return httpx2.Response(200, content=PNG, headers={"content-type": "image/png"})
        case "PUT", "/picture":
            return httpx2.Response(204)
        case "GET", "/news":
            text = 'data: {"id": 1}\n\ndata: {"id": 2}\n\n'
            return httpx2.Response(200, content=text, headers={"content-type": "text/event-stream"})
        case "GET", "/pets":
            page = request.url.params.get("page")
            more = {} if page else {"next": "https://api.example.com/v1/pets?page=2"}
            return httpx2.Response(200, json={"items": [{"id": 2 if page else 1}], **more})
        case "POST", _:
            data = json.loads(request.content)
            return httpx2.Response(201, json={**data, "id": 9, "pin": 1234})
        case _, path:
            number = int(path.rpartition("/")[2])
            if number == 404:
                return httpx2.Response(404, json={"detail": "no"})
            if number == 500:
                raise httpx2.ReadTimeout("late")
            pets.calls += 1  # type: ignore[attr-defined]
            body = {"id": number, "name": f"call {pets.calls}"}  # type: ignore[attr-defined]
            return httpx2.Response(200, json=body)


pets.calls = 0  # type: ignore[attr-defined]


def session(package: Any, client: Any) -> list[Any]:
    """Calls of all kinds, and their results."""
    results: list[Any] = []

    def take(call: Callable[[], Any]) -> None:
        try:
            results.append(call())
        except package.errors.ApiError as error:
            results.append((type(error), getattr(error, "status", None)))

    for _ in range(3):
        take(lambda: client.pets.get(1))
    take(lambda: client.pets.get(1, fields="a,b"))
    take(lambda: client.pets.get(1, x_version="2"))
    take(lambda: client.pets.get(404))
    take(lambda: client.pets.get(500))
    take(lambda: client.pets.add({"id": 1, "name": "Zoë"}))
    take(lambda: client.pets.set_picture(PNG))
    take(lambda: client.pets.get_picture())
    take(lambda: [*client.pets.list.items()])

    def stream() -> list[Any]:
        with client.pets.watch() as items:
            return [*items]

    take(stream)
    return results


def test_a_replay_is_exact(package: Any, file: Path) -> None:
    with recorded(package, file, pets) as transport:
        client = package.Client(transport=transport, auth=False, max_retries=0)
        before = session(package, client)
    replayed = package.testing.Fake.replaying(file)
    with replayed.client() as client:
        client = client.with_options(max_retries=0)
        assert session(package, client) == before
        assert client.pets.get(1).name == before[2].name, "the last one again"
    assert [call.operation for call in replayed.calls][:2] == ["pets.get", "pets.get"]
    assert package.recording.recording_problems(file) == []


def test_an_asynchronous_client_records_and_replays(package: Any, file: Path) -> None:
    async def main(transport: Any) -> list[Any]:
        async with package.AsyncClient(transport=transport, auth=False) as client:
            pet, picture = await client.pets.get(7), await client.pets.get_picture()
            async with client.pets.watch() as items:
                return [pet, picture, *[item async for item in items]]

    before = asyncio.run(main(recorded(package, file, pets)))
    assert len(entries(file)) == 3
    fake = package.testing.Fake.replaying(file)
    assert asyncio.run(main(fake.transport))[1:] == before[1:]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda c: c.pets.get(2), r"nearest: GET \S*/pets/1, which differs in path id \('1'\)"),
        (lambda c: c.pets.get(1, fields="x"), r"differs in query fields \(None\)"),
        (lambda c: c.pets.get(1, x_version="3"), r"differs in header x-version \(None\)"),
        (lambda c: c.pets.add({"id": 2}), r"differs in body \(another one\)"),
        (lambda c: c.pets.get_picture(), r"nor was any other call of pets.get_picture"),
    ],
)
def test_what_was_never_recorded_is_an_error(
    package: Any, file: Path, call: Callable[[Any], Any], message: str
) -> None:
    with recorded(package, file, pets) as transport:
        client = package.Client(transport=transport, auth=False)
        client.pets.get(1)
        client.pets.add({"id": 1})
    fake = package.testing.Fake.replaying(file)
    with fake.client() as client, pytest.raises(package.testing.UnexpectedCall, match=message):
        call(client)


def test_chosen_fields_are_redacted(package: Any, file: Path) -> None:
    with recorded(package, file, pets, redact=("pin", "name", "fields", "X-Version")) as transport:
        client = package.Client(transport=transport, auth=False)
        client.pets.add({"id": 1, "name": "Confidential", "password": "pass-word"})
        client.pets.get(1, fields="Confidential", x_version="Confidential")
    text = file.read_text()
    assert "Confidential" not in text and "pass-word" not in text and "1234" not in text
    fake = package.testing.Fake.replaying(file)
    with fake.client() as client:
        pet = client.pets.add({"id": 1, "name": "Other", "password": "other"})
        assert (pet.id, pet.name, pet.pin) == (9, "***", 0)
        client.pets.get(1, fields="other", x_version="other")
        with pytest.raises(package.testing.UnexpectedCall):
            client.pets.add({"id": 2, "name": "Other", "password": "other"})


def test_a_credential_that_is_seen_later_is_removed_from_earlier_calls(
    package: Any, file: Path
) -> None:
    """Such as the token in the response to a login."""

    def respond(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, json={"id": 1, "name": "later-token-1"})

    with recorded(package, file, respond) as transport:
        client = package.Client(transport=transport, auth=False)
        client.pets.get(1)
        assert "later-token-1" in file.read_text()
        client.with_options(extra_headers={"Authorization": "Bearer later-token-1"}).pets.get(2)
    assert "later-token-1" not in file.read_text()
    assert [entry["response"]["status"] for entry in entries(file)] == [200, 200]


def test_a_recording_that_no_longer_fits(package: Any, file: Path) -> None:
    with recorded(package, file, pets) as transport:
        package.Client(transport=transport, auth=False).pets.get(1)
    har = json.loads(file.read_text())
    (entry,) = har["log"]["entries"]
    gone = json.loads(json.dumps(entry).replace("/pets/", "/dogs/"))
    broken = json.loads(json.dumps(entry))
    broken["response"]["content"]["text"] = '{"id": "one"}'
    har["log"]["entries"] = [entry, gone, broken]
    file.write_text(json.dumps(har))
    first, second = package.recording.recording_problems(file)
    assert "/dogs/1: the document has no such operation" in first
    assert "id: Input should be a valid integer" in second


def test_a_recording_of_another_tool(package: Any, file: Path) -> None:
    """Without the template of the operation, at another base URL, as browsers write it."""
    entry = {
        "startedDateTime": "2026-01-01T00:00:00.000Z",
        "request": {
            "method": "GET",
            "url": "http://localhost:8080/proxy/pets/5?fields=a",
            "headers": [{"name": ":authority", "value": "x"}, {"name": "sec-x", "value": "y"}],
        },
        "response": {
            "status": 200,
            "headers": [{"name": "content-encoding", "value": "br"}],
            "content": {
                "mimeType": "application/json",
                "text": "eyJpZCI6IDV9",
                "encoding": "base64",
            },
        },
    }
    file.write_text("\ufeff" + json.dumps({"log": {"entries": [entry]}}), "utf-8")
    with package.testing.Fake.replaying(file).client() as client:
        assert client.pets.get(5, fields="a").id == 5
        assert client.base_url == "http://localhost:8080/proxy"


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"log": {"entries": [{}]}}'])
def test_a_file_that_is_no_har(package: Any, file: Path, text: str) -> None:
    file.write_text(text)
    with pytest.raises(ValueError, match=re.escape(f"{file} is not a HAR file")):
        package.testing.Fake.replaying(file)


def test_large_bodies_are_not_kept_in_memory(
    package: Any, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from importlib import import_module

    module = import_module(f"{package.__name__}._runtime.recordings")
    monkeypatch.setattr(module, "MAX_BODY_BYTES", 100)
    with recorded(package, file, pets) as transport:
        client = package.Client(transport=transport, auth=False)
        assert client.pets.get_picture() == PNG
    [entry] = entries(file)
    assert entry["_truncated"] and len(entry["response"]["content"]["text"]) == 100
    with (
        package.testing.Fake.replaying(file).client() as client,
        pytest.raises(package.testing.UnexpectedCall, match="not recorded as a whole"),
    ):
        client.pets.get_picture()


def test_compressed_bodies_are_recorded_as_they_are_read(package: Any, file: Path) -> None:
    import gzip

    def respond(_: httpx2.Request) -> httpx2.Response:
        body = gzip.compress(b'{"id": 3}')
        stream = httpx2.ByteStream(body)
        headers = {"content-encoding": "gzip", "content-type": "application/json"}
        return httpx2.Response(200, stream=stream, headers=headers)

    with recorded(package, file, respond) as transport:
        assert package.Client(transport=transport, auth=False).pets.get(3).id == 3
    [entry] = entries(file)
    assert entry["response"]["content"]["text"] == '{"id": 3}'
    with package.testing.Fake.replaying(file).client() as client:
        assert client.pets.get(3).id == 3


def test_uploads_are_recorded_while_they_are_sent(package: Any, file: Path, tmp_path: Path) -> None:
    (tmp_path / "picture").write_bytes(b"\xff" * 100_000)
    with recorded(package, file, pets) as transport:
        client = package.Client(transport=transport, auth=False)
        with (tmp_path / "picture").open("rb") as picture:
            client.pets.set_picture(picture)
        client.pets.set_picture(iter([b"a", b"b"]))
    first, second = (entry["request"] for entry in entries(file))
    assert (first["bodySize"], first["postData"]["_encoding"]) == (100_000, "base64")
    assert (second["bodySize"], second["postData"]["text"]) == (2, "ab")
    with package.testing.Fake.replaying(file).client() as client:
        client.pets.set_picture(b"ab")
        with pytest.raises(package.testing.UnexpectedCall, match="body"):
            client.pets.set_picture(b"abc")
