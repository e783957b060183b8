"""Every key of a configuration, with what it means: which keys are known, and what the reference says of them."""

from __future__ import annotations

from restamp.records import dataclass

ALL = "tool.restamp"
"""The table of what all clients share."""
CLIENT = "tool.restamp.clients.NAME"
INCLUDE = f"{CLIENT}.include"


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a table."""

    name: str
    tables: tuple[str, ...]
    """The tables that may have it."""
    type: str
    default: str
    """The value without the key, as TOML; empty if the key is required, or its absence is no value."""
    example: str
    """A value, as TOML."""
    meaning: str
    """Markdown; one paragraph."""
    is_required: bool = False


KEYS: tuple[Key, ...] = (
    Key(
        "clients",
        (ALL,),
        "table of tables",
        "",
        "",
        "The clients. The name of a table is the name of a client on the command line.",
        is_required=True,
    ),
    Key(
        "runtime",
        (ALL,),
        "string",
        "",
        '"src/app/_vendor/restamp_runtime"',
        "The folder of one runtime that all clients share, inside the package that all of them are in. Without it each "
        "package has its own, with the parts that it needs.",
    ),
    Key(
        "names",
        (ALL, CLIENT),
        "string",
        '"auto"',
        '"operations"',
        '`"resources"` names calls after their paths (`client.chat.completions.create(...)`), `"operations"` after tags '
        'and operationIds, and `"auto"` takes what reads better for the document. The lock of a package keeps its '
        "style: a change of the key takes effect with `restamp generate --rename-style`, and breaks callers.",
    ),
    Key(
        "bodies",
        (ALL, CLIENT),
        "string",
        '"objects"',
        '"arguments"',
        '`"arguments"` makes the fields of a body arguments of the call: `client.pets.create(name="Rex")` instead of '
        '`client.pets.create({"name": "Rex"})`. A change of the key breaks callers.',
    ),
    Key(
        "spec",
        (CLIENT,),
        "string",
        "",
        '"specs/acme.yaml"',
        "The document, JSON or YAML: OpenAPI 3.0, 3.1 or 3.2, or Swagger 2.0. A file, since builds do not use the "
        "network; `source` is the URL.",
        is_required=True,
    ),
    Key(
        "output",
        (CLIENT,),
        "string",
        "",
        '"src/app/_vendor/acme"',
        "The folder of the package. Its name is the name of the package.",
        is_required=True,
    ),
    Key(
        "source",
        (CLIENT,),
        "string",
        "",
        '"https://acme.example/openapi.yaml"',
        "Where `restamp update` fetches the document: a URL or a path.",
    ),
    Key(
        "overlays",
        (CLIENT,),
        "array of strings",
        "[]",
        '["specs/acme.overlay.yaml"]',
        "OpenAPI Overlays (1.0 or 1.1), applied to the document in this order.",
    ),
    Key(
        "include",
        (CLIENT,),
        "table",
        "{}",
        '{ tags = ["billing"] }',
        "The operations to generate, with the types that they use. An operation is generated if one of the three lists "
        "names it; without any list, all are. Webhooks are left out if there is a list.",
    ),
    Key(
        "tags",
        (INCLUDE,),
        "array of strings",
        "[]",
        '["billing"]',
        "Operations whose first tag, or `x-restamp-group`, is one of these.",
    ),
    Key(
        "paths",
        (INCLUDE,),
        "array of strings",
        "[]",
        '["/invoices/*"]',
        "Operations whose path matches one of these patterns. `*` stands for any text, slashes included.",
    ),
    Key(
        "operations",
        (INCLUDE,),
        "array of strings",
        "[]",
        '["createInvoice", "GET /invoices/{id}"]',
        "Operations by operationId, or by method and path.",
    ),
    Key(
        "testing",
        (CLIENT,),
        "boolean",
        "true",
        "false",
        "Whether to generate `testing`, the fake of the API.",
    ),
    Key(
        "drift_log",
        (CLIENT,),
        "boolean",
        "false",
        "true",
        "Whether to generate `drift_log`, which logs where responses differ from the document.",
    ),
    Key(
        "recording",
        (CLIENT,),
        "boolean",
        "false",
        "true",
        "Whether to generate `recording`, which records calls for the fake. Needs `testing`.",
    ),
    Key(
        "templates",
        (CLIENT,),
        "string",
        "",
        '"templates"',
        "A folder whose files replace built-in templates of the same name.",
    ),
    Key(
        "severities",
        (CLIENT,),
        "table of strings",
        "{}",
        '{ member-removed = "harmless" }',
        "Levels for rules of `restamp diff` and `restamp update`: `breaking`, `tests` or `harmless`.",
    ),
    Key(
        "accept",
        (CLIENT,),
        "array of strings",
        "[]",
        '["1577deb27a4d"]',
        "Fingerprints of single changes that `restamp diff` and `restamp update` no longer count as breaking.",
    ),
    Key(
        "strict",
        (CLIENT,),
        "boolean",
        "false",
        "true",
        "Whether warnings are errors, as with `--strict`.",
    ),
    Key(
        "allow_paths",
        (CLIENT,),
        "array of strings",
        "[]",
        '["../common/schemas"]',
        "Folders that a local `$ref` may reach, as with `--allow-path`. The folders of the document and of the "
        "configuration are always allowed.",
    ),
    Key(
        "allow_remotes",
        (CLIENT,),
        "array of strings",
        "[]",
        '["schemas.acme.example"]',
        "Hosts that a remote `$ref` may reach, as with `--allow-remote`. Such references are fetched by every command "
        "that reads the document, so that a build uses the network.",
    ),
)
"""All keys, in the order of the reference."""


def keys_of(table: str) -> tuple[str, ...]:
    """The keys that a table may have."""
    return tuple(key.name for key in KEYS if table in key.tables)
