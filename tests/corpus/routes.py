"""The operations of published documents, as the namer of paths reads them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from restamp.names.paths.route import Route

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
FOLDER = Path(os.environ.get("RESTAMP_CORPUS", ""))
"""A folder of documents with an index; others may be beside it."""


def corpora() -> list[Path]:
    """The folders of documents: the one in the environment, and those beside it whose names begin like its own."""
    if not os.environ.get("RESTAMP_CORPUS"):
        return []
    beside = sorted(FOLDER.parent.glob(f"{FOLDER.name}-*"))
    return [folder for folder in (FOLDER, *beside) if (folder / "index.json").is_file()]


def documents(folder: Path, fewest: int) -> Iterator[tuple[str, list[Route]]]:
    """The documents of a folder with so many operations: file and operations."""
    for entry in json.loads((folder / "index.json").read_text("utf-8")):
        if (entry["operations"] or 0) < fewest:
            continue
        document = read(folder / entry["file"])
        operations = list(routes(document)) if isinstance(document, dict) else []
        if len(operations) >= fewest:
            yield entry["file"], operations


def read(file: Path) -> Any:
    """A document as it is written; None if it cannot be read."""
    text = file.read_bytes()
    try:
        if file.suffix == ".json":
            return json.loads(text)
        return yaml.load(text, Loader=yaml.CSafeLoader)
    except (ValueError, yaml.YAMLError):
        return None


def routes(document: dict[str, Any]) -> Iterator[Route]:
    """The operations of a document."""
    for path, item in (document.get("paths") or {}).items():
        for method in METHODS:
            operation = item.get(method) if isinstance(item, dict) else None
            if isinstance(operation, dict):
                yield Route(
                    id=f"{method.upper()} {path}",
                    method=method.upper(),
                    path=path,
                    operation_id=str(operation.get("operationId") or ""),
                    tags=tuple(map(str, operation.get("tags") or ())),
                )
