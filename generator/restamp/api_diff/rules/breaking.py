"""Rules whose findings can be breaking, most important first."""

from __future__ import annotations

from restamp.api_diff.changes.findings import Level
from restamp.api_diff.rules.rule import Rule

_B, _T, _H = Level.BREAKING, Level.TESTS, Level.HARMLESS
_ANY = (_B, _T, _H)
_READ = "breaking where code that reads it may get an unexpected type, or where fewer values are accepted"

BREAKING: tuple[Rule, ...] = (
    Rule(
        "request-changed",
        (_B,),
        "the same call sends a different method or path, and may do something else on the server",
        "client.tags.delete_tag sends a different request: POST /tags -> DELETE /tags/{id}",
    ),
    Rule(
        "argument-swapped",
        (_B,),
        "calls that pass it by name now set a different argument; type checkers do not notice",
        "client.pets.find(id) now means a different argument; the previous one was renamed to id_2",
    ),
    Rule(
        "field-swapped",
        (_B,),
        "code that uses this name now gets a different field; type checkers do not notice",
        "models.Pet.id now means a different field; the previous one was renamed to id_2",
        True,
    ),
    Rule(
        "key-swapped",
        (_B,),
        "code that uses this key now gets a different one; type checkers do not notice",
        'models.PetDict["id"] now means a different field; the previous one was renamed to id_2',
        True,
    ),
    Rule(
        "member-swapped",
        (_B,),
        "code that uses this name now gets a different member; type checkers do not notice",
        "models.Kind.A has the value of another member",
    ),
    Rule(
        "operation-removed",
        (_B, _H),
        "code that calls it will break; harmless after notice: deprecated, with an x-sunset in the past",
        "client.pets.seek removed",
    ),
    Rule(
        "operation-renamed",
        (_B,),
        "code that calls it by its old name will break",
        "client.pets.seek renamed to client.animals.seek",
    ),
    Rule(
        "credentials",
        (_B, _H),
        "the server rejects credentials that were sufficient; type checkers do not notice",
        "client.pets.find requires different credentials: token -> admin_token",
    ),
    Rule(
        "argument-position",
        (_B,),
        "calls that pass it by position now set a different argument",
        "client.pets.find(limit) moved to a different position: number 2 -> number 3",
    ),
    Rule(
        "argument-segment",
        (_B,),
        "the same call requests a different URL",
        "client.orgs.get_member(org) goes into a different part of the path",
    ),
    Rule(
        "argument-required",
        (_B,),
        "every call must pass it",
        "client.pets.find(limit) is now required",
        True,
    ),
    Rule(
        "argument-added",
        (_B, _H),
        "breaking where it is required: every call must pass it",
        "client.pets.find(limit) added, and required",
        True,
    ),
    Rule(
        "argument-removed",
        (_B, _H),
        "calls that pass it fail",
        "client.pets.find(limit) removed",
        True,
    ),
    Rule(
        "argument-renamed",
        (_B,),
        "calls that pass it by its old name fail",
        "client.pets.find(limit) renamed to page_size",
        True,
    ),
    Rule(
        "argument-type",
        (_B, _H),
        "breaking where previously accepted values are rejected",
        "client.pets.find(limit) accepts a different type: str -> int",
        True,
    ),
    Rule(
        "argument-optional",
        (_B, _H),
        "calls may omit it; breaking where its type also accepts fewer values",
        "client.pets.find(limit) is now optional",
        True,
    ),
    Rule(
        "return-type",
        _ANY,
        "breaking where code that reads the result may get an unexpected type",
        "client.pets.find() returns a different type: models.Pet -> models.Cat",
        True,
    ),
    Rule(
        "method-removed",
        (_B,),
        "code that iterates, waits or streams with this method will break",
        "client.pets.list.items() removed: iterates over the items of all pages",
        True,
    ),
    Rule(
        "error-type",
        _ANY,
        "breaking where code that reads the body of the error may get an unexpected type",
        "errors.NotFoundError.error has a different type: models.Error -> str",
        True,
    ),
    Rule(
        "error-removed",
        (_B, _H),
        "code that reads the body of the error will break",
        "errors.NotFoundError.error removed",
        True,
    ),
    Rule(
        "webhook-type",
        _ANY,
        "breaking where code that reads the payload may get an unexpected type",
        "webhooks.pet_born() has a different type: models.Pet -> str",
        True,
    ),
    Rule(
        "webhook-removed",
        (_B, _H),
        "code that parses the webhook will break",
        "webhooks.pet_born() removed",
        True,
    ),
    Rule("field-required", _ANY, _READ, "models.Pet.name is now required", True),
    Rule("field-optional", _ANY, _READ, "models.Pet.name is now optional", True),
    Rule("field-type", _ANY, _READ, "models.Pet.name has a different type: str -> int", True),
    Rule(
        "field-removed",
        (_B, _T, _H),
        "code that reads or sets the field will break",
        "models.Pet.name removed",
        True,
    ),
    Rule(
        "field-renamed",
        (_B,),
        "code that uses the old name will break",
        "models.Pet.name renamed to title",
        True,
    ),
    Rule(
        "field-added",
        _ANY,
        "breaking where requests require it; breaking for tests where only responses require it",
        "models.Pet.age added",
        True,
    ),
    Rule(
        "field-widened",
        (_B,),
        "breaking only for code that reads the value back from a model it constructed",
        "models.Pet.name has a different type: str -> str | None",
        True,
    ),
    Rule(
        "key-widened",
        (_B,),
        "breaking only for code that reads the value back from a model it constructed",
        'models.PetDict["name"] has a different type: str -> str | None',
        True,
    ),
    Rule(
        "type-widened",
        (_B,),
        "breaking only for code that reads the value back from a model it constructed",
        "models.Pets is a different type: list[str] -> list[str] | None",
        True,
    ),
    Rule("key-required", _ANY, _READ, 'models.PetDict["name"] is now required', True),
    Rule("key-optional", _ANY, _READ, 'models.PetDict["name"] is now optional', True),
    Rule("key-type", _ANY, _READ, 'models.PetDict["name"] has a different type: str -> int', True),
    Rule(
        "key-removed",
        (_B, _H),
        "type checkers reject dicts that have the key",
        'models.PetDict["name"] removed',
        True,
    ),
    Rule(
        "key-renamed",
        (_B,),
        "type checkers reject dicts with the old key",
        'models.PetDict["name"] renamed to title',
        True,
    ),
    Rule(
        "key-added",
        (_B, _H),
        "breaking where it is required: every dict must have it",
        'models.PetDict["age"] added',
        True,
    ),
    Rule("type-changed", _ANY, _READ, "models.Pets is a different type: list[str] -> str", True),
    Rule("extra-type", _ANY, _READ, "models.Pet.__pydantic_extra__ has a different type", True),
    Rule(
        "kind-changed",
        (_B,),
        "a model, an enumeration and a type alias are used differently",
        "models.Pet was a model and is now a type",
    ),
    Rule(
        "base-removed",
        (_B, _H),
        "breaking where it can no longer be passed as its former base class",
        "models.Cat no longer inherits from models.Pet",
    ),
    Rule(
        "enum-type",
        (_B,),
        "its members have values of a different type",
        "models.Kind has a different type: str -> int",
        True,
    ),
    Rule(
        "member-removed",
        (_B, _H),
        "code that uses the member will break",
        "models.Kind.CAT removed",
    ),
    Rule("model-removed", (_B, _H), "code that uses the model will break", "models.Pet removed"),
    Rule(
        "enum-removed", (_B, _H), "code that uses the enumeration will break", "models.Kind removed"
    ),
    Rule(
        "type-removed", (_B, _H), "code that uses the type will break", "models.Pets removed", True
    ),
    Rule("dict-removed", (_B, _H), "code that uses the type will break", "models.PetDict removed"),
    Rule(
        "function-renamed",
        (_B,),
        "code that imports the function by its old name will break",
        "api.pets.find_pet renamed to api.pets.seek_pet",
    ),
)
