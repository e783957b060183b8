"""Which codes do diagnostics have, and what does each mean? All codes, by area."""

from collections.abc import Mapping

from restamp.diagnostics.catalog import (
    comparing,
    configuration,
    documents,
    files,
    operations,
    swagger,
)
from restamp.diagnostics.catalog.entry import Entry

SECTIONS: Mapping[str, tuple[Entry, ...]] = {
    "The configuration and the command line": configuration.ENTRIES,
    "Files, packages and locks": files.ENTRIES,
    "Updates and comparisons": comparing.ENTRIES,
    "Reading documents": documents.READING,
    "Documents that are not valid OpenAPI but are repaired": documents.REPAIRS,
    "Swagger 2.0": swagger.SWAGGER,
    "Operations": operations.OPERATIONS,
    "Schemas": operations.SCHEMAS,
    "Names": operations.NAMES,
}
ENTRIES: Mapping[str, Entry] = {
    entry.code: entry for entries in SECTIONS.values() for entry in entries
}
