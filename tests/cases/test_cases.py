"""Each folder here is one feature: `spec.yaml` (or spec.json), perhaps `overlay.yaml`, and what comes of them.

`expected/` holds the generated files that matter for it, and `diagnostics.txt` where there are any. With
`--update` those are rewritten; a new case gets its models and endpoints, to be thinned by hand.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from restamp.config.load import from_flags
from restamp.diagnostics.model import Diagnostics
from restamp.diagnostics.text import show
from restamp.output import changes as on_disk
from restamp.pipeline import generate

HERE = Path(__file__).parent
CASES = sorted(path.name for path in HERE.iterdir() if path.is_dir() and path.name[0] not in "._")
DIAGNOSTICS = "diagnostics.txt"


@pytest.mark.parametrize("name", CASES)
def test_case(name: str, request: pytest.FixtureRequest) -> None:
    case = HERE / name
    files = generated(case)
    expected = case / "expected"
    if request.config.getoption("update"):
        update(expected, files)
    kept = {path.relative_to(expected).as_posix() for path in expected.rglob("*") if path.is_file()}
    shown = {path: text for path, text in files.items() if path in kept | {DIAGNOSTICS}}
    gone = "".join(f"{path} is not generated\n" for path in sorted(kept - shown.keys()))
    found = on_disk.changes(shown, expected, name, None, Diagnostics())
    difference = gone + on_disk.diff(found, name)
    assert not difference, difference
    assert kept - {DIAGNOSTICS}, "a case without an expected file; run pytest --update"


def generated(case: Path) -> dict[str, str]:
    """The package of a case, and what was said about it."""
    (spec,) = case.glob("spec.*")
    overlays = ["overlay.yaml"] if (case / "overlay.yaml").exists() else []
    config = from_flags(spec.name, "out/client", overlays, case, Diagnostics())
    assert config is not None
    result = generate(config, {})
    said = "".join(f"{show(diagnostic)}\n" for diagnostic in result.diagnostics)
    return result.files | ({DIAGNOSTICS: said} if said else {})


def update(expected: Path, files: dict[str, str]) -> None:
    wanted = [path for path in files if (expected / path).exists() or path == DIAGNOSTICS]
    if not expected.exists():
        folders = ("api/", "models/")
        wanted += [path for path in files if path.startswith(folders) and "__init__" not in path]
    (expected / DIAGNOSTICS).unlink(missing_ok=True)
    for path in wanted:
        (expected / path).parent.mkdir(parents=True, exist_ok=True)
        (expected / path).write_text(files[path])
