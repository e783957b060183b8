"""What the operations of an API are called after their paths: each rule, and each trap, with an example."""

from __future__ import annotations

import pytest

from restamp.names.paths.naming import name_calls
from restamp.names.paths.route import Call, Route

OTHERS = tuple(f"GET /{word}" for word in ("apples", "pears", "plums", "figs", "dates"))
"""Operations beside those that a case is about, so that these share no prefix."""


def calls(*operations: str, beside: tuple[str, ...] = OTHERS) -> dict[str, str]:
    """The call of each operation, which is a method and a path, and may have an operationId after another space."""
    named = name_calls([route(text) for text in (*operations, *beside)])
    return {text: str(named[text]) for text in operations}


def route(text: str) -> Route:
    method, path, *operation_id = text.split(" ")
    return Route(text, method, path, *operation_id)


CASES: dict[str, dict[str, str]] = {
    "items and collections": {
        "GET /pets": "pets.list",
        "POST /pets": "pets.create",
        "GET /pets/{id}": "pets.get",
        "DELETE /pets/{id}": "pets.delete",
    },
    "nested resources": {"GET /shelves/{shelf}/books/{book}": "shelves.books.get"},
    "nothing names the root": {
        "GET /": "root.list",
        "POST /v1": "root.create",
        "GET /{id}": "root.get",
        "PUT /{id} put": "root.update",
        "DELETE /{id}": "root.delete",
    },
    "operationIds name the root": {
        "GET / findTodos": "find_todos",
        "HEAD / isUp": "is_up",
        "DELETE /{id} destroyOne": "destroy_one",
        "GET /v1 list-data-sets": "list_data_sets",
        "GET /{dataset}": "dataset.get",
        "GET /todos/{id}": "todos.get",
    },
    "PUT alone updates": {"GET /pets/{id}": "pets.get", "PUT /pets/{id}": "pets.update"},
    "PATCH alone updates": {"PATCH /pets/{id}": "pets.update"},
    "PATCH beside PUT patches": {"PUT /pets/{id}": "pets.update", "PATCH /pets/{id}": "pets.patch"},
    "POST on an item updates": {"GET /pets/{id}": "pets.get", "POST /pets/{id}": "pets.update"},
    "POST on an item beside PATCH creates": {
        "PATCH /pets/{id}": "pets.update",
        "POST /pets/{id}": "pets.create",
    },
    "a plural without items is a list": {"GET /pets/{id}/owners": "pets.owners.list"},
    "a singular is got": {"GET /pets/{id}/owner": "pets.owner.get"},
    "what is read and posted is updated": {
        "GET /pets/{id}/spend_limit": "pets.spend_limit.get",
        "POST /pets/{id}/spend_limit": "pets.spend_limit.update",
    },
    "settings are one thing": {"GET /pets/{id}/settings": "pets.settings.get"},
    "words in -s that are no plurals": {
        "GET /pets/{id}/status": "pets.status.get",
        "GET /pets/{id}/address": "pets.address.get",
        "GET /zones/{id}/dns": "zones.dns.get",
    },
    "plurals without -s": {
        "GET /pets/{id}/people": "pets.people.list",
        "GET /pets/{id}/media": "pets.media.list",
        "GET /pets/{id}/topics": "pets.topics.list",
    },
    "plurals before a preposition": {
        "GET /holds/{id}/versions_on_hold": "holds.versions_on_hold.list"
    },
    "an action is the verb": {
        "POST /orders/{id}/cancel": "orders.cancel",
        "GET /orders/search": "orders.search",
    },
    "a verb phrase is the verb": {
        "POST /messages/count_tokens": "messages.count_tokens",
        "POST /users/{id}/setPresence": "users.set_presence",
        "POST /users/bulk-delete": "users.bulk_delete",
    },
    "a noun that is only posted is the verb": {
        "POST /cards/{id}/reissue": "cards.reissue",
        "POST /mails/{id}/reply": "mails.reply",
    },
    "an action with its argument is the verb": {
        "PATCH /agents/{id}/blocks/detach/{block_id}": "agents.blocks.detach"
    },
    "an item below a word that is a verb as well": {
        "PATCH /rules/{id}/splitLogic/{splitLogicId}": "rules.split_logic.update",
        "PUT /rules/{id}/name": "rules.name.update",
    },
    "an action that is also got is a resource": {
        "GET /repos/{id}/lock": "repos.lock.get",
        "PUT /repos/{id}/lock": "repos.lock.update",
    },
    "nouns that are verbs too": {
        "GET /suites/{id}/tests": "suites.tests.list",
        "GET /suites/{id}/report": "suites.report.get",
        "POST /suites/{id}/test": "suites.test",
    },
    "compound nouns that begin with a verb": {
        "GET /users/{id}/login_links": "users.login_links.list",
        "POST /users/{id}/login_links": "users.login_links.create",
        "POST /attributes/search_attributes": "attributes.search_attributes.create",
    },
    "a method that is also a resource from the start": {
        "POST /files/{id}/upload_session": "files.upload_session.create",
        "GET /files/upload_session/{session_id}": "files.upload_session.get",
    },
    "colon actions": {
        "POST /jobs/{id}:cancel": "jobs.cancel",
        "POST /jobs:batchGet": "jobs.batch_get",
    },
    "fragments are verbs": {
        "PUT /files/{id}": "files.update",
        "PUT /files/{id}#add_shared_link": "files.add_shared_link",
    },
    "flags in the query are leading words": {
        "POST /responses": "responses.create",
        "POST /responses?beta=true": "beta.responses.create",
    },
    "a target in the fragment": {"POST /queues#X-Target=Queue.Send": "queues.send"},
    "braces that hold slashes": {
        "GET /v1/{name=shelves/*/books/*}": "shelves.books.get",
        "POST /v1/{name=shelves/*}:merge": "shelves.merge",
    },
    "OData": {
        "GET /users('{id}')": "users.get",
        "GET /users": "users.list",
        "GET /users/$count": "users.count",
        "POST /groups/{id}/microsoft.graph.getMemberGroups()": "groups.get_member_groups",
    },
    "probes are methods of the client": {
        "GET /healthz": "healthz",
        "GET /ping": "ping",
        "GET /status": "status",
    },
    "what the caller is": {"GET /users/me": "users.me", "GET /users/{id}": "users.get"},
    "what the caller is and has": {
        "GET /users/@me": "users.me.get",
        "PATCH /users/@me": "users.me.update",
    },
    "another identifier": {
        "GET /users/{id}": "users.get",
        "GET /users/by-email/{email}": "users.get_by_email",
        "GET /users/external_user_id/{external_user_id}": "users.get_by_external_id",
        "GET /users/external_user_id/{external_user_id}/bills": "users.bills.list_by_external_id",
    },
    "versions fall, wherever they are": {
        "GET /v1/pets": "pets.list",
        "GET /Services/v1/Items": "services.items.list",
    },
    "the older version is in front": {
        "GET /v1/pets": "v1.pets.list",
        "DELETE /v1/pets/{id}": "v1.pets.delete",
        "GET /v2/pets": "pets.list",
    },
    "the newest of ten versions": {"GET /v9/pets": "v9.pets.list", "GET /v10/pets": "pets.list"},
    "digits first": {"POST /captchas/2chcaptcha": "captchas.captcha_2chcaptcha.create"},
    "a list within a scope": {
        "GET /workflows/{namespace}": "workflows.list",
        "POST /workflows/{namespace}": "workflows.create",
        "GET /workflows/{namespace}/{name}": "workflows.get",
    },
    "letters of other scripts": {"GET /größen/{id}": "größen.get"},
    "camel case and kebab case": {
        "GET /userProfiles/{id}/top-tracks": "user_profiles.top_tracks.list"
    },
    "endings of formats": {"GET /pets.json": "pets.list", "GET /pets/{id}.{format}": "pets.get"},
    "a format as a word": {"GET /boxes/json": "boxes.list", "GET /boxes/{id}/json": "boxes.get"},
    "words that part nothing": {
        "GET /teams/{t}/only/way/tasks/{k}/logs": "teams.way.tasks.logs.list"
    },
    "what is below an action": {
        "POST /notes/{id}/preview": "notes.preview",
        "GET /notes/{id}/preview/lines": "notes.preview_lines.list",
        "POST /notes/{id}/preview/send": "notes.preview_send",
    },
}


