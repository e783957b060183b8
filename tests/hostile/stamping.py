"""Clients of hostile documents, generated in memory and looked through."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from restamp.config.load import from_flags
from restamp.diagnostics.model import Diagnostics, Severity
from restamp.pipeline import Result, generate

from .documents import document
from .markdown import check_readme, check_reference
from .payloads import HARMLESS
from .sources import check, own


def stamped(
    folder: Path,
    tree: Any,
    name: str = "api.json",
    dump: Callable[[Any], str] = json.dumps,
    overlays: Sequence[str] = (),
) -> Result:
    """What comes of a document that is written to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(tree if isinstance(tree, str) else dump(tree), "utf-8")
    config = from_flags(name, "out/client", list(overlays), folder, Diagnostics())
    assert config is not None
    return generate(config)


@cache
def harmless_failures() -> tuple[str, ...]:
    """What is wrong with the client of a document whose texts are harmless."""
    with TemporaryDirectory() as folder:
        result = stamped(Path(folder), document(lambda position: HARMLESS))
    return tuple(failures_of(result.files))


def failures_of(files: Mapping[str, str]) -> Iterator[str]:
    """What a client has in it that it may not have, one line a file."""
    for path, text in own(files).items():
        try:
            check(path, text, files)
        except AssertionError as error:
            yield str(error).partition("\n")[0]


def errors(result: Result) -> list[str]:
    """The codes of the errors."""
    return [d.code for d in result.diagnostics if d.severity is Severity.ERROR]


def files_of(result: Result) -> dict[str, str]:
    """The files of a client, each checked: inside the package, and made of what they may be made of."""
    assert not result.failed, [d for d in result.diagnostics if d.severity is Severity.ERROR]
    for path in result.files:
        parts = path.split("/")
        assert not path.startswith("/") and "\\" not in path and not {"", ".", ".."} & set(parts)
        assert all(len(part.encode()) <= 255 for part in parts)
    assert len({path.casefold() for path in result.files}) == len(result.files)
    for path, text in own(result.files).items():
        check(path, text, result.files)
    check_readme(result.files["README.md"])
    check_reference(result.files["API.md"])
    return result.files
