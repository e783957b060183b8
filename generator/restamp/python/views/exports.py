"""Views of the modules that only export names: the package itself, and `models`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from restamp.ir.operations import Codec, Content
from restamp.python.calls.flat_bodies import has_unset
from restamp.python.calls.kinds import kinds_of
from restamp.python.modules.subject import Subject
from restamp.python.types.docstrings import docstring, one_line
from restamp.python.types.literals import block
from restamp.python.views.credentials import GRANTS, takes_grants
from restamp.python.views.errors import ERROR_DOCS, runtime_errors
from restamp.records import dataclass
from restamp.runtime import modules as runtime


@dataclass(frozen=True, slots=True)
class ExportView:
    """The names that a package exports from one of its modules; its submodules if there is no module."""

    module: str
    names: tuple[str, ...]

    @property
    def is_one(self) -> bool:
        return len(self.names) == 1


@dataclass(frozen=True, slots=True)
class ExportsView:
    """A module that only exports names, each imported on first use."""

    doc: str
    lazy: str
    """The module of `lazy_exports`."""
    checked: str
    """The module with the imports for type checkers; empty if they are in the module itself."""
    exports: tuple[ExportView, ...]
    table: str
    """The literal with the names for `lazy_exports`."""


@dataclass(frozen=True, slots=True)
class CheckedExportsView:
    """A module that imports the names of such a module for type checkers and editors."""

    exports: tuple[ExportView, ...]


def package_view(subject: Subject) -> ExportsView:
    """The package's `__init__`: the clients, the errors, and the subpackages."""
    homes = dict.fromkeys((*runtime_errors(subject), *ERROR_DOCS, "StatusError"), "errors")
    homes |= {"Client": "client", "AsyncClient": "client"}
    if _takes_files(subject):
        homes["File"] = runtime.FILES
    homes |= dict.fromkeys(subject.custom, "_custom")
    homes |= {"Drift": runtime.DRIFT, "Hooks": runtime.HOOKS, "Retry": runtime.RETRIES}
    homes |= {"Request": runtime.REQUEST, "Response": runtime.RESPONSE}
    if takes_grants(subject):
        homes |= dict.fromkeys(GRANTS, runtime.GRANTS)
    kinds = kinds_of(subject.api.operations)
    for kind in kinds:
        homes |= kind.exports
    if any(kind.has_result for kind in kinds):
        homes |= dict.fromkeys(("AsyncDownload", "Download"), runtime.DOWNLOADS)
    if any(content.codec is Codec.EVENTS for content in _sent(subject)):
        homes["Event"] = runtime.EVENTS
    if any(has_unset(subject, operation) for operation in subject.api.operations):
        homes |= dict.fromkeys(("UNSET", "Unset"), runtime.BODY_FIELDS)
    homes |= {"api": "", "errors": "", "models": ""}
    if subject.api.webhooks:
        homes["webhooks"] = ""
    title = one_line(subject.api.title, 60)
    doc = docstring([f"A client of {title}."], 0)
    return _exports(subject, doc, ".", "", homes)


def _takes_files(subject: Subject) -> bool:
    """Whether callers may pass files: to bodies that are neither JSON nor forms without files."""
    others = (Codec.JSON, Codec.FORM, Codec.XML)
    return any(content.codec not in others for content in _sent(subject))


def _sent(subject: Subject) -> Iterator[Content]:
    """The contents of all request bodies."""
    for operation in subject.api.operations:
        yield from () if operation.body is None else operation.body.contents


def models_index(subject: Subject) -> ExportsView:
    """The index of `models`: every name and its module."""
    names, home = subject.names, subject.layout.module_of
    homes = {names.types[id_]: home[id_] for id_ in names.types}
    homes |= {names.dicts[id_]: home[id_] for id_ in names.dicts}
    doc = docstring(["The models; each is imported when it is first used."], 0)
    return _exports(subject, doc, "..", "_exports", homes)


def checked_exports(index: ExportsView) -> CheckedExportsView:
    """Return the view of the module that type checkers read in place of the table of `index`."""
    return CheckedExportsView(index.exports)


def _exports(
    subject: Subject, doc: str, package: str, checked: str, homes: Mapping[str, str]
) -> ExportsView:
    """Return the view of a package: `homes` maps a name to its module."""
    lazy = package + runtime.placed(runtime.LAZY, subject.runtime)
    by_module: dict[str, list[str]] = {}
    for name, module in sorted(homes.items()):
        by_module.setdefault(runtime.placed(module, subject.runtime), []).append(name)
    exports = tuple(ExportView(module, tuple(by_module[module])) for module in sorted(by_module))
    return ExportsView(doc, lazy, checked, exports, block(_table(exports)))


def _table(exports: Iterable[ExportView]) -> Iterable[str]:
    for export in exports:
        yield f".{export.module}"
        yield from export.names
