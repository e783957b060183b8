"""What a call may raise. Nothing heavy is imported here."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .request import Request


class ApiError(Exception):
    """Every error of a call; `request` is the call, where there is one."""

    request: Request[Any] | None

    def __init__(self, message: str, *, request: Request[Any] | None = None) -> None:
        super().__init__(message)
        self.request = request

    def __reduce__(self) -> tuple[Any, ...]:
        return _restore, (type(self), self.args, _portable(self.__dict__))


class CredentialsError(ApiError):
    """The operation needs credentials that the client was not given.

    Raised before anything is sent.
    """


class TransportError(ApiError):
    """No answer arrived; the error of httpx2 is its `__cause__`."""


class TimeoutError(TransportError):
    """No answer arrived in time."""


class DecodeError(ApiError):
    """The answer is not what the document says; pydantic's error is its `__cause__`."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    def __init__(
        self,
        message: str,
        *,
        status: int,
        headers: Mapping[str, str],
        content: bytes,
        request: Request[Any] | None = None,
    ) -> None:
        super().__init__(message, request=request)
        self.status = status
        self.headers = headers
        self.content = content


class StatusError(ApiError):
    """The server answered, and not with success.

    `error` is the decoded error body, or None where it is not what the document
    says; `content` always holds the body's bytes, of which very long ones are cut.
    `retry_after` is what the server asks to wait, in seconds.
    """

    status: int
    error: Any
    headers: Mapping[str, str]
    content: bytes
    request_id: str | None
    retry_after: float | None

    def __init__(
        self,
        message: str,
        *,
        status: int,
        error: Any = None,
        headers: Mapping[str, str],
        content: bytes,
        request_id: str | None = None,
        retry_after: float | None = None,
        request: Request[Any] | None = None,
    ) -> None:
        super().__init__(message, request=request)
        self.status = status
        self.error = error
        self.headers = headers
        self.content = content
        self.request_id = request_id
        self.retry_after = retry_after


def _restore(
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
        kept["request"] = type(request)(request.method, request.url, None)
    return kept


def _pickles(value: object) -> bool:
    try:
        pickle.dumps(value)
    except Exception:
        return False
    return True
