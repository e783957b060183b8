"""Select the clients of a run: those of the configuration, or one described by flags."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from restamp.config import load as configuration
from restamp.config.model import NAMES, BodiesKey, ClientConfig, NamesKey
from restamp.config.urls import document_name, document_place
from restamp.diagnostics.model import Diagnostic, Diagnostics
from restamp.records import dataclass


@dataclass(frozen=True, slots=True)
class Request:
    """The requested clients, and options for all of them. Paths are relative to `root`."""

    root: Path
    names: Sequence[str] = ()
    """Names of clients in the configuration; empty for all."""
    spec: str | None = None
    """A document to use instead of the configuration, with `output` and `overlays`."""
    output: str | None = None
    overlays: Sequence[str] = ()
    strict: bool = False
    allow_paths: Sequence[str] = ()
    allow_remotes: Sequence[str] = ()
    use_lock: bool = True
    use_cache: bool = True
    verify: bool = False
    style: NamesKey | None = None
    """The `names` of a client without a configuration."""
    renames_style: bool = False
    bodies: BodiesKey | None = None
    """The `bodies` of a client without a configuration."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The clients of a request; none if there is an error."""

    clients: tuple[ClientConfig, ...]
    diagnostics: tuple[Diagnostic, ...]


def select(request: Request) -> Selection:
    """The clients of a request, with its options applied."""
    diagnostics = Diagnostics()
    clients = requested(request, diagnostics)
    if diagnostics.failed:
        clients = ()
    return Selection(tuple(with_options(one, request) for one in clients), (*diagnostics,))


def requested(request: Request, diagnostics: Diagnostics) -> tuple[ClientConfig, ...]:
    """The clients of a request, as the configuration has them."""
    if request.spec is not None and request.output is not None:
        client = configuration.from_flags(
            request.spec,
            request.output,
            request.overlays,
            request.root,
            diagnostics,
            names=request.style,
            bodies=request.bodies,
        )
        return () if client is None else (client,)
    file = configuration.find(request.root)
    if file is None:
        diagnostics.add(configuration.missing(request.root))
        return ()
    name = display_path(file)
    clients = configuration.from_file(file, name, diagnostics)
    if not clients:
        return ()
    return configuration.select(clients, request.names, name, diagnostics)


def with_options(config: ClientConfig, request: Request) -> ClientConfig:
    """Apply the options of a request to a client; what its configuration allows remains allowed."""
    return replace(
        config,
        spec_name=_shown(config.spec, config.spec_name),
        overlays=tuple((path, _shown(path, name)) for path, name in config.overlays),
        templates_name=display_path(config.templates) if config.templates else "",
        strict=config.strict or request.strict,
        allow_paths=(*config.allow_paths, *(request.root / p for p in request.allow_paths)),
        allow_remotes=(*config.allow_remotes, *request.allow_remotes),
        use_lock=request.use_lock,
        use_cache=request.use_cache,
        verify=request.verify,
        renames_style=request.renames_style,
    )


def document_config(file: str, request: Request) -> ClientConfig:
    """A client for reading a single document without configuration; its output is never written."""
    root = request.root
    config = ClientConfig(
        name="client",
        spec=document_place(file, root),
        spec_name=document_name(file),
        overlays=tuple(
            (document_place(name, root), document_name(name)) for name in request.overlays
        ),
        output=root / "client",
        root=root,
        names=request.style or NAMES[0],
    )
    return with_options(config, request)


def new_client(file: str, request: Request) -> ClientConfig:
    """The client of a document that has no configuration yet; its name and output are decided later."""
    root = request.root
    return ClientConfig(
        name="client",
        spec=Path(os.path.normpath(document_place(file, root))),
        spec_name=document_name(file),
        overlays=(),
        output=root / "client",
        root=root,
        allow_paths=tuple(root / path for path in request.allow_paths),
        allow_remotes=tuple(request.allow_remotes),
    )


def _shown(path: Path, name: str) -> str:
    """The name of a document in messages: its URL, or its path from the working directory."""
    return name if "://" in name else display_path(path)


def display_path(path: Path) -> str:
    """A path as messages show it: relative to the working directory if it is near, else absolute."""
    try:
        relative = Path(os.path.relpath(path))
    except ValueError:  # on another drive
        return path.as_posix()
    return (path if relative.parts[:3] == ("..",) * 3 else relative).as_posix()
