"""Write the inputs of packages as rules for make and ninja."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from restamp.diagnostics.model import Diagnostics
from restamp.diagnostics.text import quoted
from restamp.output import lock
from restamp.pointers import is_url
from restamp.workflows.build import Build
from restamp.workflows.selection import display_path

_INEXPRESSIBLE = re.compile(r"[\x00-\x1f=;|]|\\\Z")
"""Characters that cannot be escaped for both make and ninja."""


def depfile_text(builds: Sequence[Build], file: str, diagnostics: Diagnostics) -> str:
    """One rule per client and shared runtime: its lock depends on all files that were read. depfile-path if make cannot express a path."""
    rules, paths = list[str](), set[str]()
    for build in builds:
        read, output = _inputs(build), f"{display_path(build.config.output)}/{lock.FILE}"
        paths |= {*read, output}
        rules.append(_rule(output, read))
    for runtime in sorted({b.config.runtime for b in builds if b.config.runtime is not None}):
        users = [build for build in builds if build.config.runtime == runtime]
        output = f"{display_path(runtime)}/{lock.FILE}"
        paths.add(output)
        read = set[str]().union(*map(_inputs, users)) | _locks_of_others(users)
        rules.append(_rule(output, read))
    for path in sorted(paths):
        if wrong := _INEXPRESSIBLE.search(path):
            message = (
                f"{quoted(path)} holds {wrong[0]!r}, which a rule of make or ninja "
                "cannot express; rename the file"
            )
            diagnostics.error("depfile-path", message, file=file)
    return "".join(rules)


def _locks_of_others(users: Sequence[Build]) -> set[str]:
    """The locks of clients that share the runtime and were not generated: what they need is read from there."""
    built = {build.config.output for build in users}
    outputs = {output for build in users for output in build.config.runtime_users}
    locks = (output / lock.FILE for output in outputs - built)
    return {display_path(file) for file in locks if file.is_file()}


def _rule(output: str, read: Iterable[str]) -> str:
    return " \\\n  ".join((f"{_escaped(output)}:", *sorted(map(_escaped, read)))) + "\n"


def _inputs(build: Build) -> set[str]:
    config = build.config
    inputs = {lock.input_at(config, key) for key in build.lock.inputs}
    inputs |= {path for path, name in config.overlays if not is_url(name)}
    inputs |= {None if config.is_remote else config.spec, config.file}
    if config.templates:
        inputs |= {path for path in config.templates.rglob("*") if path.is_file()}
    return {display_path(path) for path in inputs if path is not None}


def _escaped(path: str) -> str:
    """Escape a path for make and ninja; a backslash is only special before a character that needs escaping."""
    return re.sub(r"(\\*)([ #:])", r"\1\1\\\2", path).replace("$", "$$")
