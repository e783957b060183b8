"""Names that generated code cannot use, by where it cannot use them."""

from __future__ import annotations

from keyword import kwlist, softkwlist

KEYWORDS = frozenset(kwlist)
SOFT_KEYWORDS = frozenset(softkwlist)

BUILTINS_IN_ANNOTATIONS = frozenset(
    {"bool", "bytes", "dict", "float", "int", "list", "object", "str", "tuple"}
)
"""What annotations of generated code are made of: a class or module must not redefine them."""

BUILTIN_FUNCTIONS = frozenset("""
    abs aiter all anext any ascii bin breakpoint callable chr classmethod compile complex copyright
    credits delattr dir divmod enumerate eval exec exit filter format frozenset getattr globals
    hasattr hash help hex id input isinstance issubclass iter len license locals map max memoryview
    min next oct open ord pow print property quit range repr reversed round set setattr slice sorted
    staticmethod sum super type vars zip
    """.split())
BUILTINS = BUILTINS_IN_ANNOTATIONS | BUILTIN_FUNCTIONS

MODEL_MEMBERS = frozenset("""
    construct copy dict from_orm json model_computed_fields model_config model_construct model_copy
    model_dump model_dump_json model_extra model_fields model_fields_set model_json_schema
    model_parametrized_name model_post_init model_rebuild model_validate model_validate_json
    model_validate_strings mro parse_file parse_obj parse_raw schema schema_json update_forward_refs
    validate
    """.split())
"""The public members of pydantic's BaseModel."""

CLIENT_MEMBERS = frozenset("""
    aclose api base_url bool close credentials deadline float headers hooks http_client httpx2 hurried_ int
    max_retries property request self send send_items send_open send_pages send_raw send_stream str timeout
    validation wait_timeout with_options
    """.split())
"""The public members of a generated client, its arguments, and what its class is written with."""

CLIENT_CLASSES = frozenset("""
    API AccessToken Api ApiKey AsyncAccessToken AsyncClient AsyncCredential AsyncResource Basic Bearer
    Client Credential Hooks Mapping OAuth2 OpenIdConnect Resource RuntimeAsyncClient SyncClient Timeout
    Validation
    """.split())
"""The classes that the modules of clients and resources import beside the resources' own."""

FAKE_MEMBERS = frozenset("async_client base_url bool calls client reset server_ transport".split())
"""The public members of a fake, and what its class is written with."""

FAKE_CLASSES = frozenset("FakeApi FakeCall FakeResource".split())
"""The classes that the modules of fakes import beside their own."""

CLIENT_ARGUMENTS = frozenset(
    (
        "auth base_url deadline headers hooks http_client max_response_bytes max_retries self "
        "timeout transport validation"
    ).split()
)

DEVICES = frozenset(f"{device}{number}" for device in ("com", "lpt") for number in range(10))
MODULE_NAMES = DEVICES | {"__init__", "aux", "con", "lazy_exports", "nul", "prn"}
"""File names that are special to Python, to a file system, or in the index of a package."""

ENUM_MEMBERS = frozenset({"mro", "name", "value"})
