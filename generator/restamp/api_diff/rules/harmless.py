"""Rules whose findings are harmless, or almost always harmless."""

from __future__ import annotations

from restamp.api_diff.changes.findings import Level
from restamp.api_diff.rules.rule import Rule

_B, _H = Level.BREAKING, Level.HARMLESS

HARMLESS: tuple[Rule, ...] = (
    Rule(
        "base-path-changed",
        (_H,),
        "all operations moved alike; handled by the client, calls do not change",
        "Client calls paths under /v2 instead of /v1",
    ),
    Rule(
        "type-unnamed",
        (_B, _H),
        "the same type is used without the alias",
        "models.ListPet is no longer a named type: list[models.Pet]",
        True,
    ),
    Rule(
        "argument-moved",
        (_H,),
        "handled by the client; calls do not change",
        "client.pets.find(limit) is sent differently: query limit -> header limit",
    ),
    Rule(
        "argument-default",
        (_H,),
        "calls that omit it do not change",
        "client.pets.find(limit) has a different default",
    ),
    Rule(
        "media-type",
        (_H,),
        "handled by the client, which encodes the body; calls do not change",
        "client.pets.find sends a different media type",
    ),
    Rule(
        "server-changed",
        (_H,),
        "handled by the client, which knows the URL; calls do not change",
        "Client uses a different server",
    ),
    Rule(
        "pagination-changed",
        (_H,),
        "handled by the client, which follows the pages; calls do not change",
        "client.pets.list paginates differently",
    ),
    Rule(
        "waiter-changed",
        (_H,),
        "handled by the client, which polls; calls do not change",
        "client.pets.create is polled differently",
    ),
    Rule(
        "retries-changed",
        (_H,),
        "handled by the client, which retries; calls do not change",
        "client.pets.create is retried differently",
    ),
    Rule(
        "deprecated",
        (_H,),
        "it still works, but will be removed",
        "client.pets.seek is deprecated",
    ),
    Rule(
        "default-changed",
        (_H,),
        "applied by the server; calls do not change",
        "client.pets.find(limit) has a different default: Default: 10. -> Default: 20.",
    ),
    Rule(
        "limits-changed",
        (_H,),
        "checked by the server, not by the client",
        "client.pets.find(limit) has different limits",
    ),
    Rule(
        "status-type",
        (_H,),
        "the type of the error's body is reported for its class",
        "client.pets.find documents a different body for status 404",
    ),
    Rule(
        "status-added",
        (_H,),
        "the server could already return any status",
        "client.pets.find documents status 429",
    ),
    Rule(
        "status-removed",
        (_H,),
        "the server can still return any status",
        "client.pets.find no longer documents status 429",
    ),
    Rule(
        "member-value",
        (_H,),
        "code uses the member's name, which does not change",
        "models.Kind.CAT has a different value",
    ),
    Rule(
        "member-added",
        (_H,),
        "enumerations are open: unknown values were already accepted",
        "models.Kind.COW added",
    ),
    Rule("field-default", (_H,), "applied by the model", "models.Pet.name has a different default"),
    Rule(
        "field-moved",
        (_H,),
        "handled by the client; code does not change",
        "models.Pet.name has a different name in JSON",
    ),
    Rule(
        "key-default",
        (_H,),
        "documentation of the type",
        'models.PetDict["name"] has a different default',
    ),
    Rule(
        "key-moved",
        (_H,),
        "handled by the client; code does not change",
        'models.PetDict["name"] has a different name in JSON',
    ),
    Rule("operation-added", (_H,), "no code calls it yet", "client.pets.seek added"),
    Rule("method-added", (_H,), "no code uses it yet", "client.pets.list.items() added", True),
    Rule("model-added", (_H,), "no code uses it yet", "models.Pet added"),
    Rule("enum-added", (_H,), "no code uses it yet", "models.Kind added"),
    Rule("type-added", (_H,), "no code uses it yet", "models.Pets added", True),
    Rule("dict-added", (_H,), "no code uses it yet", "models.PetDict added"),
    Rule(
        "error-added",
        (_H,),
        "no code reads it yet",
        "errors.NotFoundError.error added",
        True,
    ),
    Rule("webhook-added", (_H,), "no code parses it yet", "webhooks.pet_born() added", True),
)
