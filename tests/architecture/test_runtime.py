"""The runtime in parts: a package holds what it imports, and the core of the runtime knows no feature."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from restamp.emit.runtime import runtime_modules
from restamp.names.reserved import MEMBERS_OF_CLIENTS, MEMBERS_OF_FAKES
from restamp.runtime import modules as runtime
from restamp.runtime.source import imports_of

from ..runtime_source import members_of

ROOT = Path(__file__).parents[2]
RUNTIME = ROOT / "templates" / "runtime"
Files = Mapping[str, str]


def modules_of(files: Files) -> set[str]:
    folder = f"{runtime.FOLDER}/"
    return {Path(path).stem for path in files if path.startswith(folder)} - {"__init__"}


@pytest.mark.parametrize("package", ["blink", "tracecat"])
def test_a_package_holds_what_its_files_import(package: str) -> None:
    """Every module that an import names is there, and every one is named by an import."""
    folder = ROOT / "generated" / package
    there = {file.stem for file in (folder / runtime.FOLDER).glob("*.py")} - {"__init__"}
    named: set[str] = set()
    for file in folder.rglob("*.py"):
        is_inside = file.parent.name == runtime.FOLDER
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.level and node.module:
                parts = node.module.split(".")
                if is_inside or parts[0] == runtime.FOLDER:
                    named.add(parts[0 if is_inside else 1])
    assert there == named


def test_an_import_in_a_docstring_is_none() -> None:
    text = '"""One.\n\n    from ._runtime.webhooks import decoded\n"""\n'
    assert runtime_modules({"client.py": text}, runtime.FOLDER) == {"__init__"}


def test_every_kind_of_import_counts() -> None:
    text = (
        "from typing import TYPE_CHECKING\n"
        "from ._runtime import retries\n"
        "if TYPE_CHECKING:\n    from ._runtime.hooks import Hooks\n"
        "def late():\n    from ._runtime.parameters import (\n        escaped,\n    )\n"
    )
    modules = runtime_modules({"client.py": text}, runtime.FOLDER)
    shared = text.replace("._runtime", "..vendor.runtime")
    assert runtime_modules({"client.py": shared}, ".vendor.runtime") == modules
    assert {"retries", "hooks", "parameters", "request"} <= modules
    assert "webhooks" not in modules


def test_no_module_of_the_generator_but_one_says_where_the_runtime_is() -> None:
    files = [*(ROOT / "generator").rglob("*.py"), *(ROOT / "templates").rglob("*.jinja")]
    assert [
        str(file.relative_to(ROOT))
        for file in files
        if re.search(rf"\b{runtime.FOLDER}\b", file.read_text("utf-8"))
    ] == ["generator/restamp/runtime/modules.py"]


def test_every_module_that_the_generator_names_is_there() -> None:
    named = {
        value.removeprefix(f"{runtime.FOLDER}.")
        for value in vars(runtime).values()
        if isinstance(value, str) and value.startswith(f"{runtime.FOLDER}.")
    }
    assert named <= {file.stem for file in RUNTIME.glob("*.py")}


@pytest.mark.parametrize("file", sorted(RUNTIME.glob("*.py")), ids=lambda file: file.stem)
def test_the_imports_that_are_read_are_those_of_the_syntax_tree(file: Path) -> None:
    imports = [
        node
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert all(node.level == 1 and node.module for node in imports)
    assert imports_of(file.stem) == {node.module for node in imports}


def test_no_cycles() -> None:
    """Imports in functions and those for type checkers count, too."""
    graph = {file.stem: imports_of(file.stem) for file in RUNTIME.glob("*.py")}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        raise AssertionError(" -> ".join(error.args[1])) from None


CLIENT_BASES = (
    (runtime.CLIENTS, "Client"),
    (runtime.PAGES, "SendsPages"),
    (runtime.STREAMS, "SendsStreams"),
)


def test_no_name_of_a_resource_is_a_member_of_the_client() -> None:
    """The lists of these names hold what the source of the runtime has, and nothing else."""
    members = {
        member
        for module, name in CLIENT_BASES
        for prefix in ("Sync" if name == "Client" else "", "Async")
        for member in members_of(module.rpartition(".")[2], prefix + name)
    }
    assert members == MEMBERS_OF_CLIENTS
    recordings = members_of("fakes_recordings", "ReplaysCalls")
    assert members_of("fakes", "FakeApi") | recordings == MEMBERS_OF_FAKES
