"""`restamp init`: what it writes works, says why, and takes nothing away."""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from restamp.config.load import from_file
from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics, Severity
from restamp.pipeline import Result, generate

Restamp = Callable[..., Any]

FASTAPI = """\
openapi: 3.1.0
info: {title: The Shop API, version: "1"}
paths:
  /items/:
    get:
      operationId: read_items_items__get
      tags: [items]
      parameters:
        - {name: page, in: query, schema: {type: integer}}
      responses:
        "200": {description: "", content: {application/json: {schema: {$ref: "#/components/schemas/Page"}}}}
    post:
      operationId: create_item_items__post
      tags: [items]
      parameters:
        - {name: X-Idempotency, in: header, required: true, schema: {type: string}}
      responses: {"200": {description: ""}}
  /items/{item_id}:
    get:
      operationId: read_item_items__item_id__get
      tags: [items]
      parameters: [{name: item_id, in: path, required: true, schema: {type: string}}]
      responses:
        "200": {description: "", content: {application/json: {schema: {$ref: "#/components/schemas/Job"}}}}
  /users/search:
    post:
      operationId: UsersController_search
      tags: [users-controller]
      responses: {"200": {description: ""}}
  /it's {odd}/\U0001f600/{kind}:
    get:
      operationId: getUsers
      tags: [users-controller]
      parameters:
        - {name: odd, in: path, required: true, schema: {type: string}}
        - {name: kind, in: path, required: true, schema: {type: string}}
        - {name: offset, in: query, schema: {type: integer}}
        - {name: limit, in: query, schema: {type: integer}}
      responses:
        "200": {description: "", content: {application/json: {schema: {type: array, items: {type: string}}}}}
  /users/{user_id}:
    get:
      operationId: getUser
      tags: [users-controller]
      parameters: [{name: user_id, in: path, required: true, schema: {type: string}}]
      responses:
        "200": {description: "", content: {application/json: {schema: {type: string}}}}
components:
  schemas:
    Page:
      type: object
      properties: {items: {type: array, items: {type: string}}}
    Job:
      type: object
      properties:
        status: {type: string, enum: [queued, running, succeeded, failed]}
"""

