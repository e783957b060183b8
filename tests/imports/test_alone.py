"""Every module may be the first to be imported, from whichever end of a circle one begins."""

from __future__ import annotations

from pathlib import Path

from .interpreter import Package, closure, siblings

EACH_FIRST = """
import json, sys
from importlib import import_module
from typing_extensions import TypeAliasType
import pydantic

said, built = {}, []
for name in MODULES:
    try:
        module = import_module(name)
        own = [value for value in vars(module).values() if isinstance(value, (type, TypeAliasType))]
        for value in own if name.startswith("PACKAGE.models.") else ():
            if value.__module__ == name:
                built.append(value.__name__)
                pydantic.TypeAdapter(value).json_schema()
    except Exception as error:
        said[name] = repr(error)[:500]
    for loaded in [other for other in sys.modules if other.partition(".")[0] == "PACKAGE"]:
        del sys.modules[loaded]
print(json.dumps([said, sorted(built)]))
"""


def test_each_module_first(any_package: Package) -> None:
    """One interpreter that forgets the package after each; its models are built as well."""
    output, built = any_package.run(EACH_FIRST.replace("MODULES", repr(any_package.modules)))
    assert output == {}
    # Types of dicts are for checkers; at run time they are no types of their own.
    code = """
        import json
        from PACKAGE import models
        kinds = (dict, object)
        print(json.dumps([name for name in models.__all__ if getattr(models, name) not in kinds]))
    """
    assert built == any_package.run(code)


def test_a_few_in_interpreters_of_their_own(any_package: Package) -> None:
    widest = max(any_package.models, key=lambda module: len(siblings(any_package, module)))
    ends = {any_package.models[0], widest, f"{any_package.name}._runtime.exchange"}
    for module in sorted(ends):
        output, _ = any_package.run(EACH_FIRST.replace("MODULES", repr([module])))
        assert output == {}


def test_there_are_circles(circles: Path) -> None:
    """What is tested here has what it is tested for."""
    for name in ("circles", "recursion"):
        package = Package(circles, name)
        assert any(
            module in closure(package, other)
            for module in package.models
            for other in siblings(package, module)
            if other != module
        ), name
