"""The page of all rules, in Markdown: docs/diff-rules.md."""

from __future__ import annotations

from restamp.api_diff.rules import RULES, Rule

HEAD = """\
# What `restamp diff` finds

Every rule with the levels its findings can have. Of a rule with several levels, the change itself decides.

- **breaking**: callers that call operations and read results may have to change. The exit status is 1, and the
  client asks for a major version.
- **tests**: only callers that construct results may have to change, as tests do. `--fail-on tests` exits with 1.
- **harmless**: nobody has to change anything. `--fail-on any` exits with 1.

The configuration of a client changes the level of a rule, and accepts single findings by the fingerprints that the
text and JSON show:

```toml
[tool.restamp.clients.acme]
severities = { member-removed = "harmless" }
accept = ["820f5a92353d"]
```

This page is the output of `restamp diff --rules`.
"""


def rules_page() -> str:
    """All rules, most important first."""
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
