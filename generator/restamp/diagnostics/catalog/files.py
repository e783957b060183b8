"""The codes of files, packages and locks."""

from restamp.diagnostics.catalog.entry import ERROR, NOTE, WARNING, Entry

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "process-ended",
        ERROR,
        "The process that generates or checks a client was ended, often because memory is short. Other clients are not affected.",
        "Run the command with `--jobs 1`, or with fewer processes.",
    ),
    Entry(
        "output-unwritable",
        ERROR,
        "The package cannot be written.",
        "Check the permissions of its folder.",
    ),
    Entry(
        "output-unreadable",
        ERROR,
        "The package cannot be read.",
        "Check the permissions of its folder.",
    ),
    Entry(
        "output-edited",
        ERROR,
        "A generated file was edited by hand.",
        "Move the edit elsewhere (an overlay, `_custom.py`, a template), or overwrite it with `--force`.",
    ),
    Entry(
        "output-foreign",
        ERROR,
        "A file that Restamp did not write has the path of a generated file.",
        "Move it away, or overwrite it with `--force`.",
    ),
    Entry(
        "output-added",
        ERROR + WARNING,
        "A file that Restamp did not write is imported in place of a generated module, or is in a folder of generated code. `check` fails; `generate` leaves it and warns.",
        "Remove it, or move it out of the generated folders. Own code belongs in `_custom.py` and the modules beside it.",
    ),
    Entry(
        "output-unlisted",
        NOTE,
        "A package contains modules that Restamp did not write, beside the generated ones.",
        "Nothing, if they are yours. Review them: they are not generated.",
    ),
    Entry(
        "output-blocked",
        ERROR,
        "A link or folder has the path of a generated file.",
        "Move it away.",
    ),
    Entry(
        "line-ends",
        NOTE,
        "Generated files were checked out with CR LF line ends.",
        "Add the line in the message to `.gitattributes`.",
    ),
    Entry(
        "lock-unreadable",
        ERROR,
        "`restamp.lock` cannot be read.",
        "Check its permissions.",
    ),
    Entry(
        "lock-unwritable",
        ERROR,
        "`restamp.lock` cannot be written.",
        "Check its permissions.",
    ),
    Entry(
        "lock-broken",
        ERROR,
        "`restamp.lock` is invalid.",
        "Restore it from version control, or regenerate with `--force`, which releases its names.",
    ),
    Entry(
        "lock-conflict",
        ERROR,
        "`restamp.lock` has merge conflict markers.",
        "Run `restamp lock merge PACKAGE`, which keeps the names of both sides.",
    ),
    Entry(
        "lock-newer",
        ERROR,
        "`restamp.lock` was written by a newer Restamp.",
        "Use that version.",
    ),
    Entry(
        "lock-missing",
        ERROR,
        "A folder is neither a document nor a generated package.",
        "Pass an OpenAPI document or a folder with a `restamp.lock`.",
    ),
    Entry(
        "lock-merged",
        NOTE,
        "Two branches have different names for one item; one of them is kept.",
        "Check that it is the right one.",
    ),
    Entry(
        "report-unwritable",
        ERROR,
        "The file of `--report` cannot be written.",
        "Check its folder.",
    ),
    Entry(
        "sarif-unwritable",
        ERROR,
        "The file of `--sarif` cannot be written.",
        "Check its folder.",
    ),
    Entry(
        "depfile-unwritable",
        ERROR,
        "The file of `--depfile` cannot be written.",
        "Check its folder.",
    ),
    Entry(
        "depfile-path",
        ERROR,
        "A path cannot be expressed in a rule of make or ninja.",
        "Rename the file.",
    ),
)
