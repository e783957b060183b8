"""The codes of configurations and flags."""

from restamp.diagnostics.catalog.entry import ERROR, WARNING, Entry

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "config-missing",
        ERROR,
        "There is no `[tool.restamp]` in the working directory or a folder above it.",
        "Write `[tool.restamp.clients.NAME]` with `spec` and `output`, or use `--spec` and `--output`.",
    ),
    Entry(
        "config-unreadable",
        ERROR,
        "The configuration cannot be read.",
        "Check its permissions.",
    ),
    Entry(
        "config-invalid",
        ERROR,
        "The configuration is not valid TOML.",
        "Correct the line that is shown.",
    ),
    Entry(
        "config-key",
        ERROR,
        "A table has a key that does not exist.",
        "Correct its spelling or remove it.",
    ),
    Entry(
        "config-type",
        ERROR,
        "A value has the wrong type.",
        "Write a value of the type that the message names.",
    ),
    Entry(
        "config-required",
        ERROR,
        "A required key is missing.",
        "Add it.",
    ),
    Entry(
        "config-no-clients",
        ERROR,
        "The configuration has no client.",
        "Add a table `[tool.restamp.clients.NAME]`.",
    ),
    Entry(
        "config-client-unknown",
        ERROR,
        "A name on the command line is no client of the configuration.",
        "Use one of the names that the message lists.",
    ),
    Entry(
        "config-output",
        ERROR,
        "A package cannot be written to this folder.",
        "Choose another folder; its last part is the name that Python imports.",
    ),
    Entry(
        "forget-unknown",
        ERROR,
        "`--forget` names something that the lock does not have.",
        "Use a name as it is in `restamp.lock`.",
    ),
    Entry(
        "include-nothing",
        WARNING,
        "`include` matches no operation.",
        "Correct the tags, paths or operations in it.",
    ),
    Entry(
        "severity-unknown",
        WARNING,
        "`severities` has a rule or a level that does not exist.",
        "`restamp diff --rules` lists the rules and levels.",
    ),
    Entry(
        "accept-unmatched",
        WARNING,
        "A fingerprint in `accept` matches no change any more.",
        "Remove it.",
    ),
    Entry(
        "templates-missing",
        ERROR,
        "The folder in `templates` does not exist.",
        "Create it or remove the key.",
    ),
    Entry(
        "template-unknown",
        WARNING,
        "No generated file is made from a template in the folder.",
        "Rename it like the template it replaces, or remove it.",
    ),
    Entry(
        "template-invalid",
        ERROR,
        "A template of yours cannot be rendered.",
        "Correct the line that is shown.",
    ),
    Entry(
        "template-output",
        ERROR,
        "A template of yours prints something that is not Python.",
        "Correct the template.",
    ),
    Entry(
        "custom-invalid",
        ERROR,
        "`_custom.py` is not Python, or its client does not derive from the generated one.",
        "Correct the file; the message has the two lines that are needed.",
    ),
    Entry(
        "custom-missing",
        WARNING,
        "`_custom.py` is gone; the package exports the generated clients again.",
        "Restore it from version control if that is not intended.",
    ),
    Entry(
        "init-exists",
        ERROR,
        "`restamp init` would overwrite something.",
        "Use the flag that the message names.",
    ),
    Entry(
        "init-configuration",
        ERROR,
        "`restamp init` cannot add a client to this configuration.",
        "Add the lines of the message by hand.",
    ),
    Entry(
        "init-unwritable",
        ERROR,
        "A file of `restamp init` cannot be written.",
        "Check its permissions.",
    ),
    Entry(
        "watch-missing",
        ERROR,
        "`restamp watch` needs the package watchfiles.",
        '`pip install "restamp[watch]"`',
    ),
)
