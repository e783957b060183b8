"""Fields of multipart forms."""

from __future__ import annotations

from collections.abc import Iterator

from restamp.ir.declarations import ObjectDecl
from restamp.ir.members import Declarations, variants
from restamp.ir.types import Kind, ListOf, Named, Primitive, Type
from restamp.ir.walk import all_fields

NULL = Primitive(Kind.NULL)
FILES = (Kind.BINARY, Kind.FILE)


def file_fields(form: Type, declarations: Declarations) -> Iterator[str]:
    """Yield the names of the fields that are a file, or a list of files, in every variant that has them."""
    fields: dict[str, bool] = {}
    for variant in variants(form, declarations):
        declared = declarations.get(variant.id) if isinstance(variant, Named) else None
        if isinstance(declared, ObjectDecl):
            for field in all_fields(declared, declarations):
                is_file = _is_file(field.type, declarations)
                fields[field.wire_name] = is_file and fields.get(field.wire_name, True)
    yield from (name for name, is_file in fields.items() if is_file)


def _is_file(type_: Type, declarations: Declarations) -> bool:
    """Whether a type admits only files or lists of files."""
    return all(
        (
            _is_file(variant.item, declarations)
            if isinstance(variant, ListOf)
            else isinstance(variant, Primitive) and variant.kind in FILES
        )
        for variant in variants(type_, declarations)
        if variant != NULL
    )
