"""The arguments of the client that hold credentials, as values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from restamp.ir.api import SchemeKind, SecurityScheme
from restamp.python.modules.subject import Subject
from restamp.python.types.public import Simple

GRANTED = frozenset({SchemeKind.OAUTH2, SchemeKind.OPEN_ID})
"""The kinds whose tokens the client can fetch."""


@dataclass(frozen=True, slots=True)
class CredentialArgument:
    """One argument; a scheme with a user name and a password has two."""

    name: str
    type: Simple
    """Without None, which is the default of each."""
    scheme: SecurityScheme
    number: int
    """Among those of the scheme."""


def taken_schemes(subject: Subject) -> list[SecurityScheme]:
    """The schemes that the client has arguments for."""
    return [s for s in subject.api.security_schemes if s.name in subject.names.credentials]


def credential_arguments(subject: Subject) -> Iterator[CredentialArgument]:
    """The arguments, by scheme."""
    for scheme in taken_schemes(subject):
        arguments = subject.names.credentials[scheme.name].arguments
        for number, name in enumerate(arguments):
            yield CredentialArgument(name, _type(scheme), scheme, number)


def _type(scheme: SecurityScheme) -> Simple:
    if scheme.kind is SchemeKind.BASIC:
        return Simple.STR
    return Simple.ACCESS_TOKEN if scheme.kind in GRANTED else Simple.CREDENTIAL
