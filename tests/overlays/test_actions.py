"""What each kind of action does, and what is said of overlays that are wrong."""

from __future__ import annotations

import copy
import textwrap
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from restamp.diagnostics.model import Diagnostics
from restamp.spec.overlay.apply import apply
from restamp.spec.reading.load import read
from restamp.spec.reading.source import Source
from restamp.spec.tree.limits import Limits
from restamp.spec.tree.tree import Json

HEAD = "overlay: 1.1.0\ninfo: {title: O, version: '1'}\nactions:\n"


@pytest.fixture
def overlay(tmp_path: Path) -> Callable[[str], Source]:
    """Writes an overlay and reads it."""

    def overlay(content: str) -> Source:
        (tmp_path / "o.yaml").write_text(content, "utf-8")
        source = read(tmp_path / "o.yaml", "specs/o.yaml", Diagnostics())
        assert source is not None
        return source

    return overlay


@pytest.fixture
def act(overlay: Callable[[str], Source]) -> Callable[..., tuple[Any, list[tuple[str, int]]]]:
    """Does actions to a tree: what it becomes, and code and line (of the actions) of what is said."""

    def act(tree: Json, actions: str) -> tuple[Any, list[tuple[str, int]]]:
        diagnostics = Diagnostics()
        before = copy.deepcopy(tree)
        source = overlay(HEAD + textwrap.dedent(actions))
        changed = apply(tree, source, diagnostics)
        assert tree == before
        assert all(d.file == "specs/o.yaml" and d.excerpt for d in diagnostics)
        return changed, [(d.code, d.position.line - 3) for d in diagnostics]

    return act


@pytest.mark.parametrize(
    ("tree", "action", "becomes"),
    [
        # objects are merged, from the outside in
        ({"a": {"b": 1, "c": {"d": 2}}}, "{target: $.a, update: {c: {e: 3}, f: 4}}", {"a": {"b": 1, "c": {"d": 2, "e": 3}, "f": 4}}),
        ({"a": {"l": [1]}}, "{target: $, update: {a: {l: [2, 3]}}}", {"a": {"l": [1, 2, 3]}}),
        ({"a": 1}, "{target: $, update: {a: 2}}", {"a": 2}),
        ({"a": None}, "{target: $, update: {a: {b: 1}}}", {"a": {"b": 1}}),
        # arrays take the items of an array, or one more item
        ({"a": [1]}, "{target: $.a, update: {b: 1}}", {"a": [1, {"b": 1}]}),
        ({"a": [1]}, "{target: $.a, update: 2}", {"a": [1, 2]}),
        ({"a": [1]}, "{target: $.a, update: [2, [3]]}", {"a": [1, 2, [3]]}),
        ({"a": [1]}, "{target: $.a, update: null}", {"a": [1, None]}),
        # scalars are replaced
        ({"a": "x"}, "{target: $.a, update: y}", {"a": "y"}),
        ({"a": [1, 2]}, "{target: '$.a[0]', update: 3}", {"a": [3, 2]}),
        ("x", "{target: $, update: y}", "y"),
        # removing
        ({"a": 1, "b": 2}, "{target: $.a, remove: true}", {"b": 2}),
        ({"a": [0, 1, 2, 3]}, "{target: '$.a[?@ > 0 && @ < 3]', remove: true}", {"a": [0, 3]}),
        ({"a": [[1, 2], [3]]}, "{target: '$.a[*][0]', remove: true}", {"a": [[2], []]}),
        ({"a": {"x": {"x": 1}}}, "{target: '$..x', remove: true}", {"a": {}}),
        ({"a": [{"x": 1}, {"x": 2}, 3]}, "{target: '$.a[?@.x]', remove: true, update: {y: 1}}", {"a": [3]}),
        ({"a": 1}, "{target: $.a, remove: false}", {"a": 1}),
        # copying
        ({"a": {"x": 1}, "b": {"y": 2}}, "{target: $.b, copy: $.a}", {"a": {"x": 1}, "b": {"y": 2, "x": 1}}),
        ({"a": [1], "b": [2]}, "{target: $.b, copy: $.a}", {"a": [1], "b": [2, 1]}),
        ({"a": "x", "b": "y", "c": "z"}, "{target: '$[\"b\", \"c\"]', copy: $.a}", {"a": "x", "b": "x", "c": "x"}),
        # nothing but a target
        ({"a": 1}, "{target: $.a}", {"a": 1}),
        # targets
        ({"p": {"/a": {"get": 1, "put": 1}, "/b": {"get": 1}}}, "{target: \"$.p[*]['get']\", update: 2}", {"p": {"/a": {"get": 2, "put": 1}, "/b": {"get": 2}}}),
        ({"a": [1, 2]}, "{target: '$.a[0, 0, -2]', update: 3}", {"a": [3, 2]}),
        ({"a": {"x-b-c": {"d": 1}}}, "{target: $.a.x-b-c.d, update: 2}", {"a": {"x-b-c": {"d": 2}}}),
        ({"a": [{"x-p": {"q": 1}}, {}]}, "{target: '$..a[?@.x-p.q]', update: {r: '-.a-b'}}", {"a": [{"x-p": {"q": 1}, "r": "-.a-b"}, {}]}),
    ],
)  # fmt: skip
def test_actions(act: Callable[..., Any], tree: Json, action: str, becomes: Json) -> None:
    assert act(tree, f"- {action}\n") == (becomes, [])


