"""Look for mistakes in the user's folder of templates."""

from __future__ import annotations

import difflib
from pathlib import Path

import jinja2
import jinja2.meta

from restamp.runtime.source import templates_folder


def unknown_templates(overrides: Path) -> list[tuple[str, str]]:
    """The files in the user's folder that neither replace a template of ours nor are used by another template.

    Each comes with a message that names the closest template.
    """
    environment = jinja2.Environment(trim_blocks=True, lstrip_blocks=True)
    ours = {path.name for path in (templates_folder() / "package").glob("*.jinja")}
    files = {
        path.relative_to(overrides).as_posix(): path
        for path in sorted(overrides.rglob("*.jinja"))
        if path.is_file()
    }
    used: set[str | None] = set()
    for path in files.values():
        try:
            tree = environment.parse(path.read_text("utf-8", "replace"))
        except (jinja2.TemplateSyntaxError, OSError):
            continue  # rendering reports what is wrong
        used |= set(jinja2.meta.find_referenced_templates(tree))
    messages: list[tuple[str, str]] = []
    for name in files:
        if name in ours or name in used or None in used:
            continue
        by_folded = {our.lower(): our for our in sorted(ours)}
        near = difflib.get_close_matches(name.rpartition("/")[2].lower(), by_folded, 1)
        known = ", ".join(by_folded[match] for match in near or by_folded)
        message = f"no template has this name, so it is not used; did you mean {known}?"
        messages.append((name, message))
    return messages
