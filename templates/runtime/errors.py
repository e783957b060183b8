"""What a call may raise, and how secrets are kept out of it. Imports nothing heavy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, final

from .lazy import public

if TYPE_CHECKING:
    from .request import Request

T = TypeVar("T")


@public
class ApiError(Exception):
    """The base class of all errors of a call; `request` is None if there is none."""

    request: Request[Any] | None = None

    def __init__(self, message: str, **about: Any) -> None:
        super().__init__(message)
        self.__dict__.update(about)

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (type(self), self.args, _portable(self.__dict__))


@public
class CredentialsError(ApiError):
    """Credentials that the operation needs are missing or cannot be sent.

    Raised before the request is sent. If a token endpoint refused, `error` and
    `error_description` are from its response (RFC 6749, section 5.2).
    """

    error: str | None = None
    error_description: str | None = None


@public
class TransportError(ApiError):
    """No response was received; the error of httpx2 is its `__cause__`."""


@public
class TimeoutError(TransportError):
    """No response was received within the timeout or the deadline of the call."""


@public
class DecodeError(ApiError):
    """The response does not match the document; pydantic's error is its `__cause__`.

    Raised by strict clients (`validation="strict"`), and by every client if the body
    cannot be decoded, for example because its Content-Encoding is wrong.
    """

    status: int
    headers: Mapping[str, str]
    content: bytes


class StatusError(ApiError):
    """The status of the response is an error."""

    status: int
    headers: Mapping[str, str]
    content: bytes
    """The body, of which at most 1 MiB is read."""
    is_typed: ClassVar[bool] = False
    """Whether the document describes the body: with none of its fields `error` is None."""
    if TYPE_CHECKING:

        @property
        def error(self) -> Any:
            """The body, as far as it fits; if nothing does None, or JSON data without a type."""

    else:
        error = None
    request_id: str | None = None
    retry_after: float | None = None
    """Seconds to wait before the next request, from the headers."""


def undecodable(
    request: Request[Any],
    status: int,
    headers: Mapping[str, str],
    what: str,
    content: bytes = b"",
) -> DecodeError:
    """The error for a response that cannot be decoded; `what` is what it contains."""
    return DecodeError(
        f"{request.method} {request.url} returned {status} with {what}",
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
    """The state of an error without what cannot be pickled, such as a file as a body:
    None, or of a request its method and URL."""
    if _pickles(state):
        return state
    portable = {
        name: value if _pickles(value) else None for name, value in state.items()
    }
    request: Request[Any] | None = state.get("request")
    if request is not None and portable["request"] is None:
        from .request import Request  # A subclass may need more.

        portable["request"] = Request(request.method, request.url, None)
    return portable


def _pickles(value: object) -> bool:
    import pickle  # Only for an error that is pickled; it takes a millisecond.

    try:
        pickle.dumps(value)
    except Exception:
        return False
    return True


@final
class Hidden(Generic[T]):
    """Keeps a value out of `repr` and of what error reporters copy from frames.

    A function that may raise does not assign the result of `reveal` to a variable.
    """

    __slots__ = ("_value",)

    def __init__(self, value: T) -> None:
        self._value = value

    def reveal(self) -> T:
        """The value itself."""
        return self._value

    def __repr__(self) -> str:
        return "<hidden>"


def without_frames(error: BaseException) -> None:
    """Removes the frames of an error and of its causes.

    The frames of httpx2 contain the headers and the URL that were sent.
    """
    current: BaseException | None = error
    while current is not None and current.__traceback__ is not None:
        current.__traceback__ = None
        current = current.__cause__ or current.__context__


def unframed(function: Callable[[], T]) -> T:
    """Calls a function that handles secrets; what it raises has no frames, nor causes.

    The caller must not have the secrets in its own variables.
    """
    try:
        return function()
    except Exception as error:
        without_frames(error)
        failure = error
    try:
        raise failure
    finally:
        del failure  # It holds this frame, which holds it.
