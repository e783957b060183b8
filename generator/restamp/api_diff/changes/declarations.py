"""Compare the declarations of `models`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from restamp.api_diff.changes.aliases import environment_of, inlined_aliases
from restamp.api_diff.changes.enumerations import compare_members
from restamp.api_diff.changes.findings import Finding, Level, Place, Side, removed_or_renamed
from restamp.api_diff.changes.inheritance import EXTRA, Inheritance
from restamp.api_diff.changes.judging import READ, Use, Verdict
from restamp.api_diff.changes.notes import compare_deprecation, compare_notes
from restamp.api_diff.surface.surface import Alias, Attribute, Class, Declared, Enumeration, Surface
from restamp.api_diff.types.fits import TypeEnvironment
from restamp.api_diff.types.notation import default_text
from restamp.api_diff.types.terms import alike
from restamp.python.types.public import Model
from restamp.records import dataclass

KINDS: Mapping[type[Declared], str] = {Class: "model", Enumeration: "enum", Alias: "type"}
OF_DICTS: Mapping[str, str] = {"key": "field", "dict": "model"}
OPTIONAL = "it is optional"


def compare_declared(old: Surface, new: Surface) -> Iterator[Finding]:
    """Compare models, enumerations, aliases and typed dicts."""
    models = list(_all(old, new, are_dicts=False))
    yield from models
    reported = {_about(f): f for f in models}
    for finding in _all(old, new, are_dicts=True):
        # A finding about a model is not repeated for its typed dict, unless that is worse.
        same = reported.get(_about(finding))
        if same is None or finding.level.rank < same.level.rank:
            yield finding


def _all(old: Surface, new: Surface, *, are_dicts: bool) -> Iterator[Finding]:
    """Compare either the typed dicts or all other declarations."""
    dicts = _dicts(old) | _dicts(new)
    environment, inheritance = environment_of(old, new), Inheritance.of(old, new)
    inlined = inlined_aliases(old, new)
    for symbol in sorted(old.declared.keys() | new.declared.keys()):
        if (symbol in dicts) is not are_dicts:
            continue
        before, after = old.declared.get(symbol), new.declared.get(symbol)
        if before is None and after is not None:
            yield Finding(
                f"{_kind(after)}-added", symbol, "added", new=Place(after.at), after=_side(after)
            )
        elif after is None and before is not None:
            yield _removed(before, symbol in inlined)
        elif before is not None and after is not None:
            received, sent = symbol in old.received, symbol in old.sent
            # Callers may read back models they construct, but not typed dicts.
            use = Use(read=not are_dicts, sent=sent, constructed=received)
            yield from _Pair(environment, use, inheritance).compared(before, after)


def _removed(before: Declared, is_inlined: bool) -> Finding:
    """The finding for a removed declaration; harmless for an alias whose type is now used inline."""
    return Finding(
        f"{_kind(before)}-{'unnamed' if is_inlined else 'removed'}",
        before.symbol,
        "is no longer a named type" if is_inlined else "removed",
        Level.broken(not is_inlined),
        (
            "calls accept and return the same types"
            if is_inlined
            else "code that uses this name will break"
        ),
        before=_side(before),
        after=_side(before) if is_inlined else "",
        old=Place(before.at),
    )


def _about(finding: Finding) -> tuple[str, Place | None, Place | None]:
    """A key that is equal for a finding about a model and the same finding about its typed dict."""
    what = finding.kind.partition("-")[0]
    return OF_DICTS.get(what, what), finding.old, finding.new


def _dicts(surface: Surface) -> frozenset[str]:
    """Typed dicts and aliases of them: the second declaration at each location."""
    seen: set[str] = set()
    dicts: set[str] = set()
    for symbol, declared in surface.declared.items():
        if declared.at in seen:
            dicts.add(symbol)
        seen.add(declared.at)
    return frozenset(dicts)


def _kind(declared: Declared) -> str:
    return "dict" if isinstance(declared, Class) and declared.is_dict else KINDS[type(declared)]


def _side(declared: Declared) -> Side:
    return declared.type if isinstance(declared, Alias) else ""


@dataclass(frozen=True, slots=True)
class _Pair:
    environment: TypeEnvironment
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
                    verdict = self.use.verdict(self.environment, before.type, other)
                    yield Finding(
                        "type-widened" if verdict.is_read_back else "type-changed",
                        before.symbol,
                        "is a different type",
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
                    f"was a {_kind(before)} and is now a {_kind(after)}",
                    level=Level.BREAKING,
                    why="code uses the two differently",
                    old=Place(before.at),
                    new=Place(after.at),
                )

    def _bases_and_extra(self, before: Class, after: Class) -> Iterator[Finding]:
        """Compare base classes and the type of undeclared fields."""
        places = Place(before.at), Place(after.at)
        for base in before.bases:
            if base not in after.bases:
                is_still_base = self.environment.is_output_compatible(
                    Model.of(base), Model.of(before.symbol)
                )
                why = (
                    "it still inherits from it indirectly"
                    if is_still_base
                    else "it can no longer be passed where the base class is expected"
                )
                message = f"no longer inherits from {base}"
                yield Finding(
                    "base-removed",
                    before.symbol,
                    message,
                    Level.broken(not is_still_base),
                    why,
                    base,
                    "",
                    *places,
                )
        if before.is_dict or before.extra is None or after.extra is None:
            return
        is_same = alike(before.extra, after.extra)
        if not is_same and not self.inheritance.inherits_extra(before.symbol):
            verdict = READ.verdict(self.environment, before.extra, after.extra)
            yield Finding(
                "extra-type",
                f"{before.symbol}.{EXTRA}",
                "has a different type",
                verdict.level,
                verdict.why,
                before.extra,
                after.extra,
                *places,
                also=self.inheritance.with_extra(before.symbol),
            )

    def _classes(self, before: Class, after: Class) -> Iterator[Finding]:
        yield from self._bases_and_extra(before, after)
        shared = {*before.mro} & {*after.mro}
        had = {attribute.name: attribute for attribute in before.attributes}
        has = {attribute.name: attribute for attribute in after.attributes}
        by_wire = {attribute.wire: attribute for attribute in after.attributes if attribute.wire}
        compared: set[str | None] = {*had}
        for name, attribute in had.items():
            other = has.get(name)
            if attribute.owner in shared and (other is None or other.owner == attribute.owner):
                continue  # Reported for the class that declares it.
            renamed = by_wire.get(attribute.wire)
            if other is not None and renamed in (None, other):
                yield from self._attribute(before, attribute, other)
                continue
            if other is not None and renamed is not None:
                compared |= {renamed.name}
                yield self._swapped(before, attribute, other, renamed.name)
                continue
            new_name = None if renamed is None or renamed.name in had else renamed.name
            compared |= {new_name}
            yield self._removed(before, after, attribute, new_name)
        for name, attribute in has.items():
            if name not in compared and attribute.owner not in shared:
                yield self._added(before, attribute)

    def _attribute(self, owner: Class, before: Attribute, after: Attribute) -> Iterator[Finding]:
        symbol, what = _symbol(owner, before.name), _word(owner)
        also = self._also(owner, before.name)
        places = (Place(before.at), Place(after.at))
        verdict = self.use.verdict(self.environment, before.type, after.type)
        kind, message = f"{what}-type", "has a different type"
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
                    "has a different default",
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
                    "has a different name in JSON",
                    Level.HARMLESS,
                    "handled by the client; code does not change",
                    before.wire,
                    after.wire,
                    *places,
                )
            yield from compare_notes(symbol, before.notes, after.notes, *places)
            yield from compare_deprecation(symbol, before.deprecated, after.deprecated, *places)
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
        return removed_or_renamed(
            _word(owner),
            _symbol(owner, attribute.name),
            new_name,
            "code that uses this name will break",
            before=attribute.type,
            old=Place(attribute.at),
            new=Place(after.at),
            also=self._also(owner, attribute.name),
        )

    def _swapped(self, owner: Class, before: Attribute, after: Attribute, new_name: str) -> Finding:
        return Finding(
            f"{_word(owner)}-swapped",
            _symbol(owner, before.name),
            f"now means a different field; the previous one was renamed to {new_name}",
            Level.BREAKING,
            "code that uses this name now gets a different field",
            before.wire,
            after.wire,
            Place(before.at),
            Place(after.at),
            seen_by_checkers=False,
            also=self._also(owner, before.name),
        )

    def _added(self, owner: Class, attribute: Attribute) -> Finding:
        is_required = attribute.default is None
        verdict = Verdict(Level.HARMLESS, OPTIONAL)
        if is_required:
            verdict = self.use.required(Verdict(Level.HARMLESS, "callers do not construct one"))
        return Finding(
            f"{_word(owner)}-added",
            _symbol(owner, attribute.name),
            "added, and required" if is_required else "added",
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
