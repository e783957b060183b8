"""A client of Tracecat API."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .errors import ApiError as ApiError
    from .client import AsyncClient as AsyncClient
    from ._runtime.downloads import AsyncDownload as AsyncDownload
    from ._runtime.pages import AsyncListing as AsyncListing
    from .errors import BadRequestError as BadRequestError
    from .client import Client as Client
    from .errors import ConflictError as ConflictError
    from .errors import CredentialsError as CredentialsError
    from .errors import DecodeError as DecodeError
    from ._runtime.downloads import Download as Download
    from ._runtime.hooks import Drift as Drift
    from ._runtime.files import File as File
    from .errors import ForbiddenError as ForbiddenError
    from ._runtime.hooks import Hooks as Hooks
    from ._runtime.pages import Listing as Listing
    from .errors import NotFoundError as NotFoundError
    from ._runtime.paged import Page as Page
    from .errors import PaginationError as PaginationError
    from .errors import RateLimitError as RateLimitError
    from ._runtime.hooks import Retry as Retry
    from .errors import ServerError as ServerError
    from .errors import StatusError as StatusError
    from .errors import TimeoutError as TimeoutError
    from .errors import TransportError as TransportError
    from .errors import UnauthorizedError as UnauthorizedError
    from .errors import UnprocessableError as UnprocessableError
    from .errors import WaitError as WaitError
    from .errors import WaitTimeoutError as WaitTimeoutError
    from . import api as api
    from . import errors as errors
    from . import models as models
else:
    from ._runtime.lazy import lazy_exports

    __getattr__ = lazy_exports(
        __name__,
        {
            "ApiError": "errors",
            "AsyncClient": "client",
            "AsyncDownload": "_runtime.downloads",
            "AsyncListing": "_runtime.pages",
            "BadRequestError": "errors",
            "Client": "client",
            "ConflictError": "errors",
            "CredentialsError": "errors",
            "DecodeError": "errors",
            "Download": "_runtime.downloads",
            "Drift": "_runtime.hooks",
            "File": "_runtime.files",
            "ForbiddenError": "errors",
            "Hooks": "_runtime.hooks",
            "Listing": "_runtime.pages",
            "NotFoundError": "errors",
            "Page": "_runtime.paged",
            "PaginationError": "errors",
            "RateLimitError": "errors",
            "Retry": "_runtime.hooks",
            "ServerError": "errors",
            "StatusError": "errors",
            "TimeoutError": "errors",
            "TransportError": "errors",
            "UnauthorizedError": "errors",
            "UnprocessableError": "errors",
            "WaitError": "errors",
            "WaitTimeoutError": "errors",
            "api": "",
            "errors": "",
            "models": "",
        },
    )

__all__ = [
    "ApiError",
    "AsyncClient",
    "AsyncDownload",
    "AsyncListing",
    "BadRequestError",
    "Client",
    "ConflictError",
    "CredentialsError",
    "DecodeError",
    "Download",
    "Drift",
    "File",
    "ForbiddenError",
    "Hooks",
    "Listing",
    "NotFoundError",
    "Page",
    "PaginationError",
    "RateLimitError",
    "Retry",
    "ServerError",
    "StatusError",
    "TimeoutError",
    "TransportError",
    "UnauthorizedError",
    "UnprocessableError",
    "WaitError",
    "WaitTimeoutError",
    "api",
    "errors",
    "models",
]
