"""Security definitions."""

from __future__ import annotations

from typing import Final

from restamp.diagnostics.text import quoted
from restamp.pointers import join_pointer
from restamp.spec.tree.node import Node
from restamp.spec.tree.tree import Json
from restamp.spec.upgrade.to_3_0.state import Object, Upgrade

_FLOWS: Final[dict[str, str]] = {
    "implicit": "implicit",
    "password": "password",
    "application": "clientCredentials",
    "accessCode": "authorizationCode",
}
_FLOW_MEMBERS: Final = ("authorizationUrl", "tokenUrl", "refreshUrl", "scopes")


def schemes_to_30(state: Upgrade, definitions: Node, now: str) -> Object:
    """Upgrade the security definitions of a document."""
    return {
        name: _scheme(state, node, join_pointer(now, name)) for name, node in definitions.items()
    }


def _scheme(state: Upgrade, node: Node, now: str) -> Json:
    value = node.value
    if not isinstance(value, dict):
        return value
    match value.get("type"):
        case "basic":
            return {**value, "type": "http", "scheme": "basic"}
        case "oauth2" if "flows" not in value:
            scheme = {key: v for key, v in value.items() if key not in (*_FLOW_MEMBERS, "flow")}
            return {**scheme, "flows": _flows(state, value, node, now)}
        case _:
            return value


def _flows(state: Upgrade, value: Object, node: Node, now: str) -> Json:
    name = value.get("flow")
    flow: Object = {key: value[key] for key in _FLOW_MEMBERS if key in value}
    flow.setdefault("scopes", {})
    if not isinstance(name, str) or name not in _FLOWS:
        wanted = ", ".join(_FLOWS)
        message = f"{quoted(name)} is not a flow of OAuth 2, which are {wanted}"
        message = f'"flow" is missing: it is one of {wanted}' if name is None else message
        state.warning("oauth-flow", message, node.at)
        return {}
    place = join_pointer(now, "flows", _FLOWS[name])
    state.moves.record_part(place, node.at)
    return {_FLOWS[name]: flow}
