from __future__ import annotations

import json
from pathlib import Path

import pytest

from restamp.config import load as config
from restamp.config import model
from restamp.diagnostics.model import Diagnostics
from restamp.diagnostics.text import show
from restamp.output import lock
from restamp.spec.reading.digests import digest

GOOD = {"lock": 1, "restamp": "0.1.0", "inputs": {}, "files": {"a/b.py": "sha256:0"}, "names": {}}


def client(folder: Path, spec: str = "specs/api.yaml") -> model.ClientConfig:
    configured = config.from_flags(spec, "out/api", ("specs/o.yaml",), folder, Diagnostics())
    assert configured is not None
    return configured


def parsed(source: str) -> tuple[lock.Lock | None, list[str]]:
    diagnostics = Diagnostics()
    parsed_lock = lock.parse(source, "api/restamp.lock", diagnostics)
    return parsed_lock, [show(diagnostic).splitlines()[0] for diagnostic in diagnostics]


def test_what_is_written_is_read_again() -> None:
    whole = lock.Lock("1.2", {"é": "sha256:1"}, {"b.py": "x", "a.py": "y"}, {"GET /": "root"})
    text = lock.text(whole)
    assert parsed(text) == (whole, [])
    assert list(json.loads(text)) == ["//", "files", "inputs", "lock", "names", "restamp"]
    assert text.isascii()
    assert text.endswith("}\n")


def test_inputs_are_named_from_the_document(tmp_path: Path) -> None:
    whole = client(tmp_path, f"{tmp_path}/specs/api.yaml")
    shared = f"{tmp_path}/specs/shared/errors.yaml"
    inputs = {whole.spec_name: "1", "specs/o.yaml": "2", shared: "3"}
    whole_lock = lock.of(whole, inputs | {"https://example.com/a.yaml": "4"}, {"x.py": ""}, {})
    assert whole_lock.inputs == {
        "api.yaml": "1",
        "o.yaml": "2",
        "shared/errors.yaml": "3",
        "https://example.com/a.yaml": "4",
    }
    assert whole_lock.files == {"x.py": digest(b"")}
    assert lock.input_path(client(tmp_path), "specs/shared/errors.yaml") == Path(shared)
    assert lock.input_path(whole, "https://example.com/a.yaml") is None


def test_the_place_of_the_working_directory_changes_nothing(tmp_path: Path) -> None:
    near, far = client(tmp_path), client(tmp_path / "else", f"{tmp_path}/specs/api.yaml")
    assert lock.input_key(near, near.spec_name) == lock.input_key(far, far.spec_name) == "api.yaml"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("", "api/restamp.lock:1:1: error[lock-broken]: not JSON"),
        ("{\n <<", "api/restamp.lock:2:2: error[lock-broken]: not JSON"),
        (
            '{\n"lock": 1,\n<<<<<<< ours\n',
            "api/restamp.lock:3:1: error[lock-conflict]: contains merge ",
        ),
        ("[]", "api/restamp.lock:1:1: error[lock-broken]: not a lock"),
        ("[" * 100_000, "api/restamp.lock:1:1: error[lock-broken]: nested too deeply"),
        (
            '{"lock": 2, "restamp": "9"}',
            "api/restamp.lock:1:1: error[lock-newer]: was written by a newer",
        ),
        (
            json.dumps(GOOD | {"files": {"a": 1}}),
            "api/restamp.lock:1:1: error[lock-broken]: invalid input",
        ),
        (
            '{"lock": 1' + "0" * 5000 + "}",
            "api/restamp.lock:1:1: error[lock-broken]: contains a number with too many d",
        ),
        (
            json.dumps(GOOD | {"names": []}),
            "api/restamp.lock:1:1: error[lock-broken]: invalid input",
        ),
    ],
)
def test_invalid_locks(source: str, message: str) -> None:
    parsed_lock, complaints = parsed(source)
    assert parsed_lock is None
    assert [complaint[: len(message)] for complaint in complaints] == [message]


@pytest.mark.parametrize(
    "path",
    [
        *("../x", "/etc/passwd", "a/../../x.py", "a//b.py", "C:/x.py", "a\\b.py", "", "a\0.py"),
        *("_custom.py", ".env", ".x.py", "a/.x.py", "CHANGELOG.md", "restamp.lock", "a.toml", "py"),
    ],
)
def test_a_lock_cannot_claim_what_no_generation_writes(path: str) -> None:
    parsed_lock, complaints = parsed(json.dumps(GOOD | {"files": {path: "sha256:0"}}))
    assert parsed_lock is None
    assert len(complaints) == 1


def test_a_missing_lock_is_not_an_error(tmp_path: Path) -> None:
    diagnostics = Diagnostics()
    assert lock.read(tmp_path, "x", diagnostics) is None
    assert lock.read(tmp_path / "none", "x", diagnostics) is None
    assert not diagnostics.entries


def test_a_folder_in_its_place_is_one(tmp_path: Path) -> None:
    diagnostics = Diagnostics()
    (tmp_path / lock.FILE).mkdir()
    assert lock.read(tmp_path, "x", diagnostics) is None
    assert [diagnostic.code for diagnostic in diagnostics] == ["lock-unreadable"]
