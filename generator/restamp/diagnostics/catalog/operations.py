"""The codes of what a document describes."""

from restamp.diagnostics.catalog.entry import ERROR, NOTE, WARNING, Entry

OPERATIONS: tuple[Entry, ...] = (
    Entry(
        "path-item-invalid",
        ERROR,
        "The reference of a path item does not lead to an object.",
        "Correct the reference.",
    ),
    Entry(
        "path-item-beside-ref",
        WARNING,
        "A member beside the reference of a path item holds only for the operations beside it.",
        "Move it into the referenced path item.",
    ),
    Entry(
        "operation-invalid",
        ERROR,
        "The reference of an operation does not lead to an object.",
        "Correct the reference.",
    ),
    Entry(
        "path-parameter-undeclared",
        WARNING,
        "A parameter in the path is not declared; it is a string.",
        "Declare it.",
    ),
    Entry(
        "path-parameter-unused",
        WARNING,
        "A declared path parameter is not in the path; it is left out.",
        "Correct the path or the parameter.",
    ),
    Entry(
        "path-template-foreign",
        WARNING,
        "The path writes parameters like a web framework.",
        "Write `{name}`.",
    ),
    Entry(
        "parameter-invalid",
        WARNING,
        "A parameter has no `name` or no known `in`; it is ignored.",
        "Add them.",
    ),
    Entry(
        "header-name-invalid",
        WARNING,
        "The name of a header is not valid HTTP.",
        "Correct the name.",
    ),
    Entry(
        "header-reserved",
        NOTE,
        "The client sets this header itself.",
        "Describe the content or the security scheme instead.",
    ),
    Entry(
        "style-invalid",
        WARNING,
        "The style does not exist in this place; the default is used.",
        "Correct `style`.",
    ),
    Entry(
        "encoding-header",
        NOTE,
        "A header of a part has no fixed value; it is sent if a `File` has it.",
        "Pass a `File` with the header.",
    ),
    Entry(
        "media-type-bytes",
        WARNING,
        "The media type is not decoded; the body is bytes.",
        "Decode it in your code.",
    ),
    Entry(
        "status-invalid",
        WARNING,
        "A response has a key that is no HTTP status; it is ignored.",
        "Use a status, a range such as `4XX`, or `default`.",
    ),
    Entry(
        "stream-invalid",
        WARNING,
        "What an extension says of a stream is not valid.",
        "See the documentation of the extension.",
    ),
    Entry(
        "server-url-unusable",
        WARNING,
        "The URL of a server cannot be called.",
        "Correct it with an overlay, or pass `base_url`.",
    ),
    Entry(
        "security-scheme-invalid",
        WARNING,
        "A security scheme is not valid; it is ignored.",
        "Correct it.",
    ),
    Entry(
        "security-scheme-unknown",
        WARNING,
        "An operation requires a security scheme that the client cannot use.",
        "Declare the scheme in `components`.",
    ),
    Entry(
        "security-scheme-without-url",
        WARNING,
        "An OAuth 2 scheme has no token URL.",
        "Add one, or pass `token_url` or a token.",
    ),
    Entry(
        "security-scheme-handshake",
        WARNING,
        "An HTTP scheme needs more than a fixed credential.",
        "Pass an `http_client` with an `auth`.",
    ),
    Entry(
        "security-assumed",
        NOTE,
        "No operation says which security scheme it needs; any credential is sent.",
        "Add `security` with an overlay.",
    ),
    Entry(
        "pagination-invalid",
        WARNING,
        "What the document or an overlay declares about pagination does not fit the operation; it is not paginated.",
        "Correct what the message names.",
    ),
    Entry(
        "waiter-invalid",
        WARNING,
        "What an overlay says about waiting does not fit the operation; it has no `wait`.",
        "Correct what the message names.",
    ),
)

SCHEMAS: tuple[Entry, ...] = (
    Entry(
        "schema-invalid",
        WARNING,
        "A schema is not valid; it allows any value.",
        "Correct it.",
    ),
    Entry(
        "schema-false",
        WARNING,
        "No value satisfies a schema; it is taken as any value.",
        "Correct it.",
    ),
    Entry(
        "schema-circular",
        WARNING,
        "A schema consists of nothing but a reference to itself; it is taken as any value.",
        "Correct it.",
    ),
    Entry(
        "all-of-conflict",
        WARNING,
        "The parts of an `allOf` exclude one another; it is taken as any value.",
        "Correct them.",
    ),
    Entry(
        "all-of-many-ways",
        WARNING,
        "Unions in an `allOf` have too many combinations; it is one object with all their properties.",
        "Simplify the unions with an overlay.",
    ),
    Entry(
        "property-redefined",
        WARNING + NOTE,
        "A part of an `allOf` changes the type of a property.",
        "Make the types agree.",
    ),
    Entry(
        "required-beside-union",
        NOTE,
        "A property is required beside a union, and optional in a member of it; it stays optional there.",
        "List it in `required` of the member.",
    ),
    Entry(
        "enum-mixed",
        WARNING,
        "An `enum` has values that are no scalars; it is taken as any value.",
        "Use `oneOf` with `const`.",
    ),
)

NAMES: tuple[Entry, ...] = (
    Entry(
        "name-clash",
        NOTE,
        "Two things would have the same name; one gets a longer one.",
        "Choose a name with `x-restamp-name` in an overlay.",
    ),
    Entry(
        "enum-names-alike",
        NOTE,
        "Members of an enum would have the same name; they are told apart.",
        "Use the names that the message lists.",
    ),
    Entry(
        "base-dropped",
        NOTE,
        "Fields of a new base would rename fields that callers have; they are written out instead.",
        "Delete the line of the class in the lock that ends in `?fields` to inherit, with other names.",
    ),
    Entry(
        "name-returned",
        NOTE,
        "A name of something that was removed is used for something new.",
        "Check that callers do not use the old one.",
    ),
    Entry(
        "schema-renamed",
        NOTE,
        "A schema was renamed in the document; its class keeps its name.",
        "`--forget NAME` releases the old name.",
    ),
)
