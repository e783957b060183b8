"""`runtime = "..."`: the clients of one configuration import one runtime, which has what all of them need."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .conftest import DOCUMENT

Restamp = Callable[..., Any]

CONFIGURATION = """\
runtime = "src/app/_vendor/restamp_runtime"

[clients.pets]
spec = "specs/pets.yaml"
output = "src/app/clients/pets"
"""
ZOO = """
[clients.zoo]
spec = "specs/zoo.yaml"
output = "src/app/zoo"
source = "next.yaml"
testing = false
"""
EVENTS = """\
  /events:
    get:
      operationId: listEvents
      tags: [pets]
      responses:
        "200":
          description: Events.
          content: {text/event-stream: {schema: {type: string}}}
components:
"""
SCRIPT = """\
import app.clients.pets as pets, app.zoo as zoo
from app._vendor.restamp_runtime.errors import ApiError
from app.clients.pets.testing import Fake

assert pets.ApiError is zoo.ApiError is pets.errors.ApiError is ApiError
assert zoo.StatusError is not pets.StatusError and issubclass(zoo.NotFoundError, ApiError)
for package in (pets, zoo):
    for name in package.__all__:
        getattr(package, name)
fake = Fake()
fake.pets.get.returns(pets.models.Pet(name="Rex"))
with fake.client() as client:
    assert client.pets.get("1").name == "Rex"
with zoo.Client(base_url="http://127.0.0.1:9", max_retries=0) as client:
    try:
        client.pets.get("1")
    except pets.ApiError as error:
        print(type(error).__module__)
