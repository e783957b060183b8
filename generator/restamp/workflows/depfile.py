"""What a package depends on, as a rule for make and ninja."""

from __future__ import annotations

import re
from collections.abc import Sequence

from restamp.diagnostics.model import Diagnostics
from restamp.diagnostics.text import quoted
from restamp.output import lock
from restamp.workflows.build import Build
from restamp.workflows.selection import display_path

_INEXPRESSIBLE = re.compile(r"[\x00-\x1f=;|]|\\\Z")
"""What no escape brings into a rule of both make and ninja: control characters, assignments, recipes, line ends."""


def depfile_text(builds: Sequence[Build], file: str, diagnostics: Diagnostics) -> str:
    """One rule per client: its lock depends on every file that was read. depfile-path if make cannot read a path."""
    rules, paths = list[str](), set[str]()
    for build in builds:
        read, output = _inputs(build), f"{display_path(build.config.output)}/{lock.FILE}"
        paths |= {*read, output}
        rules.append(" \\\n  ".join((f"{_escaped(output)}:", *sorted(map(_escaped, read)))) + "\n")
    for path in sorted(paths):
        if wrong := _INEXPRESSIBLE.search(path):
            message = (
                f"{quoted(path)} holds {wrong[0]!r}, which a rule of make or ninja "
                "cannot express; rename the file"
            )
            diagnostics.error("depfile-path", message, file=file)
    return "".join(rules)


def _inputs(build: Build) -> set[str]:
    config = build.config
    inputs = {lock.input_at(config, key) for key in build.lock.inputs}
    inputs |= {config.spec, config.file, *(path for path, _ in config.overlays)}
    if config.templates:
        inputs |= {path for path in config.templates.rglob("*") if path.is_file()}
    return {display_path(path) for path in inputs if path is not None}


def _escaped(path: str) -> str:
    """A path as make and ninja read it: a backslash means itself, except before what it escapes."""
    return re.sub(r"(\\*)([ #:])", r"\1\1\\\2", path).replace("$", "$$")
