"""The rules whose findings are harmless, or nearly always so."""

from __future__ import annotations

from restamp.api_diff.changes.findings import Level
from restamp.api_diff.rules.rule import Rule

_B, _H = Level.BREAKING, Level.HARMLESS

HARMLESS: tuple[Rule, ...] = (
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
