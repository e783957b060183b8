"""The names of declarations: classes and aliases, one scope for all of an API."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from restamp.diagnostics.model import Diagnostics
from restamp.ir.declarations import Declaration
from restamp.ir.types import NameHint
from restamp.names.keys import DICT
from restamp.names.reserved import BUILTINS_IN_ANNOTATIONS
from restamp.names.scope import Scope, identifier, is_name
from restamp.names.words import pascal, spelled, split

NAMESPACE = re.compile(r"\.|::|/")
_STEP = re.compile(r"/(oneOf|anyOf|items)(/(\d+|\[[^\]/?]*\]))?\Z")
"""The step of a pointer from a type to one that it is made of."""
MAX_WIDENED = 64
"""Characters that a name may have after widening."""
ROOT = re.compile(
    r"#/components/schemas/[^/]+|[^#]+#(/(components/schemas/|definitions/|\$defs/)?[^/]+)?"
)
DIRECTION = re.compile(r"(?P<base>.+)-(Input|Output)\Z")


def type_names(
    declarations: Sequence[Declaration],
    pins: Mapping[str, str],
    kept: Collection[str],
    remembered: Mapping[str, str],
    diagnostics: Diagnostics,
) -> dict[str, str]:
    """A class name for every declaration, by id; `kept` are names that something else has.

    Pins come first (the document's, then the lock's), then component schemas, then inline types;
    what has a name is never renamed by what comes later. What is gone had the names that are `remembered`, each
    with its key: they stay unused, except for what alone can be meant by one, which is noted (`name-returned`).
    """
    scope = Scope(BUILTINS_IN_ANNOTATIONS)
    names: dict[str, str] = {}
    for declaration in declarations:
        wish = declaration.hint.pinned
        if wish is not None:
            name = wish if is_name(wish) else _class_name(wish)
            names[declaration.id] = scope.first_free([name])
    for declaration in declarations:
        pin = pins.get(declaration.id)
        if declaration.id not in names and pin is not None and is_name(pin) and scope.is_free(pin):
            names[declaration.id] = scope.take(pin)
    for name in kept:
        scope.take(name)
    components = [d for d in declarations if is_component(d.id) and d.id not in names]
    inline = [d for d in declarations if d.id not in names and not is_component(d.id)]
    wishes = {d.id: list(_component(d, components)) for d in components}
    wishes |= {d.id: list(candidates(d.hint)) for d in inline}
    waiting = {d.id: d for d in (*components, *inline)}
    for name, id_ in _returned(waiting, wishes, remembered):
        if scope.is_free(name):
            names[id_] = scope.take(name)
            message = f'"{name}" was the name of {remembered[name]}, which is gone, and is this one\'s now'
            diagnostics.note("name-returned", message, id_)
    for name in remembered:
        scope.take(name)
    for listed in (components, inline):
        _assign([d for d in listed if d.id not in names], wishes, scope, names)
    _report(declarations, names, diagnostics)
    return names


def _returned(
    waiting: Mapping[str, Declaration],
    wishes: Mapping[str, list[str]],
    remembered: Mapping[str, str],
) -> list[tuple[str, str]]:
    """Name and id of what alone can be meant by the name of something that is gone."""
    wanted: dict[str, list[str]] = {}
    for id_ in waiting if remembered else ():
        wanted.setdefault(wishes[id_][0], []).append(id_)
    return [
        (name, ids[0])
        for name, ids in wanted.items()
        if len(ids) == 1 and name in remembered and _is_meant(waiting[ids[0]], name, remembered)
    ]


def _is_meant(declaration: Declaration, name: str, remembered: Mapping[str, str]) -> bool:
    """Whether the document spells a schema like a name, or has it where what was called so was."""
    words, id_, key = declaration.hint.words, declaration.id, remembered[name]
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
    remembered: Mapping[str, str],
    diagnostics: Diagnostics,
) -> dict[str, str]:
    """A name for the dict type of each of these declarations: those of the types stay as they are.

    Of the `remembered` names of what is gone, by key, that of a dict goes with that of its type.
    """
    scope = Scope(BUILTINS_IN_ANNOTATIONS)
    for name in types.values():
        scope.take(name)
    names: dict[str, str] = {}
    for id_ in ids:
        pin = pins.get(id_ + DICT)
        if pin is not None and is_name(pin) and scope.is_free(pin):
            names[id_] = scope.take(pin)
    for id_ in ids:
        wish, old = types[id_] + "Dict", remembered.get(types[id_])
        is_its = old is not None and remembered.get(wish) == old + DICT
        if is_its and id_ not in names and scope.is_free(wish):
            names[id_] = scope.take(wish)
    for name in remembered:
        scope.take(name)
    for id_ in ids:
        if id_ not in names:
            wish = types[id_] + "Dict"
            names[id_] = scope.first_free([wish])
            if names[id_] != wish:
                said = f'"{wish}" is taken; the type of a dict becomes "{names[id_]}"'
                diagnostics.note("name-clash", said, id_)
    return names


def is_component(id_: str) -> bool:
    """Whether an id is that of a whole schema that others refer to: a component, or a file's."""
    return ROOT.fullmatch(id_) is not None


