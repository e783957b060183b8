"""XML documents of any values: they round trip, and another parser reads the same."""

from __future__ import annotations

import json
from datetime import date, datetime, timezone
from math import inf, isnan, nan
from typing import Annotated, Any, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from restamp_runtime.codec import read_json
from restamp_runtime.decimals import DecimalNumber
from restamp_runtime.model import Model
from restamp_runtime.times import Date, DateTime
from restamp_runtime.xml_bodies import XmlDocument
from restamp_runtime.xml_nodes import Xml

NS = "http://example.com/ns"


class Leaf(Model):
    kind: Annotated[Literal["leaf"], Xml(node="attribute")] = "leaf"
    text: Annotated[str, Xml(node="text")]
    size: Annotated[int | None, Xml(node="attribute", prefix="n", namespace=NS)] = None


class Branch(Model):
    name: str
    flag: Annotated[bool | None, Xml("is-flagged", prefix="n", namespace=NS)] = None
    number: float | None = None
    count: Annotated[int | None, Xml(namespace=NS)] = None
    day: Annotated[Date | None, Xml(node="attribute")] = None
    moment: DateTime | None = None
    exact: DecimalNumber | None = None
    words: list[str] | None = None
    wrapped: Annotated[list[int | None] | None, Xml("all", wrapped=True, item=Xml("one"))] = None
    numbers: Annotated[list[int] | None, Xml(node="attribute")] = None
    leaves: Annotated[list[Leaf] | None, Xml(item=Xml("leaf"))] = None
    branches: Annotated[list[Branch] | None, Xml(wrapped=True)] = None
    by_name: dict[str, int] | None = None
    cdata: Annotated[CData | None, Xml("c")] = None


class CData(Model):
    text: Annotated[str, Xml(node="cdata")]


XML = XmlDocument("root", prefix="n", namespace=NS)
CHARACTERS = st.characters(
    exclude_categories=["Cs"],
    exclude_characters=[chr(c) for c in range(32) if c not in (9, 10, 13)] + ["\ufffe", "\uffff"],
)
TEXTS = st.text(CHARACTERS, max_size=12)
CDATA = TEXTS.filter(lambda text: "\r" not in text and bool(text.strip()))
"""A parser reads each line end as a line feed, and a section has no way to escape one."""
INTEGERS = st.integers(-(10**30), 10**30)
SPARSE: dict[str, Any] = {
    "flag": st.booleans(),
    "number": st.floats(allow_nan=False, allow_infinity=False),
    "count": INTEGERS,
    "day": st.dates(date(1000, 1, 1)),
    "moment": st.datetimes(datetime(1000, 1, 1), timezones=st.just(timezone.utc)),  # noqa: UP017
    "exact": st.decimals(allow_nan=False, allow_infinity=False, places=3),
    "words": st.lists(TEXTS, min_size=1, max_size=3),
    "wrapped": st.lists(st.none() | INTEGERS, max_size=3),
    "numbers": st.lists(INTEGERS, max_size=3),
    "leaves": st.lists(st.builds(Leaf, text=TEXTS, size=INTEGERS), min_size=1, max_size=2),
    "by_name": st.dictionaries(
        st.from_regex(r"[a-zäß_][a-zäß0-9_.-]*", fullmatch=True), INTEGERS, min_size=1, max_size=3
    ),
    "cdata": st.builds(CData, text=CDATA),
}


def branches(children: st.SearchStrategy[Branch] | None = None) -> st.SearchStrategy[Branch]:
    optional = dict(SPARSE)
    if children is not None:
        optional["branches"] = st.lists(children, max_size=2)
    return st.fixed_dictionaries({"name": TEXTS}, optional=optional).map(lambda v: Branch(**v))


VALUES = st.recursive(branches(), branches, max_leaves=4)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(VALUES)
def test_a_value_round_trips_and_another_parser_agrees(value: Branch) -> None:
    content = XML.encoded(Branch, value)
    read = read_json(Branch, XML.json(Branch, content, "application/xml"))
    assert read == value
    assert read.model_fields_set == value.model_fields_set
    root = etree.fromstring(content)
    assert root.tag == f"{{{NS}}}root" and root.prefix == "n"
    compare(root, value)
    # Written by another serializer, with its own prefixes and escapes, it is the same value.
    other = etree.tostring(root, encoding="utf-16", pretty_print=False)
    assert read_json(Branch, XML.json(Branch, other, "application/xml")) == value


def compare(element: Any, value: Branch) -> None:
    """What lxml has in the places that the marks say."""
    assert (element.findtext("name") or "") == value.name
    flag = element.findtext(f"{{{NS}}}is-flagged")
    assert flag == (None if value.flag is None else json.dumps(value.flag))
    assert element.get("day") == (None if value.day is None else value.day.isoformat())
    assert [e.text or "" for e in element.findall("words")] == (value.words or [])
    listed = [None if e.text is None else int(e.text) for e in element.findall("all/one")]
    assert listed == (value.wrapped or [])
    assert [e.text or "" for e in element.findall("leaf")] == [x.text for x in value.leaves or []]
    sizes = [e.get(f"{{{NS}}}size") for e in element.findall("leaf")]
    assert sizes == [str(x.size) for x in value.leaves or []]
    assert {e.tag: int(e.text) for e in element.iterfind("by_name/*")} == (value.by_name or {})
    assert element.findtext("c") == (None if value.cdata is None else value.cdata.text)
    for child, branch in zip(
        element.findall("branches/branches"), value.branches or [], strict=True
    ):
        compare(child, branch)


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=200)
    | TEXTS.map(str.encode)
    | st.from_regex(r"(<[/?!]?[ab] ?(c='d')?/?>|&?[x;]){1,9}").map(str.encode)
)
def test_any_bytes_are_a_value_or_an_error(content: bytes) -> None:
    try:
        XML.json(Branch, content, "application/xml")
    except ValueError:
        return
    etree.fromstring(content, etree.XMLParser(resolve_entities=False))


@pytest.mark.parametrize(
    ("number", "text"), [(inf, "INF"), (-inf, "-INF"), (nan, "NaN"), (1e300, "1e+300")]
)
def test_doubles_of_xml_schema(number: float, text: str) -> None:
    content = XML.encoded(Branch, Branch(name="", number=number))
    assert etree.fromstring(content).findtext("number") == text
    read = read_json(Branch, XML.json(Branch, content, "application/xml")).number
    assert read == number or (isnan(number) and read is not None and isnan(read))
