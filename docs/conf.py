"""The site: `make docs` builds it into build/docs."""

from __future__ import annotations

project = "Restamp"
author = "The Restamp contributors"
html_title = "Restamp"

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["llms.txt", "pictures"]
nitpicky = True

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 4
suppress_warnings = ["misc.highlighting_failure"]
"""Blocks show JSON lines and output with `...`, which no lexer accepts."""

html_theme = "furo"
html_extra_path = ["llms.txt"]
html_copy_source = False
html_show_sphinx = False
html_favicon = "_static/favicon.svg"
html_static_path = ["_static"]
html_css_files = ["site.css"]

linkcheck_anchors = False
linkcheck_ignore = [r"https?://(localhost|127\.0\.0\.1|[\w.-]+\.example)([:/].*)?$"]
