"""Refer to objects and enumerations by their own names."""

from __future__ import annotations

from collections.abc import Mapping

from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.ir.api import Api
from restamp.ir.declarations import AliasDecl, Declaration
from restamp.ir.types import Named
from restamp.ir.walk import map_api, with_ids


def see_through_aliases(api: Api, config: ClientConfig, diagnostics: Diagnostics) -> Api:
    """Put what an alias names in place of the alias, where that has a name of its own.

    The class can be called and matched, the alias cannot; and pydantic builds no alias of an object
    that reaches itself through that alias. The alias stays, for whoever looks for its name.
    """
    declarations = {declaration.id: declaration for declaration in api.declarations}
    named = {id_: _end(id_, declarations) for id_ in declarations}
    return map_api(api, with_ids(lambda id_: named.get(id_, id_)))


def _end(id_: str, declarations: Mapping[str, Declaration]) -> str:
    """The id that a chain of aliases ends at; the given one where it goes round."""
    seen = {id_}
    last = id_
    while isinstance(held := declarations.get(last), AliasDecl) and isinstance(held.type, Named):
        last = held.type.id
        if last in seen:
            return id_
        seen.add(last)
    return last
