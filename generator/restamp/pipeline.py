"""The whole order of generation: one pure function from a configuration to a map of files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

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
from restamp.ir.api import Api
from restamp.ir.sent_tags import sent_tags
from restamp.lower.api import lower
from restamp.names.keys import operation_of
from restamp.names.pins.bases import without_clashing_bases
from restamp.names.pins.locked import LockedNames
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

T = TypeVar("T")
NO_LOCK = LockedNames()
NOTHING_EMITTED = Emitted()


@dataclass(frozen=True, slots=True)
class Description:
    """What a document says, as the IR."""

    document: Document
    api: Api
    widened: Mapping[str, str]
    """The places of what no type can say, and why."""


@dataclass(frozen=True, slots=True)
class Analysis:
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
    """What a generation results in; nothing of it is written yet."""

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
    analysis: Analysis | None = None
    """What the files were printed from."""
    surface: Surface | None = None
    """What callers see of it."""

    @property
    def failed(self) -> bool:
        """Whether there is an error, so that nothing may be written."""
        return any(d.severity is Severity.ERROR for d in self.diagnostics)


def generate(
    config: ClientConfig, locked: LockedNames = NO_LOCK, contents: Contents = on_disk
) -> Result:
    """Generate a client: document -> IR -> names -> views -> text.

    `locked` are the names of a lock. `contents` are those of the document and of the files it refers to, if they are
    not the ones on the disk; never those of overlays.
    """
    diagnostics = Diagnostics()
    result = _with_room(lambda: _generate(config, locked, contents, diagnostics), diagnostics)
    return _failure(config, diagnostics, None) if result is None else result


def _generate(
    config: ClientConfig, locked: LockedNames, contents: Contents, diagnostics: Diagnostics
) -> Result:
    description = _describe(config, contents, diagnostics)
    if description is None:
        return _failure(config, diagnostics, None)
    analysis = _name(description, config, locked, diagnostics)
    emitted = Emitted()
    if not diagnostics.failed:
        emitted = files_of(analysis.subject, config.templates, diagnostics, config.templates_name)
    located_diagnostics = _located(diagnostics, description.document, config)
    if any(d.severity is Severity.ERROR for d in located_diagnostics):
        return _failure(config, diagnostics, analysis, emitted)
    surface = surface_of(analysis.subject)
    surface_file = with_header(SURFACE, surface_text(packaged_as(surface, config)))
    return Result(
        files={**emitted.files, SURFACE: surface_file},
        diagnostics=located_diagnostics,
        report=_report(config, analysis, located_diagnostics, emitted),
        names={
            **analysis.subject.names.pins(analysis.subject.api, analysis.places),
            **analysis.subject.layout.pins,
        },
        inputs=_inputs(description.document),
        removed=dict(analysis.removed),
        shapes=dict(analysis.places.shapes),
        analysis=analysis,
        surface=surface,
    )


def describe(config: ClientConfig, diagnostics: Diagnostics) -> Description | None:
    """The first half of `generate`, without names; None, with an error, if the document cannot be read."""
    return _with_room(lambda: _describe(config, on_disk, diagnostics), diagnostics)


def analyze(
    config: ClientConfig,
    diagnostics: Diagnostics,
    locked: LockedNames = NO_LOCK,
    contents: Contents = on_disk,
) -> Analysis | None:
    """`generate` up to where text is printed; None, with an error, if the document cannot be read."""

    def analysis() -> Analysis | None:
        description = _describe(config, contents, diagnostics)
        if description is None:
            return None
        return _name(description, config, locked, diagnostics)

    return _with_room(analysis, diagnostics)


def _describe(
    config: ClientConfig, contents: Contents, diagnostics: Diagnostics
) -> Description | None:
    document = open_document(
        config.spec,
        config.spec_name,
        config.overlays,
        ReferencePolicy(config.roots, config.allow_remotes, contents),
        diagnostics,
        strict_overlays=config.strict_overlays,
    )
    if document is None:
        return None
    api, widened = lower(document, diagnostics)
    return Description(document, passes.run(api, config, diagnostics), widened)


def _name(
    description: Description, config: ClientConfig, locked: LockedNames, diagnostics: Diagnostics
) -> Analysis:
    places = places_of(description.api)
    pins = match_locked_names(description.api, locked, places, diagnostics)
    api = without_clashing_bases(description.api, pins, diagnostics)
    names = assign_names(api, config.output.name, pins, diagnostics)
    layout = lay_out(api, names)
    check_depth(layout, diagnostics)
    subject = Subject(
        api,
        names,
        layout,
        api.by_id,
        diagnostics,
        config.custom,
        sent_tags(api),
        config.import_path,
        config.testing,
    )
    used = {*names.types.values(), *names.dicts.values()}
    removed = {k: v for k, v in pins.removed.items() if operation_of(k) or v not in used}
    return Analysis(description.document, subject, description.widened, removed, places)


def _with_room(step: Callable[[], T], diagnostics: Diagnostics) -> T | None:
    """Take a step with deep recursion allowed; None, with an error, if that is not deep enough."""
    try:
        return with_deep_recursion(step)
    except RecursionError:
        message = "the schemas lead to one another too deeply"
        diagnostics.error("limits-exceeded", message)
        return None


def _failure(
    config: ClientConfig,
    diagnostics: Diagnostics,
    analysis: Analysis | None,
    emitted: Emitted = NOTHING_EMITTED,
) -> Result:
    found = _located(diagnostics, None if analysis is None else analysis.document, config)
    return Result({}, found, _report(config, analysis, found, emitted))


def _report(
    config: ClientConfig,
    analysis: Analysis | None,
    diagnostics: tuple[Diagnostic, ...],
    emitted: Emitted,
) -> dict[str, Any]:
    if analysis is None:
        return report_of(config, None, None, diagnostics)
    lowered = analysis.subject.api, analysis.widened
    black_calls = emitted.black_calls
    return report_of(config, analysis.document, lowered, diagnostics, black_calls=black_calls)


def _located(
    diagnostics: Diagnostics, document: Document | None, config: ClientConfig
) -> tuple[Diagnostic, ...]:
    sources: Mapping[str, Source] = {} if document is None else document.sources
    found = located(diagnostics, sources)
    return strict(found) if config.strict else found


def _inputs(document: Document) -> dict[str, str]:
    sources = (*document.sources.values(), *document.overlays)
    return {source.name: source.digest for source in sorted(sources, key=lambda s: s.name)}
