"""Correct a document by what a server sends: actions of an overlay for each finding. Nothing is narrowed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy

from restamp.learning import schema_changes as changes
from restamp.learning.allowed import types_of
from restamp.learning.findings import Difference, Finding
from restamp.learning.inferring import as_written
from restamp.learning.schema_changes import Action
from restamp.learning.written import Dialect, Written, WrittenOperation, is_json, texts
from restamp.records import dataclass
from restamp.spec.tree.extensions import LEARNED
from restamp.spec.tree.node import Node
from restamp.spec.tree.tree import Json


@dataclass(frozen=True, slots=True)
class Correction:
    """The correction of one finding."""

    finding: Finding
    documented: str
    """What the document says: `string`."""
    observed: str
    """What the server sends: `null`."""
    effect: str
    """What the correction changes: `nullable`."""
    actions: tuple[Action, ...]
    """Empty if the finding cannot be corrected; then `effect` says why."""

    @property
    def why(self) -> str:
        """The reason, as the overlay gives it."""
        times = "once" if self.finding.count == 1 else f"{self.finding.count} times"
        since = f" since {self.finding.first[:10]}" if self.finding.first else ""
        return f"{self.finding.operation}: {self.observed}, {times}{since}; documented: {self.documented}."

    def overlay_actions(self) -> list[Json]:
        """The actions as members of an overlay."""
        finding = self.finding
        mark: dict[str, Json] = {"difference": str(finding.difference), "at": finding.at}
        if finding.name:
            mark["name"] = finding.name
        if finding.difference is Difference.TYPE:
            mark["types"] = [*sorted(finding.types)]
        if finding.values:
            mark["values"] = [*finding.values]
        listed: list[Json] = []
        for action in self.actions:
            own: dict[str, Json] = {"target": action.target, "description": self.why}
            if action.update is None:
                listed.append({**own, "remove": True, LEARNED.own: {**mark, "was": action.was}})
            else:
                listed.append({**own, "update": action.update, LEARNED.own: mark})
        return listed


def corrections(document: Written, findings: Iterable[Finding]) -> list[Correction]:
    """The correction of each finding; those that cannot be corrected have no actions."""
    return [correction for finding in findings if (correction := _correction(document, finding))]


def together(document: Written, chosen: Iterable[Correction]) -> list[Correction]:
    """The chosen corrections with actions that can be applied one after another: several may change one schema."""
    root = Node(deepcopy(document.root.value), "#")
    result: list[Correction] = []
    for each in chosen:
        correction = _correction(Written(root), each.finding)
        if correction is not None and correction.actions:
            result.append(correction)
            for action in correction.actions:
                action.apply(root.value)
    return result


def _correction(document: Written, finding: Finding) -> Correction | None:
    node = document.at(finding.at)
    if node is None:
        return None
    match finding.difference:
        case Difference.NULL:
            actions = changes.nullable(node, document.dialect)
            return _correction_of(
                finding, changes.described(document, node), "null", "nullable", actions
            )
        case Difference.MISSING:
            actions = [changes.not_required(node, finding.name)]
            return _correction_of(
                finding, f"{finding.name} is required", "missing", "optional", actions
            )
        case Difference.TYPE:
            return _wider(document, finding, node)
        case Difference.ENUM:
            new = ", ".join(map(str, finding.values))
            actions = changes.with_members(node, finding.values)
            return _correction_of(finding, "an enumeration", new, "new members", actions)
        case Difference.STATUS:
            return _status(document, finding, node)
        case Difference.MEDIA_TYPE | Difference.BODY:
            return _content(document, finding, node)
        case Difference.HEADER:
            return _header(document, finding, node)
        case Difference.QUERY:
            kind: dict[str, Json] = {"type": next(iter(finding.types), "string")}
            own = kind if document.dialect is Dialect.SWAGGER else {"schema": kind}
            parameter: Json = {"name": finding.name, "in": "query", **own}
            update = changes.merge(node, {"parameters": [parameter]})
            return _correction_of(
                finding, "no such parameter", finding.name, "parameter added", [update]
            )


def _correction_of(
    finding: Finding, documented: str, observed: str, effect: str, actions: Sequence[Action]
) -> Correction:
    return Correction(finding, documented, observed, effect, (*actions,))


def _wider(document: Written, finding: Finding, node: Node) -> Correction:
    observed = ", ".join(sorted(finding.types))
    documented = changes.described(document, node)
    if finding.name:
        parts: list[Json] = [{"type": type_} for type_ in sorted(finding.types)]
        actions = [changes.merge(node, {finding.name: parts})]
        return _correction_of(finding, "a union without it", observed, "wider union", actions)
    actions = changes.wider(node, sorted(finding.types), document.dialect)
    effect = "any text" if set(finding.types) <= {*types_of(node)} else "wider type"
    return _correction_of(finding, documented, observed, effect, actions)


def _status(document: Written, finding: Finding, node: Node) -> Correction:
    status = finding.name
    described: dict[str, Json] = {"description": f"Observed: {status}."}
    described |= _described_content(document, finding, finding.place or "application/json")
    update = changes.merge(node, {"responses": {status: described}})
    has_types = finding.schema is not None or bool(finding.like) or not finding.place
    effect = "response added" if has_types else "response added, of any type"
    return _correction_of(finding, "not described", status, effect, [update])


def _schema(document: Written, finding: Finding) -> Json:
    like = _like(document, finding) if finding.schema is None else None
    return as_written(finding.schema, document.dialect) if like is None else like


def _like(document: Written, finding: Finding) -> Json:
    """The schema of the described response that a response is like; None if there is none."""
    response = document.at(finding.like) if finding.like else None
    if response is None or document.dialect is Dialect.SWAGGER:
        return None if response is None else response.raw("schema")
    content = response.get("content")
    contents = [] if content is None else [document.target(each) for _, each in content.items()]
    schemas = [each.raw("schema") for each in contents if each is not None and each.has("schema")]
    return schemas[0] if schemas else None


def _described_content(document: Written, finding: Finding, media_type: str) -> Mapping[str, Json]:
    if finding.schema is None and not finding.place:
        return {}
    schema = _schema(document, finding)
    if document.dialect is Dialect.SWAGGER:
        return {"schema": schema}
    return {"content": {media_type: {"schema": schema}}}


def _content(document: Written, finding: Finding, node: Node) -> Correction:
    documented = "other media types"
    schema, media_type = _schema(document, finding), finding.name
    if finding.difference is Difference.BODY:
        documented = "no content"
        if not is_json(media_type):
            # A narrower Accept than before could be refused; the value stays what the media type says.
            schema, media_type = {}, "*/*"
    if document.dialect is not Dialect.SWAGGER:
        update = changes.merge(node, {"content": {media_type: {"schema": schema}}})
        return _correction_of(finding, documented, finding.name, "media type added", [update])
    actions: list[Action] = []
    if finding.difference is Difference.BODY:
        actions.append(changes.merge(node, {"schema": schema}))
    operation = next((o for o in document.operations() if o.name == finding.operation), None)
    if operation is not None:
        actions += _produces(document, operation, finding.name)
    return _correction_of(finding, documented, finding.name, "media type added", actions)


def _produces(document: Written, operation: WrittenOperation, media_type: str) -> list[Action]:
    own, shared = operation.node.get("produces"), texts(document.root.raw("produces"))
    if media_type in (texts(own.value) if own is not None else shared or ["application/json"]):
        return []
    listed: list[Json] = [media_type] if own is not None else [*shared, media_type]
    return [changes.merge(operation.node, {"produces": listed})]


def _header(document: Written, finding: Finding, response: Node) -> Correction | None:
    headers = response.get("headers")
    each = None if headers is None else headers.get(finding.name)
    header = None if each is None else document.target(each)
    if header is None:
        return None
    if not finding.types:
        actions = [changes.merge(header, {"required": False})]
        return _correction_of(finding, "a required header", "missing", "optional header", actions)
    schema = header if header.has("type") else header.get("schema")
    target = None if schema is None else document.target(schema)
    if target is None:
        return None
    actions = changes.wider(target, ["string"], document.dialect)
    return _correction_of(
        finding, changes.described(document, target), "text", "wider header", actions
    )
