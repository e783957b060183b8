"""Print tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from restamp.cli.console import Console, plain


def show_table(
    console: Console, heads: Iterable[str], rows: Sequence[Iterable[str]], title: str = ""
) -> None:
    """Print a table, unless it has no rows; `title` is what its rows are, in the plural."""
    if not rows:
        return
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, header_style="dim", padding=(0, 3, 0, 0))
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*(Text(plain(cell)) for cell in row))
    if title:
        console.output(f"\n{len(rows)} {title if len(rows) != 1 else title.removesuffix('s')}")
    console.table(table)