"""


@pytest.fixture
def app(project: Path) -> Path:
    """An app with two clients; only that of the zoo has a stream."""
    (project / "pyproject.toml").unlink()
    (project / "restamp.toml").write_text(CONFIGURATION + ZOO)
    (project / "specs/zoo.yaml").write_text(DOCUMENT.replace("components:\n", EVENTS))
    return project


def runtime_of(folder: Path) -> set[str]:
    return {path.name for path in (folder / "src/app/_vendor/restamp_runtime").iterdir()}


def ran(*arguments: str, folder: Path, path: str = "") -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path, "MYPYPATH": "src"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_two_clients_of_one_app(restamp: Restamp, app: Path) -> None:
    assert restamp(["generate"], app).status == 0
    assert not list(app.rglob("_runtime"))
    assert {"streams.py", "fakes.py", "py.typed", "restamp.lock"} <= runtime_of(app)
    assert ran("-c", SCRIPT, folder=app, path="src") == "app._vendor.restamp_runtime.errors\n"
    assert restamp(["check"], app).status == 0
    again = restamp(["generate"], app)
    assert again.out.count("(unchanged)") == 2


def test_one_that_is_generated_alone_takes_nothing_from_the_others(
    restamp: Restamp, app: Path
) -> None:
    assert restamp(["generate", "pets"], app).status == 0
    assert "streams.py" not in runtime_of(app)
    assert restamp(["generate", "zoo"], app).status == 0
    both = runtime_of(app)
    assert {"streams.py", "fakes.py"} <= both
    for client in ("pets", "zoo"):
        assert restamp(["generate", client, "--no-cache"], app).status == 0
        assert runtime_of(app) == both
        assert restamp(["check", client, "--no-cache"], app).status == 0


def test_a_client_of_an_earlier_version_gets_what_its_modules_import_today(
    restamp: Restamp, app: Path
) -> None:
    assert restamp(["generate", "pets"], app).status == 0
    alone = runtime_of(app)
    assert restamp(["generate", "zoo"], app).status == 0
    both = runtime_of(app)
    # Earlier, one module had what the stream modules have now.
    file = app / "src/app/zoo/restamp.lock"
    text = file.read_text()
    for module in both - alone - {"stream_calls.py", "streams.py"}:
        text = re.sub(rf"\b{module.removesuffix('.py')} ", "", text, count=1)
    assert text != file.read_text()
    file.write_text(text)
    assert restamp(["generate", "pets"], app).status == 0
    assert runtime_of(app) == both


def test_what_no_client_needs_any_more_goes(restamp: Restamp, app: Path) -> None:
    assert restamp(["generate"], app).status == 0
    (app / "restamp.toml").write_text(CONFIGURATION)
    stale = restamp(["check"], app)
    assert stale.status == 1 and "streams.py" in stale.out
    assert restamp(["generate"], app).status == 0
    assert "streams.py" not in runtime_of(app) and "fakes.py" in runtime_of(app)
    assert restamp(["check"], app).status == 0


@pytest.mark.parametrize("change", ["edited", "missing", "forged"])
def test_a_runtime_that_is_not_as_generated(restamp: Restamp, app: Path, change: str) -> None:
    assert restamp(["generate"], app).status == 0
    file = app / "src/app/_vendor/restamp_runtime/errors.py"
    text, known = file.read_text(), file.with_name("restamp.lock")
    if change == "missing":
        file.unlink()
    else:
        file.write_text(text + "x = 1\n")
    if change == "forged":
        import hashlib

        lock = json.loads(known.read_text())
        lock["files"]["errors.py"] = "sha256:" + hashlib.sha256(file.read_bytes()).hexdigest()
        known.write_text(json.dumps(lock, indent=2) + "\n")
    for arguments in (["check"], ["check", "zoo"], ["check", "--no-cache"]):
        stale = restamp(arguments, app)
        assert stale.status == 1 and "_vendor/restamp_runtime/errors.py" in stale.out
        assert ("restamp generate --force`" in stale.err) == (change == "edited")
    only = restamp(["check", "--runtime-only"], app)
    assert only.status == int(change != "missing")
    written = restamp(["generate"], app)
    if change == "edited":
        assert written.status == 2 and "output-edited" in written.err
        written = restamp(["generate", "--force"], app)
    assert written.status == 0, written.err
    assert file.read_text() == text
    assert restamp(["check"], app).status == 0


def test_to_a_shared_runtime_and_back(restamp: Restamp, app: Path) -> None:
    configuration = app / "restamp.toml"
    alone = "\n".join(CONFIGURATION.splitlines()[1:]) + ZOO
    configuration.write_text(alone)
    assert restamp(["generate"], app).status == 0
    assert len(list(app.rglob("_runtime"))) == 2
    before = {path: path.read_bytes() for path in app.rglob("src/**/*.py")}
    configuration.write_text(CONFIGURATION + ZOO)
    assert restamp(["check"], app).status == 1
    assert restamp(["generate"], app).status == 0
    assert not list(app.rglob("_runtime"))
    configuration.write_text(alone)
    back = restamp(["generate"], app)
    assert back.status == 0
    assert {path: path.read_bytes() for path in app.rglob("src/**/*.py")} == before
    assert back.out.count("_vendor/restamp_runtime: removed ") == 1
    assert not (app / "src/app/_vendor/restamp_runtime").exists()


def test_a_runtime_goes_with_its_last_client(restamp: Restamp, app: Path) -> None:
    written = restamp(["generate"], app)
    files = len(runtime_of(app))
    assert f"\nruntime: {files} files -> src/app/_vendor/restamp_runtime\n" in written.out
    assert "runtime: " not in restamp(["generate"], app).out
    compiled = app / "src/app/_vendor/restamp_runtime/__pycache__/errors.cpython-311.pyc"
    compiled.parent.mkdir(exist_ok=True)
    compiled.touch()
    (app / "restamp.toml").write_text((CONFIGURATION + ZOO).replace("_vendor/re", "_shared/re"))
    first = restamp(["generate", "pets"], app)
    assert "removed" not in first.out and len(runtime_of(app)) == files + 1
    second = restamp(["generate", "zoo"], app)
    assert f"_vendor/restamp_runtime: removed {files} files" in second.out
    assert not (app / "src/app/_vendor/restamp_runtime").exists()
    assert restamp(["check"], app).status == 0


def test_an_update_of_the_last_client_of_a_runtime(restamp: Restamp, app: Path) -> None:
    assert restamp(["generate"], app).status == 0
    (app / "restamp.toml").write_text((CONFIGURATION + ZOO).partition("\n")[2])
    assert restamp(["generate", "pets"], app).status == 0
    (app / "next.yaml").write_text(
        (app / "specs/zoo.yaml").read_text() + "        x: {type: string}\n"
    )
    updated = restamp(["update", "zoo"], app)
    assert updated.status == 0, updated.err
    assert "_vendor/restamp_runtime: removed " in updated.out
    assert not (app / "src/app/_vendor/restamp_runtime").exists()


@pytest.mark.parametrize("change", ["edited", "added"])
def test_a_runtime_with_the_work_of_users_is_left(restamp: Restamp, app: Path, change: str) -> None:
    assert restamp(["generate"], app).status == 0
    runtime = app / "src/app/_vendor/restamp_runtime"
    with (runtime / ("errors.py" if change == "edited" else "mine.py")).open("a") as file:
        file.write("x = 1\n")
    text = (CONFIGURATION + ZOO).partition("\n")[2]
    (app / "restamp.toml").write_text(text)
    ran_ = restamp(["generate"], app)
    assert ran_.status == 0, ran_.err
    if change == "edited":
        assert "remove it yourself, errors.py was edited by hand" in ran_.out
        assert (runtime / "restamp.lock").exists()
    else:
        assert "files that Restamp did not write are left" in ran_.out
        assert runtime_of(app) == {"mine.py"}


def test_what_build_tools_ask_for(restamp: Restamp, app: Path) -> None:
    listed = restamp(["generate", "--list-outputs"], app).out.splitlines()
    assert len(listed) == len(set(listed))
    ran_ = restamp(["generate", "--depfile", "all.d"], app)
    assert ran_.status == 0, ran_.err
    written = {p.relative_to(app).as_posix() for p in (app / "src").rglob("*") if p.is_file()}
    assert set(listed) == written
    rules = (app / "all.d").read_text().replace(" \\\n ", "").splitlines()
    (rule,) = (r for r in rules if r.startswith("src/app/_vendor/restamp_runtime/restamp.lock:"))
    assert "specs/pets.yaml" in rule and "specs/zoo.yaml" in rule
    assert restamp(["generate", "pets", "--depfile", "pets.d"], app).status == 0
    assert "src/app/zoo/restamp.lock" in (app / "pets.d").read_text()


def test_an_update_that_needs_more(restamp: Restamp, app: Path) -> None:
    """The runtime has it before the client does; what the update removes goes after it."""
    with_stream = (app / "specs/zoo.yaml").read_text()
    (app / "specs/zoo.yaml").write_text(DOCUMENT)
    assert restamp(["generate"], app).status == 0
    assert "streams.py" not in runtime_of(app)
    (app / "next.yaml").write_text(with_stream)
    assert restamp(["update", "zoo"], app).status == 0
    assert "streams.py" in runtime_of(app)
    assert restamp(["check"], app).status == 0
    (app / "next.yaml").write_text(DOCUMENT)
    assert restamp(["update", "zoo"], app).status == 0
    assert "streams.py" not in runtime_of(app)
    assert restamp(["check"], app).status == 0


@pytest.mark.parametrize(
    ("runtime", "why"),
    [
        ("vendor/runtime", 'is outside the package "app", in which the client "pets" is'),
        ("src/app/zoo/runtime", 'overlaps the output of "zoo"'),
        ("src/app", 'overlaps the output of "pets"'),
        ("src/app/my-runtime", "Python cannot import"),
        (".", "is the root folder"),
    ],
)
def test_folders_that_cannot_be_shared(restamp: Restamp, app: Path, runtime: str, why: str) -> None:
    (app / "restamp.toml").write_text(
        (CONFIGURATION + ZOO).replace("src/app/_vendor/restamp_runtime", runtime)
    )
    refused = restamp(["generate"], app)
    assert refused.status == 2
    assert "restamp.toml:1:1: error[config-runtime]" in refused.err and why in refused.err
    assert not (app / "src").exists()


def test_a_client_outside_of_a_package(restamp: Restamp, app: Path) -> None:
    configuration = app / "restamp.toml"
    text = configuration.read_text()
    configuration.write_text(text.replace('"src/app/', '"app/').replace("app/clients/", "app/"))
    refused = restamp(["generate"], app)
    assert refused.status == 2 and "with an `__init__.py` in app" in refused.err
    (app / "app").mkdir()
    (app / "app/__init__.py").touch()
    assert restamp(["generate"], app).status == 0
    assert restamp(["check"], app).status == 0
    imports = "from app.zoo import ApiError, Client; print(ApiError.__module__)"
    assert ran("-c", imports, folder=app, path=".") == "app._vendor.restamp_runtime.errors\n"


def test_two_configurations(restamp: Restamp, app: Path) -> None:
    assert restamp(["generate"], app).status == 0
    (
        app / "pyproject.toml"
    ).touch()  # What makes `src` the folder of sources for who stands elsewhere.
    other = app / "other"
    (other / "specs").mkdir(parents=True)
    (other / "specs/pets.yaml").write_text(DOCUMENT)
    text = CONFIGURATION.replace('"src', '"../src').replace("clients/pets", "clients/more")
    (other / "restamp.toml").write_text(text)
    for command in ("generate", "check"):
        refused = restamp([command], other)
        assert refused.status == 2 and "cannot share it" in refused.err
    (app / "restamp.toml").unlink()
    assert restamp(["generate"], other).status == 0


def test_the_key_is_a_path(restamp: Restamp, app: Path) -> None:
    (app / "restamp.toml").write_text("runtime = 3\n" + ZOO)
    assert "error[config-type]" in restamp(["generate"], app).err
