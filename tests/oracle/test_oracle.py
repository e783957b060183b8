"""A sample of the long run: each document, or some operations of a large one, with a fixed seed.

`make oracle` takes all operations and more cases of each.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest

LACKING = "the oracles are not installed: pip install -e '.[test]'"
pytest.importorskip("schemathesis", reason=LACKING)
pytest.importorskip("openapi_core", reason=LACKING)

from . import examining  # noqa: E402
from .documents import OTHERS, OWN, Specimen, is_there, specimen  # noqa: E402
from .examining import examined  # noqa: E402
from .meanings import Meanings  # noqa: E402
from .wire import Wire, of_client  # noqa: E402

OPERATIONS = 24
"""Of a document, at most."""
CASES = 80
"""Of a document, about."""
SEED = 20


@pytest.fixture(scope="module", params=[*OWN, *OTHERS, "moby"])
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


@pytest.fixture(scope="module")
def tracecat(tmp_path_factory: pytest.TempPathFactory) -> Specimen:
    """All operations of Tracecat."""
    return specimen("tracecat", tmp_path_factory.mktemp("tracecat"), None)


@pytest.mark.parametrize("change", TAMPERING)
def test_disagreements_are_reported(
    change: str, tracecat: Specimen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        examining, "of_client", lambda request: TAMPERING[change](of_client(request))
    )
    tally = examined(tracecat, 3, SEED)
    assert tally.unexplained != []


def test_a_changed_document_in_xml_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not is_there("train_travel"):
        pytest.skip("RESTAMP_CORPUS does not name a folder with this document")
    document = specimen("train_travel", tmp_path, None)

    def changed(request: httpx2.Request) -> Wire:
        wire = of_client(request)
        return replace(wire, content=wire.content.replace(b"</has_dog>", b"x</has_dog>"))

    monkeypatch.setattr(examining, "of_client", changed)
    tally = examined(document, 12, SEED)
    assert any(" reference body " in each for each in tally.unexplained)


def _xml(content: bytes) -> Wire:
    return Wire("POST", "/", "", {"content-type": "application/xml"}, {}, content)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        (b"<a><b>1</b><c/></a>", b"<?xml version='1.0'?>\n<a><c></c><b>1</b></a>", True),
        (b"<p:a xmlns:p='u'/>", b"<a xmlns='u'/>", True),
        (b"<a><b>1</b><b>2</b></a>", b"<a><b>2</b><b>1</b></a>", False),
        (b"<a b='1'/>", b"<a><b>1</b></a>", False),
        (b"<a/>", b"<a xmlns='u'/>", False),
        (b"<a/>", b"<a>", False),
    ],
)
def test_xml_is_compared_as_elements(one: bytes, other: bytes, is_same: bool) -> None:
    assert (_xml(one).body() == _xml(other).body()) is is_same


LISTS = """
swagger: "2.0"
info: {title: T, version: "1"}
paths:
  /a/{some.id}:
    get:
      operationId: a
      parameters:
        - {name: some.id, in: path, required: true, type: string}
        - name: lists
          in: query
          required: true
          type: array
          minItems: 1
          collectionFormat: pipes
          items: {type: array, collectionFormat: csv, minItems: 2, items: {type: integer}}
      responses: {204: {description: ok}}
"""


@pytest.mark.parametrize(("delimiter", "is_reported"), [(",", False), ("%20", True)])
def test_lists_in_lists_are_read_by_their_formats(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, delimiter: str, is_reported: bool
) -> None:
    (tmp_path / "lists.yaml").write_text(LISTS)
    document = specimen(str(tmp_path / "lists.yaml"), tmp_path, None)

    def changed(request: httpx2.Request) -> Wire:
        wire = of_client(request)
        return replace(wire, query=wire.query.replace(",", delimiter))

    monkeypatch.setattr(examining, "of_client", changed)
    tally = examined(document, 5, SEED)
    assert (tally.unexplained != []) is is_reported
    assert tally.cases == 5
    assert tally.not_drawn == []


@pytest.mark.parametrize(
    ("mine", "other", "is_same"),
    [
        ("1.0|2", "1|2.0", True),
        ("1 2", "1|2", False),
        ("1|2", "2|1", False),
        ("1|a", "1.0|a", False),
    ],
)
def test_numbers_in_a_list_mean_the_same(mine: str, other: str, is_same: bool) -> None:
    assert Meanings().alike(mine, other, False) is is_same
