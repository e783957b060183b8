"""Views of the dict types at the end of a module of `models`: what a caller may give in place of a model.

They are there for type checkers only. Keys are the names on the wire, since such a dict is sent as it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from restamp.ir.declarations import AliasDecl, Declaration, Field, ObjectDecl
from restamp.ir.types import Constant
from restamp.names.dicts import sent_fields
from restamp.names.scope import is_name
from restamp.python.types.annotations import Annotator
from restamp.python.types.imports import Imports, Symbol
from restamp.python.types.literals import literal
from restamp.python.types.sent_annotations import SentAnnotator
from restamp.python.views.views import DictAliasView, DictsView, DictView, KeyView, Subject

INDENT = 4
WORD = re.compile(r"\w+")
TYPE_CHECKING = ("typing", "TYPE_CHECKING")
NONE = DictsView("", (), (), (), (), ())


@dataclass(frozen=True, slots=True)
class _Block:
    """The dict types of one module in the making."""

    subject: Subject
    module: str
    imports: Imports
    sent: SentAnnotator

    def name(self, decl: Declaration) -> str:
        return self.subject.names.dicts[decl.id]


def dicts_view(
    subject: Subject, module: str, annotator: Annotator, at_run_time: frozenset[Symbol]
) -> DictsView:
    """The view of the dict types of a module.

    `annotator` is that of its models; what these import is `at_run_time`, and not imported again.
    """
    names, home = subject.names.dicts, subject.layout.home
    ids = [id_ for id_ in subject.layout.modules[module] if id_ in names]
    if not ids:
        return NONE
    imports = annotator.imports

    def dict_named(id_: str) -> str | None:
        name = names.get(id_)
        if name is None or home[id_] == module:
            return name
        return imports.use(f".{home[id_]}", name)

    block = _Block(subject, module, imports, SentAnnotator(annotator, dict_named, in_body=True))
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
    """The annotation, as a literal where it needs what is defined after it."""
    is_early = any(word in later for word in WORD.findall(annotation))
    return literal(annotation) if is_early else annotation


def _is_for_checkers(symbol: Symbol, at_run_time: frozenset[Symbol]) -> bool:
    return symbol not in at_run_time and symbol != Symbol(*TYPE_CHECKING)


def _dict(block: _Block, decl: ObjectDecl) -> DictView:
    fields = sent_fields(decl, block.subject.declarations)
    fields += block.subject.sent_tags.fields.get(decl.id, ())
    texts = [key_type(field, block.sent) for field in fields]
    is_class = _fits_class(fields, texts)
    keys = (
        KeyView(field.wire_name if is_class else literal(field.wire_name), text)
        for field, text in zip(fields, texts, strict=True)
    )
    name, maker = block.name(decl), block.imports.use("typing", "TypedDict")
    return DictView(name, maker, literal(name), tuple(keys), is_class)


def key_type(field: Field, sent: SentAnnotator) -> str:
    """The annotation of a key; what is fixed must be there, since nothing adds it to a dict."""
    text = sent(field.type if field.fixed is None else Constant(field.fixed))
    if field.required or field.fixed is not None:
        return f"{sent.annotator.imports.use('typing', 'Required')}[{text}]"
    return text


def _fits_class(fields: Sequence[Field], texts: Sequence[str]) -> bool:
    """Whether all keys can be names in a class, where they hide what annotations mean."""
    used = {word for text in texts for word in WORD.findall(text)}
    return all(is_name(field.wire_name) and field.wire_name not in used for field in fields)


def _alias(block: _Block, decl: AliasDecl) -> DictAliasView:
    maker = block.imports.use("typing", "TypeAlias")
    return DictAliasView(block.name(decl), maker, block.sent.dicts_only(decl.type))
