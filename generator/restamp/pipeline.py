"""The order of generation: one pure function from a configuration to a map of files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any, TypeVar

from restamp import passes
from restamp.api_diff.surface.file import FILE as SURFACE
from restamp.api_diff.surface.file import packaged_as
from restamp.api_diff.surface.file import text_of as surface_text
from restamp.api_diff.surface.reading import surface_of
from restamp.api_diff.surface.surface import Surface
from restamp.api_diff.surface.written import surface_at
from restamp.collection import uncollected
from restamp.config.model import ClientConfig, Style
from restamp.diagnostics.model import Diagnostic, Diagnostics, Severity, strict
from restamp.emit.files import Emitted, files_of
from restamp.emit.header import with_header
from restamp.ir.api import Api
from restamp.ir.sent_tags import sent_tags
from restamp.ir.walk import xml_ids
from restamp.lower.api import lower
from restamp.names.keys import operation_of
from restamp.names.pins.bases import without_clashing_bases
from restamp.names.pins.locked import LockedNames
from restamp.names.pins.pins import match_locked_names
from restamp.names.pins.places import Places, places_of
from restamp.names.pins.renames import renamed_places
from restamp.names.pins.written import as_upgraded, key_as_written
from restamp.names.styles import in_style, style_for
from restamp.names.table import assign_names
from restamp.python.modules.import_depth import check_depth
from restamp.python.modules.layout import assign_modules
from restamp.python.modules.subject import Subject
from restamp.records import dataclass
from restamp.recursion import with_deep_recursion
from restamp.report import report_of
from restamp.runtime.modules import FOLDER
from restamp.spec.document.document import Document, Origin, open_as_written, open_document
from restamp.spec.reading.marks import at_as_written, located
from restamp.spec.reading.source import Source
from restamp.spec.tree.access import Contents, ReferencePolicy, on_disk
from restamp.spec.tree.node import Node

T = TypeVar("T")
NO_LOCK = LockedNames()
NOTHING_EMITTED = Emitted()


@dataclass(frozen=True, slots=True)
class Description:
    """A document lowered to the IR."""

    document: Document
    api: Api
    widened: Mapping[str, str]
    """Reasons for widened types, by pointer."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """The IR with all names, before anything is rendered."""

    document: Origin
    subject: Subject
    widened: Mapping[str, str]
    """Reasons for widened types, by pointer."""
    removed: Mapping[str, str] = field(default_factory=dict[str, str])
    """Names of removed items, by lock key."""
    places: Places = field(default_factory=Places)
    """Lock keys and shapes."""
    style: Style = Style.OPERATIONS
    """What names the operations."""

    def names(self) -> dict[str, str]:
        """Public names by lock key."""
        subject = self.subject
        return self._keyed({**subject.names.pins(subject.api, self.places), **subject.layout.pins})

    def shapes(self) -> dict[str, str]:
        """Digests that identify renamed schemas, by lock key."""
        return self._keyed(self.places.shapes)

    def renames(self, former: LockedNames) -> Mapping[str, str]:
        """The pointers of renamed schemas and operations, as written, by those of a former version."""
        sources, subject = self.document.sources, self.subject
        renames = renamed_places(former, subject.api, self.places)
        return {key_as_written(o, sources): key_as_written(n, sources) for o, n in renames.items()}

    def surface(self) -> Surface:
        """The surface of the package, with locations as written."""
        surface, sources = surface_of(self.subject), self.document.sources
        if not any(source.moves.written for source in sources.values()):
            return surface
        return surface_at(surface, lambda at: at_as_written(at, sources))

    def _keyed(self, values: Mapping[str, str]) -> dict[str, str]:
        sources = self.document.sources
        return {key_as_written(key, sources): value for key, value in values.items()}


@dataclass(frozen=True, slots=True)
class Result:
    """The result of a generation; nothing is written yet."""

    files: dict[str, str]
    """Text by path in the package, without the lock."""
    diagnostics: tuple[Diagnostic, ...]
    report: dict[str, Any]
    """The coverage report, as JSON values."""
    names: dict[str, str] = field(default_factory=dict[str, str])
    """Public names by lock key."""
    inputs: dict[str, str] = field(default_factory=dict[str, str])
    """Hashes of all inputs, by name."""
    removed: dict[str, str] = field(default_factory=dict[str, str])
    """Names of removed items, which are not reused, by lock key."""
    shapes: dict[str, str] = field(default_factory=dict[str, str])
    """Digests that identify renamed schemas, by lock key."""
    style: Style = Style.OPERATIONS
    """What names the operations."""
    analysis: Analysis | None = None
    """The analysis that the files were rendered from."""
    surface: Surface | None = None
    """The surface of the package."""
    runtime_modules: frozenset[str] = frozenset()
    """The modules of a shared runtime that it needs."""

    @property
    def failed(self) -> bool:
        """Whether there is an error, so that nothing may be written."""
        return any(d.severity is Severity.ERROR for d in self.diagnostics)


def generate(
    config: ClientConfig, locked: LockedNames = NO_LOCK, contents: Contents = on_disk
) -> Result:
    """Generate a client: document -> IR -> names -> views -> text.

    `locked` are the names of a lock. `contents` reads the document and the files it refers to; overlays are read from
    the disk, except for those that are not written yet.
    """
    diagnostics = Diagnostics()
    result = _with_deep_stack(lambda: _generate(config, locked, contents, diagnostics), diagnostics)
    return _failure(config, diagnostics, None) if result is None else result


def _generate(
    config: ClientConfig, locked: LockedNames, contents: Contents, diagnostics: Diagnostics
) -> Result:
    analysis = _analyze(config, locked, contents, diagnostics)
    if analysis is None:
        return _failure(config, diagnostics, None)
    emitted = Emitted()
    if not diagnostics.failed:
        emitted = files_of(
            analysis.subject,
            config.templates,
            diagnostics,
            config.templates_name,
            verify=config.verify,
        )
    entries = _located(diagnostics, analysis.document, config)
    if any(d.severity is Severity.ERROR for d in entries):
        return _failure(config, diagnostics, analysis, emitted)
    surface = analysis.surface()
    surface_file = with_header(SURFACE, surface_text(packaged_as(surface, config)))
    return Result(
        files={**emitted.files, SURFACE: surface_file},
        diagnostics=entries,
        report=_report(config, analysis, entries, emitted),
        names=analysis.names(),
        inputs=_inputs(analysis.document),
        removed=dict(analysis.removed),
        shapes=analysis.shapes(),
        style=analysis.style,
        analysis=analysis,
        surface=surface,
        runtime_modules=emitted.runtime_modules if config.runtime else frozenset(),
    )


def describe(
    config: ClientConfig, diagnostics: Diagnostics, contents: Contents = on_disk
) -> Description | None:
    """Read a document and lower it to the IR; None, with an error, if it cannot be read."""
    return _with_deep_stack(lambda: _describe(config, contents, diagnostics), diagnostics)


def analyze(
    config: ClientConfig,
    diagnostics: Diagnostics,
    locked: LockedNames = NO_LOCK,
    contents: Contents = on_disk,
) -> Analysis | None:
    """Run `generate` up to rendering; None, with an error, if the document cannot be read."""
    return _with_deep_stack(lambda: _analyze(config, locked, contents, diagnostics), diagnostics)


def open_written(
    config: ClientConfig, diagnostics: Diagnostics, contents: Contents = on_disk
) -> Node | None:
    """The root of a document in its author's words, with its overlays applied; None, with an error, if that fails."""
    policy = _policy(config, contents)
    return open_as_written(config.spec, config.spec_name, config.overlays, policy, diagnostics)


