"""How a document is written changes no byte: JSON or YAML, the order of keys, anchors, comments.

What has an order of its own keeps it: the properties of a schema, and every list. Names of files and hashes of
inputs stand in the lock alone, and are left out here.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from restamp.api_diff.surface.file import FILE as SURFACE
from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.pipeline import Result, generate
from restamp.spec.reading.load import read

Fresh = Callable[[ClientConfig], Result]
ORDERED = {"properties", "variables"}
"""Objects whose members come in the order of the document, as fields and arguments."""
NAMED = {
    *("callbacks", "content", "definitions", "dependentSchemas", "$defs", "encoding", "headers"),
    *("links", "mapping", "parameters", "pathItems", "paths", "patternProperties", "properties"),
    *(
        "requestBodies",
        "responses",
        "schemas",
        "scopes",
        "securitySchemes",
        "variables",
        "webhooks",
    ),
}
"""Objects whose keys are names, and not words of OpenAPI."""
LONG = "RESTAMP_LONG" in os.environ
DATA = {"const", "default", "enum", "example", "examples", "value"}
"""Values of the vendor's own; they are left as they are."""


def shuffled(value: Any, order: random.Random, keyword: str = "") -> Any:
    """The value with the keys of its objects in another order."""
    if isinstance(value, list):
        return [shuffled(item, order) for item in value]
    if not isinstance(value, dict) or keyword in DATA or keyword.startswith("x-"):
        return value
    keys = list(value)
    if keyword not in ORDERED:
        order.shuffle(keys)
    return {key: shuffled(value[key], order, "" if keyword in NAMED else key) for key in keys}


def disordered(tree: Any, seed: int) -> Any:
    """A document with its keys and its tags in another order."""
    order = random.Random(seed)
    tree = shuffled(tree, order)
    if isinstance(tree.get("tags"), list):
        order.shuffle(tree["tags"])
    return tree


class Written(yaml.SafeDumper):
    """Block style; strings in quotes, so that every version of YAML takes them for strings."""


