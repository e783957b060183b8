"""Check that the fields of XML documents have names there."""

from __future__ import annotations

from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.ir.api import Api
from restamp.ir.declarations import Field, ObjectDecl
from restamp.ir.walk import reachable
from restamp.ir.xml import XmlNode, is_name


def check_xml_names(api: Api, config: ClientConfig, diagnostics: Diagnostics) -> Api:
    """Warn of the fields of requests whose names XML does not allow, so that they cannot be sent."""
    bodies = [operation.body for operation in api.operations if operation.body is not None]
    types = [c.type for body in bodies for c in body.contents if c.xml is not None]
    for id_ in sorted(reachable(types, api.by_id)) if types else ():
        declaration = api.by_id[id_]
        for field in declaration.fields if isinstance(declaration, ObjectDecl) else ():
            name = _name(field)
            if not is_name(name):
                diagnostics.warning(
                    "xml-name-invalid",
                    f"{name!r} is not a name in XML; the field cannot be sent",
                    field.at,
                )
    return api


def _name(field: Field) -> str:
    node = field.xml or XmlNode(field.wire_name)
    is_unwrapped = node.item is not None and not node.is_named
    node = node.item if is_unwrapped and node.item is not None else node
    return node.name if node.is_named and not node.variants else "text"
