"""What an import costs, and the names that come when they are asked for."""

from __future__ import annotations

import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

RUNTIME = Path(__file__).parents[2] / "templates" / "runtime"


def run(folder: Path, code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package of the generated shape, below a parent package."""
    home = tmp_path / "app" / "vendor" / "thing"
    shutil.copytree(RUNTIME, home / "_runtime", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "app" / "__init__.py").write_text("")
    (tmp_path / "app" / "vendor" / "__init__.py").write_text("")
    (home / "__init__.py").write_text(
        "from ._runtime.lazy import lazy_exports\n"
        "__all__ = ['Model', 'heavy', 'value']\n"
        "__getattr__ = lazy_exports(__name__, "
        "'\\n._runtime.model\\nModel\\n.heavy\\nvalue\\n.\\nheavy\\n')\n"
    )
    (home / "heavy.py").write_text("value = object()\nprint('imported')\n")
    return tmp_path


@pytest.mark.parametrize("module", ["lazy", "calls", "request", "errors", "api", "parameters"])
def test_light_modules_import_nothing_heavy(package: Path, module: str) -> None:
    code = f"""
        import sys
        import app.vendor.thing._runtime.{module}
        print(sorted({{'pydantic', 'pydantic_core', 'httpx2', 'asyncio'}} & set(sys.modules)))
    """
    assert run(package, code) == "[]"


def test_a_request_needs_no_heavy_import(package: Path) -> None:
    code = """
        import sys
        from app.vendor.thing._runtime.request import Request
        request = Request("GET", "/{a}", dict, path={"a": "b/c"}, query={"d": [1, True]})
        print(request.url, request.query_string, request)
        print(sorted({'pydantic', 'httpx2'} & set(sys.modules)))
    """
    assert run(package, code) == "/b%2Fc d=1&d=true <Request GET /b%2Fc, query: d>\n[]"


def test_names_come_when_they_are_asked_for(package: Path) -> None:
    code = """
        import app.vendor.thing as thing
        print(sorted(name for name in dir(thing) if not name.startswith('_')))
        print(thing.value is thing.value is thing.heavy.value)
        print('value' in vars(thing), thing.Model.__name__)
        from app.vendor.thing import value, Model
        try:
            thing.missing
        except AttributeError as error:
            print(error)
    """
    assert run(package, code).splitlines() == [
        "['Model', 'heavy', 'value']",
        "imported",
        "True",
        "True Model",
        "module 'app.vendor.thing' has no attribute 'missing'",
    ]


@pytest.mark.parametrize("name", ["Mode", "odel", ".heavy", "_runtime.model", ".", "", "Model\\n"])
def test_parts_of_the_table_are_not_names(package: Path, name: str) -> None:
    code = f"import app.vendor.thing as thing; print(hasattr(thing, '{name}'))"
    assert run(package, code) == "False"


def test_names_that_are_part_of_others(package: Path) -> None:
    home = package / "app/vendor/thing"
    (home / "__init__.py").write_text(
        "from ._runtime.lazy import lazy_exports\n"
        "__getattr__ = lazy_exports(__name__, '\\n.b\\nPet\\nPetList\\n.b.c\\nMyPet\\nP\\n')\n"
    )
    (home / "b").mkdir()
    (home / "b/__init__.py").write_text("Pet, PetList = 'b Pet', 'b PetList'\n")
    (home / "b/c.py").write_text("MyPet, P = 'c MyPet', 'c P'\n")
    code = """
        import app.vendor.thing as thing
        print(thing.__all__, [getattr(thing, name) for name in thing.__all__])
        from app.vendor.thing import *
        print(Pet, P)
        print([name for name in dir(thing) if name[0] != "_"])
    """
    assert run(package, code).splitlines() == [
        "['MyPet', 'P', 'Pet', 'PetList'] ['c MyPet', 'c P', 'b Pet', 'b PetList']",
        "b Pet c P",
        "['MyPet', 'P', 'Pet', 'PetList']",
    ]


def test_a_star_import_works(package: Path) -> None:
    assert run(package, "from app.vendor.thing import *; print(Model.__name__)") == (
        "imported\nModel"
    )


def test_what_is_called_after_a_fork_keeps_no_classes(package: Path) -> None:
    """It lives until the process ends, which would free all that it refers to one by one."""
    code = """
        import gc, sys
        from app.vendor.thing._runtime import clients, lazy
        from pydantic import BaseModel
        aside = {id(sys.modules), id(vars(sys)), id(__builtins__.__dict__)}
        reached, todo = {}, [lazy._renew_all]
        while todo:
            one = todo.pop()
            if id(one) not in reached and id(one) not in aside:
                reached[id(one)] = one
                todo += gc.get_referents(one)
        print(len(reached) > 100, id(BaseModel) in reached)
    """
    assert run(package, code) == "True False"
