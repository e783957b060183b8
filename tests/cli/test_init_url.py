"""`restamp init` from a URL to the first call: what is stored, what is written, and what is printed runs."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from .site import Site

Restamp = Callable[..., Any]

PETS: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "The Pet API", "version": "1"},
    "paths": {
        "/pets/{pet_id}": {
            "get": {
                "operationId": "get_pet_pets__pet_id__get",
                "tags": ["pets"],
                "parameters": [
                    {"name": "pet_id", "in": "path", "required": True, "schema": {"type": "string"}}
                ],
                "responses": {
                    "200": {
                        "description": "",
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}
                        },
                    }
                },
            }
        }
    },
    "components": {
        "schemas": {"Pet": {"type": "object", "properties": {"name": {"type": "string"}}}},
    },
}
KEY = {"type": "apiKey", "in": "header", "name": "X-Key"}


def written(changes: Mapping[str, Any] | None = None) -> bytes:
    return json.dumps(PETS | (changes or {})).encode()


def secured(scheme: Mapping[str, Any], *others: Mapping[str, Any]) -> dict[str, Any]:
    schemes = {f"key{number}": each for number, each in enumerate((scheme, *others))}
    components = PETS["components"] | {"securitySchemes": schemes}
    return {"components": components, "security": [{"key0": []}]}


def first_call(out: str) -> str:
    """The program that is printed."""
    return "\n".join(line[4:] for line in out.splitlines() if line[:4] == "    " or not line)


def run(code: str, folder: Path, path: str = "") -> str:
    """Run a program as the user would, in the working directory."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_an_own_service(restamp: Restamp, site: Site, tmp_path: Path) -> None:
    """From the URL of a document without a server to a call that reaches the service."""
    url = f"{site.url}/openapi.json"
    site.pages["/openapi.json"] = written()
    site.pages["/pets/pet_id"] = (200, {"Content-Type": "application/json"}, b'{"name": "Rex"}')
    ran = restamp(["init", url], tmp_path)
    assert ran.status == 0, ran.err
    assert (tmp_path / "specs/pet.json").read_bytes() == site.pages["/openapi.json"]
    assert tomllib.loads((tmp_path / "restamp.toml").read_text())["clients"] == {
        "pet": {
            "spec": "specs/pet.json",
            "output": "generated/pet",
            "source": url,
        }
    }
    code = first_call(ran.out)
    assert (
        f'from generated.pet import Client\n\nwith Client(base_url="{site.url}") as client:\n'
        in code
    )
    assert run(code, tmp_path) == "name='Rex'\n"
    assert [path for path, _ in site.requests] == ["/openapi.json", "/pets/pet_id"]
    assert restamp(["check"], tmp_path).status == 0
    assert restamp(["update"], tmp_path).out == f"pet: {url} is unchanged\n"


def test_in_a_project_with_a_source_folder(restamp: Restamp, site: Site, tmp_path: Path) -> None:
    """The import path is the package's, and the program says what it needs."""
    (tmp_path / "src/app").mkdir(parents=True)
    (tmp_path / "src/app/__init__.py").touch()
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "app"\n')
    site.pages["/v1/openapi.json"] = written({"servers": [{"url": "/v1"}], **secured(KEY)})
    site.pages["/v1/pets/pet_id"] = (200, {"Content-Type": "application/json"}, b"{}")
    ran = restamp(["init", f"{site.url}/v1/openapi.json"], tmp_path)
    assert "PYTHONPATH=src" in ran.out
    code = first_call(ran.out)
    assert "from app._vendor.pet import Client\n" in code
    assert f'Client(base_url="{site.url}/v1", api_key="...")' in code
    assert run(code, tmp_path, "src") == "name=None\n"
    assert site.requests[-1][1]["X-Key"] == "..."


