"""What a call may raise. Nothing heavy is imported here."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .lazy import public

if TYPE_CHECKING:
    from .request import Request


@public
class ApiError(Exception):
    """Every error of a call; `request` is the call, where there is one."""

    request: Request[Any] | None = None

    def __init__(self, message: str, **about: Any) -> None:
        super().__init__(message)
        self.__dict__.update(about)

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (type(self), self.args, _portable(self.__dict__))


@public
class CredentialsError(ApiError):
    """The operation needs credentials that the client was not given, or cannot send.

    Raised before the call is sent. Where a token endpoint refused, `error` and
    `error_description` are what it said (RFC 6749, section 5.2).
    """

    error: str | None = None
    error_description: str | None = None


@public
class TransportError(ApiError):
    """No answer arrived; the error of httpx2 is its `__cause__`."""


@public
class TimeoutError(TransportError):
    """No answer arrived in time."""


@public
class DecodeError(ApiError):
    """The response is not what the document says; pydantic's error is its `__cause__`.

    Raised where the client is strict (`validation="strict"`), and for what cannot be
    read at all.
    """

    status: int
    headers: Mapping[str, str]
    content: bytes


class StatusError(ApiError):
    """The server answered, and not with success."""

    status: int
    headers: Mapping[str, str]
    content: bytes
    """The body; what is longer than a mebibyte is cut."""
    if TYPE_CHECKING:

        @property
        def error(self) -> Any:
            """The decoded body: JSON data where no documented type fits, else None."""

    else:
        error = None
    request_id: str | None = None
    retry_after: float | None = None
    """Seconds that the server asks to wait."""


def undecodable(
    request: Request[Any],
    status: int,
    headers: Mapping[str, str],
    what: str,
    content: bytes = b"",
) -> DecodeError:
    """The error for a response that is not as the document says."""
    return DecodeError(
        f"{request.method} {request.url} answered {status} with {what}",
        status=status,
        headers=headers,
        content=content,
        request=request,
    )


def _restored(
    kind: type[ApiError], args: tuple[Any, ...], state: dict[str, Any]
) -> ApiError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error


def _portable(state: dict[str, Any]) -> dict[str, Any]:
    """The state of an error; in place of what cannot be pickled (an open file as a
    body, say) None, or the bare method and URL of the request."""
    if _pickles(state):
        return state
    kept = {name: value if _pickles(value) else None for name, value in state.items()}
    request: Request[Any] | None = state.get("request")
    if request is not None and kept["request"] is None:
        from .request import Request  # Its kind may need more than these.

        kept["request"] = Request(request.method, request.url, None)
    return kept


def _pickles(value: object) -> bool:
    try:
        pickle.dumps(value)
    except Exception:
        return False
    return True
