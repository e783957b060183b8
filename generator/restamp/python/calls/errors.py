"""The types of error bodies, by exception class."""

from __future__ import annotations

from collections.abc import Mapping

from restamp.ir.operations import Content, Status
from restamp.ir.types import Type
from restamp.passes.common_error import error_type
from restamp.python.calls.representations import xml_of
from restamp.python.modules.subject import Subject
from restamp.python.types.public import PublicType, Simple
from restamp.python.types.received import ReceivedTypes

STATUS_ERROR = "StatusError"
"""The base class of all status errors."""
SERVER_ERROR = "ServerError"
NAMED_ERRORS: Mapping[int, str] = {
    400: "BadRequestError",
    401: "UnauthorizedError",
    403: "ForbiddenError",
    404: "NotFoundError",
    409: "ConflictError",
    422: "UnprocessableError",
    429: "RateLimitError",
}


def common_error_xml(subject: Subject) -> Content | None:
    """The XML that the common error of the API is described in, if there is any."""
    common = subject.api.common_error
    responses = (r for operation in subject.api.operations for r in operation.responses)
    if not subject.xml_ids or common is None:
        return None
    documents = (xml_of(response) for response in responses if error_type(response) == common)
    return next((content for content in documents if content is not None), None)


def error_bodies(subject: Subject) -> dict[str, PublicType]:
    """The type of `error` of each status error: Any if no operation describes a body for it.

    `StatusError` is Any as well if one of its subclasses is.
    """
    types = ReceivedTypes(subject.declarations, subject.names)
    by_class = _documented(subject)
    common = [] if subject.api.common_error is None else [subject.api.common_error]
    every = dict.fromkeys([*common, *(type_ for types in by_class.values() for type_ in types)])
    named: dict[str, PublicType] = {}
    for name in (*NAMED_ERRORS.values(), SERVER_ERROR):
        # Responses that an operation does not describe may have the common type.
        own = [*common, *by_class[name]] if name in by_class else []
        listed = types.either(type_ for type_ in every if type_ in own)
        named[name] = listed if own else Simple.ANY
    base = Simple.ANY if Simple.ANY in named.values() else types.either(every)
    return {STATUS_ERROR: base, **named}


def _documented(subject: Subject) -> dict[str, list[Type]]:
    """The documented types of error bodies, by exception class."""
    bodies: dict[str, list[Type]] = {}
    for operation in subject.api.operations:
        for response in operation.responses:
            type_ = error_type(response)
            for name in _classes(response.status) if type_ is not None else ():
                listed = bodies.setdefault(name, [])
                if type_ is not None and type_ not in listed:
                    listed.append(type_)
    return bodies


def _classes(status: Status) -> list[str]:
    """The exception classes of a documented status."""
    if status.is_exact:
        other = SERVER_ERROR if status.low >= 500 else STATUS_ERROR
        return [NAMED_ERRORS.get(status.low, other)]
    names = [name for code, name in NAMED_ERRORS.items() if status.low <= code <= status.high]
    has_server_errors = status.low <= 500 <= status.high
    return [STATUS_ERROR, *names, *([SERVER_ERROR] if has_server_errors else [])]