@pytest.mark.parametrize(
    ("changes", "client"),
    [
        ({"servers": [{"url": "https://api.example.org"}]}, "Client()"),
        (
            {"servers": [{"url": "https://{tenant}.example.org"}]},
            'Client(base_url="https://api.example.com")',
        ),
        (
            {
                "servers": [{"url": "https://x.org"}],
                **secured({"type": "http", "scheme": "basic"}, KEY),
            },
            'Client(username="...", password="...")',
        ),
        ({"servers": [{"url": "https://x.org"}], **secured(KEY), "security": [{}]}, "Client()"),
    ],
)
def test_arguments_of_the_client(
    restamp: Restamp, site: Site, tmp_path: Path, changes: dict[str, Any], client: str
) -> None:
    site.pages["/x.json"] = written(changes)
    ran = restamp(["init", f"{site.url}/x.json", "--output", "pets"], tmp_path)
    assert f"from pets import Client\n\n    with {client} as client:\n" in ran.out


def test_from_a_path_below_the_project(restamp: Restamp, tmp_path: Path) -> None:
    (tmp_path / "restamp.toml").write_text("")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/pets.json").write_bytes(written())
    ran = restamp(["init", "pets.json"], tmp_path / "docs")
    assert ran.status == 0, ran.err
    assert "PYTHONPATH=../generated" in ran.out and "from pets import Client\n" in ran.out
    assert not (tmp_path / "specs").exists()


@pytest.mark.parametrize(
    ("path", "title", "content", "name"),
    [
        ("/openapi.json", "FastAPI", "json", "api"),
        ("/petstore.yaml", "FastAPI", "yaml", "petstore"),
        ("/petstore.json", "Zoo of animals - V2", "yaml", "zoo_of_animals"),
        ("/openapi", "\U0001f600", "json", "client"),
    ],
)
def test_names_of_files(
    restamp: Restamp, site: Site, tmp_path: Path, path: str, title: str, content: str, name: str
) -> None:
    """Of the title, the host or the file; the ending says what was sent."""
    text = written({"info": {"title": title, "version": "1"}}).decode()
    if content == "yaml":
        text = f"# sent\n{text}"
    site.pages[path] = text.encode()
    ran = restamp(["init", "--no-generate", f"{site.url}{path}"], tmp_path)
    assert ran.status == 0, ran.err
    stored = [file.name for file in (tmp_path / "specs").iterdir() if "overlay" not in file.name]
    assert stored == [f"{name}.{content}"] or name == "api"


def test_several_files_keep_their_places(restamp: Restamp, site: Site, tmp_path: Path) -> None:
    """Also above the document; `update` finds them where they are upstream."""
    url = f"{site.url}/v1/openapi.json"
    paths = json.loads(
        json.dumps(PETS["paths"]).replace("#/components/schemas/Pet", "../shared/pet.yaml")
    )
    site.pages["/v1/openapi.json"] = written({"paths": paths, "components": {}})
    site.pages["/shared/pet.yaml"] = b"type: object\nproperties: {name: {type: string}}\n"
    assert restamp(["init", url], tmp_path).status == 0
    folder = tmp_path / "specs/pet"
    assert (folder / "v1/openapi.json").read_bytes() == site.pages["/v1/openapi.json"]
    assert (folder / "shared/pet.yaml").read_bytes() == site.pages["/shared/pet.yaml"]
    assert restamp(["update"], tmp_path).out == f"pet: {url} is unchanged\n"
    site.pages["/shared/pet.yaml"] = b"type: object\nproperties: {title: {type: string}}\n"
    ran = restamp(["update"], tmp_path)
    assert ran.status == 0 and "models.Pet" in ran.out, ran.err
    assert (folder / "shared/pet.yaml").read_bytes() == site.pages["/shared/pet.yaml"]


