"""Templates print views: they loop, they ask whether there is something, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import jinja2
import pytest
from jinja2 import nodes

TEMPLATES = Path(__file__).parents[2] / "templates"
FILES = sorted(TEMPLATES.rglob("*.jinja"))
FILTERS = {"indent", "join"}
STRUCTURE = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.For,
    nodes.If,
    nodes.Macro,
    nodes.FromImport,
    nodes.Filter,
    nodes.Call,
    nodes.Not,
    nodes.Getattr,
    nodes.Name,
    nodes.Const,
)

by_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)


@by_file
def test_few_constructs(file: Path) -> None:
    tree = jinja2.Environment().parse(file.read_text("utf-8"))
    macros = {macro.name for macro in tree.find_all(nodes.Macro)}
    macros |= {str(name) for node in tree.find_all(nodes.FromImport) for name in node.names}
    assert [node for node in tree.find_all(nodes.Node) if not isinstance(node, STRUCTURE)] == []
    for asked in tree.find_all(nodes.If):
        assert is_question(asked.test), f"line {asked.lineno}: an if asks for a bool or emptiness"
    for loop in tree.find_all(nodes.For):
        assert is_value(loop.iter), f"line {loop.lineno}: a for takes what the view has"
        assert loop.test is None, f"line {loop.lineno}: the view filters"
        assert not loop.recursive
    constants = 0
    for used in tree.find_all(nodes.Filter):
        constants += len(used.args)
        assert used.name in FILTERS, f"line {used.lineno}: {used.name}"
        assert all(isinstance(argument, nodes.Const) for argument in used.args)
    assert constants == len(list(tree.find_all(nodes.Const))), "no text in a template's logic"
    for call in tree.find_all(nodes.Call):
        assert isinstance(call.node, nodes.Name), f"line {call.lineno}: only macros are called"
        assert call.node.name in macros, f"line {call.lineno}: only macros are called"


@by_file
def test_no_quotes_around_what_is_printed(file: Path) -> None:
    assert re.findall(r"""["']-?\{\{.*|.*\}\}-?["']""", file.read_text("utf-8")) == []


def test_there_are_templates() -> None:
    assert FILES


def is_value(node: nodes.Node) -> bool:
    """A name, or an attribute of a value."""
    while isinstance(node, nodes.Getattr):
        node = node.node
    return isinstance(node, nodes.Name)


def is_question(node: nodes.Node) -> bool:
    return is_value(node.node if isinstance(node, nodes.Not) else node)
