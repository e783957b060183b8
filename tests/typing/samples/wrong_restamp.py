"""Calls of Restamp: each line with the comment must be rejected by both checkers, and no other."""

from __future__ import annotations

import restamp


def wrong() -> None:
    restamp.generate(spec=1, output="x")  # wrong: not a path
    restamp.generate(["blink"])  # wrong: a list of names
    restamp.check(force=True)  # wrong: a check writes nothing
    restamp.diff("old.yaml")  # wrong: no second version
    restamp.diff("old.yaml", "new.yaml").changes[0].render("yaml")  # wrong: no such format
    restamp.update(spec="a.yaml")  # wrong: only clients of the configuration
    restamp.stamp()  # wrong: no such function
    restamp.generate().clients[0].name = "x"  # wrong: results are frozen