def test_nothing_is_overwritten(restamp: Restamp, site: Site, tmp_path: Path) -> None:
    url = f"{site.url}/openapi.json"
    site.pages["/openapi.json"] = written()
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs/pet.json").write_text("mine")
    ran = restamp(["init", url], tmp_path)
    assert ran.status == 2 and "specs/pet.json" in ran.err and "--force" in ran.err
    assert not (tmp_path / "restamp.toml").exists()
    assert restamp(["init", url, "--name", "zoo", "--no-generate"], tmp_path).status == 0
    assert (tmp_path / "specs/pet.json").read_text() == "mine"
    assert restamp(["init", url, "--force", "--no-generate"], tmp_path).status == 0
    assert (tmp_path / "specs/pet.json").read_bytes() == written()
    assert (
        restamp(["init", "--no-generate", url], tmp_path).out
        == "restamp.toml: has the client pet\n"
    )


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (
            (
                200,
                {"Content-Type": "text/html"},
                b"<!doctype html><script>x({url: '/openapi.json'})",
            ),
            "/openapi.json",
        ),
        ((404, {}, b"{}"), "status 404"),
        ((401, {}, b"{}"), "download the document"),
        ((404, {}, b"{}"), "check the URL"),
        ((302, {"Location": "http://10.0.0.1/openapi.json"}, b""), "use that URL"),
        ((200, {"Content-Length": "100000000"}, b""), "ended early|larger than|connection failed"),
        (b'{"hello": "world"}', "not-openapi"),
        (b"", "document-empty"),
    ],
)
def test_refusals_leave_nothing(
    restamp: Restamp, site: Site, tmp_path: Path, page: Any, reason: str
) -> None:
    site.pages["/docs"] = page
    ran = restamp(["init", f"{site.url}/docs"], tmp_path)
    assert ran.status == 2 and any(each in ran.err for each in reason.split("|")), ran.err
    assert [*tmp_path.iterdir()] == []


def test_the_start_of_a_service(restamp: Restamp, site: Site, tmp_path: Path) -> None:
    """It is no document, and says nothing about one."""
    site.pages["/openapi.json"] = written()
    ran = restamp(["init", site.url], tmp_path)
    assert ran.status == 2
    assert f'many servers have it at "{site.url}/openapi.json"' in ran.err
    assert (
        restamp(["init", "--no-generate", f"{site.url}/openapi.json#/info"], tmp_path).status == 0
    )
    assert f'source = "{site.url}/openapi.json"\n' in (tmp_path / "restamp.toml").read_text()


SERVERS = ["https://mock.example/trains", "https://trains.example", "https://{zone}.trains.example"]


def servers(*urls: str) -> dict[str, Any]:
    return {
        "servers": [
            {"url": url, "variables": {"zone": {"default": "eu"}}} if "{" in url else {"url": url}
            for url in urls
        ]
    }


@pytest.mark.parametrize(
    ("urls", "line"),
    [
        (
            SERVERS,
            "server: https://mock.example/trains (the first of the document); "
            "others: https://trains.example, https://eu.trains.example; see `base_url` or PET_BASE_URL",
        ),
        (SERVERS[1:2], ""),
        ([], ""),
        ([SERVERS[0], SERVERS[0]], ""),
        (
            [f"https://s{number}.example" for number in range(7)],
            "server: https://s0.example (the first of the document); others: https://s1.example, "
            "https://s2.example, https://s3.example, https://s4.example and 2 more; "
            "see `base_url` or PET_BASE_URL",
        ),
    ],
)
def test_the_server_of_the_first_call(
    restamp: Restamp, tmp_path: Path, urls: list[str], line: str
) -> None:
    (tmp_path / "pet.json").write_bytes(written(servers(*urls)))
    ran = restamp(["init", "pet.json", "--name", "pet"], tmp_path)
    assert ran.status == 0, ran.err
    assert [x for x in ran.out.splitlines() if x.startswith("server:")] == [line][: len(line)]
    readme = (tmp_path / "generated/pet/README.md").read_text()
    assert "PET_BASE_URL" in readme and (not urls or f"`{urls[0]}`; `base_url`" in readme)
