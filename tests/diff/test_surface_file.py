"""`restamp.api.json`: what is read is what was written, and nothing that somebody else wrote is believed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from restamp.api_diff.changes.comparing import difference
from restamp.api_diff.surface.fields import SurfaceError
from restamp.api_diff.surface.file import Packaged, text_of
from restamp.api_diff.surface.parsing import packaged_of
from restamp.api_diff.surface.reading import surface_of
from restamp.api_diff.surface.surface import Class, Surface
from restamp.api_diff.types.notation import write_slot
from restamp.config.model import Include
from restamp.names.pins.locked import LockedNames
from restamp.output.lock import is_generated

from .changes import CASES
from .judging import understand
from .small import Json, document, query, record, ref

ROOT = Path(__file__).parents[2]
DOCUMENTS = [
    ROOT / "specs/blink.yaml",
    ROOT / "examples/specs/pets.yaml",
    *sorted((ROOT / "tests/cases").glob("*/spec.yaml")),
]


def surface(path: Path) -> Surface:
    return surface_of(understand(path).subject)


def ordered(one: Surface) -> Surface:
    """The same with the fields of classes in order of their names: theirs does not count."""
    declared = {
        symbol: (
            replace(
                declaration, attributes=tuple(sorted(declaration.attributes, key=lambda a: a.name))
            )
            if isinstance(declaration, Class)
            else declaration
        )
        for symbol, declaration in one.declared.items()
    }
    return replace(one, declared=declared)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.parent.name)
def test_what_is_read_is_what_was_written(path: Path) -> None:
    one = surface(path)
    text = text_of(Packaged(one))
    assert text.isascii()
    again = packaged_of(text.encode()).surface
    assert ordered(again) == ordered(one)
    assert difference(one, again).findings == ()
    assert text_of(Packaged(again)) == text


def test_changes_are_found_from_the_file_as_from_the_document(tmp_path: Path) -> None:
    for number, (old, new) in enumerate(CASES.values()):
        if number % 4:
            continue
        sides: list[Surface] = []
        locked = LockedNames()
        for name, content in (("old.json", old), ("new.json", new)):
            (tmp_path / name).write_text(json.dumps(content))
            side = understand(tmp_path / name, locked)
            subject = side.subject
            locked = LockedNames(subject.names.pins(subject.api), style=side.style)
            sides.append(surface_of(subject))
        read = [packaged_of(text_of(Packaged(side)).encode()).surface for side in sides]
        assert difference(*read).findings == difference(*sides).findings


def written(content: Json, folder: Path) -> str:
    (folder / "spec.json").write_text(json.dumps(content))
    return text_of(Packaged(surface(folder / "spec.json")))


def test_one_line_a_symbol(tmp_path: Path) -> None:
    pet = record("id", id={"type": "string"}, born={"type": "string", "description": "hidden"})
    schemas = {"Pet": pet, "Kind": {"type": "string", "enum": ["cat", "dog"]}}
    limit = query("limit", {"type": "integer", "default": 3})
    content = document(limit, answer=ref("Pet"), schemas=schemas, description="hidden")
    lines = written(content, tmp_path).splitlines()
    assert '  "born": "str | None = None",' in lines
    assert '  "id": "str"' in lines
    assert '  "CAT": "cat",' in lines
    (argument,) = (line for line in lines if line.startswith('  "limit"'))
    assert '"notes": ["Default: 3."]' in argument
    assert "hidden" not in "".join(lines)


def test_keys_that_follow_from_the_model_are_left_out(tmp_path: Path) -> None:
    pet = record(
        "name",
        name={"type": "string"},
        born={"type": "string", "format": "date"},
        kind={"type": "string", "enum": ["cat", "dog"]},
        owner=ref("Owner"),
        seen={"type": "string", "readOnly": True},
        note={"type": ["string", "null"]},
    )
    schemas = {"Pet": pet, "Owner": record(name={"type": "string"})}
    content = document(body=ref("Pet"), answer=ref("Pet"), schemas=schemas)
    text = written(content, tmp_path)
    assert ' "models.OwnerDict": {"kind": "keys", "use": "sent"}' in text
    (begin,) = (line for line in text.splitlines() if '"models.PetDict"' in line)
    assert '"without": ["seen"]' in begin
    keys = text[text.index(begin) :].partition("}")[0].splitlines()[1:-1]
    assert keys == ['  "note": "str | None = None"']
    read = packaged_of(text.encode()).surface.declared["models.PetDict"]
    assert isinstance(read, Class)
    slots = {key.name: write_slot(key.type, key.default) for key in read.attributes}
    assert slots == {
        "name": "str",
        "born": "date | str = None",
        "kind": 'models.PetKind | Literal["cat", "dog"] = None',
        "owner": "models.Owner | models.OwnerDict = None",
        "note": "str | None = None",
    }
    with pytest.raises(SurfaceError, match="typed dict without its model"):
        packaged_of(text.replace('"models.Owner": ', '"models.Owners": ', 1).encode())


def test_order_of_the_document_changes_nothing(tmp_path: Path) -> None:
    one = document(
        answer=ref("Pet"), schemas={"Pet": record(a={"type": "string"}, b={"type": "integer"})}
    )
    other = document(
        answer=ref("Pet"), schemas={"Pet": record(b={"type": "integer"}, a={"type": "string"})}
    )
    assert written(one, tmp_path) == written(other, tmp_path)


def test_include_and_overlays_are_known(tmp_path: Path) -> None:
    (tmp_path / "spec.json").write_text(json.dumps(document()))
    include = Include(tags=("pets",), operations=("find",))
    packaged = Packaged(surface(tmp_path / "spec.json"), include, ("../o.yaml",))
    again = packaged_of(text_of(packaged).encode())
    assert (again.include, again.overlays) == (include, ("../o.yaml",))


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ('"surface": 3', '"surface": 4', "a newer Restamp wrote it in format 4"),
        ('"surface": 3', '"surface": "2"', "unknown format"),
        ('"surface": 3', '"surface": true', "unknown format"),
        ('"a": "str', '"a": "str]', "invalid type"),
        ('"a": "str', '"a": "f(x for', "invalid type"),
        ('"a": "str', '"a": "str | ', "invalid type"),
        ('"a": "str', '"a": "models.', "invalid type"),
        ('"a": "str', '"a": "Literal[None]', "invalid type"),
        ('"a": "str', f'"a": "{"(" * 90_000}', "invalid type"),
        ('"a": "str', f'"a": "{"list[" * 19_000}', "invalid type"),
        ('"a": "str', f'"a": "{"a" * 100_001}', "too long"),
        ('"a": "str | None = None"', '"a": 1', "expected an object"),
        ('"a": "str | None = None"', '"a": {"type": "str", "new": 1}', 'unknown member "new"'),
        ('"models.Pet": {', '"models.Pet": {"kind": "module", ', "unknown kind"),
        ('"use": "read"', '"use": "x"', "unknown use"),
        ('"models.Pet": {', '"models.Pet": {"bases": "x", ', "expected a list"),
        ('"calls": {', '"calls": [], "x": {', "expected an object"),
        ('"calls": {', f'"calls": {"[" * 200_000}', "not JSON"),
    ],
)
def test_another_file_is_none(tmp_path: Path, before: str, after: str, why: str) -> None:
    content = document(answer=ref("Pet"), schemas={"Pet": record(a={"type": "string"})})
    text = written(content, tmp_path)
    packaged_of(text.encode())
    assert before in text
    with pytest.raises(SurfaceError, match=why):
        packaged_of(text.replace(before, after, 1).encode())


def test_classes_that_inherit_from_one_another_in_a_circle(tmp_path: Path) -> None:
    content = document(answer=ref("Pet"), schemas={"Pet": record(a={"type": "string"})})
    text = written(content, tmp_path)
    circle = text.replace('"models.Pet": {', '"models.Pet": {"bases": ["models.Pet"], ')
    assert circle != text
    one = packaged_of(circle.encode()).surface
    assert difference(one, one).findings == ()


def test_it_belongs_to_a_package() -> None:
    assert is_generated("restamp.api.json")
    assert not is_generated("models/restamp.api.json")
