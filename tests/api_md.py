"""API.md of a generated package, read as its users read it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

ENTRY = re.compile(
    r"^- \[`(?P<name>[\w.]+)\((?P<arguments>[^`]*)\)`\]\((?P<path>[\w/.]+)\)"
    r" -> (?P<returns>.+)\n  - (?P<about>.*)\n(?:  - Optional: (?P<optional>.+)\n)?"
    r"(?:  - \*\*(?P<deprecated>Deprecated)\*\*.*\n)?",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One call, with its function in the module that its link leads to."""

    name: str
    arguments: tuple[str, ...]
    optional: tuple[str, ...]
    returns: tuple[str, ...]
    """The code in its results."""
    about: str
    deprecated: bool
    path: str
    function: ast.FunctionDef
    module: ast.Module


def entries(files: Mapping[str, str]) -> Iterator[Entry]:
    """The entries of API.md; fails if one cannot be read, or if its link does not lead to the module of its function."""
    text = files["API.md"]
    matches = list(ENTRY.finditer(text))
    assert len(matches) == text.count("\n- "), "an entry is not as the others"
    modules = {path: ast.parse(files[path]) for path in {match["path"] for match in matches}}
    for match in matches:
        request = match["about"].rpartition(" `")[2].strip("`")
        functions = [
            node
            for node in modules[match["path"]].body
            if isinstance(node, ast.FunctionDef)
            and request in (ast.get_docstring(node) or "").split("\n")
        ]
        assert len(functions) == 1, f"{match['path']} has no function for {request}"
        yield Entry(
            match["name"],
            tuple(filter(None, match["arguments"].split(", "))),
            tuple(re.findall(r"`(\w+)`", match["optional"] or "")),
            tuple(re.findall(r"`([^`]+)`", match["returns"])),
            match["about"],
            match["deprecated"] is not None,
            match["path"],
            functions[0],
            modules[match["path"]],
        )
