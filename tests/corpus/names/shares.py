"""How many names of generated clients read badly, by kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from restamp.config.model import ClientConfig, NamesKey
from restamp.diagnostics.model import Diagnostics
from restamp.ir.api import Api
from restamp.lower.plurals import singular
from restamp.names.table import NameTable
from restamp.pipeline import analyze

MAX_CLASS = 45
"""A class name of more characters is long."""
_NUMBER = re.compile(r"_?\d+\Z")
_VARIANT = re.compile(r"Variant\d+")


@dataclass(slots=True)
class Shares:
    """Numbers of names by what they name, and of those that read badly, by kind."""

    total: Counter[str] = field(default_factory=Counter[str])
    bad: dict[str, list[str]] = field(default_factory=dict[str, list[str]])

    def add(self, kind: str, names: Iterable[str]) -> None:
        self.bad.setdefault(kind, []).extend(names)

    def update(self, other: Shares) -> None:
        self.total.update(other.total)
        for kind, names in other.bad.items():
            self.add(kind, names)


KINDS: Mapping[str, str] = {
    "methods that repeat their resource": "methods",
    "methods that end in a digit": "methods",
    "classes with a bare number": "classes",
    "classes named VariantN": "classes",
    f"classes of more than {MAX_CLASS} characters": "classes",
    "enum members with a bare number": "members",
}
"""What each kind is a share of."""


def shares_of(spec: Path, names: NamesKey) -> Shares | None:
    """The names of the client of a document in a style; None if there is none."""
    output = Path("/nowhere/client")
    config = ClientConfig("client", spec, spec.name, (), output, output.parent, names=names)
    analysis = analyze(config, Diagnostics())
    return None if analysis is None else measured(analysis.subject.api, analysis.subject.names)


def measured(api: Api, names: NameTable) -> Shares:
    """The names of a client."""
    shares = Shares()
    texts = {
        names.types[d.id]: f"{d.hint.words} {d.hint.parents} {d.hint.untitled}"
        for d in api.declarations
    }
    texts |= {
        f"{names.groups[o.id].attribute}.{names.methods[o.id]}".lstrip(
            "."
        ): f"{o.operation_id} {o.path}"
        for o in api.operations
    }
    texts |= {
        f"{names.types[i]}.{member}": str(value) for (i, value), member in names.members.items()
    }
    methods = [(names.groups[id_].attribute, method) for id_, method in names.methods.items()]
    classes = sorted(names.types.values())
    shares.total.update(methods=len(methods), classes=len(classes), members=len(names.members))
    calls = [f"{group}.{method}" for group, method in methods]
    repeating = [call for call, (g, m) in zip(calls, methods, strict=True) if repeats(g, m)]
    shares.add("methods that repeat their resource", repeating)
    by_group = _by_scope((group, method) for group, method in methods)
    shares.add("methods that end in a digit", _numbered(by_group, texts))
    shares.add("classes with a bare number", _numbered({"": set(classes)}, texts))
    shares.add("classes named VariantN", filter(_VARIANT.search, classes))
    long = [name for name in classes if len(name) > MAX_CLASS]
    shares.add(f"classes of more than {MAX_CLASS} characters", long)
    by_enum = _by_scope((names.types[id_], member) for (id_, _), member in names.members.items())
    shares.add("enum members with a bare number", _numbered(by_enum, texts))
    return shares


def repeats(group: str, method: str) -> bool:
    """Whether a method has the words of its resource, in the singular or plural, one after another."""
    resource, words = (_singulars(name) for name in (group.rpartition(".")[2], method))
    length = len(resource)
    return length < len(words) and any(
        words[start : start + length] == resource for start in range(len(words) - length + 1)
    )


def _singulars(name: str) -> list[str]:
    return [singular(word) for word in name.strip("_").split("_")]


def _by_scope(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    scopes: dict[str, set[str]] = {}
    for scope, name in pairs:
        scopes.setdefault(scope, set()).add(name)
    return scopes


def _numbered(scopes: Mapping[str, set[str]], texts: Mapping[str, str]) -> Iterator[str]:
    """The names with a number that only parts them from another one, and is in no text that names come from."""
    for scope, names in scopes.items():
        for name in sorted(names):
            match, whole = _NUMBER.search(name), f"{scope}.{name}".lstrip(".")
            stem = name[: match.start()] if match else name
            if match and (stem in names or f"{stem}_" in names):
                number = match[0].strip("_")
                if number not in re.findall(r"\d+", texts[whole]):
                    yield whole
