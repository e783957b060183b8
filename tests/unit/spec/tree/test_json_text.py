"""JSON with indentation equals that of the standard library."""

from __future__ import annotations

import json

import pytest

from restamp.spec.tree.json_text import json_text

VALUES: tuple[object, ...] = (
    {},
    [],
    'é\u2028\ud800"\\\n',
    {"b": {}, "a": [], "é": None},
    [1, -0.0, 1e22, 10**30, True, False, None, [[]], {"a": [{"c": 1, "b": "x"}, []]}],
)


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("indent", [1, 2])
@pytest.mark.parametrize("sort_keys", [True, False])
def test_it_equals_the_standard_library(value: object, indent: int, *, sort_keys: bool) -> None:
    expected = json.dumps(value, indent=indent, sort_keys=sort_keys)
    assert json_text(value, indent, sort_keys=sort_keys) == expected
