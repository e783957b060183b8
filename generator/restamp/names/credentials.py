"""Names of the client's arguments for the credentials of each security scheme."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from restamp.ir.api import FlowKind, SchemeKind, SecurityScheme
from restamp.names.keys import ARGUMENTS
from restamp.names.reserved import CLIENT_ARGUMENTS, KEYWORDS
from restamp.names.scope import Scope, snake_name
from restamp.records import dataclass

TOKENS = frozenset({SchemeKind.BEARER, SchemeKind.OAUTH2, SchemeKind.OPEN_ID})
"""The kinds with an access token as credential."""


@dataclass(frozen=True, slots=True)
class Credential:
    """The arguments of the client for one security scheme, and the environment variables."""

    arguments: tuple[str, ...]
    variables: tuple[str, ...]
    client: tuple[str, str] | None = None
    """The variables of the client id and secret, if they are exchanged for a token."""


def credential_names(
    schemes: Iterable[SecurityScheme], package: str, pins: Mapping[str, str]
) -> dict[str, Credential]:
    """The names by scheme: those of the lock, else the usual word if only one scheme can be meant."""
    listed = [scheme for scheme in schemes if not scheme.kind.is_callers]
    locked = {scheme.name: _locked(scheme, pins) for scheme in listed}
    listed.sort(key=lambda scheme: (scheme.pinned is None, not locked[scheme.name], scheme.name))
    # Environment variables are the arguments in upper case.
    scope = Scope(CLIENT_ARGUMENTS | KEYWORDS, case_insensitive=True)
    arguments = {
        scheme.name: tuple(scope.claim([name]) for name in locked[scheme.name])
        or _arguments(scheme, listed, scope)
        for scheme in listed
    }
    variables = {
        name: tuple(f"{package}_{argument}".upper() for argument in arguments_)
        for name, arguments_ in arguments.items()
    }
    used = frozenset(variable for arguments_ in variables.values() for variable in arguments_)
    return {
        scheme.name: Credential(
            arguments[scheme.name],
            variables[scheme.name],
            _client(scheme, listed, package, arguments[scheme.name][0], used),
        )
        for scheme in listed
    }


def credential_pins(
    schemes: Iterable[SecurityScheme], credentials: Mapping[str, Credential]
) -> dict[str, str]:
    """The pins of the arguments of all schemes."""
    return {
        scheme.at + ARGUMENTS: ",".join(credentials[scheme.name].arguments)
        for scheme in schemes
        if scheme.name in credentials
    }


def _locked(scheme: SecurityScheme, pins: Mapping[str, str]) -> tuple[str, ...]:
    """The locked arguments; empty if the document pins the name, or if the kind of the scheme changed."""
    names = tuple(pins.get(scheme.at + ARGUMENTS, "").split(","))
    wanted = 2 if scheme.kind is SchemeKind.BASIC else 1
    is_good = len(names) == wanted and all(map(str.isidentifier, names))
    return names if is_good and scheme.pinned is None else ()


def _arguments(
    scheme: SecurityScheme, listed: list[SecurityScheme], scope: Scope
) -> tuple[str, ...]:
    is_only = sum(_share_name(other, scheme) for other in listed) == 1
    candidates: tuple[str, ...] = ()
    if scheme.pinned is not None:
        candidates = (snake_name(scheme.pinned, "credential"),)
    elif is_only and scheme.kind is not SchemeKind.BASIC:
        candidates = ("api_key",) if scheme.kind is SchemeKind.API_KEY else ("token",)
    candidates = (*candidates, snake_name(scheme.name, "credential"))
    if scheme.kind is not SchemeKind.BASIC:
        return (scope.claim(candidates),)
    prefix = "" if is_only and scheme.pinned is None else candidates[-1] + "_"
    return tuple(scope.claim([prefix + word]) for word in ("username", "password"))


def _share_name(one: SecurityScheme, other: SecurityScheme) -> bool:
    return one.kind is other.kind or {one.kind, other.kind} <= TOKENS


def _client(
    scheme: SecurityScheme,
    listed: list[SecurityScheme],
    package: str,
    argument: str,
    used: frozenset[str],
) -> tuple[str, str] | None:
    """`<PACKAGE>_CLIENT_ID` and `_CLIENT_SECRET`, including the argument if several schemes have a client."""
    if not _takes_client(scheme):
        return None
    is_only = sum(map(_takes_client, listed)) == 1
    for prefix in (package, f"{package}_{argument}", f"{package}_{argument}_oauth"):
        names = f"{prefix}_CLIENT_ID".upper(), f"{prefix}_CLIENT_SECRET".upper()
        if (is_only or prefix != package) and not used & {*names}:
            return names
    return None


def _takes_client(scheme: SecurityScheme) -> bool:
    return any(flow.kind is FlowKind.CLIENT_CREDENTIALS for flow in scheme.flows)
