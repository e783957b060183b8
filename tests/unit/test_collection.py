"""Cycles are not collected while a generation runs, and are afterwards as before."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from tests.packages import client_of

from restamp.collection import uncollected
from restamp.ir.declarations import Field, ObjectDecl
from restamp.ir.operations import Operation
from restamp.pipeline import generate
from restamp.spec.tree.node import Node


def test_collection_is_paused_in_the_block_only() -> None:
    assert gc.isenabled()
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_an_error_ends_the_pause() -> None:
    with pytest.raises(KeyError), uncollected():
        raise KeyError
    assert gc.isenabled()


def test_a_caller_that_disabled_collection_keeps_it_so() -> None:
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.parametrize("case", ["examples", "flat_bodies", "many_files", "recursion", "webhooks"])
def test_a_generation_leaves_nothing_to_collect(case: str) -> None:
    """What a function that calls itself, or two objects of each other, keep is freed only by a collection."""
    kinds = (Node, Operation, ObjectDecl, Field)
    client = client_of(Path(__file__).parents[1] / "cases" / case)
    gc.collect()
    before = sum(isinstance(each, kinds) for each in gc.get_objects())
    with uncollected():
        assert generate(client).files
        assert sum(isinstance(each, kinds) for each in gc.get_objects()) == before
