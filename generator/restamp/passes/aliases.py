"""Refer to objects and enumerations by their own names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from restamp.config import ClientConfig
from restamp.diagnostics import Diagnostics
from restamp.ir.api import Api
from restamp.ir.declarations import AliasDecl, Declaration
from restamp.ir.types import Named, OneOf, Type
from restamp.ir.walk import retyped, retyped_operation, retyped_webhook


def see_through_aliases(api: Api, config: ClientConfig, diagnostics: Diagnostics) -> Api:
    """Put what an alias names in place of the alias, where that has a name of its own.

    The class can be called and matched, the alias cannot; and pydantic builds no alias of an object
    that reaches itself through that alias. The alias stays, for whoever looks for its name.
    """
    declarations = {declaration.id: declaration for declaration in api.declarations}
    named = {id_: _end(id_, declarations) for id_ in declarations}

    def change(type_: Type) -> Type:
        match type_:
            case Named(id_):
                return Named(named.get(id_, id_))
            case OneOf(members, discriminator) if discriminator is not None:
                mapping = tuple(
                    (value, named.get(id_, id_)) for value, id_ in discriminator.mapping
                )
                default = discriminator.default
                default = None if default is None else named.get(default, default)
                return OneOf(members, replace(discriminator, mapping=mapping, default=default))
            case _:
                return type_

    return replace(
        api,
        declarations=tuple(retyped(declaration, change) for declaration in api.declarations),
        operations=tuple(retyped_operation(o, change, change) for o in api.operations),
        webhooks=tuple(retyped_webhook(webhook, change) for webhook in api.webhooks),
    )


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
