"""Types and expressions for the items of streams."""

from __future__ import annotations

from collections.abc import Mapping

from restamp.ir.declarations import AliasDecl, Declaration, ObjectDecl
from restamp.ir.operations import Codec, Content, Operation
from restamp.ir.types import Constant, Kind, Named, Nullable, OneOf, Primitive, Type
from restamp.ir.walk import all_fields
from restamp.python.types.annotations import Annotator
from restamp.python.types.literals import literal, parts
from restamp.python.types.public import PublicType, Simple
from restamp.python.types.received import ReceivedTypes
from restamp.runtime import modules as runtime

FLAG = "stream"
"""The usual body field that requests a stream."""


def item_type(content: Content, types: ReceivedTypes) -> PublicType:
    """The type of the items of a stream."""
    return Simple.EVENT if content.item is None else types(content.item)


def items_argument(
    content: Content, operation: Operation, annotator: Annotator, *, is_chosen: bool
) -> str:
    """The `Items` of a stream; `is_chosen` if the operation can also return a whole response."""
    item = annotator.text(item_type(content, annotator.types))
    arguments = [item, literal(content.media_type)]
    if content.whole is not None:
        arguments.append(f"whole={literal(content.whole.value)}")
    if content.texts:
        arguments.append(f"texts={parts([literal(name) for name in content.texts])}")
    if content.done is not None:
        arguments.append(f"done={literal(content.done)}")
    if is_chosen and _is_in_body(operation, annotator.types.declarations):
        arguments.append("in_body=True")
    if content.codec is Codec.PARTS:
        parser = annotator.imports.use(runtime.RECEIVED_PARTS, "part_parser")
        arguments.append(f"parser={parser}")
    return f"{annotator.imports.use(runtime.STREAM_REQUESTS, 'Items')}({', '.join(arguments)})"


def _is_in_body(operation: Operation, declarations: Mapping[str, Declaration]) -> bool:
    body = operation.body
    return body is not None and _has_flag(body.contents[0].type, declarations, frozenset())


def _has_flag(type_: Type, declarations: Mapping[str, Declaration], seen: frozenset[str]) -> bool:
    match type_:
        case Nullable(item):
            return _has_flag(item, declarations, seen)
        case OneOf(members):
            return all(_has_flag(member, declarations, seen) for member in members)
        case Named(id_) if id_ not in seen:
            declaration = declarations.get(id_)
            if isinstance(declaration, AliasDecl):
                return _has_flag(declaration.type, declarations, seen | {id_})
            if isinstance(declaration, ObjectDecl):
                fields = {
                    field.wire_name: field.type for field in all_fields(declaration, declarations)
                }
                return FLAG in fields and _is_flag(fields[FLAG])
            return False
        case _:
            return False


def _is_flag(type_: Type) -> bool:
    match type_:
        case Nullable(item):
            return _is_flag(item)
        case Primitive(kind):
            return kind is Kind.BOOLEAN
        case Constant(value):
            return value is True
        case _:
            return False
