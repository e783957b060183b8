"""The documents of `tests.benchmarks.generate`: published ones by size, GitHub's twice, and GitHub's with one change.

`python -m tests.benchmarks.generate_documents FOLDER` writes those that are made, in a process of its own: the parsed
document would count as memory of all commands that the benchmark starts later.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

PUBLISHED = {
    "petstore": "swagger-petstore/src__main__resources__openapi.yaml",
    "Anthropic": "anthropic/anthropic.yaml",
    "Discord": "discord/specs__openapi.json",
    "OpenAI": "openai/openapi.json",
    "Box": "box/openapi.json",
    "GitHub": "github/github.json",
}
TWICE = "GitHub twice"
_METHODS = {"get", "put", "post", "delete", "patch", "head", "options", "trace"}
_REFERENCE = re.compile(r'"#/components/(\w+)/')


def corpus() -> Path:
    """The folder of published documents."""
    return Path(os.environ["RESTAMP_CORPUS"]).resolve()


def documents(folder: Path) -> dict[str, Path]:
    """The files of all documents, by name and size; the largest is in `folder`."""
    return {name: corpus() / file for name, file in PUBLISHED.items()} | {
        TWICE: folder / "twice.json"
    }


def edited(folder: Path) -> dict[str, Path]:
    """The files with one change of GitHub's document, by a description of the change."""
    return {name: folder / f"edit{number}.json" for number, name in enumerate(EDITS)}


def operations(document: Any) -> list[Any]:
    """All operations of a document."""
    return [
        operation
        for item in document["paths"].values()
        for method, operation in item.items()
        if method in _METHODS
    ]


def twice(document: Any) -> Any:
    """A document with all its paths, operations and components a second time, under other names."""
    text = _REFERENCE.sub(r'"#/components/\1/twice-', json.dumps(document))
    copy = json.loads(text)
    for operation in operations(copy):
        operation["operationId"] = f"twice-{operation['operationId']}"
    paths = {f"/twice{path}": item for path, item in copy["paths"].items()}
    components = {
        section: {**members, **{f"twice-{name}": one for name, one in other.items()}}
        for (section, members), other in zip(
            document["components"].items(), copy["components"].values(), strict=True
        )
    }
    return {**document, "paths": {**document["paths"], **paths}, "components": components}


def _change_schema(document: Any) -> None:
    properties = document["components"]["schemas"]["license"]["properties"]
    properties["reviewed"] = {"type": "boolean"}


def _add_operation(document: Any) -> None:
    operation = {**document["paths"]["/meta"]["get"], "operationId": "meta/get-once-more"}
    document["paths"]["/meta/once-more"] = {"get": operation}


def _change_description(document: Any) -> None:
    document["paths"]["/meta"]["get"]["description"] += " The response may be cached."


def _change_version(document: Any) -> None:
    document["info"]["version"] += ".1"


EDITS: dict[str, Callable[[Any], None]] = {
    "one schema changed": _change_schema,
    "one operation added": _add_operation,
    "one description changed": _change_description,
    "another version": _change_version,
}


def main() -> None:
    """Write the documents that are made."""
    folder = Path(sys.argv[1])
    source = (corpus() / PUBLISHED["GitHub"]).read_bytes()
    for name, file in edited(folder).items():
        document = json.loads(source)
        EDITS[name](document)
        file.write_text(json.dumps(document, indent=2), "utf-8")
    documents(folder)[TWICE].write_text(json.dumps(twice(json.loads(source)), indent=2), "utf-8")


if __name__ == "__main__":
    main()
