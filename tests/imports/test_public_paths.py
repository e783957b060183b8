"""Public classes say where users import them from, and pickle by that path."""

from __future__ import annotations

import importlib
import pickle
import traceback
from typing import Any

import pytest

import blink
from blink import errors
from blink.testing import UnexpectedCall


@pytest.mark.parametrize("package", ["blink", "tracecat"])
def test_every_exported_class_is_where_it_says(package: str) -> None:
    module = importlib.import_module(package)
    for name in module.__all__:
        value = getattr(module, name)
        if isinstance(value, type):
            home = value.__module__
            assert "_runtime" not in home
            assert getattr(importlib.import_module(home), name) is value
            assert pickle.loads(pickle.dumps(value)) is value


def test_every_error_is_in_errors() -> None:
    for name in errors.__all__:
        assert getattr(errors, name).__module__ == "blink.errors"
    assert UnexpectedCall.__module__ == "blink.testing"


def test_a_traceback_shows_the_public_path() -> None:
    for kind in (errors.NotFoundError, errors.DecodeError, errors.TimeoutError):
        error = kind("no", status=404)
        text = "".join(traceback.format_exception(error))
        assert text == f"blink.errors.{kind.__name__}: no\n"
        same: Any = pickle.loads(pickle.dumps(error))
        assert type(same) is kind and same.status == 404 and str(same) == "no"


def test_values() -> None:
    assert (blink.Page.__module__, blink.Hooks.__module__) == ("blink", "blink")
    assert pickle.loads(pickle.dumps(blink.Drift(None, 200, (), b""))).status == 200  # type: ignore[arg-type]
