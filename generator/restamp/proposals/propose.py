"""Collect all proposals for a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from restamp.config.model import ClientConfig, Style
from restamp.diagnostics.model import Diagnostics
from restamp.ir.api import Api
from restamp.ir.members import json_response
from restamp.names.pins.pins import Pins
from restamp.names.styles import verdict_of
from restamp.names.table import NameTable, assign_names
from restamp.passes.pages.evidence import only_list
from restamp.pipeline import describe
from restamp.pointers import unescape_token
from restamp.proposals.groups import groups_of
from restamp.proposals.names import names_of
from restamp.proposals.pages import pages_of
from restamp.proposals.proposal import Proposal
from restamp.proposals.repeating import repeating_of
from restamp.proposals.styles import Styles, examples_of
from restamp.proposals.waiting import waiting_of
from restamp.records import dataclass
from restamp.recursion import with_deep_recursion
from restamp.spec.reading.marks import at_as_written, located
from restamp.spec.tree.access import Contents, on_disk
from restamp.spec.tree.tree import Json


@dataclass(frozen=True, slots=True)
class Proposed:
    """The proposals for a document."""

    title: str
    """The title of the document."""
    proposals: Mapping[Style, tuple[Proposal, ...]]
    """By the style of names; ordered by topic, then by path and method."""
    styles: Styles
    """What the calls are like in each style."""


def propose(
    config: ClientConfig, diagnostics: Diagnostics, contents: Contents = on_disk
) -> Proposed | None:
    """Collect the proposals for a client's document; None if the document cannot be read.

    `diagnostics` gets the same diagnostics of the document as from `generate`.
    """
    description = describe(config, diagnostics, contents)
    if description is None:
        diagnostics.entries[:] = located(diagnostics.entries, {})
        return None
    api, sources = description.api, description.document.sources
    tree = sources[""].tree
    diagnostics.entries[:] = located(diagnostics.entries, sources)
    names, proposals = with_deep_recursion(lambda: _of_styles(api, config))
    located_proposals = {
        style: tuple(
            p
            for proposal in listed
            if _exists(tree, (p := replace(proposal, at=at_as_written(proposal.at, sources))).at)
        )
        for style, listed in proposals.items()
    }
    styles = Styles(verdict_of(api), examples_of(api.operations, names))
    return Proposed(api.title, located_proposals, styles)


def _of_styles(
    api: Api, config: ClientConfig
) -> tuple[dict[Style, NameTable], dict[Style, tuple[Proposal, ...]]]:
    names = {style: _named(api, config, style) for style in Style}
    return names, {style: _all(api, config, names[style], style) for style in Style}


def _named(api: Api, config: ClientConfig, style: Style) -> NameTable:
    return assign_names(api, config.output.name, Pins(), Diagnostics(), style)


def _all(api: Api, config: ClientConfig, names: NameTable, style: Style) -> tuple[Proposal, ...]:
    """All proposals for a style; resources named by paths need no better words of tags."""
    declarations = api.by_id
    groups = {id_: group.attribute for id_, group in names.groups.items()}
    of_resources: tuple[Proposal, ...] = ()
    if style is Style.OPERATIONS:
        of_resources, groups = groups_of(api.operations, groups)
    contents = {operation.id: json_response(operation) for operation in api.operations}
    lists = {
        id_
        for id_, content in contents.items()
        if content and only_list(content.type, declarations)
    }
    if of_resources:
        regrouped = _regrouped(api, {p.at: groups[p.at] for p in of_resources})
        names = _named(regrouped, config, style)
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
