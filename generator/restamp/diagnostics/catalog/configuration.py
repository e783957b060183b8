"""The codes of configurations and flags."""

from restamp.diagnostics.catalog.entry import ERROR, WARNING, Entry

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "config-url",
        ERROR,
        "`spec` or an overlay of the configuration is a URL. Builds do not use the network.",
        "Set `source` to the URL and `spec` to a file of the project, and run `restamp update`, which fetches the document.",
    ),
    Entry(
        "config-missing",
        ERROR,
        "There is no `[tool.restamp]` in the working directory or its parents.",
        "Add `[tool.restamp.clients.NAME]` with `spec` and `output`, or use `--spec` and `--output`.",
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
        "Correct the displayed line.",
    ),
    Entry(
        "config-key",
        ERROR,
        "A table has an unknown key.",
        "Correct its spelling or remove it.",
    ),
    Entry(
        "config-type",
        ERROR,
        "A value has the wrong type.",
        "Use the type given in the message.",
    ),
    Entry(
        "config-runtime",
        ERROR,
        "The folder of `runtime` cannot be shared by the clients.",
        "Put it inside the package that all clients are in, in a folder of its own.",
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
        "A name on the command line is not a client of the configuration.",
        "Use one of the names in the message.",
    ),
    Entry(
        "config-output",
        ERROR,
        "A package cannot be written to this folder.",
        "Choose another folder; its name is the name of the package.",
    ),
    Entry(
        "config-recording",
        ERROR,
        "A package cannot have recordings without the fake that responds from them.",
        "Remove `testing = false` or `recording = true`.",
    ),
    Entry(
        "forget-unknown",
        ERROR,
        "`--forget` has a name that is not in the lock.",
        "Use a name from `restamp.lock`.",
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
        "`severities` has an unknown rule or level.",
        "Run `restamp diff --rules` to list the rules and levels.",
    ),
    Entry(
        "accept-unmatched",
        WARNING,
        "A fingerprint in `accept` no longer matches a change.",
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
        "A file in the folder of `templates` is not the name of a template.",
        "Give it the name of the template it replaces, or remove it.",
    ),
    Entry(
        "template-invalid",
        ERROR,
        "A custom template cannot be rendered.",
        "Correct the displayed line.",
    ),
    Entry(
        "template-output",
        ERROR,
        "The output of a template is not valid Python.",
        "Correct the template; if it is not yours, report it to the project.",
    ),
    Entry(
        "custom-invalid",
        ERROR,
        "`_custom.py` is not valid Python, or its client does not derive from the generated one.",
        "Correct the file as the message says.",
    ),
    Entry(
        "custom-missing",
        WARNING,
        "`_custom.py` was removed; the package exports the generated clients again.",
        "Restore it from version control if that is not intended.",
    ),
    Entry(
        "init-exists",
        ERROR,
        "`restamp init` would overwrite an existing file or client.",
        "Use the flag in the message.",
    ),
    Entry(
        "init-configuration",
        ERROR,
        "`restamp init` cannot add a client to this configuration.",
        "Add the lines in the message yourself.",
    ),
    Entry(
        "init-unwritable",
        ERROR,
        "A file cannot be written by `restamp init`.",
        "Check its permissions.",
    ),
    Entry(
        "bump-version",
        ERROR,
        "`restamp update --bump` cannot raise the version of the project.",
        'Write `version = "1.2.3"` in `[project]` of the pyproject.toml beside the configuration, or raise it by hand.',
    ),
    Entry(
        "bump-unwritable",
        ERROR,
        "A file cannot be written by `restamp update --bump`.",
        "Check its permissions. The client is updated already: raise the version by hand.",
    ),
    Entry(
        "watch-missing",
        ERROR,
        "`restamp watch` needs the package watchfiles.",
        "`python -m pip install watchfiles`",
    ),
)
