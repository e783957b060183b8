"""The same document in one file and in many gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import yaml

from restamp.config import from_flags
from restamp.diagnostics import Diagnostics
from restamp.pipeline import generate

ROOT = Path(__file__).parents[2]
CASES = sorted((ROOT / "tests" / "cases").glob("*/spec.yaml"))
DOCUMENTS = [*sorted(ROOT.glob("specs/*[!y].yaml")), *CASES]
LOCAL = "#/components/schemas/"
Refer = Callable[[str], str]


def through_the_main_file(name: str) -> str:
    return f"../spec.yaml#/components/schemas/{quote(name.replace('~', '~0').replace('/', '~1'))}"


def from_file_to_file(name: str) -> str:
    return f"{file_of(name)}"


def file_of(name: str) -> str:
    return quote(name.replace("/", "_")) + ".yaml"


def rewritten(value: Any, refer: Refer) -> Any:
    """The value with its references to whole component schemas made by `refer`."""
    if isinstance(value, list):
        return [rewritten(item, refer) for item in value]
    if not isinstance(value, dict):
        return value
    made = {key: rewritten(item, refer) for key, item in value.items()}
    reference = value.get("$ref")
    if isinstance(reference, str) and reference.startswith(LOCAL):
        name = reference[len(LOCAL) :]
        if "/" not in name:
            made["$ref"] = refer(name)
    mapping = value.get("mapping")
    if isinstance(mapping, dict):
        made["mapping"] = {k: refer(v.removeprefix(LOCAL)) for k, v in mapping.items()}
    return made


def deep(document: dict[str, Any]) -> Iterator[str]:
    """References into schemas: these stay with what they point into."""
    for line in yaml.safe_dump(document).splitlines():
        if "$ref" in line and "/schemas/" in line and line.split("/schemas/")[1].count("/"):
            yield line


def split(document: dict[str, Any], folder: Path, refer: Refer) -> Path:
    """Write the document with every component schema and every path item in a file of its own."""
    main = dict(document)
    components = dict(main.get("components", {}))
    (folder / "schemas").mkdir(parents=True)
    (folder / "paths").mkdir()
    schemas: dict[str, Any] = {}
    for name, schema in components.get("schemas", {}).items():
        file = folder / "schemas" / file_of(name).replace("%20", " ")
        file.write_text(yaml.safe_dump(rewritten(schema, refer), sort_keys=False))
        schemas[name] = {"$ref": f"schemas/{file_of(name)}"}
    if schemas:
        main["components"] = {**components, "schemas": schemas}
    paths: dict[str, Any] = {}
    for number, (path, item) in enumerate(main.get("paths", {}).items()):
        file = folder / "paths" / f"{number}.yaml"
        text = yaml.safe_dump(
            rewritten(item, lambda name: f"../schemas/{file_of(name)}"), sort_keys=False
        )
        file.write_text(text.replace("$ref: '#/", "$ref: '../spec.yaml#/"))
        paths[path] = {"$ref": f"paths/{number}.yaml"}
    main["paths"] = paths
    (folder / "spec.yaml").write_text(yaml.safe_dump(main, sort_keys=False))
    return folder / "spec.yaml"


def files(spec: Path) -> dict[str, str]:
    config = from_flags(spec.name, "out/client", [], spec.parent, Diagnostics())
    assert config is not None
    result = generate(config, {})
    assert result.files, [d for d in result.diagnostics if d.severity == "error"]
    return result.files


def assert_same_when_split(spec: Path, tmp_path: Path, refer: Refer) -> None:
    document = yaml.load(spec.read_text("utf-8"), yaml.BaseLoader)
    if (
        any(deep(document))
        or "$anchor" in spec.read_text()
        or "components/parameters" in spec.read_text()
    ):
        pytest.skip("refers into schemas, by pointer or by anchor")
    plain = yaml.safe_load(spec.read_text("utf-8"))
    (tmp_path / "one").mkdir()
    one = tmp_path / "one" / "spec.yaml"
    one.write_text(yaml.safe_dump(plain, sort_keys=False))
    bundled, many = files(one), files(split(plain, tmp_path / "many", refer))
    different = [path for path in bundled | many if bundled.get(path) != many.get(path)]
    assert different == []


@pytest.mark.parametrize("refer", [through_the_main_file, from_file_to_file])
@pytest.mark.parametrize("spec", DOCUMENTS, ids=lambda spec: f"{spec.parent.name}-{spec.stem}")
def test_split_files_give_the_same_bytes(spec: Path, tmp_path: Path, refer: Refer) -> None:
    assert_same_when_split(spec, tmp_path, refer)
