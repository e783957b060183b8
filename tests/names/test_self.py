"""A parameter called `self` is an argument of that name, and `self_` in packages that called it so before."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from restamp.names.keys import PARAMETERS
from restamp.pipeline import Result

from .conftest import Stamp


def tree(location: str, name: str = "self", path: str = "/links") -> dict[str, Any]:
    parameter = {"name": name, "in": location, "required": True, "schema": {"type": "string"}}
    key = f"{path}/{{{name}}}" if location == "path" else path
    operation = {"operationId": "read", "tags": ["links"], "parameters": [parameter]}
    return {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {key: {"get": operation | {"responses": {"204": {"description": ""}}}}},
    }


def as_before(result: Result) -> Result:
    """A result with the lock that packages had when the argument was `self_`."""
    names = {key: name for key, name in result.names.items() if not key.endswith(PARAMETERS)}
    return replace(result, names=names)


def argument(result: Result) -> str:
    (signature,) = (
        line.strip() for line in result.files["api/links.py"].splitlines() if ": str" in line
    )
    return signature.partition(":")[0]


@pytest.mark.parametrize("location", ["path", "query", "header", "cookie"])
@pytest.mark.parametrize("name", ["self", "Self"])
def test_the_name_stays(stamp: Stamp, location: str, name: str) -> None:
    document = tree(location, name)
    first = stamp(document)
    assert argument(first) == argument(stamp(document, first)) == "self"
    older = stamp(document, as_before(first))
    assert argument(older) == argument(stamp(document, older)) == "self_"


def test_a_renamed_parameter_keeps_its_argument(stamp: Stamp) -> None:
    first = stamp(tree("path"))
    assert argument(stamp(tree("path", "id"), first)) == "self"
    older = stamp(tree("path", "id"), as_before(first))
    assert argument(older) == "self_"
    assert argument(stamp(tree("path"), stamp(tree("path", "id")))) == "id"
