"""All tables."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from . import tables
from .table import Table


def all_tables() -> list[Table]:
    """The tables of all modules in `tables`."""
    names = sorted(module.name for module in pkgutil.iter_modules(tables.__path__))
    collected = [
        table for name in names for table in import_module(f"{tables.__name__}.{name}").TABLES
    ]
    return sorted(collected, key=lambda table: table.document.lower())
