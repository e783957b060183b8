"""Names that generated code cannot use, by scope."""

from __future__ import annotations

from keyword import kwlist

KEYWORDS = frozenset(kwlist)

BUILTINS_IN_ANNOTATIONS = frozenset(
    {"bool", "bytes", "dict", "float", "int", "list", "object", "str", "tuple"}
)
"""Names that annotations use: a class or module must not redefine them."""

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

MEMBERS_OF_CLIENTS = frozenset("""
    aclose base_url close deadline request send send_items send_open send_pages send_raw send_stream
    skips_delays_ wait_timeout with_options
    """.split())
"""The public members of the clients of the runtime; a test reads them from its source."""

CLIENT_MEMBERS = MEMBERS_OF_CLIENTS | frozenset("""
    api bool credentials float headers hooks http_client httpx2 int max_retries property self str timeout
    validation
    """.split())
"""The names that no attribute of a client may have: also its arguments, and other names in its class."""

CLIENT_CLASSES = frozenset("""
    API AccessToken Api ApiKey AsyncAccessToken AsyncClient AsyncCredential AsyncResource Basic Bearer
    AsyncSendsPages AsyncSendsStreams Client Credential Hooks Mapping OAuth2 OpenIdConnect Resource RuntimeAsyncClient SendsPages SendsStreams SyncClient Timeout
    Validation
    """.split())
"""The classes that the modules of clients and resources import, besides the resources' own."""

NESTED_RESERVED = BUILTINS_IN_ANNOTATIONS | {"client_", "fake_", "property", "self"}
"""The names that no resource in another one may have: also what its module and its class use themselves."""

MEMBERS_OF_FAKES = frozenset(
    {"async_client", "base_url", "calls", "client", "replaying", "reset", "server_", "transport"}
)
"""The public members of the runtime's base of fakes; a test reads them from its source."""

FAKE_MEMBERS = MEMBERS_OF_FAKES | {"bool"}
"""The names that no attribute of a fake may have: also other names in its class."""

FAKE_CLASSES = frozenset("FakeApi FakeCall FakeResource FakeStreamApi".split())
"""The classes that the modules of fakes import, besides their own."""

CLIENT_ARGUMENTS = frozenset("""
    auth base_url basic deadline headers hidden_options hooks http_client max_response_bytes max_retries options_
    self super timeout transport validation
    """.split())
"""The arguments of every client, and the names in the body of its `__init__`."""

DEVICES = frozenset(f"{device}{number}" for device in ("com", "lpt") for number in range(10))
MODULE_NAMES = DEVICES | {"__init__", "aux", "con", "lazy_exports", "nul", "prn"}
"""File names with a special meaning in Python, in a file system or in the index of a package."""

ENUM_MEMBERS = frozenset({"mro", "name", "value"})
