"""Views of the modules that only export names: the package itself, and `models`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from restamp.ir.operations import Codec
from restamp.python.calls.kinds import kinds_of
from restamp.python.modules.subject import Subject
from restamp.python.types.docstrings import docstring, one_line
from restamp.python.types.literals import literal
from restamp.python.views.credentials import GRANTS, takes_grants
from restamp.python.views.errors import EXPLAINED, runtime_errors
from restamp.runtime import modules as runtime


@dataclass(frozen=True, slots=True)
class ExportView:
    """A name of a package and where it lives."""

    name: str
    module: str
    quoted_name: str
    quoted_module: str


@dataclass(frozen=True, slots=True)
class ExportsView:
    """A module that only exports names, each imported on first use."""

    doc: str
    lazy: str
    exports: tuple[ExportView, ...]


def package_view(subject: Subject) -> ExportsView:
    """The package's `__init__`: the clients, the errors, and the subpackages."""
    homes = dict.fromkeys((*runtime_errors(subject), *EXPLAINED, "StatusError"), "errors")
    homes |= {"Client": "client", "AsyncClient": "client"}
    if _takes_files(subject):
        homes["File"] = runtime.FILES
    homes |= dict.fromkeys(subject.custom, "_custom")
    homes |= dict.fromkeys(("Drift", "Hooks", "Retry"), runtime.HOOKS)
    if takes_grants(subject):
        homes |= dict.fromkeys(GRANTS, runtime.GRANTS)
    kinds = kinds_of(subject.api.operations)
    for kind in kinds:
        homes |= kind.exports
    if any(kind.has_result for kind in kinds):
        homes |= dict.fromkeys(("AsyncDownload", "Download"), runtime.DOWNLOADS)
    homes |= {"api": "", "errors": "", "models": ""}
    if subject.api.webhooks:
        homes["webhooks"] = ""
    title = one_line(subject.api.title, 60)
    doc = docstring([f"A client of {title}."], 0)
    return ExportsView(doc, f".{runtime.LAZY}", tuple(_exports(homes.items())))


def _takes_files(subject: Subject) -> bool:
    """Whether a caller may pass a file: to what is neither JSON nor a form without files."""
    bodies = (operation.body for operation in subject.api.operations)
    contents = (content for body in bodies if body is not None for content in body.contents)
    return any(content.codec not in (Codec.JSON, Codec.FORM) for content in contents)


def models_index(subject: Subject) -> ExportsView:
    """The index of `models`: every name and its module."""
    names, home = subject.names, subject.layout.home
    homes = [(names.types[id_], home[id_]) for id_ in names.types]
    homes += [(names.dicts[id_], home[id_]) for id_ in names.dicts]
    doc = docstring(["The models; each is imported when it is first used."], 0)
    return ExportsView(doc, f"..{runtime.LAZY}", tuple(_exports(homes)))


def _exports(homes: Iterable[tuple[str, str]]) -> Iterable[ExportView]:
    for name, module in sorted(homes):
        yield ExportView(name, module, literal(name), literal(module))
