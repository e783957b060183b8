"""The test server: an npm package in a cache, which listens on loopback only."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

PACKAGE = "@microsoft.azure/autorest.testserver"
VERSION = "3.3.51"
CATEGORIES = ("vanilla", "azure", "optional", "dpg")

# The server has no option for the address; it names its port on the first line.
LOOPBACK_ONLY = """\
const net = require("net");
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (port, ...rest) {
  this.once("listening", () => process.stdout.write(`port ${this.address().port}\\n`));
  return listen.call(this, port, "127.0.0.1", ...rest);
};
"""


def installed(cache: Path) -> Path:
    """The folder of the package, which npm installs unless it is there."""
    package = cache / "node_modules" / PACKAGE
    if not (package / "package.json").exists():
        cache.mkdir(parents=True, exist_ok=True)
        options = [
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--silent",
            "--prefix",
            str(cache),
        ]
        subprocess.run(["npm", "install", *options, f"{PACKAGE}@{VERSION}"], check=True)
    return package


class Server:
    """A running server."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"

    def counts(self) -> dict[str, int]:
        """How often the request of each key was right."""
        reports = (self._send("GET", f"/report/{category}") for category in CATEGORIES)
        return {key: count for report in reports for key, count in json.loads(report).items()}

    def clear(self) -> None:
        """Count from zero."""
        self._send("POST", "/report/clear")

    def _send(self, method: str, path: str) -> bytes:
        with urlopen(Request(self.url + path, method=method)) as response:
            content: Any = response.read()
        return bytes(content)


@contextmanager
def running(package: Path, folder: Path) -> Iterator[Server]:
    """A server that writes its reports into a folder."""
    preload = folder / "loopback_only.js"
    preload.write_text(LOOPBACK_ONLY)
    command = ["node", "--require", str(preload), str(package / "dist/cli/cli.js"), "run"]
    options = ["--port", "0", "--coverageDirectory", str(folder / "coverage")]
    with (
        (folder / "server.log").open("wb") as log,
        subprocess.Popen(
            [*command, *options], stdout=subprocess.PIPE, stderr=log, cwd=folder
        ) as process,
    ):
        try:
            yield Server(_port(process))
        finally:
            process.kill()


def _port(process: subprocess.Popen[bytes]) -> int:
    """The port, once it is open; the rest of the output is discarded."""
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith(b"port "):
            _discard(process)
            return int(line[5:])
    raise RuntimeError("the test server does not start; see server.log")


def _discard(process: subprocess.Popen[bytes]) -> None:
    from threading import Thread

    assert process.stdout is not None
    Thread(target=process.stdout.read, daemon=True).start()
