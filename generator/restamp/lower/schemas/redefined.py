"""Properties that a composition declares with incompatible types."""

from __future__ import annotations

import json

from restamp.diagnostics.text import quoted
from restamp.ir.declarations import Field
from restamp.ir.types import (
    Constant,
    ListOf,
    MapOf,
    Named,
    Nullable,
    OneOf,
    Primitive,
    TupleOf,
    Type,
)
from restamp.lower.context import Lowering, referred_words

MAX_LISTED = 4
"""Maximum number of members of a union in a message."""


def warn_redefined(lowering: Lowering, first: Field, second: Field) -> None:
    """Warn that the later type is used and the earlier one is lost."""
    if lowering.json_texts & {first.at, second.at}:
        message = f"{quoted(second.wire_name)} is a string, read as the JSON that `contentSchema` describes"
        lowering.diagnostics.note("property-redefined", message, second.at)
        return
    earlier, later = type_words(lowering, first.type), type_words(lowering, second.type)
    if earlier == later:
        earlier, later = f"one {earlier}", f"another {later}"
    lowering.diagnostics.warning(
        "property-redefined",
        f"{quoted(second.wire_name)} is {earlier} at {lowering.canonical_pointer(first.at)} and {later} here, "
        f"and no type is both: it becomes {later}",
        second.at,
    )


def type_words(lowering: Lowering, type_: Type) -> str:
    """Describe a type for a message."""
    match type_:
        case Primitive(kind):
            return kind.value
        case ListOf(item):
            return f"array of {type_words(lowering, item)}"
        case TupleOf(items):
            return f"array of {len(items)} items"
        case MapOf(value):
            return f"map of {type_words(lowering, value)}"
        case Constant(value):
            return f"the constant {quoted(value) if isinstance(value, str) else json.dumps(value)}"
        case Nullable(item):
            return f"{type_words(lowering, item)} or null"
        case OneOf(members):
            listed = [type_words(lowering, member) for member in members[:MAX_LISTED]]
            return " or ".join([*listed, "others"] if len(members) > MAX_LISTED else listed)
        case Named(id_):
            return quoted(referred_words(lowering.canonical_pointer(id_).removesuffix("/allOf")))