def _analyze(
    config: ClientConfig, locked: LockedNames, contents: Contents, diagnostics: Diagnostics
) -> Analysis | None:
    """Describe and name; the trees of the document are freed on return."""
    description = _describe(config, contents, diagnostics)
    return None if description is None else _name(description, config, locked, diagnostics)


def _describe(
    config: ClientConfig, contents: Contents, diagnostics: Diagnostics
) -> Description | None:
    document = open_document(
        config.spec,
        config.spec_name,
        config.overlays,
        _policy(config, contents),
        diagnostics,
        strict_overlays=config.strict_overlays,
    )
    if document is None:
        return None
    api, widened = lower(document, diagnostics)
    return Description(document, passes.run(api, config, diagnostics), widened)


def _policy(config: ClientConfig, contents: Contents) -> ReferencePolicy:
    """Where the files of a document are read from: for one that is named by a URL, from there."""
    if config.is_remote and contents is on_disk:
        from restamp.spec.reading.upstream import contents_at

        contents = contents_at(config.spec_name, config.spec, config.allow_remotes)
    return ReferencePolicy(config.roots, config.allow_remotes, contents, config.unwritten)


def _name(
    description: Description, config: ClientConfig, locked: LockedNames, diagnostics: Diagnostics
) -> Analysis:
    places = places_of(description.api)
    style = style_for(config, description.api, locked, diagnostics)
    locked = as_upgraded(in_style(locked, style), places.keys.values())
    pins = match_locked_names(description.api, locked, places, diagnostics)
    api = without_clashing_bases(description.api, pins, diagnostics)
    names = assign_names(api, config.output.name, pins, diagnostics, style)
    layout = assign_modules(api, names)
    check_depth(layout, diagnostics)
    subject = Subject(
        api,
        names,
        layout,
        api.by_id,
        diagnostics,
        config.custom,
        sent_tags(api),
        xml_ids(api),
        config.import_path,
        config.testing,
        config.drift_log,
        config.recording,
        config.runtime_module or FOLDER,
    )
    used = {*names.types.values(), *names.dicts.values()}
    sources = description.document.sources
    removed = {
        key_as_written(k, sources): v
        for k, v in pins.removed.items()
        if operation_of(k) or v not in used
    }
    return Analysis(
        description.document.origin, subject, description.widened, removed, places, style
    )


def _with_deep_stack(step: Callable[[], T], diagnostics: Diagnostics) -> T | None:
    """Run a step with a deeper stack; None, with an error, if that is not deep enough."""
    try:
        with uncollected():
            return with_deep_recursion(step)
    except RecursionError:
        message = "the schemas are nested too deeply"
        diagnostics.error("limits-exceeded", message)
        return None


def _failure(
    config: ClientConfig,
    diagnostics: Diagnostics,
    analysis: Analysis | None,
    emitted: Emitted = NOTHING_EMITTED,
) -> Result:
    entries = _located(diagnostics, None if analysis is None else analysis.document, config)
    return Result({}, entries, _report(config, analysis, entries, emitted))


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
    diagnostics: Diagnostics, document: Origin | None, config: ClientConfig
) -> tuple[Diagnostic, ...]:
    sources: Mapping[str, Source] = {} if document is None else document.sources
    entries = located(diagnostics, sources)
    return strict(entries) if config.strict else entries


def _inputs(document: Origin) -> dict[str, str]:
    sources = (*document.sources.values(), *document.overlays)
    return {source.name: source.digest for source in sorted(sources, key=lambda s: s.name)}
