"""What an import loads, and what it does not."""

from __future__ import annotations

import ast

import pytest

from .interpreter import ROOT, Package, closure, executed, siblings

LOADED = """
import json, sys
before = set(sys.modules)
{code}
print(json.dumps(sorted(set(sys.modules) - before)))
"""
HEAVY = {"pydantic", "pydantic_core", "httpx2", "anyio", "asyncio", "ssl", "typing_extensions"}


def loaded(package: Package, code: str) -> set[str]:
    """The modules that some code has loaded."""
    return set(package.run(LOADED.format(code=code)))


def own(package: Package, modules: set[str]) -> set[str]:
    """Those of the package, without its name."""
    return {module[len(package.name) :] for module in modules if module.startswith(package.name)}


def resources(package: Package) -> list[str]:
    return [file.stem for file in (package.folder / "api").glob("*.py") if file.stem != "__init__"]


def test_the_package(package: Package) -> None:
    modules = loaded(package, "import PACKAGE")
    assert own(package, modules) == {"", "._runtime", "._runtime.lazy"}
    assert not modules & HEAVY


def test_the_errors(package: Package) -> None:
    modules = loaded(package, "import PACKAGE.errors")
    assert own(package, modules) == {
        "",
        "._runtime",
        "._runtime.lazy",
        ".errors",
        "._runtime.errors",
        *({"._runtime.page_errors", "._runtime.wait_errors"} & own(package, modules)),
    }
    assert not modules & HEAVY
    names = loaded(package, "from PACKAGE import NotFoundError, ApiError")
    assert {name for name in names if name.partition(".")[0] != "importlib"} == modules


def test_the_index_of_the_models(package: Package) -> None:
    modules = loaded(package, "from PACKAGE import models; dir(models)")
    assert own(package, modules) == {"", "._runtime", "._runtime.lazy", ".models"}
    assert not modules & HEAVY


def test_the_client(package: Package) -> None:
    modules = loaded(package, "from PACKAGE import Client, AsyncClient")
    assert {"httpx2", package.name + ".client"} <= modules
    assert not any(
        name.startswith((".models.", ".api", ".resources")) for name in own(package, modules)
    )


def test_a_client_that_is_made_and_closed(package: Package) -> None:
    """Pydantic decodes answers: until there is one, nobody waits for it."""
    code = "from PACKAGE import Client; Client(api_key='k').close()"
    modules = own(package, loaded(package, code))
    assert not any(name.startswith((".models.", ".api.", ".resources.")) for name in modules)


def test_a_resource(package: Package) -> None:
    for name in resources(package):
        for part in ("api", "resources"):
            modules = loaded(package, f"import PACKAGE.{part}.{name}")
            assert not modules & HEAVY
            ours = own(package, modules)
            assert not any(other.startswith((".models.", ".client")) for other in ours)
            within = {other for other in ours if other.startswith((".api.", ".resources."))}
            assert within == {f".{part}.{name}", f".api.{name}"}, "one resource loads another"


def test_a_resource_of_a_client(package: Package) -> None:
    for name in resources(package):
        code = f"from PACKAGE import Client; Client(api_key='k').{name}"
        modules = own(package, loaded(package, code))
        assert f".resources.{name}" in modules
        assert not any(other.startswith(".models.") for other in modules)


def test_every_model_loads_what_it_refers_to_and_no_more(any_package: Package) -> None:
    """Each from the beginning, in one interpreter that forgets the package in between."""
    code = f"""
        import json, sys
        from importlib import import_module
        found = {{}}
        for module in {any_package.models}:
            import_module(module)
            own = [name for name in sys.modules if name.partition(".")[0] == "PACKAGE"]
            found[module] = sorted(own)
            for name in own:
                del sys.modules[name]
        print(json.dumps([found, "httpx2" in sys.modules]))
    """
    loaded, http = any_package.run(code)
    assert not http
    assert sorted(loaded) == any_package.models
    name = any_package.name
    always = {name, f"{name}._runtime", f"{name}._runtime.lazy", f"{name}.models"}
    for module, modules in loaded.items():
        # What the runtime's part of a model imports is the runtime's own matter.
        rest = {m for m in modules if not m.startswith(f"{name}._runtime.")} - always
        assert rest == closure(any_package, module), module


def test_a_model_by_its_name(package: Package) -> None:
    """In an interpreter of its own: the same through the index, and pydantic has come."""
    module = max(package.models, key=lambda module: len(siblings(package, module)))
    name, *_ = (
        node.name for node in package.tree_of(module).body if isinstance(node, ast.ClassDef)
    )
    code = f"from PACKAGE import models; models.{name}"
    modules = loaded(package, code)
    within = {other for other in modules if other.startswith(f"{package.name}.models.")}
    assert within == closure(package, module)
    assert "pydantic" in modules and "httpx2" not in modules


def test_a_model_imports_nothing_that_it_does_not_name(any_package: Package) -> None:
    for module in any_package.models:
        tree = any_package.tree_of(module)
        imported = {
            alias.asname or alias.name
            for node in executed(tree.body)
            if isinstance(node, ast.ImportFrom) and node.module != "__future__"
            for alias in node.names
        }
        named = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "TypeAliasType":
                text = node.args[1]
                if isinstance(text, ast.Constant):  # It refers to what is imported below it.
                    inner = ast.parse(str(text.value), mode="eval")
                    named |= {name.id for name in ast.walk(inner) if isinstance(name, ast.Name)}
        assert imported <= named, module


@pytest.mark.parametrize(
    ("call", "answer"),
    [
        ("get('ws', 'id')", "playbook_execution_with_subflow_names"),
        ("list_('ws')", "execution_list"),
    ],
)
def test_a_request_loads_only_its_response_model(call: str, answer: str) -> None:
    """The cost of a first call does not grow with the API."""
    blink = Package(ROOT / "generated", "blink")
    modules = loaded(blink, f"from PACKAGE.api import executions; executions.{call}")
    within = {module for module in modules if module.startswith("blink.models.")}
    assert within == closure(blink, f"blink.models.{answer}")
    assert "httpx2" not in modules


def test_a_synchronous_call_needs_no_asyncio(package: Package) -> None:
    """anyio is loaded by httpcore2, as soon as a connection is opened, and so not here."""
    code = """
import httpx2, PACKAGE
answer = httpx2.MockTransport(lambda request: httpx2.Response(204))
client = PACKAGE.Client(base_url="http://127.0.0.1:1", auth=False, transport=answer)
client.request("GET", "/x")
"""
    modules = loaded(package, code)
    assert f"{package.name}._runtime.clients" in modules
    assert not modules & {"asyncio", "anyio", "trio"}
