"""All proposals for a document."""

from __future__ import annotations

from dataclasses import dataclass

from restamp import passes
from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.ir.api import Api
from restamp.ir.members import json_response
from restamp.lower.api import lower
from restamp.names.pins.pins import Pins
from restamp.names.table import name_all
from restamp.passes.pages.evidence import only_list
from restamp.pointers import unescape_token
from restamp.proposals.groups import groups_of
from restamp.proposals.names import names_of
from restamp.proposals.pages import pages_of
from restamp.proposals.proposal import Proposal
from restamp.proposals.repeating import repeating_of
from restamp.proposals.waiting import waiting_of
from restamp.recursion import with_deep_recursion
from restamp.spec.document.document import ReferencePolicy, open_document
from restamp.spec.reading.marks import located
from restamp.spec.tree.tree import Json


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a document could be improved by."""

    title: str
    """Of the document."""
    proposals: tuple[Proposal, ...]
    """By topic, and in each by path and method."""


def propose(config: ClientConfig, diagnostics: Diagnostics) -> Proposed | None:
    """The proposals for a client's document; None where the document cannot be read.

    What `diagnostics` is told is what `generate` tells of the document.
    """
    return with_deep_recursion(lambda: _proposed(config, diagnostics))


def _proposed(config: ClientConfig, diagnostics: Diagnostics) -> Proposed | None:
    roots = (config.spec.parent, config.root, *config.allow_paths)
    access = ReferencePolicy(roots=roots, remotes=config.allow_remotes)
    document = open_document(config.spec, config.spec_name, config.overlays, access, diagnostics)
    if document is None:
        diagnostics.entries[:] = located(diagnostics.entries, {})
        return None
    api, _ = lower(document, diagnostics)
    api = passes.run(api, config, diagnostics)
    tree = document.sources[""].tree
    found = [each for each in _all(api, config) if _stands(tree, each.at)]
    diagnostics.entries[:] = located(diagnostics.entries, document.sources)
    return Proposed(api.title, tuple(found))


def _all(api: Api, config: ClientConfig) -> tuple[Proposal, ...]:
    names = name_all(api, config.output.name, Pins(), Diagnostics())
    declarations = {declaration.id: declaration for declaration in api.declarations}
    of_resources, groups = groups_of(
        api.operations, {id_: group.attribute for id_, group in names.groups.items()}
    )
    contents = {operation.id: json_response(operation) for operation in api.operations}
    lists = {
        id_
        for id_, content in contents.items()
        if content and only_list(content.type, declarations)
    }
    return (
        *of_resources,
        *names_of(api.operations, groups, names.methods, lists),
        *pages_of(api.operations, declarations),
        *waiting_of(api.operations, declarations),
        *repeating_of(api.operations),
    )


def _stands(tree: Json, at: str) -> bool:
    """Whether a place is in the main document as it is written, so that an overlay reaches it."""
    file, _, pointer = at.partition("#")
    for part in pointer.split("/")[1:]:
        step = unescape_token(part)
        if not isinstance(tree, dict) or step not in tree:
            return False
        tree = tree[step]
    return not file and isinstance(tree, dict)
