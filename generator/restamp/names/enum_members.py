"""The names of enumeration members."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from restamp.diagnostics.model import Diagnostics
from restamp.diagnostics.text import quoted
from restamp.ir.declarations import EnumDecl, EnumMember
from restamp.names.reserved import ENUM_MEMBERS
from restamp.names.scope import Scope, identifier
from restamp.names.words import spelled, split, upper

_SIGN = re.compile(r"\+|-(?=\d)|(?<![^\W_])-(?=\w)")
"""A plus, and a minus that joins no words."""
_SIGNS = {"+": " plus ", "-": " minus "}


def member_names(decl: EnumDecl, diagnostics: Diagnostics) -> dict[str | int, str]:
    """By value: the names of an enumeration's members.

    Values that only their signs or their case tell apart have these in words.
    """
    plain = {member.value: member_name(member) for member in decl.members}
    wishes = _told_apart(plain, {m.value for m in decl.members if m.words and split(m.words)})
    scope = Scope(ENUM_MEMBERS)
    # Who has a name alone has it before those who share it.
    counted = Counter(plain.values())
    names: dict[str | int, str] = {}
    for is_shared in (False, True):
        for value, wish in wishes.items():
            if (counted[plain[value]] > 1) is is_shared:
                names[value] = scope.first_free([wish])
    for name, count in counted.items():
        if count > 1:
            alike = [value for value in plain if plain[value] == name]
            listed = ", ".join(f"{quoted(value)} is {names[value]}" for value in alike)
            diagnostics.note("enum-names-alike", f"values that read alike: {listed}", decl.id)
    return {value: names[value] for value in plain}


def member_name(member: EnumMember) -> str:
    """What a member is called by itself."""
    if member.words and split(member.words):
        return identifier(upper(split(member.words)), "VALUE")
    if isinstance(member.value, int):
        sign = "MINUS_" if member.value < 0 else ""
        return f"VALUE_{sign}{abs(member.value)}"
    return _value_name(member.value)


def _value_name(value: str) -> str:
    if not value:
        return "EMPTY"
    name = upper(spelled(value))
    return identifier(name if name[:1].isalpha() else f"VALUE_{name}", "VALUE")


def _told_apart(plain: Mapping[str | int, str], named: set[str | int]) -> dict[str | int, str]:
    """The names with signs, then case, in words where others are the same."""
    found = dict(plain)
    for alike in _groups(found, named):
        signs = {value: "".join(_SIGN.findall(value)) for value in alike}
        if len(set(signs.values())) > 1:
            for value in alike:
                if signs[value]:
                    found[value] = _value_name(_SIGN.sub(lambda m: _SIGNS[m[0]], value).strip())
    for alike in _groups(found, named):
        if len({value.casefold() for value in alike}) < len(alike):
            for value in alike:
                word = "_LOWER" if value.islower() else "_UPPER" if value.isupper() else ""
                found[value] = identifier(f"{found[value]}{word}", "VALUE")
    return found


def _groups(names: Mapping[str | int, str], named: set[str | int]) -> Iterable[list[str]]:
    """The texts that share a name which no document gave them."""
    groups: dict[str, list[str]] = {}
    for value, name in names.items():
        if isinstance(value, str) and value not in named:
            groups.setdefault(name, []).append(value)
    return [alike for alike in groups.values() if len(alike) > 1]
