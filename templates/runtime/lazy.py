"""Names that import their module when they are first used (PEP 562)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from sys import modules
from typing import Any


def lazy_exports(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """The `__getattr__` of `package`; its `__dir__` is put in place as well.

    `homes` maps a name to the submodule it lives in, or to "" where the name is a
    submodule itself.
    """
    module = modules[package]

    def __getattr__(name: str) -> Any:
        home = homes.get(name)
        if home is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        if not home:
            return import_module(f"{package}.{name}")
        value = getattr(import_module(f"{package}.{home}"), name)
        module.__dict__[name] = value
        return value

    def __dir__() -> list[str]:
        special = (name for name in vars(module) if name.startswith("__"))
        return sorted({*special, *homes, *vars(module).get("__all__", ())})

    module.__dict__["__dir__"] = __dir__
    return __getattr__
