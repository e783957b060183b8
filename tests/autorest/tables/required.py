"""`required-optional.json`."""

from __future__ import annotations

from ..table import Raises, Table, call

OPTIONAL = "POST /reqopt/optional"
OPTIONAL_KEYS = (
    ("Integer", "parameter property header"),
    ("String", "parameter property header"),
    ("Class", "parameter property"),
    ("Array", "parameter property header"),
)

TABLES = [
    Table(
        "required-optional.json",
        (
            call("OptionalImplicitBody", "PUT /reqopt/implicit/optional/body"),
            call("OptionalImplicitQuery", "PUT /reqopt/implicit/optional/query"),
            call("OptionalImplicitHeader", "PUT /reqopt/implicit/optional/header"),
            call("OptionalGlobalQuery", "GET /reqopt/global/optional/query"),
            call("ImplicitOptionalBinaryBody", "PUT /reqopt/implicit/optional/binary-body"),
            call("ExplicitOptionalBinaryBody", "PUT /reqopt/explicit/optional/binary-body"),
            call(
                "ExplicitRequiredBinaryBody",
                "PUT /reqopt/explicit/required/binary-body",
                b"\x00\xff",
            ),
            *(
                call(
                    f"GeneralOptional Optional{kind}{place.title()}",
                    f"{OPTIONAL}/{kind.lower()}/{place}",
                    *([{}] if place == "property" else []),
                )
                for kind, places in OPTIONAL_KEYS
                for place in places.split()
            ),
            *(
                call("GeneralOptional", f"GET {path}", gives=Raises("TypeError"))
                for path in (
                    "/reqopt/implicit/required/path/{pathParameter}",
                    "/reqopt/global/required/path/{required-global-path}",
                    "/reqopt/global/required/query",
                )
            ),
            *(
                call(
                    "GeneralOptional",
                    f"POST /reqopt/requied/{kind}/{place}",
                    gives=Raises("TypeError"),
                )
                for kind, places in (
                    ("integer", "parameter property header"),
                    ("string", "parameter property header"),
                    ("class", "parameter property"),
                    ("array", "parameter property header"),
                )
                for place in places.split()
            ),
        ),
    )
]
