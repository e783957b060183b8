"""The cursor: values and their places."""

from __future__ import annotations

import pytest

from restamp.spec.tree.node import Node

ROOT = Node({"a/b": [{"x": "y"}, 2], "flag": True, "not": 1, "$ref": "#/x"}, "f.yaml#")


def test_members_and_elements_know_their_place() -> None:
    assert ROOT["a/b"].at == "f.yaml#/a~1b"
    node = ROOT["a/b"][0]["x"]
    assert (node.value, node.at) == ("y", "f.yaml#/a~1b/0/x")
    assert [key for key, _ in ROOT.items()] == ["a/b", "flag", "not", "$ref"]
    assert [node.at for node in ROOT["a/b"].elements()] == ["f.yaml#/a~1b/0", "f.yaml#/a~1b/1"]


def test_what_is_not_there() -> None:
    assert ROOT.get("b") is None
    assert ROOT.get(0) is None
    assert ROOT["a/b"].get(2) is None
    assert ROOT["a/b"].get(-1) is None
    assert ROOT["a/b"].get("0") is None
    assert ROOT["flag"].get("x") is None
    assert list(ROOT["flag"].items()) == []
    assert list(ROOT.elements()) == []
    with pytest.raises(KeyError):
        ROOT["b"]


def test_a_member_that_is_null_is_there() -> None:
    assert Node({"a": None}, "#")["a"].value is None


def test_reading_members() -> None:
    assert ROOT.text("$ref") == ROOT.ref == "#/x"
    assert ROOT.text("flag") is None
    assert ROOT.flag("flag")
    assert not ROOT.flag("not")
    assert not ROOT.flag("absent")
    assert ROOT.is_mapping and not ROOT.is_list
    assert ROOT["a/b"].is_list
    assert Node([], "#").ref is None
    assert Node({"$ref": {"type": "string"}}, "#").ref is None


def test_key_and_file() -> None:
    assert ROOT["a/b"].key == "a/b"
    assert ROOT["a/b"][1].key == "1"
    assert ROOT.key == ""
    assert ROOT.file == ROOT["a/b"].file == "f.yaml"
    assert Node({}, "#").file == ""
