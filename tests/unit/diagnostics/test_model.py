"""Findings: collected once each, and shown so that no document can forge a line of them."""

from __future__ import annotations

import pytest

from restamp.diagnostics.model import Diagnostic, Diagnostics, Severity, strict
from restamp.diagnostics.position import Position
from restamp.diagnostics.text import printable, quoted, show
from restamp.pointers import escape_token, join_pointer, unescape_token


@pytest.mark.parametrize(
    ("key", "written"), [("a", "a"), ("/pets", "~1pets"), ("~", "~0"), ("~1", "~01"), ("", "")]
)
def test_tokens_go_there_and_back(key: str, written: str) -> None:
    assert escape_token(key) == written
    assert unescape_token(written) == key


def test_below_takes_keys_and_indices() -> None:
    assert join_pointer("x.yaml#/a", "/b", 3) == "x.yaml#/a/~1b/3"


def test_equal_findings_are_kept_once_in_order() -> None:
    diagnostics = Diagnostics()
    diagnostics.warning("a", "one", "#/1")
    diagnostics.note("b", "two", "#/1")
    diagnostics.warning("a", "one", "#/1")
    diagnostics.warning("a", "one", "#/2")
    assert [(d.code, d.at) for d in diagnostics] == [("a", "#/1"), ("b", "#/1"), ("a", "#/2")]


def test_failed_is_about_errors_only() -> None:
    diagnostics = Diagnostics()
    diagnostics.warning("a", "one")
    assert not diagnostics.failed
    diagnostics.error("a", "two")
    assert diagnostics.failed


def test_what_is_found_without_end_is_kept_within_bounds_and_says_so() -> None:
    diagnostics = Diagnostics()
    for number in range(20_000):
        diagnostics.warning("much", "the same", join_pointer("#", number))
    diagnostics.warning("else", "another")
    assert len(diagnostics.entries) == 10_002
    assert "is omitted" in diagnostics.entries[-2].message
    assert diagnostics.entries[-1].code == "else"


def test_strict_makes_errors_of_warnings_and_leaves_notes() -> None:
    diagnostics = [Diagnostic(severity, "c", "m") for severity in Severity]
    assert [d.severity for d in strict(diagnostics)] == ["error", "error", "note"]


def test_show_has_the_form_that_other_programs_read() -> None:
    diagnostic = Diagnostic(
        *(Severity.WARNING, "a-code", "a message", "#/paths/~1a/get"),
        file="specs/blink.yaml",
        position=Position(41, 5),
        excerpt=((40, "  /workspace/{ws_id}:"), (41, "    get:")),
    )
    assert show(diagnostic).splitlines() == [
        "specs/blink.yaml:41:5: warning[a-code]: a message",
        "  at #/paths/~1a/get",
        "   40 |   /workspace/{ws_id}:",
        " > 41 |     get:",
    ]


def test_show_names_a_place_in_another_file_by_its_pointer() -> None:
    shown = show(Diagnostic(Severity.NOTE, "c", "m", "b.yaml#/a", file="specs/b.yaml"))
    assert shown.splitlines()[1] == "  at #/a"


@pytest.mark.parametrize(
    "hostile", ["\x1b[2J", "\r\n", "\u202e", "\u2028", "\x9b0m", "\0", "\ud800"]
)
def test_a_document_cannot_speak_to_the_terminal(hostile: str) -> None:
    text = f"a{hostile}b"
    shown = show(
        Diagnostic(Severity.ERROR, "c", text, f"#/{text}", text, Position(1, 1), ((1, text),))
    )
    assert len(shown.splitlines()) == 3
    assert hostile not in shown
    assert shown.replace("\n", "").isprintable()
    shown.encode()


def test_printable_leaves_what_people_read() -> None:
    assert printable("Größe ≥ 3 😀\tok") == "Größe ≥ 3 😀 ok"
    assert printable("\x1b\u202e\U000e0001") == "\\x1b\\u202e\\U000e0001"


def test_quoted_cuts_and_tells_strings_from_the_rest() -> None:
    assert quoted("a") == '"a"'
    assert quoted(None) == "null"
    assert quoted([1, "a"]) == '[1, "a"]'
    assert len(quoted("x" * 1000)) == 102
