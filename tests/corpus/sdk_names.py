"""Compare the calls of generated clients with those of SDKs that people wrote by hand.

    RESTAMP_CORPUS=... python -m tests.corpus.sdk_names [--maps FOLDER] [--show SDK] [--paths]

The calls are those of the style "resources", as the generator gives them to the vendor's document, or to one that is made of the
map alone; with `--paths`, those that the namer of paths proposes. A map beside the corpus (`sdk-names/<sdk>.json`) has the call of each operation: `{"GET /files/{id}": "files.retrieve"}`. Two
calls are equal where their words are, after these foldings: retrieve is get, modify and edit are update, remove is delete; an
`s` at the end and underscores around a word do not count; nor do words in front that only say where in a company's products it
stands (beta, admin, organization, accounts, zones, versions). Without maps, there is nothing to do.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from restamp.names.paths.naming import name_calls
from restamp.names.paths.route import Route
from restamp.names.paths.style import style_of

from .pipeline_names import calls_of, written
from .routes import FOLDER, corpora, read, routes

DOCUMENTS = {"openai": "openai/openapi.json"}
"""The maps whose document is in the corpus."""
CURATED = "github/github.json"
"""A document whose operationIds are its vendor's names."""
_SAME = {
    "retrieve": "get",
    "modify": "update",
    "edit": "update",
    "del": "delete",
    "remove": "delete",
}
_LEADING = {"beta", "alpha", "admin", "organization", "account", "zone", "api"}
_VERSION = re.compile(r"v\d+\w*")


@dataclass(frozen=True)
class Comparison:
    """One operation in an SDK and in Restamp."""

    key: str
    theirs: str
    ours: str

    @property
    def is_equal(self) -> bool:
        return words(self.theirs) == words(self.ours)

    @property
    def has_equal_verb(self) -> bool:
        return words(self.theirs)[1] == words(self.ours)[1]

    @property
    def has_equal_chain(self) -> bool:
        return words(self.theirs)[0] == words(self.ours)[0]


def words(call: str) -> tuple[list[str], str]:
    """The chain and the verb of a call, folded."""
    parts = [part.strip("_").lower() for part in call.split(".")]
    parts = [re.sub(r"(?<=[a-z]{2})s$", "", _SAME.get(part, part)) for part in parts]
    while len(parts) > 1 and (parts[0] in _LEADING or _VERSION.fullmatch(parts[0])):
        parts = parts[1:]
    return parts[:-1], parts[-1]


def key_of(operation: str) -> str:
    """An operation without the names of its parameters, and without a version in front of its path."""
    method, _, path = operation.partition(" ")
    path = re.sub(r"\{[^}]*\}", "{}", path.split("?")[0].split("#")[0]).rstrip("/")
    return f"{method} {re.sub(r'^/(api/)?v[0-9]+(?=/)', '', path)}"


def compare(theirs: Mapping[str, str], calls: Mapping[str, str]) -> list[Comparison]:
    """Compare an SDK with the calls of a document, by operation."""
    plain = sorted(calls, key=lambda operation: "?" in operation or "#" in operation, reverse=True)
    ours = {key_of(operation): calls[operation] for operation in plain}
    named = {key_of(operation): call for operation, call in theirs.items()}
    return [Comparison(key, named[key], ours[key]) for key in sorted(named.keys() & ours.keys())]


def proposed(listed: Sequence[Route]) -> dict[str, str]:
    """The calls that the namer of paths proposes, by operation."""
    return {operation: str(call) for operation, call in name_calls(listed).items()}


def of_map(theirs: Iterable[str]) -> list[Route]:
    """The operations of a map."""
    return [Route(operation, *operation.split(" ", 1)) for operation in theirs]


def share(values: Iterable[bool]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0


def compared(folder: Path, *, by_paths: bool = False) -> Iterator[tuple[str, list[Comparison]]]:
    """All maps of a folder, each with its comparisons."""
    for file in sorted(folder.glob("*.json")):
        theirs: dict[str, str] = json.loads(file.read_text("utf-8"))
        document = FOLDER / DOCUMENTS.get(file.stem, "")
        if by_paths:
            is_there = document.is_file()
            calls = proposed([*routes(read(document))] if is_there else of_map(theirs))
        elif document.is_file():
            calls = calls_of(document, "resources")
        else:
            with TemporaryDirectory() as folder_of_map:
                calls = calls_of(written(theirs, Path(folder_of_map)), "resources")
        yield file.stem, compare(theirs, calls)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.corpus.sdk_names", description=__doc__)
    parser.add_argument("--maps", type=Path, default=FOLDER.parent / "sdk-names")
    parser.add_argument("--show", default="", help="an SDK whose other calls are listed")
    parser.add_argument("--paths", action="store_true", help="without the rest of the generator")
    arguments = parser.parse_args()
    if not corpora() or not any(arguments.maps.glob("*.json")):
        print(f"skipped: {arguments.maps} has no maps; RESTAMP_CORPUS names the folder beside it")
        return
    halves: tuple[list[float], list[float]] = ([], [])
    for number, (sdk, rows) in enumerate(compared(arguments.maps, by_paths=arguments.paths)):
        equal = share(row.is_equal for row in rows)
        halves[number % 2].append(equal)
        verbs, chains = share(r.has_equal_verb for r in rows), share(
            r.has_equal_chain for r in rows
        )
        print(
            f"{sdk:20} {len(rows):5} equal {equal:4.0%}  verbs {verbs:4.0%}  chains {chains:4.0%}"
        )
        for row in rows if sdk == arguments.show else ():
            if not row.is_equal:
                print(f"  {row.key}: {row.theirs} | {row.ours}")
    all_of_them = [*halves[0], *halves[1]]
    print(f"mean of {len(all_of_them)}: {sum(all_of_them) / len(all_of_them):.1%}", end="; ")
    print("halves:", ", ".join(f"{sum(half) / len(half):.1%}" for half in halves if half))
    if (FOLDER / CURATED).is_file():
        listed = list(routes(read(FOLDER / CURATED)))
        verdict = style_of(listed, name_calls(listed))
        print(f"{CURATED}: {verdict.style}, {verdict.reason}")


if __name__ == "__main__":
    main()
