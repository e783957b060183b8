"""Docker's API documents of four versions: an update through them keeps names and calls."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

Restamp = Callable[..., Any]
DOCKER = Path(os.environ.get("RESTAMP_CORPUS", "/nowhere")).parent / "corpus-2.0/moby"
VERSIONS = ["v1.25", "v1.38", "v1.41", "v1.43"]
CONFIGURATION = """\
[clients.docker]
spec = "docker.yaml"
output = "docker"
source = "next.yaml"
"""
VARYING = ("?fields", "?bases", "?parameters", "?order")
"""Ends of keys whose values list what there is."""


def document(version: str) -> Path:
    return DOCKER / f"api__docs__{version}.yaml"


@pytest.mark.skipif(not DOCKER.exists(), reason="corpus-2.0 is not beside $RESTAMP_CORPUS")
def test_update_through_the_versions_of_docker(restamp: Restamp, tmp_path: Path) -> None:
    versions = VERSIONS if os.environ.get("RESTAMP_LONG") else VERSIONS[-2:]
    (tmp_path / "restamp.toml").write_text(CONFIGURATION)
    shutil.copy(document(versions[0]), tmp_path / "docker.yaml")
    assert restamp(["generate"], tmp_path).status == 0
    names = names_of(tmp_path)
    for before, version in pairwise(versions):
        shutil.copy(document(version), tmp_path / "next.yaml")
        ran = restamp(["update"], tmp_path)
        assert ran.status == 0, ran.err
        assert ran.out.startswith(f"Docker Engine API {before[1:]} -> {version[1:]}: ")
        assert "docker.yaml:1 #" not in ran.out
        upgraded = names_of(tmp_path)
        moved = {key for key in names.keys() & upgraded.keys() if names[key] != upgraded[key]}
        assert moved == set()
        assert {key for key in upgraded if key.startswith("#/components")} == set()
        assert (tmp_path / "docker.yaml").read_bytes() == document(version).read_bytes()
        names = upgraded
    assert restamp(["check"], tmp_path).status == 0
    assert restamp(["update"], tmp_path).out == "docker: next.yaml is unchanged\n"


def names_of(folder: Path) -> dict[str, str]:
    lock: dict[str, Any] = json.loads((folder / "docker/restamp.lock").read_text())
    return {key: name for key, name in lock["names"].items() if not key.endswith(VARYING)}
