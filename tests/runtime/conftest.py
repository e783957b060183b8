"""Loads templates/runtime, as it stands, under the package name `restamp_runtime`."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

RUNTIME = Path(__file__).parents[2] / "templates" / "runtime"


def load(name: str = "restamp_runtime") -> None:
    if name in sys.modules:
        return
    spec = spec_from_file_location(
        name, RUNTIME / "__init__.py", submodule_search_locations=[str(RUNTIME)]
    )
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)


load()
