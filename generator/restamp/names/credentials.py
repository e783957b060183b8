"""What the client calls the credentials of each security scheme."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from restamp.ir.api import FlowKind, SchemeKind, SecurityScheme
from restamp.names.keys import ARGUMENTS
from restamp.names.reserved import CLIENT_ARGUMENTS, KEYWORDS
from restamp.names.scope import Scope, snake_name

TOKENS = frozenset({SchemeKind.BEARER, SchemeKind.OAUTH2, SchemeKind.OPEN_ID})
"""The kinds whose credential is an access token."""


@dataclass(frozen=True, slots=True)
class Credential:
    """The arguments of the client for one security scheme, and the environment variables."""

    arguments: tuple[str, ...]
    variables: tuple[str, ...]
    client: tuple[str, str] | None = None
    """The variables of the client's id and secret, where they get a token."""


def credential_names(
    schemes: Iterable[SecurityScheme], package: str, pins: Mapping[str, str]
) -> dict[str, Credential]:
    """The names by scheme: the lock's, else the usual word where it is clear which scheme is meant."""
    listed = [scheme for scheme in schemes if not scheme.kind.is_callers]
    locked = {scheme.name: _locked(scheme, pins) for scheme in listed}
    listed.sort(key=lambda scheme: (scheme.pinned is None, not locked[scheme.name], scheme.name))
    # Environment variables are called after the arguments, in upper case.
    scope = Scope(CLIENT_ARGUMENTS | KEYWORDS, folded=True)
    arguments = {
        scheme.name: tuple(scope.first_free([name]) for name in locked[scheme.name])
        or _arguments(scheme, listed, scope)
        for scheme in listed
    }
    variables = {
        name: tuple(f"{package}_{argument}".upper() for argument in named)
        for name, named in arguments.items()
    }
    taken = frozenset(variable for named in variables.values() for variable in named)
    return {
        scheme.name: Credential(
            arguments[scheme.name],
            variables[scheme.name],
            _client(scheme, listed, package, arguments[scheme.name][0], taken),
        )
        for scheme in listed
    }


def credential_pins(
    schemes: Iterable[SecurityScheme], credentials: Mapping[str, Credential]
) -> dict[str, str]:
    """The arguments of all schemes as a lock keeps them."""
    return {
        scheme.at + ARGUMENTS: ",".join(credentials[scheme.name].arguments)
        for scheme in schemes
        if scheme.name in credentials
    }


def _locked(scheme: SecurityScheme, pins: Mapping[str, str]) -> tuple[str, ...]:
    """The arguments in a lock; none where the document names the scheme, or it is of another kind now."""
    names = tuple(pins.get(scheme.at + ARGUMENTS, "").split(","))
    wanted = 2 if scheme.kind is SchemeKind.BASIC else 1
    is_good = len(names) == wanted and all(map(str.isidentifier, names))
    return names if is_good and scheme.pinned is None else ()


def _arguments(
    scheme: SecurityScheme, listed: list[SecurityScheme], scope: Scope
) -> tuple[str, ...]:
    alone = sum(_same(other, scheme) for other in listed) == 1
    wishes: tuple[str, ...] = ()
    if scheme.pinned is not None:
        wishes = (snake_name(scheme.pinned, "credential"),)
    elif alone and scheme.kind is not SchemeKind.BASIC:
        wishes = ("api_key",) if scheme.kind is SchemeKind.API_KEY else ("token",)
    wishes = (*wishes, snake_name(scheme.name, "credential"))
    if scheme.kind is not SchemeKind.BASIC:
        return (scope.first_free(wishes),)
    prefix = "" if alone and scheme.pinned is None else wishes[-1] + "_"
    return tuple(scope.first_free([prefix + word]) for word in ("username", "password"))


def _same(one: SecurityScheme, other: SecurityScheme) -> bool:
    return one.kind is other.kind or {one.kind, other.kind} <= TOKENS


def _client(
    scheme: SecurityScheme,
    listed: list[SecurityScheme],
    package: str,
    argument: str,
    taken: frozenset[str],
) -> tuple[str, str] | None:
    """`<PACKAGE>_CLIENT_ID` and `_CLIENT_SECRET`, with the argument where several could be meant."""
    if not _takes_client(scheme):
        return None
    alone = sum(map(_takes_client, listed)) == 1
    for prefix in (package, f"{package}_{argument}", f"{package}_{argument}_oauth"):
        names = f"{prefix}_CLIENT_ID".upper(), f"{prefix}_CLIENT_SECRET".upper()
        if (alone or prefix != package) and not taken & {*names}:
            return names
    return None


def _takes_client(scheme: SecurityScheme) -> bool:
    return any(flow.kind is FlowKind.CLIENT_CREDENTIALS for flow in scheme.flows)
