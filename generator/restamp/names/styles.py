"""The style of a package: that of its lock, else that of the configuration."""

from __future__ import annotations

from dataclasses import replace

from restamp.config.model import ClientConfig, Style
from restamp.diagnostics.model import Diagnostics
from restamp.ir.api import Api
from restamp.names.calls.by_path import routes_of
from restamp.names.keys import operation_of
from restamp.names.paths.naming import name_calls
from restamp.names.paths.style import Verdict, style_of, style_without_calls
from restamp.names.pins.locked import LockedNames
from restamp.names.resources import is_group_key


def style_for(
    config: ClientConfig, api: Api, locked: LockedNames, diagnostics: Diagnostics
) -> Style:
    """What names the operations. A lock decides, unless the configuration changes its style.

    A lock that keeps another style than the configured one is warned about (`style-kept`); a change of the style is
    noted (`style-renamed`).
    """
    former = former_style(locked)
    if former is None:
        return configured_style(config, api)
    if config.renames_style:
        style = configured_style(config, api)
        if style is not former:
            message = (
                f"the calls are named by {style} now, and no longer by {former}; callers have to"
                " be changed, and so have uses of the models of inline schemas"
            )
            diagnostics.note("style-renamed", message)
        return style
    if config.names not in ("auto", former):
        message = (
            f'`names` is "{config.names}", but the package is named by {former}, which its lock'
            " keeps; `--rename-style` changes it and breaks callers"
        )
        diagnostics.warning("style-kept", message)
    return former


def former_style(locked: LockedNames) -> Style | None:
    """The style of a lock; None if there is no lock."""
    return locked.style or (Style.OPERATIONS if locked.names else None)


def in_style(locked: LockedNames, style: Style) -> LockedNames:
    """The names that a lock keeps in a style: of another one neither calls nor what is named after them."""
    former = former_style(locked)
    if former in (None, style):
        return locked
    return replace(
        locked,
        names={key: name for key, name in locked.names.items() if not _is_named_by_style(key)},
        removed=frozenset(key for key in locked.removed if not _is_named_by_style(key)),
        style=style,
    )


def configured_style(config: ClientConfig, api: Api) -> Style:
    """The style that the configuration chooses."""
    if config.names != "auto":
        return Style(config.names)
    routes = routes_of(api.operations)
    return style_without_calls(routes) or style_of(routes, name_calls(routes)).style


def verdict_of(api: Api) -> Verdict:
    """What `auto` chooses for an API, and why."""
    routes = routes_of(api.operations)
    return style_of(routes, name_calls(routes))


def _is_named_by_style(key: str) -> bool:
    return operation_of(key) is not None or is_group_key(key) or "#/paths/" in key
