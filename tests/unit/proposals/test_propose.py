"""What `restamp init` proposes, where it is tricky: names that are no clearer, statuses that never end."""

from __future__ import annotations

import pytest

from restamp.ir.operations import Operation
from restamp.ir.types import NameHint
from restamp.proposals.groups import groups_of
from restamp.proposals.names import names_of, singular
from restamp.proposals.proposal import Proposal, Topic


def operation(
    name: str, path: str = "/x", method: str = "GET", pinned: str | None = None
) -> Operation:
    at = f"#/paths/{name}"
    hint = NameHint(name, pinned=pinned)
    return Operation(at, hint, NameHint("g"), name, method, path, (), None, (), ())


def shorter(group: str, *names: str, lists: tuple[str, ...] = ()) -> dict[str, tuple[str, bool]]:
    """The names that methods of a resource would get, and whether that is sure."""
    operations = [operation(name) for name in names]
    proposed = names_of(
        operations,
        {o.id: group for o in operations},
        {o.id: o.operation_id for o in operations},
        {f"#/paths/{name}" for name in lists},
    )
    return {
        proposal.at.rpartition("/")[2]: (str(proposal.update["x-restamp-name"]), proposal.sure)
        for proposal in proposed
    }


@pytest.mark.parametrize(
    ("group", "name", "short", "sure"),
    [
        ("users", "list_users", "list", True),
        ("users", "get_user_by_name", "get_by_name", True),
        ("users", "users_list", "list", True),
        ("users", "users_controller_find", "find", True),
        ("users", "frobnicate_users", "frobnicate", False),
        ("user_groups", "create_user_group", "create", True),
        ("categories", "delete_category", "delete", True),
        ("boxes", "open_box", "open", False),
    ],
)
def test_what_repeats_its_resource(group: str, name: str, short: str, sure: bool) -> None:
    assert shorter(group, name) == {name: (short, sure)}


@pytest.mark.parametrize(
    ("group", "name"),
    [
        ("users", "users"),
        ("users", "search_for_users"),
        ("users", "user_of_month"),
        ("users", "users_2fa"),
        ("news", "get_new"),
        ("status", "get_statu"),
        ("users", "import_user"),  # `import` is a word of Python's
        ("user_groups", "list_users"),
    ],
)
def test_what_would_be_less_clear(group: str, name: str) -> None:
    assert shorter(group, name) == {}


def test_two_that_would_be_one_stay() -> None:
    assert shorter("users", "get_user", "get_users") == {}
    assert shorter("users", "get_user", "get") == {}
    assert shorter("users", "delete_user", "users_delete", "add_user") == {
        "add_user": ("add", True)
    }


def test_the_one_that_lists() -> None:
    names = shorter("users", "get_user", "get_users", lists=("get_users",))
    assert names == {"get_user": ("get", True), "get_users": ("list", True)}
    assert shorter("users", "get_users", "list", lists=("get_users",)) == {}


def test_pinned_names_are_not_proposed() -> None:
    pinned = operation("list_users", pinned="list_users")
    taken = operation("all", pinned="list")
    groups = {o.id: "users" for o in (pinned, taken)}
    methods = {pinned.id: "list_users", taken.id: "list"}
    assert list(names_of([pinned, taken], groups, methods, ())) == []


def grouped(*groups: str) -> dict[str, str]:
    operations = [operation(f"o{number}") for number, _ in enumerate(groups)]
    proposals, after = groups_of(
        operations, {o.id: group for o, group in zip(operations, groups, strict=True)}
    )
    assert all(proposal.topic is Topic.NAMES and proposal.why for proposal in proposals)
    changed = {p.at: p.update["x-restamp-group"] for p in proposals}
    assert {at: name for at, name in after.items() if at in changed} == changed
    return dict(zip(groups, after.values(), strict=True))


def test_groups() -> None:
    assert grouped("users_controller", "pets") == {"users_controller": "users", "pets": "pets"}
    assert grouped("users_controller", "users") == {
        "users_controller": "users_controller",
        "users": "users",
    }
    assert grouped("v_users", "v_pets", "v_toys_api") == {
        "v_users": "users",
        "v_pets": "pets",
        "v_toys_api": "toys",
    }
    assert grouped("a_users", "a_pets") == {"a_users": "a_users", "a_pets": "a_pets"}
    assert grouped("api", "service") == {"api": "api", "service": "service"}


@pytest.mark.parametrize(
    ("word", "one"),
    [
        ("users", "user"),
        ("boxes", "box"),
        ("status", "status"),
        ("address", "address"),
        ("gas", "gas"),
    ],
)
def test_singular(word: str, one: str) -> None:
    assert singular(word) == one


@pytest.mark.parametrize(
    ("at", "target"),
    [
        ("#/paths/~1a~1{b}/get", "$.paths['/a/{b}'].get"),
        ("#/paths/~1it's/get", "$.paths['/it\\'s'].get"),
        ("#/paths/~1a\\b\n/get", "$.paths['/a\\\\b\\u000a'].get"),
        ("#/components/x-y", "$.components['x-y']"),
    ],
)
def test_a_place_as_a_query(at: str, target: str) -> None:
    assert Proposal(Topic.NAMES, at, {}, "", sure=True).target == target
