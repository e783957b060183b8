"""Harmless documents pass the checks that hostile ones are held against: another thing that templates print is seen here, once."""

from __future__ import annotations

from pathlib import Path

import pytest

from restamp.emit.header import PYTHON
from restamp.pipeline import generate

from ..packages import client_of
from .allowed import MODULES, is_ours
from .sources import check
from .stamping import failures_of, harmless_failures

HELP = """\
A client of a harmless document is not what tests/hostile/sources.py allows. If templates or views print something new:
imports are allowed by themselves (see allowed.py); kinds of statements and expressions are NODES in sources.py."""


def test_harmless_documents_pass() -> None:
    failures = harmless_failures()
    assert not failures, "\n".join([HELP, *failures])


@pytest.mark.parametrize("case", ["pagination_body", "waiters", "streams", "webhooks", "oauth2"])
def test_every_feature_passes(case: str) -> None:
    folder = Path(__file__).parents[1] / "cases" / case
    failures = list(failures_of(generate(client_of(folder)).files))
    assert not failures, "\n".join([HELP, *failures])


@pytest.mark.parametrize(
    "source",
    [
        "import os\n",
        "from os import system\n",
        "from subprocess import run as Request\n",
        "from typing import get_type_hints as Any\n",
        "eval('1')\n",
        "__import__('os')\n",
        "from ._runtime.calls import call\n\ncall(print)\nprint(call)\n",
        "call(1)\n",
        "from os import *\n",
        "from ._runtime.calls import *\n",
        "x = [y for y in ()]\n",
        "while True:\n    pass\n",
    ],
)
def test_all_else_is_refused(source: str) -> None:
    with pytest.raises(AssertionError):
        check("a.py", PYTHON + source, {"_runtime/calls.py": "", "a.py": ""})


def test_libraries_that_nothing_prints_are_not_allowed() -> None:
    assert {"typing", "pydantic", "httpx2", "collections.abc"} <= MODULES
    assert not MODULES & {"os", "sys", "subprocess", "importlib", "pickle", "socket"}
    assert not any(map(is_ours, ("system", "eval", "exec", "getattr", "open", "compile")))
