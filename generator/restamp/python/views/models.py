"""Views of the modules of `models`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from restamp.ir.declarations import AliasDecl, Declaration, EnumDecl, ObjectDecl
from restamp.ir.types import ANY, Doc
from restamp.ir.walk import all_fields, references
from restamp.python.modules.subject import Subject
from restamp.python.types.annotations import Annotator
from restamp.python.types.docstrings import docstring
from restamp.python.types.fields import TypedField, declared_fields
from restamp.python.types.imports import Imports, Symbol, is_sibling
from restamp.python.types.literals import literal
from restamp.python.types.public import Model
from restamp.python.types.received import ReceivedTypes
from restamp.python.types.xml import field_mark
from restamp.python.views.dicts import TYPE_CHECKING, DictsView, dicts_view
from restamp.records import dataclass
from restamp.runtime import modules as runtime


@dataclass(frozen=True, slots=True)
class FieldView:
    """One attribute of a model."""

    name: str
    annotation: str
    value: str
    """The default with its equals sign; empty if there is none."""
    doc: str


@dataclass(frozen=True, slots=True)
class ClassView:
    """A model or an enumeration."""

    name: str
    base: str
    doc: str
    fields: tuple[FieldView, ...]


@dataclass(frozen=True, slots=True)
class AliasView:
    """A named type."""

    name: str
    maker: str
    """The local name of `TypeAliasType`."""
    quoted: str
    """The name as a literal."""
    value: str
    doc: str


@dataclass(frozen=True, slots=True)
class ModelsView:
    """One module of `models`."""

    imports: tuple[str, ...]
    late_imports: tuple[str, ...]
    """Imports of modules that import this one, at the end of the module."""
    early_aliases: tuple[AliasView, ...]
    """Aliases that other modules of an import cycle need early."""
    classes: tuple[ClassView, ...]
    aliases: tuple[AliasView, ...]
    dicts: DictsView

    @property
    def needs_space(self) -> bool:
        """Whether two empty lines follow the classes."""
        return bool(self.classes) and bool(
            self.aliases or self.late_imports or not self.dicts.is_empty
        )


LATE = "  # noqa: E402"


@dataclass(frozen=True, slots=True)
class _Module:
    """Builds the view of one module."""

    subject: Subject
    name: str
    imports: Imports
    annotator: Annotator


def models_view(subject: Subject, module: str) -> ModelsView:
    """The view of one module of `models`."""
    ordered = [subject.declarations[id_] for id_ in subject.layout.modules[module]]
    view_module = _module(subject, module, ordered)
    classes = [_class(view_module, decl) for decl in ordered if not isinstance(decl, AliasDecl)]
    aliases = [decl for decl in ordered if isinstance(decl, AliasDecl)]
    early = [decl for decl in aliases if _is_cyclic(view_module, decl)]
    early_views = tuple(_alias(view_module, decl, quoted=True) for decl in early)
    views = tuple(_alias(view_module, decl, quoted=False) for decl in aliases if decl not in early)
    used = view_module.imports.symbols()
    dicts = dicts_view(subject, module, view_module.annotator, used)
    late = {symbol for symbol in used if _is_late(view_module, symbol)}
    top = used - late | (set[Symbol]() if dicts.is_empty else {Symbol(*TYPE_CHECKING)})
    return ModelsView(
        imports=tuple(view_module.imports.lines(top.__contains__)),
        late_imports=tuple(view_module.imports.lines(late.__contains__, LATE)) if late else (),
        early_aliases=early_views,
        classes=tuple(classes),
        aliases=views,
        dicts=dicts,
    )


def _module(subject: Subject, module: str, ordered: list[Declaration]) -> _Module:
    types = subject.names.types
    taken = {types[decl.id] for decl in ordered} | {"annotations"}
    for decl in ordered:
        if isinstance(decl, ObjectDecl):
            fields = all_fields(decl, subject.declarations)
            taken |= {subject.names.fields[decl.id, field.wire_name] for field in fields}
    # Pydantic evaluates annotations of a nested model with the name of the outer class in scope.
    imports = Imports(frozenset(taken), subject.layout.exports, runtime=subject.runtime)
    home = subject.layout.module_of

    def named(model: Model) -> str:
        if home[model.id] == module:
            return model.name
        return imports.use(f".{home[model.id]}", model.name)

    annotator = Annotator(imports, ReceivedTypes(subject.declarations, subject.names), named)
    return _Module(subject, module, imports, annotator)


def _is_cyclic(module: _Module, decl: AliasDecl) -> bool:
    """Whether an alias refers to something undefined at its definition: itself, or a module of its cycle."""
    layout = module.subject.layout
    todo, seen = list(references(decl.type)), set[str]()
    while todo:
        id_ = todo.pop()
        if id_ == decl.id or layout.is_cyclic(module.name, layout.module_of[id_]):
            return True
        declaration = module.subject.declarations[id_]
        if (
            id_ not in seen
            and isinstance(declaration, AliasDecl)
            and layout.module_of[id_] == module.name
        ):
            seen.add(id_)
            todo.extend(references(declaration.type))
    return False


def _is_late(module: _Module, symbol: Symbol) -> bool:
    """Whether an import is from a module that imports this one."""
    layout, other = module.subject.layout, symbol.module[1:]
    return is_sibling(symbol.module) and layout.is_cyclic(module.name, other)


def _class(module: _Module, decl: Declaration) -> ClassView:
    if isinstance(decl, EnumDecl):
        return _enum(module, decl)
    if not isinstance(decl, ObjectDecl):
        raise TypeError(decl)
    bases = module.subject.layout.base_classes(decl)
    base_names = [module.annotator.text(module.annotator.types.model(base)) for base in bases]
    if _is_open(module, decl) and not any(_is_open(module, each) for each in _bases(module, bases)):
        base_names.append(module.imports.use(runtime.MODEL, "OpenModel"))
    base = ", ".join(base_names) or module.imports.use(runtime.MODEL, "Model")
    return ClassView(
        module.subject.names.types[decl.id],
        base,
        docstring(doc_blocks(decl.doc), 4),
        (
            *(_field(module, decl, each) for each in declared_fields(module.subject, decl)),
            *_extra(module, decl),
        ),
    )


def _bases(module: _Module, ids: Iterable[str]) -> Iterator[ObjectDecl]:
    for id_ in ids:
        base = module.subject.declarations[id_]
        if isinstance(base, ObjectDecl):
            yield base


def _is_open(module: _Module, decl: ObjectDecl) -> bool:
    """Whether callers may set undeclared fields; typed ones have a separate annotation."""
    if decl.extra is not None and decl.extra != ANY:
        return False
    return decl.is_open or any(_is_open(module, base) for base in _bases(module, decl.bases))


def _extra(module: _Module, decl: ObjectDecl) -> Iterable[FieldView]:
    """The type of undeclared fields, if documented."""
    if decl.extra is not None and decl.extra != ANY:
        annotation = f"dict[str, {module.annotator(decl.extra)}]"
        maker = module.imports.use("pydantic", "Field")
        yield FieldView("__pydantic_extra__", annotation, f" = {maker}(init=False)", "")


def _field(module: _Module, decl: ObjectDecl, typed: TypedField) -> FieldView:
    field, type_, default = typed
    name = module.subject.names.fields[decl.id, field.wire_name]
    annotation = module.annotator.text(type_)
    value = "" if default is None else f" = {module.annotator.default(default)}"
    metadata: list[str] = []
    if name != field.wire_name:
        maker = module.imports.use("pydantic", "Field")
        metadata.append(f"{maker}(alias={literal(field.wire_name)})")
    if field.xml is not None and decl.id in module.subject.xml_ids:
        metadata.append(field_mark(field.xml, field.wire_name, field.type, module.annotator))
    if metadata:
        annotated = module.imports.use("typing", "Annotated")
        annotation = f"{annotated}[{', '.join([annotation, *metadata])}]"
    return FieldView(name, annotation, value, docstring(doc_blocks(field.doc), 4))


def _enum(module: _Module, decl: EnumDecl) -> ClassView:
    base = module.imports.use(runtime.ENUMS, "OpenInt" if decl.is_integer else "OpenStr")
    names = module.subject.names.members
    return ClassView(
        module.subject.names.types[decl.id],
        base,
        docstring(doc_blocks(decl.doc), 4),
        tuple(
            FieldView(
                names[decl.id, member.value],
                "",
                f" = {literal(member.value)}",
                docstring([member.description], 4),
            )
            for member in decl.members
        ),
    )


def _alias(module: _Module, decl: AliasDecl, *, quoted: bool) -> AliasView:
    name = module.subject.names.types[decl.id]
    value = module.annotator(decl.type)
    return AliasView(
        name,
        module.imports.use("typing_extensions", "TypeAliasType"),
        literal(name),
        literal(value) if quoted else value,
        docstring(doc_blocks(decl.doc), 0),
    )


def doc_blocks(doc: Doc) -> list[str]:
    """The paragraphs of a docstring."""
    if not (doc.summary or doc.description or doc.facts or doc.deprecated):
        return []
    blocks = [block for block in dict.fromkeys((doc.summary, doc.description)) if block]
    if not (doc.facts or doc.deprecated):
        return blocks
    facts = " ".join([*doc.facts, *([doc.deprecation or "Deprecated."] if doc.deprecated else [])])
    if facts and blocks and "\n" not in blocks[-1]:
        stop = "" if blocks[-1].endswith((".", "!", "?", ":", "…")) else "."
        blocks[-1] = f"{blocks[-1]}{stop} {facts}"
    elif facts:
        blocks.append(facts)
    return blocks
