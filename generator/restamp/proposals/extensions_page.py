"""The page of all extensions, in Markdown: docs/extensions.md."""

from __future__ import annotations

from restamp.spec.tree.extensions import EXTENSIONS, Extension

HEAD = """\
# Extensions

The extensions of OpenAPI that Restamp reads. Write them into an overlay, so that the vendor's document stays unchanged;
`restamp init` proposes one with those that begin with `x-restamp-`. Of several in one row the first that is present counts.
[specs/README.md](../specs/README.md) describes the keys of pagination, waiters and streams.

This page is generated from `restamp/spec/tree/extensions.py`: `pytest --update tests/unit/spec/tree/test_extensions.py`.

| Extension | On | Value | Effect |
|---|---|---|---|
"""


def extensions_page() -> str:
    """All extensions, by the object that has them."""
    return HEAD + "".join(map(_row, EXTENSIONS))


def _row(extension: Extension) -> str:
    keys = ", ".join(f"`{key}`" for key in extension.keys)
    return f"| {keys} | {extension.on} | {extension.value} | {extension.effect} |\n"
