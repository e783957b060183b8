"""Extensions stand in one table, which reading and the documentation follow."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import restamp
from restamp.lower.pages import pagination, waiters
from restamp.proposals.extensions_page import PAGINATION_KEYS, WAITER_KEYS, extensions_page
from restamp.spec.tree import extensions
from restamp.spec.tree.extensions import EXTENSIONS, Extension

from ....updating import Expect

GENERATOR = Path(restamp.__file__).parent
PAGE = Path(__file__).parents[4] / "docs/reference/extensions.md"
READ = re.compile(r"x-(restamp|fern|speakeasy|ms|enum|sunset)[\w-]*\Z", re.IGNORECASE)


def test_the_page(expect: Expect) -> None:
    expect(PAGE, extensions_page())


def test_the_page_has_every_key() -> None:
    assert {*PAGINATION_KEYS} == {key for keys in pagination.KEYS.values() for key in keys}
    assert (*WAITER_KEYS,) == waiters.KEYS


def test_the_table_is_complete() -> None:
    defined = [value for value in vars(extensions).values() if isinstance(value, Extension)]
    assert sorted(defined, key=repr) == sorted(EXTENSIONS, key=repr)


def test_no_other_module_names_an_extension() -> None:
    others = [
        f"{file.relative_to(GENERATOR)}:{node.lineno}: {node.value}"
        for file in GENERATOR.rglob("*.py")
        if file.name != "extensions.py"
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Constant) and READ.match(str(node.value))
    ]
    assert not others, f"take these from restamp/spec/tree/extensions.py: {others}"


def test_every_extension_is_read() -> None:
    """Each has a name in the table, which some other module of the generator uses."""
    sources = "\n".join(
        file.read_text("utf-8") for file in GENERATOR.rglob("*.py") if file.name != "extensions.py"
    )
    unread = [
        name
        for name, value in vars(extensions).items()
        if isinstance(value, Extension) and f"{name}." not in sources
    ]
    assert not unread
