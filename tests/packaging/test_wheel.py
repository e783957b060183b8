"""The wheel, alone in an environment away from the checkout, generates a client."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., str]

ROOT = Path(__file__).parents[2]


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


def test_it_generates_away_from_the_checkout(run: Run, scripts: Path, tmp_path: Path) -> None:
    flags = ("--spec", ROOT / "specs" / "tracecat.yaml", "--output", "out/tracecat")
    output = run(scripts / "restamp", "generate", *flags, folder=tmp_path)
    assert output.startswith("tracecat: ")
    there = {path.name for path in (ROOT / "templates" / "runtime").glob("*.py")}
    copied = {path.name for path in (tmp_path / "out/tracecat/_runtime").glob("*.py")}
    assert {"__init__.py", "model.py", "clients.py"} <= copied <= there
    use = "import tracecat; print(tracecat.Client.__name__, tracecat.__file__)"
    assert run(scripts / "python", "-c", use, folder=tmp_path / "out").startswith("Client ")