def test_actions_are_done_in_their_order(act: Callable[..., Any]) -> None:
    actions = """\
        - {target: $, update: {a: {b: [1]}}}
        - {target: $.a.b, update: [2]}
        - {target: $, update: {c: {}}}
        - {target: $.c, copy: $.a}
        - {target: $.a, remove: true}
        """
    assert act({}, actions) == ({"c": {"b": [1, 2]}}, [])


def test_a_copy_is_independent_of_its_source(act: Callable[..., Any]) -> None:
    actions = """\
        - {target: $.b, copy: $.a}
        - {target: $.a.x, update: [2]}
        """
    assert act({"a": {"x": [1]}, "b": {}}, actions)[0] == {"a": {"x": [1, 2]}, "b": {"x": [1]}}


@pytest.mark.parametrize(
    ("tree", "action", "becomes", "code"),
    [
        ({"a": 1}, "{target: $.b, update: 1}", {"a": 1}, "overlay-no-match"),
        ({"a": 1}, "{target: '$.a[?@.b]', remove: true}", {"a": 1}, "overlay-no-match"),
        ({"a": {}}, "{target: $.a, copy: $.b}", {"a": {}}, "overlay-no-match"),
        ({"a": {}, "b": 1, "c": 1}, "{target: $.a, copy: '$[\"b\",\"c\"]'}", {"a": {}, "b": 1, "c": 1}, "overlay-no-match"),
        ({"a": {"b": {"c": 1}}}, "{target: $.a, update: {b: null}}", {"a": {"b": {"c": 1}}}, "overlay-mismatch"),
        ({"a": {"b": {"c": 1}}}, "{target: $.a, update: {b: 2}}", {"a": {"b": 2}}, "overlay-mismatch"),
        ({"a": {"b": 1}}, "{target: $.a, update: {b: [2]}}", {"a": {"b": [2]}}, "overlay-mismatch"),
        ({"a": {"b": [1]}}, "{target: $.a, update: {b: {c: 2}}}", {"a": {"b": {"c": 2}}}, "overlay-mismatch"),
        ({"a": {}}, "{target: $.a, update: 2}", {"a": 2}, "overlay-mismatch"),
        ({"a": 1}, "{target: $, remove: true}", {"a": 1}, "overlay-invalid"),
        ({"a": 1}, "{target: '$.a[', update: 2}", {"a": 1}, "overlay-target"),
        ({"a": 1}, "{target: '$.a[?nope(@)]', update: 2}", {"a": 1}, "overlay-target"),
        ({"a": 1}, "{target: '$x', update: 2}", {"a": 1}, "overlay-target"),
        ({"a": 1}, "{target: $.a, copy: $.}", {"a": 1}, "overlay-target"),
        ({"a": 1}, "{target: '$[?@.a == 1e999]', update: 2}", {"a": 1}, "overlay-target"),
    ],
)  # fmt: skip
def test_diagnostics(
    act: Callable[..., Any], tree: Json, action: str, becomes: Json, code: str
) -> None:
    assert act(tree, f"- {{target: $, x-first: 1}}\n- {action}\n") == (becomes, [(code, 2)])


