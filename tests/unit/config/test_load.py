from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from restamp.config import load as config
from restamp.config.model import ClientConfig, Include
from restamp.config.toml_positions import marks
from restamp.diagnostics.model import Diagnostics
from restamp.diagnostics.position import Position
from restamp.diagnostics.text import show

COMPLETE = """\
[tool.restamp.clients.blink]
spec = "specs/blink.yaml"
overlays = ["specs/one.yaml", "./specs/two.yaml"]
output = "generated/blink"
source = "https://example.com/blink.yaml"
include = { tags = ["runs"], paths = ["/runs"], operations = ["getRun"] }
templates = "mine"
drift_log = true
recording = true
strict = true
allow_paths = ["../common", "schemas"]
allow_remotes = ["schemas.example.com"]

[tool.restamp.clients.acme]
spec = "acme.json"
output = "src/acme"
"""


def read(folder: Path, text: str, name: str = "pyproject.toml") -> tuple[ClientConfig, ...]:
    diagnostics = Diagnostics()
    file = folder / name
    file.write_text(text)
    clients = config.from_file(file, name, diagnostics)
    assert diagnostics.failed is (not clients)
    return clients


def complaints(folder: Path, text: str, name: str = "pyproject.toml") -> list[str]:
    diagnostics = Diagnostics()
    file = folder / name
    file.write_text(text)
    assert config.from_file(file, name, diagnostics) == ()
    return [show(diagnostic) for diagnostic in diagnostics]


def test_every_key_is_read(tmp_path: Path) -> None:
    acme, blink = read(tmp_path, COMPLETE)
    assert acme.name == "acme"
    assert blink == ClientConfig(
        name="blink",
        spec=tmp_path / "specs/blink.yaml",
        spec_name="specs/blink.yaml",
        overlays=(
            (tmp_path / "specs/one.yaml", "specs/one.yaml"),
            (tmp_path / "specs/two.yaml", "specs/two.yaml"),
        ),
        output=tmp_path / "generated/blink",
        root=tmp_path,
        file=tmp_path / "pyproject.toml",
        source="https://example.com/blink.yaml",
        include=Include(("runs",), ("/runs",), ("getRun",)),
        templates=tmp_path / "mine",
        templates_name="mine",
        drift_log=True,
        recording=True,
        strict=True,
        allow_paths=(tmp_path.parent / "common", tmp_path / "schemas"),
        allow_remotes=("schemas.example.com",),
        import_path="blink",
    )


def test_restamp_toml_may_leave_out_the_prefix(tmp_path: Path) -> None:
    bare = COMPLETE.replace("tool.restamp.", "")
    assert [client.name for client in read(tmp_path, bare, "restamp.toml")] == ["acme", "blink"]
    assert [client.name for client in read(tmp_path, COMPLETE, "restamp.toml")] == ["acme", "blink"]


def test_the_nearest_configuration_is_found(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text(COMPLETE)
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.other]\n")
    assert config.find(inner) == tmp_path / "pyproject.toml"
    (tmp_path / "restamp.toml").write_text("")
    assert config.find(inner) == tmp_path / "restamp.toml"
    (inner / "pyproject.toml").write_text("[tool.restamp]\n")
    assert config.find(inner) == inner / "pyproject.toml"
    (inner / "pyproject.toml").write_text("[tool.restamp\n")
    assert config.find(inner) == inner / "pyproject.toml", "a broken one is not passed by"


def test_every_problem_is_reported_with_its_position(tmp_path: Path) -> None:
    text = """\
[tool.restamp]
verbose = true
[tool.restamp.clients.blink]
spec = 3
overlay = []
overlays = [
  "a",
  7,
]
output = "generated/blink-client"
testing = "no"
include = { tag = [], tags = "x" }
[tool.restamp.clients.acme]
output = "class"
"""
    places = [
        complaint.partition(":")[2].partition("]")[0] for complaint in complaints(tmp_path, text)
    ]
    assert places == [
        "2:1: error[config-key",
        "4:1: error[config-type",
        "5:1: error[config-key",
        "8:3: error[config-type",
        "10:1: error[config-output",
        "11:1: error[config-type",
        "12:13: error[config-key",
        "12:23: error[config-type",
        "13:23: error[config-required",
        "14:1: error[config-output",
    ]


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("generated/my-client", 'for example to "my_client"'),
        ("generated/2fa", 'for example to "_2fa"'),
        ("generated/import", 'for example to "import_"'),
        ("generated/ﬁle", "rename it"),
        (".", "choose a separate folder"),
        ("..", "choose a separate folder"),
    ],
)
def test_the_output_must_be_a_package(tmp_path: Path, output: str, message: str) -> None:
    diagnostics = Diagnostics()
    assert config.from_flags("a.yaml", output, (), tmp_path, diagnostics) is None
    (diagnostic,) = diagnostics
    assert diagnostic.code == "config-output"
    assert message in diagnostic.message
    assert (diagnostic.file, diagnostic.excerpt) == ("", ()), "the command line is no file"


