"""What changes in `models`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from restamp.api_diff.changes.aliases import world_of, written_out
from restamp.api_diff.changes.enumerations import compare_members
from restamp.api_diff.changes.findings import Finding, Level, Place, Side
from restamp.api_diff.changes.inheritance import EXTRA, Inheritance
from restamp.api_diff.changes.judging import READ, Use, Verdict
from restamp.api_diff.changes.notes import deprecation, noted
from restamp.api_diff.surface.surface import Alias, Attribute, Class, Declared, Enumeration, Surface
from restamp.api_diff.types.fits import World
from restamp.api_diff.types.notation import default_text
from restamp.api_diff.types.terms import alike
from restamp.python.types.public import Model

KINDS: Mapping[type[Declared], str] = {Class: "model", Enumeration: "enum", Alias: "type"}
OF_DICTS: Mapping[str, str] = {"key": "field", "dict": "model"}
FREE = "nobody has to give it"


def compare_declared(old: Surface, new: Surface) -> Iterator[Finding]:
    """The findings about models, enumerations, aliases and the types of dicts."""
    models = list(_all(old, new, are_dicts=False))
    yield from models
    told = {_about(f): f for f in models}
    for finding in _all(old, new, are_dicts=True):
        # What is said of a model is not said again of its dict.
        same = told.get(_about(finding))
        if same is None or finding.level.rank < same.level.rank:
            yield finding


def _all(old: Surface, new: Surface, *, are_dicts: bool) -> Iterator[Finding]:
    """Of the models and their like, or of the types of dicts: those of a name of their own."""
    dicts = _dicts(old) | _dicts(new)
    world, inheritance = world_of(old, new), Inheritance.of(old, new)
    nameless = written_out(old, new)
    for symbol in sorted(old.declared.keys() | new.declared.keys()):
        if (symbol in dicts) is not are_dicts:
            continue
        before, after = old.declared.get(symbol), new.declared.get(symbol)
        if before is None and after is not None:
            yield Finding(
                f"{_kind(after)}-added", symbol, "added", new=Place(after.at), after=_side(after)
            )
        elif after is None and before is not None:
            yield _removed(before, symbol in nameless)
        elif before is not None and after is not None:
            answered, sent = symbol in old.answered, symbol in old.sent
            # What is sent is read back; of dicts, that are only written, nobody does.
            use = Use(read=not are_dicts, given=sent, constructed=answered)
            yield from _Pair(world, use, inheritance).compared(before, after)


def _removed(before: Declared, is_written_out: bool) -> Finding:
    """What is gone; of an alias whose meaning is still there, only the name is."""
    return Finding(
        f"{_kind(before)}-{'unnamed' if is_written_out else 'removed'}",
        before.symbol,
        "has no name any more: its type is written out" if is_written_out else "removed",
        Level.broken(not is_written_out),
        "calls take and return the same" if is_written_out else "who names it finds nothing",
        before=_side(before),
        after=_side(before) if is_written_out else "",
        old=Place(before.at),
    )


def _about(finding: Finding) -> tuple[str, Place | None, Place | None]:
    """What a finding about a model, and one about the type of its dict, have in common."""
    what = finding.kind.partition("-")[0]
    return OF_DICTS.get(what, what), finding.old, finding.new


def _dicts(surface: Surface) -> frozenset[str]:
    """The types of dicts, and the aliases of such: the second of each place."""
    seen: set[str] = set()
    found: set[str] = set()
    for symbol, held in surface.declared.items():
        (found if held.at in seen else seen).add(symbol if held.at in seen else held.at)
    return frozenset(found)


def _kind(held: Declared) -> str:
    return "dict" if isinstance(held, Class) and held.is_dict else KINDS[type(held)]


def _side(held: Declared) -> Side:
    return held.type if isinstance(held, Alias) else ""


@dataclass(frozen=True, slots=True)
class _Pair:
    world: World
    use: Use
    inheritance: Inheritance

    def compared(self, before: Declared, after: Declared) -> Iterator[Finding]:
        match before, after:
            case Class(), Class() if before.is_dict is after.is_dict:
                yield from self._classes(before, after)
            case Enumeration(), Enumeration():
                yield from compare_members(before, after)
            case Alias(), _:
                other = after.type if isinstance(after, Alias) else Model.of(after.symbol)
                if not alike(before.type, other):
                    verdict = self.use.verdict(self.world, before.type, other)
                    yield Finding(
                        "type-widened" if verdict.is_read_back else "type-changed",
                        before.symbol,
                        "is another type",
                        verdict.level,
                        verdict.why,
                        before.type,
                        other,
                        Place(before.at),
                        Place(after.at),
                    )
            case _:
                yield Finding(
                    "kind-changed",
                    before.symbol,
                    f"was a {_kind(before)}, and is a {_kind(after)}",
                    level=Level.BREAKING,
                    why="what was done with it makes no sense any more",
                    old=Place(before.at),
                    new=Place(after.at),
                )

    def _heritage(self, before: Class, after: Class) -> Iterator[Finding]:
        """What it inherits from, and the fields that it does not declare."""
        places = Place(before.at), Place(after.at)
        for base in before.bases:
            if base not in after.bases:
                kept = self.world.gives(Model.of(base), Model.of(before.symbol))
                why = (
                    "it is one by another way"
                    if kept
                    else "it may stand where that is asked for no more"
                )
                said = f"does not inherit from {base} any more"
                yield Finding(
                    "base-removed",
                    before.symbol,
                    said,
                    Level.broken(not kept),
                    why,
                    base,
                    "",
                    *places,
                )
        if before.is_dict or before.extra is None or after.extra is None:
            return
        is_same = alike(before.extra, after.extra)
        if not is_same and not self.inheritance.inherits_extra(before.symbol):
            verdict = READ.verdict(self.world, before.extra, after.extra)
            yield Finding(
                "extra-type",
                f"{before.symbol}.{EXTRA}",
                "is of another type",
                verdict.level,
                verdict.why,
                before.extra,
                after.extra,
                *places,
                also=self.inheritance.with_extra(before.symbol),
            )

    def _classes(self, before: Class, after: Class) -> Iterator[Finding]:
        yield from self._heritage(before, after)
        shared = {*before.line} & {*after.line}
        had = {attribute.name: attribute for attribute in before.attributes}
        has = {attribute.name: attribute for attribute in after.attributes}
        by_wire = {attribute.wire: attribute for attribute in after.attributes if attribute.wire}
        told: set[str | None] = {*had}
        for name, attribute in had.items():
            other = has.get(name)
            if attribute.owner in shared and (other is None or other.owner == attribute.owner):
                continue  # What it is inherited from tells of it.
            renamed = by_wire.get(attribute.wire)
            if other is not None and renamed in (None, other):
                yield from self._attribute(before, attribute, other)
                continue
            if other is not None and renamed is not None:
                told |= {renamed.name}
                yield self._swapped(before, attribute, other, renamed.name)
                continue
            new_name = None if renamed is None or renamed.name in had else renamed.name
            told |= {new_name}
            yield self._removed(before, after, attribute, new_name)
        for name, attribute in has.items():
            if name not in told and attribute.owner not in shared:
                yield self._added(before, attribute)

    def _attribute(self, owner: Class, before: Attribute, after: Attribute) -> Iterator[Finding]:
        symbol, what = _symbol(owner, before.name), _word(owner)
        also = self._also(owner, before.name)
        places = (Place(before.at), Place(after.at))
        verdict = self.use.verdict(self.world, before.type, after.type)
        kind, message = f"{what}-type", "is of another type"
        if before.default is not None and after.default is None:
            kind, message = f"{what}-required", "is now required"
            verdict = self.use.required(verdict)
        elif before.default is None and after.default is not None:
            kind, message = f"{what}-optional", "is now optional"
        elif alike(before.type, after.type):
            if before.default != after.default:
                yield Finding(
                    f"{what}-default",
                    symbol,
                    "has another default",
                    Level.HARMLESS,
                    "",
                    default_text(before.default),
                    default_text(after.default),
                    *places,
                )
            if before.wire != after.wire:
                yield Finding(
                    f"{what}-moved",
                    symbol,
                    "has another name in JSON",
                    Level.HARMLESS,
                    "the client knows it",
                    before.wire,
                    after.wire,
                    *places,
                )
            yield from noted(symbol, before.notes, after.notes, *places)
            yield from deprecation(symbol, before.deprecated, after.deprecated, *places)
            return
        if verdict.is_read_back:
            kind = f"{what}-widened"
        texts = before.type, after.type
        yield Finding(kind, symbol, message, verdict.level, verdict.why, *texts, *places, also=also)

    def _also(self, owner: Class, name: str) -> tuple[str, ...]:
        return () if owner.is_dict else self.inheritance.with_field(owner.symbol, name)

    def _removed(
        self, owner: Class, after: Class, attribute: Attribute, new_name: str | None
    ) -> Finding:
        what = _word(owner)
        return Finding(
            f"{what}-removed" if new_name is None else f"{what}-renamed",
            _symbol(owner, attribute.name),
            "removed" if new_name is None else f"is called {new_name} now",
            level=Level.BREAKING,
            why="who names it finds nothing",
            before=attribute.type,
            old=Place(attribute.at),
            new=Place(after.at),
            also=self._also(owner, attribute.name),
        )

    def _swapped(self, owner: Class, before: Attribute, after: Attribute, new_name: str) -> Finding:
        return Finding(
            f"{_word(owner)}-swapped",
            _symbol(owner, before.name),
            f"is another field now: the one that it was is called {new_name}",
            Level.BREAKING,
            "who names it gets another field",
            before.wire,
            after.wire,
            Place(before.at),
            Place(after.at),
            seen_by_checkers=False,
            also=self._also(owner, before.name),
        )

    def _added(self, owner: Class, attribute: Attribute) -> Finding:
        is_needed = attribute.default is None
        verdict = Verdict(Level.HARMLESS, FREE)
        if is_needed:
            verdict = self.use.required(Verdict(Level.HARMLESS, "nobody makes one"))
        return Finding(
            f"{_word(owner)}-added",
            _symbol(owner, attribute.name),
            "added, and required" if is_needed else "added",
            verdict.level,
            verdict.why,
            after=attribute.type,
            new=Place(attribute.at),
            also=self._also(owner, attribute.name),
        )


def _symbol(owner: Class, name: str) -> str:
    return f'{owner.symbol}["{name}"]' if owner.is_dict else f"{owner.symbol}.{name}"


def _word(owner: Class) -> str:
    return "key" if owner.is_dict else "field"
