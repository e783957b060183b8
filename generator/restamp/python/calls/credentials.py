"""The arguments of the client for credentials, as values."""

from __future__ import annotations

from collections.abc import Iterator

from restamp.ir.api import SchemeKind, SecurityScheme
from restamp.python.modules.subject import Subject
from restamp.python.types.public import Simple
from restamp.records import dataclass

GRANTED = frozenset({SchemeKind.OAUTH2, SchemeKind.OPEN_ID})
"""Kinds of schemes whose tokens the client can fetch."""


@dataclass(frozen=True, slots=True)
class CredentialArgument:
    """One argument of the client; a scheme with user name and password has two."""

    name: str
    type: Simple
    """Without None, the default of all of them."""
    scheme: SecurityScheme
    number: int
    """Index among the arguments of the scheme."""


def client_schemes(subject: Subject) -> list[SecurityScheme]:
    """The schemes with arguments in the client."""
    return [s for s in subject.api.security_schemes if s.name in subject.names.credentials]


def credential_arguments(subject: Subject) -> Iterator[CredentialArgument]:
    """The arguments, in the order of the schemes."""
    for scheme in client_schemes(subject):
        arguments = subject.names.credentials[scheme.name].arguments
        for number, name in enumerate(arguments):
            yield CredentialArgument(name, _type(scheme), scheme, number)


def _type(scheme: SecurityScheme) -> Simple:
    if scheme.kind is SchemeKind.BASIC:
        return Simple.STR
    return Simple.ACCESS_TOKEN if scheme.kind in GRANTED else Simple.CREDENTIAL
