"""How many lines of the runtime a large API needs, and what one of its resources loads: `-s` shows the numbers.

`HOLDS` is what holds today, with the notes that tolerant decoding takes for the drift log and the calls of the client
itself; it is only ever lowered from there. The target is `TARGET`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from restamp.names.keys import operation_of
from restamp.pipeline import Result, generate
from restamp.runtime.modules import FOLDER

from ..packages import client_of, write

NAME = "large"
CORPUS = Path(os.environ.get("RESTAMP_CORPUS", ""))
GITHUB = "github/github.json"
"""The one with resources in resources."""
HOLDS = {
    GITHUB: 8383,
    "discord/specs__openapi.json": 9192,
    "openai/openapi.json": 10088,
}
TARGET = 6500


pytestmark = pytest.mark.skipif(
    not os.environ.get("RESTAMP_CORPUS"), reason="RESTAMP_CORPUS names no folder of documents"
)


@pytest.fixture(scope="session")
def generated() -> Callable[[str], Result]:
    """The client of a document, without fakes."""

    @cache
    def result(document: str) -> Result:
        file = CORPUS / document
        config = replace(client_of(file.parent, NAME, file.name), testing=False)
        if document == GITHUB:
            config = replace(config, names="resources")
        return replace(generate(config), analysis=None, surface=None)

    return result


@pytest.mark.parametrize("document", sorted(HOLDS))
def test_lines_of_the_runtime(document: str, generated: Callable[[str], Result]) -> None:
    files = generated(document).files
    runtime = {path: text for path, text in files.items() if path.startswith(f"{FOLDER}/")}
    lines = sum(text.count("\n") for text in runtime.values())
    print(
        f"{document}: {lines} in {len(runtime)} modules (holds {HOLDS[document]}, target {TARGET})"
    )
    assert 0 < lines <= HOLDS[document]


def test_one_resource(generated: Callable[[str], Result], tmp_path: Path) -> None:
    """Of GitHub's, whose every operation has a call of its own, `client.gists` loads nothing else."""
    result = generated(GITHUB)
    write(result.files, tmp_path / NAME)
    calls = [v.partition(":")[0] for k, v in result.names.items() if operation_of(k) is not None]
    assert len(set(calls)) == len(calls) > 1000
    script = (
        f"import sys, {NAME}\n{NAME}.Client().gists.list\n"
        f"print(*sorted(n for n in sys.modules if n.startswith(('{NAME}.api.', '{NAME}.resources.'))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == [f"{NAME}.api.gists", f"{NAME}.resources.gists"]
