"""Recordings of a server that lies in planted places: every lie is differences, corrected, and nothing else is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from restamp.diagnostics.model import Diagnostics, Severity
from restamp.learning.corrections import corrections, together
from restamp.learning.findings import Finding, merged
from restamp.learning.observing import Observer
from restamp.learning.overlay_file import actions_in, extended, is_needed, learned_in, overlay_text
from restamp.learning.recordings import recorded
from restamp.learning.written import Written
from restamp.spec.overlay.apply import apply
from restamp.spec.reading.load import parse
from restamp.spec.tree.node import Node

from .shops import LIES, Reply, document, honest, recording

VERSIONS = ("2.0", "3.0.3", "3.1.0")


def differences(tree: Any, replies: list[Reply]) -> tuple[Finding, ...]:
    """What a recording of these replies shows about a document."""
    observer = Observer.of(Written(Node(tree, "#")))
    return merged(observer.findings(recorded(recording(replies))))


def corrected(tree: Any, findings: tuple[Finding, ...]) -> tuple[Any, str]:
    """The document with an overlay of corrections, and the overlay."""
    written = Written(Node(tree, "#"))
    text = overlay_text("Shop", extended([], together(written, corrections(written, findings))))
    diagnostics = Diagnostics()
    overlay = parse(text.encode(), Path("learned.yaml"), "learned.yaml", diagnostics)
    assert overlay is not None
    result = apply(tree, overlay, diagnostics, is_strict=True)
    assert [*diagnostics] == []
    return result, text


@pytest.mark.parametrize("version", VERSIONS)
def test_an_honest_server_shows_nothing(version: str) -> None:
    assert differences(document(version), honest()) == ()


@pytest.mark.parametrize("lie", LIES)
@pytest.mark.parametrize("version", VERSIONS)
def test_each_lie_is_found_and_corrected(version: str, lie: str) -> None:
    tree, replies = document(version), [*honest(), LIES[lie].tell()]
    findings = differences(tree, replies)
    assert [each.key for each in findings] == [LIES[lie].key(version)]
    assert findings[0].first == "2026-11-30T07:00:00Z"
    better, _ = corrected(tree, findings)
    assert differences(better, replies) == ()


@pytest.mark.parametrize(
    ("lie", "documented", "observed", "effect"),
    [
        ("text size", "integer", "string", "wider type"),
        ("odd date", "string (date-time)", "string", "any text"),
        ("null owner", "Owner", "null", "nullable"),
        ("new state", "an enumeration", "lost", "new members"),
    ],
)
def test_each_correction_says_what_it_is(
    lie: str, documented: str, observed: str, effect: str
) -> None:
    tree = document("3.1.0")
    findings = differences(tree, [LIES[lie].tell()])
    [correction] = corrections(Written(Node(tree, "#")), findings)
    assert (correction.documented, correction.observed, correction.effect) == (
        documented,
        observed,
        effect,
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(VERSIONS),
    st.lists(st.sampled_from(sorted(LIES)), unique=True, max_size=8),
    st.randoms(use_true_random=False),
)
def test_planted_lies_and_nothing_else(version: str, lies: list[str], random: Any) -> None:
    tree = document(version)
    replies = [*honest(), *(LIES[lie].tell() for lie in lies), *honest()]
    random.shuffle(replies)
    findings = differences(tree, replies)
    assert {each.key for each in findings} == {LIES[lie].key(version) for lie in lies}
    if not findings:
        return
    better, _ = corrected(tree, findings)
    assert differences(better, replies) == ()


@pytest.mark.parametrize("version", VERSIONS)
def test_what_the_document_says_itself_is_not_needed(version: str) -> None:
    tree = document(version)
    findings = differences(tree, [LIES[lie].tell() for lie in LIES])
    better, text = corrected(tree, findings)
    learned = [*learned_in(actions_in(yaml.safe_load(text)))]
    assert len(learned) == len(findings)
    old, new = (Written(Node(each, "#")) for each in (tree, better))
    assert all(is_needed(old, each) for each in learned)
    unneeded = [each.difference for each in learned if not is_needed(new, each)]
    # A header stays a header, and Swagger 2.0 has no way to describe what each response sends in one media type.
    expected = [
        each.difference for each in learned if each.difference not in ("header", "media_type")
    ]
    assert [each for each in unneeded if each != "media_type"] == expected


def test_the_corrected_documents_are_read_without_warnings() -> None:
    from restamp.config.model import ClientConfig
    from restamp.pipeline import generate

    for version in VERSIONS:
        tree = document(version)
        better, _ = corrected(tree, differences(tree, [LIES[lie].tell() for lie in LIES]))
        content = json.dumps(better).encode()
        folder = Path("/nowhere")
        config = ClientConfig("shop", folder / "a.json", "a.json", (), folder / "shop", folder)
        result = generate(config, contents=lambda _path, content=content: content)
        bad = [d for d in result.diagnostics if d.severity is Severity.ERROR]
        assert not result.failed, bad
        assert "str | None" in result.files["models/item.py"]
