"""`httpInfrastructure.json`."""

from __future__ import annotations

from typing import Any

from ..table import Drifts, Fails, Of, Table, call

BODIES = {
    "put": (True,),
    "post": (True,),
    "patch": (True,),
    "delete": (True,),
}
CLIENT_FAILURES = {
    400: "head get options put post patch delete",
    401: "head",
    402: "get",
    403: "get options",
    404: "put",
    405: "patch",
    406: "post",
    407: "delete",
    409: "put",
    410: "head",
    411: "get",
    412: "get options",
    413: "put",
    414: "patch",
    415: "post",
    416: "get",
    417: "delete",
    429: "head",
}
SERVER_FAILURES = {501: "head get", 505: "post delete"}
SUCCESSES = {
    200: "head put post patch delete",
    201: "put post",
    202: "put post patch delete",
    204: "head put post patch delete",
}
REDIRECTS = {
    301: "head get",
    302: "head get",
    303: "post",
    307: "head get options put post patch delete",
}
RETRIES = {408: "head", 502: "get", 500: "put patch", 503: "post delete", 504: "put patch"}
PAYLOADS = "GET /http/payloads"
ERROR = Of("Error", {"message": "client error"})


def rows(name: str, path: str, statuses: dict[int, str], gives: Any = None) -> tuple[Any, ...]:
    """Calls with each status and method; `gives` may depend on the status."""
    return tuple(
        call(
            f"Http{name}{status}{method.title()}",
            f"{method.upper()} /http/{path}/{status}",
            *BODIES.get(method, ()),
            gives=gives(status) if callable(gives) else gives,
        )
        for status, methods in statuses.items()
        for method in methods.split()
    )


NOT_REPEATED = (
    "POST and PATCH are not idempotent (RFC 9110, section 9.2.2), so they are not retried"
)
FOLLOWED = "the redirect is followed with the same method (RFC 9110, sections 15.4.2 and 15.4.3)"
NOT_500 = "status 500 does not say that the request may be repeated, so it is not retried"

