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
        # Not without the words of the resource.
        ("users", "search_for_users", "/users", None),
        ("users", "user_of_month", "/users", None),
        ("users", "users_2fa", "/users", None),
        ("users", "import_user", "/users", None),
        ("users", "user_groups", "/users/{id}/groups", None),
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
