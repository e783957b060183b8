"""Write the page of all extensions in Markdown: docs/reference/extensions.md."""

from __future__ import annotations

from restamp.spec.tree.extensions import EXTENSIONS, Extension

HEAD = """\
# Extensions

The OpenAPI extensions that Restamp reads. Put them into an overlay instead of editing the vendor's document;
`restamp init` proposes an overlay with those that start with `x-restamp-`. If several extensions of one row are present,
the first one is used. The guides describe the keys of [pagination](../guides/pages.md), [waiters](../guides/waiting.md) and
[streams](../guides/streams.md).

This page is generated from `restamp/spec/tree/extensions.py`: `pytest --update tests/unit/spec/tree/test_extensions.py`.

| Extension | On | Value | Effect |
|---|---|---|---|
"""


def extensions_page() -> str:
    """Write all extensions, grouped by object."""
    return HEAD + "".join(map(_row, EXTENSIONS))


def _row(extension: Extension) -> str:
    keys = ", ".join(f"`{key}`" for key in extension.keys)
    return f"| {keys} | {extension.on} | {extension.value} | {extension.effect} |\n"
