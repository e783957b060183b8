"""The model of OpenAPI 3.1 is imported alone, and hides nothing of openapi-pydantic from others."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import ValidationError

from restamp.spec.document.model import import_model

PACKAGE = "openapi_pydantic"


def imported() -> list[str]:
    return [name for name in sys.modules if name.partition(".")[0] == PACKAGE]


@pytest.fixture(autouse=True)
def not_imported() -> Iterator[None]:
    """Nothing of the package is imported; what was is again after the test."""
    former = {name: sys.modules.pop(name) for name in imported()}
    yield
    for name in imported():
        del sys.modules[name]
    sys.modules.update(former)


class Recorder:
    """Finds nothing, and records what is looked for."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        self.names.add(name)


def test_models_of_30_are_not_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    recorder = Recorder()
    monkeypatch.setattr(sys, "meta_path", [recorder, *sys.meta_path])
    assert import_model().__name__ == "OpenAPI"
    assert f"{PACKAGE}.v3.v3_1.schema" in recorder.names
    assert f"{PACKAGE}.v3.v3_0" not in recorder.names


def test_the_whole_model_is_built() -> None:
    """Also what refers to headers and path items, which refer to it."""
    header = {"H": {"required": "perhaps"}}
    content = {"a/b": {"encoding": {"p": {"headers": header}}}}
    post = {
        "requestBody": {"content": content},
        "callbacks": {"c": {"{$url}": {"get": {"tags": 1}}}},
    }
    document = {
        "openapi": "3.1.1",
        "info": {"title": "T", "version": "1"},
        "paths": {"/a": {"post": post}},
    }
    with pytest.raises(ValidationError) as caught:
        import_model().model_validate(document)
    steps = [
        [step for step in error["loc"] if step != "Reference"] for error in caught.value.errors()
    ]
    assert any(step[-3:] == ["H", "Header", "required"] for step in steps)
    assert any(step[-3:] == ["PathItem", "get", "tags"] for step in steps)


def test_a_later_import_is_complete() -> None:
    import_model()
    package = importlib.import_module(PACKAGE)
    assert package.v3.v3_0.OpenAPI is not package.v3.v3_1.OpenAPI
    assert package.compat.PYDANTIC_V2
    document = {"openapi": "3.0.4", "info": {"title": "T", "version": "1"}, "paths": {}}
    assert isinstance(package.parse_obj(document), package.v3.v3_0.OpenAPI)


def test_the_imported_package_is_used() -> None:
    package = importlib.import_module(PACKAGE)
    assert import_model() is package.v3.v3_1.OpenAPI


@pytest.mark.parametrize(
    "line", ["from openapi_pydantic import Base", "import openapi_pydantic as p; Base = p.Base"]
)
def test_another_layout(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {
        "": "Base = dict\nfrom openapi_pydantic import v3",
        "v3/": "from openapi_pydantic.v3 import v3_1",
        "v3/v3_1/": f"{line}\nclass OpenAPI(Base): pass",
    }
    for folder, text in files.items():
        file = tmp_path / PACKAGE / folder / "__init__.py"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    model = import_model()
    assert issubclass(model, dict)
    assert model is sys.modules[f"{PACKAGE}.v3.v3_1"].OpenAPI
