"""Who runs it, where and when changes no byte."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from restamp.config.model import ClientConfig

Tree = Callable[[Path], dict[str, bytes]]

GENERATE_ALL = """
import hashlib, sys
from pathlib import Path
from restamp.config.load import from_flags
from restamp.diagnostics.model import Diagnostics
from restamp.diagnostics.text import show
from restamp.pipeline import generate

for argument in sys.argv[1:]:
    folder = Path(argument)
    overlays = ["overlay.yaml"] if (folder / "overlay.yaml").exists() else []
    spec = next(folder.glob("spec.*")).name
    result = generate(from_flags(spec, "out/client", overlays, folder, Diagnostics()))
    said = [*map(show, result.diagnostics), *result.files, *result.files.values()]
    said += [*result.names, *result.names.values(), str(result.report), str(result.inputs)]
    print(folder.name, len(result.files), hashlib.sha256("\\0".join(said).encode()).hexdigest())
"""


@dataclass(frozen=True)
class Surroundings:
    """What surrounds a run and is none of its business."""

    folder: str
    below: str
    """Where in the folder it is started."""
    seed: str
    locale: str
    zone: str
    umask: int
    ascii: bool
    """Whether Python is to believe that locale, and take all text for ASCII."""

    def run(self, arguments: Sequence[str | Path], cwd: Path) -> str:
        environment = {
            **os.environ,
            "PYTHONHASHSEED": self.seed,
            "LC_ALL": self.locale,
            "LANG": self.locale,
            "TZ": self.zone,
            "HOME": str(cwd),
            "COLUMNS": "40",
        }
        if self.ascii:
            environment |= {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=cwd,
            env=environment,
            umask=self.umask,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()


EVERY = (
    Surroundings("one", "", "1", "C", "Asia/Kathmandu", 0o077, ascii=True),
    Surroundings("zwei Würfel", "specs", "77", "C.UTF-8", "America/St_Johns", 0o002, ascii=False),
)

surrounded = pytest.mark.parametrize("run", EVERY, ids=lambda run: run.seed)


@surrounded
def test_of_a_configuration(root: Path, tmp_path: Path, tree: Tree, run: Surroundings) -> None:
    copy = tmp_path / run.folder
    shutil.copytree(root / "specs", copy / "specs")
    shutil.copy(root / "pyproject.toml", copy)
    run.run(["-m", "restamp", "generate"], copy / run.below)
    assert tree(copy / "generated") == tree(root / "generated")


@surrounded
def test_of_flags(client: ClientConfig, tmp_path: Path, tree: Tree, run: Surroundings) -> None:
    """The paths are spelled otherwise, and the lock is still the same."""
    package = tmp_path / run.folder / client.output.name
    overlays = [
        flag
        for overlay, _ in client.overlays
        for flag in ("--overlay", os.path.relpath(overlay, tmp_path))
    ]
    document = client.spec.parent / ".." / client.spec.parent.name / client.spec.name
    arguments = ["-m", "restamp", "generate", "--spec", document, "--output", package, *overlays]
    arguments += ["--names", client.names]
    run.run(arguments, tmp_path)
    assert tree(package) == tree(client.output)


def test_of_all_features(features: list[Path], tmp_path: Path) -> None:
    """The hash seed again, with everything that is said of every case, and documents full of clashes."""
    first, second = (run.run(["-c", GENERATE_ALL, *features], tmp_path) for run in EVERY)
    assert first.splitlines() == second.splitlines()
    assert len(first.splitlines()) == len(features) > 10
