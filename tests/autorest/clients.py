"""Clients generated from the documents of the package."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from restamp.pipeline import generate

from ..packages import client_of, write


@dataclass(frozen=True, slots=True)
class Generated:
    """A package that is imported, and the names of its operations."""

    module: ModuleType
    names: Mapping[str, str]
    """By method and path."""


def generated(documents: Path, document: str, folder: Path) -> Generated:
    """The client of a document.

    Raises:
        ValueError: It cannot be generated.
    """
    name = "autorest_" + re.sub(r"\W", "_", document.removesuffix(".json")).lower()
    result = generate(client_of(documents, folder / name, document))
    if result.failed:
        raise ValueError("; ".join(d.message for d in result.diagnostics))
    write(result.files, folder / name)
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    operations = {
        key: name.partition(":")[0] for key, name in result.names.items() if key[0] != "#"
    }
    return Generated(importlib.import_module(name), operations)
