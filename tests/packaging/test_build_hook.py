"""The hook for hatchling: what is built of a project contains a client that nobody committed."""

from __future__ import annotations

import shutil
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

Run = Callable[..., str]

ROOT = Path(__file__).parents[2]
CLIENT = "shelter/_vendor/pets"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The project in examples/, whose .gitignore names the client."""
    ignored = shutil.ignore_patterns("build", "_vendor", "dist")
    return Path(shutil.copytree(ROOT / "examples", tmp_path / "project", ignore=ignored))


@pytest.fixture
def build(run: Run, scripts: Path, project: Path) -> Callable[..., Path]:
    """Builds a wheel or an sdist of the project, offline, and gives its path."""

    def build(target: str, folder: Path = project) -> Path:
        python = (scripts / "python", "-c")
        call = f"from hatchling.build import build_{target} as build; print(build('dist'))"
        output = run(*python, call, folder=folder)
        return folder / "dist" / output.splitlines()[-1]

    return build


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {
            name: archive.read(name) for name in archive.namelist() if ".dist-info/" not in name
        }


def generated(run: Run, scripts: Path, project: Path) -> Mapping[str, bytes]:
    """What `restamp generate` writes of the project, as a wheel names it."""
    run(scripts / "restamp", "generate", folder=project)
    package = project / "src" / CLIENT
    return {
        f"{CLIENT}/{path.relative_to(package).as_posix()}": path.read_bytes()
        for path in package.rglob("*")
        if path.is_file()
    }


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def test_a_wheel_holds_the_client(
    build: Callable[..., Path], run: Run, scripts: Path, project: Path, tmp_path: Path
) -> None:
    wheel = build("wheel")
    client = generated(run, scripts, project)
    assert f"{CLIENT}/restamp.lock" in client
    assert contents(wheel) == {
        **client,
        "shelter/__init__.py": (project / "src/shelter/__init__.py").read_bytes(),
    }
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    use = "import shelter; print(shelter.Client.__module__, shelter.__file__)"
    output = run(scripts / "python", "-c", use, folder=tmp_path / "installed")
    assert output.startswith(f"shelter._vendor.pets.client {tmp_path}/installed/")


def test_a_wheel_holds_a_shared_runtime(build: Callable[..., Path], project: Path) -> None:
    key = '[tool.restamp]\nruntime = "src/shelter/_vendor/runtime"\n\n'
    clients = "[tool.restamp.clients.pets]"
    edit(project / "pyproject.toml", clients, key + clients)
    names = set(contents(build("wheel")))
    assert {"shelter/_vendor/runtime/errors.py", "shelter/_vendor/runtime/restamp.lock"} <= names
    assert f"{CLIENT}/client.py" in names
    assert not any("/_runtime/" in name for name in names)


def test_every_build_is_fresh(build: Callable[..., Path], project: Path) -> None:
    build("wheel")
    edit(project / "specs/schemas.yaml", "name:", "nickname:")
    assert b"nickname: " in contents(build("wheel"))[f"{CLIENT}/models/pet.py"]


def test_a_wheel_of_an_sdist_is_the_same(
    build: Callable[..., Path], project: Path, tmp_path: Path
) -> None:
    wheel = contents(build("wheel"))
    with tarfile.open(build("sdist")) as archive:
        archive.extractall(tmp_path, filter="data")
    (unpacked,) = tmp_path.glob("shelter-*")
    assert (unpacked / "src" / CLIENT / "restamp.lock").is_file()
    assert contents(build("wheel", unpacked)) == wheel


def test_an_editable_install_has_it(build: Callable[..., Path], project: Path) -> None:
    assert not any(name.startswith("shelter/") for name in contents(build("editable")))
    assert (project / "src" / CLIENT / "client.py").is_file()


def test_what_is_wrong_stops_the_build(build: Callable[..., Path], project: Path) -> None:
    edit(project / "specs/pets.yaml", "openapi: 3.1.0", "openapi: 4.1.0")
    with pytest.raises(AssertionError, match=r"specs/pets\.yaml:1:1: error\[version-unsupported\]"):
        build("wheel")
    assert not list(project.glob("dist/*.whl"))


@pytest.mark.parametrize(
    ("old", "new", "output"),
    [
        ('clients = ["pets"]', 'clients = ["pet"]', 'there is no client "pet"'),
        ('clients = ["pets"]', 'clients = "pets"', '"clients" must be an array of names'),
        ("strict = true", 'strict = "yes"', '"strict" must be true or false'),
        ("strict = true", "stricter = true", 'unknown option "stricter"'),
        ('"src/shelter/_vendor/pets"', '"../pets"', "outside the project"),
        ("[tool.restamp.", "[tool.stamp.", "define no client"),
    ],
)
def test_options_that_make_no_sense(
    build: Callable[..., Path], project: Path, old: str, new: str, output: str
) -> None:
    edit(project / "pyproject.toml", old, new)
    with pytest.raises(AssertionError, match=output):
        build("wheel")


def test_strict(build: Callable[..., Path], project: Path) -> None:
    edit(project / "specs/schemas.yaml", "name: {type: string}", "name: {type: colour}")
    with pytest.raises(AssertionError, match=r"error\["):
        build("wheel")
    edit(project / "pyproject.toml", "strict = true", "strict = false")
    assert f"{CLIENT}/models/pet.py" in contents(build("wheel"))
