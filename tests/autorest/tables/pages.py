"""`paging.json` and `custom-baseUrl-paging.json`."""

from __future__ import annotations

from typing import Any

from ..table import Fails, Raises, Table, call


def products(*ids: int) -> list[Any]:
    """Products as the server lists them; it writes the name of the first one differently."""
    return [product(i, "Product" if i == ids[0] else "product") for i in ids]


def product(number: int, name: str = "Product") -> dict[str, Any]:
    """A product of the server."""
    return {"properties": {"id": number, "name": name}}


TEN = products(*range(1, 11))
OWN_OPERATION = "`x-ms-pageable.operationName` (Azure): the server wants a parameter of the next operation that its next link lacks"
API_VERSION = "the next link is used as the server wrote it; Azure's clients add `api-version`"
LONG_RUNNING = "`x-ms-long-running-operation` (Azure)"
STATUS_500 = "status 500 does not say that the request may be repeated, so it is not retried"

TABLES = [
    Table(
        "paging.json",
        (
            call("PagingNoItemName", "GET /paging/noitemname", through="items", gives=products(1)),
            call(
                "PagingEmptyNextLink",
                "GET /paging/emptynextlink",
                through="items",
                gives=products(1),
            ),
            call(
                "PagingNextLinkNameNull",
                "GET /paging/nullnextlink",
                gives=...,
            ),
            call("PagingSingle", "GET /paging/single", through="items", gives=products(1)),
            call(
                "PagingSingleWithBodyParams",
                "GET /paging/single/getWithBodyParams",
                {"name": "body"},
                through="items",
                gives=products(1),
            ),
            call("PagingMultiple", "GET /paging/multiple", through="items", gives=TEN),
            call("PagingOdataMultiple", "GET /paging/multiple/odata", through="items", gives=TEN),
            call(
                "PagingMultiplePath",
                "GET /paging/multiple/withpath/{offset}",
                100,
                through="items",
                gives=[product(1), *(product(i, "product") for i in range(102, 111))],
            ),
            call(
                "PagingMultipleWithQueryParameters",
                "GET /paging/multiple/getWithQueryParams",
                required_query_parameter=100,
                query_constant=True,
                through="items",
                gives=[product(1), product(2)],
            ),
            call(
                "PagingFragment",
                "GET /paging/multiple/fragment/{tenant}",
                "test_user",
                api_version="1.6",
                through="items",
                gives=[product(i, "product") for i in range(1, 11)],
            ),
            call(
                "PagingMultipleRetryFirst",
                "GET /paging/multiple/retryfirst",
                through="items",
                gives=TEN,
            ),
            call(
                "PagingMultipleRetrySecond",
                "GET /paging/multiple/retrysecond",
                through="items",
                gives=TEN,
            ),
            call(
                "PagingSingleFailure",
                "GET /paging/single/failure",
                through="items",
                gives=Fails(400),
            ),
            call(
                "PagingMultipleFailure",
                "GET /paging/multiple/failure",
                through="items",
                gives=Fails(400),
            ),
            call(
                "PagingMultipleFailureUri",
                "GET /paging/multiple/failureuri",
                through="items",
                gives=Raises("ApiError"),
            ),
            call(
                "PagingReturnModelWithXMSClientName",
                "GET /paging/itemNameWithXMSClientName",
                through="items",
                gives=products(1),
            ),
            call(
                "PagingFirstResponseEmpty",
                "GET /paging/firstResponseEmpty/1",
                through="items",
                gives=products(1),
            ),
            call(
                "PagingDuplicateParameters",
                "GET /paging/multiple/duplicateParams/1",
                filter="foo",
                through="items",
                gives=products(1),
            ),
            call(
                "PagingWithApiVersionAppend",
                "GET /paging/apiVersion/append/1",
                api_version="1.0.0",
                through="items",
                gives=products(1),
            ),
            call(
                "PagingWithApiVersionReplace",
                "GET /paging/apiVersion/replace/1",
                api_version="1.0.0",
                through="items",
                gives=products(1),
            ),
            call("PagingDontSendMaxPageSize", "GET /paging/maxPageSize", through="items", gives=[]),
        ),
        {
            "PagingMultipleLRO": LONG_RUNNING,
            "PagingWithApiVersionAppend": API_VERSION,
            "PagingWithApiVersionReplace": API_VERSION,
            "PagingMultipleWithQueryParameters": OWN_OPERATION,
            "PagingMultipleRetryFirst": STATUS_500,
            "PagingMultipleRetrySecond": STATUS_500,
        },
    ),
]
