"""The codes of upgrading Swagger 2.0."""

from restamp.diagnostics.catalog.entry import ERROR, NOTE, WARNING, Entry

SWAGGER: tuple[Entry, ...] = (
    Entry(
        "body-and-form",
        ERROR,
        "An operation of Swagger 2.0 has a body parameter and parameters in `formData`.",
        "Remove one of them.",
    ),
    Entry(
        "body-repeated",
        ERROR,
        "An operation of Swagger 2.0 has several body parameters.",
        "Remove all but one.",
    ),
    Entry(
        "body-schema-missing",
        WARNING,
        "A body parameter has no schema; any value is allowed.",
        "Add a schema.",
    ),
    Entry(
        "collection-format",
        WARNING,
        "A `collectionFormat` does not exist, or not for this kind of parameter; `csv` is used. Or it is that of "
        "the array around it, too, so that a server cannot tell the two apart.",
        "Use `csv`, `ssv`, `tsv` or `pipes`; in a query or form also `multi`.",
    ),
    Entry(
        "form-media-type",
        WARNING,
        "A form with a file is declared as URL-encoded; it is sent as `multipart/form-data`.",
        "List `multipart/form-data` in `consumes`.",
    ),
    Entry(
        "host-invalid",
        WARNING,
        "`host` or `basePath` has another form; the host name and the path in it are used.",
        "Write `api.example.com` and `/v1`.",
    ),
    Entry(
        "items-missing",
        WARNING,
        "An array has no `items`; any item is allowed.",
        "Add `items`.",
    ),
    Entry(
        "media-type-replaced",
        NOTE,
        "The media types of an operation cannot carry its schema; JSON is expected.",
        "Correct `produces` or `consumes`.",
    ),
    Entry(
        "oauth-flow",
        WARNING,
        "The `flow` of an OAuth 2 scheme is missing or unknown; callers pass a token.",
        "Use `implicit`, `password`, `application` or `accessCode`.",
    ),
    Entry(
        "parameter-untyped",
        WARNING,
        "A parameter of Swagger 2.0 has no `type`; it is a string.",
        "Add a `type`.",
    ),
    Entry(
        "parameter-with-schema",
        WARNING,
        "A parameter that is not the body has a `schema`, which is OpenAPI 3.",
        "Write the keywords of the schema in the parameter.",
    ),
    Entry(
        "scheme-ignored",
        WARNING,
        "`schemes` lists a scheme that is not HTTP; it is ignored. If there is no other, `ws` means `http` and `wss` "
        "means `https`.",
        "Use `http` or `https`.",
    ),
)
