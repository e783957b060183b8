"""Why the calls of a package are named as they are: the style, and the rules that named each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from restamp.config.model import Style
from restamp.diagnostics.model import Diagnostics
from restamp.ir.api import Api
from restamp.ir.operations import Operation
from restamp.names.calls.by_path import routes_of
from restamp.names.calls.by_tag import is_of_tag
from restamp.names.calls.clashing import wanted_name
from restamp.names.operations import OperationNames, operation_names
from restamp.names.paths.naming import name_calls
from restamp.names.paths.rules import DOCUMENT, LOCK, Rule
from restamp.names.paths.rules import REASONS as REASONS_OF_PATHS
from restamp.names.paths.style import Verdict, style_of
from restamp.names.pins.pins import Pins
from restamp.names.resources import operation_key
from restamp.names.table import NameTable
from restamp.records import dataclass

_TAG = Rule("tag", "the first tag is the resource")
_FIRST_WORD = Rule("first-word", "without a tag, the first word of the path is the resource")
_ONE_TAG = Rule("one-tag", "a tag of all operations parts nothing: the first word of the path does")
_NAMED = Rule("operation-name", "the operationId is the name, without its framework's additions")
_UNNAMED = Rule("method-and-path", "without an operationId, HTTP method and path are the name")
_SHORT = Rule("short", "the words of the resource are not repeated")
_PARTED = Rule("parted", "the name is that of another operation: a word of the path parts them")
_OF_TAGS = (_TAG, _FIRST_WORD, _ONE_TAG, _NAMED, _UNNAMED, _SHORT, _PARTED)
REASONS: Mapping[str, str] = {**REASONS_OF_PATHS, **{rule.id: rule.reason for rule in _OF_TAGS}}
"""The reason of each rule, of both styles."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why the calls are named as they are."""

    verdict: Verdict
    """What `auto` chooses, whatever was chosen."""
    rules: Mapping[str, tuple[str, ...]]
    """Ids of the rules that named each operation, by its id."""


def explain(api: Api, names: NameTable, style: Style) -> Explanation:
    """Find the rules of a package. Those that give a call which the lock keeps name it as well."""
    routes = routes_of(api.operations)
    today = operation_names(api, Pins(), style, Diagnostics())
    rules = {o.id: (*dict.fromkeys(_rules(o, api, names, today)),) for o in api.operations}
    return Explanation(style_of(routes, name_calls(routes)), rules)


def _rules(
    operation: Operation, api: Api, names: NameTable, today: OperationNames
) -> Iterator[str]:
    id_ = operation.id
    is_locked = operation_key(operation) in names.pinned.names
    keeps_chain = names.groups[id_].chain == today.groups[id_].chain
    is_same = keeps_chain and names.methods[id_] == today.methods[id_]
    if is_locked and not is_same:
        yield LOCK.id
    elif today.calls:
        call = (today if is_same else names).calls[id_]
        yield from (*call.chain_rules, call.verb_rule)
    else:
        yield from _rules_of_tags(operation, api, names)


def _rules_of_tags(operation: Operation, api: Api, names: NameTable) -> Iterator[str]:
    """The rules of the style of operations."""
    if operation.group.pinned is not None:
        yield DOCUMENT.id
    elif is_of_tag(operation, names.groups[operation.id].chain):
        yield (_TAG if operation.tag else _FIRST_WORD).id
    else:
        yield _ONE_TAG.id
    if operation.hint.pinned is not None:
        yield DOCUMENT.id
        return
    yield (_NAMED if operation.operation_id else _UNNAMED).id
    method, function = names.methods[operation.id], names.functions[operation.id]
    if function != wanted_name(operation, api.operations):
        yield _PARTED.id
    if method != function:
        yield _SHORT.id
