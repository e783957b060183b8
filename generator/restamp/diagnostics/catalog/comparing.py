"""The codes of updates and comparisons."""

from restamp.diagnostics.catalog.entry import ERROR, NOTE, WARNING, Entry

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "source-missing",
        ERROR,
        "A client has no `source`, where its document comes from.",
        "Add one to the configuration.",
    ),
    Entry(
        "source-conflict",
        ERROR,
        "Clients of one document have different sources.",
        "Give them the same one.",
    ),
    Entry(
        "source-unreachable",
        ERROR,
        "The document cannot be fetched from its URL.",
        "Check the URL in `source` and the network.",
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
        "A file of the document is not at the source; the local one stays.",
        "Remove it if the document does not need it any more.",
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
        "Check its permissions and its encoding, UTF-8.",
    ),
    Entry(
        "surface-missing",
        NOTE,
        "The package does not say what callers see of it; the local document is compared instead.",
        "Generate the package once and commit it.",
    ),
    Entry(
        "surface-unusable",
        WARNING,
        "The file that says what callers see of a package was edited.",
        "`restamp generate` writes it again.",
    ),
    Entry(
        "revision-unknown",
        ERROR,
        "A git revision or repository does not exist.",
        "Check the name behind the @.",
    ),
    Entry(
        "package-unknown",
        ERROR,
        "It is not known which document a package was generated from.",
        "Run the command where the configuration of the package is.",
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
        "A file that a package was generated from has changed since.",
        "Compare with the version that the package was generated from.",
    ),
)
