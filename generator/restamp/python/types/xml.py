"""The nodes of values in XML, as expressions."""

from __future__ import annotations

from collections.abc import Mapping

from restamp.ir.declarations import AliasDecl, Declaration
from restamp.ir.operations import Content
from restamp.ir.types import ListOf, MapOf, Named, Nullable, OneOf, TupleOf, Type
from restamp.ir.xml import XmlKind, XmlNode
from restamp.passes.access import SENT
from restamp.python.types.annotations import Annotator
from restamp.python.types.literals import literal, parts
from restamp.runtime import modules as runtime


def field_mark(node: XmlNode, wire_name: str, type_: Type, annotator: Annotator) -> str:
    """The node of a field, as metadata of its type."""
    return _written(node, wire_name, _classes(type_, annotator), annotator, "Xml")


def document_mark(node: XmlNode, type_: Type, annotator: Annotator) -> str:
    """The root element of a document, as metadata of the type."""
    return _written(node, "", _classes(type_, annotator), annotator, "XmlDocument")


def read_as_xml(annotation: str, content: Content | None, annotator: Annotator) -> str:
    """The annotation of a type that is also read from XML, if there is such content."""
    if content is None or content.xml is None:
        return annotation
    mark = document_mark(content.xml, content.type, annotator)
    return f"{annotator.imports.use('typing', 'Annotated')}[{annotation}, {mark}]"


def _written(
    node: XmlNode, inferred: str, classes: Mapping[str, str], annotator: Annotator, maker: str
) -> str:
    arguments: list[str] = []
    is_unwrapped = node.item is not None and node.kind is XmlKind.NONE
    name = inferred if is_unwrapped else node.name
    if name != inferred and node.kind not in (XmlKind.TEXT, XmlKind.CDATA, XmlKind.NONE):
        arguments.append(literal(name))
    if node.is_named:
        named = (("namespace", node.namespace), ("prefix", node.prefix))
        arguments += [f"{keyword}={literal(text)}" for keyword, text in named if text]
    if node.item is None or node.kind not in (XmlKind.ELEMENT, XmlKind.NONE):
        if node.kind is not XmlKind.ELEMENT:
            arguments.append(f"node={literal(node.kind.value)}")
    else:
        if node.kind is XmlKind.ELEMENT:
            arguments.append("wrapped=True")
        item = _written(node.item, name, classes, annotator, "Xml")
        if not item.endswith("()"):
            arguments.append(f"item={item}")
    variants = [
        parts([literal(classes[id_]), _written(variant, "", classes, annotator, "Xml")])
        for id_, variant in node.variants
        if id_ in classes
    ]
    if variants:
        arguments.append(f"variants={parts(variants)}")
    module = runtime.XML_NODES if maker == "Xml" else runtime.XML_BODIES
    return f"{annotator.imports.use(module, maker)}({', '.join(arguments)})"


def _classes(type_: Type, annotator: Annotator) -> dict[str, str]:
    """The names of the classes in a type, by the ids of their schemas."""
    names, declarations = annotator.types.names.types, annotator.types.declarations
    ids = dict.fromkeys(_ids(type_, declarations, frozenset()))
    return {id_.removesuffix(SENT): names[id_] for id_ in ids if id_ in names}


def _ids(type_: Type, declarations: Mapping[str, Declaration], seen: frozenset[str]) -> list[str]:
    match type_:
        case Nullable(item) | ListOf(item) | MapOf(item):
            return _ids(item, declarations, seen)
        case OneOf(members) | TupleOf(members):
            return [id_ for member in members for id_ in _ids(member, declarations, seen)]
        case Named(id_) if id_ not in seen:
            declared = declarations[id_]
            if isinstance(declared, AliasDecl):
                return _ids(declared.type, declarations, seen | {id_})
            return [id_]
        case _:
            return []
