"""`restamp watch` as a process: start it, edit, see the file, stop it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

Restamp = Callable[..., Any]

PATIENCE = 60.0
"""Seconds: what takes longer is taken for something that does not come."""


class Watching:
    """A process that watches, and what it said so far."""

    def __init__(self, folder: Path, output: Path, *arguments: str) -> None:
        self.output = output
        # Tests that a shell runs in its background inherit that SIGINT is ignored.
        undo = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
        program = f"{undo}import sys; from restamp.cli import main; sys.exit(main())"
        with output.open("w") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-c", program, "watch", *arguments],
                cwd=folder,
                stdout=out,
                stderr=subprocess.STDOUT,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
            )

    def until(self, holds: Callable[[], object]) -> None:
        """Wait until something is so."""
        end = time.monotonic() + PATIENCE
        while not holds():
            assert self.process.poll() is None, self.output.read_text()
            assert time.monotonic() < end, self.output.read_text()
            time.sleep(0.02)

    def until_said(self, text: str, times: int = 1) -> None:
        self.until(lambda: self.output.read_text().count(text) >= times)


@pytest.fixture
def watch(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Any]]:
    """Starts a process that watches the project."""
    pytest.importorskip("watchfiles")
    started: list[Watching] = []

    def start(*arguments: str) -> Watching:
        output = tmp_path_factory.mktemp("output") / "out"
        started.append(Watching(project, output, *arguments))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.process.kill()
        one.process.wait()


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def holds(file: Path, text: str) -> Callable[[], bool]:
    return lambda: file.is_file() and text in file.read_text()


def test_every_input_is_watched(watch: Callable[..., Watching], project: Path) -> None:
    (project / "shared").mkdir()
    shared = project / "shared/pet.yaml"
    shared.write_text("Pet: {type: object, properties: {name: {type: string}}}\n")
    pet = project / "out/pets/models/pet.py"
    document = project / "specs/pets.yaml"
    edit(document, '"#/components/schemas/Pet"', '"../shared/pet.yaml#/Pet"')
    edit(document, "    Pet:\n", "    Unused:\n")
    running = watch("pets")
    running.until_said("watching")
    assert holds(pet, "name: ")()
    assert not (project / "out/zoo").exists()

    edit(shared, "name", "nickname")  # a file that $ref names, in another folder
    running.until(holds(pet, "nickname: "))

    overlay = project / "specs/pets.overlay.yaml"
    overlay.write_text(
        "overlay: 1.0.0\ninfo: {title: Names, version: '1'}\nactions:\n"
        "  - target: $.paths['/pets/{id}'].get\n    update: {x-restamp-name: fetch}\n"
    )
    edit(  # the configuration
        project / "pyproject.toml",
        'spec = "specs/pets.yaml"',
        'spec = "specs/pets.yaml"\noverlays = ["specs/pets.overlay.yaml"]\ntemplates = "mine"',
    )
    running.until_said("[templates-missing]")  # and it goes on

    (project / "mine").mkdir()
    resource = project / "out/pets/resources/pets.py"
    running.until(holds(resource, "fetch"))
    edit(overlay, "fetch", "obtain")
    running.until(holds(resource, "obtain"))

    (project / "mine/README.md.jinja").write_text("Mine.\n")
    running.until(holds(project / "out/pets/README.md", "Mine."))

    document.replace(project / "specs/elsewhere")  # as editors save: another file of the same name
    new = (project / "specs/elsewhere").read_text().replace("The pet.", "Some pet.")
    (project / "specs/elsewhere").write_text(
        new.replace("operationId", "summary: One\n      operationId")
    )
    (project / "specs/elsewhere").replace(document)
    running.until(holds(project / "out/pets/api/pets.py", "One"))


def test_it_survives_what_is_wrong(watch: Callable[..., Watching], project: Path) -> None:
    document, pet = project / "specs/pets.yaml", project / "out/pets/models/pet.py"
    running = watch("pets")
    running.until_said("watching")
    good = document.read_text()
    document.write_text(good.replace("type: object", "type: [object"))
    running.until_said("specs/pets.yaml:")
    running.until_said("error[")
    running.until_said("watching", 2)
    assert holds(pet, "name: ")()
    document.unlink()
    running.until_said("[file-missing]")
    document.write_text(good.replace("name:", "title:"))
    running.until(holds(pet, "title: "))
    edit(project / "pyproject.toml", "[tool.restamp.clients.pets]", "[tool.restamp.clients.pets")
    running.until_said("[config-invalid]")
    edit(project / "pyproject.toml", "[tool.restamp.clients.pets", "[tool.restamp.clients.pets]")
    edit(document, "title:", "label:")
    running.until(holds(pet, "label: "))


def test_a_referenced_file_that_was_never_right(
    watch: Callable[..., Watching], project: Path
) -> None:
    (project / "shared").mkdir()
    shared, document = project / "shared/pet.yaml", project / "specs/pets.yaml"
    shared.write_text("Pet: [\n")
    edit(document, '"#/components/schemas/Pet"', '"../shared/pet.yaml#/Pet"')
    edit(document, "    Pet:\n", "    Unused:\n")
    running = watch("pets")
    running.until_said("watching")
    assert "shared/pet.yaml:" in running.output.read_text()
    shared.write_text("Pet: {type: object, properties: {name: {type: string}}}\n")
    running.until(holds(project / "out/pets/models/pet.py", "name: "))


@pytest.mark.skipif(os.name == "nt", reason="there, Ctrl-C goes to the whole console")
def test_an_interrupt_ends_it_cleanly(watch: Callable[..., Watching], project: Path) -> None:
    running = watch("pets")
    running.until_said("watching")
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(PATIENCE) == 0
    output = running.output.read_text()
    assert "Traceback" not in output
    assert output.endswith("restamp: stopped watching\n")


def test_quiet(watch: Callable[..., Watching], project: Path) -> None:
    running = watch("pets", "--quiet")
    running.until(holds(project / "out/pets/restamp.lock", "names"))
    edit(project / "specs/pets.yaml", "name:", "title:")
    running.until(holds(project / "out/pets/models/pet.py", "title: "))
    assert running.output.read_text() == ""


def test_several_edits_at_once_are_one_run(watch: Callable[..., Watching], project: Path) -> None:
    running = watch("pets")
    running.until_said("watching")
    for number in range(10):
        edit(project / "specs/pets.yaml", "paths:", f"x-{number}: 1\npaths:")
        time.sleep(0.01)
    running.until(holds(project / "specs/pets.yaml", "x-9"))
    running.until_said("watching", 2)
    edit(project / "specs/pets.yaml", "name:", "title:")
    running.until(holds(project / "out/pets/models/pet.py", "title: "))
    assert running.output.read_text().count("watching") <= 5


def test_without_the_library(
    restamp: Restamp, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    ran = restamp(["watch"], project)
    assert ran.status == 2
    assert "python -m pip install watchfiles" in ran.err
    assert not (project / "out").exists()


def test_without_a_configuration(restamp: Restamp, tmp_path: Path) -> None:
    pytest.importorskip("watchfiles")
    ran = restamp(["watch"], tmp_path)
    assert (ran.status, "error[config-missing]" in ran.err) == (2, True)
