"""Each rule has an example, whose names are others without the rule."""

from __future__ import annotations

from dataclasses import replace

import pytest

from restamp.names.paths import clashes, naming
from restamp.names.paths.naming import name_calls
from restamp.names.paths.route import Call
from restamp.names.paths.rules import CHAIN_RULES, PARTING_RULES, REASONS, VERB_RULES

from .test_calls import OTHERS, route

SCOPED = ("pods", "services", "events", "secrets")
SERVICE = "POST /acme.v1.{}Service/{}"

EXAMPLES: dict[str, dict[str, str]] = {
    "version": {"GET /v1/pets": "pets.list", "GET /pets/v2/names": "pets.names.list"},
    "format": {"GET /pets/{id}.json": "pets.get", "GET /pets/{id}/names/xml": "pets.names.list"},
    "braces": {"GET /{name=shelves/*/books/*}": "shelves.books.get"},
    "odata": {"GET /users('{id}')/groups": "users.groups.list", "GET /users('{id}')": "users.get"},
    "flag": {"GET /pets": "pets.list", "GET /pets?preview=true": "preview.pets.list"},
    "prefix": {
        f"{method} /teams/{{team}}/{word}": f"{word}.{verb}"
        for word in ("apples", "pears", "plums", "figs")
        for method, verb in {"GET": "list", "POST": "create"}.items()
    },
    "api": {"GET /rest/pets/{id}": "pets.get"},
    "identifier": {
        "GET /users/{id}": "users.get",
        "GET /users/by_email/{email}": "users.get_by_email",
    },
    "scope": {f"GET /{word}": f"{word}.list_all" for word in SCOPED}
    | {f"GET /namespaces/{{n}}/{word}": f"{word}.list" for word in SCOPED},
    "joined": {
        "POST /notes/{id}/preview": "notes.preview",
        "GET /notes/{id}/preview/lines": "notes.preview_lines.list",
    },
    "deep": {"GET /teams/{t}/only/way/tasks/{k}/logs": "teams.way.tasks.logs.list"},
    "letters": {"GET /captchas/{id}/2chcaptcha": "captchas.captcha_2chcaptcha.get"},
    "parameter-name": {"GET /{index_name}": "index.get", "DELETE /{index_name}": "index.delete"},
    "root": {"GET /": "root.get", "PUT /": "root.update"},
    "remote": {
        SERVICE.format("Thing", "StopThing"): "things.stop",
        SERVICE.format("Usage", "ListRecords"): "usage.list_records",
    },
    "remote-below": {
        SERVICE.format("Thing", "GetThing"): "things.get",
        SERVICE.format("ThingRule", "GetThingRule"): "things.rules.get",
    },
    "remote-noun": {
        SERVICE.format("Thing", "CreateThingInvite"): "thing.invites.create",
        SERVICE.format("Thing", "ListThingInvites"): "thing.invites.list",
    },
    "colon": {"POST /jobs/{id}:halt_now": "jobs.halt_now"},
    "fragment": {
        "PUT /files/{id}": "files.update",
        "PUT /files/{id}#add_link": "files.add_link",
    },
    "query": {
        "POST /files/{id}?action=reset": "files.reset",
        "POST /files/{id}?action=seal": "files.seal",
    },
    "dollar": {"GET /users/{id}/groups/$count": "users.groups.count"},
    "dotted": {f"POST /users.set{word.title()}": f"users.set_{word}" for word in SCOPED},
    "probe": {"GET /healthz": "healthz"},
    "self": {"GET /users/{id}": "users.get", "GET /users/me": "users.me"},
    "phrase": {"POST /messages/count_tokens": "messages.count_tokens"},
    "verb": {"POST /orders/{id}/cancel": "orders.cancel"},
    "argument": {"PATCH /agents/{id}/blocks/detach/{block_id}": "agents.blocks.detach"},
    "noun-verb": {"POST /suites/test": "suites.test"},
    "posted-noun": {"POST /cards/{id}/encore": "cards.encore"},
    "below-action": {
        "POST /accounts/unmerge": "accounts.unmerge",
        "POST /accounts/unmerge/bot": "accounts.unmerge_bot",
    },
    "nameless": {"GET / describeFarm": "describe_farm", "PUT /{id} moveFarm": "move_farm"},
    "scoped": {
        "GET /workflows/{namespace}": "workflows.list",
        "GET /workflows/{namespace}/{name}": "workflows.get",
    },
    "created": {
        "GET /pets/{id}/owner getOwner": "pets.owner.get",
        "POST /pets/{id}/owner createOwner": "pets.owner.create",
    },
    "patched": {
        "PUT /pets/{id}": "pets.update",
        "PATCH /pets/{id}": "pets.patch",
        "PATCH /cats/{id}": "cats.update",
        "PATCH /cats/{id}/owner": "cats.owner.update",
    },
    "posted-item": {
        "POST /pets/{id}": "pets.update",
        "POST /cats/{id}": "cats.create",
        "PATCH /cats/{id}": "cats.update",
    },
    "posted-action": {
        "GET /backups/{id}/restore": "backups.restore.get",
        "POST /backups/{id}/restore": "backups.restore.run",
        "GET /movies/search": "movies.search.get",
        "POST /movies/search": "movies.search.run",
    },
    "posted-thing": {
        "GET /pets/{id}/spend_limit": "pets.spend_limit.get",
        "POST /pets/{id}/spend_limit": "pets.spend_limit.update",
        "POST /pets/{id}/weight_limit": "pets.weight_limit",
    },
    "collection": {"GET /pets/{id}/owners": "pets.owners.list", "POST /pets": "pets.create"},
    "listed": {
        "GET /threads/{id}/archived listArchivedThreads": "threads.archived.list",
        "GET /threads/{id}/audit listing": "threads.audit.get",
    },
    "one-thing": {"GET /pets/{id}": "pets.get", "PUT /pets/{id}/owner": "pets.owner.update"},
    "older-version": {"GET /v1/pets": "v1.pets.list", "GET /v2/pets": "pets.list"},
    "digits": {
        "GET /status/404": "status_404",
        "GET /status/429": "status_429",
        "GET /folders/{id}/items": "folders.items.list",
        "GET /folders/0/items": "folders.items.list_0",
        "GET /codes/1/pages/2": "codes.pages.list",
    },
    "into-resource": {
        "POST /files/{id}/upload_session": "files.upload_session.create",
        "GET /files/upload_session/{session_id}": "files.upload_session.get",
    },
    "outside-scope": {f"GET /{word}": f"{word}.list_all" for word in SCOPED}
    | {f"GET /namespaces/{{n}}/{word}": f"{word}.list" for word in SCOPED},
    "fallen": {
        f"GET /api/{word}/{{id}}": f"{word}.get" for word in ("apples", "pears", "plums", "figs")
    }
    | {"GET /rest/apples/{id}": "rest.apples.get"},
    "format-ending": {
        "GET /gadgets/{id}/widget": "gadgets.widget.get",
        "GET /gadgets/{id}/widget.json getGadgetWidget": "gadgets.widget.get_json",
    },
    "operation-id": {
        "PUT /pets updatePet": "pets.update",
        "POST /pets/{petId} updatePetWithForm": "pets.update_with_form",
    },
    "delete-all": {"DELETE /pets": "pets.delete_all", "DELETE /pets/{id}": "pets.delete"},
    "replace-all": {"PUT /pets": "pets.replace", "PUT /pets/{id}": "pets.update"},
    "parameter": {
        "GET /rates/{day}": "rates.get",
        "GET /rates/{day}/{currency}/{amount}": "rates.get_by_amount",
    },
    "above": {"GET /farm/animals": "farm.animals.list", "GET /farm/animals/": "farm.list_animals"},
    "method": {"GET /healthz": "healthz", "GET /healthz/": "healthz_get"},
    "number": {
        "GET //healthz": "healthz",
        "GET /healthz/": "healthz_2",
        "GET /healthz": "healthz_get",
    },
    "lock": {"GET /pets/{id}": "pets.fetch"},
    "document": {"GET /pets/{id}": "zoo.animals.fetch"},
}
ALONE = frozenset({"dotted", "prefix", "remote", "remote-below", "remote-noun"})
"""The rules that depend on all paths of an API."""


