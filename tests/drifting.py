"""Lines of a drift log, out of calls of a generated client whose server differs from the document.

For tests of the log, and of what reads it:

    with logging_package(tmp_path, DOCUMENT) as package:
        lines = lines_of(tmp_path / "drift.jsonl", package, respond, work)
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import uuid4

import httpx2

from restamp.pipeline import generate

from .packages import client_of, write

Respond = Callable[[httpx2.Request], httpx2.Response]


@contextmanager
def logging_package(folder: Path, document: str) -> Iterator[ModuleType]:
    """The package of a document, with its log; it can be imported in the block."""
    name = f"package_{uuid4().hex}"
    (folder / "spec.yaml").write_text(document, "utf-8")
    config = client_of(folder, folder / "packages" / name, "spec.yaml")
    result = generate(replace(config, drift_log=True, recording=True, names="operations"))
    assert not result.failed, [*result.diagnostics]
    write(result.files, folder / "packages" / name)
    sys.path.insert(0, str(folder / "packages"))
    importlib.invalidate_caches()
    try:
        importlib.import_module(f"{name}.drift_log")
        yield importlib.import_module(name)
    finally:
        sys.path.remove(str(folder / "packages"))
        for module in [m for m in sys.modules if m == name or m.startswith(f"{name}.")]:
            del sys.modules[module]


def mutated(respond: Respond, change: Callable[[Any], Any]) -> Respond:
    """A server that changes the JSON of its responses."""

    def handler(request: httpx2.Request) -> httpx2.Response:
        response = respond(request)
        with suppress(ValueError):
            content = json.dumps(change(json.loads(response.content))).encode()
            headers = {k: v for k, v in response.headers.items() if k != "content-length"}
            return httpx2.Response(response.status_code, headers=headers, content=content)
        return response

    return handler


def lines_of(
    file: Path,
    package: ModuleType,
    respond: Respond,
    work: Callable[[Any], object],
    **options: Any,
) -> list[dict[str, Any]]:
    """The lines of a log after `work` with a client of the package; its calls may fail."""
    log = package.drift_log.DriftLog(file)
    with (
        package.Client(
            base_url="https://api.example.com",
            transport=httpx2.MockTransport(respond),
            hooks=package.Hooks(on_drift=log),
            max_retries=0,
            **options,
        ) as client,
        suppress(package.errors.ApiError),
    ):
        work(client)
    log.close()
    return read_log(file)


def read_log(file: Path) -> list[dict[str, Any]]:
    """The lines of a log; none if there is no file."""
    text = file.read_text("utf-8") if file.exists() else ""
    return [json.loads(line) for line in text.splitlines()]
