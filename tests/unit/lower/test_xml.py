"""Whether documents are searched for XML: however they write a key or a media type of XML."""

from __future__ import annotations

from pathlib import Path

import pytest

from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.ir.declarations import ObjectDecl
from restamp.ir.xml import XmlNode
from restamp.pipeline import describe

JSON = """{"openapi": "3.0.3", "info": {"title": "A", "version": "1"}, "paths": {"/a": {"get": {
"responses": {"200": {"description": "A", "content": {"application/json": {"schema":
{"$ref": "#/components/schemas/A"}}}}}}}}, "components": {"schemas": {"A": {"type": "object",
"properties": {"a": {"type": "string", KEY: {"name": "b"}}}}}}}"""


def node_of(folder: Path, name: str, text: str) -> XmlNode | None:
    """The XML node of the only field of `A`."""
    spec = folder / name
    spec.write_text(text, "utf-8")
    config = ClientConfig(
        root=folder, name="a", spec=spec, spec_name=name, overlays=(), output=folder / "a"
    )
    description = describe(config, Diagnostics())
    assert description is not None
    (field,) = next(
        decl.fields for decl in description.api.declarations if isinstance(decl, ObjectDecl)
    )
    return field.xml


@pytest.mark.parametrize("key", ['"xml"', r'"\u0078ml"', r'"x\u006Dl"', r'"\u0078\u006d\u006c"'])
def test_key_in_json(tmp_path: Path, key: str) -> None:
    assert node_of(tmp_path, "a.json", JSON.replace("KEY", key)) == XmlNode("b")


@pytest.mark.parametrize("key", ["xml", "'xml' ", r'"\x78ml"', r'"xm\U0000006c"', "? xml\n"])
def test_key_in_yaml(tmp_path: Path, key: str) -> None:
    assert node_of(tmp_path, "a.yaml", JSON.replace("KEY", key)) == XmlNode("b")


@pytest.mark.parametrize(
    "media_type", ["application/xml", "text/XML", r"text/xml; charset=\"utf-8\"", "a/b+xml "]
)
def test_media_type(tmp_path: Path, media_type: str) -> None:
    lists = '"array", "items": {"type": "array", "items": {"type": "string"}}}}}}}}'
    text = JSON.replace("application/json", media_type).partition('"string"')[0] + lists
    assert node_of(tmp_path, "a.json", text) is not None
    other = text.replace(media_type, "application/json")
    assert node_of(tmp_path, "a.json", other) is None
