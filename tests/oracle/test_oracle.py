"""A sample of the long run: each document, or some operations of a large one, with a fixed seed.

`make oracle` takes all operations and more cases of each.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

LACKING = "the oracles are not installed: pip install -e '.[test]'"
pytest.importorskip("schemathesis", reason=LACKING)
pytest.importorskip("openapi_core", reason=LACKING)

from . import examining  # noqa: E402
from .documents import OTHERS, OWN, Specimen, is_there, specimen  # noqa: E402
from .examining import examined  # noqa: E402
from .wire import Wire, of_client  # noqa: E402

OPERATIONS = 24
"""Of a document, at most."""
CASES = 80
"""Of a document, about."""
SEED = 20


@pytest.fixture(scope="module", params=[*OWN, *OTHERS])
def document(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Specimen:
    """Each document, stamped."""
    if not is_there(request.param):
        pytest.skip("RESTAMP_CORPUS does not name a folder with this document")
    return specimen(request.param, tmp_path_factory.mktemp(request.param), OPERATIONS)


def test_requests_are_those_of_the_oracles(document: Specimen) -> None:
    tally = examined(document, -(-CASES // len(document.api.operations)), SEED)
    assert tally.unexplained == []
    assert tally.not_drawn == []
    assert tally.requests == 2 * tally.cases >= 60
    assert tally.agreed > tally.requests // 2


TAMPERING: dict[str, Callable[[Wire], Wire]] = {
    "method": lambda wire: replace(wire, method="PATCH" if wire.method != "PATCH" else "PUT"),
    "path": lambda wire: replace(wire, path=wire.path + "x"),
    "encoding": lambda wire: replace(wire, path=wire.path.replace("-", "%2D").replace("%", "%25")),
    "query": lambda wire: replace(wire, query="&".join([wire.query, "more=1"])),
    "values": lambda wire: replace(wire, query=wire.query.replace("=", "=x")),
    "body": lambda wire: replace(wire, content=wire.content.replace(b'":', b'x":')),
    "media type": lambda wire: replace(
        wire, headers={**wire.headers, "content-type": "text/plain"}
    ),
    "credentials": lambda wire: replace(wire, headers={}),
}


@pytest.mark.parametrize("change", TAMPERING)
def test_disagreements_are_reported(
    change: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = specimen("tracecat", tmp_path, None)
    monkeypatch.setattr(
        examining, "of_client", lambda request: TAMPERING[change](of_client(request))
    )
    tally = examined(document, 3, SEED)
    assert tally.unexplained != []
