"""Resources in resources: their calls, their fakes, what is imported for them, and how their names stay."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx2
import pytest

from restamp.config.model import ClientConfig
from restamp.names.pins.locked import LockedNames
from restamp.pipeline import Result, generate

from ..packages import client_of, write

CASE = Path(__file__).parents[1] / "cases" / "nested_resources"
NAME = "nested_api"
CALLS: dict[str, tuple[str, tuple[Any, ...]]] = {
    "ping": ("GET /v1/ping", ()),
    "chat.completions.list": ("GET /v1/chat/completions", ()),
    "chat.completions.create": ("POST /v1/chat/completions", ({"model": "m"},)),
    "chat.completions.get": ("GET /v1/chat/completions/c-1", ("c-1",)),
    "files.list": ("GET /v1/files", ()),
    "files.delete": ("DELETE /v1/files/f", ("f",)),
    "files.content.get": ("GET /v1/files/f/content", ("f",)),
    "models.list": ("GET /v1/models", ()),
    "status": ("GET /v1/status", ()),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package."""
    folder = tmp_path_factory.mktemp("nested")
    write(generate(client_of(CASE)).files, folder / NAME)
    return folder


@pytest.fixture(scope="module")
def package(folder: Path) -> Iterator[Any]:
    sys.path.insert(0, str(folder))
    yield import_module(NAME)
    sys.path.remove(str(folder))


def member(owner: Any, path: str) -> Any:
    for name in path.split("."):
        owner = getattr(owner, name)
    return owner


@pytest.mark.parametrize("call", CALLS)
def test_the_request_of_each_call(package: Any, call: str) -> None:
    request, arguments = CALLS[call]
    sent: list[str] = []

    def handle(request: httpx2.Request) -> httpx2.Response:
        sent.append(f"{request.method} {request.url.path}")
        return httpx2.Response(200, json=None)

    with package.Client(transport=httpx2.MockTransport(handle)) as client:
        member(client, call)(*arguments)
        member(client, call).raw(*arguments)
        function = call.replace(".list", ".list_") if call.endswith(".list") else call
        client.send(member(package.api, function)(*arguments))

    async def run() -> None:
        async with package.AsyncClient(transport=httpx2.MockTransport(handle)) as client:
            await member(client, call)(*arguments)

    asyncio.run(run())
    assert sent == [request] * 4


def test_every_operation_has_a_call(package: Any, folder: Path) -> None:
    listed = json.loads((folder / NAME / "testing/_operations.json").read_text())
    assert set(listed) - {"//"} == set(CALLS)


def test_fakes(package: Any) -> None:
    testing = import_module(f"{NAME}.testing")
    fake = testing.Fake()
    fake.chat.completions.create.returns(package.models.Completion(id="made"))
    fake.ping.fails(404)
    with fake.client() as client:
        assert client.chat.completions.create({"model": "m"}).id == "made"
        assert client.chat.completions.get("x").id == "c-1"  # the example of the document
        with pytest.raises(package.errors.NotFoundError):
            client.ping()
    (call,) = fake.chat.completions.create.calls
    assert (call.operation, call.body) == ("chat.completions.create", {"model": "m"})
    assert [call.operation for call in fake.calls][-1] == "ping" == fake.ping.calls[0].operation
    refused = pytest.raises(testing.UnexpectedCall, match=r"fake\.files\.content\.get\.returns")
    with testing.Fake(strict=True).client() as client, refused:
        client.files.content.get("f")


@pytest.mark.parametrize(
    "used, loaded",
    [
        ("client.chat", {"chat"}),
        ("client.chat.completions", {"chat", "chat.completions"}),
        ("client.files.list", {"files"}),
        ("client.ping", set[str]()),
    ],
)
def test_a_resource_is_imported_when_it_is_first_used(
    folder: Path, used: str, loaded: set[str]
) -> None:
    script = (
        f"import sys, {NAME}\nclient = {NAME}.Client()\n{used}\n"
        "print(*sorted(name for name in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=True
    )
    for part in ("resources", "api"):
        start = f"{NAME}.{part}."
        names = {name[len(start) :] for name in done.stdout.split() if name.startswith(start)}
        # `chat` has no operations of its own.
        assert names == loaded if part == "resources" else names in (loaded, loaded - {"chat"})


Edit = Callable[[str], str]


def regenerated(tmp_path: Path, *edits: Edit, names: str = "resources") -> Iterator[Result]:
    """The package after each edit of the document, with the lock of the one before."""
    locked, text = LockedNames(), (CASE / "spec.yaml").read_text("utf-8")
    (tmp_path / "spec.yaml").write_text(text, "utf-8")
    config: ClientConfig = replace(client_of(tmp_path), names=names)  # type: ignore[arg-type]
    for edit in (lambda text: text, *edits):
        text = edit(text)
        (tmp_path / "spec.yaml").write_text(text, "utf-8")
        result = generate(config, locked)
        assert not result.failed
        names_, removed = {**result.names, **result.removed}, frozenset(result.removed)
        locked = LockedNames(names_, result.shapes, removed, style=result.style)
        yield result


def calls(result: Result) -> dict[str, str]:
    return {k: v.partition(":")[0] for k, v in result.names.items() if k[0] not in "#c"}


BULK = """\
  /v1/chat/completions/create/bulk:
    post: {responses: {"204": {description: Done.}}}
  /v1/files/{id}/content/raw:
    get:
      parameters: [{$ref: "#/components/parameters/Id"}]
      responses: {"204": {description: Done.}}
components:
"""


def test_a_method_never_becomes_a_resource(tmp_path: Path) -> None:
    before, after = regenerated(tmp_path, lambda text: text.replace("components:\n", BULK, 1))
    assert calls(before).items() <= calls(after).items()
    added = {k: v for k, v in calls(after).items() if k not in calls(before)}
    assert added == {
        "POST /v1/chat/completions/create/bulk": "chat.completions.create_bulk",
        "GET /v1/files/{id}/content/raw": "files.content.raw.get",
    }


def test_a_removed_call_is_not_used_again(tmp_path: Path) -> None:
    edits: tuple[Edit, ...] = (
        lambda text: text.replace("/v1/files:", "/v1/uploads:"),
        lambda text: text.replace("/v1/models:", "/v1/files:"),
    )
    *_, after = regenerated(tmp_path, *edits)
    # The operationId found the list of files again where it is now.
    assert calls(after)["GET /v1/uploads"] == "files.list"
    assert calls(after)["GET /v1/files"] == "models.list"


def test_the_name_of_a_removed_operation_is_reserved(tmp_path: Path) -> None:
    edits: tuple[Edit, ...] = (
        lambda text: text.replace("listFiles", "readUploads").replace("/v1/files:", "/v1/uploads:"),
        lambda text: text.replace("/v1/models:", "/v2/files:").replace("listModels", "showFiles"),
    )
    *_, after = regenerated(tmp_path, *edits)
    assert calls(after)["GET /v1/uploads"] == "uploads.list"
    assert calls(after)["GET /v2/files"] == "files.show"


def test_the_style_of_a_package_changes_on_demand_only(tmp_path: Path) -> None:
    (first,) = regenerated(tmp_path, names="operations")
    assert calls(first)["POST /v1/chat/completions"] == "chat.create_completion"
    locked = LockedNames(first.names, first.shapes, style=first.style)
    config = replace(client_of(tmp_path), names="resources")
    assert calls(generate(config, locked)) == calls(first)
    moved = generate(replace(config, renames_style=True), locked)
    fresh = generate(config)
    assert moved.names == fresh.names and moved.style == fresh.style
