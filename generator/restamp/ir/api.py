"""The whole of an API."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from restamp.ir.declarations import Declaration
from restamp.ir.operations import Operation, Security, Server, Webhook
from restamp.ir.types import Doc, Type


class SchemeKind(StrEnum):
    """How a credential travels."""

    API_KEY = "api-key"
    BASIC = "basic"
    BEARER = "bearer"
    """Also OAuth 2 and OpenID Connect, whose access tokens travel this way (RFC 6750)."""
    MUTUAL_TLS = "mutual-tls"


@dataclass(frozen=True, slots=True)
class SecurityScheme:
    """One way to authenticate (OpenAPI Security Scheme Object)."""

    name: str
    kind: SchemeKind
    at: str
    location: str = ""
    """For an API key: header, query or cookie."""
    wire_name: str = ""
    """For an API key: the name of the header, query parameter or cookie."""
    doc: Doc = Doc()
    pinned: str | None = None


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
    """What most operations need."""
    security_schemes: tuple[SecurityScheme, ...]
    declarations: tuple[Declaration, ...]
    operations: tuple[Operation, ...]
    webhooks: tuple[Webhook, ...] = ()
    common_error: Type | None = None
    """The type that failed answers share, where there is one."""
