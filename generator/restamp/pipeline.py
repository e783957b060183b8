"""The whole order of generation: one pure function from a configuration to a map of files."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from restamp import passes
from restamp.api_diff.surface.file import FILE as SURFACE
from restamp.api_diff.surface.file import packaged_as
from restamp.api_diff.surface.file import text_of as surface_text
from restamp.api_diff.surface.reading import surface_of
from restamp.api_diff.surface.surface import Surface
from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostic, Diagnostics, Severity, strict
from restamp.emit.files import Emitted, files_of
from restamp.emit.header import with_header
from restamp.ir.sent_tags import sent_tags
from restamp.lower.api import lower
from restamp.names.keys import operation_of
from restamp.names.pins.former import LockedNames
from restamp.names.pins.pins import match_locked_names
from restamp.names.pins.places import Places, places_of
from restamp.names.table import assign_names
from restamp.python.modules.import_depth import check_depth
from restamp.python.modules.layout import lay_out
from restamp.python.modules.subject import Subject
from restamp.recursion import with_deep_recursion
from restamp.report import report_of
from restamp.spec.document.document import Document, open_document
from restamp.spec.reading.marks import located
from restamp.spec.reading.source import Source
from restamp.spec.tree.access import Contents, ReferencePolicy, on_disk

TOO_DEEP = "the schemas lead to one another too deeply"


@dataclass(frozen=True, slots=True)
class Understood:
    """A document once everything in it has a meaning and a name, before any of it is printed."""

    document: Document
    subject: Subject
    widened: Mapping[str, str]
    """The places of what no type can say, and why."""
    removed: Mapping[str, str] = field(default_factory=dict[str, str])
    """Names of what is not there any more."""
    places: Places = field(default_factory=Places)
    """What a lock calls everything."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a generation gives; nothing of it is written yet."""

    files: dict[str, str]
    """Path in the package to text; without the lock."""
    diagnostics: tuple[Diagnostic, ...]
    report: dict[str, Any]
    """As JSON: the coverage report."""
    names: dict[str, str] = field(default_factory=dict[str, str])
    """Public names by what they stand for, for the lock."""
    inputs: dict[str, str] = field(default_factory=dict[str, str])
    """Every input, as it is called, and the hash of its bytes."""
    removed: dict[str, str] = field(default_factory=dict[str, str])
    """Names of what is not there any more: nothing new is called so."""
    shapes: dict[str, str] = field(default_factory=dict[str, str])
    """What tells a schema that was renamed, by what the lock calls it."""
    made: Understood | None = None
    """What the files were printed from."""
    surface: Surface | None = None
    """What callers see of it."""

    @property
    def failed(self) -> bool:
        """Whether there is an error, so that nothing may be written."""
        return any(d.severity is Severity.ERROR for d in self.diagnostics)


def understood(
    config: ClientConfig,
    pins: Mapping[str, str],
    diagnostics: Diagnostics,
    shapes: Mapping[str, str] | None = None,
    gone: Collection[str] = (),
    contents: Contents = on_disk,
) -> Understood | None:
    """What a client is made from; None, with an error, where the document cannot be read.

    `pins`, `shapes` and `contents` are as in `generate`.
    """
    former = LockedNames(pins, shapes or {}, False, gone)
    try:
        return with_deep_recursion(lambda: _understood(config, former, diagnostics, contents))
    except RecursionError:
        diagnostics.error("limits-exceeded", TOO_DEEP)
        return None


def _understood(
    config: ClientConfig, former: LockedNames, diagnostics: Diagnostics, contents: Contents
) -> Understood | None:
    access = ReferencePolicy(config.roots, config.allow_remotes, contents)
    document = open_document(
        config.spec,
        config.spec_name,
        config.overlays,
        access,
        diagnostics,
        strict_overlays=config.strict_overlays,
    )
    if document is None:
        return None
    api, widened = lower(document, diagnostics)
    api = passes.run(api, config, diagnostics)
    places = places_of(api)
    pinned = match_locked_names(api, former, places, diagnostics)
    names = assign_names(api, config.output.name, pinned, diagnostics)
    declarations = api.by_id
    layout = lay_out(api, names)
    check_depth(layout, diagnostics)
    subject = Subject(
        api,
        names,
        layout,
        declarations,
        diagnostics,
        config.custom,
        sent_tags(api),
        config.import_path,
        config.testing,
    )
    used = {*names.types.values(), *names.dicts.values()}
    removed = {k: v for k, v in pinned.removed.items() if operation_of(k) or v not in used}
    return Understood(document, subject, widened, removed, places)


def generate(
    config: ClientConfig,
    pins: Mapping[str, str] | None = None,
    shapes: Mapping[str, str] | None = None,
    *,
    forgets: bool = False,
    gone: Collection[str] = (),
    contents: Contents = on_disk,
) -> Result:
    """Generate a client.

    `pins` are the names of a lock, those of what is `gone` among them, and `shapes` its shapes. With `forgets`
    the names of what is gone are free. `contents` are what the document and the files that it names hold, where that is
    not what the disk has; never those of overlays.
    """
    diagnostics = Diagnostics()
    try:
        former = LockedNames(pins or {}, shapes or {}, forgets, gone)
        return with_deep_recursion(lambda: _generated(config, former, diagnostics, contents))
    except RecursionError:
        diagnostics.error("limits-exceeded", TOO_DEEP)
        told = _told(diagnostics, None, config)
        return Result({}, told, report_of(config, None, None, told))


def _generated(
    config: ClientConfig,
    former: LockedNames,
    diagnostics: Diagnostics,
    contents: Contents,
) -> Result:
    made = _understood(config, former, diagnostics, contents)
    if made is None:
        told = _told(diagnostics, None, config)
        return Result({}, told, report_of(config, None, None, told))
    document, subject = made.document, made.subject
    emitted = Emitted()
    if not diagnostics.failed:
        emitted = files_of(subject, config.templates, diagnostics, config.templates_name)
    told = _told(diagnostics, document, config)
    report = report_of(
        config, document, (subject.api, made.widened), told, black_calls=emitted.black_calls
    )
    if any(d.severity is Severity.ERROR for d in told):
        return Result({}, told, report)
    surface = surface_of(subject)
    surface_file = with_header(SURFACE, surface_text(packaged_as(surface, config)))
    files = {**emitted.files, SURFACE: surface_file}
    found = {**subject.names.pins(subject.api, made.places), **subject.layout.pins}
    inputs, removed, shapes = _inputs(document), dict(made.removed), dict(made.places.shapes)
    return Result(files, told, report, found, inputs, removed, shapes, made, surface)


def _told(
    diagnostics: Diagnostics, document: Document | None, config: ClientConfig
) -> tuple[Diagnostic, ...]:
    sources: Mapping[str, Source] = {} if document is None else document.sources
    told = located(diagnostics, sources)
    return strict(told) if config.strict else told


def _inputs(document: Document) -> dict[str, str]:
    sources = (*document.sources.values(), *document.overlays)
    return {source.name: source.digest for source in sorted(sources, key=lambda s: s.name)}
