"""The calls that the generator gives the operations of a document, and documents made of nothing but methods and paths."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from restamp.config.model import ClientConfig, NamesKey
from restamp.diagnostics.model import Diagnostics
from restamp.pipeline import Analysis, analyze

_PARAMETER = re.compile(r"\{([^{}]*)\}")


def document_of(operations: Iterable[str]) -> dict[str, Any]:
    """A document of operations such as `GET /files/{id}`, with the parameters of their paths."""
    paths: dict[str, Any] = {}
    for operation in operations:
        method, _, path = operation.partition(" ")
        parameters = [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
            for name in dict.fromkeys(_PARAMETER.findall(path.partition("?")[0].partition("#")[0]))
        ]
        paths.setdefault(path, {})[method.lower()] = {
            "parameters": parameters,
            "responses": {"204": {"description": ""}},
        }
    return {"openapi": "3.1.0", "info": {"title": "API", "version": "1"}, "paths": paths}


def written(operations: Iterable[str], folder: Path) -> Path:
    """The file of such a document in a folder."""
    file = folder / "openapi.json"
    file.write_text(json.dumps(document_of(operations)), "utf-8")
    return file


def analysis_of(file: Path, style: NamesKey) -> Analysis:
    """The names of a package without a lock."""
    output = Path("/nowhere/client")
    config = ClientConfig("client", file, file.name, (), output, output.parent, names=style)
    analysis = analyze(config, Diagnostics())
    assert analysis is not None, file
    return analysis


def calls_of(file: Path, style: NamesKey) -> dict[str, str]:
    """The call of each operation, by method and path, as users of the client write it: `chat.create`."""
    calls = analysis_of(file, style).surface().calls
    return {call.key: call.symbol.removeprefix("client.") for call in calls.values()}
