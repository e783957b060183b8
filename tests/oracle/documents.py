"""The documents, and the client that Restamp generates of each."""

from __future__ import annotations

import importlib
import json
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

from restamp.config.model import BodiesKey, NamesKey
from restamp.diagnostics.model import Diagnostics
from restamp.emit.files import files_of
from restamp.ir.api import Api
from restamp.ir.operations import Operation
from restamp.names.table import NameTable
from restamp.pipeline import analyze
from restamp.spec.overlay.apply import apply
from restamp.spec.reading.load import read

from ..packages import client_of

ROOT = Path(__file__).parents[2]
CORPUS = Path(os.environ.get("RESTAMP_CORPUS", "-"))
CORPUS_2 = CORPUS.parent / "corpus-2.0"
_OTHER_FILE = re.compile(r"""\$ref["']?:\s*["']?[^"'#\s]""")
OWN = {name: f"{name}.yaml" for name in ("blink", "tracecat")}
OTHERS = {
    "museum": "museum-openapi-example/openapi.yaml",
    "train_travel": "train-travel-api/.microcks__openapi.yaml",
    "petstore": "swagger-petstore/src__main__resources__openapi.yaml",
    "discord": "discord/specs__openapi.json",
    "github": "github/github.json",
    "box": "box/openapi.json",
}
SWAGGER = {
    "moby": "moby/api__docs__v1.43.yaml",
    "argo": "argo-workflows/api__openapi-spec__swagger.json",
}
"""Of the corpus of Swagger 2.0, which is beside the other."""
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
BASE = "http://oracle.test/base"
"""Where all requests go: each document's own servers are replaced by this one."""


@dataclass(frozen=True, slots=True)
class Specimen:
    """One document, as the oracles see it and as Restamp does."""

    name: str
    tree: Mapping[str, Any]
    api: Api
    names: NameTable
    package: ModuleType

    def operations(self) -> Mapping[tuple[str, str], Operation]:
        """By method and path."""
        return {(one.method, one.path): one for one in self.api.operations}

    def declared(self, operation: Operation) -> Sequence[Mapping[str, Any]]:
        """The parameters that a document of Swagger 2.0 has for an operation; of others, none."""
        if "swagger" not in self.tree:
            return []
        item = self.tree["paths"][operation.path]
        listed = [
            *item.get("parameters", ()),
            *item[operation.method.lower()].get("parameters", ()),
        ]
        named = self.tree.get("parameters", {})
        return [
            named.get(each["$ref"].rpartition("/")[2], each) if "$ref" in each else each
            for each in listed
        ]

    def endpoint(self, operation: Operation) -> Any:
        """The generated function."""
        chain = self.names.groups[operation.id].chain
        module = importlib.import_module(".".join((self.package.__name__, "api", *chain)))
        return getattr(module, self.names.functions[operation.id])


def file_of(name: str) -> Path:
    """The file of a document."""
    if name in OWN:
        return ROOT / "specs" / OWN[name]
    if name in OTHERS:
        return CORPUS / OTHERS[name]
    return CORPUS_2 / SWAGGER.get(name, name)


def every_swagger() -> Iterator[str]:
    """The documents of the corpus of Swagger 2.0 that are in one file and have operations."""
    for row in json.loads((CORPUS_2 / "index.json").read_text("utf-8")):
        text = (CORPUS_2 / row["file"]).read_text("utf-8")
        if row["operations"] and row["must_generate"] and not _OTHER_FILE.search(text):
            yield str(row["file"])


def is_there(name: str) -> bool:
    """Whether the document is on this machine."""
    return file_of(name).is_file()


def specimen(
    name: str,
    folder: Path,
    most: int | None,
    bodies: BodiesKey = "objects",
    style: NamesKey = "auto",
) -> Specimen:
    """A document with its overlay, generated into a folder; of a large one, `most` operations."""
    tree: dict[str, Any] = json.loads(_text(file_of(name), most))
    for holder in (tree, *tree["paths"].values(), *(o for _, _, o in operations_of(tree))):
        holder.pop("servers", None)
    if "swagger" in tree:
        parts = urlsplit(BASE)
        tree |= {"host": parts.netloc, "basePath": parts.path, "schemes": [parts.scheme]}
    else:
        tree["servers"] = [{"url": BASE}]
    plain = re.sub(r"\W", "_", name)
    spec = folder / f"{plain}.json"
    spec.write_text(json.dumps(tree), "utf-8")
    package = f"oracle_{plain}_{bodies}_{style}"
    api, names, files = _generated(spec, package, bodies, style)
    for path, text in files.items():
        target = folder / package / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    return Specimen(name, tree, api, names, importlib.import_module(package))


def operations_of(tree: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Path, method and operation, in the order of the document."""
    for path, item in tree["paths"].items():
        for method in METHODS:
            if method in item:
                yield path, method, item[method]


def cut(tree: dict[str, Any], most: int) -> dict[str, Any]:
    """A document with so many of its operations, spread evenly, and the components they need."""
    every = [(path, method) for path, method, _ in operations_of(tree)]
    chosen = (
        {every[i * len(every) // most] for i in range(most)} if most < len(every) else set(every)
    )
    paths: dict[str, Any] = {}
    for path, item in tree["paths"].items():
        left = {k: v for k, v in item.items() if k not in METHODS or (path, k) in chosen}
        if any(method in left for method in METHODS):
            paths[path] = left
    if "swagger" in tree:
        return {**tree, "paths": paths}
    components: dict[str, dict[str, Any]] = {}
    if "securitySchemes" in tree.get("components", {}):
        components["securitySchemes"] = tree["components"]["securitySchemes"]
    todo: list[Any] = [paths]
    while todo:
        for reference in _references(todo.pop()):
            _, _, kind, name = reference.split("/", 3)
            key = name.split("/")[0].replace("~1", "/").replace("~0", "~")
            if key not in components.setdefault(kind, {}):
                components[kind][key] = tree["components"][kind][key]
                todo.append(components[kind][key])
    others = {k: v for k, v in tree.items() if k not in ("paths", "components", "webhooks")}
    return {**others, "paths": paths, "components": components}


def _references(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for member in value.values():
            yield from _references(member)
    elif isinstance(value, list):
        for item in value:
            yield from _references(item)
    elif isinstance(value, str) and value.startswith("#/components/"):
        yield value


@cache
def _text(spec: Path, most: int | None) -> str:
    """A document as JSON, in which shared parts of YAML anchors come apart; of a large one, `most` operations."""
    tree = _tree(spec)
    return json.dumps(tree if most is None else cut(tree, most))


def _tree(spec: Path) -> dict[str, Any]:
    diagnostics = Diagnostics()
    source = read(spec, spec.name, diagnostics)
    assert source is not None
    tree: Any = source.tree
    beside = spec.with_suffix(".overlay.yaml")
    if beside.is_file():
        overlay = read(beside, beside.name, diagnostics)
        assert overlay is not None
        tree = apply(tree, overlay, diagnostics)
    assert not diagnostics.failed
    assert isinstance(tree, dict)
    return tree


def _generated(
    spec: Path, package: str, bodies: BodiesKey, style: NamesKey
) -> tuple[Api, NameTable, Mapping[str, str]]:
    """As `pipeline.generate`, which does not return the names."""
    diagnostics = Diagnostics()
    config = replace(client_of(spec.parent, package, spec.name), bodies=bodies, names=style)
    analysis = analyze(config, diagnostics)
    assert analysis is not None
    subject = analysis.subject
    files = files_of(subject, config.templates, diagnostics).files
    assert not diagnostics.failed, diagnostics.entries
    return subject.api, subject.names, files
