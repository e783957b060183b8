"""The extensions that Restamp reads: its own, and those of others that say the same.

No other module writes the name of one. Reading takes `keys`, `restamp init` proposes `own`, and docs/reference/extensions.md is the
table `EXTENSIONS` in Markdown.
"""

from __future__ import annotations

from restamp.records import dataclass


@dataclass(frozen=True, slots=True)
class Extension:
    """What a document says with an extension; the first of `keys` that is present counts."""

    keys: tuple[str, ...]
    on: str
    """The object of OpenAPI that has it."""
    value: str
    effect: str

    @property
    def own(self) -> str:
        """The key of Restamp, or the first one if there is none."""
        return self.keys[0]


_NAME, _OTHER_NAME = "x-restamp-name", "x-speakeasy-name-override"
_MICROSOFT_NAME = "x-ms-client-name"

METHOD_NAME = Extension(
    (_NAME, "x-fern-sdk-method-name", _OTHER_NAME),
    "operation",
    "string",
    "the name of the method",
)
GROUP = Extension(
    ("x-restamp-group", "x-fern-sdk-group-name", "x-speakeasy-group"),
    "operation",
    "string, with dots before nested ones (`chat.completions`), or a list of strings",
    "the resource that has the method; in the style `operations`, nested ones are one: `chat_completions`",
)
TYPE_NAME = Extension(
    (_NAME, "x-fern-type-name", _OTHER_NAME), "schema", "string", "the name of the class"
)
PROPERTY_NAME = Extension(
    (_NAME, "x-fern-property-name", _OTHER_NAME, _MICROSOFT_NAME),
    "schema of a property",
    "string",
    "the name of the attribute; for an object or enum, `x-restamp-name` is the name of the class",
)
PARAMETER_NAME = Extension(
    (_NAME, "x-fern-parameter-name", _OTHER_NAME, _MICROSOFT_NAME),
    "parameter",
    "string",
    "the name of the argument",
)
SCHEME_NAME = Extension(
    (_NAME, _OTHER_NAME),
    "security scheme",
    "string",
    "the name of the client's argument, and of the environment variable",
)
SCHEME_DETAILS = Extension(
    ("x-fern-header", "x-fern-bearer"),
    "security scheme",
    "`prefix`, `env`",
    "the text before a key, and the environment variable",
)
PAGINATION = Extension(
    ("x-restamp-pagination",),
    "operation",
    "`style` and the keys of the style, or false",
    "how the operation is paginated; false: it is not paginated",
)
FERN_PAGINATION = Extension(
    ("x-fern-pagination",),
    "operation",
    "object, or true for that of the document",
    "the same, if its meaning is unambiguous",
)
SPEAKEASY_PAGINATION = Extension(
    ("x-speakeasy-pagination",),
    "operation",
    "object, or true for that of the document",
    "the same, if its meaning is unambiguous",
)
MICROSOFT_PAGINATION = Extension(
    ("x-ms-pageable",),
    "operation",
    "`nextLinkName`, `itemName`, `operationName`",
    "the same, for the URL of the next page",
)
WAITER = Extension(
    ("x-restamp-waiter",),
    "operation",
    "`status`, `success` and more, or false",
    "when the operation has finished, for `.wait(...)`",
)
IDEMPOTENT = Extension(
    ("x-restamp-idempotent",),
    "operation",
    "boolean",
    "whether failed requests may be retried; default: true except for POST and PATCH",
)
IDEMPOTENCY_KEY = Extension(
    ("x-restamp-idempotency-key",),
    "operation",
    "name of a header",
    "the header with the idempotency key that the client creates for each call",
)
STREAM = Extension(
    ("x-restamp-stream",),
    "media type",
    "`done`, `describes`",
    "the end marker of a stream, and whether its schema is that of an `event` or of its `data`",
)
STREAM_END = Extension(
    ("x-speakeasy-sse-sentinel",),
    "media type",
    "string",
    "the end marker of a stream",
)
ENUM_NAMES = Extension(
    ("x-enum-varnames", "x-enumNames", "x-enum-names"),
    "schema with `enum`",
    "list of strings",
    "the names of the members, in the order of the values",
)
ENUM_TEXTS = Extension(
    ("x-enum-descriptions", "x-enumDescriptions"),
    "schema with `enum`",
    "list of strings",
    "the descriptions of the members",
)
SUNSET = Extension(
    ("x-sunset",),
    "anything with `deprecated`",
    "date",
    "the date of removal; after it, `restamp diff` reports the removal as harmless",
)
DEPRECATED_SINCE = Extension(
    ("x-deprecated-since", "x-deprecated-at", "x-deprecation-date"),
    "anything with `deprecated`",
    "string",
    "the version or date that it is deprecated since, for docstrings",
)
REPLACEMENT = Extension(
    ("x-deprecated-replacement", "x-deprecated-replaced-by", "x-replaced-by"),
    "anything with `deprecated`",
    "string",
    "what to use instead, for docstrings",
)
DEPRECATION = Extension(
    (
        "x-deprecated-message",
        "x-deprecation-message",
        "x-deprecated-description",
        "x-deprecated-reason",
        "x-deprecation-reason",
        "x-deprecation",
        "x-deprecated",
    ),
    "anything with `deprecated`",
    "string",
    "about the deprecation, for docstrings",
)
MICROSOFT_ENUM = Extension(
    ("x-ms-enum",),
    "schema with `enum`, of Swagger 2.0",
    "`name`, `values`",
    "the name of the class, and the names and descriptions of the members",
)
MICROSOFT_PATHS = Extension(
    ("x-ms-paths",),
    "document of Swagger 2.0",
    "path items by path and query",
    "operations on paths with a query",
)
MICROSOFT_HOST = Extension(
    ("x-ms-parameterized-host",),
    "document of Swagger 2.0",
    "`hostTemplate`, `useSchemePrefix`, `parameters`",
    "the server, and its variables as arguments of the client",
)
NULLABLE = Extension(
    ("x-nullable", "x-isnullable", "x-isNullable"),
    "schema or parameter of Swagger 2.0",
    "boolean",
    "whether null is a value",
)
DISCRIMINATOR_VALUE = Extension(
    ("x-ms-discriminator-value", "x-discriminator-value"),
    "definition of Swagger 2.0",
    "string",
    "the value of the discriminator for the schema; default: its name",
)
EXAMPLE = Extension(
    ("x-example", "x-examples"),
    "parameter or schema of Swagger 2.0",
    "any value; `x-examples`: a list, or an object with names or media types as keys",
    "an example",
)
DEFINITION_NAME = Extension(
    (_MICROSOFT_NAME,),
    "definition of Swagger 2.0",
    "string",
    "the name of the class",
)
MUTABILITY = Extension(
    ("x-ms-mutability",),
    "schema of a property, of Swagger 2.0",
    "list of `create`, `read` and `update`",
    "only `read`: the property is only in responses; without `read`: only in requests",
)
UNENCODED = Extension(
    ("x-ms-skip-url-encoding",),
    "parameter in a path or query, of Swagger 2.0",
    "boolean",
    "whether the value is a part of the URL as it is, with slashes or further parameters",
)
XML_TEXT = Extension(
    ("x-ms-text",),
    "XML Object",
    "boolean",
    "whether the value is the text of its parent's element, as OpenAPI 3.2 says with `nodeType: text`",
)
LEARNED = Extension(
    ("x-restamp-learned",),
    "action of an overlay",
    "`difference`, `at`, `name`, `was` and others",
    "what `restamp learn` corrects with the action, and where",
)
EXTENSIONS = (
    *(METHOD_NAME, GROUP, TYPE_NAME, PROPERTY_NAME, PARAMETER_NAME, SCHEME_NAME, SCHEME_DETAILS),
    *(PAGINATION, FERN_PAGINATION, SPEAKEASY_PAGINATION, MICROSOFT_PAGINATION, WAITER),
    *(IDEMPOTENT, IDEMPOTENCY_KEY, STREAM, STREAM_END, ENUM_NAMES, ENUM_TEXTS, SUNSET),
    *(DEPRECATED_SINCE, REPLACEMENT, DEPRECATION),
    *(MICROSOFT_ENUM, MICROSOFT_PATHS, MICROSOFT_HOST, NULLABLE, DISCRIMINATOR_VALUE, EXAMPLE),
    *(DEFINITION_NAME, MUTABILITY, UNENCODED, XML_TEXT, LEARNED),
)
