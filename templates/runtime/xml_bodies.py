"""Bodies that are XML documents."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from .files import as_file, is_file
from .raw import Raw
from .request import Body, Payload
from .xml_nodes import Xml
from .xml_reading import document_json
from .xml_writing import document_of

XML = "application/xml"


@dataclass(frozen=True, slots=True)
class XmlDocument(Xml):
    """The root element of a body: metadata of its type."""

    def reads(self, media_type: str) -> bool:
        """Whether a media type is one of XML (RFC 7303)."""
        essence = media_type.partition(";")[0].strip().lower()
        return essence.endswith(("/xml", "+xml"))

    def json(self, annotation: Any, content: bytes, media_type: str) -> bytes:
        """The JSON of the type that an XML document stands for.

        Raises:
            ValueError: It is not XML, or has what is refused, such as a DTD.
        """
        return document_json(annotation, self, content, media_type)

    def encoded(self, annotation: Any, value: object) -> bytes:
        """The XML document of a value.

        Raises:
            ValueError: XML has no text for a part of it.
        """
        root = self if self.name else replace(self, name="root")
        return document_of(annotation, root, value)


@dataclass(frozen=True, slots=True)
class XmlBody(Body):
    """A value as an XML document; of bytes and files, these themselves."""

    value: object
    type: Any
    root: XmlDocument
    media_type: str = XML

    def payload(self) -> Payload | None:
        """The document, in UTF-8."""
        if self.value is None:
            return None
        if is_file(as_file(self.value)):
            return Raw(self.value, self.media_type).payload()
        return Payload(self.root.encoded(self.type, self.value), self.media_type)
