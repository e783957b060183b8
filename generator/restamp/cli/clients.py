"""Which clients a command is about, and each of them generated in memory."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from restamp.cli.arguments import Arguments
from restamp.cli.console import Console
from restamp.config import load as configuration
from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.output import fresh, lock

if TYPE_CHECKING:
    from restamp.pipeline import Result


@dataclass(frozen=True, slots=True)
class Stamped:
    """A client as its inputs say it should be, and the lock of the package that is there."""

    config: ClientConfig
    known: lock.Lock | None
    result: Result | None
    """None where nothing has changed since the lock was written."""
    files: Mapping[str, str]
    """By path in the package; the lock among them. Empty where nothing has changed."""

    made: lock.Lock
    """The lock that belongs to it."""
    options: str = ""
    """Those of the configuration when the generation began."""

    @property
    def failed(self) -> bool:
        """Whether there is an error, so that nothing may be written."""
        return self.result is not None and self.result.failed


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
        spec_name=shown(config.spec),
        overlays=tuple((path, shown(path)) for path, _ in config.overlays),
        templates_name=shown(config.templates) if config.templates else "",
        strict=arguments.strict,
        allow_paths=tuple(here / path for path in arguments.allow_path),
        allow_remotes=tuple(arguments.allow_remote),
        use_lock=not arguments.no_lock,
        use_cache=not arguments.no_cache,
    )


def stamp(
    config: ClientConfig, console: Console, arguments: Arguments, *, whole: bool = False
) -> Stamped | None:
    """Generate one client, writing nothing; None, after saying why, where an input or its lock is wrong.

    Where nothing has changed, nothing is generated, unless the `whole` result is wanted. With `--force` a lock
    that cannot be used is no lock, unless a merge left it in conflict: both sides' names are in it.
    """
    diagnostics = Diagnostics()
    config = with_custom(config, diagnostics)
    known = lock.read(config.output, shown(config.output), diagnostics)
    final = any(diagnostic.code in ("custom-invalid", lock.CONFLICT) for diagnostic in diagnostics)
    if final or (diagnostics.failed and not arguments.force):
        console.report(diagnostics)
        return None
    if known and not whole and arguments.forget is None and fresh.is_fresh(config, known):
        return Stamped(config, known, None, {}, known)
    from restamp.output.custom import warn_if_missing

    warn_if_missing(config, shown(config.output), diagnostics)
    console.report(diagnostics)
    return _generated(config, known, console, arguments)


def with_custom(config: ClientConfig, diagnostics: Diagnostics) -> ClientConfig:
    """The client with what the user's `_custom.py` defines; custom-invalid where it is no Python."""
    if not (config.output / "_custom.py").exists():
        return config
    from restamp.output.custom import customised

    return customised(config, shown(config.output), diagnostics)


def _generated(
    config: ClientConfig, known: lock.Lock | None, console: Console, arguments: Arguments
) -> Stamped | None:
    from restamp.pipeline import generate

    options = fresh.options_of(config)
    used = known if known is not None and config.use_lock else lock.Lock()
    pins = _pins(config, used, console, arguments)
    if pins is None:
        return None
    with console.progress(f"{config.name}: {config.spec_name}"):
        forgets = arguments.forget == []
        result = generate(config, pins, used.shapes, forgets=forgets, gone=used.removed)
    console.report(result.diagnostics)
    made = fresh.lock_of(config, result, known.fetched if known else None)
    return Stamped(
        config, known, result, {**result.files, lock.FILE: lock.text(made)}, made, options
    )


def _pins(
    config: ClientConfig, used: lock.Lock, console: Console, arguments: Arguments
) -> Mapping[str, str] | None:
    """The names that stay, without those to forget; None, after saying so, where the lock has no such name."""
    diagnostics = Diagnostics()
    kept, unknown = lock.without({**used.names, **used.removed}, arguments.forget or ())
    for name in unknown:
        said = f'there is no name "{name}" to forget'
        diagnostics.error("forget-unknown", said, file=f"{shown(config.output)}/{lock.FILE}")
    console.report(diagnostics)
    return None if unknown else kept


def shown(path: Path) -> str:
    """A path as the user knows it: from the working directory where that is not far, else whole."""
    try:
        relative = Path(os.path.relpath(path))
    except ValueError:  # another drive
        return path.as_posix()
    return (path if relative.parts[:3] == ("..",) * 3 else relative).as_posix()