TABLES = [
    Table(
        "httpInfrastructure.json",
        (
            *rows("Success", "success", SUCCESSES),
            call("HttpSuccess200Get", "GET /http/success/200", gives=True),
            call("HttpSuccess404Head", "HEAD /http/success/404", gives=Fails(404)),
            *rows("ClientFailure", "failure/client", CLIENT_FAILURES, Fails),
            *rows("ServerFailure", "failure/server", SERVER_FAILURES, Fails),
            *rows("Redirect", "redirect", REDIRECTS),
            call("HttpRedirect300Head", "HEAD /http/redirect/300", gives=Fails(300)),
            call(
                "HttpRedirect300Get",
                "GET /http/redirect/300",
                gives=Fails(300, ["/http/success/get/200"]),
            ),
            call("HttpRedirect301Put", "PUT /http/redirect/301", True, gives=Fails(301)),
            call("HttpRedirect302Patch", "PATCH /http/redirect/302", True, gives=Fails(302)),
            *rows("Retry", "retry", RETRIES),
            call("HttpRetry502Options", "OPTIONS /http/retry/502", gives=Drifts(None)),
            call(
                "ResponsesScenarioEmptyErrorBody",
                "GET /http/failure/emptybody/error",
                gives=Fails(400, {"message": ""}),
            ),
            call(
                "ResponsesScenarioNoModelErrorBody",
                "GET /http/failure/nomodel/error",
                gives=Fails(400, {"message": "NoErrorModel"}),
            ),
            call(
                "ResponsesScenarioNoModelEmptyBody",
                "GET /http/failure/nomodel/empty",
                gives=Fails(400, None),
            ),
            *(
                call(key, f"{PAYLOADS}/200/A/204/none/default/Error/response/{path}", gives=gives)
                for key, path, gives in (
                    (
                        "ResponsesScenarioA200MatchingModel",
                        "200/valid",
                        Of("MyException", {"statusCode": "200"}),
                    ),
                    (
                        "ResponsesScenarioA201DefaultNoModel",
                        "201/valid",
                        Of("MyException", {"statusCode": "201"}),
                    ),
                    (
                        "ResponsesScenarioA202DefaultNoModel",
                        "202/none",
                        Of("MyException", {"statusCode": "202"}),
                    ),
                    ("ResponsesScenarioA204MatchingNoModel", "204/none", None),
                    ("ResponsesScenarioA400DefaultModel", "400/valid", Fails(400, ERROR)),
                )
            ),
            *(
                call(key, f"{PAYLOADS}/200/A/201/B/default/Error/response/{path}", gives=gives)
                for key, path, gives in (
                    (
                        "ResponsesScenarioB200MatchingModel",
                        "200/valid",
                        Of("MyException", {"statusCode": "200"}),
                    ),
                    (
                        "ResponsesScenarioB201MatchingModel",
                        "201/valid",
                        Of("B", {"statusCode": "201", "textStatusCode": "Created"}),
                    ),
                    ("ResponsesScenarioB400DefaultModel", "400/valid", Fails(400, ERROR)),
                )
            ),
            *(
                call(
                    key, f"{PAYLOADS}/200/A/201/C/404/D/default/Error/response/{path}", gives=gives
                )
                for key, path, gives in (
                    (
                        "ResponsesScenarioC200MatchingModel",
                        "200/valid",
                        Of("MyException", {"statusCode": "200"}),
                    ),
                    (
                        "ResponsesScenarioC201MatchingModel",
                        "201/valid",
                        Of("C", {"httpCode": "201"}),
                    ),
                    (
                        "ResponsesScenarioC404MatchingModel",
                        "404/valid",
                        Fails(404, Of("D", {"httpStatusCode": "404"})),
                    ),
                    ("ResponsesScenarioC400DefaultModel", "400/valid", Fails(400, ERROR)),
                )
            ),
            *(
                call(
                    key, f"{PAYLOADS}/202/none/204/none/default/Error/response/{path}", gives=gives
                )
                for key, path, gives in (
                    ("ResponsesScenarioD202MatchingNoModel", "202/none", None),
                    ("ResponsesScenarioD204MatchingNoModel", "204/none", None),
                    ("ResponsesScenarioD400DefaultModel", "400/valid", Fails(400, ERROR)),
                )
            ),
            *(
                call(key, f"{PAYLOADS}/202/none/204/none/default/none/response/{path}", gives=gives)
                for key, path, gives in (
                    (
                        "ResponsesScenarioE202MatchingInvalid",
                        "202/invalid",
                        {"property": "value"},
                    ),
                    ("ResponsesScenarioE204MatchingNoModel", "204/none", None),
                    ("ResponsesScenarioE400DefaultNoModel", "400/none", Fails(400, None)),
                    (
                        "ResponsesScenarioE400DefaultInvalid",
                        "400/invalid",
                        Fails(400, {"property": "value"}),
                    ),
                )
            ),
            *(
                call(key, f"{PAYLOADS}/default/A/response/{path}", gives=gives)
                for key, path, gives in (
                    (
                        "ResponsesScenarioF200DefaultModel",
                        "200/valid",
                        Of("MyException", {"statusCode": "200"}),
                    ),
                    ("ResponsesScenarioF200DefaultNone", "200/none", Drifts(None)),
                    ("ResponsesScenarioF400DefaultModel", "400/valid", Fails(400, None)),
                    ("ResponsesScenarioF400DefaultNone", "400/none", Fails(400)),
                )
            ),
            *(
                call(key, f"{PAYLOADS}/default/none/response/{path}", gives=gives)
                for key, path, gives in (
                    (
                        "ResponsesScenarioG200DefaultInvalid",
                        "200/invalid",
                        {"statusCode": "200"},
                    ),
                    ("ResponsesScenarioG200DefaultNoModel", "200/none", None),
                    (
                        "ResponsesScenarioG400DefaultInvalid",
                        "400/invalid",
                        Fails(400, {"statusCode": "200"}),
                    ),
                    ("ResponsesScenarioG400DefaultNoModel", "400/none", Fails(400, None)),
                )
            ),
            *(
                call(key, f"{PAYLOADS}/200/A/response/{path}", gives=gives)
                for key, path, gives in (
                    ("ResponsesScenarioH200MatchingNone", "200/none", Drifts(None)),
                    (
                        "ResponsesScenarioH200MatchingModel",
                        "200/valid",
                        Of("MyException", {"statusCode": "200"}),
                    ),
                    (
                        "ResponsesScenarioH200MatchingInvalid",
                        "200/invalid",
                        Of("MyException", {"statusCodeInvalid": "200"}),
                    ),
                    (
                        "ResponsesScenarioH202NonMatchingModel",
                        "202/valid",
                        Of("MyException", {"statusCode": "200"}),
                    ),
                    (
                        "ResponsesScenarioH400NonMatchingModel",
                        "400/valid",
                        Fails(400, {"statusCode": "200"}),
                    ),
                    (
                        "ResponsesScenarioH400NonMatchingNone",
                        "400/none",
                        Fails(400, {"statusCode": "200"}),
                    ),
                    (
                        "ResponsesScenarioH400NonMatchingInvalid",
                        "400/invalid",
                        Fails(400, {"statusCodeInvalid": "200"}),
                    ),
                )
            ),
        ),
        {
            "HttpRedirect301Put": FOLLOWED,
            "HttpRedirect302Patch": FOLLOWED,
            "HttpRetry500Put": NOT_500,
            "HttpRetry500Patch": NOT_500,
            "HttpRetry503Post": NOT_REPEATED,
            "HttpRetry504Patch": NOT_REPEATED,
        },
        keeps_cookies=True,
    )
]
