"""Replace references to aliases of objects and enumerations by references to their targets."""

from __future__ import annotations

from collections.abc import Mapping

from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.ir.api import Api
from restamp.ir.declarations import AliasDecl, Declaration
from restamp.ir.types import Named
from restamp.ir.walk import map_api, with_ids


def resolve_aliases(api: Api, config: ClientConfig, diagnostics: Diagnostics) -> Api:
    """Refer to the target of an alias instead of the alias, if the target has a name of its own.

    A class can be called and matched, an alias cannot; and pydantic does not build an alias of an object
    that refers to itself through that alias. The alias itself is kept.
    """
    targets = {
        declaration.id: _target(declaration.id, api.by_id)
        for declaration in api.declarations
        if isinstance(declaration, AliasDecl) and isinstance(declaration.type, Named)
    }
    return map_api(api, with_ids(lambda id_: targets.get(id_, id_))) if targets else api


def _target(id_: str, declarations: Mapping[str, Declaration]) -> str:
    """The id at the end of a chain of aliases; a circular alias is its own target."""
    visited = {id_}
    last = id_
    while isinstance(declaration := declarations.get(last), AliasDecl) and isinstance(
        declaration.type, Named
    ):
        last = declaration.type.id
        if last in visited:
            return id_
        visited.add(last)
    return last
