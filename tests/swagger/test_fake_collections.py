"""What a fake shows of lists in each `collectionFormat`, and the lists in headers that it returns."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest

from restamp.pipeline import generate

from ..packages import client_of, write

DELIMITERS = {"csv": ",", "ssv": " ", "tsv": "\t", "pipes": "|"}
OPERATION = """
  /FORMAT/{ids}:
    post:
      operationId: FORMAT_send
      tags: [FORMAT]
      parameters:
        - {name: ids, in: path, required: true, type: array, items: {type: string}, collectionFormat: FORMAT}
        - {name: q, in: query, type: array, items: {type: string}, collectionFormat: FORMAT}
        - {name: one, in: query, type: array, items: {type: string}, collectionFormat: FORMAT}
        - name: lists
          in: query
          type: array
          collectionFormat: FORMAT
          items: {type: array, collectionFormat: INNER, items: {type: integer}}
        - {name: X-List, in: header, type: array, items: {type: integer}, collectionFormat: FORMAT}
        - {name: tags, in: formData, type: array, items: {type: string}, collectionFormat: FORMAT}
      responses:
        204:
          description: ok
          headers: {X-Ids: {type: array, items: {type: integer}, collectionFormat: FORMAT}}
"""


def operation(name: str) -> str:
    inner = "pipes" if name in ("csv", "multi") else "csv"
    text = OPERATION.replace("FORMAT", name).replace("INNER", inner)
    return text.replace("collectionFormat: multi}}", "collectionFormat: csv}}")


DOCUMENT = 'swagger: "2.0"\ninfo: {title: T, version: "1"}\npaths:\n' + "\n".join(
    map(operation, (*DELIMITERS, "multi"))
)


@pytest.fixture(scope="module")
def testing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("collections")
    (folder / "spec.yaml").write_text(DOCUMENT)
    result = generate(client_of(folder, "fake_collections"))
    assert not result.failed, result.diagnostics
    write(result.files, folder / "fake_collections")
    sys.path.insert(0, str(folder))
    yield import_module("fake_collections.testing")
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.partition(".")[0] == "fake_collections"]:
        del sys.modules[name]


def sent(testing: Any, name: str, **arguments: Any) -> Any:
    """The call of the fake's operation, as the fake shows it."""
    fake = testing.Fake()
    with fake.client() as client:
        send = getattr(client, name).send
        send(["a", "b"], **arguments)
    (call,) = getattr(fake, name).send.calls
    return call


@pytest.mark.parametrize(("name", "delimiter"), DELIMITERS.items())
def test_joined(testing: Any, name: str, delimiter: str) -> None:
    body = {"tags": ["t", "u"]}
    lists = [[1, 2], [3]]
    call = sent(testing, name, q=["x y", "z"], one=["x"], lists=lists, x_list=[1, 2], body=body)
    assert call.path == {"ids": f"a{delimiter}b"}
    inner = "|" if name == "csv" else ","
    assert call.query == {
        "q": f"x y{delimiter}z",
        "one": "x",
        "lists": f"1{inner}2{delimiter}3",
    }
    assert call.headers["x-list"] == f"1{delimiter}2"
    assert call.body == {"tags": f"t{delimiter}u"}


def test_multi(testing: Any) -> None:
    body = {"tags": ["t", "u"]}
    lists = [[1, 2], [3]]
    call = sent(testing, "multi", q=["x", "z"], one=["x"], lists=lists, x_list=[1, 2], body=body)
    assert call.path == {"ids": "a,b"}
    assert call.query == {"q": ["x", "z"], "one": "x", "lists": ["1|2", "3"]}
    assert call.headers["x-list"] == "1,2"
    assert call.body == {"tags": ["t", "u"]}


@pytest.mark.parametrize(("name", "delimiter"), DELIMITERS.items())
def test_headers_of_responses(testing: Any, name: str, delimiter: str) -> None:
    fake = testing.Fake()
    getattr(fake, name).send.returns(None, headers={"X-Ids": delimiter.join(["1", "2", "30"])})
    with fake.client() as client:
        response = getattr(client, name).send.raw(["a"])
    assert response.header("X-Ids", list[int], separator=delimiter) == [1, 2, 30]
