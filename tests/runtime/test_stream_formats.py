"""The formats of streams: what the standards say, however the bytes are cut."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from restamp_runtime.events import (
    Event,
    EventParser,
    LineParser,
    SequenceParser,
    TooLong,
    Truncated,
    parser_of,
)


def frames(parser: Any, chunks: Iterable[bytes]) -> list[Any]:
    frames_ = [frame for chunk in chunks for frame in parser.feed(chunk)]
    return [*frames_, *parser.end()]


def events(text: str | bytes) -> list[Event]:
    return frames(EventParser(), [text if isinstance(text, bytes) else text.encode()])


def cut(content: bytes, places: Iterable[int]) -> list[bytes]:
    ends = sorted({place % (len(content) + 1) for place in places})
    starts = [0, *ends]
    return [content[a:b] for a, b in zip(starts, [*ends, len(content)], strict=True)]


# Examples of the HTML standard, section 9.2.6.


def test_three_events_of_the_standard() -> None:
    text = "data: This is the first message.\n\ndata: This is the second message, it\n"
    text += "data: has two lines.\n\ndata: This is the third message.\n\n"
    assert events(text) == [
        Event("message", "This is the first message."),
        Event("message", "This is the second message, it\nhas two lines."),
        Event("message", "This is the third message."),
    ]


def test_named_events_of_the_standard() -> None:
    text = "event: add\ndata: 73857293\n\nevent: remove\ndata: 2153\n\nevent: add\ndata: 113411\n\n"
    assert events(text) == [
        Event("add", "73857293"),
        Event("remove", "2153"),
        Event("add", "113411"),
    ]


def test_one_event_of_stock() -> None:
    assert events("data: YHOO\ndata: +2\ndata: 10\n\n") == [Event("message", "YHOO\n+2\n10")]


def test_comment_and_ids_of_the_standard() -> None:
    text = (
        ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n"
    )
    parser = EventParser()
    assert frames(parser, [text.encode()]) == [
        Event("message", "first event", "1"),
        Event("message", "second event", ""),
    ]
    assert frames(parser, [b"\n"]) == [Event("message", " third event", "")]


def test_empty_data_of_the_standard() -> None:
    assert events("data\n\ndata\ndata\n\ndata:") == [Event("message", ""), Event("message", "\n")]


def test_one_space_behind_the_colon_does_not_count() -> None:
    assert events("data:test\n\ndata: test\n\n") == [Event("message", "test")] * 2


# What else it says.


def test_an_id_applies_until_the_next() -> None:
    parsed = events("id: a\ndata: 1\n\ndata: 2\n\nid: b\ndata: 3\n\n")
    assert [event.id for event in parsed] == ["a", "a", "b"]


def test_an_id_with_nul_is_ignored() -> None:
    assert events("id: a\ndata: 1\n\nid: b\0\ndata: 2\n\n")[1].id == "a"


def test_an_id_without_data_is_kept_for_the_next_connection() -> None:
    parser = EventParser()
    assert frames(parser, [b"id: 7\n\n"]) == []
    assert parser.last_id == "7"


def test_an_id_of_an_event_that_did_not_end_is_not() -> None:
    parser = EventParser()
    frames(parser, [b"id: 7\ndata: 1\n\nid: 8\ndata: 2\n"])
    assert parser.last_id == "7"


@pytest.mark.parametrize(
    ("text", "retry"),
    [
        ("3000", 3000),
        ("0", 0),
        ("00012", 12),
        ("", None),
        ("-1", None),
        ("1.5", None),
        ("1 ", None),
        ("٣", None),
        ("9" * 5000, 10**15 - 1),
    ],
)
def test_retry_is_digits_only(text: str, retry: int | None) -> None:
    parser = EventParser()
    (event,) = frames(parser, [f"retry: {text}\ndata: x\n\n".encode()])
    assert (event.retry, parser.retry) == (retry, retry)


def test_a_name_without_data_is_not_an_event() -> None:
    assert events("event: a\n\ndata: 1\n\n") == [Event("message", "1")]


def test_unknown_fields_and_other_cases_do_not_count() -> None:
    assert events("Data: 1\nfoo: 2\n data: 3\ndata : 4\ndata: 5\n\n") == [Event("message", "5")]


def test_the_byte_order_mark_counts_at_the_start_only() -> None:
    assert events(b"\xef\xbb\xbfdata: 1\n\n\xef\xbb\xbfdata: 2\n\n") == [Event("message", "1")]


def test_bytes_that_are_no_utf8_are_replaced() -> None:
    assert events(b"data: a\xffb\xe2\x82\n\n") == [Event("message", "a\ufffdb\ufffd")]


def test_a_return_at_the_end_of_a_chunk_ends_the_event_at_once() -> None:
    parser = EventParser()
    assert list(parser.feed(b"data: 1\r\n\r")) == [Event("message", "1")]
    assert list(parser.feed(b"\ndata: 2\n\n")) == [Event("message", "2")]


LINE = st.sampled_from(
    ["data: é€😀", "data", "data:", ":c", "event: ping", "id: 1", "id", "retry: 5", "x", "", ""]
)


@given(
    st.lists(st.tuples(LINE, st.sampled_from(["\n", "\r", "\r\n"])), max_size=30),
    st.lists(st.integers(0, 2000), max_size=20),
    st.booleans(),
)
def test_chunks_change_no_event(
    lines: list[tuple[str, str]], places: list[int], mark: bool
) -> None:
    content = b"\xef\xbb\xbf" * mark + "".join(a + b for a, b in lines).encode()
    assert frames(EventParser(), cut(content, places)) == events(content)
    every_byte = range(len(content))
    assert frames(EventParser(), cut(content, every_byte)) == events(content)
    # The same without the parser's own way of finding lines.
    text = content.decode().removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    blocks = text.split("\n\n")[:-1] if "\n\n" in text or text.startswith("\n") else []
    with_data = [b for b in blocks if any(x.split(":")[0] == "data" for x in b.split("\n"))]
    assert len(events(content)) == len(with_data)


VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)


@given(
    st.lists(st.tuples(VALUE, st.sampled_from(["\n", "\r\n", "\n\n", "\n \n"]))),
    st.lists(st.integers(0, 5000), max_size=20),
    st.booleans(),
)
def test_chunks_change_no_line(
    values: list[tuple[Any, str]], places: list[int], ended: bool
) -> None:
    content = "".join(json.dumps(v, ensure_ascii=False) + end for v, end in values).encode()
    content = content if ended else content.rstrip()
    for chunks in (cut(content, places), cut(content, range(len(content)))):
        assert [json.loads(f) for f in frames(LineParser(), chunks)] == [v for v, _ in values]


@given(
    st.lists(st.tuples(VALUE, st.sampled_from([None, 2]))),
    st.lists(st.integers(0, 5000), max_size=20),
)
def test_chunks_change_no_sequence(values: list[tuple[Any, int | None]], places: list[int]) -> None:
    content = b"".join(b"\x1e" + json.dumps(v, indent=i).encode() + b"\n" for v, i in values)
    for chunks in (cut(content, places), cut(content, range(len(content)))):
        parsed = frames(SequenceParser(), chunks)
        assert [json.loads(f) for f in parsed] == [v for v, _ in values]
        assert not any(isinstance(f, Truncated) for f in parsed)


def test_a_text_of_a_sequence_is_there_before_the_next_begins() -> None:
    parser = SequenceParser()
    assert list(parser.feed(b'\x1e{"a":\n')) == []
    assert list(parser.feed(b"1}\n\n")) == [b'{"a":\n1}']
    assert list(parser.feed(b"\x1e2\n")) == [b"2"]


@pytest.mark.parametrize("text", [b"12", b"true", b"nul", b"-1"])
def test_what_could_go_on_may_be_truncated(text: bytes) -> None:
    parsed, after = frames(SequenceParser(), [b"\x1e" + text + b"\x1e[]\n"])
    assert isinstance(parsed, Truncated) and parsed == text
    assert not isinstance(after, Truncated) and after == b"[]"


def test_separators_in_a_row_are_no_empty_text() -> None:
    assert frames(SequenceParser(), [b"\x1e\x1e\n\x1e1\n\x1e"]) == [b"1"]


@pytest.mark.parametrize("kind", [EventParser, LineParser, SequenceParser])
def test_nothing_is_held_without_end(kind: Any) -> None:
    parser = kind(100_000)
    buffered = 0
    with pytest.raises(TooLong) as caught:
        for _ in range(1000):
            assert list(parser.feed(b"data: " + b"x" * 1018)) == []
            buffered += 1024
    assert buffered <= 100_000
    assert caught.value.start.startswith(b"data: xxx")


def test_the_data_of_one_event_has_an_end_too() -> None:
    parser = EventParser(10_000)
    with pytest.raises(TooLong):
        for _ in range(1000):
            list(parser.feed(b"data: 0123456789\n"))


def test_many_small_events_are_not_one_long_one() -> None:
    parser = EventParser(100)
    assert len(list(parser.feed(b"data: 0123456789\n\n" * 1000))) == 1000


def test_what_is_whole_before_a_long_frame_is_given() -> None:
    parser = LineParser(10)
    parsed: list[Any] = []
    with pytest.raises(TooLong):
        parsed.extend(parser.feed(b"1\n2\n" + b"3" * 11))
    assert parsed == [b"1", b"2"]


@pytest.mark.parametrize(
    ("media_type", "kind"),
    [
        ("text/event-stream", EventParser),
        ("Text/Event-Stream; charset=utf-8", EventParser),
        ("application/jsonl", LineParser),
        ("application/x-jsonl", LineParser),
        ("application/x-ndjson", LineParser),
        ("application/ndjson", LineParser),
        ("application/json-lines", LineParser),
        ("application/json-seq", SequenceParser),
        ("application/geo+json-seq", SequenceParser),
        ("application/json", None),
        ("text/plain", None),
        ("", None),
    ],
)
def test_media_types(media_type: str, kind: Any) -> None:
    parser = parser_of(media_type)
    assert parser is None if kind is None else isinstance(parser, kind)
