"""Write the page of all extensions in Markdown: docs/reference/extensions.md."""

from __future__ import annotations

from collections.abc import Mapping

from restamp.lower.pages import pagination, waiters
from restamp.spec.tree.extensions import EXTENSIONS, Extension

HEAD = """\
# Extensions

The OpenAPI extensions that Restamp reads. Put them into an overlay instead of editing the vendor's document;
`restamp init` proposes an overlay with those that start with `x-restamp-`. If several extensions of one row are present,
the first one is used. The guides show them at work: [names](../guides/names.md), [pages](../guides/pages.md),
[waiting](../guides/waiting.md) and [streams](../guides/streams.md).

This page is generated from `restamp/spec/tree/extensions.py`: `pytest --update tests/unit/spec/tree/test_extensions.py`.

| Extension | On | Value | Effect |
|---|---|---|---|
"""


PAGINATION = """\

## Keys of `x-restamp-pagination`

A *place* in a request is the name of a query parameter, `{parameter, path}` for a path inside of its value, or `{body}`, a
path inside of the body. A *path* is names with dots between them, or a list of names. An invalid declaration is
[`pagination-invalid`](diagnostics.md#pagination-invalid).

| Key | Value | Styles | Meaning |
|---|---|---|---|
"""
PAGINATION_KEYS: Mapping[str, tuple[str, str]] = {
    "offset": ("place", "the position, a number of items; required"),
    "page": ("place", "the number of the page; required"),
    "cursor": ("place", "the position, as the server gives it; required"),
    "limit": ("place", "the size of a page, which the caller sets"),
    "items": ("path", "the items in the response; by default its only list"),
    "next": (
        "path",
        "the next cursor, or the URL of the next page; null or missing on the last page",
    ),
    "last": ("path", "the cursor in the last item; instead of `next`"),
    "more": ("path", "false on the last page"),
    "final": ("path", "true on the last page"),
    "total": ("path", "the number of all items"),
    "pages": ("path", "the number of pages"),
    "first": ("0 or 1", "the first position; by default 1 for `page`, and 0 for `offset`"),
}
WAITER = """\

## Keys of `x-restamp-waiter`

An invalid declaration is [`waiter-invalid`](diagnostics.md#waiter-invalid).

| Key | Value | Default | Meaning |
|---|---|---|---|
"""
WAITER_KEYS: Mapping[str, tuple[str, str]] = {
    "status": ("path", "the status in the response; required"),
    "fallback": ("path", "the status where `status` is missing, null or empty"),
    "success": ("list of values", "ends well; required"),
    "failure": ("list of values", "ends badly: `WaitError` is raised"),
    "pending": (
        "list of values",
        "is known not to be an end; so is every value that is not listed",
    ),
    "delay": ("number", "seconds before the second request"),
    "factor": ("number", "by which each further delay is longer"),
    "cap": ("number", "the longest delay, in seconds"),
    "grace": ("number", "seconds during which 404 means that the resource is not there yet"),
}
STREAM = """\

## Keys of `x-restamp-stream`

An invalid declaration is [`stream-invalid`](diagnostics.md#stream-invalid).

| Key | Value | Default | Meaning |
|---|---|---|---|
| `done` | string | `[DONE]`, if the data is JSON | the data, or the line, that ends the stream |
| `describes` | `event` or `data` | see [streams](../guides/streams.md) | whether the schema is that of the event or of its data |
"""


def extensions_page() -> str:
    """Write all extensions, grouped by object, and the keys of those that have keys."""
    listed = HEAD + "".join(map(_row, EXTENSIONS))
    return f"{listed}{PAGINATION}{_pagination()}{WAITER}{_waiter()}{STREAM}"


def _pagination() -> str:
    rows = [
        f"| `style` | string | | one of {', '.join(f'`{style}`' for style in pagination.KEYS)} |\n"
    ]
    for key, (value, meaning) in PAGINATION_KEYS.items():
        styles = ", ".join(style for style, keys in pagination.KEYS.items() if key in keys)
        rows.append(f"| `{key}` | {value} | {styles} | {meaning} |\n")
    return "".join(rows)


def _waiter() -> str:
    rows: list[str] = []
    for key, (value, meaning) in WAITER_KEYS.items():
        default = f"{waiters.TIMES[key]:g}" if key in waiters.TIMES else ""
        rows.append(f"| `{key}` | {value} | {default} | {meaning} |\n")
    return "".join(rows)


def _row(extension: Extension) -> str:
    keys = ", ".join(f"`{key}`" for key in extension.keys)
    return f"| {keys} | {extension.on} | {extension.value} | {extension.effect} |\n"
