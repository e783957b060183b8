"""Which models take keyword arguments that they do not declare."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

SPEC = (Path(__file__).parents[1] / "cases" / "open_models" / "spec.yaml").read_text()


def test_undeclared_keywords(package: Any) -> None:
    models = package(SPEC).models
    for name in ("Open", "Child", "Mixed", "Typed", "Patterned", "Unevaluated"):
        kind = getattr(models, name)
        assert kind(name="a", more=1).model_extra == {"more": 1}
    for name in ("Closed", "Silent"):
        kind = getattr(models, name)
        with pytest.raises(TypeError, match="more"):
            kind(more=1)
        assert kind.model_validate({"more": 1}).model_extra == {"more": 1}
