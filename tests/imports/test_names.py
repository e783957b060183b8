"""Every name of a package is where it is looked for, and nothing else is."""

from __future__ import annotations

import ast
import marshal

import pytest

from .interpreter import Package

LAZY = ("", ".models")
"""The modules whose names come when they are asked for."""

lazy = pytest.mark.parametrize("below", LAZY)


def listed(tree: ast.Module) -> list[str]:
    """The names of a module, sorted."""
    return sorted(homes(tree))


def for_checkers(package: Package, below: str) -> dict[str, str]:
    """The names imported for type checkers, each as itself, so that it counts as exported, and their modules."""
    (block,) = (n for n in package.tree_of(package.name + below).body if isinstance(n, ast.If))
    imports = [node for node in block.body if isinstance(node, ast.ImportFrom)]
    if [ast.unparse(node) for node in imports] == ["from ._exports import *"]:
        imports = imports_of(package.tree_of(f"{package.name}{below}._exports"))
    names = {alias.name: node.module or "" for node in imports for alias in node.names}
    aliases = [alias for node in imports for alias in node.names]
    assert all(alias.name == alias.asname for alias in aliases)
    assert len(names) == len(aliases)
    return names


def imports_of(tree: ast.Module) -> list[ast.ImportFrom]:
    return [node for node in tree.body if isinstance(node, ast.ImportFrom)]


def homes(tree: ast.Module) -> dict[str, str]:
    """The table of lazy names."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    (table,) = (call.args[1] for call in calls if ast.unparse(call.func) == "lazy_exports")
    text = ast.literal_eval(table)
    assert text.startswith("\n.") and text.endswith("\n")
    value: dict[str, str] = {}
    home = ""
    for line in text.split():
        if line.startswith("."):
            home = line[1:]
        else:
            assert line not in value
            value[line] = home
    return value


@lazy
def test_the_lists_agree(any_package: Package, below: str) -> None:
    tree = any_package.tree_of(any_package.name + below)
    assert for_checkers(any_package, below) == homes(tree)


def test_the_index_of_models_is_one_text(any_package: Package) -> None:
    """Beside the table, neither its code nor what it binds grows with the number of models."""
    code = compile(any_package.tree_of(f"{any_package.name}.models"), "__init__.py", "exec")
    table = max((value for value in code.co_consts if isinstance(value, str)), key=len)
    assert len(marshal.dumps(code)) - len(table) < 600
    bound = any_package.run("""
        import json
        import PACKAGE.models
        print(json.dumps(sorted(name for name in vars(PACKAGE.models) if name[:2] != "__")))
    """)
    assert bound == ["TYPE_CHECKING", "annotations", "lazy_exports"]


def test_every_class_of_a_model_is_exported(any_package: Package) -> None:
    exported = {
        name: module.rpartition(".")[2]
        for module in any_package.models
        for node in any_package.tree_of(module).body
        for name in _defined(node)
    }
    assert exported == homes(any_package.tree_of(f"{any_package.name}.models"))


def _defined(node: ast.stmt) -> list[str]:
    match node:
        case ast.ClassDef(name=name):
            return [name]
        case ast.Assign(targets=targets):
            return [ast.unparse(target) for target in targets]
        case ast.AnnAssign(target=target):
            return [ast.unparse(target)]
        case ast.If(body=body, orelse=orelse):
            # Dict types are for checkers; at run time something simple has their names.
            for_checkers = [name for inner in body for name in _defined(inner)]
            assert sorted(for_checkers) == sorted(
                name for inner in orelse for name in _defined(inner)
            )
            return for_checkers
        case _:
            return []


@lazy
def test_dir_is_complete_and_loads_nothing(any_package: Package, below: str) -> None:
    code = f"""
        import json, sys
        import PACKAGE{below} as module
        before = set(sys.modules)
        names = dir(module)
        assert set(sys.modules) == before, "dir() imports"
        print(json.dumps(names))
    """
    names = any_package.run(code)
    assert names == sorted(set(names))
    public = {name for name in names if not name.startswith("__")}
    assert public == set(listed(any_package.tree_of(any_package.name + below)))
    assert {"__doc__", "__name__", "__all__"} <= set(names)


@lazy
def test_the_tab_key(any_package: Package, below: str) -> None:
    code = f"""
        import json, rlcompleter
        import PACKAGE
        import PACKAGE{below} as module
        completer = rlcompleter.Completer({{"module": module}})
        found = []
        while (text := completer.complete("module.", len(found))) is not None:
            found.append(text.removeprefix("module.").rstrip("()"))
        print(json.dumps(found))
    """
    exported = {name for name in any_package.run(code) if not name.startswith("_")}
    assert exported == set(listed(any_package.tree_of(any_package.name + below)))


@lazy
def test_every_name_is_there(any_package: Package, below: str) -> None:
    code = f"""
        import json
        import PACKAGE{below} as module
        namespace = {{}}
        exec("from PACKAGE{below} import *", namespace)
        assert all(namespace[name] is getattr(module, name) for name in module.__all__)
        own = [n for n in module.__all__ if getattr(getattr(module, n), "__module__", "PACKAGE")]
        print(json.dumps([name for name in own if not hasattr(module, name)] + [len(own)]))
    """
    names = listed(any_package.tree_of(any_package.name + below))
    assert any_package.run(code) == [len(names)]


@lazy
def test_an_unknown_name(package: Package, below: str) -> None:
    code = f"""
        import json
        import PACKAGE{below} as module
        said = []
        for statement in (
            "module.Nothing",
            "from PACKAGE{below} import Nothing",
            "module.__path_of_nothing__",
            "import PACKAGE{below}.nothing",
        ):
            try:
                exec(statement)
            except (AttributeError, ImportError) as error:
                said.append([type(error).__name__, str(error)])
        assert getattr(module, "Nothing", None) is None and not hasattr(module, "nothing")
        print(json.dumps(said))
    """
    name = package.name + below
    attribute, imported, special, module = package.run(code)
    assert attribute == ["AttributeError", f"module '{name}' has no attribute 'Nothing'"]
    assert (
        imported[0] == "ImportError"
        and f"cannot import name 'Nothing' from '{name}'" in imported[1]
    )
    assert special[0] == "AttributeError"
    assert module == ["ModuleNotFoundError", f"No module named '{name}.nothing'"]


def test_only_relative_imports_and_two_dependencies(any_package: Package) -> None:
    """So that the folder works anywhere; anyio comes with httpx2."""
    import sys

    allowed = sys.stdlib_module_names | {
        *("anyio", "httpx2", "pydantic", "pydantic_core", "typing_extensions")
    }
    for module in any_package.modules:
        for node in ast.walk(any_package.tree_of(module)):
            if isinstance(node, ast.Import):
                named = {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                named = {str(node.module)}
            else:
                continue
            assert {name.partition(".")[0] for name in named} <= allowed, module


def test_httpx2_is_named_in_the_runtime_and_the_client_only(any_package: Package) -> None:
    users = {
        module.removeprefix(any_package.name + ".").partition(".")[0]
        for module in any_package.modules
        for node in ast.walk(any_package.tree_of(module))
        if isinstance(node, ast.Import) and any(alias.name == "httpx2" for alias in node.names)
    }
    assert users == {"_runtime", "client"}
