"""Messages lead on: what was meant by a misspelt word, how to get out of a conflict, and where a code is explained."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from restamp.api_diff.rules import RULES
from restamp.diagnostics.catalog import ENTRIES

Restamp = Callable[..., Any]


def refused(restamp: Restamp, folder: Path, *words: str) -> str:
    """What is printed about a usage that is wrong."""
    ran = restamp([*words], folder)
    assert (ran.status, ran.out) == (2, "")
    return str(ran.err)


@pytest.mark.parametrize(
    ("words", "usage", "message"),
    [
        (["genrate"], "generate", 'there is no command "genrate"; did you mean "generate"?'),
        (["chekc", "pets"], "check", 'did you mean "check"?'),
        (["insp"], "inspect", 'did you mean "inspect"?'),
        (["upgrade"], "update", 'did you mean "update"?'),
        (["generate", "--stict"], "generate", 'no flag "--stict"; did you mean "--strict"?'),
        (["generate", "--jbos=3"], "generate", 'did you mean "--jobs"?'),
        (["init", "x.yaml", "--nmae", "pets"], "init", 'did you mean "--name"?'),
        (["probe", "pets", "--base-ur", "http://x"], "probe", 'did you mean "--base-url"?'),
        (["check", "--force"], "check", '"--force" is a flag of generate, init'),
        (["check", "--fromat=json"], "check", '"--format" is a flag of'),
        (["diff", "a", "b", "--format", "josn"], "diff", 'did you mean "json"?'),
        (["completion", "bsh"], "completion", 'did you mean "bash"?'),
        (["check", "-x"], "check", "unexpected arguments: -x"),
        (["diff", "a"], "diff", "diff needs two arguments"),
        (["watch", "--spec", "http://x/y", "--output", "z"], "watch", "cannot be watched"),
    ],
)
def test_what_was_meant(
    restamp: Restamp,
    tmp_path: Path,
    words: list[str],
    usage: str,
    message: str,
) -> None:
    """With the usage of that command, and no other."""
    err = refused(restamp, tmp_path, *words)
    assert err.startswith(f"usage: restamp {usage} ")
    assert err.count("usage: ") == 1
    assert message in err.splitlines()[-1]


def test_nothing_is_similar(restamp: Restamp, tmp_path: Path) -> None:
    err = refused(restamp, tmp_path, "frobnicate")
    assert err.endswith('there is no command "frobnicate"; `restamp --help` lists all commands\n')
    assert "commands:" in refused(restamp, tmp_path)


def test_help_is_a_command_too(restamp: Restamp, tmp_path: Path) -> None:
    assert restamp(["help", "check"], tmp_path).out == restamp(["check", "--help"], tmp_path).out
    assert restamp(["help"], tmp_path).out == restamp(["--help"], tmp_path).out
    assert restamp(["-V"], tmp_path).out == restamp(["--version"], tmp_path).out


@pytest.mark.parametrize(
    "words",
    [
        ["generate", "--spec", "specs/pets.yaml", "--output", "."],
        ["init", "specs/pets.yaml", "--name", "other", "--output", "a-b"],
        ["probe", "pets", "--base-url", "http://example.com"],
        ["probe", "pets", "--base-url", "example"],
    ],
)
def test_the_command_line_is_no_place(restamp: Restamp, project: Path, words: list[str]) -> None:
    ran = restamp(words, project)
    assert ran.status == 2
    first, *rest = ran.err.splitlines()
    assert re.match(r"restamp: error\[[a-z-]+\]: ", first)
    assert not any("at #" in line or ":1:" in line for line in (first, *rest))


def test_a_configuration_that_does_not_exist_is_no_place(restamp: Restamp, tmp_path: Path) -> None:
    for words in (["generate"], ["check"], ["update"]):
        ran = restamp(words, tmp_path)
        assert ran.status == 2
        assert ran.err.startswith(
            "restamp: error[config-missing]: no [tool.restamp] in this folder"
        )
        assert "`restamp init DOCUMENT` writes" in ran.err
    (tmp_path / "pyproject.toml").write_text("")
    assert restamp(["check"], tmp_path).err.startswith("pyproject.toml:1:1: error[config-missing]")


def test_a_lock_in_conflict(restamp: Restamp, project: Path) -> None:
    """Both ways out of it work."""
    file, lock = project / "pyproject.toml", project / "out/pets/restamp.lock"
    file.write_text(
        file.read_text().replace('out/pets"\n', "out/pets\"\nsource = 'specs/zoo.yaml'\n")
    )
    assert restamp(["generate", "pets"], project).status == 0
    ours, line = lock.read_text(), '  "lock": 1,\n'
    conflict = f"<<<<<<< HEAD\n{line}=======\n{line}>>>>>>> theirs\n"
    lock.write_text(ours.replace(line, conflict))
    for words in (["generate"], ["generate", "--force"], ["check"], ["update", "pets"]):
        ran = restamp([*words], project)
        assert ran.status == 2
        assert "`restamp lock merge out/pets/restamp.lock`" in ran.err
        assert "`git checkout --ours out/pets`; then run `restamp generate`" in ran.err
    assert restamp(["lock", "merge", "out/pets"], project).status == 0
    assert restamp(["generate", "pets"], project).status == 0
    assert restamp(["check", "pets"], project).status == 0


def test_a_configuration_in_conflict(restamp: Restamp, project: Path) -> None:
    file = project / "pyproject.toml"
    file.write_text(file.read_text().replace("\n\n", "\n<<<<<<< HEAD\n=======\n>>>>>>> x\n", 1))
    ran = restamp(["generate"], project)
    assert "pyproject.toml:4:1: error[config-invalid]: contains merge conflict markers" in ran.err


def test_codes_are_pointed_out_once(restamp: Restamp, project: Path) -> None:
    """For all clients of a run, in the order of the alphabet."""
    (project / "specs/pets.yaml").write_text("openapi: 3.1.0\n")
    (project / "specs/zoo.yaml").write_text("openapi: 3.1.0\na: 1\na: 2\n")
    ran = restamp(["generate"], project)
    hints = [line for line in ran.err.splitlines() if line.startswith("for more, run ")]
    assert (
        hints
        == [
            "for more, run `restamp explain not-openapi`",
            "for more, run `restamp explain key-duplicate`",
        ]
        or len(hints) == 2
    )
    assert all(restamp(hint.split("`")[1].split()[1:], project).status == 0 for hint in hints)
    assert "for more" not in restamp(["generate", "--quiet"], project).err


def test_every_code_is_explained(restamp: Restamp, tmp_path: Path) -> None:
    ran = restamp(["explain", *ENTRIES, *(rule.id for rule in RULES)], tmp_path)
    assert (ran.status, ran.err) == (0, "")
    for code, entry in ENTRIES.items():
        assert f"{code}: " in ran.out
        assert " ".join(entry.advice.split()) in " ".join(ran.out.split())
    assert max(len(line) for line in ran.out.splitlines() if line[:1] != " ") <= 100


def test_all_codes_are_listed(restamp: Restamp, tmp_path: Path) -> None:
    ran = restamp(["explain"], tmp_path)
    assert ran.status == 0
    assert {line.split()[0] for line in ran.out.splitlines() if line.startswith("  ")} == {*ENTRIES}


def test_an_unknown_code(restamp: Restamp, tmp_path: Path) -> None:
    ran = restamp(["explain", "error[ref-unresolvd]", "[file-missing]"], tmp_path)
    assert ran.status == 2 and 'did you mean "ref-unresolved"?' in ran.err
    assert "file-missing: error" in ran.out
