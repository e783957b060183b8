"""The two type checkers, as strict as they can be, over everything in one run."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "tests" / "typing" / "samples"
NOWHERE = "the checker itself"
OLDEST = "3.11"
"""The Python that generated code must be good for."""


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that a checker says; `severity` is error, warning or note."""

    file: str
    line: int
    severity: str
    message: str
    rule: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.severity}[{self.rule}]: {self.message}"


def share_runtime(packages: Sequence[Path], owner: Path) -> None:
    """Let packages take the modules of another one's runtime, whose bytes are the same: they are checked once.

    What only they have stays where it is.
    """
    shared = {module.name for module in (owner / "_runtime").glob("*.py")} - {"__init__.py"}
    for package in packages:
        for module in (package / "_runtime").glob("*.py"):
            if module.name in shared:
                text = f"from {owner.name}._runtime.{module.stem} import *\n"
                module.write_text(text, "utf-8")


def mypy(sources: Sequence[Path], roots: Sequence[Path], folder: Path) -> list[Finding]:
    """What mypy says with --strict and of deprecated calls, and no configuration."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "mypy", "--strict", "--python-version", OLDEST),
            *("--enable-error-code", "deprecated"),
            *("--config-file", "", "--cache-dir", os.devnull, "--output", "json"),
            *("--show-absolute-path", *sources),
        ],
        cwd=folder,
        env={**os.environ, "MYPYPATH": os.pathsep.join(map(str, roots))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1) and not done.stderr, done.stdout + done.stderr
    messages = [json.loads(line) for line in done.stdout.splitlines()]
    return [
        Finding(s["file"], s["line"], s["severity"], s["message"], s["code"] or "")
        for s in messages
    ]


def pyright(sources: Sequence[Path], roots: Sequence[Path], folder: Path) -> list[Finding]:
    """What pyright says in strict mode and no other configuration.

    The runtime within packages that are made here is a copy, and is not looked at once more.
    """
    settings = {
        "include": [os.path.relpath(source, folder) for source in sources],
        "exclude": ["features/*/_runtime"],
        "extraPaths": [str(root) for root in roots],
        "typeCheckingMode": "strict",
        "pythonVersion": OLDEST,
    }
    (folder / "pyrightconfig.json").write_text(json.dumps(settings))
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pyright", "--outputjson"),
            *("--project", folder, "--pythonpath", sys.executable),
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    response = json.loads(done.stdout)
    copies = set(folder.glob("features/*/_runtime/*.py"))
    files = {
        file
        for source in sources
        for file in ([source] if source.is_file() else source.rglob("*.py"))
    } - copies
    assert response["summary"]["filesAnalyzed"] == len(files), "pyright has not found the sources"
    return [
        Finding(
            s["file"],
            s["range"]["start"]["line"] + 1,
            s["severity"].replace("information", "note"),
            s["message"],
            s.get("rule", ""),
        )
        for s in response["generalDiagnostics"]
    ]


CHECKERS: dict[str, Callable[[Sequence[Path], Sequence[Path], Path], list[Finding]]] = {
    "mypy": mypy,
    "pyright": pyright,
}


def once(folder: Path, make: Callable[[Path], list[Finding]]) -> list[Finding]:
    """What `make` finds; of several processes with the same folder one makes it, the others wait."""
    result, draft = folder / "findings.json", folder / "findings.draft"
    try:
        folder.mkdir()
    except FileExistsError:
        started = time.monotonic()
        while not result.exists():
            assert time.monotonic() - started < 1800, "the other process has given up"
            time.sleep(0.2)
        text = result.read_text("utf-8")
        return [Finding(**item) for item in json.loads(text)]
    try:
        findings = make(folder)
    except Exception as error:
        findings = [Finding(NOWHERE, 0, "error", f"{type(error).__name__}: {error}")]
    draft.write_text(json.dumps([asdict(finding) for finding in findings]), "utf-8")
    draft.rename(result)
    return findings


def revealed(message: str) -> str | None:
    """The type in the answer to `reveal_type`, without the names of modules."""
    match = re.match(r'(?:Revealed type is|Type of ".*" is) "(.*)"\Z', message, re.DOTALL)
    return match and re.sub(r"\b(?:\w+\.)+(?=\w)", "", match[1])
