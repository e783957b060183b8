"""`restamp diff`: what the next version of a document changes for callers of the client."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from restamp import config as configuration
from restamp import lock
from restamp.cli.arguments import Arguments
from restamp.cli.clients import shown, with_options
from restamp.cli.console import Console
from restamp.config import ClientConfig
from restamp.diagnostics import Diagnostics, reason
from restamp.digests import digest

if TYPE_CHECKING:
    from restamp.api_diff.findings import Difference
    from restamp.pipeline import Understood


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that are compared: a document, or what a generated package was made from."""

    path: Path
    config: ClientConfig
    pins: Mapping[str, str]
    """The names in the package's lock."""


def run(arguments: Arguments, console: Console) -> int:
    """Print the difference: 1 if anything in it is breaking, 2 where an input is wrong."""
    found = _compared(arguments, console)
    if found is None:
        return 2
    _print(found, arguments.format, console)
    return 1 if found.breaking else 0


def _compared(arguments: Arguments, console: Console) -> Difference | None:
    """The difference; None after saying what is wrong."""
    sides: list[Side] = []
    for given in (arguments.old, arguments.new):
        diagnostics = Diagnostics()
        side = _side(given, arguments, diagnostics)
        console.report(diagnostics)
        if side is None:
            return None
        sides.append(side)
    first, second = _alike(*sides)
    with console.progress(f"{arguments.old} -> {arguments.new}"):
        old = _understood(first, first.pins, console)
        if old is None:
            return None
        names = old.subject.names.pins(old.subject.api)
        new = _understood(second, {**first.pins, **names}, console)
        if new is None:
            return None
        from restamp.api_diff.comparing import compare, located

        return located(
            compare(old.subject, new.subject), old.document.sources, new.document.sources
        )


def _side(given: str, arguments: Arguments, diagnostics: Diagnostics) -> Side | None:
    here = Path.cwd()
    path = here / given
    if path.is_dir():
        return _package(path, arguments, diagnostics)
    config = ClientConfig(
        name="client",
        spec=path,
        spec_name=Path(given).as_posix(),
        overlays=tuple((here / one, Path(one).as_posix()) for one in arguments.overlay),
        output=here / "client",
        root=here,
    )
    return Side(path, with_options(config, arguments), {})


def _package(path: Path, arguments: Arguments, diagnostics: Diagnostics) -> Side | None:
    """What a package was made from, as the configuration above it says, and the lock confirms."""
    name = shown(path)
    known = lock.read(path, name, diagnostics)
    if known is None:
        if not diagnostics.failed:
            message = f"has no {lock.FILE}: it is neither a document nor a generated package"
            diagnostics.error("lock-missing", message, file=name)
        return None
    folder = path.resolve()
    file = configuration.find(folder)
    if file is None:
        diagnostics.add(configuration.missing(folder))
        return None
    clients = configuration.from_file(file, shown(file), diagnostics)
    config = next((one for one in clients if one.output.resolve() == folder), None)
    if config is None:
        if not diagnostics.failed:
            message = f"no client of {shown(file)} has its output there: what it was made from is not known"
            diagnostics.error("package-unknown", message, file=name)
        return None
    config = with_options(config, arguments)
    _check_inputs(config, known, f"{name}/{lock.FILE}", diagnostics)
    return None if diagnostics.failed else Side(path, config, known.names)


def _check_inputs(
    config: ClientConfig, known: lock.Lock, name: str, diagnostics: Diagnostics
) -> None:
    """The package stands for what it was made from, and not for what became of that."""
    for key, written in known.inputs.items():
        path = lock.input_path(replace(config, spec_name=config.spec.name), key)
        if path is None:
            continue  # It was fetched; what is there now is read again.
        try:
            content = path.read_bytes()
        except OSError as error:
            diagnostics.error("input-unreadable", f"{shown(path)}: {reason(error)}", file=name)
            continue
        if digest(content) != written:
            message = (
                f"{shown(path)} has changed since; compare with the one the package was made from"
            )
            diagnostics.error("input-changed", message, file=name)


def _alike(old: Side, new: Side) -> tuple[Side, Side]:
    """Both, a mere document taken as another version of the one that the package was made from."""
    if old.pins and not new.pins:
        return old, replace(new, config=_in_place_of(old.config, new.config))
    if new.pins and not old.pins:
        return replace(old, config=_in_place_of(new.config, old.config), pins=new.pins), new
    return old, new


def _in_place_of(made: ClientConfig, given: ClientConfig) -> ClientConfig:
    return replace(
        made,
        spec=given.spec,
        spec_name=given.spec_name,
        overlays=(*made.overlays, *given.overlays),
    )


def _understood(side: Side, pins: Mapping[str, str], console: Console) -> Understood | None:
    """The document with its names; None, after saying why, where it cannot be read."""
    from restamp.pipeline import understood
    from restamp.spec.marks import located

    diagnostics = Diagnostics()
    made = understood(side.config, pins, diagnostics)
    if made is None or diagnostics.failed:
        told = located(diagnostics, {} if made is None else made.document.sources)
        console.report(d for d in told if d.severity == "error")
        return None
    return made


def _print(found: Difference, format: str, console: Console) -> None:
    from restamp.api_diff.rendering import as_json, as_markdown, as_text

    match format:
        case "json":
            console.answer(json.dumps(as_json(found), indent=2))
        case "markdown":
            console.answer(as_markdown(found).rstrip("\n"))
        case _:
            console.diff(as_text(found))
