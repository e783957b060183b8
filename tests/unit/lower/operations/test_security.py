"""Alternatives of `security` that no client comes to choose are not written."""

from __future__ import annotations

from restamp.lower.operations.security import _usable_alternatives


def test_what_asks_for_more_than_an_earlier_one_is_never_chosen() -> None:
    alternatives = [("a",), ("a", "b"), ("b", "c"), ("a", "b", "c"), ("c",), ("b", "c", "d")]
    assert list(_usable_alternatives(alternatives)) == [("a",), ("b", "c"), ("c",)]


def test_a_smaller_later_alternative_is_kept() -> None:
    assert list(_usable_alternatives([("a", "b"), ("a",)])) == [("a", "b"), ("a",)]


def test_an_empty_one_is_for_who_has_no_credentials() -> None:
    assert list(_usable_alternatives([(), ("a",), ("a", "b")])) == [(), ("a",)]


def test_16384_alternatives() -> None:
    """Quadratic work would take a minute."""
    subsets = [tuple(f"k{bit}" for bit in range(14) if n >> bit & 1) for n in range(1, 1 << 14)]
    assert list(_usable_alternatives(subsets)) == [(f"k{bit}",) for bit in range(14)]
    pairs = [(f"k{a:03}", f"k{b:03}") for a in range(181) for b in range(a + 1, 181)]
    assert list(_usable_alternatives(pairs)) == pairs
