"""Whether the operations of an API are named after its paths or after its operationIds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from restamp.config.model import Style
from restamp.names.paths.lexicon import is_verb_phrase
from restamp.names.paths.route import Call, Route
from restamp.names.paths.segments import is_dotted, words_of
from restamp.names.paths.steps.chains import MAX_WORDS
from restamp.records import dataclass

CURATED = 0.9
CLEAN = 0.8
SHARED = 2 / 3
FEW = 5
"""Of fewer operations, shares are no evidence; the study has documents of at least ten."""
_MAX_WORD = 30
_MAX_VERB_WORDS = 4
_GROUPED = re.compile(
    r"(?P<slash>[\w-]+(/[\w-]+)+)|(?P<dot>[A-Za-z][\w-]*(\.[A-Za-z][\w-]*)+)"
    r"|(?P<pascal>[A-Z][A-Za-z0-9]*)_[A-Z][A-Za-z0-9]*"
)
_FRAMEWORK_GROUP = re.compile(r"\w*(Service|Controller|Api|API|Resource)\Z")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The style of an API, the reason for it, and the shares of its operations that the choice rests on."""

    style: Style
    reason: str
    curated: float
    """The share of operationIds that people named by group and verb."""
    clean: float
    """The share of operations whose paths make a call that reads well."""
    shared: float
    """The share of operations whose first resource has another operation."""


def style_of(routes: Sequence[Route], calls: Mapping[str, Call]) -> Verdict:
    """Choose the style of an API, `calls` being the names after its paths."""
    curated = _curated(routes)
    clean = _share([is_clean(calls[route.id]) for route in routes])
    firsts = Counter(calls[route.id].chain[:1] for route in routes)
    shared = _share([bool(calls[r.id].chain) and firsts[calls[r.id].chain[:1]] > 1 for r in routes])
    style, reason = _choice_by_ids(routes, curated) or _choice_by_calls(clean, shared)
    return Verdict(style, reason, curated, clean, shared)


def style_without_calls(routes: Sequence[Route]) -> Style | None:
    """The style of an API where it does not depend on the names after its paths; else None."""
    choice = _choice_by_ids(routes, _curated(routes))
    return None if choice is None else choice[0]


def _curated(routes: Sequence[Route]) -> float:
    is_spelled = is_dotted([route.path for route in routes])
    return _share([not is_spelled and _is_curated(r) for r in routes if r.operation_id])


def _choice_by_ids(routes: Sequence[Route], curated: float) -> tuple[Style, str] | None:
    if sum(bool(route.operation_id) for route in routes) * 2 < len(routes):
        return Style.RESOURCES, "most operations have no operationId"
    if len(routes) < FEW:
        return Style.OPERATIONS, f"fewer than {FEW} operations do not tell how paths read"
    if curated >= CURATED:
        reason = f"{curated:.0%} of the operationIds are a group and a verb"
        return Style.OPERATIONS, f"{reason}: somebody chose them"
    return None


def _choice_by_calls(clean: float, shared: float) -> tuple[Style, str]:
    if clean < CLEAN:
        return Style.OPERATIONS, f"only {clean:.0%} of the paths make a call that reads well"
    if shared < SHARED:
        return Style.OPERATIONS, f"only {shared:.0%} of the operations share a resource"
    reason = f"{clean:.0%} of the paths make a call that reads well"
    return Style.RESOURCES, f"{reason}, and {shared:.0%} of the operations share a resource"


def _share(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 0.0


def _is_curated(route: Route) -> bool:
    """Whether an operationId is a group and a verb that people chose, not a framework."""
    match = _GROUPED.fullmatch(route.operation_id)
    if match is not None:
        group = match["pascal"] or re.split(r"[/.]", route.operation_id)[0]
        last = re.split(r"[/._]", route.operation_id)[-1]
        return not _FRAMEWORK_GROUP.match(group) and not last[:1].isdigit() and not _is_path(route)
    words = words_of(route.operation_id)
    tags = [words_of(tag) for tag in route.tags[:1]]
    has_tag = any(tag and words.startswith(f"{tag}_") for tag in tags)
    return has_tag and "_" in route.operation_id and not _is_path(route)


def _is_path(route: Route) -> bool:
    """Whether an operationId is made of the path, as frameworks make it: `name_path_method`."""
    method = route.method.lower()
    if not route.operation_id.lower().endswith(f"_{method}"):
        return False
    return words_of(route.path) in words_of(route.operation_id)


def is_clean(call: Call) -> bool:
    """Whether a call reads well."""
    if call.verb_rule == "number" or call.verb.count("_") >= _MAX_VERB_WORDS:
        return False
    if call.verb_rule == "probe":
        return True
    words_are_clean = all(
        len(word) <= _MAX_WORD and word[:1].isalpha() and not is_verb_phrase(word, is_reading=True)
        for word in call.chain
    )
    return 0 < len(call.chain) <= MAX_WORDS and words_are_clean
