"""Collect all proposals for a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.ir.api import Api
from restamp.ir.members import json_response
from restamp.names.pins.pins import Pins
from restamp.names.table import assign_names
from restamp.passes.pages.evidence import only_list
from restamp.pipeline import describe
from restamp.pointers import unescape_token
from restamp.proposals.groups import groups_of
from restamp.proposals.names import names_of
from restamp.proposals.pages import pages_of
from restamp.proposals.proposal import Proposal
from restamp.proposals.repeating import repeating_of
from restamp.proposals.waiting import waiting_of
from restamp.recursion import with_deep_recursion
from restamp.spec.reading.marks import at_as_written, located
from restamp.spec.tree.tree import Json


@dataclass(frozen=True, slots=True)
class Proposed:
    """The proposals for a document."""

    title: str
    """The title of the document."""
    proposals: tuple[Proposal, ...]
    """Ordered by topic, then by path and method."""


def propose(config: ClientConfig, diagnostics: Diagnostics) -> Proposed | None:
    """Collect the proposals for a client's document; None if the document cannot be read.

    `diagnostics` gets the same diagnostics of the document as from `generate`.
    """
    description = describe(config, diagnostics)
    if description is None:
        diagnostics.entries[:] = located(diagnostics.entries, {})
        return None
    api, sources = description.api, description.document.sources
    tree = sources[""].tree
    diagnostics.entries[:] = located(diagnostics.entries, sources)
    proposals = with_deep_recursion(lambda: _all(api, config))
    proposals = tuple(replace(p, at=at_as_written(p.at, sources)) for p in proposals)
    return Proposed(api.title, tuple(p for p in proposals if _exists(tree, p.at)))


def _all(api: Api, config: ClientConfig) -> tuple[Proposal, ...]:
    names = assign_names(api, config.output.name, Pins(), Diagnostics())
    declarations = api.by_id
    of_resources, groups = groups_of(
        api.operations, {id_: group.attribute for id_, group in names.groups.items()}
    )
    contents = {operation.id: json_response(operation) for operation in api.operations}
    lists = {
        id_
        for id_, content in contents.items()
        if content and only_list(content.type, declarations)
    }
    if of_resources:
        regrouped = _regrouped(api, {p.at: groups[p.at] for p in of_resources})
        names = assign_names(regrouped, config.output.name, Pins(), Diagnostics())
    return (
        *of_resources,
        *names_of(api.operations, groups, names.methods, lists),
        *pages_of(api.operations, declarations),
        *waiting_of(api.operations, declarations),
        *repeating_of(api.operations),
    )


def _regrouped(api: Api, groups: Mapping[str, str]) -> Api:
    """The API after an overlay has set these groups, by id: methods leave out the words of their resource."""
    operations = tuple(
        (
            replace(operation, group=replace(operation.group, pinned=groups[operation.id]))
            if operation.id in groups
            else operation
        )
        for operation in api.operations
    )
    return replace(api, operations=operations)


def _exists(tree: Json, at: str) -> bool:
    """Whether a location exists in the main document as written, so that overlays can change it."""
    file, _, pointer = at.partition("#")
    for part in pointer.split("/")[1:]:
        step = unescape_token(part)
        if not isinstance(tree, dict) or step not in tree:
            return False
        tree = tree[step]
    return not file and isinstance(tree, dict)