def _class_name(text: str) -> str:
    return identifier(pascal(spelled(text)), "Model")


def _component(declaration: Declaration, all_: Sequence[Declaration]) -> Iterator[str]:
    """Candidates for a component: without its namespace or direction where it needs neither."""
    name = declaration.hint.words
    match = DIRECTION.match(name)
    if match is not None:
        others = {d.hint.words for d in all_}
        base = match["base"]
        if base not in others and not {f"{base}-Input", f"{base}-Output"} <= others:
            yield _class_name(base)
    segments = [segment for segment in NAMESPACE.split(name) if split(segment)]
    if len(segments) > 1 and segments[-1][:1].isalpha():
        for count in range(1, len(segments)):
            yield _class_name(" ".join(segments[-count:]))
    yield _class_name(name)


def candidates(hint: NameHint) -> Iterator[str]:
    """Names for an inline type, the shortest first, each widened by one more of its parents.

    After the shortest, the outermost parent is tried: it tells more than the ones between. What
    would be longer than anyone reads is left out; a number is shorter.
    """
    found = [_joined(hint.words, hint.parents[: hint.least], "")]
    if len(hint.parents) > hint.least + 1:
        found.append(_joined(hint.words, (*hint.parents[: hint.least], hint.parents[-1]), ""))
    wider = range(hint.least + 1, len(hint.parents) + 1)
    found += [_joined(hint.words, hint.parents[:count], "") for count in wider]
    if hint.context:
        found.append(_joined(hint.words, hint.parents, hint.context))
    yield found[0]
    yield from (name for name in found[1:] if len(name) <= MAX_WIDENED)


def _joined(words_: str, parents: Sequence[str], context: str) -> str:
    segments = [*reversed(parents), words_, context]
    words: list[str] = []
    for segment in segments:
        found = spelled(NAMESPACE.split(segment)[-1] if "." in segment else segment)
        # `Page` in `ExecutionPage` need not become `ExecutionPagePage`.
        if segment and not (len(found) == 1 and words and words[-1].lower() == found[0].lower()):
            words += found
    return identifier(pascal(words), "Model")


def _assign(
    declarations: Sequence[Declaration],
    wishes: Mapping[str, list[str]],
    scope: Scope,
    names: dict[str, str],
) -> None:
    """Give each its first wish that is free and nobody else's; on a clash all widen alike."""
    level = {declaration.id: 0 for declaration in declarations}
    waiting = [declaration.id for declaration in declarations]
    while waiting:
        buckets: dict[str, list[str]] = {}
        for id_ in waiting:
            buckets.setdefault(wishes[id_][level[id_]], []).append(id_)
        waiting = list[str]()
        for wish, ids in buckets.items():
            if len(ids) == 1 and scope.is_free(wish):
                names[ids[0]] = scope.take(wish)
                continue
            for id_ in _by_exactness(ids, wish):
                if level[id_] + 1 < len(wishes[id_]):
                    level[id_] += 1
                    waiting.append(id_)
                else:
                    names[id_] = scope.first_free([wish])
        waiting.sort()


def _by_exactness(ids: list[str], wish: str) -> list[str]:
    """Those that are spelled like the wish come first: they keep the name itself."""
    return sorted(ids, key=lambda id_: (not id_.endswith("/" + wish), id_))


def _report(
    declarations: Sequence[Declaration], names: Mapping[str, str], diagnostics: Diagnostics
) -> None:
    for declaration in declarations:
        name = names[declaration.id]
        plain = next(candidates(declaration.hint))
        if name != plain and name.startswith(plain) and name[len(plain) :].strip("_").isdigit():
            diagnostics.note(
                "name-clash", f'"{plain}" is taken; this becomes "{name}"', declaration.id
            )
