"""Where a client of a harmless document is not what is allowed, one test fails and the others are skipped."""

from __future__ import annotations

import pytest

from .stamping import harmless_failures


@pytest.fixture(autouse=True)
def _allowed(request: pytest.FixtureRequest) -> None:
    if request.path.name != "test_allowed.py" and harmless_failures():
        pytest.skip("see tests/hostile/test_allowed.py: harmless documents do not pass")
