"""The configuration of one client."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from pathlib import Path
from typing import Literal, get_args

from restamp.pointers import is_url
from restamp.records import dataclass


class Style(StrEnum):
    """What names the operations of a package."""

    RESOURCES = "resources"
    """Their paths, as a chain of resources and a verb."""
    OPERATIONS = "operations"
    """Their tags and operationIds."""


@dataclass(frozen=True, slots=True)
class Include:
    """The part of a document to generate; all of it if everything is empty."""

    tags: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    operations: tuple[str, ...] = ()


NamesKey = Literal["auto", "resources", "operations"]
"""A style, or whichever reads better."""
NAMES: tuple[NamesKey, ...] = get_args(NamesKey)
"""The values of `names`, the default first."""
BodiesKey = Literal["objects", "arguments"]
"""Whether callers pass an object body whole, or its fields as arguments."""
BODIES: tuple[BodiesKey, ...] = get_args(BodiesKey)
"""The values of `bodies`, the default first."""

DECIDES: Mapping[str, bool] = {"decides": True}
"""Marks a field that affects the generated files, so that a change requires a new generation."""
BESIDE: Mapping[str, bool] = {"decides": False}
"""Marks a field that does not affect the generated files: locations, access and reporting."""


@dataclass(frozen=True, slots=True)
class ClientConfig:
    """All options of one client; every field is marked. Paths are absolute; their names are as the user wrote them."""

    name: str = field(metadata=BESIDE)
    spec: Path = field(metadata=DECIDES)
    spec_name: str = field(metadata=BESIDE)
    overlays: tuple[tuple[Path, str], ...] = field(metadata=DECIDES)
    output: Path = field(metadata=DECIDES)
    """The folder of the package; its name is the name of the package."""
    root: Path = field(metadata=BESIDE)
    """The folder of the configuration, or the working directory."""
    file: Path | None = field(default=None, metadata=BESIDE)
    """The configuration file; None if the client comes from flags."""
    source: str | None = field(default=None, metadata=BESIDE)
    include: Include = field(default=Include(), metadata=DECIDES)
    accept: tuple[str, ...] = field(default=(), metadata=BESIDE)
    """Fingerprints of accepted findings of `diff` and `update`."""
    severities: tuple[tuple[str, object], ...] = field(default=(), metadata=BESIDE)
    """Levels of the rules of `diff` and `update`, by rule id."""
    templates: Path | None = field(default=None, metadata=DECIDES)
    templates_name: str = field(default="", metadata=BESIDE)
    """Name of the user's template folder in messages."""
    testing: bool = field(default=True, metadata=DECIDES)
    """Whether to generate `testing`, the fake of the API."""
    names: NamesKey = field(default=NAMES[0], metadata=DECIDES)
    """The style of the calls of a new package; one with a lock keeps its own."""
    renames_style: bool = field(default=False, metadata=BESIDE)
    """Whether a package with a lock changes to the style in `names`."""
    bodies: BodiesKey = field(default=BODIES[0], metadata=DECIDES)
    drift_log: bool = field(default=False, metadata=DECIDES)
    """Whether to generate `drift_log`, the log of where responses differ from the document."""
    recording: bool = field(default=False, metadata=DECIDES)
    """Whether to generate `recording`, which records real calls for the fake; needs `testing`."""
    strict: bool = field(default=False, metadata=BESIDE)
    verify: bool = field(default=False, metadata=BESIDE)
    """Whether to parse the output of Restamp's own templates, which is otherwise trusted."""
    strict_overlays: bool = field(default=False, metadata=BESIDE)
    """Whether an overlay action that matches nothing is an error; the document may have changed."""
    unwritten: tuple[tuple[Path, bytes], ...] = field(default=(), metadata=BESIDE)
    """The new contents of overlays that are not written yet."""
    allow_paths: tuple[Path, ...] = field(default=(), metadata=BESIDE)
    allow_remotes: tuple[str, ...] = field(default=(), metadata=BESIDE)
    use_lock: bool = field(default=True, metadata=BESIDE)
    use_cache: bool = field(default=True, metadata=BESIDE)
    runtime: Path | None = field(default=None, metadata=DECIDES)
    """The package of the runtime that clients share; None if each has its own."""
    runtime_users: tuple[Path, ...] = field(default=(), metadata=BESIDE)
    """The outputs of all clients that share it."""
    import_path: str = field(default="", metadata=DECIDES)
    """The import path of the package; its name if that is unknown."""
    custom: tuple[str, ...] = field(default=(), metadata=DECIDES)
    """The client classes that the user's `_custom.py` replaces."""

    @property
    def is_remote(self) -> bool:
        """Whether the document is read from a URL, which is `spec_name`; nothing is at `spec`."""
        return is_url(self.spec_name)

    @property
    def runtime_module(self) -> str:
        """The module of the shared runtime, relative to the package, without its first dot; empty without one."""
        if self.runtime is None:
            return ""
        parts = Path(os.path.relpath(self.runtime, self.output)).parts
        above = sum(part == ".." for part in parts)
        return "." * above + ".".join(parts[above:])

    @property
    def roots(self) -> tuple[Path, ...]:
        """The folders that a local `$ref` may read."""
        return (self.spec.parent, self.root, *self.allow_paths)
