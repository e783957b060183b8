"""The codes of updates and comparisons."""

from restamp.diagnostics.catalog.entry import ERROR, NOTE, WARNING, Entry

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "source-missing",
        ERROR,
        "A client has no `source`, the URL or path of its document.",
        "Add one to the configuration.",
    ),
    Entry(
        "source-conflict",
        ERROR,
        "Clients of one document have different sources.",
        "Use the same `source` for all of them.",
    ),
    Entry(
        "source-unreachable",
        ERROR,
        "The document cannot be fetched from its URL.",
        "Check the URL and the network. The message says which rule refused; a redirect to another host needs `--allow-remote HOST`.",
    ),
    Entry(
        "source-unreadable",
        ERROR,
        "The document cannot be read from its path.",
        "Check the path in `source`.",
    ),
    Entry(
        "source-partial",
        NOTE,
        "A file of the document does not exist at the source; the local file is kept.",
        "Remove it if the document no longer needs it.",
    ),
    Entry(
        "spec-unwritable",
        ERROR,
        "The new document cannot be written.",
        "Check the permissions of its folder.",
    ),
    Entry(
        "changelog-unreadable",
        ERROR,
        "The changelog of the package cannot be read.",
        "Check its permissions and its encoding, which must be UTF-8.",
    ),
    Entry(
        "surface-missing",
        NOTE,
        "The package has no `restamp.api.json`; the local document is compared instead.",
        "Generate the package once and commit it.",
    ),
    Entry(
        "surface-unusable",
        WARNING + ERROR,
        "The `restamp.api.json` of a package was edited.",
        "Run `restamp generate` to restore it.",
    ),
    Entry(
        "learned-unneeded",
        NOTE,
        "The document now says itself what `restamp learn` learned.",
        "Run `restamp learn CLIENT --prune` to remove the actions, or `restamp update --prune`.",
    ),
    Entry(
        "learned-outdated",
        WARNING,
        "A learned correction replaces a part of the document that has changed since.",
        "Compare the part with what the server sends, and edit or remove the action.",
    ),
    Entry(
        "learn-unreadable",
        ERROR,
        "A drift log or a recording cannot be read.",
        "Check its path and its permissions.",
    ),
    Entry(
        "learn-unwritable",
        ERROR,
        "The overlay of learned corrections, or the configuration, cannot be written.",
        "Make its folder writable.",
    ),
    Entry(
        "learn-configuration",
        ERROR,
        "The overlay of learned corrections cannot be added to the configuration automatically.",
        "Add it yourself, as the message shows.",
    ),
    Entry(
        "recording-invalid",
        ERROR,
        "A recording is not in the HTTP Archive format (HAR 1.2).",
        "Record again, or export the recording as HAR.",
    ),
    Entry(
        "drift-log-invalid",
        WARNING,
        "A line of a drift log cannot be read.",
        "Other lines are used; a process may have been stopped while it wrote the line.",
    ),
    Entry(
        "probe-url",
        ERROR,
        "The base URL of a probe is not a URL with http or https.",
        "Correct `--base-url`.",
    ),
    Entry(
        "probe-host",
        ERROR,
        "The host of a probe is not this machine.",
        "Allow it with `--host`.",
    ),
    Entry(
        "probe-values",
        ERROR,
        "The file with the values of arguments cannot be read.",
        "Check its path, and that it is TOML.",
    ),
    Entry(
        "probe-package",
        ERROR,
        "The generated client cannot be imported, or lacks a setting or a dependency.",
        "Generate it, and install httpx2 and pydantic.",
    ),
    Entry(
        "probe-unwritable",
        ERROR,
        "The recording of a probe cannot be written.",
        "Choose another path for `--record`.",
    ),
    Entry(
        "revision-unknown",
        ERROR,
        "A git revision or repository does not exist.",
        "Check the name after the `@`.",
    ),
    Entry(
        "package-unknown",
        ERROR,
        "The document that a package was generated from is unknown.",
        "Run the command in the folder of the configuration of the package.",
    ),
    Entry(
        "input-unreadable",
        ERROR,
        "A file that a package was generated from cannot be read.",
        "Restore it, or compare documents instead.",
    ),
    Entry(
        "input-changed",
        ERROR,
        "A file that a package was generated from has changed since then.",
        "Compare with the version of the document that the package was generated from.",
    ),
)
