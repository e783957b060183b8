"""A document is named by a path or a URL wherever one is named; only redirects of its server are restricted."""

from __future__ import annotations

import gzip
import json
import socket
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import trustme

from restamp.spec.reading.other_formats import other_format

from .conftest import DOCUMENT
from .site import Site, running

Restamp = Callable[..., Any]

SPLIT = DOCUMENT.replace("#/components/schemas/Pet", "models/pet.yaml").partition("components:")[0]
PET = "type: object\nproperties: {name: {type: string}}\n"
OVERLAY = """\
overlay: 1.0.0
info: {title: o, version: "1"}
actions: [{target: "$.paths['/pets/{id}'].get", update: {x-restamp-name: fetch}}]
"""


@pytest.fixture(autouse=True)
def _documents(site: Site) -> None:
    site.pages["/v1/openapi.yaml"] = DOCUMENT.encode()
    site.pages["/v1/next.yaml"] = DOCUMENT.replace("name: {type", "title: {type").encode()
    site.pages["/v1/split.yaml"] = SPLIT.encode()
    site.pages["/v1/models/pet.yaml"] = PET.encode()
    site.pages["/overlay.yaml"] = OVERLAY.encode()


def test_inspect(restamp: Restamp, site: Site, tmp_path: Path) -> None:
    url = f"{site.url}/v1/split.yaml"
    ran = restamp(["inspect", url, "--format", "json"], tmp_path)
    assert ran.status == 0, ran.err
    report = json.loads(ran.out)
    assert report["document"] == url
    assert report["types"] == [{"name": "Pet", "pointer": "models/pet.yaml#"}]
    assert [path for path, _ in site.requests] == ["/v1/split.yaml", "/v1/models/pet.yaml"]
    assert not [*tmp_path.iterdir()]


def test_inspect_with_an_overlay(restamp: Restamp, site: Site, tmp_path: Path) -> None:
    arguments = [f"{site.url}/v1/openapi.yaml", "--overlay", f"{site.url}/overlay.yaml"]
    assert "client.pets.fetch()" in restamp(["inspect", *arguments], tmp_path).out


def test_generate_and_check(restamp: Restamp, site: Site, tmp_path: Path) -> None:
    """Each run fetches; the lock and the depfile do not take the URL for a file."""
    url = f"{site.url}/v1/split.yaml"
    where = ["--spec", url, "--output", "out/pets"]
    ran = restamp(["generate", *where, "--depfile", "d.mk"], tmp_path)
    assert ran.status == 0, ran.err
    assert (tmp_path / "d.mk").read_text() == "out/pets/restamp.lock:\n"
    inputs = json.loads((tmp_path / "out/pets/restamp.lock").read_text())["inputs"]
    assert [*inputs] == [f"{site.url}/v1/models/pet.yaml", url]
    assert restamp(["check", *where], tmp_path).status == 0
    site.pages["/v1/models/pet.yaml"] = PET.replace("name", "title").encode()
    ran = restamp(["check", *where], tmp_path)
    assert ran.status == 1 and "+    title: str" in ran.out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["d.mk", "out"]


def test_references_reach_no_file_of_the_user(restamp: Restamp, site: Site, tmp_path: Path) -> None:
    """Neither below the working directory nor elsewhere: all is the server's."""
    (tmp_path / "secret.yaml").write_text("type: object\nproperties: {secret: {type: string}}\n")
    for reference in ("secret.yaml", "../../../secret.yaml", str(tmp_path / "secret.yaml")):
        site.pages["/v1/split.yaml"] = SPLIT.replace("models/pet.yaml", reference).encode()
        ran = restamp(["inspect", f"{site.url}/v1/split.yaml"], tmp_path)
        assert ran.status == 2, ran.out
        assert "is not fetched" in ran.err or "is outside the folders" in ran.err


def test_files_above_the_document(restamp: Restamp, site: Site, tmp_path: Path) -> None:
    site.pages["/v1/split.yaml"] = SPLIT.replace("models", "../shared").encode()
    site.pages["/shared/pet.yaml"] = PET.encode()
    assert restamp(["inspect", f"{site.url}/v1/split.yaml"], tmp_path).status == 0


def test_diff(restamp: Restamp, site: Site, tmp_path: Path) -> None:
    (tmp_path / "pets.yaml").write_text(DOCUMENT)
    url = f"{site.url}/v1/next.yaml"
    for old in ("pets.yaml", f"{site.url}/v1/openapi.yaml"):
        ran = restamp(["diff", old, url], tmp_path)
        assert ran.status == 1, ran.err
        assert "models.Pet.name renamed to models.Pet.title" in ran.out or "removed" in ran.out
        assert f"{url}:" in ran.out
    assert restamp(["diff", url, "pets.yaml"], tmp_path).status == 1
    assert restamp(["diff", url, url], tmp_path).status == 0


