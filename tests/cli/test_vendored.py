"""`--output src/app/_vendor/pets`: under any package, twice in one repository, two versions side by side."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

Restamp = Callable[..., Any]

PLACES = ("src/app/_vendor/pets", "src/app/v2/pets", "src/other/clients/pets")

USE = """\
import importlib

import app._vendor.pets as one
import app.v2.pets as two
import other.clients.pets as three

for package, field in ((one, "name"), (two, "nick_name"), (three, "name")):
    pet = package.models.Pet.model_validate({"name": "x", "nick_name": "y"})
    assert field in type(pet).model_fields and len(type(pet).model_fields) == 1
    assert type(pet).__module__.startswith(package.__name__ + ".")
    with package.Client(base_url="http://127.0.0.1") as client:
        assert type(client).__module__ == package.__name__ + ".client"
        request = importlib.import_module(package.__name__ + ".api.pets").get_pet("1")
    assert type(request).__module__ == package.__name__
assert one.models.Pet is not three.models.Pet
assert not issubclass(one.NotFoundError, two.NotFoundError)
import sys
assert not [name for name in sys.modules if name.split(".")[0] == "pets"]
"""


def test_side_by_side(restamp: Restamp, project: Path) -> None:
    document = project / "specs/pets.yaml"
    newer = project / "specs/pets2.yaml"
    newer.write_text(document.read_text().replace("name: {type", "nick_name: {type"))
    runs: list[list[str]] = []
    for place in PLACES:
        spec = newer if "v2" in place else document
        runs.append(["--spec", spec.relative_to(project).as_posix(), "--output", place])
        assert restamp(["generate", *runs[-1]], project).status == 0
    for run in runs:
        assert restamp(["check", *run], project).status == 0
    one, two, three = (project / place for place in PLACES)
    files = {
        path.relative_to(one): path.read_bytes()
        for path in one.rglob("*.*")
        if "__" not in path.name
    }
    others = {path: (three / path).read_bytes() for path in files}
    # Only the README depends on the place, by its import path, and the lock by the README's hash.
    changed = {path.as_posix() for path in files if others[path] != files[path]}
    assert changed == {"README.md", "restamp.lock"}
    name_one, name_three = (".".join(Path(p).parts[1:]) for p in (PLACES[0], PLACES[2]))
    readme = others[Path("README.md")].decode()
    assert files[Path("README.md")].decode().replace(name_one, name_three) == readme
    locks = [json.loads(each[Path("restamp.lock")]) for each in (files, others)]
    for lock in locks:
        del lock["files"]["README.md"]
    assert locks[0] == locks[1]
    assert (two / "models/pet.py").read_bytes() != (one / "models/pet.py").read_bytes()
    used = subprocess.run(
        [sys.executable, "-c", USE],
        cwd=project / "src",
        capture_output=True,
        text=True,
        check=False,
    )
    assert used.returncode == 0, used.stderr