@pytest.mark.parametrize("name", CASES)
def test_names(name: str) -> None:
    expected = CASES[name]
    assert calls(*expected) == expected


@pytest.mark.parametrize(
    ("operations", "prefix"),
    [
        ({"GET /api/v2/pets": "pets.list"}, "/api/v2"),
        ({"GET /workspaces/{ws}/pets/{id}": "pets.get"}, "/workspaces/{ws}"),
        ({"GET /projects/{p}": "projects.get", "GET /projects": "projects.list"}, "/projects/{p}"),
    ],
)
def test_shared_prefix(operations: dict[str, str], prefix: str) -> None:
    beside = tuple(
        f"{method} {prefix}/{word}" for word in "abcdefghij" for method in ("GET", "POST")
    )
    assert calls(*operations, beside=beside) == operations


def test_few_resources_below_an_item_do_not_make_it_a_prefix() -> None:
    expected = {
        "GET /projects/{p}": "projects.get",
        "GET /projects/{p}/keys": "projects.keys.list",
        "GET /projects/{p}/logs": "projects.logs.list",
    }
    assert calls(*expected, beside=()) == expected


def test_scopes_fall_where_all_is_beside_them_as_well() -> None:
    words = ("pods", "services", "events", "secrets")
    expected = {f"GET /{word}": f"{word}.list_all" for word in words}
    expected |= {f"GET /namespaces/{{n}}/{word}": f"{word}.list" for word in words}
    expected |= {"GET /namespaces": "namespaces.list", "GET /namespaces/{n}": "namespaces.get"}
    assert calls(*expected) == expected


