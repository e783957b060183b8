"""The three ways of text into source, each alone: a literal, a docstring, an identifier."""

from __future__ import annotations

import ast
import keyword
import textwrap
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from restamp.emit.header import MARKDOWN
from restamp.names.scope import identifier, is_name, snake_name
from restamp.names.words import pascal, split, words_or_symbols
from restamp.python.markdown.texts import code_text, plain_text
from restamp.python.types.docstrings import docstring
from restamp.python.types.literals import literal

from .markdown import check_plain, check_readme
from .payloads import PAYLOADS

DANGEROUS = st.text(
    st.sampled_from("\"'\\{}%#()[]\n\r\t\f\v\0\x1c\x85\u2028\u202e\ufeff abN`|<>*_:/@.-\ud800é名")
)
ANY = st.one_of(DANGEROUS, st.text())
every_payload = pytest.mark.parametrize("payload", PAYLOADS)


def one_literal(text: str) -> None:
    source = literal(text)
    assert source.isprintable()
    assert ast.literal_eval(source) == text
    assert literal({text: [text]}) == f"{{{source}: [{source}]}}"


def one_docstring(blocks: list[str]) -> None:
    for indent in (0, 4, 8):
        text = docstring(blocks, indent)
        if not text:
            continue
        assert text.replace("\n", "").replace("\t", "").isprintable()
        inside = textwrap.indent(text, " " * indent, lambda line: line != "\n")
        source = "if 1:\n" * bool(indent) + inside + "\n"
        (statement,) = ast.parse(source).body
        if isinstance(statement, ast.If):
            (statement,) = statement.body
        assert isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        assert isinstance(statement.value.value, str)


def one_identifier(text: str) -> None:
    for name in (
        identifier(text, "field"),
        identifier(pascal(words_or_symbols(text)), "Model"),
        snake_name(text, "field"),
    ):
        assert is_name(name), repr(name)
        assert name.isidentifier() and not keyword.iskeyword(name) and name[:2] != "__"
        assert unicodedata.is_normalized("NFKC", name) and len(name.encode()) <= 250
    assert all(("_" + word).isidentifier() for word in split(text))


def one_readme(text: str) -> None:
    row = f"| `call` | `{code_text(text)}` | {plain_text(text)} |"
    check_readme(f"{MARKDOWN}# a: a Python client for {plain_text(text)}\n\n{row}\n")
    check_plain(plain_text(" ".join(text.split())))


@every_payload
def test_payloads(payload: str) -> None:
    text = PAYLOADS[payload]
    one_literal(text)
    one_docstring([text])
    one_docstring([text, text])
    one_docstring([f"Args:\n    x: {text}"])
    one_identifier(text)
    one_readme(text)


@settings(max_examples=500)
@given(ANY)
def test_literals(text: str) -> None:
    one_literal(text)


@settings(max_examples=500)
@given(st.lists(ANY, max_size=3))
def test_docstrings(blocks: list[str]) -> None:
    one_docstring(blocks)


@settings(max_examples=500)
@given(ANY)
def test_identifiers(text: str) -> None:
    one_identifier(text)


@settings(max_examples=500)
@given(ANY)
def test_readmes(text: str) -> None:
    one_readme(text)
