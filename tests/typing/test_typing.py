"""mypy --strict and pyright strict find nothing in our code, and the mistakes of callers."""

from __future__ import annotations

import re
import tokenize
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from ..updating import accepting, is_updating
from .checkers import ROOT, SAMPLES, Finding, revealed
from .conftest import FEATURES

GOOD = sorted(SAMPLES.glob("good_*.py"))
WRONG = sorted(SAMPLES.glob("wrong_*.py"))
OURS = ("generator/restamp", "templates/runtime", "generated")

BESIDE = re.compile("reportUnused(Expression|Import|Variable)|reportUnknown")
"""Rules of pyright that reject a line for something else than the call in it."""
KNOWN: dict[tuple[str, str], str] = {}
"""What is not so yet, by checker and test."""


@pytest.fixture
def known(request: pytest.FixtureRequest, checker: str) -> Callable[[str], None]:
    """Says that a test fails where that is known."""

    def mark(name: str) -> None:
        if reason := KNOWN.get((checker, name)):
            request.applymarker(pytest.mark.xfail(reason=reason, strict=True))

    return mark


def within(findings: list[Finding], folder: Path) -> list[str]:
    """What is said about a folder or a file, as one reads it."""
    return [
        str(finding) for finding in sorted(findings) if Path(finding.file).is_relative_to(folder)
    ]


def comments(sample: Path) -> dict[int, str]:
    """The comments behind code, by line."""
    with sample.open("rb") as file:
        tokens = tokenize.tokenize(file.readline)
        by_line = {token.start[0]: token for token in tokens if token.type == tokenize.COMMENT}
    return {
        line: token.string.lstrip("# ") for line, token in by_line.items() if token.start[1] > 0
    }


def commented(text: str, types: Mapping[int, str]) -> str:
    """A sample with these types as the comments behind its lines."""
    lines = text.split("\n")
    for line, type_ in types.items():
        code = lines[line - 1].partition("  # ")[0]
        lines[line - 1] = f"{code}  # {type_}"
    return "\n".join(lines)


def test_types_become_comments() -> None:
    text = "a = 1\nreveal_type(a)  # str\nreveal_type(b)\n"
    assert commented(text, {2: "int", 3: "X[Y]"}) == (
        "a = 1\nreveal_type(a)  # int\nreveal_type(b)  # X[Y]\n"
    )


@pytest.mark.parametrize("folder", OURS)
def test_nothing_is_found_in_our_code(findings: list[Finding], folder: str) -> None:
    assert (ROOT / folder).is_dir()
    assert within(findings, ROOT / folder) == []


@pytest.mark.parametrize("name", FEATURES)
def test_nothing_is_found_in_a_package_of_every_feature(
    findings: list[Finding], name: str, known: Callable[[str], None]
) -> None:
    known(name)
    assert [str(f) for f in findings if f"feature_{name}" in Path(f.file).parts] == []


def test_nothing_is_found_in_clients_that_share_a_runtime(findings: list[Finding]) -> None:
    """`app/caller.py` catches the errors of one client with the class of the other."""
    assert [str(finding) for finding in findings if "/shared/app/" in finding.file] == []


@pytest.mark.parametrize("name", ["blink", "tracecat", "pets"])
def test_nothing_is_found_in_the_calls_of_a_reference(findings: list[Finding], name: str) -> None:
    """They are called with the arguments of their functions, and return what API.md says."""
    assert [str(f) for f in findings if Path(f.file).name == f"reference_{name}.py"] == []


@pytest.mark.parametrize("folder", OURS)
def test_no_file_suppresses_a_checker(folder: str) -> None:
    ignored = re.compile(r"#\s*(type:\s*ignore|pyright:|mypy:)")
    problems = [
        file.relative_to(ROOT).as_posix()
        for file in (ROOT / folder).rglob("*.py")
        if ignored.search(file.read_text("utf-8"))
    ]
    assert problems == []


@pytest.mark.parametrize("sample", GOOD, ids=lambda sample: sample.stem)
def test_good_calls_are_taken(
    findings: list[Finding], sample: Path, checker: str, request: pytest.FixtureRequest
) -> None:
    """Every answer to `reveal_type` is the comment behind it; nothing else is said.

    `--update` writes what mypy answers; pyright has to answer the same.
    """
    reported = [f for f in sorted(findings) if Path(f.file) == sample]
    types = {f.line: type_ for f in reported if (type_ := revealed(f.message))}
    assert [str(f) for f in reported if revealed(f.message) is None] == []
    if is_updating(request) and checker == "mypy":
        sample.write_text(commented(sample.read_text("utf-8"), types), "utf-8")
    wanted = comments(sample)
    wrong = [
        f"{sample.name}:{line}: revealed {types.get(line)!r}, not {wanted.get(line)!r}"
        for line in sorted(types.keys() | wanted)
        if types.get(line) != wanted.get(line)
    ]
    assert not wrong, "\n".join([*wrong, accepting(request)])
    assert len(types) + sample.read_text("utf-8").count("assert_type(") > 10


@pytest.mark.parametrize("sample", WRONG, ids=lambda sample: sample.stem)
def test_wrong_calls_are_rejected(
    findings: list[Finding], sample: Path, known: Callable[[str], None]
) -> None:
    """Every line that says so, and no other."""
    known(sample.stem)
    errors = [f for f in findings if Path(f.file) == sample and f.severity == "error"]
    marked = {line for line, text in comments(sample).items() if text.startswith("wrong: ")}
    lines = sample.read_text("utf-8").splitlines()
    reasons = {f.line for f in errors if not BESIDE.match(f.rule)}
    taken = [f"{line}: {lines[line - 1].strip()}" for line in sorted(marked - reasons)]
    assert taken == [], "no error"
    assert [str(f) for f in sorted(errors) if f.line not in marked] == []
    assert len(marked) > 5
