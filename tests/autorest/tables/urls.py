"""`url.json` and `url-multi-collectionFormat.json`."""

from __future__ import annotations

from typing import Any

from ..table import Table, call

UNICODE = "\u554a\u9f44\u4e02\u72db\u72dc\uf9f1\uf92c\uf9f1\ufa0c\ufa29"
RESERVED = "begin!*'();:@ &=+$,/?#[]end"
ESCAPED = "begin%21%2A%27%28%29%3B%3A%40%20%26%3D%2B%24%2C%2F%3F%23%5B%5Dend"
UNESCAPED = "begin!*'();:@&=+$,end"
NOON = "2012-01-01T01:01:01Z"
BROKEN_ARRAY = ["ArrayPath1", RESERVED, "", ""]
ARRAY = ["ArrayQuery1", RESERVED, "", ""]

ITEM = (
    "GET /pathitem/nullable/globalStringPath/{globalStringPath}/pathItemStringPath/"
    "{pathItemStringPath}/localStringPath/{localStringPath}/"
)
EMPTY_SEGMENT = (
    "an empty path parameter gives the URL of another resource, so the client refuses it"
)
EMPTY_LIST = "an empty list is not sent; `arrayQuery=` would need `allowEmptyValue`, which the document does not set"
ITEM_PATH = ("globalStringPath", "pathItemStringPath", "localStringPath")

NUMBERS = (
    ("IntPositive", "int", "1000000", 1000000),
    ("IntNegative", "int", "-1000000", -1000000),
    ("LongPositive", "long", "10000000000", 10000000000),
    ("LongNegative", "long", "-10000000000", -10000000000),
    ("FloatPositive", "float", "1.034E+20", 1.034e20),
    ("FloatNegative", "float", "-1.034E-20", -1.034e-20),
    ("DoublePositive", "double", "9999999.999", 9999999.999),
    ("DoubleNegative", "double", "-9999999.999", -9999999.999),
    ("BoolTrue", "bool", "true", True),
    ("BoolFalse", "bool", "false", False),
)

TABLES = [
    Table(
        "url.json",
        (
            *(
                row
                for name, kind, text, value in NUMBERS
                for row in (
                    call(f"UrlPaths{name}", f"GET /paths/{kind}/{text}/{{{kind}Path}}", value),
                    call(
                        f"UrlQueries{name}",
                        f"GET /queries/{kind}/{text}",
                        **dict[str, Any]({f"{kind}_query": value}),
                    ),
                )
            ),
            call("UrlPathsIntUnixTime", "GET /paths/int/1460505600/{unixTimeUrlPath}", 1460505600),
            call("UrlPathsStringUnicode", "GET /paths/string/unicode/{stringPath}", UNICODE),
            call(
                "UrlPathsStringUrlEncoded", f"GET /paths/string/{ESCAPED}/{{stringPath}}", RESERVED
            ),
            call(
                "UrlPathsStringUrlNonEncoded",
                f"GET /paths/string/{UNESCAPED}/{{stringPath}}",
                UNESCAPED,
            ),
            call("UrlPathsStringBase64Url", "GET /paths/string/bG9yZW0/{base64UrlPath}", b"lorem"),
            call("UrlPathsByteMultiByte", "GET /paths/byte/multibyte/{bytePath}", UNICODE.encode()),
            call("UrlPathsDateValid", "GET /paths/date/2012-01-01/{datePath}", "2012-01-01"),
            call(
                "UrlPathsDateTimeValid",
                "GET /paths/datetime/2012-01-01T01%3A01%3A01Z/{dateTimePath}",
                NOON,
            ),
            call("UrlPathsEnumValid", "GET /paths/enum/green%20color/{enumPath}", "green color"),
            call(
                "UrlPathsArrayCSVInPath",
                "GET /paths/array/ArrayPath1%2cbegin%21%2A%27%28%29%3B%3A%40%20%26%3D%2B%24%2C%2F%3F%23"
                "%5B%5Dend%2c%2c/{arrayPath}",
                BROKEN_ARRAY,
            ),
            *(
                call(f"UrlQueries{name}Null", f"GET /queries/{name.lower()}/null")
                for name in "Bool Int Long Float Double String Byte Date DateTime Enum".split()
            ),
            call("UrlQueriesStringEmpty", "GET /queries/string/empty", string_query=""),
            call("UrlQueriesStringUnicode", "GET /queries/string/unicode/", string_query=UNICODE),
            call(
                "UrlQueriesStringUrlEncoded",
                f"GET /queries/string/{ESCAPED}",
                string_query=RESERVED,
            ),
            call("UrlQueriesByteEmpty", "GET /queries/byte/empty", byte_query=""),
            call(
                "UrlQueriesByteMultiByte",
                "GET /queries/byte/multibyte",
                byte_query=UNICODE.encode(),
            ),
            call(
                "UrlQueriesDateValid",
                "GET /queries/date/2012-01-01",
                date_query="2012-01-01",
            ),
            call(
                "UrlQueriesDateTimeValid",
                "GET /queries/datetime/2012-01-01T01%3A01%3A01Z",
                date_time_query=NOON,
            ),
            call(
                "UrlQueriesEnumValid",
                "GET /queries/enum/green%20color",
                enum_query="green color",
            ),
            call("UrlQueriesArrayCsvNull", "GET /queries/array/csv/string/null"),
            call("UrlQueriesArrayCsvEmpty", "GET /queries/array/csv/string/empty", array_query=[]),
            *(
                call(
                    f"UrlQueriesArray{style.title()}Valid",
                    f"GET /queries/array/{style}/string/valid",
                    array_query=ARRAY,
                )
                for style in ("csv", "ssv", "tsv", "pipes")
            ),
            call(
                "UrlQueriesArrayNoCollectionFormatValid",
                "GET /queries/array/none/string/empty",
                array_query=["hello", "nihao", "bonjour"],
            ),
            call(
                "UrlPathItemGetAll",
                f"{ITEM}globalStringQuery/pathItemStringQuery/localStringQuery",
                *ITEM_PATH,
                global_string_query="globalStringQuery",
                path_item_string_query="pathItemStringQuery",
                local_string_query="localStringQuery",
            ),
            call(
                "UrlPathItemGetGlobalNull",
                f"{ITEM}null/pathItemStringQuery/localStringQuery",
                *ITEM_PATH,
                path_item_string_query="pathItemStringQuery",
                local_string_query="localStringQuery",
            ),
            call(
                "UrlPathItemGetGlobalAndLocalNull",
                f"{ITEM}null/pathItemStringQuery/null",
                *ITEM_PATH,
                path_item_string_query="pathItemStringQuery",
            ),
            call(
                "UrlPathItemGetPathItemAndLocalNull",
                f"{ITEM}globalStringQuery/null/null",
                *ITEM_PATH,
                global_string_query="globalStringQuery",
            ),
        ),
        {
            "UrlPathsStringEmpty": EMPTY_SEGMENT,
            "UrlPathsByteEmpty": EMPTY_SEGMENT,
            "UrlQueriesArrayCsvEmpty": EMPTY_LIST,
        },
    ),
    Table(
        "url-multi-collectionFormat.json",
        (
            call("UrlQueriesArrayMultiNull", "GET /queries/array/multi/string/null"),
            call(
                "UrlQueriesArrayMultiEmpty",
                "GET /queries/array/multi/string/empty",
                array_query=[],
            ),
            call(
                "UrlQueriesArrayMultiValid",
                "GET /queries/array/multi/string/valid",
                array_query=ARRAY,
            ),
        ),
    ),
]
