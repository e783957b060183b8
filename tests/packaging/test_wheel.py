"""The wheel, alone in an environment away from the checkout, generates a client.

Its dependencies are lent by the environment that runs the tests, so that no network is needed.
"""

from __future__ import annotations

import os
import site
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*command: str | Path, folder: Path) -> str:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--quiet")
    run(*pip, "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT, folder=folder)
    (built,) = folder.glob("restamp-*.whl")
    return built


def test_it_holds_the_generator_and_the_templates(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    sources = {
        target + path.relative_to(ROOT / folder).as_posix()
        for folder, target in (
            ("generator/restamp", "restamp/"),
            ("templates", "restamp/templates/"),
        )
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert names == sources


def test_it_generates_away_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "environment"
    venv.create(home, symlinks=os.name != "nt")
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = Path(run(scripts / "python", "-c", ask, folder=tmp_path).strip())
    (packages / "lent.pth").write_text("".join(f"{path}\n" for path in site.getsitepackages()))
    pip = (
        sys.executable,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "--python",
        scripts / "python",
    )
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", wheel, folder=tmp_path)
    where = run(
        scripts / "python", "-c", "import restamp; print(restamp.__file__)", folder=tmp_path
    )
    assert Path(where.strip()).is_relative_to(packages)
    flags = ("--spec", ROOT / "specs" / "tracecat.yaml", "--output", "out/tracecat")
    said = run(scripts / "restamp", "generate", *flags, folder=tmp_path)
    assert said.startswith("tracecat: ")
    runtime = ROOT / "templates" / "runtime"
    assert {path.name for path in runtime.glob("*.py")} == {
        path.name for path in (tmp_path / "out/tracecat/_runtime").glob("*.py")
    }
    use = "import tracecat; print(tracecat.Client.__name__, tracecat.__file__)"
    assert run(scripts / "python", "-c", use, folder=tmp_path / "out").startswith("Client ")
