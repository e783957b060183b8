"""Assign declarations to modules of `models`, and determine the imports between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from restamp.ir.api import Api
from restamp.ir.declarations import AliasDecl, Declaration, ObjectDecl
from restamp.ir.operations import Operation
from restamp.ir.types import Constant, Nullable, Primitive, Type
from restamp.ir.walk import references_in
from restamp.names.keys import MODULE
from restamp.names.reserved import KEYWORDS, MODULE_NAMES
from restamp.names.resources import operation_key
from restamp.names.scope import Scope, is_name, snake_name
from restamp.names.table import NameTable
from restamp.pointers import unescape_token
from restamp.records import dataclass

VARIANTS = "/discriminator"
"""Suffix of the id of a union of subclasses, which needs a module of its own."""
OPERATION_ROOTS = ("paths", "webhooks")


@dataclass(frozen=True, slots=True)
class Layout:
    """The modules of `models`."""

    modules: Mapping[str, tuple[str, ...]]
    """Ids of the declarations of each module, in order of definition."""
    module_of: Mapping[str, str]
    """The module of each declaration, by id."""
    imports: Mapping[str, frozenset[str]]
    """The modules that each imports."""
    cycle: Mapping[str, int]
    """The number of the import cycle of each module; a module without cycle has its own number."""
    inheritable: frozenset[str]
    """Objects whose annotations can all be evaluated when their class is defined.

    Only these can be base classes: pydantic evaluates other annotations in the module of the subclass.
    """
    exports: frozenset[str]
    """The names of all declarations and of their typed dicts."""
    pins: Mapping[str, str]
    """Names of modules for the lock: those that clash."""

    def is_cyclic(self, module: str, other: str) -> bool:
        """Whether two modules import each other, directly or through others."""
        return module != other and self.cycle[module] == self.cycle[other]

    def base_classes(self, decl: ObjectDecl) -> tuple[str, ...]:
        """Ids of the base classes of an object in Python; it repeats the fields of its other bases."""
        return tuple(base for base in decl.bases if base in self.inheritable)


def is_inlined(type_: Type) -> bool:
    """Whether a type needs no name: a scalar, or a nullable scalar."""
    match type_:
        case Primitive() | Constant():
            return True
        case Nullable(item):
            return is_inlined(item)
        case _:
            return False


def assign_modules(api: Api, names: NameTable) -> Layout:
    """Assign each declaration to the module of its component schema or operation."""
    ids = {declaration.id for declaration in api.declarations}
    operations = {operation.id: operation for operation in api.operations}
    roots = {id_: _root(id_, ids, operations) for id_ in sorted(ids)}
    candidates = {root: _module_name(root, names, operations) for root in set(roots.values())}
    modules = _module_names(candidates, names, operations)
    module_of = {id_: modules[root] for id_, root in roots.items()}
    grouped: dict[str, list[str]] = {}
    for id_ in sorted(ids):
        grouped.setdefault(module_of[id_], []).append(id_)
    declarations = api.by_id
    used = {id_: _used_by(declaration, declarations) for id_, declaration in declarations.items()}
    modules_ = {m: _in_order(members, declarations, used) for m, members in sorted(grouped.items())}
    imports = _imports(modules_, module_of, used)
    cycle = components(imports)
    inheritable = _complete(modules_, cycle, declarations, used)
    exports = frozenset([*names.types.values(), *names.dicts.values()])
    pins = {root + MODULE: name for root, name in modules.items() if name != candidates[root]}
    return Layout(modules_, module_of, imports, cycle, inheritable, exports, pins)


def _module_names(
    candidates: Mapping[str, str], names: NameTable, operations: Mapping[str, Operation]
) -> dict[str, str]:
    """Name the modules: those in the lock, those of items in the lock, then the others."""
    scope, pins = Scope(MODULE_NAMES | KEYWORDS, case_insensitive=True), names.pinned.names
    modules: dict[str, str] = {}
    for root in sorted(candidates):
        pin = pins.get(root + MODULE)
        if pin is not None and is_name(pin) and scope.is_free(pin):
            modules[root] = scope.claim_exactly(pin)

    def known(root: str) -> bool:
        return root in pins or (root in operations and operation_key(operations[root]) in pins)

    order = sorted(candidates, key=lambda root: (not known(root), root not in names.types, root))
    return modules | {
        root: scope.claim([candidates[root]]) for root in order if root not in modules
    }


def _imports(
    modules: Mapping[str, tuple[str, ...]],
    module_of: Mapping[str, str],
    used: Mapping[str, Collection[str]],
) -> dict[str, frozenset[str]]:
    """Which modules each module imports; `used` are the ids that the source of each declaration refers to."""
    return {
        module: frozenset(
            module_of[ref] for id_ in members for ref in used[id_] if module_of[ref] != module
        )
        for module, members in modules.items()
    }


def _complete(
    modules: Mapping[str, tuple[str, ...]],
    cycle: Mapping[str, int],
    declarations: Mapping[str, Declaration],
    used: Mapping[str, Collection[str]],
) -> frozenset[str]:
    size = Counter(cycle.values())
    open_: set[str] = set()
    users: dict[str, list[str]] = {}
    for module, members in modules.items():
        place = {id_: index for index, id_ in enumerate(members)}
        for id_ in members:
            declaration = declarations[id_]
            if not isinstance(declaration, ObjectDecl):
                continue
            for base in declaration.bases:
                users.setdefault(base, []).append(id_)
                if place.get(base, -1) > place[id_]:
                    open_.add(base)
            late = any(place.get(ref, -1) > place[id_] for ref in used[id_])
            if late or size[cycle[module]] > 1:
                open_.add(id_)
    todo = list(open_)
    while todo:
        for user in users.get(todo.pop(), ()):
            if user not in open_:
                open_.add(user)
                todo.append(user)
    objects = {id_ for id_, d in declarations.items() if isinstance(d, ObjectDecl)}
    return frozenset(objects - open_)


def _used_by(declaration: Declaration, declarations: Mapping[str, Declaration]) -> Collection[str]:
    """The ids that the source of a declaration refers to; aliases of scalars are inlined."""
    ids = dict.fromkeys(references_in(declaration))
    return [id_ for id_ in ids if not _is_inlined_alias(declarations[id_])]


def _is_inlined_alias(declaration: Declaration) -> bool:
    return isinstance(declaration, AliasDecl) and is_inlined(declaration.type)


def _root(id_: str, ids: set[str], operations: Mapping[str, Operation]) -> str:
    """The id of the outermost declaration or operation that contains a declaration."""
    plain = id_.removesuffix("?request")
    if plain.endswith(VARIANTS):
        return id_
    file, _, pointer = plain.partition("#")
    end = plain.find("/", len(file))
    while end >= 0:
        if plain[:end] in ids:
            return plain[:end]
        end = plain.find("/", end + 1)
    tokens = pointer.split("/")[1:]
    if not file and tokens and tokens[0] in OPERATION_ROOTS:
        for count in (3, 4, 2):
            prefix = "/".join(["#", *tokens[:count]])
            if prefix in operations:
                return prefix
        return "/".join(["#", *tokens[:2]])
    if not file and len(tokens) > 3 and tokens[0] == "components":
        return "/".join(["#", *tokens[:3]])
    return plain


def _module_name(root: str, names: NameTable, operations: Mapping[str, Operation]) -> str:
    if root in names.types:
        return snake_name(names.types[root], "model")
    if root in operations:
        return names.module(root)
    return snake_name(unescape_token(root.rsplit("/", 1)[-1]), "model")


def components(edges: Mapping[str, Collection[str]]) -> dict[str, int]:
    """The number of the strongly connected component of each node (Tarjan, iterative)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    declared: set[str] = set()
    number: dict[str, int] = {}
    for start in edges:
        if start in index:
            continue
        work = [(start, iter(sorted(edges[start])))]
        index[start] = low[start] = len(index)
        stack.append(start)
        declared.add(start)
        while work:
            node, rest = work[-1]
            for target in rest:
                if target not in index:
                    index[target] = low[target] = len(index)
                    stack.append(target)
                    declared.add(target)
                    work.append((target, iter(sorted(edges[target]))))
                    break
                if target in declared:
                    low[node] = min(low[node], index[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    while True:
                        member = stack.pop()
                        declared.discard(member)
                        number[member] = index[node]
                        if member == node:
                            break
    return number


def _in_order(
    ids: Iterable[str],
    declarations: Mapping[str, Declaration],
    used: Mapping[str, Collection[str]],
) -> tuple[str, ...]:
    """The declarations of a module, each after its dependencies if possible.

    Aliases come after all classes, since they are evaluated when the module is imported.
    """
    local = set(ids)
    ordered: list[str] = []
    done: set[str] = set()
    for id_ in sorted(local):
        _place(id_, local, used, ordered, done)
    return tuple(sorted(ordered, key=lambda id_: isinstance(declarations[id_], AliasDecl)))


def _place(
    id_: str,
    local: Collection[str],
    used: Mapping[str, Collection[str]],
    ordered: list[str],
    done: set[str],
) -> None:
    """Add a declaration after its dependencies, without those that are `done`."""
    if id_ in done:
        return
    done.add(id_)
    for ref in used[id_]:
        if ref in local:
            _place(ref, local, used, ordered, done)
    ordered.append(id_)
