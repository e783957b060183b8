"""The codes of operations and schemas."""

from restamp.diagnostics.catalog.entry import ERROR, NOTE, WARNING, Entry

OPERATIONS: tuple[Entry, ...] = (
    Entry(
        "path-item-invalid",
        ERROR,
        "The reference of a path item does not resolve to an object.",
        "Correct the reference.",
    ),
    Entry(
        "path-item-beside-ref",
        WARNING,
        "A field next to the reference of a path item only applies to the operations next to it.",
        "Move it into the referenced path item.",
    ),
    Entry(
        "operation-invalid",
        ERROR,
        "The reference of an operation does not resolve to an object.",
        "Correct the reference.",
    ),
    Entry(
        "path-parameter-undeclared",
        WARNING,
        "A path parameter is not declared; it is a string.",
        "Declare it.",
    ),
    Entry(
        "path-parameter-unused",
        WARNING,
        "A declared path parameter is not in the path; it is ignored.",
        "Correct the path or the parameter.",
    ),
    Entry(
        "path-template-foreign",
        WARNING,
        "The path has the parameter syntax of a web framework.",
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
        "The style is not valid for this location; the default is used.",
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
        "parts-schema",
        WARNING,
        "The parts of multipart content have positions, but its schema is not of type array.",
        "Correct the schema with an overlay: `prefixItems` and `items` describe the parts.",
    ),
    Entry(
        "xml-name-invalid",
        WARNING,
        "A name or prefix in XML is not valid there; it is ignored, or the field cannot be sent.",
        "Set `xml: {name: ...}` to a valid one.",
    ),
    Entry(
        "xml-node-invalid",
        WARNING,
        "A value with parts cannot be an attribute or text in XML; it is an element.",
        "Correct `nodeType` or `attribute`.",
    ),
    Entry(
        "status-invalid",
        WARNING,
        "A key of `responses` is not an HTTP status; it is ignored.",
        "Use a status, a range such as `4XX`, or `default`.",
    ),
    Entry(
        "group-invalid",
        ERROR,
        "The value of `x-restamp-group` is not a name, or names with dots between them.",
        "Write it like `chat` or `chat.completions`.",
    ),
    Entry(
        "stream-invalid",
        WARNING,
        "The value of an extension about a stream is not valid.",
        "See the documentation of the extension.",
    ),
    Entry(
        "server-url-unusable",
        WARNING,
        "The URL of a server cannot be used.",
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
        "credential-variable",
        NOTE,
        "The document chooses the environment variable of a credential.",
        "Check that the variable is one of this API: its value is sent to the servers of the document.",
    ),
    Entry(
        "security-assumed",
        NOTE,
        "No operation has `security`; all credentials are sent.",
        "Add `security` with an overlay.",
    ),
    Entry(
        "pagination-invalid",
        WARNING,
        "The declared pagination does not match the operation; it is not paginated.",
        "Correct it as the message says.",
    ),
    Entry(
        "waiter-invalid",
        WARNING,
        "The declared waiter does not match the operation; it has no `wait`.",
        "Correct it as the message says.",
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
        "No value satisfies a schema; any value is allowed.",
        "Correct it.",
    ),
    Entry(
        "schema-circular",
        WARNING,
        "A schema is only a reference to itself; any value is allowed.",
        "Correct it.",
    ),
    Entry(
        "all-of-conflict",
        WARNING,
        "The parts of an `allOf` are contradictory; any value is allowed.",
        "Correct them.",
    ),
    Entry(
        "all-of-many-ways",
        WARNING,
        "Unions in an `allOf` have too many combinations; they become one object with all properties.",
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
        "A property is required next to a union, but optional in a member of it; it is optional there.",
        "List it in `required` of the member.",
    ),
    Entry(
        "enum-mixed",
        WARNING,
        "An `enum` has values that are not scalars; any value is allowed.",
        "Use `oneOf` with `const`.",
    ),
)

NAMES: tuple[Entry, ...] = (
    Entry(
        "name-clash",
        NOTE,
        "Two items have the same name; one of them gets a longer name.",
        "Choose a name with `x-restamp-name` in an overlay.",
    ),
    Entry(
        "enum-names-alike",
        NOTE,
        "Members of an enum have the same name; they get different names.",
        "Use the names in the message.",
    ),
    Entry(
        "base-dropped",
        NOTE,
        "A new base class would rename fields of a model; the model repeats the fields instead.",
        "To inherit with the new names, delete the line of the class in the lock that ends in `?fields`.",
    ),
    Entry(
        "name-returned",
        NOTE,
        "The name of a removed item is used for a new one.",
        "Check that callers do not use the old one.",
    ),
    Entry(
        "schema-renamed",
        NOTE,
        "A schema was renamed in the document; its class keeps its name.",
        "`--forget NAME` releases the old name.",
    ),
    Entry(
        "style-kept",
        WARNING,
        "`names` of the configuration differs from the style in the lock, which the package keeps.",
        "`--rename-style` changes the package, which breaks callers; or set `names` to the style of the lock.",
    ),
    Entry(
        "style-renamed",
        NOTE,
        "The calls of a package have the names of another style, which breaks callers.",
        "`restamp update` and `restamp diff` show each renamed call.",
    ),
)
