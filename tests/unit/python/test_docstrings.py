"""How docstrings are wrapped: like `textwrap`, but faster."""

from __future__ import annotations

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from restamp.python.types.docstrings import text_lines

WORDS = st.lists(st.text("ab-.\u00e9\u2003\x1c", min_size=1, max_size=30), min_size=1, max_size=30)


@given(WORDS, st.integers(0, 12), st.integers(10, 40))
def test_lines_are_those_of_textwrap(words: list[str], indent: int, width: int) -> None:
    text = " ".join(["word", *words, "end"])
    lead = " " * indent
    lines = textwrap.wrap(
        text,
        width,
        initial_indent=lead,
        subsequent_indent=lead,
        break_long_words=False,
        break_on_hyphens=False,
    )
    lines = lines if len(lead + text) > width else [lead + text]
    assert text_lines([f"A\n{lead}{text}"], width) == ["A", *lines]


def test_a_short_line_stays() -> None:
    assert text_lines(["\t a  b \x0c", " ", "\r\n"], 20) == ["a  b"]
