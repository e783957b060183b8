"""Every package under generated/ is what its document, the templates and the runtime say, byte for byte."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import black
import pytest
import yaml

from restamp import lock, output
from restamp.config import ClientConfig, from_file
from restamp.diagnostics import Diagnostics
from restamp.pipeline import generate

ROOT = Path(__file__).parents[2]
CLIENTS = from_file(ROOT / "pyproject.toml", "pyproject.toml", Diagnostics())

each_client = pytest.mark.parametrize("client", CLIENTS, ids=lambda client: client.name)


def tree(package: Path) -> dict[str, bytes]:
    files = (path for path in package.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return {path.relative_to(package).as_posix(): path.read_bytes() for path in files}


@each_client
def test_it_is_fresh(client: ClientConfig) -> None:
    known = lock.read(client.output, client.name, Diagnostics())
    assert known is not None
    result = generate(client, known.names)
    assert not result.failed
    files = dict(result.files)
    files[lock.FILE] = lock.text(lock.of(client, result.inputs, files, result.names))
    found = output.changes(files, client.output, client.name, known, Diagnostics())
    assert not found, output.diff(found, client.name)
    assert sorted(tree(client.output)) == sorted(files), "a stray file"
    assert (
        generate(client, {}).files == result.files
    ), "the lock gives no name that is not canonical"


@each_client
def test_the_runtime_is_copied(client: ClientConfig) -> None:
    runtime = ROOT / "templates" / "runtime"
    sources = {f"_runtime/{path.name}": path.read_bytes() for path in runtime.glob("*.py")}
    files = tree(client.output)
    assert {path: files[path] for path in files if path.startswith("_runtime/")} == sources


@each_client
def test_black_would_change_nothing(client: ClientConfig) -> None:
    for path in client.output.rglob("*.py"):
        text = path.read_text("utf-8")
        compile(text, str(path), "exec")
        assert black.format_str(text, mode=black.Mode()) == text, path


@each_client
@pytest.mark.parametrize(
    ("seed", "locale", "zone"), [("1", "C", "Asia/Kathmandu"), ("77", "C.UTF-8", "UTC")]
)
def test_nothing_around_a_run_changes_a_byte(
    client: ClientConfig, seed: str, locale: str, zone: str, tmp_path: Path
) -> None:
    package = tmp_path / "deep" / client.output.name
    overlays = [flag for path, _ in client.overlays for flag in ("--overlay", str(path))]
    subprocess.run(
        [
            sys.executable,
            "-m",
            "restamp",
            "generate",
            "--spec",
            client.spec,
            "--output",
            package,
            *overlays,
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": zone},
        check=True,
        capture_output=True,
    )
    assert tree(package) == tree(client.output)


def backwards(tree: Any, depth: int) -> Any:
    """The tree with its keys in reverse order, down to a depth."""
    if not isinstance(tree, dict) or depth == 0:
        return tree
    return {key: backwards(tree[key], depth - 1) for key in reversed(tree)}


@each_client
def test_how_the_document_is_written_changes_no_byte(client: ClientConfig, tmp_path: Path) -> None:
    typed = yaml.safe_load(client.spec.read_text("utf-8"))
    json_file = tmp_path / "document.json"
    json_file.write_text(json.dumps(typed, default=str))
    reordered_file = tmp_path / "reordered.yaml"
    reordered = typed | {"paths": backwards(typed["paths"], 1)}
    reordered["components"] = backwards(typed["components"], 2)
    reordered_file.write_text(yaml.safe_dump(backwards(reordered, 1), sort_keys=False))
    plain = generate(client)
    for file in (json_file, reordered_file):
        result = generate(dataclasses.replace(client, spec=file, spec_name=file.name))
        assert result.files == plain.files, file.name
        assert result.names == plain.names, file.name
