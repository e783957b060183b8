"""XML documents that are made to harm who reads them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import httpx2
import pytest
from restamp_runtime.api import Api
from restamp_runtime.drift import Unfit
from restamp_runtime.errors import DecodeError
from restamp_runtime.model import Model
from restamp_runtime.request import Request
from restamp_runtime.xml_bodies import XmlDocument
from restamp_runtime.xml_trees import MAX_ATTRIBUTES, MAX_DEPTH, parsed_xml

API = Api(name="x", base_url="https://api.example.com")


class Note(Model):
    text: str | None = None


DOCUMENT = Annotated[Note, XmlDocument("note")]
LAUGHS = "".join(f"<!ENTITY l{n} '" + f"&l{n - 1};" * 10 + "'>" for n in range(1, 10))
ATTACKS = {
    "billion laughs": f'<!DOCTYPE a [<!ENTITY l0 "ha">{LAUGHS}]><note><text>&l9;</text></note>',
    "quadratic": '<!DOCTYPE a [<!ENTITY l "'
    + "a" * 50_000
    + '">]><note>'
    + "&l;" * 50_000
    + "</note>",
    "a file": '<!DOCTYPE a [<!ENTITY f SYSTEM "FILE">]><note><text>&f;</text></note>',
    "a parameter entity": '<!DOCTYPE a [<!ENTITY % p SYSTEM "FILE"> %p;]><note/>',
    "another DTD": '<!DOCTYPE a SYSTEM "FILE"><note/>',
    "an unknown entity": "<note><text>&f;</text></note>",
    "XInclude": '<note xmlns:x="http://www.w3.org/2001/XInclude"><text>'
    '<x:include href="FILE" parse="text"/></text></note>',
    "depth": "<a>" * 100_000 + "</a>" * 100_000,
    "attributes": "<note " + " ".join(f"a{n}=''" for n in range(MAX_ATTRIBUTES + 1)) + "/>",
    "a second root": "<note/><note/>",
    "an unfinished root": "<note>" * 3,
    "a control character": "<note>\x01</note>",
    "an escaped one": "<note>&#1;</note>",
    "an unknown encoding": '<?xml version="1.0" encoding="utf-7000"?><note/>',
    "an undeclared prefix": "<a:note/>",
    "the same attribute twice": "<note a='1' a='2'/>",
}


def answer(drive: Any, content: bytes, **options: Any) -> Any:
    headers = {"content-type": "application/xml"}
    call: Request[Note] = Request("GET", "/x", DOCUMENT, accept="application/xml")
    return drive(
        API, lambda _: httpx2.Response(200, content=content, headers=headers), call, **options
    )


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_fails_soon(drive: Any, tmp_path: Path, name: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text("<!ENTITY secret 'the secret'>")
    content = ATTACKS[name].replace("FILE", secret.as_uri()).encode()
    try:
        value = answer(drive, content, validation="strict")
    except DecodeError as error:
        assert "does not match the document" in str(error)
    else:
        assert name == "XInclude" and "the secret" not in repr(value)
    # A tolerant client takes it as the text that it is.
    assert "the secret" not in repr(answer(drive, content))


def test_depth_within_the_limit(drive: Any) -> None:
    depth = MAX_DEPTH - 1
    content = f"<note>{'<a>' * depth}{'</a>' * depth}</note>"
    value = answer(drive, content.encode(), validation="strict")
    assert isinstance(value, Note) and value.model_extra
    with pytest.raises(Unfit, match="nested more than"):
        parsed_xml(f"<note>{'<a>' * MAX_DEPTH}{'</a>' * MAX_DEPTH}</note>".encode(), "")


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        ("<note><text>ä€</text></note>".encode("utf-16"), "application/xml"),
        (b"\xef\xbb\xbf" + "<note><text>ä€</text></note>".encode(), "application/xml"),
        ("<note><text>ä€</text></note>".encode("cp1252"), "text/xml; charset=cp1252"),
        (
            "<?xml version='1.0' encoding='cp1252'?><note><text>ä€</text></note>".encode("cp1252"),
            "application/xml",
        ),
        (
            "<?xml version='1.0' encoding='latin-1'?><note><text>ä€</text></note>".encode(),
            "application/xml; charset=utf-8",
        ),
        (
            "<note><text>ä€</text></note>".encode("shift_jis", "xmlcharrefreplace"),
            "a/xml; charset=shift_jis",
        ),
    ],
)
def test_encodings(content: bytes, media_type: str) -> None:
    assert parsed_xml(content, media_type).children[0].text == "ä€"


@pytest.mark.parametrize("name", ["shift_jis", "EUC-JP", "gb18030", "big5", "windows-1251"])
def test_declared_encodings_that_expat_lacks(name: str) -> None:
    text = "\u043f" if name == "windows-1251" else "\u65e5\u672c"
    content = f"<?xml version='1.0' encoding='{name}' ?>\n<note><text>{text}</text></note>"
    assert parsed_xml(content.encode(name), "application/xml").children[0].text == text


@pytest.mark.parametrize("name", ["zlib", "hex", "rot13", "no-such"])
def test_encodings_that_are_none_of_text(name: str) -> None:
    content = f"<?xml version='1.0' encoding='{name}'?><note/>".encode()
    with pytest.raises(ValueError, match="it is not XML"):
        parsed_xml(content, "application/xml")


def test_a_dtd_in_such_an_encoding() -> None:
    content = "<?xml version='1.0' encoding='shift_jis'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"
    with pytest.raises(ValueError, match="DTD"):
        parsed_xml(content.encode("shift_jis"), "application/xml")
