"""Views of the typed dicts at the end of a module of `models`, which callers may pass instead of models.

They exist for type checkers only. Keys are wire names, since a dict is sent unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from restamp.ir.declarations import AliasDecl, Declaration, ObjectDecl
from restamp.names.scope import is_name
from restamp.python.modules.subject import Subject
from restamp.python.types.annotations import Annotator
from restamp.python.types.fields import Key, keys_of
from restamp.python.types.imports import Imports, Symbol
from restamp.python.types.literals import literal
from restamp.python.types.sent import SentTypes
from restamp.records import dataclass


@dataclass(frozen=True, slots=True)
class KeyView:
    """One key of a typed dict: a name in a class, or a literal in a call."""

    name: str
    annotation: str


@dataclass(frozen=True, slots=True)
class DictView:
    """The typed dict of a model."""

    name: str
    maker: str
    """The local name of `TypedDict`."""
    quoted: str
    """The name as a literal."""
    keys: tuple[KeyView, ...]
    is_class: bool
    """Whether all keys can be names in a class; otherwise the functional syntax is used."""


@dataclass(frozen=True, slots=True)
class DictAliasView:
    """The alias of the types accepted in addition to an alias."""

    name: str
    maker: str
    """The local name of `TypeAlias`."""
    value: str


@dataclass(frozen=True, slots=True)
class DictsView:
    """The typed dicts of one module."""

    checking: str
    """The local name of `TYPE_CHECKING`."""
    imports: tuple[str, ...]
    classes: tuple[DictView, ...]
    calls: tuple[DictView, ...]
    aliases: tuple[DictAliasView, ...]
    dicts: tuple[str, ...]
    """The names of typed dicts and aliases."""

    @property
    def is_empty(self) -> bool:
        """Whether the module has none."""
        return not self.dicts and not self.aliases

    @property
    def ends_in_class(self) -> bool:
        """Whether an empty line follows the last of them."""
        return not self.calls and not self.aliases


INDENT = 4
WORD = re.compile(r"\w+")
TYPE_CHECKING = ("typing", "TYPE_CHECKING")
NONE = DictsView("", (), (), (), (), ())


@dataclass(frozen=True, slots=True)
class _Block:
    """Builds the view of the typed dicts of one module."""

    subject: Subject
    module: str
    annotator: Annotator
    sent: SentTypes

    @property
    def imports(self) -> Imports:
        return self.annotator.imports

    def name(self, decl: Declaration) -> str:
        return self.subject.names.dicts[decl.id]


def dicts_view(
    subject: Subject, module: str, annotator: Annotator, at_run_time: frozenset[Symbol]
) -> DictsView:
    """The view of the typed dicts of a module.

    `annotator` is that of its models; imports `at_run_time` are not repeated.
    """
    names = subject.names.dicts
    ids = [id_ for id_ in subject.layout.modules[module] if id_ in names]
    if not ids:
        return NONE
    imports = annotator.imports
    block = _Block(subject, module, annotator, SentTypes(annotator.types, in_body=True))
    decls = [subject.declarations[id_] for id_ in ids]
    dicts = [_dict(block, decl) for decl in decls if isinstance(decl, ObjectDecl)]
    aliases = [_alias(block, decl) for decl in decls if isinstance(decl, AliasDecl)]
    later = [item.name for item in dicts if not item.is_class] + [item.name for item in aliases]
    calls: list[DictView] = []
    for item in dicts:
        if not item.is_class:
            keys = (KeyView(key.name, _quoted(key.annotation, later)) for key in item.keys)
            calls.append(replace(item, keys=tuple(keys)))
            later.remove(item.name)
    named: list[DictAliasView] = []
    for alias in aliases:
        named.append(replace(alias, value=_quoted(alias.value, later)))
        later.remove(alias.name)
    return DictsView(
        checking=imports.use(*TYPE_CHECKING),
        imports=tuple(imports.lines(lambda s: _is_for_checkers(s, at_run_time), indent=INDENT)),
        classes=tuple(item for item in dicts if item.is_class),
        calls=tuple(calls),
        aliases=tuple(named),
        dicts=tuple(item.name for item in dicts),
    )


def _quoted(annotation: str, later: Collection[str]) -> str:
    """The annotation, quoted if it refers to a later definition."""
    is_early = any(word in later for word in WORD.findall(annotation))
    return literal(annotation) if is_early else annotation


def _is_for_checkers(symbol: Symbol, at_run_time: frozenset[Symbol]) -> bool:
    return symbol not in at_run_time and symbol != Symbol(*TYPE_CHECKING)


def _dict(block: _Block, decl: ObjectDecl) -> DictView:
    keys = keys_of(block.subject, decl)
    texts = [_key_annotation(key, block) for key in keys]
    is_class = _fits_class(keys, texts)
    views = (
        KeyView(key.name if is_class else literal(key.name), text)
        for key, text in zip(keys, texts, strict=True)
    )
    name, maker = block.name(decl), block.imports.use("typing", "TypedDict")
    return DictView(name, maker, literal(name), tuple(views), is_class)


def _key_annotation(key: Key, block: _Block) -> str:
    text = block.annotator.text(key.type)
    return f"{block.imports.use('typing', 'Required')}[{text}]" if key.is_required else text


def _fits_class(keys: Sequence[Key], texts: Sequence[str]) -> bool:
    """Whether all keys can be names in a class, where they may shadow names in annotations."""
    used = {word for text in texts for word in WORD.findall(text)}
    return all(is_name(key.name) and key.name not in used for key in keys)


def _alias(block: _Block, decl: AliasDecl) -> DictAliasView:
    maker = block.imports.use("typing", "TypeAlias")
    value = block.annotator.text(block.sent.dicts_only(decl.type))
    return DictAliasView(block.name(decl), maker, value)
