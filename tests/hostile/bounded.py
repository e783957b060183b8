"""Generate and import clients in processes with limits.

They are forked from one that has imported what they need, which takes longer than most of the documents do.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import pkgutil
import resource
import signal
import sys
from collections.abc import Callable
from multiprocessing.context import ForkServerContext
from pathlib import Path

SECONDS = 10
"""Of processor time."""
MEGABYTES = 600 + 256
"""Of address space, of which 256 are the stack that recursion may use."""
PATIENCE = 20 * SECONDS
"""Seconds after which a process that hangs is ended."""
IMPORTED = ("restamp.cli.generate", "restamp.output.write", "restamp.pipeline", "httpx2", __name__)


def forking() -> ForkServerContext:
    """The processes; the one that they are forked from starts with the first of them."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*IMPORTED])
    return context


def ran(
    context: ForkServerContext, function: Callable[..., None], *arguments: object, log: Path
) -> tuple[int, str]:
    """The exit status of a function in a process of its own, and what it prints."""
    process = context.Process(target=_logged, args=(log, function, *arguments))
    process.start()
    process.join()
    assert process.exitcode is not None
    return process.exitcode, log.read_text("utf-8", "replace")


def _logged(log: Path, function: Callable[..., None], *arguments: object) -> None:
    signal.alarm(PATIENCE)
    with log.open("wb") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    function(*arguments)


def generate(spec: Path, output: Path) -> None:
    """Generate a client within the limits."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES << 20, MEGABYTES << 20))
    from restamp.cli import main

    sys.exit(main(["generate", "--quiet", "--spec", str(spec), "--output", str(output)]))


def import_all(folder: Path) -> None:
    """Import all modules of the package `client` in a folder, and all its models."""
    sys.path.insert(0, str(folder))
    client = importlib.import_module("client")
    for module in pkgutil.walk_packages(client.__path__, "client."):
        importlib.import_module(module.name)
    models = importlib.import_module("client.models")
    for name in models.__all__:
        getattr(models, name)
