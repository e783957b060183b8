"""Write the page of all rules in Markdown: docs/reference/diff-rules.md."""

from __future__ import annotations

from restamp.api_diff.rules import RULES, Rule

HEAD = """\
# Rules of `restamp diff`

All rules with the levels that their findings can have. If a rule has several levels, the level depends on the change.

- **breaking**: code that calls operations and reads results may have to change. The exit status is 1, and the client
  needs a new major version.
- **tests**: only code that constructs results may have to change, such as tests. `--fail-on tests` exits with 1.
- **harmless**: no code has to change. `--fail-on any` exits with 1.

The configuration of a client can change the level of a rule, and accept single findings by the fingerprints shown in
the text and JSON output:

```toml
[tool.restamp.clients.acme]
severities = { member-removed = "harmless" }
accept = ["1577deb27a4d"]
```

This page is the output of `restamp diff --rules`.
"""


def rules_page() -> str:
    """Write all rules, most important first."""
    return (
        "\n".join(
            [HEAD, "| Rule | Levels | Why | Example |", "|---|---|---|---|", *map(_row, RULES)]
        )
        + "\n"
    )


def _row(rule: Rule) -> str:
    levels = ", ".join(level.value for level in rule.levels)
    example = rule.example.replace("|", "\\|")
    return f"| `{rule.id}` | {levels} | {rule.why} | `{example}` |"
