"""The same document in one file and in many gives the same bytes."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest

from restamp.api_diff.surface.file import FILE as SURFACE
from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.pipeline import Result, generate
from restamp.spec.reading.load import read

SCHEMAS = "#/components/schemas/"
NAMED = ("$anchor", "$dynamicAnchor", "$id")
"""Names that mean something in one file only."""
Refer = Callable[[str, str], str]
Fresh = Callable[[ClientConfig], Result]


def through_the_main_file(name: str, rest: str) -> str:
    """A reference to a part of a component schema, from a file in a folder of its own."""
    return f"../spec.json{SCHEMAS}{name}{rest}"


def from_file_to_file(name: str, rest: str) -> str:
    """The same without the main file."""
    return f"../schemas/{file_of(name)}#{rest}" if rest else f"../schemas/{file_of(name)}"


def file_of(token: str) -> str:
    """The file of a component schema, as a reference has it."""
    name = unquote(token).replace("~1", "/").replace("~0", "~")
    return quote(name.replace("/", "_"), safe="") + ".json"


def rewritten(value: Any, refer: Refer) -> Any:
    """The value with its references, all within the document, made for a file in a folder."""
    if isinstance(value, list):
        return [rewritten(item, refer) for item in value]
    if not isinstance(value, dict):
        return value
    files = {
        # What stands beside a schema as its example is data, whatever it looks like.
        key: item if key == "example" and "schema" in value else rewritten(item, refer)
        for key, item in value.items()
    }
    reference = value.get("$ref")
    if isinstance(reference, str):
        files["$ref"] = moved(reference, refer)
    mapping = value.get("mapping")
    if isinstance(mapping, dict) and "propertyName" in value:
        files["mapping"] = {key: moved(item, refer) for key, item in mapping.items()}
    return files


def moved(reference: Any, refer: Refer) -> Any:
    if not isinstance(reference, str) or not reference.startswith("#/"):
        return reference
    if not reference.startswith(SCHEMAS):
        return f"../spec.json{reference}"
    name, slash, rest = reference[len(SCHEMAS) :].partition("/")
    return refer(name, slash + rest)


def split(document: dict[str, Any], folder: Path, refer: Refer) -> Path:
    """Write the document with every component schema and every path item in a file of its own."""
    for part in ("schemas", "paths"):
        (folder / part).mkdir(parents=True)
    main = dict(document)
    components = dict(main.get("components") or {})
    schemas = dict(components.get("schemas") or {})
    for name, schema in schemas.items():
        token = name.replace("~", "~0").replace("/", "~1")
        file = folder / "schemas" / unquote(file_of(token))
        file.write_text(json.dumps(rewritten(schema, refer)))
        schemas[name] = {"$ref": f"schemas/{file_of(token)}"}
    if schemas:
        main["components"] = components | {"schemas": schemas}
    paths = dict(main.get("paths") or {})
    for number, (path, item) in enumerate(paths.items()):
        (folder / "paths" / f"{number}.json").write_text(json.dumps(rewritten(item, refer)))
        paths[path] = {"$ref": f"paths/{number}.json"}
    main["paths"] = paths
    (folder / "spec.json").write_text(json.dumps(main))
    return folder / "spec.json"


def differing(config: ClientConfig, folder: Path, refer: Refer, fresh: Fresh) -> list[str]:
    """The files that are not the same when the document is split."""
    source = read(config.spec, config.spec_name, Diagnostics())
    assert source is not None and isinstance(source.tree, dict)
    text = json.dumps(source.tree)
    if any(f'"{name}"' in text for name in NAMED):
        pytest.skip("has names that mean something in one file only")
    spec = split(source.tree, folder / "many", refer)
    one = fresh(config).files
    many = generate(replace(config, spec=spec, spec_name="spec.json", root=folder)).files
    assert many
    # The surface says in which file everything stands.
    return [path for path in one | many if path != SURFACE and one.get(path) != many.get(path)]


@pytest.mark.parametrize("refer", [through_the_main_file, from_file_to_file])
def test_our_documents(client: ClientConfig, tmp_path: Path, refer: Refer, fresh: Fresh) -> None:
    assert differing(replace(client, overlays=()), tmp_path, refer, fresh) == []


def some_of(number: int) -> list[Refer]:
    """One way to refer from file to file, or both in a long run."""
    ways = [through_the_main_file, from_file_to_file]
    return ways if "RESTAMP_LONG" in os.environ else [ways[number % 2]]


def test_of_a_feature(feature: ClientConfig, tmp_path: Path, fresh: Fresh) -> None:
    if len(list(feature.spec.parent.glob("*/*.yaml"))):
        pytest.skip("is in many files as it stands")
    for refer in some_of(len(feature.spec.parent.name)):
        config = replace(feature, overlays=())
        assert differing(config, tmp_path / refer.__name__, refer, fresh) == []


def test_of_the_corpus(stranger: ClientConfig, tmp_path: Path, fresh: Fresh) -> None:
    for refer in some_of(len(stranger.spec_name)):
        assert differing(stranger, tmp_path / refer.__name__, refer, fresh) == []