def test_an_invalid_target(overlay: Callable[[str], Source]) -> None:
    """The library's own words follow, on one line; they differ between its versions."""
    diagnostics = Diagnostics()
    apply({}, overlay(HEAD + "- {target: '$.paths[?', update: 1}\n"), diagnostics)
    (diagnostic,) = diagnostics
    assert diagnostic.code == "overlay-target"
    assert diagnostic.message.startswith('"$.paths[?" is not a JSONPath query (RFC 9535): ')
    assert "\n" not in diagnostic.message and len(diagnostic.message) < 120


def test_a_target_as_deep_as_any_document(act: Callable[..., Any]) -> None:
    tree: Any = {"x": 1}
    for _ in range(190):
        tree = {"a": tree}
    changed, messages = act(tree, "- {target: $..x, update: 2}\n")
    assert messages == []
    for _ in range(190):
        changed = changed["a"]
    assert changed == {"x": 2}


@pytest.mark.parametrize(
    "action",
    ["target: $.l, copy: $.l", "target: $.d, copy: $", "target: $..*, update: {a: {b: 1}}"],
)
def test_documents_cannot_be_grown_without_end(
    overlay: Callable[[str], Source], action: str
) -> None:
    actions = "".join(f"- {{{action}, x-n: {number}}}\n" for number in range(60))
    diagnostics = Diagnostics()
    started = time.process_time()
    tree: Json = {"l": [{}, {}], "d": {"d": {}}}
    apply(tree, overlay(HEAD + actions), diagnostics, Limits(values=10_000, depth=40))
    assert [d.code for d in diagnostics if d.severity == "error"] == ["limits-exceeded"]
    assert diagnostics.entries[-1].position.line > 5
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        ("overlay: 1.2.0\n", "overlay-version", 1),
        ("overlay: 2.0.0\n", "overlay-version", 1),
        ("overlay: 1.0\n", "overlay-version", 1),
        ("overlay: '1.0'\n", "overlay-version", 1),
        ("overlay: 1.0.0\ninfo: {title: O, version: '1'}\n", "overlay-invalid", 1),
        (
            "overlay: 1.0.0\ninfo: {title: O, version: 1}\nactions: [{target: $}]\n",
            "overlay-invalid",
            2,
        ),
        ("overlay: 1.0.0\ninfo: {title: O, version: '1'}\nactions: []\n", "overlay-invalid", 3),
        (HEAD + "- {update: 1}\n", "overlay-invalid", 4),
        (HEAD + "- {target: a.b, update: 1}\n", "overlay-invalid", 4),
        (HEAD + "- {target: $,\n   remove: 'true'}\n", "overlay-invalid", 5),
        (HEAD + "- {target: $}\n- {target: $}\n", "overlay-invalid", 5),
        (HEAD + "- {target: $}\nother: 1\n", "overlay-invalid", 5),
        (HEAD + "- {target: $,\n   updates: 1}\n", "overlay-invalid", 5),
        (HEAD + "- target\n", "overlay-invalid", 4),
    ],
)
def test_wrong_overlays_change_nothing(
    overlay: Callable[[str], Source], content: str, code: str, line: int
) -> None:
    diagnostics = Diagnostics()
    tree: Json = {"a": 1}
    assert apply(tree, overlay(content), diagnostics) is tree
    (diagnostic,) = diagnostics
    assert (diagnostic.severity, diagnostic.code, diagnostic.position.line) == ("error", code, line)
    assert diagnostic.file == "specs/o.yaml"
