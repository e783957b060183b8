"""What follows from the API as a whole? Passes from IR to IR, in the order of `PASSES`."""

from __future__ import annotations

from collections.abc import Callable

from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.ir.api import Api
from restamp.passes.access import split_by_access
from restamp.passes.aliases import resolve_aliases
from restamp.passes.common_error import find_common_error
from restamp.passes.discriminators import complete_discriminators
from restamp.passes.flat_bodies import flatten_bodies
from restamp.passes.include import keep_included
from restamp.passes.pages.pagination import find_pages
from restamp.passes.prune import prune
from restamp.passes.uploads import accept_files
from restamp.passes.waiters import check_waiters
from restamp.passes.xml_names import check_xml_names

Pass = Callable[[Api, ClientConfig, Diagnostics], Api]

PASSES: tuple[Pass, ...] = (
    keep_included,
    prune,
    resolve_aliases,
    complete_discriminators,
    split_by_access,
    accept_files,
    find_common_error,
    find_pages,
    check_waiters,
    check_xml_names,
    flatten_bodies,
)


def run(api: Api, config: ClientConfig, diagnostics: Diagnostics) -> Api:
    """Run all passes."""
    for step in PASSES:
        api = step(api, config, diagnostics)
    return api
