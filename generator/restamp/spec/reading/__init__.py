"""Where do the bytes come from, and what tree are they? Files, URLs and revisions of git; YAML and JSON, with lines and columns."""
