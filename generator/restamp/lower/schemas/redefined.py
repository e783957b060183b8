"""Properties that a composition declares with types that no value has at once."""

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

MOST_WORDS = 4
"""Members of a union that a message lists."""


def warn_redefined(lowering: Lowering, first: Field, second: Field) -> None:
    """Say that the later type is taken, and which one is lost."""
    if lowering.json_texts & {first.at, second.at}:
        said = f"{quoted(second.wire_name)} is a string, read as the JSON that `contentSchema` describes"
        lowering.diagnostics.note("property-redefined", said, second.at)
        return
    earlier, later = type_words(lowering, first.type), type_words(lowering, second.type)
    if earlier == later:
        earlier, later = f"one {earlier}", f"another {later}"
    lowering.diagnostics.warning(
        "property-redefined",
        f"{quoted(second.wire_name)} is {earlier} at {lowering.home(first.at)} and {later} here, "
        f"and no type is both: it becomes {later}",
        second.at,
    )


def type_words(lowering: Lowering, type_: Type) -> str:
    """A type as a message names it."""
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
            listed = [type_words(lowering, member) for member in members[:MOST_WORDS]]
            return " or ".join([*listed, "others"] if len(members) > MOST_WORDS else listed)
        case Named(id_):
            return quoted(referred_words(lowering.home(id_).removesuffix("/allOf")))
