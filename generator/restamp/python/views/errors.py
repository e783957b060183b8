"""The view of the module `errors`: classes by status, with the types of their bodies."""

from __future__ import annotations

from restamp.python.calls.errors import NAMED_ERRORS, STATUS_ERROR, error_bodies
from restamp.python.calls.kinds import kinds_of
from restamp.python.modules.subject import Subject
from restamp.python.types.annotations import package_annotator
from restamp.python.types.docstrings import docstring
from restamp.python.types.imports import Imports
from restamp.python.types.literals import literal
from restamp.python.types.public import Simple
from restamp.records import dataclass
from restamp.runtime import modules as runtime


@dataclass(frozen=True, slots=True)
class ErrorView:
    """One class of `errors`."""

    name: str
    base: str
    doc: str
    annotation: str
    """The type of `error`, which it has at run time; empty if it is that of the base class."""


@dataclass(frozen=True, slots=True)
class ErrorsView:
    """The module `errors`."""

    runtime: tuple[str, ...]
    """Imports that re-export classes of the runtime."""
    imports: tuple[str, ...]
    classes: tuple[ErrorView, ...]
    statuses: tuple[str, ...]
    """The entries of the table of classes by status."""
    exports: str


RUNTIME_ERRORS = (
    "ApiError",
    "CredentialsError",
    "DecodeError",
    "TimeoutError",
    "TransportError",
)
"""The errors that any call may raise, in addition to status errors."""
ERROR_DOCS = {
    "BadRequestError": "400: the request is invalid.",
    "UnauthorizedError": "401: the credentials are missing or wrong.",
    "ForbiddenError": "403: the credentials do not permit this.",
    "NotFoundError": "404: not found.",
    "ConflictError": "409: the request conflicts with the current state of the resource.",
    "UnprocessableError": "422: the request is well-formed but was rejected.",
    "RateLimitError": "429: too many requests; `retry_after` says how long to wait.",
    "ServerError": "5xx: the server failed.",
}


def runtime_errors(subject: Subject) -> dict[str, str]:
    """Runtime errors that are re-exported, with their modules."""
    errors: dict[str, str] = dict.fromkeys(RUNTIME_ERRORS, runtime.ERRORS)
    for kind in kinds_of(subject.api.operations):
        errors |= kind.errors
    return dict(sorted(errors.items()))


def errors_view(subject: Subject) -> ErrorsView:
    """The view of the module `errors`: classes by status, with the type of their bodies."""
    imports = Imports(
        frozenset({*ERROR_DOCS, STATUS_ERROR, "STATUS_ERRORS", "annotations"}),
        package=".",
        runtime=subject.runtime,
    )
    annotator, bodies = package_annotator(subject, imports), error_bodies(subject)
    base = bodies[STATUS_ERROR]
    doc = docstring(["The server responded with an error status."], 4)
    general = "" if base is Simple.ANY else annotator.text(base)
    classes = [ErrorView(STATUS_ERROR, "RuntimeStatusError", doc, general)]
    for name, text in ERROR_DOCS.items():
        narrowed = "" if bodies[name] == base else annotator.text(bodies[name])
        classes.append(ErrorView(name, STATUS_ERROR, docstring([text], 4), narrowed))
    statuses = [f"{status}: {name}" for status, name in NAMED_ERRORS.items()]
    statuses += [f"{literal('5XX')}: ServerError", f"{literal('default')}: StatusError"]
    errors = runtime_errors(subject)
    exports = [(module, name, name) for name, module in errors.items()]
    exports.append((runtime.ERRORS, "StatusError", "RuntimeStatusError"))
    exported = sorted([*errors, *ERROR_DOCS, "StatusError"])
    return ErrorsView(
        runtime=tuple(
            f"from .{runtime.placed(module, subject.runtime)} import {name} as {local}"
            for module, name, local in sorted(exports)
        ),
        imports=tuple(imports.lines()),
        classes=tuple(classes),
        statuses=tuple(statuses),
        exports=literal(exported),
    )
