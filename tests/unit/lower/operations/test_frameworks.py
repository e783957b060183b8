"""OperationIds that frameworks make of handlers are called like the handlers."""

from __future__ import annotations

import pytest

from restamp.lower.operations.frameworks import handler_of


@pytest.mark.parametrize(
    ("operation_id", "method", "path", "handler"),
    [
        ("create_flow_flows__post", "POST", "/flows/", "create_flow"),
        ("read_item_items__item_id__get", "GET", "/items/{item_id}", "read_item"),
        ("read_items_api_v1_items_get", "GET", "/api/v1/items", "read_items"),
        ("UsersController_findAll", "GET", "/users", "findAll"),
        ("UsersController_findAll_v2", "GET", "/v2/users", "findAll"),
        ("HealthController_check[0]", "GET", "/health", "check"),
        ("getUserUsingGET", "GET", "/user", "getUser"),
        ("getUserUsingGET_1", "GET", "/user/{id}", "getUser_1"),
        # With a query in the path.
        ("read_item_items__id__get", "GET", "/items/{id}?beta=true", "read_item"),
        # Litestar
        ("ApiUsersGetUsers", "GET", "/api/users", "GetUsers"),
        ("UsersUserIdGetUser", "GET", "/users/{user_id}", "GetUser"),
        ("OrdersOrderIdLinesAddLine", "POST", "/orders/{order_id}/lines", "AddLine"),
        # Swashbuckle
        ("ApiUsersGet", "GET", "/api/Users", "GetUsers"),
        ("ApiUsersByIdPut", "PUT", "/api/Users/{id}", "PutUsersById"),
        ("ApiUsersByIdOrdersGet", "GET", "/api/Users/{id}/orders", "GetOrders"),
        # drf-spectacular
        ("api_v1_users_partial_update", "PATCH", "/api/v1/users/{id}/", "users_partial_update"),
        ("users_list", "GET", "/users/", "users_list"),
        ("api_users_retrieve_2", "GET", "/api/users/{id}/", "users_retrieve_2"),
        (
            "api_users_set_password_create",
            "POST",
            "/api/users/{id}/set-password/",
            "users_set_password_create",
        ),
        # Those of people.
        ("UsersList", "GET", "/users", "UsersList"),
        ("UsersGet", "POST", "/users", "UsersGet"),
        ("api_users_list", "GET", "/people", "api_users_list"),
        ("read_items_items__get", "GET", "/things/", "read_items_items__get"),
        ("_items__get", "GET", "/items/", "_items__get"),
        ("repos/get", "GET", "/repos", "repos/get"),
        ("controller_list", "GET", "/controllers", "controller_list"),
        ("searchUsingWords", "GET", "/search", "searchUsingWords"),
    ],
)
def test_handlers(operation_id: str, method: str, path: str, handler: str) -> None:
    assert handler_of(operation_id, method, path) == handler
