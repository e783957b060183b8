"""Every rule of a comparison: what it is about, which levels its findings have, and why.

The order is that of importance: what changes silently or for everybody comes first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from restamp.api_diff.findings import Level

_B, _T, _H = Level.BREAKING, Level.TESTS, Level.HARMLESS
_ANY = (_B, _T, _H)
_READ = (
    "breaking where a reader may meet what it does not expect, or where less is taken than before"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of finding."""

    id: str
    levels: tuple[Level, ...]
    """The levels that its findings may have, worst first."""
    why: str
    example: str
    """A finding of it, as the text shows it."""
    has_types: bool = False
    """Whether the two sides of its findings are types."""


RULES: tuple[Rule, ...] = (
    Rule(
        "request-changed",
        (_B,),
        "the same call does something else on the server: it has another method or another path",
        "client.tags.delete_tag sends another request: POST /tags -> DELETE /tags/{id}",
    ),
    Rule(
        "operation-removed",
        (_B, _H),
        "code that calls it fails; harmless after notice: deprecated, with an x-sunset in the past",
        "client.pets.seek removed",
    ),
    Rule(
        "operation-renamed",
        (_B,),
        "code that calls it by its old name fails",
        "client.pets.seek is called client.animals.seek now",
    ),
    Rule(
        "credentials",
        (_B, _H),
        "the server refuses credentials that were enough; no type checker sees it",
        "client.pets.find needs other credentials: token -> admin_token",
    ),
    Rule(
        "argument-place",
        (_B,),
        "an argument given by its place arrives as another one",
        "client.pets.find(limit) has another place among the arguments: number 2 -> number 3",
    ),
    Rule(
        "argument-required",
        (_B,),
        "every call has to give it",
        "client.pets.find(limit) is now required",
        True,
    ),
    Rule(
        "argument-added",
        (_B, _H),
        "breaking where it is required: every call has to give it",
        "client.pets.find(limit) added, and required",
        True,
    ),
    Rule(
        "argument-removed",
        (_B, _H),
        "a call that gives it is refused",
        "client.pets.find(limit) removed",
        True,
    ),
    Rule(
        "argument-renamed",
        (_B,),
        "a call that gives it by its old name is refused",
        "client.pets.find(limit) is called page_size now",
        True,
    ),
    Rule(
        "argument-type",
        (_B, _H),
        "breaking where something that could be given is no longer taken",
        "client.pets.find(limit) takes another type: str -> int",
        True,
    ),
    Rule(
        "argument-optional",
        (_B, _H),
        "no call has to give it; breaking where its type takes less",
        "client.pets.find(limit) is now optional",
        True,
    ),
    Rule(
        "answer-type",
        _ANY,
        "breaking where the result may be what its readers do not expect",
        "client.pets.find() answers with another type: models.Pet -> models.Cat",
        True,
    ),
    Rule(
        "way-removed",
        (_B,),
        "code that iterates, waits or streams so finds no such method",
        "client.pets.list.items() the walk through the items of all pages is gone",
        True,
    ),
    Rule(
        "error-type",
        _ANY,
        "breaking where the body of an error may be what its readers do not expect",
        "errors.NotFoundError.error is of another type: models.Error -> str",
        True,
    ),
    Rule(
        "error-removed",
        (_B, _H),
        "code that reads the body of the error finds nothing",
        "errors.NotFoundError.error removed",
        True,
    ),
    Rule(
        "webhook-type",
        _ANY,
        "breaking where the payload may be what its readers do not expect",
        "webhooks.pet_born() is of another type: models.Pet -> str",
        True,
    ),
    Rule(
        "webhook-removed",
        (_B, _H),
        "code that parses the webhook finds no such function",
        "webhooks.pet_born() removed",
        True,
    ),
    Rule("field-required", _ANY, _READ, "models.Pet.name is now required", True),
    Rule("field-optional", _ANY, _READ, "models.Pet.name is now optional", True),
    Rule("field-type", _ANY, _READ, "models.Pet.name is of another type: str -> int", True),
    Rule(
        "field-removed",
        (_B, _T, _H),
        "code that reads or gives the field finds nothing",
        "models.Pet.name removed",
        True,
    ),
    Rule(
        "field-renamed",
        (_B,),
        "code that uses the old name finds nothing",
        "models.Pet.name is called title now",
        True,
    ),
    Rule(
        "field-added",
        _ANY,
        "breaking where requests need it; breaking for tests where only responses have it and need it",
        "models.Pet.age added",
        True,
    ),
    Rule(
        "field-widened",
        (_B,),
        "only code that reads back what it gave meets more than before",
        "models.Pet.name is of another type: str -> str | None",
        True,
    ),
    Rule(
        "key-widened",
        (_B,),
        "only code that reads back what it gave meets more than before",
        'models.PetDict["name"] is of another type: str -> str | None',
        True,
    ),
    Rule(
        "type-widened",
        (_B,),
        "only code that reads back what it gave meets more than before",
        "models.Pets is another type: list[str] -> list[str] | None",
        True,
    ),
    Rule("key-required", _ANY, _READ, 'models.PetDict["name"] is now required', True),
    Rule("key-optional", _ANY, _READ, 'models.PetDict["name"] is now optional', True),
    Rule("key-type", _ANY, _READ, 'models.PetDict["name"] is of another type: str -> int', True),
    Rule(
        "key-removed",
        (_B, _H),
        "a dict that has the key is refused by type checkers",
        'models.PetDict["name"] removed',
        True,
    ),
    Rule(
        "key-renamed",
        (_B,),
        "a dict with the old key is refused by type checkers",
        'models.PetDict["name"] is called title now',
        True,
    ),
    Rule(
        "key-added",
        (_B, _H),
        "breaking where it is required: every dict has to have it",
        'models.PetDict["age"] added',
        True,
    ),
    Rule("type-changed", _ANY, _READ, "models.Pets is another type: list[str] -> str", True),
    Rule("extra-type", _ANY, _READ, "models.Pet.__pydantic_extra__ is of another type", True),
    Rule(
        "kind-changed",
        (_B,),
        "a model, an enumeration and an alias are used differently",
        "models.Pet was a model, and is a type",
    ),
    Rule(
        "base-removed",
        (_B, _H),
        "breaking where it can no longer be given for its former base",
        "models.Cat does not inherit from models.Pet any more",
    ),
    Rule(
        "enum-type",
        (_B,),
        "its members are values of another type",
        "models.Kind is of another type: str -> int",
        True,
    ),
    Rule("member-removed", (_B, _H), "code that names the member fails", "models.Kind.CAT removed"),
    Rule("model-removed", (_B, _H), "code that names the model fails", "models.Pet removed"),
    Rule("enum-removed", (_B, _H), "code that names the enumeration fails", "models.Kind removed"),
    Rule("type-removed", (_B, _H), "code that names the type fails", "models.Pets removed", True),
    Rule("dict-removed", (_B, _H), "code that names the type fails", "models.PetDict removed"),
    Rule(
        "function-renamed",
        (_B,),
        "code that imports the function by its old name fails",
        "api.pets.find_pet is called seek_pet now",
    ),
    Rule(
        "base-path-changed",
        (_H,),
        "all operations moved alike: the client does it, calls stay as they are",
        "Client calls paths below /v2, not below /v1",
    ),
    Rule(
        "type-unnamed",
        (_B, _H),
        "the type itself stays where the alias stood",
        "models.ListPet has no name any more: list[models.Pet]",
        True,
    ),
    Rule(
        "operation-moved",
        (_H,),
        "the client sends the other request: calls stay as they are",
        "client.pets.find is another request: GET /pets/{id} -> GET /animals/{id}",
    ),
    Rule(
        "argument-moved",
        (_H,),
        "the client sends it elsewhere: calls stay as they are",
        "client.pets.find(limit) travels otherwise: query limit -> header limit",
    ),
    Rule(
        "argument-default",
        (_H,),
        "calls that do not give it stay as they are",
        "client.pets.find(limit) has another default",
    ),
    Rule(
        "media-type",
        (_H,),
        "the client encodes the body: calls stay as they are",
        "client.pets.find sends another media type",
    ),
    Rule(
        "server-changed",
        (_H,),
        "the client knows the address: calls stay as they are",
        "Client calls another server",
    ),
    Rule(
        "pagination-changed",
        (_H,),
        "the client follows the pages: calls stay as they are",
        "client.pets.list has other pages",
    ),
    Rule(
        "waiter-changed",
        (_H,),
        "the client waits: calls stay as they are",
        "client.pets.create is waited for otherwise",
    ),
    Rule(
        "retries-changed",
        (_H,),
        "the client repeats requests: calls stay as they are",
        "client.pets.create is repeated otherwise",
    ),
    Rule(
        "deprecated",
        (_H,),
        "it still works; plan to do without it",
        "client.pets.seek is deprecated",
    ),
    Rule(
        "default-changed",
        (_H,),
        "the server's default: the client sends what is given",
        "client.pets.find(limit) has another default: Default: 10. -> Default: 20.",
    ),
    Rule(
        "limits-changed",
        (_H,),
        "the server's limits: the client does not check them",
        "client.pets.find(limit) has other limits",
    ),
    Rule(
        "status-type",
        (_H,),
        "the class of the error says what its body is",
        "client.pets.find the documented answer 404 has another body",
    ),
    Rule(
        "status-added",
        (_H,),
        "any status could be returned before",
        "client.pets.find the documented answer 429 is new",
    ),
    Rule(
        "status-removed",
        (_H,),
        "any status can still be returned",
        "client.pets.find the documented answer 429 is gone",
    ),
    Rule(
        "member-value",
        (_H,),
        "code uses the member's name, which stays",
        "models.Kind.CAT has another value",
    ),
    Rule(
        "member-added",
        (_H,),
        "enumerations are open: unknown values are accepted",
        "models.Kind.COW added",
    ),
    Rule("field-default", (_H,), "a default of the model", "models.Pet.name has another default"),
    Rule(
        "field-moved",
        (_H,),
        "the client knows the name in JSON",
        "models.Pet.name has another name in JSON",
    ),
    Rule(
        "key-default",
        (_H,),
        "a default of the type",
        'models.PetDict["name"] has another default',
    ),
    Rule(
        "key-moved",
        (_H,),
        "the client knows the name in JSON",
        'models.PetDict["name"] has another name in JSON',
    ),
    Rule("operation-added", (_H,), "nobody calls it yet", "client.pets.seek added"),
    Rule("way-added", (_H,), "nobody uses it yet", "client.pets.list.items() is new", True),
    Rule("model-added", (_H,), "nobody names it yet", "models.Pet added"),
    Rule("enum-added", (_H,), "nobody names it yet", "models.Kind added"),
    Rule("type-added", (_H,), "nobody names it yet", "models.Pets added", True),
    Rule("dict-added", (_H,), "nobody names it yet", "models.PetDict added"),
    Rule(
        "error-added",
        (_H,),
        "nobody catches it yet",
        "errors.NotFoundError.error added",
        True,
    ),
    Rule("webhook-added", (_H,), "nobody parses it yet", "webhooks.pet_born() added", True),
)
"""All of them, most important first."""

BY_ID: Mapping[str, Rule] = {rule.id: rule for rule in RULES}
RANKS: Mapping[str, int] = {rule.id: rank for rank, rule in enumerate(RULES)}


def has_types(kind: str) -> bool:
    """Whether the two sides of such findings are types."""
    return kind in BY_ID and BY_ID[kind].has_types
