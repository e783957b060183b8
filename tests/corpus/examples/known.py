"""What is known to differ, and why it stays so; EXAMPLES.md says more."""

from __future__ import annotations

import re

KNOWN = (
    (r"note: unknown variant", "no member of the union has such a tag, or none fits"),
    (r"encode: added: added: \S*/\w+$", "the tag of a variant is always sent"),
    (r"decode: literal_error", "the mapping says which tag a variant has, its schema any text"),
    (r"decode: missing(, \w+)*, variant_known", "the tag names another variant than the one that fits"),
    (r"decode: \w+: .*(union_tag|variant_known)", "the tag names another variant than the one that fits"),
    (r"encode: another (text|value): .*: (/0)*: ('.*' -> '\w+=*'|[\d.]+ -> '[\d.]+')$", "bytes and decimals outside of models"),
    (r"decode: model_type: .*\(got 'anything'\)", "properties without a type describe an object"),
    (r"decode: int_parsing_size", "an integer beyond 64 bits that is written as a float"),
    (r"encode: another value: .*: \d{16,} -> \d+\.0$", "an integer beyond 2**53 where a number is declared"),
)  # fmt: skip

SAMPLE = (
    "Adyen/json__A2APaymentsService-v1.json",
    "Adyen/json__BinLookupService-v54.json",
    "Adyen/json__DisputeService-v30.json",
    "Adyen/json__FundService-v6.json",
    "Adyen/json__NotificationConfigurationService-v6.json",
    "Adyen/json__SessionAuthenticationService-v1.json",
    "Adyen/json__TfmAPIService-v1.json",
    "box/openapi__openapi-v2025.0.json",
    "hey-api/specs__3.0.x__discriminator-mapped-many.yaml",
    "hey-api/specs__3.0.x__discriminator-non-string.yaml",
    "hey-api/specs__3.0.x__response-example.yaml",
    "hey-api/specs__3.1.x__enum-null.json",
    "koxudaxi/tests__data__openapi__byte_format.yaml",
    "koxudaxi/tests__data__openapi__complex_reference.json",
    "koxudaxi/tests__data__openapi__discriminator_duplicate_value.yaml",
    "koxudaxi/tests__data__openapi__discriminator_float_mapping.yaml",
    "learn.openapis.org/examples__v3.1__tictactoe.yaml",
    "museum-openapi-example/openapi.yaml",
    "oas-examples/3.0__json__request-examples.json",
    "oas-examples/3.1__yaml__train-travel.yaml",
    "ogen-go/_testdata__negative__field_naming__conflict_pattern_props.yaml",
    "train-travel-api/.microcks__openapi.yaml",
    "twilio/spec__json__twilio_accounts_v1.json",
    "twilio/spec__json__twilio_lookups_v1.json",
    "twilio/spec__json__twilio_pricing_v2.json",
    "twilio/spec__yaml__twilio_studio_v2.yaml",
)
"""Documents of every run of the tests."""


def reason(cause: str, more: str) -> str:
    """Why a failure is known; empty if it is not."""
    text = f"{cause}: {more}"
    return next((why for pattern, why in KNOWN if re.match(pattern, text)), "")
