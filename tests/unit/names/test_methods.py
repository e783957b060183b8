"""Methods do without the words of their resource, where the short name is free."""

from __future__ import annotations

import pytest

from restamp.ir.operations import Operation
from restamp.ir.types import NameHint
from restamp.names.calls.methods import short_name, short_names


def operation(words: str, method: str = "GET", path: str = "/x/{id}") -> Operation:
    hint = NameHint(words)
    return Operation(words, hint, hint, words, method, path, (), None, (), ())


@pytest.mark.parametrize(
    ("group", "name", "path", "short"),
    [
        ("assistants", "list_assistants", "/assistants", "list"),
        ("attachments", "attachments_delete", "/attachments/{id}", "delete"),
        ("search_application", "search_application_delete", "/x/{id}", "delete"),
        ("users", "get_user", "/users/{id}", "get"),
        ("users", "get_users", "/users", "list"),
        ("users", "get_users", "/users/{ids}", "get"),
        ("users", "get_user_settings", "/users/{id}/settings", "get_settings"),
        ("users", "users_controller_find_all", "/users", "find_all"),
        ("user_groups", "create_user_group", "/user-groups", "create"),
        ("categories", "delete_category", "/categories/{id}", "delete"),
        ("aliases", "get_alias", "/aliases/{id}", "get"),
        ("people", "get_person", "/people/{id}", "get"),
        ("statuses", "list_statuses", "/statuses", "list"),
        ("status", "get_status", "/status", "get"),
        ("data", "get_data", "/data/{id}", "get"),
        ("users", "search_for_users", "/users", "search"),
        ("users", "import_user", "/users", "import_"),
        ("users", "user_groups", "/users/{id}/groups", "groups"),
        ("agents", "beta_list_agent_versions", "/agents/{id}/versions", "beta_list_versions"),
        ("agents", "beta_get_agent", "/agents/{id}", "beta_get"),
        ("projects", "list_artifacts_of_project", "/projects/{id}/artifacts", "list_artifacts"),
        ("users", "list_archived_users", "/users/archived", "list_archived"),
        ("users", "users_by_name", "/users/{name}", "get_by_name"),
        ("users", "get_all_the_users", "/users", "get_all"),
        # Not without the words of the resource.
        ("issues", "list_sub_issues", "/issues/{id}/sub", None),
        ("users", "user_of_month", "/users", None),
        ("users", "users_2fa", "/users", None),
        ("user_groups", "list_users", "/users", None),
        ("users", "send", "/users/{id}/send", None),
        ("users", "users", "/users", None),
    ],
)
def test_short_names(group: str, name: str, path: str, short: str | None) -> None:
    assert short_name(name, group, operation(name, path=path)) == short


def shortened(*names: str) -> dict[str, str]:
    operations = [operation(name, path="/users") for name in names]
    return short_names(operations, dict.fromkeys(names, "users"), {name: name for name in names})


def test_what_two_want_neither_gets() -> None:
    assert shortened("delete_user", "users_delete", "add_user") == {"add_user": "add"}
    assert shortened("get_user", "get") == {}
    assert shortened("get_user", "get_users") == {"get_user": "get", "get_users": "list"}
    assert shortened("get_users", "list") == {}


def test_chosen_names_stay() -> None:
    chosen = operation("list-emails-for-user")
    listed = Operation(
        chosen.id,
        chosen.hint,
        chosen.group,
        "users/list-emails-for-user",
        "GET",
        "/x",
        (),
        None,
        (),
        (),
    )
    assert short_name("list_emails_for_user", "users", chosen) == "list_emails"
    assert short_name("list_emails_for_user", "users", listed) is None