class Expanded(Written):
    """The same without anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style='"')


Written.add_representer(str, _text)
Expanded.add_representer(str, _text)


def shared(value: Any, seen: dict[str, Any]) -> Any:
    """The value with one object in place of equal ones, each of which YAML then writes as an anchor."""
    if not isinstance(value, list | dict) or not value:
        return value
    if isinstance(value, list):
        copied: Any = [shared(item, seen) for item in value]
    else:
        copied = {key: shared(item, seen) for key, item in value.items()}
    return seen.setdefault(json.dumps(value), copied)


def as_json(tree: Any) -> str:
    return json.dumps(tree)


def as_flow(tree: Any) -> str:
    """JSON that is read as YAML, on one line, with a comment."""
    text = json.dumps(tree, ensure_ascii=False)
    # To YAML these end a line or may not stand for themselves.
    text = re.sub("[\x7f-\x9f\u2028\u2029\ufeff]", lambda char: f"\\u{ord(char[0]):04x}", text)
    return f"# A comment.\n{text}\n"


def as_yaml(tree: Any) -> str:
    return yaml.dump(tree, Dumper=Expanded, sort_keys=False, allow_unicode=True)


def as_anchors(tree: Any) -> str:
    text = yaml.dump(shared(tree, {}), Dumper=Written, sort_keys=False, allow_unicode=True)
    return text.replace("\n", "  # a comment\n", 1)


STYLES: dict[str, tuple[Callable[[Any], str], str]] = {
    "json": (as_json, ".json"),
    "flow": (as_flow, ".yaml"),
    "yaml": (as_yaml, ".yml"),
    "anchors": (as_anchors, ".yaml"),
}


def outcome(result: Result) -> dict[str, str]:
    """All that comes of a document, by name, for a difference that can be read."""
    # What is told once is told where it comes first.
    places = ["" if "(reported once)" in d.message else d.at for d in result.diagnostics]
    placed = zip(places, result.diagnostics, strict=True)
    messages = sorted(f"{d.severity} {d.code} {place}: {d.message}" for place, d in placed)
    report = {key: result.report.get(key) for key in ("openapi", "operations", "declarations")}
    # A surface lists its overlays by their paths from the document, which lies elsewhere in each of these runs.
    surface = re.sub(r'^"overlays": .*\n', "", result.files[SURFACE], flags=re.MULTILINE)
    return result.files | {
        SURFACE: surface,
        "names": json.dumps(result.names, indent=1, sort_keys=True),
        "diagnostics": "\n".join(messages),
        "report": json.dumps(report, indent=1),
    }


def differing(
    plain: Result,
    config: ClientConfig,
    folder: Path,
    style: str,
    seed: int | None,
    *,
    many: bool = False,
) -> list[str]:
    """What is not as in `plain`, the result of the document, when the same document has another style.

    With a seed, it has another order as well. It is written into `folder`; by its own name where it is one of `many`
    files that know it by that.
    """
    source = read(config.spec, config.spec_name, Diagnostics())
    assert source is not None, "the document cannot be read"
    write, suffix = STYLES[style]
    tree = source.tree if seed is None else disordered(source.tree, seed)
    file = folder / (config.spec.name if many else f"other{suffix}")
    file.write_text(write(tree), "utf-8")
    expected = outcome(plain)
    result = outcome(generate(replace(config, spec=file, spec_name=file.name, root=folder)))
    assert list(expected) == list(result)
    return [name for name in expected if expected[name] != result[name]]


@pytest.mark.parametrize("style", STYLES)
def test_the_style_of_our_documents(
    client: ClientConfig, fresh: Fresh, tmp_path: Path, style: str
) -> None:
    assert differing(fresh(client), client, tmp_path, style, None) == []


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_our_documents(
    client: ClientConfig, fresh: Fresh, tmp_path: Path, seed: int
) -> None:
    assert differing(fresh(client), client, tmp_path, list(STYLES)[seed % len(STYLES)], seed) == []


def copied(config: ClientConfig, folder: Path) -> bool:
    """Whether the document is one of many files; if so, the others are now in `folder`."""
    known = shutil.ignore_patterns("expected", config.spec.name, "overlay.yaml")
    shutil.copytree(config.spec.parent, folder, ignore=known, dirs_exist_ok=True)
    return any(folder.iterdir())


def test_of_a_feature(feature: ClientConfig, fresh: Fresh, tmp_path: Path) -> None:
    """In two of the styles, each in another order; large documents, and long runs, take more."""
    many = copied(feature, tmp_path)
    ours = feature.spec.parent.parent.name == "documents"
    first = len(feature.spec.parent.name)
    for seed in range(first, first + (12 if ours or LONG else 2)):
        style = list(STYLES)[seed % len(STYLES)]
        differences = differing(fresh(feature), feature, tmp_path, style, seed, many=many)
        assert differences == [], (style, seed)


def test_of_the_corpus(stranger: ClientConfig, fresh: Fresh, tmp_path: Path) -> None:
    seed = len(str(stranger.spec_name))
    style = list(STYLES)[seed % len(STYLES)]
    assert differing(fresh(stranger), stranger, tmp_path, style, seed) == [], (style, seed)


def test_the_order_that_counts_does_count(
    client: ClientConfig, fresh: Fresh, tmp_path: Path
) -> None:
    """These tests can fail."""
    source = read(client.spec, client.spec_name, Diagnostics())
    assert source is not None
    turned = json.loads(
        json.dumps(source.tree),
        object_hook=lambda value: {
            key: dict(reversed(item.items())) if key == "properties" else item
            for key, item in value.items()
        },
    )
    file = tmp_path / "turned.json"
    file.write_text(json.dumps(turned), "utf-8")
    result = outcome(generate(replace(client, spec=file, spec_name=file.name)))
    expected = outcome(fresh(client))
    changed = {name.rpartition("/")[0] for name in expected if expected[name] != result[name]}
    assert changed == {"models"}