def test_flags_make_the_same_as_a_file(tmp_path: Path) -> None:
    flags = config.from_flags("acme.json", "src/acme", (), tmp_path, Diagnostics())
    (file,) = read(tmp_path, COMPLETE[COMPLETE.index("[tool.restamp.clients.acme]") :])
    assert flags == dataclasses.replace(file, file=None)


def test_two_clients_cannot_share_a_folder(tmp_path: Path) -> None:
    text = COMPLETE.replace("src/acme", "src/../generated/blink")
    (complaint,) = complaints(tmp_path, text)
    assert complaint.startswith('pyproject.toml:4:1: error[config-output]: the client "acme"')


@pytest.mark.parametrize(
    ("content", "start"),
    [
        (b"[tool.restamp]\nclients = \n", "x.toml:2:11: error[config-invalid]"),
        (b"[tool.restamp]\nclients = [", "x.toml:2:1: error[config-invalid]"),
        (b"[tool]\nname = '\xff'\n", "x.toml:2:1: error[config-invalid]"),
        (b"a = " + b"[" * 5000, "x.toml:1:1: error[config-invalid]"),
        (b"", "x.toml:1:1: error[config-no-clients]"),
        (b"[tool.restamp.clients]\n", "x.toml:1:7: error[config-no-clients]"),
        (b"tool = 1\n", "x.toml:1:1: error[config-type]"),
        (b"[tool.restamp]\nclients = 2020-02-02\n", "x.toml:2:1: error[config-type]"),
        (
            b'[tool.restamp.clients.a]\nspec = "a\\u0000"\noutput = "a"\n',
            "x.toml:2:1: error[config-type]",
        ),
    ],
)
def test_a_file_that_will_not_do(tmp_path: Path, content: bytes, start: str) -> None:
    diagnostics = Diagnostics()
    file = tmp_path / "pyproject.toml"
    file.write_bytes(content)
    assert config.from_file(file, "x.toml", diagnostics) == ()
    (diagnostic,) = diagnostics
    assert show(diagnostic).startswith(start)


def test_a_folder_is_not_a_configuration(tmp_path: Path) -> None:
    diagnostics = Diagnostics()
    assert config.from_file(tmp_path, "pyproject.toml", diagnostics) == ()
    assert [d.code for d in diagnostics] == ["config-unreadable"]


def test_marks_of_everything_toml_has() -> None:
    text = '''\
a."b.c".d = { e = [1, { f = 'x # y' }], g = """
[no]
h = 1 \\""" """ } # [neither]
[[t]]
[[t]]
k = 1979-05-27T07:32:00Z
[t.u]
v = """"quoted""""
'''
    assert {at: (p.line, p.column) for at, p in marks(text).items()} == {
        "#/a": (1, 1),
        "#/a/b.c": (1, 3),
        "#/a/b.c/d": (1, 9),
        "#/a/b.c/d/e": (1, 15),
        "#/a/b.c/d/e/0": (1, 20),
        "#/a/b.c/d/e/1": (1, 23),
        "#/a/b.c/d/e/1/f": (1, 25),
        "#/a/b.c/d/g": (1, 41),
        "#/t": (4, 3),
        "#/t/0": (4, 3),
        "#/t/1": (5, 3),
        "#/t/1/k": (6, 1),
        "#/t/1/u": (7, 4),
        "#/t/1/u/v": (8, 1),
    }


def test_marks_of_what_is_not_toml_end() -> None:
    for end in range(len(COMPLETE)):
        marks(COMPLETE[end:])
        marks(COMPLETE[:end] + "[[[{" + COMPLETE[end:])
    assert marks("= [") == {}
    assert marks("a = 1")["#/a"] == Position(1, 1)


def test_numbers_of_too_many_digits(tmp_path: Path) -> None:
    text = f"{COMPLETE}\nx = {'9' * 5000}\n"
    (complaint,) = complaints(tmp_path, text)
    assert "config-invalid" in complaint and "too many digits" in complaint
    assert config.holds_clients(tmp_path / "pyproject.toml")


def test_a_name_that_no_file_system_takes(tmp_path: Path) -> None:
    text = f'[tool.restamp.clients.a]\nspec = "a.yaml"\noutput = "out/{"a" * 300}"\n'
    (complaint,) = complaints(tmp_path, text)
    assert "config-output" in complaint and "more than 200 bytes" in complaint
