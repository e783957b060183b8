"""Names that generated code cannot use, by scope."""

from __future__ import annotations

from functools import cache
from keyword import kwlist

from restamp.runtime import modules as runtime
from restamp.runtime.source import members_of

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

_CLIENT_WORDS = frozenset("""
    api bool credentials float headers hooks http_client httpx2 int max_retries property self str timeout
    validation
    """.split())
"""The arguments of a generated client, and other names in its class."""

CLIENT_CLASSES = frozenset("""
    API AccessToken Api ApiKey AsyncAccessToken AsyncClient AsyncCredential AsyncResource Basic Bearer
    AsyncSendsPages AsyncSendsStreams Client Credential Hooks Mapping OAuth2 OpenIdConnect Resource RuntimeAsyncClient SendsPages SendsStreams SyncClient Timeout
    Validation
    """.split())
"""The classes that the modules of clients and resources import, besides the resources' own."""

_FAKE_WORDS = frozenset({"bool"})
"""Names in the class of a fake."""

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


@cache
def client_members() -> frozenset[str]:
    """The names that no attribute of a client may have: the members of the runtime's clients."""
    return _CLIENT_WORDS.union(*(_members(module, name) for name, module in runtime.CLIENT_BASES))


@cache
def fake_members() -> frozenset[str]:
    """The names that no attribute of a fake may have."""
    return _FAKE_WORDS | _members(runtime.FAKES, "FakeApi")


def _members(module: str, name: str) -> frozenset[str]:
    return members_of(module.rpartition(".")[2], name)
