"""Lower operations: every method of every path."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from restamp.diagnostics.text import quoted
from restamp.ir.api import SchemeKind, SecurityScheme
from restamp.ir.operations import Location, Operation, Parameter, Security
from restamp.ir.types import NameHint
from restamp.lower.context import Lowering, doc_of
from restamp.lower.operations.contents import body_of, responses_of
from restamp.lower.operations.frameworks import handler_of
from restamp.lower.operations.parameters import AUTHORIZATION, parameters_of
from restamp.lower.operations.paths import items_of, methods_of
from restamp.lower.operations.security import requirements_of
from restamp.lower.operations.servers import servers_of
from restamp.lower.operations.templates import template_of
from restamp.lower.pages.pagination import pagination_of
from restamp.lower.pages.waiters import waiter_of
from restamp.lower.plurals import singular
from restamp.spec.tree.extensions import GROUP, IDEMPOTENCY_KEY, IDEMPOTENT, METHOD_NAME
from restamp.spec.tree.node import Node

KNOWN_KEY = re.compile(r"(x-)?idempoten(cy|ce|t)-(key|id)\Z", re.IGNORECASE)
_ELSEWHERE = frozenset({SchemeKind.API_KEY, SchemeKind.MUTUAL_TLS})
_HAS_WORD = re.compile(r".*[^\W_]", re.DOTALL)
_STARTS_WITH_LETTER = re.compile(r"[\s_-]*[^\W\d_]")
VERSION = re.compile(r"v?\d+(\.\d+)*\Z|api\Z|rest\Z", re.IGNORECASE)


def operations_of(
    lowering: Lowering, schemes: Sequence[SecurityScheme], default: Security
) -> Iterator[Operation]:
    """Yield all operations of the document, ordered by path and method."""
    for path, item in items_of(lowering):
        for method, node in methods_of(lowering, item):
            yield _operation(lowering, path, method, item, node, (schemes, default))


def _operation(
    lowering: Lowering,
    path: str,
    method: str,
    item: Node,
    node: Node,
    security: tuple[Sequence[SecurityScheme], Security],
) -> Operation:
    path = template_of(lowering, item, node, path)
    hint = hint_of(node, method, path)
    group = _group(lowering, node, path)
    inner = replace(hint, resource=singular(group.pinned or group.words))
    schemes, default = security
    own = requirements_of(lowering, node, schemes)
    idempotent = node.get(IDEMPOTENT.own)
    has_content = method != "HEAD"
    required_security = default if own is None else own
    listed = _without_credentials(
        parameters_of(lowering, item, node, path, inner), schemes, required_security
    )
    parameters, key = _idempotency_key(node, listed)
    return Operation(
        id=node.at,
        hint=hint,
        group=group,
        operation_id=node.text("operationId") or "",
        method=method,
        path=path,
        parameters=parameters,
        body=body_of(lowering, node.get("requestBody"), inner.child("body")),
        responses=responses_of(lowering, node.get("responses"), inner, method),
        security=required_security,
        servers=servers_of(lowering, node) or servers_of(lowering, item),
        idempotent=idempotent.value is True if idempotent is not None else None,
        tag=_tag(node),
        idempotency_key=key,
        pagination=pagination_of(lowering, node, method) if has_content else None,
        waiter=waiter_of(lowering, node) if has_content else None,
        doc=doc_of(node),
    )


def _without_credentials(
    parameters: tuple[Parameter, ...], schemes: Sequence[SecurityScheme], security: Security
) -> tuple[Parameter, ...]:
    """Make parameters optional that carry a credential of the client."""
    names = {name for alternative in security for name in alternative}
    used = [scheme for scheme in schemes if scheme.name in names]
    keys = {(scheme.location, scheme.wire_name.lower()) for scheme in used if scheme.wire_name}
    if any(scheme.kind not in _ELSEWHERE for scheme in used):
        keys.add((Location.HEADER, AUTHORIZATION))
    return tuple(
        replace(p, required=False) if (str(p.location), p.wire_name.lower()) in keys else p
        for p in parameters
    )


def _idempotency_key(
    node: Node, parameters: tuple[Parameter, ...]
) -> tuple[tuple[Parameter, ...], str]:
    """The parameters, and the header of the idempotency key: set by an overlay, or known by its name.

    The client creates a key itself, so the parameter becomes optional.
    """
    key = node.text(IDEMPOTENCY_KEY.own) or ""
    for parameter in parameters:
        is_known = not key and KNOWN_KEY.match(parameter.wire_name)
        if parameter.location is Location.HEADER and (
            is_known or parameter.wire_name.lower() == key.lower()
        ):
            free = replace(parameter, required=False)
            others = tuple(free if p is parameter else p for p in parameters)
            return others, parameter.wire_name
    return parameters, key


def _first_text(node: Node, keys: tuple[str, ...], separator: str = " ") -> str | None:
    for key in keys:
        member = node.get(key)
        if member is None:
            continue
        if member.is_list:
            texts = [item.value for item in member.elements() if isinstance(item.value, str)]
            if texts:
                return separator.join(texts)
        if isinstance(member.value, str) and member.value:
            return member.value
    return None


def hint_of(node: Node, method: str, path: str) -> NameHint:
    """The hint for an operation: its operationId without the repeated tag, or else its method and path."""
    pinned = _first_text(node, METHOD_NAME.keys)
    operation_id = (node.text("operationId") or "").strip()
    if operation_id:
        handler = handler_of(operation_id, method, path)
        return NameHint(_without_tag(handler, _tag(node)), pinned=pinned)
    segments = [segment for segment in path.split("/") if segment and not VERSION.match(segment)]
    words = [f"by {s[1:-1]}" if s.startswith("{") and s.endswith("}") else s for s in segments]
    return NameHint(" ".join([method.lower(), *(words or ["root"])]), pinned=pinned)


def _without_tag(operation_id: str, tag: str) -> str:
    """Remove the tag from an operationId: with the tag `users`, `users-get_user` is `get_user`."""
    lowered = operation_id.lower()
    spellings = (tag, tag.replace(" ", "-"), tag.replace(" ", "_"))
    starts = [spelling for spelling in spellings if tag and lowered.startswith(spelling.lower())]
    for separator in ("-", "_", ".", "/", ":", "__"):
        for spelling in starts:
            prefix = spelling + separator
            rest = operation_id[len(prefix) :].lstrip("-_./:")
            if lowered.startswith(prefix.lower()) and rest[:1].isalpha():
                return rest
    return operation_id


def _tag(node: Node) -> str:
    tags = node.get("tags")
    if tags is not None and tags.is_list:
        for tag in tags.elements():
            if isinstance(tag.value, str) and tag.value.strip():
                return tag.value.strip()
    return ""


def _group(lowering: Lowering, node: Node, path: str) -> NameHint:
    """The hint for the resource of an operation: set by an overlay, its first tag, or the start of its path."""
    pinned = _pinned_group(lowering, node)
    tag = _tag(node)
    if tag:
        return NameHint(tag, pinned=pinned)
    for segment in path.partition("?")[0].split("/"):
        if segment and not VERSION.match(segment) and "{" not in segment:
            return NameHint(segment, pinned=pinned)
    return NameHint("default", pinned=pinned)


def _pinned_group(lowering: Lowering, node: Node) -> str | None:
    """The resource that an extension sets, with a dot before each nested one: `chat.completions`."""
    own = node.get(GROUP.own)
    if own is None or own.value is None:
        return _first_text(node, GROUP.keys, separator=".")
    values = own.value if isinstance(own.value, list) else [own.value]
    names = [part for value in values for part in str(value).split(".")]
    is_text = all(isinstance(value, str) for value in values)
    pattern = _STARTS_WITH_LETTER if len(names) > 1 else _HAS_WORD
    if names and is_text and all(map(pattern.match, names)):
        return ".".join(names)
    example = "`chat`, or `chat.completions` for a resource within another one"
    message = f"{quoted(own.value)} is not the name of a resource; write it like {example}"
    lowering.diagnostics.error("group-invalid", message, own.at)
    return None
