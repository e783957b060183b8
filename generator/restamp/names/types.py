"""Names of declarations: classes and aliases, in one scope for the whole API."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import lru_cache
from itertools import chain

from restamp.diagnostics.model import Diagnostics
from restamp.ir.declarations import AliasDecl, Declaration, EnumDecl, ObjectDecl
from restamp.ir.types import NameHint
from restamp.lower.context import ITEM
from restamp.names.keys import DICT
from restamp.names.paths.plurals import plural
from restamp.names.reserved import BUILTINS_IN_ANNOTATIONS
from restamp.names.scope import MAX_NAME, Scope, identifier, is_name
from restamp.names.words import CACHED, pascal, split, words_or_symbols
from restamp.pointers import unescape_token
from restamp.records import dataclass

NAMESPACE = re.compile(r"\.|::|/")
_STEP = re.compile(r"/(oneOf|anyOf|items)(/(\d+|\[[^\]/?]*\]))?\Z")
"""The last step of a pointer from a type to one of its parts."""
_SEPARATED = re.compile(r"[A-Z][ _-][A-Z]")
_CONTENT = re.compile(r"/content/[^/]*?~1(?P<subtype>[^/;]+)[^/]*/(?:item)?[sS]chema(?:/|\Z)")
_SEPARATORS = re.compile(r"[^A-Za-z0-9]+")
_STATUS = re.compile(r"[1-5]\d\d")
KINDS: Mapping[type[Declaration], str] = {AliasDecl: "Type", EnumDecl: "Enum", ObjectDecl: "Object"}
"""The words for kinds of declarations, which names take where no others part them."""
MAX_WIDENED = 64
"""Length of a name after widening that is only exceeded where a number would be needed otherwise."""
ROOT = re.compile(
    r"#/components/schemas/[^/]+|[^#]+#(/(components/schemas/|definitions/|\$defs/)?[^/]+)?"
)
DIRECTION = re.compile(r"(?P<base>.+)-(Input|Output)\Z")


def type_names(
    declarations: Sequence[Declaration],
    pins: Mapping[str, str],
    reserved: Collection[str],
    removed: Mapping[str, str],
    diagnostics: Diagnostics,
) -> dict[str, str]:
    """Name every declaration; `reserved` are names that are used otherwise.

    Pins come first (of the document, then of the lock), then component schemas, then inline types; later
    ones never rename earlier ones. The names of removed declarations (`removed`, with their keys) stay
    unused, unless a single declaration is a clear match for one, which is noted (`name-returned`).
    """
    scope = Scope(BUILTINS_IN_ANNOTATIONS)
    names: dict[str, str] = {}
    for declaration in declarations:
        wish = declaration.hint.pinned
        if wish is not None:
            name = wish if is_name(wish) else _class_name(wish)
            names[declaration.id] = scope.claim([name])
    for declaration in declarations:
        pin = pins.get(declaration.id)
        if declaration.id not in names and pin is not None and is_name(pin) and scope.is_free(pin):
            names[declaration.id] = scope.claim_exactly(pin)
    for name in reserved:
        scope.claim_exactly(name)
    components = [d for d in declarations if is_component(d.id) and d.id not in names]
    inline = [d for d in declarations if d.id not in names and not is_component(d.id)]
    spellings = frozenset(d.hint.words for d in components)
    wanted = {d.id: _Wanted(_component(d, spellings)) for d in components}
    wanted |= {d.id: _Wanted(candidates(d)) for d in inline}
    pending = {d.id: d for d in (*components, *inline)}
    for name, id_ in _reused_names(pending, wanted, removed):
        if scope.is_free(name):
            names[id_] = scope.claim_exactly(name)
            message = f'"{name}" was the name of {removed[name]}, which was removed; this reuses it'
            diagnostics.note("name-returned", message, id_)
    for name in removed:
        scope.claim_exactly(name)
    for listed in (components, inline):
        _assign([d.id for d in listed if d.id not in names], pending, wanted, scope, names)
    _report(declarations, names, diagnostics)
    return names


def _reused_names(
    pending: Mapping[str, Declaration],
    wanted: Mapping[str, _Wanted],
    removed: Mapping[str, str],
) -> list[tuple[str, str]]:
    """Pairs of the name of something removed and the id of the only declaration that matches it."""
    ids_by_name: dict[str, list[str]] = {}
    for id_ in pending if removed else ():
        ids_by_name.setdefault(wanted[id_].name, []).append(id_)
    return [
        (name, ids[0])
        for name, ids in ids_by_name.items()
        if len(ids) == 1 and name in removed and _matches_removed(pending[ids[0]], name, removed)
    ]


def _matches_removed(declaration: Declaration, name: str, removed: Mapping[str, str]) -> bool:
    """Whether a declaration is spelled like a removed name, or has the same location."""
    words, id_, key = declaration.hint.words, declaration.id, removed[name]
    if key.endswith(DICT):
        return False
    if is_component(id_):
        match = DIRECTION.match(words)
        return name in (words, match and match["base"], NAMESPACE.split(words)[-1])
    if declaration.hint.least == 0 and is_component(key):
        return name == "".join(words.split())
    return key in (_STEP.sub("", id_), id_) or id_ == _STEP.sub("", key)


def dict_names(
    ids: Sequence[str],
    types: Mapping[str, str],
    pins: Mapping[str, str],
    removed: Mapping[str, str],
    diagnostics: Diagnostics,
) -> dict[str, str]:
    """Name the dict type of each of these declarations; the names in `types` are taken.

    Of the `removed` names, that of a dict type is reused together with that of its type.
    """
    scope = Scope(BUILTINS_IN_ANNOTATIONS)
    for name in types.values():
        scope.claim_exactly(name)
    names: dict[str, str] = {}
    for id_ in ids:
        pin = pins.get(id_ + DICT)
        if pin is not None and is_name(pin) and scope.is_free(pin):
            names[id_] = scope.claim_exactly(pin)
    for id_ in ids:
        candidate, old = types[id_] + "Dict", removed.get(types[id_])
        belongs_to_type = old is not None and removed.get(candidate) == old + DICT
        if belongs_to_type and id_ not in names and scope.is_free(candidate):
            names[id_] = scope.claim_exactly(candidate)
    for name in removed:
        scope.claim_exactly(name)
    for id_ in ids:
        if id_ not in names:
            candidate = types[id_] + "Dict"
            names[id_] = scope.claim([candidate])
            if names[id_] != candidate:
                message = f'"{candidate}" is taken; the type of a dict becomes "{names[id_]}"'
                diagnostics.note("name-clash", message, id_)
    return names


def is_component(id_: str) -> bool:
    """Whether an id is that of a component schema, or of a whole schema in another file."""
    return ROOT.fullmatch(id_) is not None


def _class_name(text: str) -> str:
    return _identifier(*_spelled_as_class(text))


@lru_cache(CACHED)
def _spelled(text: str) -> tuple[str, ...]:
    """The words of a text; those of one that is all in capitals get small letters."""
    words = words_or_symbols(text)
    if len(words) > 1 and all(word.isupper() for word in words) and _SEPARATED.search(text):
        return tuple(word.capitalize() for word in words)
    return words


@lru_cache(CACHED)
def _spelled_as_class(text: str) -> tuple[str, tuple[str, ...]]:
    """The words of a text as in the name of a class, and in small letters."""
    words = _spelled(text)
    return pascal(words), tuple(word.lower() for word in words)


def _identifier(name: str, words: Sequence[str]) -> str:
    """The name of a class; one whose words start with an HTTP status says what it is of."""
    kind = "Model"
    if name[:1].isdigit() and words and _STATUS.fullmatch(words[0]):
        kind = "Error" if words[0] >= "400" else "Response"
    return identifier(name, kind)


def _component(declaration: Declaration, spellings: Collection[str]) -> Iterator[str]:
    """Candidates for a component: first without its namespace or direction, if possible.

    `spellings` are the names of all components in the document.
    """
    name = declaration.hint.words
    match = DIRECTION.match(name)
    if match is not None:
        base = match["base"]
        is_double = f"{base}-Input" in spellings and f"{base}-Output" in spellings
        if base not in spellings and not is_double:
            yield _class_name(base)
    segments = [segment for segment in NAMESPACE.split(name) if split(segment)]
    if len(segments) > 1 and segments[-1][:1].isalpha():
        for count in range(1, len(segments)):
            yield _class_name(" ".join(segments[-count:]))
    yield _class_name(name)


def candidates(declaration: Declaration) -> Iterator[str]:
    """Candidates for an inline type, shortest first, each widened by one more of its parents.

    After the shortest, the outermost parent is tried, which is more telling than those between. Names
    that are too long are tried last, before a number.
    """
    hint = declaration.hint
    yield _default(hint)
    names = chain(_widened(hint), _spread(hint), _untitled(hint), _by_media_type(declaration))
    yield from (name for name in names if len(name) <= MAX_WIDENED)
    names = chain(_spread(hint), _widened(hint), _untitled(hint), _by_media_type(declaration))
    yield from (name for name in names if MAX_WIDENED < len(name) < MAX_NAME)


def _default(hint: NameHint) -> str:
    return _joined(hint.words, hint.parents[: hint.least], "")


def _widened(hint: NameHint) -> Iterator[str]:
    """Wider names: namespaces, parents, then the resource, then a word for what it is."""
    if any("." in words for words in (hint.words, *hint.parents[: hint.least])):
        yield _joined(hint.words, hint.parents[: hint.least], "", is_whole=True)
    if len(hint.parents) > hint.least + 1:
        yield _joined(hint.words, (*hint.parents[: hint.least], hint.parents[-1]), "")
    wider = [hint.parents[:count] for count in range(hint.least + 1, len(hint.parents) + 1)]
    name = ""
    for parents in wider:
        yield (name := _joined(hint.words, parents, ""))
    if wider and _joined(hint.words, hint.parents, "", repeats=True) != name:
        for parents in wider:
            yield _joined(hint.words, parents, "", repeats=True)
    nearest = hint.parents[: hint.least]
    if hint.resource and _spelled_as_class(hint.resource)[0] not in _default(hint):
        yield _joined(hint.words, (*nearest, hint.resource), "")
        yield _joined(hint.words, (*hint.parents, hint.resource), "")
    if hint.context == ITEM:
        yield _joined(plural(hint.words), nearest, ITEM)
    elif hint.context:
        yield _joined(hint.words, hint.parents, hint.context)
    elif _default(hint) == _joined("", nearest, ""):
        # The word of `MessageStatus.status` is the last of its parent.
        yield _joined(hint.words, nearest, "Value")


def _spread(hint: NameHint) -> Iterator[str]:
    """Names with the outermost parent and one of those between."""
    nearest = hint.parents[: hint.least]
    for middle in hint.parents[hint.least : -1]:
        yield _joined(hint.words, (*nearest, middle, hint.parents[-1]), "")


def _untitled(hint: NameHint) -> Iterator[str]:
    """Names with the names of properties instead of the titles of their schemas."""
    if hint.untitled:
        words, *parents = hint.untitled
        other = replace(hint, words=words, parents=tuple(parents), least=0, untitled=())
        yield from chain(_widened(other), _spread(other))


def _by_media_type(declaration: Declaration) -> Iterator[str]:
    """The name with the media type of the content that a type is in."""
    hint, match = declaration.hint, _CONTENT.search(declaration.id)
    if match is not None and hint.parents:
        subtype = _SEPARATORS.sub(" ", unescape_token(match["subtype"]))
        yield _joined(hint.words, (*hint.parents[:-1], subtype, hint.parents[-1]), "")


def _by_kind(declaration: Declaration) -> Iterator[str]:
    """Names with a word for what a type is, for where all the words around it are taken."""
    hint = declaration.hint
    words = plural(hint.words) if hint.context == ITEM else hint.words
    for context in (hint.context or "Value", KINDS[type(declaration)]):
        yield _joined(words, hint.parents[: hint.least], context)
        yield _joined(words, hint.parents, context)


@dataclass(slots=True)
class _Wanted:
    """The name that a declaration wants, and those that it takes instead; derived when they are needed."""

    candidates: Iterator[str]
    name: str = field(init=False)
    _short: str = field(init=False)
    """The last name so far that is not too long."""

    def __post_init__(self) -> None:
        self.name = self._short = next(self.candidates)

    def widen(self) -> bool:
        """Want the next candidate; False if there is none, and the name is one that a number is added to."""
        name = next(self.candidates, None)
        self.name = self._short if name is None else name
        if len(self.name) <= MAX_WIDENED:
            self._short = self.name
        return name is not None


@lru_cache(4 * CACHED)
def _joined(
    words_: str,
    parents: tuple[str, ...],
    context: str,
    *,
    is_whole: bool = False,
    repeats: bool = False,
) -> str:
    """The name from words; of a part with a namespace only the last word, unless `is_whole`.

    Unless the name `repeats` words, a parent of several words that are there already is left out.
    """
    name = ""
    words: list[str] = []
    for number, segment in enumerate((*reversed(parents), words_, context)):
        if "." in segment and not is_whole:
            segment = NAMESPACE.split(segment)[-1]
        text, own = _spelled_as_class(segment)
        if len(own) == 1:
            # `Page` in `ExecutionPage` need not become `ExecutionPagePage`.
            if words and words[-1] == own[0]:
                continue
        # `PullRequest` in `PullRequestLockedPullRequestHead` says nothing more.
        elif number < len(parents) and not repeats and _has(words, own):
            continue
        name += text
        words += own
    return _identifier(name, words)


def _has(words: Sequence[str], repeated: tuple[str, ...]) -> bool:
    """Whether several words are among others, one after another."""
    size = len(repeated)
    if size < 2 or repeated[0] not in words:
        return False
    ends = range(size, len(words) + 1)
    return any(tuple(words[end - size : end]) == repeated for end in ends)


def _assign(
    pending: list[str],
    declarations: Mapping[str, Declaration],
    wanted: Mapping[str, _Wanted],
    scope: Scope,
    names: dict[str, str],
) -> None:
    """Assign each declaration its first candidate that is free and unclaimed; on a clash all of them move to
    the next candidate."""
    equals: dict[tuple[str, type[Declaration]], str] = {}
    while pending:
        buckets: dict[str, list[str]] = {}
        for id_ in pending:
            buckets.setdefault(wanted[id_].name, []).append(id_)
        pending = list[str]()
        for name, ids in buckets.items():
            if len(ids) == 1 and scope.is_free(name):
                names[ids[0]] = scope.claim_exactly(name)
                continue
            for id_ in _exact_spelling_first(ids, name):
                if wanted[id_].widen():
                    pending.append(id_)
                else:
                    names[id_] = _exhausted(declarations[id_], wanted[id_].name, scope, equals)
        pending.sort()


def _exhausted(
    declaration: Declaration,
    name: str,
    scope: Scope,
    equals: dict[tuple[str, type[Declaration]], str],
) -> str:
    """The name of a declaration whose last candidate is taken: with a number if another one is equal in every word
    and of the same kind (`equals`), else with a word for what it is."""
    equal = equals.get((name, type(declaration)))
    if equal is not None:
        return scope.claim([equal])
    others = () if is_component(declaration.id) else _by_kind(declaration)
    claimed = scope.claim([name, *others])
    equals[name, type(declaration)] = claimed
    return claimed


def _exact_spelling_first(ids: list[str], name: str) -> list[str]:
    """Sort declarations that are spelled like the name first: they keep it."""
    return sorted(ids, key=lambda id_: (not id_.endswith("/" + name), id_))


def _report(
    declarations: Sequence[Declaration], names: Mapping[str, str], diagnostics: Diagnostics
) -> None:
    for declaration in declarations:
        name = names[declaration.id]
        if not name.rstrip("_")[-1:].isdigit():
            continue
        default = _default(declaration.hint)
        if name.startswith(default) and name[len(default) :].strip("_").isdigit():
            diagnostics.note(
                "name-clash", f'"{default}" is taken; this becomes "{name}"', declaration.id
            )
