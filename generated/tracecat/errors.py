"""What a call may raise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._runtime.errors import ApiError as ApiError
from ._runtime.errors import CredentialsError as CredentialsError
from ._runtime.errors import DecodeError as DecodeError
from ._runtime.errors import PaginationError as PaginationError
from ._runtime.errors import StatusError as RuntimeStatusError
from ._runtime.errors import TimeoutError as TimeoutError
from ._runtime.errors import TransportError as TransportError
from ._runtime.errors import WaitError as WaitError
from ._runtime.errors import WaitTimeoutError as WaitTimeoutError

if TYPE_CHECKING:
    from . import models

__all__ = [
    "ApiError",
    "BadRequestError",
    "ConflictError",
    "CredentialsError",
    "DecodeError",
    "ForbiddenError",
    "NotFoundError",
    "PaginationError",
    "RateLimitError",
    "ServerError",
    "StatusError",
    "TimeoutError",
    "TransportError",
    "UnauthorizedError",
    "UnprocessableError",
    "WaitError",
    "WaitTimeoutError",
]


class StatusError(RuntimeStatusError):
    """The server answered, and not with success."""

    error: models.HTTPValidationError | None


class BadRequestError(StatusError):
    """400: the request is wrong."""


class UnauthorizedError(StatusError):
    """401: the credentials are missing or wrong."""


class ForbiddenError(StatusError):
    """403: the credentials do not allow this."""


class NotFoundError(StatusError):
    """404: there is no such thing."""


class ConflictError(StatusError):
    """409: the state of the thing does not allow this."""


class UnprocessableError(StatusError):
    """422: the request is understood, and refused."""


class RateLimitError(StatusError):
    """429: too many requests; `retry_after` says how long to wait."""


class ServerError(StatusError):
    """5xx: the server failed."""


STATUS_ERRORS: dict[int | str, type[RuntimeStatusError]] = {
    400: BadRequestError,
    401: UnauthorizedError,
    403: ForbiddenError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableError,
    429: RateLimitError,
    "5XX": ServerError,
    "default": StatusError,
}
