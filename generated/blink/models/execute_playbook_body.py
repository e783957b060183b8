from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from .._runtime.model import Model


class ExecutePlaybookCallback(Model):
    """A request that the server makes when the execution has ended."""

    body: dict[str, Any] | None = None
    """Body of the request."""
    cookies: dict[str, Any] | None = None
    """Cookies of the request."""
    disable_ssl: Annotated[bool | None, Field(alias="disableSSL")] = None
    """Whether SSL is switched off for the request."""
    exclude_default_metadata: Annotated[
        bool | None, Field(alias="excludeDefaultMetadata")
    ] = None
    """Whether to leave out the metadata that is sent by default."""
    headers: dict[str, Any] | None = None
    """Headers of the request."""
    method: str | None = None
    """HTTP method of the request."""
    url: str | None = None
    """Where the request goes."""


if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypedDict

    class ExecutePlaybookCallbackDict(TypedDict, total=False):
        body: Mapping[str, Any]
        cookies: Mapping[str, Any]
        disableSSL: bool
        excludeDefaultMetadata: bool
        headers: Mapping[str, Any]
        method: str
        url: str

else:
    ExecutePlaybookCallbackDict = dict
