"""Which clients a command is about, and each of them generated in memory."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from restamp import config as configuration
from restamp import lock
from restamp.cli.arguments import Arguments
from restamp.cli.console import Console
from restamp.config import ClientConfig
from restamp.diagnostics import Diagnostics

if TYPE_CHECKING:
    from restamp.pipeline import Result


@dataclass(frozen=True, slots=True)
class Stamped:
    """A client as its inputs say it should be, and the lock of the package that is there."""

    config: ClientConfig
    known: lock.Lock | None
    result: Result
    files: Mapping[str, str]
    """By path in the package; the lock among them."""


def selected(arguments: Arguments, console: Console) -> tuple[ClientConfig, ...]:
    """The clients that the arguments name; none, after saying why, where something is wrong with that."""
    diagnostics = Diagnostics()
    found = requested(arguments, Path.cwd(), diagnostics)
    console.report(diagnostics)
    return () if diagnostics.failed else tuple(with_options(one, arguments) for one in found)


def requested(
    arguments: Arguments, here: Path, diagnostics: Diagnostics
) -> tuple[ClientConfig, ...]:
    """The clients that the arguments name, as the configuration has them."""
    if arguments.spec is not None and arguments.output is not None:
        client = configuration.from_flags(
            arguments.spec, arguments.output, arguments.overlay, here, diagnostics
        )
        return () if client is None else (client,)
    file = configuration.find(here)
    if file is None:
        diagnostics.add(configuration.missing(here))
        return ()
    name = shown(file)
    clients = configuration.from_file(file, name, diagnostics)
    if not clients:
        return ()
    return configuration.chosen(clients, arguments.names, name, diagnostics)


def with_options(config: ClientConfig, arguments: Arguments) -> ClientConfig:
    """The client with what the flags of this run say about it."""
    here = Path.cwd()
    return replace(
        config,
        strict=arguments.strict,
        allow_paths=tuple(here / path for path in arguments.allow_path),
        allow_remotes=tuple(arguments.allow_remote),
        use_lock=not arguments.no_lock,
    )


def stamp(config: ClientConfig, console: Console, *, force: bool = False) -> Stamped | None:
    """Generate one client, writing nothing; None, after saying why, where an input or its lock is wrong.

    With `force` a lock that cannot be used is no lock.
    """
    from restamp.pipeline import generate

    diagnostics = Diagnostics()
    known = lock.read(config.output, shown(config.output), diagnostics)
    if diagnostics.failed and not force:
        console.report(diagnostics)
        return None
    with console.progress(f"{config.name}: {config.spec_name}"):
        result = generate(config, known.names if known and config.use_lock else {})
    console.report(result.diagnostics)
    files = dict(result.files)
    files[lock.FILE] = lock.text(lock.of(config, result.inputs, files, result.names))
    return Stamped(config, known, result, files)


def shown(path: Path) -> str:
    """A path as the user knows it: from the working directory where that is not far, else whole."""
    try:
        relative = Path(os.path.relpath(path))
    except ValueError:  # another drive
        return path.as_posix()
    return (path if relative.parts[:3] == ("..",) * 3 else relative).as_posix()
