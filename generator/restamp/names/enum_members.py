"""Names of enumeration members."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from restamp.diagnostics.model import Diagnostics
from restamp.diagnostics.text import quoted
from restamp.ir.declarations import EnumDecl, EnumMember
from restamp.names.reserved import ENUM_MEMBERS
from restamp.names.scope import Scope, identifier
from restamp.names.words import split, upper, words_or_symbols

_SIGN = re.compile(r"\+|-(?=\d)|(?<![^\W_])-(?=\w)")
"""A plus, or a minus that does not join words."""
_SIGNS = {"+": " plus ", "-": " minus "}


def member_names(decl: EnumDecl, diagnostics: Diagnostics) -> dict[str | int, str]:
    """The names of an enumeration's members, by value.

    Values that differ only in signs or case have these spelled out.
    """
    plain = {member.value: member_name(member) for member in decl.members}
    counted = Counter(plain.values())
    candidates: Mapping[str | int, str] = plain
    if len(counted) < len(plain):
        named = {m.value for m in decl.members if m.words and split(m.words)}
        candidates = _distinguished(plain, named)
    scope = Scope(ENUM_MEMBERS)
    # Members with a unique name take precedence over those that share one.
    names: dict[str | int, str] = {}
    for is_shared in (False, True):
        for value, candidate in candidates.items():
            if (counted[plain[value]] > 1) is is_shared:
                names[value] = scope.claim([candidate])
    for name, count in counted.items():
        if count > 1:
            values = [value for value in plain if plain[value] == name]
            listed = ", ".join(f"{quoted(value)} is {names[value]}" for value in values)
            diagnostics.note("enum-names-alike", f"values with similar names: {listed}", decl.id)
    return {value: names[value] for value in plain}


def member_name(member: EnumMember) -> str:
    """The name of a member, regardless of the others."""
    if member.words and split(member.words):
        return identifier(upper(split(member.words)), "VALUE")
    if isinstance(member.value, int):
        sign = "MINUS_" if member.value < 0 else ""
        return f"VALUE_{sign}{abs(member.value)}"
    return _value_name(member.value)


def _value_name(value: str) -> str:
    if not value:
        return "EMPTY"
    name = upper(words_or_symbols(value))
    return identifier(name if name[:1].isalpha() else f"VALUE_{name}", "VALUE")


def _distinguished(plain: Mapping[str | int, str], named: set[str | int]) -> dict[str | int, str]:
    """Spell out signs, then case, in names that several values share."""
    result = dict(plain)
    for values in _groups(result, named):
        signs = {value: "".join(_SIGN.findall(value)) for value in values}
        if len(set(signs.values())) > 1:
            for value in values:
                if signs[value]:
                    result[value] = _value_name(_SIGN.sub(lambda m: _SIGNS[m[0]], value).strip())
    for values in _groups(result, named):
        if len({value.casefold() for value in values}) < len(values):
            for value in values:
                word = "_LOWER" if value.islower() else "_UPPER" if value.isupper() else ""
                result[value] = identifier(f"{result[value]}{word}", "VALUE")
    for values in _groups(result, named):
        symbols = [value for value in values if not split(value)]
        if len(symbols) < len(values):
            for value in symbols:
                result[value] = identifier(f"{result[value]}_SIGN", "VALUE")
    return result


def _groups(names: Mapping[str | int, str], named: set[str | int]) -> Iterable[list[str]]:
    """Group the strings that share a name which the document does not set."""
    groups: dict[str, list[str]] = {}
    for value, name in names.items():
        if isinstance(value, str) and value not in named:
            groups.setdefault(name, []).append(value)
    return [values for values in groups.values() if len(values) > 1]