def test_sibling_scopes_stay() -> None:
    expected = {
        "GET /orgs/{org}/hooks": "orgs.hooks.list",
        "GET /repos/{owner}/{repo}/hooks": "repos.hooks.list",
        "GET /user/hooks": "user.hooks.list",
    }
    assert calls(*expected) == expected


def test_dotted_procedures() -> None:
    expected = {
        "POST /chat.postMessage": "chat.post_message",
        "POST /users.setPresence": "users.set_presence",
        "GET /admin.users.list": "admin.users.list",
    }
    assert calls(*expected, beside=()) == expected


def test_remote_procedures() -> None:
    path = "POST /acme.v1.{}Service/{}"
    expected = {
        path.format("Thing", "DeleteThing"): "things.delete",
        path.format("Thing", "ListThings"): "things.list",
        path.format("Thing", "StopThing"): "things.stop",
        path.format("Thing", "CreateThingInvite"): "things.invites.create",
        path.format("Thing", "ListThingInvites"): "things.invites.list",
        path.format("Thing", "GetThingInviteSummary"): "things.invites.get_summary",
        path.format("Thing", "CreateLogsToken"): "things.create_logs_token",
        path.format("ThingRule", "GetThingRule"): "things.rules.get",
        path.format("Usage", "ListRecords"): "usage.list_records",
    }
    assert calls(*expected, beside=()) == expected


def test_clashes_take_words_and_no_numbers() -> None:
    expected = {
        "PUT /pets updatePet": "pets.update",
        "POST /pets/{petId} updatePetWithForm": "pets.update_with_form",
        "PUT /owners": "owners.replace",
        "PUT /owners/{id}": "owners.update",
        "DELETE /owners": "owners.delete_all",
        "DELETE /owners/{id}": "owners.delete",
        "POST /threads/runs createThreadAndRun": "threads.create_and_run",
        "POST /threads/{id}/runs createRun": "threads.runs.create",
        "POST /links post_links": "links.create",
        "POST /links/{link_id} post_links_id": "links.create_by_link_id",
        "PUT /links/{link_id} put_links_id": "links.update",
        "POST /sessions/{id}/tokens createSessionToken": "sessions.tokens.create",
        "POST /sessions/{id}/tokens/{template} createSessionTokenFromTemplate": (
            "sessions.tokens.create_from_template"
        ),
        "DELETE /v1beta1/jobs deleteV1beta1CollectionJob": "jobs.delete_all",
        "DELETE /v1beta1/jobs/{id} deleteV1beta1Job": "jobs.delete",
        "GET /gadgets/{id}/widget": "gadgets.widget.get",
        "GET /gadgets/{id}/widget.json getGadgetWidget": "gadgets.widget.get_json",
        "GET /rates/{day}": "rates.get",
        "GET /rates/{day}/{currency}/{amount}": "rates.get_by_amount",
    }
    assert calls(*expected) == expected


def test_names_of_the_document_come_first() -> None:
    routes = [
        Route("a", "POST", "/completions", group="chat.completions"),
        Route("b", "GET", "/pets/{id}", name="fetch"),
        Route("c", "GET", "/cats/{id}"),
    ]
    named = name_calls(routes)
    assert {id_: str(call) for id_, call in named.items()} == {
        "a": "chat.completions.create",
        "b": "pets.fetch",
        "c": "cats.get",
    }
    assert named["a"].chain_rules == ("document",)
    assert named["b"].verb_rule == "document"


def test_a_locked_method_never_becomes_a_resource() -> None:
    locked = {
        "POST /plans/{id}/run": Call(("plans",), "run"),
        "GET /users/me": Call(("users",), "me"),
    }
    grown = [
        *locked,
        "GET /plans/{id}/run",
        "GET /plans/{id}/run/steps/{step}",
        "GET /plans/{id}/run/steps",
        "PATCH /users/me",
    ]
    named = name_calls([route(text) for text in grown], locked)
    assert {text: str(named[text]) for text in grown} == {
        "POST /plans/{id}/run": "plans.run",
        "GET /plans/{id}/run": "plans.get_run",
        "GET /plans/{id}/run/steps/{step}": "plans.run_steps.get",
        "GET /plans/{id}/run/steps": "plans.run_steps.list",
        "GET /users/me": "users.me",
        "PATCH /users/me": "users.update_me",
    }
