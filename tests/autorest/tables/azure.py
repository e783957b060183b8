"""Documents of Azure's extensions; long-running operations are not played."""

from __future__ import annotations

from ..table import Drifts, Of, Table, call

SUBSCRIPTION = "1234-5678-9012-3456"
SUBSCRIPTIONS = "POST /azurespecials/subscriptionId"
VERSIONS = "GET /azurespecials/apiVersion"
SKIP = "GET /azurespecials/skipUrlEncoding"
REQUEST_ID = "9C4D50EE-2D56-4CD3-8152-34347DC9F2B0"
PREVIEW = "2015-07-01-preview"
GENERATED_ID = (
    "Azure's clients send `x-ms-client-request-id` with every request, though no document names it"
)
NEVER_COUNTED = "the server handles the request, but has no statement that counts it"
API_VERSION = "the next link is used as the server wrote it; Azure's clients add `api-version`"
LONG_RUNNING = "`x-ms-long-running-operation` (Azure)"

TABLES = [
    Table(
        "azure-special-properties.json",
        (
            *(
                call(
                    f"AzureSubscription{key}",
                    f"{SUBSCRIPTIONS}/{path}/{SUBSCRIPTION}/{{subscriptionId}}",
                    SUBSCRIPTION,
                    **({"api_version": PREVIEW} if "Not" in key else {}),
                )
                for key, path in (
                    ("MethodLocalValid", "method/string/none/path/local"),
                    ("MethodGlobalValid", "method/string/none/path/global"),
                    ("MethodGlobalNotProvidedValid", "method/string/none/path/globalNotProvided"),
                    ("PathLocalValid", "path/string/none/path/local"),
                    ("PathGlobalValid", "path/string/none/path/global"),
                    ("SwaggerLocalValid", "swagger/string/none/path/local"),
                    ("SwaggerGlobalValid", "swagger/string/none/path/global"),
                )
            ),
            *(
                call(
                    f"AzureApiVersion{place}{key}",
                    f"{VERSIONS}/{place.lower()}/string/none/query/{path}/{version}",
                    api_version=version,
                )
                for key, path, version, places in (
                    ("LocalValid", "local", "2.0", "Method Path Swagger"),
                    ("GlobalValid", "global", PREVIEW, "Method Path Swagger"),
                    ("GlobalNotProvidedValid", "globalNotProvided", PREVIEW, "Method"),
                )
                for place in places.split()
            ),
            call(
                "AzureApiVersionMethodLocalNull", f"{VERSIONS}/method/string/none/query/local/null"
            ),
            *(
                call(
                    f"Azure{place}PathUrlEncoding",
                    f"{SKIP}/{place.lower()}/path/valid/{{unencodedPathParam}}",
                    "path1/path2/path3",
                )
                for place in ("Method", "Path", "Swagger")
            ),
            *(
                call(
                    f"Azure{place}QueryUrlEncoding",
                    f"{SKIP}/{place.lower()}/query/valid",
                    q1="value1&q2=value2&q3=value3",
                )
                for place in ("Method", "Path", "Swagger")
            ),
            call("AzureMethodQueryUrlEncodingNull", f"{SKIP}/method/query/null"),
            call(
                "AzureXmsRequestClientOverwriteViaParameter",
                "GET /azurespecials/overwrite/x-ms-client-request-id/via-param/method/",
                x_ms_client_request_id=REQUEST_ID,
            ),
            call(
                "AzureXmsRequestClientOverwrite",
                "GET /azurespecials/overwrite/x-ms-client-request-id/method/",
            ),
            call(
                "AzureXmsCustomNamedRequestId",
                "POST /azurespecials/customNamedRequestId",
                foo_client_request_id=REQUEST_ID,
            ),
            call(
                "AzureXmsCustomNamedRequestId",
                "HEAD /azurespecials/customNamedRequestIdHead",
                foo_client_request_id=REQUEST_ID,
            ),
            call(
                "AzureXmsCustomNamedRequestIdParameterGroup",
                "POST /azurespecials/customNamedRequestIdParamGrouping",
                foo_client_request_id=REQUEST_ID,
            ),
            call(
                "AzureODataFilter",
                "GET /azurespecials/odata/filter",
                filter="id gt 5 and name eq 'foo'",
                top=10,
                orderby="id",
            ),
        ),
        {
            "AzureXmsRequestClientIdNull": GENERATED_ID,
            "AzureRequestClientIdInError": GENERATED_ID,
        },
        lambda: {"headers": {"x-ms-client-request-id": REQUEST_ID}},
    ),
    Table(
        "subscriptionId-apiVersion.json",
        (
            call(
                "SubscriptionIdAndApiVersion",
                "GET /subscriptions/{subscriptionId}/resourcegroups/{resourceGroupName}",
                SUBSCRIPTION,
                "testgroup101",
                api_version="2014-04-01-preview",
                gives={"name": "testgroup101", "location": "West US"},
            ),
        ),
    ),
    Table(
        "azure-parameter-grouping.json",
        (
            call(
                "postParameterGroupingRequiredParameters",
                "POST /parameterGrouping/postRequired/{path}",
                "path",
                1234,
                custom_header="header",
                query=21,
            ),
            call(
                "postParameterGroupingOptionalParameters",
                "POST /parameterGrouping/postOptional",
                custom_header="header",
                query=21,
            ),
            call(
                "postParameterGroupingMultipleParameterGroups",
                "POST /parameterGrouping/postMultipleParameterGroups",
                header_one="header",
                query_one=21,
                header_two="header2",
                query_two=42,
            ),
            call(
                "postParameterGroupingSharedParameterGroupObject",
                "POST /parameterGrouping/sharedParameterGroupObject",
                header_one="header",
                query_one=21,
            ),
            call(
                "PostParameterGroupingWithReservedWords",
                "POST /parameterGrouping/postReservedWords",
                from_="bob",
                accept="yes",
            ),
            call(
                "PutParameterGroupingConstant",
                "PUT /parameterGrouping/groupWithConstant",
                grouped_constant="foo",
                grouped_parameter="bar",
            ),
        ),
    ),
    Table(
        "custom-baseUrl.json",
        (call("CustomBaseUri", "GET /customuri"),),
    ),
    Table(
        "custom-baseUrl-more-options.json",
        (
            call(
                "CustomBaseUriMoreOptions",
                "GET /customuri/{subscriptionId}/{keyName}",
                "test12",
                "key1",
                key_version="v1",
            ),
        ),
    ),
    Table(
        "parameterized-endpoint.json",
        (call("GetParameterizedHostWithNameEndpoint", "GET /parameterizedEndpoint/get"),),
    ),
    Table(
        "custom-baseUrl-paging.json",
        (
            call(
                "PagingCustomUrlPartialNextLink",
                "GET /paging/customurl/partialnextlink",
                through="items",
                gives=[{"properties": {"id": i, "name": "Product"}} for i in (1, 2)],
            ),
            call(
                "PagingCustomUrlPartialOperationNextLink",
                "GET /paging/customurl/partialnextlinkop",
                through="items",
                gives=[{"properties": {"id": i, "name": "Product"}} for i in (1, 2)],
            ),
        ),
    ),
    *(
        Table(
            f"multiapi-v{number}.json",
            (
                *(
                    [
                        call(
                            f"MultiapiPutTestOneApiVersion{word}",
                            "PUT /multiapi/testOneEndpoint",
                            id=number,
                            api_version=text,
                            gives=gives,
                        )
                    ]
                    if number < 3
                    else []
                ),
                call(
                    f"MultiapiGetTestTwoApiVersion{word}",
                    "GET /multiapi/one/testTwoEndpoint",
                    api_version=text,
                    gives=gives,
                ),
                call(
                    f"MultiapiDifferentCallsApiVersion{word}",
                    "GET /multiapi/testDifferentCalls",
                    api_version=text,
                    **greetings,
                ),
            ),
            {f"MultiapiDifferentCallsApiVersion{word}": NEVER_COUNTED},
        )
        for number, word, text, gives, greetings in (
            (1, "One", "1.0.0", None, {"greeting_in_english": "hello"}),
            (
                2,
                "Two",
                "2.0.0",
                Drifts({"id": 1, "message": ...}),
                {"greeting_in_english": "hello", "greeting_in_chinese": "nihao"},
            ),
            (
                3,
                "Three",
                "3.0.0",
                Of("ModelThree", {"optionalProperty": ...}),
                {
                    "greeting_in_english": "hello",
                    "greeting_in_chinese": "nihao",
                    "greeting_in_french": "bonjour",
                },
            ),
        )
    ),
    Table(
        "multiapi-v2.json",
        (
            call(
                "MultiapiPutTestThreeApiVersionTwo",
                "PUT /multiapi/one/testThreeEndpoint",
                api_version="2.0.0",
            ),
            call(
                "MultiapiPostTestFourApiVersionTwo",
                "POST /multiapi/two/testFourEndpoint",
                parameter_one=True,
                api_version="2.0.0",
            ),
        ),
    ),
    Table(
        "multiapi-v3.json",
        (
            call(
                "MultiapiPostTestFourApiVersionThreeJSON",
                "POST /multiapi/two/testFourEndpoint",
                {"source": "foo"},
                api_version="3.0.0",
            ),
            call(
                "MultiapiPostTestFourApiVersionThreePDF",
                "POST /multiapi/two/testFourEndpoint",
                b"PDF",
                content_type="application/pdf",
                api_version="3.0.0",
            ),
            call(
                "MultiapiPutTestFiveApiVersionThree",
                "PUT /multiapi/two/testFiveEndpoint",
                api_version="3.0.0",
            ),
            call(
                "MultiapiPaging",
                "GET /multiapi/paging/1",
                through="items",
                gives=[{"optionalProperty": "paged"}] * 2,
            ),
            call(
                "MultiapiOperationGroupPaging",
                "GET /multiapi/one/paging/1",
                through="items",
                gives=[{"optionalProperty": "paged"}] * 2,
            ),
        ),
        {
            "MultiapiPostTestFourApiVersionThreePDF": NEVER_COUNTED,
            "MultiapiPaging": API_VERSION,
            "MultiapiOperationGroupPaging": API_VERSION,
        },
    ),
    *(
        Table(
            f"multiapi-v{number}-custom-base-url.json",
            (
                call(
                    f"MultiapiCustomBaseUrlApiVersion{word}",
                    "PUT /test",
                    id=number,
                    api_version=f"{number}.0.0",
                ),
            ),
            base_path=f"/multiapiCustomBaseUrl/v{number}",
        )
        for number, word in ((1, "One"), (2, "Two"))
    ),
    Table(
        "lro.json",
        (),
        prefixes={"LRO": LONG_RUNNING, "CustomHeaderP": LONG_RUNNING, "MultiapiLRO": LONG_RUNNING},
    ),
]
