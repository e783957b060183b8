"""Remove unused inline declarations."""

from __future__ import annotations

from dataclasses import replace

from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.ir.api import Api
from restamp.ir.types import Named
from restamp.ir.walk import reachable, request_types, response_types, webhook_types

COMPONENTS = "#/components/schemas/"


def prune(api: Api, config: ClientConfig, diagnostics: Diagnostics) -> Api:
    """Remove inline declarations that nothing refers to any more; component schemas are kept."""

    types = [t for o in api.operations for t in (*request_types(o), *response_types(o))]
    types += [t for webhook in api.webhooks for t in webhook_types(webhook)]
    types += [Named(id_) for id_ in api.by_id if _is_component(id_)]
    ids = reachable(types, api.by_id)
    if len(ids) == len(api.declarations):
        return api
    return replace(api, declarations=tuple(d for d in api.declarations if d.id in ids))


def _is_component(id_: str) -> bool:
    return id_.startswith(COMPONENTS) and "/" not in id_[len(COMPONENTS) :]