def test_update_from_loopback(restamp: Restamp, site: Site, project: Path) -> None:
    """The document need not be there yet."""
    (project / "specs/pets.yaml").unlink()
    source = f'source = "{site.url}/v1/openapi.yaml"\n'
    file = project / "pyproject.toml"
    file.write_text(
        file.read_text().replace('output = "out/pets"\n', f'output = "out/pets"\n{source}')
    )
    ran = restamp(["update", "pets"], project)
    assert ran.status == 0, ran.err
    assert (project / "specs/pets.yaml").read_text() == DOCUMENT
    assert restamp(["check", "pets"], project).status == 0


def test_a_url_in_the_configuration(restamp: Restamp, project: Path, site: Site) -> None:
    file, url = project / "pyproject.toml", f"{site.url}/v1/openapi.yaml"
    file.write_text(file.read_text().replace("specs/pets.yaml", url))
    ran = restamp(["generate"], project)
    assert ran.status == 2
    assert "pyproject.toml:2:8: error[config-url]: spec is a URL" in ran.err.replace(
        ":2:1:", ":2:8:"
    )
    assert f'`source = "{url}"` and `spec = "specs/openapi.yaml"`' in ran.err
    assert site.requests == []
    file.write_text(
        '[tool.restamp.clients.a]\nspec = "a.yaml"\noutput = "a"\noverlays = ["https://x/o.yaml"]\n'
    )
    assert "error[config-url]: an overlay is a URL" in restamp(["check"], project).err


@pytest.mark.parametrize("command", ["inspect", "generate", "diff"])
def test_never_a_missing_file(command: str, restamp: Restamp, site: Site, tmp_path: Path) -> None:
    url = f"{site.url}/none.json"
    arguments = {
        "inspect": ["inspect", url],
        "generate": ["generate", "--spec", url, "--output", "x"],
        "diff": ["diff", url, url],
    }
    ran = restamp(arguments[command], tmp_path)
    assert ran.status == 2
    assert (
        f"{url}: error[source-unreachable]: is not fetched: the server responds with status 404"
        in ran.err
    )
    assert "no such file" not in ran.err


def test_redirects_on_the_host(restamp: Restamp, site: Site, tmp_path: Path) -> None:
    site.redirect("/openapi", "/v1/openapi.yaml")
    assert restamp(["inspect", f"{site.url}/openapi"], tmp_path).status == 0


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        (
            "http://localhost:{port}/v1/openapi.yaml",
            'it redirects to another host, "http://localhost',
        ),
        ("http://127.0.0.1:1/v1/openapi.yaml", "use that URL"),
        ("http://169.254.169.254/latest/meta-data", "use that URL"),
        ("https://127.0.0.1/x.yaml", "or allow it with --allow-remote 127.0.0.1"),
        ("file:///etc/passwd", "redirects are followed only on the same host"),
        ("http://user@127.0.0.1:{port}/v1/openapi.yaml", "it redirects to another host"),
        ("/again", "it redirects too often"),
    ],
)
def test_redirects_elsewhere(
    restamp: Restamp, site: Site, tmp_path: Path, target: str, reason: str
) -> None:
    site.redirect("/again", target.format(port=site.port))
    ran = restamp(["inspect", f"{site.url}/again"], tmp_path)
    assert ran.status == 2 and "error[source-unreachable]" in ran.err
    assert reason in ran.err
    assert {path for path, _ in site.requests} == {"/again"}


def test_an_allowed_redirect_reaches_no_private_address(
    restamp: Restamp, site: Site, tmp_path: Path
) -> None:
    site.redirect("/again", "https://localhost/openapi.yaml")
    arguments = ["inspect", f"{site.url}/again", "--allow-remote", "localhost"]
    err = restamp(arguments, tmp_path).err
    assert "localhost is not at a public address; use that URL" in err


@pytest.mark.parametrize(
    ("status", "reason"), [(401, "download the document"), (403, "pass the file"), (500, "500")]
)
def test_statuses(restamp: Restamp, site: Site, tmp_path: Path, status: int, reason: str) -> None:
    site.pages["/x"] = (status, {}, b"")
    ran = restamp(["inspect", f"{site.url}/x"], tmp_path)
    assert ran.status == 2 and f"status {status}" in ran.err and reason in ran.err


PAGES = {
    "fastapi": b"<!DOCTYPE html>\n<html><script>const ui = SwaggerUIBundle({\n    url: '/v1/openapi.yaml',\n",
    "redoc": b'\n<html><body><redoc spec-url="/v1/openapi.yaml"></redoc>',
    "scalar": b'\xef\xbb\xbf<!doctype html><script id="api-reference" data-url="../v1/openapi.yaml"></script>',
    "described": b'<html><link rel="service-desc" type="x" href="/v1/openapi.yaml">',
}


