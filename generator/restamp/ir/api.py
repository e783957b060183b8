"""The root of the IR: an API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from restamp.ir.declarations import Declaration
from restamp.ir.operations import Operation, Security, Server, Webhook
from restamp.ir.types import Doc, Type
from restamp.records import dataclass


class SchemeKind(StrEnum):
    """How a credential is sent."""

    API_KEY = "api-key"
    BASIC = "basic"
    BEARER = "bearer"
    OAUTH2 = "oauth2"
    """Access tokens are sent like BEARER's (RFC 6750)."""
    OPEN_ID = "open-id"
    """OpenID Connect; access tokens are sent like BEARER's."""
    MUTUAL_TLS = "mutual-tls"
    HANDSHAKE = "handshake"
    """An HTTP scheme whose credentials depend on the request or on an earlier response."""

    @property
    def is_callers(self) -> bool:
        """Whether the caller's own HTTP client authenticates, so that nothing is added to requests."""
        return self in (SchemeKind.MUTUAL_TLS, SchemeKind.HANDSHAKE)


class FlowKind(StrEnum):
    """How a user of OAuth 2 obtains a token (OpenAPI OAuth Flows Object)."""

    AUTHORIZATION_CODE = "authorizationCode"
    CLIENT_CREDENTIALS = "clientCredentials"
    DEVICE_AUTHORIZATION = "deviceAuthorization"
    IMPLICIT = "implicit"
    PASSWORD = "password"


@dataclass(frozen=True, slots=True)
class Flow:
    """One of the flows of an OAuth 2 scheme; a URL it does not declare is ""."""

    kind: FlowKind
    authorization_url: str = ""
    device_authorization_url: str = ""
    token_url: str = ""
    refresh_url: str = ""
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SecurityScheme:
    """One way to authenticate (OpenAPI Security Scheme Object)."""

    name: str
    kind: SchemeKind
    at: str
    location: str = ""
    """For an API key: header, query or cookie."""
    wire_name: str = ""
    """For an API key: the name of the header, query parameter or cookie. For an HTTP scheme: its name,
    where that is not `Bearer`."""
    doc: Doc = Doc()
    pinned: str | None = None
    flows: tuple[Flow, ...] = ()
    """For OAuth 2."""
    url: str = ""
    """URL of the endpoints' description: OpenID Connect discovery document or OAuth 2 metadata."""
    prefix: str = ""
    """For an API key in a header: the text before the key."""
    format: str = ""
    """For a bearer token: what the document calls its format (`bearerFormat`)."""
    variables: tuple[str, ...] = ()
    """Environment variables that the document names."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A group of operations, as the document describes it."""

    name: str
    doc: Doc = Doc()


@dataclass(frozen=True, slots=True)
class Api:
    """An API: declarations and operations in order of their ids."""

    title: str
    version: str
    doc: Doc
    servers: tuple[Server, ...]
    tags: tuple[Tag, ...]
    security: Security
    """The security requirements of most operations."""
    security_schemes: tuple[SecurityScheme, ...]
    declarations: tuple[Declaration, ...]
    operations: tuple[Operation, ...]
    webhooks: tuple[Webhook, ...] = ()
    common_error: Type | None = None
    """The type that error responses share, if there is one."""
    by_id: Mapping[str, Declaration] = field(init=False, repr=False, compare=False)
    """The declarations by id."""

    def __post_init__(self) -> None:
        by_id = {declaration.id: declaration for declaration in self.declarations}
        object.__setattr__(self, "by_id", by_id)