def named(rule: str) -> dict[str, Call]:
    beside = () if rule in ALONE else OTHERS
    routes = [route(text) for text in (*EXAMPLES[rule], *beside)]
    if rule == "document":
        routes[0] = replace(routes[0], group="zoo.animals", name="fetch")
    locked = {routes[0].id: Call(("pets",), "fetch", verb_rule="lock")} if rule == "lock" else {}
    calls = name_calls(routes, locked)
    return {text: calls[text] for text in EXAMPLES[rule]}


def shown(rule: str) -> dict[str, str]:
    return {text: str(call) for text, call in named(rule).items()}


def test_each_rule_has_an_example_and_a_reason() -> None:
    assert EXAMPLES.keys() == REASONS.keys()
    assert all(REASONS.values())


@pytest.mark.parametrize("rule", EXAMPLES)
def test_example(rule: str) -> None:
    calls = named(rule)
    assert {text: str(call) for text, call in calls.items()} == EXAMPLES[rule]
    assert rule in {id_ for call in calls.values() for id_ in (*call.chain_rules, call.verb_rule)}


@pytest.mark.parametrize("rule", [r.id for r in CHAIN_RULES])
def test_the_example_needs_the_rule_of_the_chain(
    rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(naming, "CHAIN_RULES", [r for r in CHAIN_RULES if r.id != rule])
    assert shown(rule) != EXAMPLES[rule]


@pytest.mark.parametrize("rule", [r.id for r in VERB_RULES[:-1]])
def test_the_example_needs_the_rule_of_the_verb(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(naming, "VERB_RULES", [r for r in VERB_RULES if r.id != rule])
    assert shown(rule) != EXAMPLES[rule]


@pytest.mark.parametrize("rule", [r.id for r in PARTING_RULES])
def test_the_example_needs_the_rule_of_parting(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clashes, "PARTING_RULES", [r for r in PARTING_RULES if r.id != rule])
    assert shown(rule) != EXAMPLES[rule]
