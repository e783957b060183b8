"""The wheel of this checkout, and an environment that has it and nothing else of its own.

What it depends on is lent by the environment that runs the tests, so that no network is needed.
"""

from __future__ import annotations

import os
import site
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., str]

ROOT = Path(__file__).parents[2]
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check")


@pytest.fixture(scope="session")
def run() -> Run:
    """Runs a command in a folder, outside of the checkout's reach, and gives what it prints."""

    def run(*command: str | Path, folder: Path) -> str:
        environment = {
            key: value for key, value in os.environ.items() if not key.startswith("PYTHON")
        }
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """The wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = (*PIP, "wheel", "--quiet", "--no-deps", "--no-build-isolation")
    run(*pip, "--wheel-dir", folder, ROOT, folder=folder)
    (built,) = folder.glob("restamp-*.whl")
    return built


@pytest.fixture(scope="session")
def scripts(tmp_path_factory: pytest.TempPathFactory, wheel: Path, run: Run) -> Path:
    """The folder of commands of an environment that the wheel is installed in."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, symlinks=os.name != "nt")
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = Path(run(scripts / "python", "-c", ask, folder=home).strip())
    (packages / "lent.pth").write_text("".join(f"{path}\n" for path in site.getsitepackages()))
    install = (*PIP, "--python", scripts / "python", "install", "--quiet", "--no-deps")
    run(*install, "--no-index", wheel, folder=home)
    where = run(scripts / "python", "-c", "import restamp; print(restamp.__file__)", folder=home)
    assert Path(where.strip()).is_relative_to(packages)
    return scripts
