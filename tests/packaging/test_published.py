"""The project of `restamp init --package`: its wheel works in an environment without Restamp."""

from __future__ import annotations

import os
import site
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import PIP

Run = Callable[..., str]

DOCUMENT = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
servers: [{url: "https://api.example.com"}]
paths:
  /pets/{id}:
    get:
      operationId: getPet
      tags: [pets]
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        "200":
          description: The pet.
          content: {application/json: {schema: {type: object, properties: {name: {type: string}}}}}
"""
USE = """\
import importlib.metadata, importlib.util
from pets_client import Client
from pets_client.testing import Fake
assert importlib.util.find_spec("restamp") is None
with Fake().client() as client:
    client.pets.get("rex")
print(importlib.metadata.version("pets-client"), Client.__module__)
"""


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """A new environment, to which the one of the tests lends the dependencies."""
    home = tmp_path_factory.mktemp("fresh")
    venv.create(home, symlinks=os.name != "nt")
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = Path(run(python, "-c", ask, folder=home).strip())
    (packages / "lent.pth").write_text("".join(f"{path}\n" for path in site.getsitepackages()))
    return python


@pytest.mark.parametrize("flags", [[], ["--build-hook"]], ids=["committed", "build hook"])
def test_the_wheel_works_alone(
    flags: list[str], run: Run, scripts: Path, python: Path, tmp_path: Path
) -> None:
    (tmp_path / "pets.yaml").write_text(DOCUMENT)
    run(
        scripts / "restamp",
        "init",
        "--package",
        "pets-client",
        *flags,
        "pets.yaml",
        folder=tmp_path,
    )
    project = tmp_path / "pets-client"
    build = "from hatchling.build import build_wheel; build_wheel('dist')"
    if flags:
        (project / "src/pets_client/client.py").unlink()
    run(scripts / "python", "-c", build, folder=project)
    (wheel,) = project.glob("dist/*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    package = project / "src" / "pets_client"
    assert names == {
        f"pets_client/{path.relative_to(package).as_posix()}"
        for path in package.rglob("*")
        if path.is_file()
    }
    assert {"pets_client/py.typed", "pets_client/API.md", "pets_client/client.py"} <= names
    install = (*PIP, "--python", python, "install", "--quiet", "--no-deps", "--no-index")
    run(*install, "--force-reinstall", wheel, folder=tmp_path)
    assert run(python, "-c", USE, folder=tmp_path) == "0.1.0 pets_client.client\n"