PYPROJECT = (
    '# Ours. \r\n[project]\r\nname = "app"\r\nversion = "1"  # \u00e9\r\n\r\n[tool.other]\r\nx = 1'
)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A project without a configuration."""
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs/shop.yaml").write_text(FASTAPI, "utf-8")
    (tmp_path / "pyproject.toml").write_bytes(PYPROJECT.encode())
    (tmp_path / "src/app").mkdir(parents=True)
    (tmp_path / "src/app/__init__.py").touch()
    return tmp_path


def generated(file: Path) -> Result:
    """The only client of a configuration."""
    diagnostics = Diagnostics()
    (client,) = from_file(file, file.name, diagnostics)
    return generate(client)


def without_guesses_hidden(overlay: Path) -> None:
    """Take every commented action for right."""
    text = overlay.read_text("utf-8")
    overlay.write_text(re.sub(r"^  # (- |  )", r"  \1", text, flags=re.MULTILINE), "utf-8")


def calls(result: Result) -> dict[str, str]:
    return {
        key: name.partition(":")[0] for key, name in result.names.items() if not key.startswith("#")
    }


def test_the_result_is_better_python(restamp: Restamp, shop: Path) -> None:
    ran = restamp(["init", "--no-generate", "specs/shop.yaml", "--names", "operations"], shop)
    assert (ran.status, ran.out) == (
        0,
        "pyproject.toml: the client shop -> src/app/_vendor/shop\n"
        "specs/shop.overlay.yaml: 8 actions, 2 as comments; uncomment those you want\n",
    )
    result = generated(shop / "pyproject.toml")
    assert [d for d in result.diagnostics if d.severity is not Severity.NOTE] == []
    assert calls(result) == {
        "GET /items/": "items.list",
        "POST /items/": "items.create",
        "GET /items/{item_id}": "items.read",
        "POST /users/search": "users.search",
        "GET /it's {odd}/\U0001f600/{kind}": "users.list",
        "GET /users/{user_id}": "users.get",
    }
    functions, resource = result.files["api/items.py"], result.files["resources/items.py"]
    assert "def read_item(" in functions
    assert 'idempotency_key="X-Idempotency"' in functions
    assert '("succeeded",)' in resource
    assert [page["why"] for page in result.report["pagination"]] == [
        "declared by x-restamp-pagination"
    ]
    assert restamp(["generate", "shop"], shop).status == 0
    assert restamp(["check"], shop).status == 0


def test_names_are_proposed_for_the_proposed_resources(restamp: Restamp, tmp_path: Path) -> None:
    """After `users_controller` becomes `users`, `list_users` is `list` without an action for it."""
    document = FASTAPI.replace("getUsers", "listUsers").replace("getUser\n", "frobnicateUser\n")
    (tmp_path / "shop.yaml").write_text(document, "utf-8")
    restamp(["init", "--no-generate", "shop.yaml", "--names", "operations"], tmp_path)
    overlay = (tmp_path / "shop.overlay.yaml").read_text("utf-8")
    assert overlay.count("x-restamp-group: users\n") == 3
    assert re.findall(r"client\.\S+ repeats", overlay) == ["client.users.frobnicate_user repeats"]
    assert {"users.list", "users.frobnicate_user"} < {
        *calls(generated(tmp_path / "restamp.toml")).values()
    }


def test_every_action_says_why(restamp: Restamp, shop: Path) -> None:
    restamp(["init", "--no-generate", "specs/shop.yaml", "--names", "operations"], shop)
    lines = (shop / "specs/shop.overlay.yaml").read_text("utf-8").splitlines()
    actions = [n for n, line in enumerate(lines) if "- target: " in line]
    assert len(actions) == 10
    for number in actions:
        assert re.match(r"  (# )?  description: \S.{15,}", lines[number + 1])
    assert (
        "  # - target: $.paths['/users/search'].post\n"
        "  #   description: A search seems to change nothing, so it may be repeated.\n"
        "  #   update:\n"
        "  #     x-restamp-idempotent: true\n"
    ) in "\n".join([*lines, ""])


def test_guesses_work_as_well(restamp: Restamp, shop: Path) -> None:
    restamp(["init", "--no-generate", "specs/shop.yaml"], shop)
    without_guesses_hidden(shop / "specs/shop.overlay.yaml")
    result = generated(shop / "pyproject.toml")
    assert [d for d in result.diagnostics if d.severity is not Severity.NOTE] == []
    assert len(result.report["pagination"]) == 2
    assert "idempotent=True" in result.files["api/users.py"]


def test_the_other_bytes_of_a_configuration_stay(restamp: Restamp, shop: Path) -> None:
    file = shop / "pyproject.toml"
    file.chmod(0o640)
    restamp(
        [
            "init",
            "--no-generate",
            "specs/shop.yaml",
            "--name",
            "the shop",
            "--output",
            "clients/shop",
        ],
        shop,
    )
    assert (
        file.read_bytes()
        == (
            PYPROJECT + '\r\n\r\n[tool.restamp.clients."the shop"]\r\nspec = "specs/shop.yaml"\r\n'
            'overlays = ["specs/shop.overlay.yaml"]\r\noutput = "clients/shop"\r\n'
        ).encode()
    )
    assert file.stat().st_mode & 0o777 == 0o640
    (shop / "specs/other.yaml").write_text(FASTAPI, "utf-8")
    assert restamp(["init", "--no-generate", "other.yaml"], shop / "specs").status == 0
    clients = tomllib.loads(file.read_bytes().decode())["tool"]["restamp"]["clients"]
    assert clients["other"]["spec"] == "specs/other.yaml"
    assert clients["other"]["output"] == "src/app/_vendor/other"
    assert not list(shop.glob(".*"))


def test_without_a_project(restamp: Restamp, tmp_path: Path) -> None:
    (tmp_path / "openapi.yaml").write_text(FASTAPI, "utf-8")
    ran = restamp(["init", "--no-generate", "openapi.yaml", "--quiet"], tmp_path)
    assert (ran.status, ran.out, ran.err) == (0, "", "")
    assert (tmp_path / "restamp.toml").read_text() == (
        '[clients.shop]\nspec = "openapi.yaml"\noverlays = ["openapi.overlay.yaml"]\n'
        'output = "generated/shop"\n'
    )
    assert restamp(["generate"], tmp_path).status == 0


def test_nothing_to_propose(restamp: Restamp, tmp_path: Path) -> None:
    (tmp_path / "pets.yaml").write_text(
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n"
    )
    assert restamp(["init", "--no-generate", "pets.yaml"], tmp_path).status == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pets.yaml", "restamp.toml"]
    assert "overlays" not in (tmp_path / "restamp.toml").read_text()


def test_guesses_alone_are_a_valid_overlay(restamp: Restamp, tmp_path: Path) -> None:
    start = FASTAPI.index("  /users/search")
    end = FASTAPI.index("  /it's")
    only = FASTAPI[: FASTAPI.index("  /items/:")] + FASTAPI[start:end].replace("-controller", "")
    (tmp_path / "shop.yaml").write_text(only.replace("UsersController_search", "search"))
    restamp(["init", "--no-generate", "shop.yaml"], tmp_path)
    assert "  # - target" in (tmp_path / "shop.overlay.yaml").read_text()
    assert "\n  - target: $.info\n" in (tmp_path / "shop.overlay.yaml").read_text()
    assert generated(tmp_path / "restamp.toml").diagnostics == ()


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        ("specs/shop.overlay.yaml", "mine", "specs/shop.overlay.yaml:1:1: error[init-exists]"),
        ("pyproject.toml", "[tool.restamp.clients.shop]\nspec = 'x'\noutput = 'y'\n", "--name"),
        ("pyproject.toml", "[tool", "error[config-invalid]|error[init-configuration]"),
        ("pyproject.toml", "tool = {x = 1}\n", "error[init-configuration]"),
        ("specs/shop.yaml", "openapi: [", "specs/shop.yaml:"),
    ],
)
def test_nothing_is_overwritten(
    restamp: Restamp, shop: Path, file: str, content: str, message: str
) -> None:
    (shop / file).write_text(content)
    before = {path: path.read_bytes() for path in shop.rglob("*") if path.is_file()}
    ran = restamp(["init", "--no-generate", "specs/shop.yaml"], shop)
    assert ran.status == 2
    assert any(each in ran.err for each in message.split("|")), ran.err
    assert {path: path.read_bytes() for path in shop.rglob("*") if path.is_file()} == before


def test_force_overwrites_an_overlay(restamp: Restamp, shop: Path) -> None:
    (shop / "specs/shop.overlay.yaml").write_text("mine")
    assert restamp(["init", "--no-generate", "specs/shop.yaml", "--force"], shop).status == 0
    assert "mine" not in (shop / "specs/shop.overlay.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    "hostile", ["'] #", '"\\n', "\x85\u2028", "{{x}}: - ", "$(touch x)", "\t\x1b[31m"]
)
def test_odd_words_stay_what_they_are(restamp: Restamp, tmp_path: Path, hostile: str) -> None:
    import json

    content = {"application/json": {"schema": {"type": "array", "items": {"type": "string"}}}}
    operation = {
        "operationId": "listUsers",
        "tags": ["users-controller"],
        "parameters": [
            {"name": name, "in": "query", "schema": {"type": "integer"}}
            for name in ("offset", f"limit{hostile}")
        ],
        "responses": {"200": {"description": "", "content": content}},
    }
    document = {
        "openapi": "3.1.0",
        "info": {"title": hostile, "version": "1"},
        "paths": {f"/users/{hostile}": {"get": operation}},
    }
    (tmp_path / "shop.json").write_text(json.dumps(document))
    assert restamp(["init", "--no-generate", "shop.json"], tmp_path).status == 0
    without_guesses_hidden(tmp_path / "shop.overlay.yaml")
    result = generated(tmp_path / "restamp.toml")
    codes = {d.code for d in result.diagnostics}
    assert not codes & {"overlay-no-match", "overlay-target", "overlay-invalid"}
    assert not any(code.startswith(("yaml", "pagination")) for code in codes)
    assert {name.partition(":")[0] for name in result.names.values()} == {"users.list"}


def on_terminal(folder: Path, arguments: list[str], answers: str) -> tuple[int, str]:
    """Run it where a person sits, who has typed this; its status and what was seen."""
    pty = pytest.importorskip("pty")
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "restamp", "init", "--no-generate", *arguments],
        cwd=folder,
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env={**os.environ, "TERM": "xterm", "NO_COLOR": "1"},
        start_new_session=True,
    )
    os.close(follower)
    os.write(leader, answers.encode())
    seen = b""
    while select.select([leader], [], [], 120)[0]:
        try:
            seen += os.read(leader, 65536)
        except OSError:
            break
    status = process.wait(120)
    os.close(leader)
    return status, seen.decode().replace("\r\n", "\n")


def test_a_person_is_asked(shop: Path) -> None:
    status, seen = on_terminal(shop, ["specs/shop.yaml"], "operations\nn\nn\nn\n\ny\ns\n")
    assert status == 0, seen
    assert "1/10 $.paths['/it\\'s {odd}/" in seen
    assert "The tag ends with" in seen
    overlay = (shop / "specs/shop.overlay.yaml").read_text("utf-8")
    assert overlay.count("- target") == 2
    assert "# -" not in overlay


def test_all_from_here_on(shop: Path) -> None:
    status, seen = on_terminal(shop, ["specs/shop.yaml"], "operations\nn\na\n")
    assert status == 0, seen
    overlay = (shop / "specs/shop.overlay.yaml").read_text("utf-8")
    assert (overlay.count("  - target"), overlay.count("  # - target")) == (7, 2)


def test_a_person_who_wants_no_questions(shop: Path) -> None:
    status, seen = on_terminal(shop, ["specs/shop.yaml", "--yes"], "")
    assert (status, "Accept?" in seen, "Names?" in seen) == (0, False, False)


def test_a_person_chooses_the_style(shop: Path) -> None:
    """After three calls in each; nothing is proposed that the style gives already."""
    status, seen = on_terminal(shop, ["specs/shop.yaml"], "resources\ns\n")
    assert status == 0, seen
    shown = seen[: seen.index("Names?")]
    assert shown.count("    resources   client.") == shown.count("    operations  client.") == 3
    assert "    resources   client.items.get\n    operations  client.items.read\n" in shown
    assert "  auto takes resources: 100% of the paths" in shown
    assert 'names = "resources"' in (shop / "pyproject.toml").read_text()
    assert generated(shop / "pyproject.toml").style == "resources"


def test_a_style_by_a_flag(restamp: Restamp, shop: Path) -> None:
    assert (
        restamp(["init", "--no-generate", "specs/shop.yaml", "--names", "resources"], shop).status
        == 0
    )
    overlay = (shop / "specs/shop.overlay.yaml").read_text("utf-8")
    assert "x-restamp-group" not in overlay and "x-restamp-name" not in overlay
    assert "x-restamp-pagination" in overlay
    assert calls(generated(shop / "pyproject.toml")) == {
        "GET /items/": "items.list",
        "POST /items/": "items.create",
        "GET /items/{item_id}": "items.get",
        "POST /users/search": "users.search",
        "GET /it's {odd}/\U0001f600/{kind}": "kind.get",
        "GET /users/{user_id}": "users.get",
    }


def test_names_that_the_style_does_not_give(restamp: Restamp, tmp_path: Path) -> None:
    paths = "  /users/list_users: {get: {responses: {'200': {description: ''}}}}\n"
    start = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n"
    (tmp_path / "t.yaml").write_text(start + paths)
    restamp(["init", "--no-generate", "t.yaml", "--names", "resources"], tmp_path)
    overlay = (tmp_path / "t.overlay.yaml").read_text("utf-8")
    assert "client.users.list_users repeats the resource." in overlay
    assert calls(generated(tmp_path / "restamp.toml")) == {"GET /users/list_users": "users.list"}


def test_no_question_where_all_calls_are_the_same(tmp_path: Path) -> None:
    operation = "{tags: [users], operationId: list, responses: {'200': {description: ''}}}"
    start = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n"
    (tmp_path / "t.yaml").write_text(f"{start}  /users: {{get: {operation}}}\n")
    status, seen = on_terminal(tmp_path, ["t.yaml"], "")
    assert (status, "Names?" in seen) == (0, False), seen


CORPUS = os.environ.get("RESTAMP_CORPUS", "")
REAL = (
    "museum-openapi-example/openapi.yaml",
    "train-travel-api/.microcks__openapi.yaml",
    "sonallux/fixed-spotify-open-api.yml",
    "twilio/spec__json__twilio_routes_v2.json",
    "anthropic/anthropic.yaml",
    "ogen-go/_testdata__examples__tempo.yaml",
)
CLEAR = (
    "swagger-petstore/src__main__resources__openapi.yaml",
    "mike-oakley/tests__data__swagger_openapi_v3.0.1.json",
)


@cache
def without_overlay(name: str) -> Result:
    """The client of a document as it is."""
    file = Path(CORPUS) / name
    result = generate(ClientConfig("acme", file, file.name, (), Path("acme"), file.parent))
    return replace(result, analysis=None, surface=None)


@pytest.mark.skipif(not CORPUS, reason="RESTAMP_CORPUS names no folder of documents")
@pytest.mark.parametrize("name", REAL)
@pytest.mark.parametrize("guesses", [False, True], ids=["sure", "guesses"])
def test_documents_of_others(restamp: Restamp, tmp_path: Path, name: str, guesses: bool) -> None:
    """No action misses, no name clashes, nothing new is widened, also if every guess is taken."""
    document = tmp_path / f"api{Path(name).suffix}"
    document.write_bytes((Path(CORPUS) / name).read_bytes())
    plainly = without_overlay(name)
    assert restamp(["init", "--no-generate", document.name, "--name", "acme"], tmp_path).status == 0
    overlay = tmp_path / "api.overlay.yaml"
    if guesses and overlay.exists():  # Paths may leave nothing to propose.
        without_guesses_hidden(overlay)
    result = generated(tmp_path / "restamp.toml")
    assert not result.failed
    codes = [Counter(d.code for d in each.diagnostics) for each in (plainly, result)]
    assert codes[1] - codes[0] == Counter()
    assert calls(result).keys() == calls(plainly).keys()
    if guesses and overlay.exists():
        assert calls(result) != calls(plainly) or len(result.report["pagination"]) > 0


@pytest.mark.skipif(not CORPUS, reason="RESTAMP_CORPUS names no folder of documents")
@pytest.mark.parametrize("name", CLEAR)
def test_documents_with_clear_names(restamp: Restamp, tmp_path: Path, name: str) -> None:
    """Where no name repeats its resource, there is nothing to propose."""
    document = tmp_path / f"api{Path(name).suffix}"
    document.write_bytes((Path(CORPUS) / name).read_bytes())
    assert restamp(["init", "--no-generate", document.name, "--name", "acme"], tmp_path).status == 0
    assert not (tmp_path / "api.overlay.yaml").exists()
    names = [call.split(".") for call in calls(generated(tmp_path / "restamp.toml")).values()]
    assert names
    assert [parts for parts in names if {*parts[:-1]} & {*parts[-1].split("_")}] == []