@pytest.mark.parametrize("page", PAGES)
def test_the_page_of_a_document(page: str, restamp: Restamp, site: Site, tmp_path: Path) -> None:
    site.pages["/docs"] = (200, {"Content-Type": "text/html"}, PAGES[page])
    ran = restamp(["inspect", f"{site.url}/docs"], tmp_path)
    assert ran.status == 2
    assert "error[document-format]: this is an HTML page" in ran.err
    assert f'its document is at "{site.url}/v1/openapi.yaml"' in ran.err


def test_other_pages(restamp: Restamp, site: Site, project: Path) -> None:
    site.pages["/"] = b"<html>Welcome</html>"
    assert "look for a link to the document" in restamp(["inspect", site.url], project).err
    (project / "specs/pets.yaml").write_text("<?xml version='1.0'?><a/>")
    assert "error[document-format]: this is XML" in restamp(["generate", "pets"], project).err
    text = DOCUMENT.replace("  /pets", "<<<<<<< ours\n  /pets")
    (project / "specs/pets.yaml").write_text(text)
    ran = restamp(["generate", "pets"], project)
    assert "specs/pets.yaml:4:1: error[document-conflict]" in ran.err
    assert "git checkout --ours" in ran.err


@pytest.mark.parametrize("url", ["http://[::1/x", "http://localhost:port/x", "https:///x"])
def test_urls_that_are_none(restamp: Restamp, tmp_path: Path, url: str) -> None:
    for command in (["inspect", url], ["init", url], ["diff", url, url]):
        ran = restamp(command, tmp_path)
        assert ran.status == 2
        assert "the URL is invalid" in ran.err or "the URL has no host" in ran.err, ran.err


def test_credentials_in_a_url(restamp: Restamp, site: Site, tmp_path: Path) -> None:
    url = site.url.replace("//", "//me:secret@")
    ran = restamp(["inspect", f"{url}/v1/openapi.yaml"], tmp_path)
    assert ran.status == 2 and "contains a user name or password" in ran.err
    assert site.requests == []


def test_compressed(restamp: Restamp, site: Site, tmp_path: Path) -> None:
    """Some servers compress whatever is asked of them; what is uncompressed has the limits of the rest."""
    for coding, content, reason in (
        ("gzip", gzip.compress(DOCUMENT.encode()), ""),
        ("gzip", gzip.compress(b" " * (1 << 27)), "larger than"),
        ("gzip", b"{}", "not in gzip"),
        ("br", b"{}", 'compresses it with "br"'),
    ):
        site.pages["/z"] = (200, {"Content-Encoding": coding}, content)
        ran = restamp(["inspect", f"{site.url}/z"], tmp_path)
        assert ran.status == (2 if reason else 0) and reason in ran.err


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("localhost:8000/openapi.json", 'write "https://localhost:8000/openapi.json", or http'),
        ("api.example.com/openapi.json", 'write "https://api.example.com/openapi.json"'),
        ("127.0.0.1:80", "if it is a URL"),
        ("ftp://example.com/a.yaml", "only URLs with http or https are read"),
        ("file:///a.yaml", "only URLs with http or https are read"),
        ("specs/openapi.json", "there is no such file\n"),
        ("v1.2/openapi.json", "there is no such file\n"),
    ],
)
def test_urls_without_their_scheme(
    restamp: Restamp, tmp_path: Path, name: str, message: str
) -> None:
    for command in (["inspect", name], ["init", name], ["diff", name, name]):
        assert message in restamp(command, tmp_path).err


def test_pages_of_repositories() -> None:
    """The page of a file is at another URL than the file."""
    page = "<!DOCTYPE html><html>"
    for url, raw in (
        (
            "https://github.com/a/b/blob/v1/x/y.yaml",
            "https://raw.githubusercontent.com/a/b/v1/x/y.yaml",
        ),
        (
            "https://gitlab.com/a/b/c/-/blob/main/y.yaml?ref_type=heads",
            "https://gitlab.com/a/b/c/-/raw/main/y.yaml",
        ),
    ):
        problem = other_format(page, url)
        assert problem is not None and f'its document is at "{raw}"' in problem.message


def test_servers_that_cannot_be_reached(
    restamp: Restamp, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The certificate is trusted if the user says so."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    ran = restamp(["inspect", f"http://127.0.0.1:{port}/openapi.json"], tmp_path)
    assert "connection refused; is the server running?" in ran.err
    ran = restamp(["inspect", site.url.replace("http:", "https:")], tmp_path)
    assert "the URL may have to start with http://" in ran.err
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    with running(context) as secure:
        secure.pages["/openapi.yaml"] = DOCUMENT.encode()
        url = f"https://localhost:{secure.port}/openapi.yaml"
        assert (
            "the certificate of the server is not trusted"
            in restamp(["inspect", url], tmp_path).err
        )
        authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
        assert restamp(["inspect", url], tmp_path).status == 0
