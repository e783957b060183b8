"""Values leave and arrive as they are: each kind in each place where a schema can put it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from importlib import import_module
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

import httpx2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from restamp.pipeline import generate

from ..packages import client_of, write

KINDS = {
    "base64": "{type: string, contentEncoding: base64}",
    "base64url": "{type: string, contentEncoding: base64url}",
    "byte": "{type: string, format: byte}",
    "date": "{type: string, format: date}",
    "date-time": "{type: string, format: date-time}",
    "decimal": "{type: string, format: decimal}",
    "decimal-number": "{type: number, format: decimal}",
    "duration": "{type: string, format: duration}",
    "integer": "{type: integer}",
    "number": "{type: number}",
    "string": "{type: string}",
    "time": "{type: string, format: time}",
    "uuid": "{type: string, format: uuid}",
}
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False)
BYTES = st.binary(max_size=12)
TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "base64": BYTES,
    "base64url": BYTES,
    "byte": BYTES,
    "date": st.dates(),
    "date-time": st.datetimes(timezones=OFFSETS),
    "decimal": DECIMALS,
    "decimal-number": DECIMALS,
    "duration": st.timedeltas(timedelta(0), timedelta(days=400)),
    "integer": st.integers(-(2**70), 2**70),
    "number": st.floats(allow_nan=False, allow_infinity=False),
    "string": TEXT,
    "time": st.times(timezones=st.none() | st.just(UTC)),
    "uuid": st.uuids(),
}


def document() -> str:
    """Operations `put_<place>` for each kind, in a resource of the kind's name."""
    lines = ["openapi: 3.1.0", "info: {title: t, version: '1'}", "paths:"]
    schemas = ["components:", "  schemas:"]
    for kind, schema in KINDS.items():
        tag = kind.replace("-", "_")
        name = tag.title().replace("_", "")
        inner = f"{{type: object, properties: {{v: {schema}, n: {{$ref: '#/components/schemas/{name}'}}}}}}"
        schemas.append(f"    {name}: {inner}")
        places = {
            "field": f"{{$ref: '#/components/schemas/{name}'}}",
            "items": f"{{type: array, items: {schema}}}",
            "map": f"{{type: object, additionalProperties: {schema}}}",
            "whole": schema,
        }
        for place, of in places.items():
            body = f"{{required: true, content: {{application/json: {{schema: {of}}}}}}}"
            response = (
                f"{{'200': {{description: ok, content: {{application/json: {{schema: {of}}}}}}}}}"
            )
            lines.append(
                f"  /{tag}/{place}: {{put: {{operationId: put_{place}, tags: [{tag}], requestBody: {body}, responses: {response}}}}}"
            )
        query = f"[{{name: v, in: query, schema: {schema}}}, {{name: l, in: query, schema: {{type: array, items: {schema}}}}}]"
        lines.append(
            f"  /{tag}/query: {{get: {{operationId: query, tags: [{tag}], parameters: {query}, responses: {{'204': {{description: ok}}}}}}}}"
        )
    return "\n".join([*lines, *schemas]) + "\n"


@dataclass
class Echo:
    """A server that answers with what it was sent."""

    request: httpx2.Request | None = None

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.request = request
        kind = {"content-type": "application/json"}
        return httpx2.Response(200, content=request.read(), headers=kind)

    @property
    def content(self) -> bytes:
        assert self.request is not None
        return self.request.content

    @property
    def query(self) -> list[tuple[str, str]]:
        assert self.request is not None
        return parse_qsl(self.request.url.query.decode(), keep_blank_values=True)


Stamp = Callable[[str, str], Any]


@pytest.fixture(scope="module")
def stamp(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stamp]:
    """Generates a package of a document, and imports it."""
    folder = tmp_path_factory.mktemp("values")
    sys.path.insert(0, str(folder))

    def stamped(name: str, text: str) -> Any:
        if not (folder / name).exists():
            spec = folder / f"{name}.yaml"
            spec.write_text(text)
            config = replace(client_of(folder, name, spec=spec.name), names="operations")
            write(generate(config).files, folder / name)
        return import_module(name)

    yield stamped
    sys.path.remove(str(folder))
    for name in [n for n in sys.modules if n.startswith("values_")]:
        del sys.modules[name]


@pytest.fixture(scope="module")
def kinds(stamp: Stamp) -> Any:
    return stamp("values_kinds", document())


def strict(package: Any, handler: Any, **options: Any) -> Any:
    transport = httpx2.MockTransport(handler)
    return package.Client(base_url="http://x", transport=transport, validation="strict", **options)


def check_everywhere(package: Any, tag: str, value: Any) -> None:
    """Sends the value in every place; it comes back, and as the same JSON every time."""
    echo = Echo()
    model = getattr(package.models, tag.title().replace("_", ""))
    with strict(package, echo) as client:
        calls = getattr(client, tag)
        came = calls.put_field(model(v=value, n=model(v=value)))
        assert came.v == came.n.v == value
        sent = json.loads(echo.content, parse_float=Decimal)["v"]
        came = calls.put_field({"v": value, "n": {"v": value}})
        assert came.v == came.n.v == value
        assert json.loads(echo.content, parse_float=Decimal) == {"v": sent, "n": {"v": sent}}
        assert calls.put_items([value, value]) == [value, value]
        assert json.loads(echo.content, parse_float=Decimal) == [sent, sent]
        assert calls.put_map({"k": value}) == {"k": value}
        assert json.loads(echo.content, parse_float=Decimal) == {"k": sent}
        assert calls.put_whole(value) == value
        assert json.loads(echo.content, parse_float=Decimal) == sent


@pytest.mark.parametrize("kind", KINDS)
def test_round_trip(kinds: Any, kind: str) -> None:
    tag = kind.replace("-", "_")

    @settings(max_examples=25)
    @given(VALUES[kind])
    def there_and_back(value: Any) -> None:
        check_everywhere(kinds, tag, value)

    there_and_back()


@pytest.mark.parametrize("kind", [k for k in KINDS if k not in ("number", "decimal")])
def test_round_trip_of_a_parameter(kinds: Any, kind: str) -> None:
    """A parameter is the text that the same value is in JSON."""
    tag, echo = kind.replace("-", "_"), Echo()

    @settings(max_examples=25)
    @given(VALUES[kind])
    def there(value: Any) -> None:
        with strict(kinds, echo) as client:
            getattr(client, tag).put_whole(value)
            sent = json.loads(echo.content, parse_float=Decimal)
            getattr(client, tag).query(v=value, l=[value])
            for _, text in echo.query:
                assert type(sent)(text) == sent

    there()


def test_both_alphabets_are_read(kinds: Any) -> None:
    for text in ("+/8=", "-_8", "-_8=", "+/8"):
        for tag in ("base64", "base64url", "byte"):
            with strict(kinds, lambda _, t=text: httpx2.Response(200, json=[t])) as client:
                assert getattr(client, tag).put_items([b""]) == [b"\xfb\xff"]


def test_the_alphabet_for_urls_has_no_padding(kinds: Any) -> None:
    echo = Echo()
    with strict(kinds, echo) as client:
        client.base64url.put_field({"v": b"\xfb\xff", "n": {"v": b"\xfb"}})
        assert echo.content == b'{"v":"-_8","n":{"v":"-w"}}'
        client.base64.put_field({"v": b"\xfb\xff"})
        assert echo.content == b'{"v":"+/8="}'
        client.base64url.query(v=b"\xfb\xff", l=[b"\xfb"])
        assert echo.query == [("v", "-_8"), ("l", "-w")]


@pytest.mark.parametrize(
    "digits",
    [
        "12345678901234567.89",
        "1E+1000000",
        "1E-1000000",
        "-0.1",
        "1234567890123456789012",
        "1.5E+3",
    ],
)
def test_digits_stay(kinds: Any, digits: str) -> None:
    echo = Echo()
    with strict(kinds, echo) as client:
        value = Decimal(digits)
        for place, sent in (
            ("put_items", [value]),
            ("put_map", {"k": value}),
            ("put_field", {"v": value}),
            ("put_whole", value),
        ):
            came = getattr(client.decimal_number, place)(sent)
            assert Decimal(echo.content.decode().strip('{}[]"kv:')) == value
            assert (came.v if place == "put_field" else came) == (
                value if place == "put_field" else sent
            )
        client.decimal.put_whole(value)
        assert json.loads(echo.content) == str(value) or Decimal(json.loads(echo.content)) == value
        client.decimal_number.query(v=value)
        assert Decimal(echo.query[0][1]) == value and len(echo.query[0][1]) < 50


def test_a_decimal_is_a_number_where_the_schema_says_number(kinds: Any) -> None:
    echo = Echo()
    with strict(kinds, echo) as client:
        client.decimal_number.put_field({"v": Decimal("0.10")})
        assert echo.content == b'{"v":0.1}'
        client.number.put_items([Decimal("0.5"), 2])
        assert echo.content == b"[0.5,2]"
        client.decimal.put_items([Decimal("0.10"), 2])
        assert echo.content == b'["0.10","2"]'


NOT_JSON = [float("nan"), float("inf"), -float("inf"), Decimal("NaN"), Decimal("-Infinity")]


@pytest.mark.parametrize("value", NOT_JSON, ids=str)
def test_numbers_that_json_lacks_raise(kinds: Any, value: Any) -> None:
    echo = Echo()
    with strict(kinds, echo) as client:
        calls = client.number if isinstance(value, float) else client.decimal_number
        for place, body, where in (
            ("put_field", {"n": {"v": value}}, "n.v"),
            ("put_items", [1, value], "1"),
            ("put_map", {"k": value}, "k"),
            ("query", None, "v"),
        ):
            with pytest.raises(ValueError, match=rf"^{where}: .*not a finite number"):
                calls.query(v=value) if body is None else getattr(calls, place)(body)
        if isinstance(value, float):
            model = kinds.models.Number
            with pytest.raises(ValueError, match=r"^n\.v: .*not a finite number"):
                client.number.put_field(model(n=model(v=value)))
        assert echo.request is None


def test_text_that_looks_like_what_json_has_not_is_sent(kinds: Any) -> None:
    echo = Echo()
    with strict(kinds, echo) as client:
        client.string.put_field(kinds.models.String(v="NaN Infinity"))
        assert echo.content == b'{"v":"NaN Infinity"}'


class TestTimes:
    def test_a_datetime_without_a_time_zone_is_refused(self, kinds: Any) -> None:
        echo, naive = Echo(), datetime(2026, 7, 1, 12)
        model = kinds.models.DateTime
        with strict(kinds, echo) as client:
            calls = client.date_time
            for call, where in (
                (lambda: calls.put_field(model(n=model(v=naive))), "n.v"),
                (lambda: calls.put_field({"v": naive}), "v"),
                (lambda: calls.put_items([naive]), "0"),
                (lambda: calls.put_map({"k": naive}), "k"),
                (lambda: calls.query(v=naive), "v"),
                (lambda: calls.query(l=[naive]), "l"),
            ):
                with pytest.raises(ValueError, match=f"^{where}: .*without a time zone"):
                    call()
            with pytest.raises(ValueError, match="without a time zone"):
                calls.put_whole(naive)
            assert echo.request is None

    @pytest.mark.parametrize(
        "text",
        [
            "2026-01-02T03:04:05",
            "2026-01-02 03:04:05",
            "2026-01-02T03:04:05.1234567Z",
            "2026-01-02T03:04Z",
        ],
    )
    def test_other_formats_of_a_server_are_sent_back_unchanged(self, kinds: Any, text: str) -> None:
        echo = Echo()
        with strict(kinds, lambda _: httpx2.Response(200, json={"v": text})) as client:
            came = client.date_time.put_field({})
        assert came.v.replace(tzinfo=None, microsecond=0, second=0) == datetime(2026, 1, 2, 3, 4)
        with strict(kinds, echo) as client:
            client.date_time.put_field(came)
            assert json.loads(echo.content) == {"v": text}
            client.date_time.query(v=came.v)
            assert echo.query == [("v", text)]
            with pytest.raises(ValueError, match="without a time zone"):
                client.date_time.put_whole(came.v.replace(tzinfo=None))

    @pytest.mark.parametrize(
        ("tag", "text"),
        [
            *(
                ("date_time", t)
                for t in ("12", "2026", "20260102", "20260102T030405Z", "1e3", "-1")
            ),
            *(("date", t) for t in ("1735689600", "20260102", "2026", "2026-W01-1", "2026-13-45")),
            *(("time", t) for t in ("12", "3600", "030405", "25:00:00Z")),
        ],
    )
    def test_digits_are_no_dates(self, kinds: Any, tag: str, text: str) -> None:
        def respond(_: httpx2.Request) -> httpx2.Response:
            return httpx2.Response(200, json={"v": text})

        with strict(kinds, respond) as client, pytest.raises(kinds.DecodeError):
            getattr(client, tag).put_field({})
        transport = httpx2.MockTransport(respond)
        with kinds.Client(
            base_url="http://x", transport=transport, validation="tolerant"
        ) as client:
            assert getattr(client, tag).put_field({}).v == text

    @pytest.mark.parametrize("number", [0, 12, 1735689600, 1735689600.5])
    @pytest.mark.parametrize("tag", ["date_time", "date", "time"])
    def test_numbers_are_no_dates(self, kinds: Any, tag: str, number: float) -> None:
        with (
            strict(kinds, lambda _: httpx2.Response(200, json=[number])) as client,
            pytest.raises(kinds.DecodeError),
        ):
            getattr(client, tag).put_items([])


EITHER = """
openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /d: {put: {operationId: put, tags: [d], requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/D'}}}},
       responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/D'}}}}}}}
components:
  schemas:
    D:
      type: object
      properties:
        either: {anyOf: [{type: string, format: date-time}, {type: string}]}
        due: {anyOf: [{type: string, format: date}, {type: string, format: date-time}, {type: string}]}
        clock: {oneOf: [{type: string, format: time}, {type: string}, {type: 'null'}]}
"""


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("either", "12", "12"),
        ("either", "1700000000", "1700000000"),
        ("either", "2026-01-02T03:04:05", "2026-01-02T03:04:05"),
        ("either", "2026-13-45", "2026-13-45"),
        ("either", "2026-01-02T03:04:05Z", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("due", "20260102", "20260102"),
        ("due", "2026", "2026"),
        ("due", "2026-01-02", date(2026, 1, 2)),
        ("due", "2026-01-02T03:04:05Z", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("clock", "3600", "3600"),
        ("clock", "10:20:30Z", time(10, 20, 30, tzinfo=UTC)),
    ],
)
def test_a_union_with_text_keeps_text(stamp: Stamp, field: str, text: str, value: Any) -> None:
    package, echo = stamp("values_either", EITHER), Echo()
    with strict(package, lambda _: httpx2.Response(200, json={field: text})) as client:
        came = client.d.put()
    assert getattr(came, field) == value and type(getattr(came, field)) is type(value)
    with strict(package, echo) as client:
        client.d.put(came)
    assert json.loads(echo.content) == {field: text}


WHOLE = """
openapi: OPENAPI
info: {title: t, version: '1'}
paths:
  /a: {post: {operationId: a, tags: [d], requestBody: {required: true, content: {application/json: {schema: {type: string, format: binary}}}},
       responses: {'200': {description: ok, content: {application/json: {schema: {type: string, format: binary}}}}}}}
  /b: {post: {operationId: b, tags: [d], requestBody: {required: true, content: {application/vnd.x+json: {schema: {$ref: '#/components/schemas/Raw'}}}},
       responses: {'200': {description: ok, content: {application/vnd.x+json: {schema: {$ref: '#/components/schemas/Raw'}}}}}}}
  /c: {post: {operationId: c, tags: [d], requestBody: {required: true, content: {application/json: {}}}, responses: {'200': {description: ok, content: {application/json: {}}}}}}
  /d: {post: {operationId: d, tags: [d], requestBody: {required: true, content: {application/json: {schema: {type: string, format: byte}}}},
       responses: {'200': {description: ok, content: {application/json: {schema: {type: string, format: byte}}}}}}}
components: {schemas: {Raw: {type: string, format: binary}}}
"""


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_a_body_of_bytes_is_sent_unchanged(stamp: Stamp, version: str) -> None:
    package = stamp(f"values_whole_{version[2]}", WHOLE.replace("OPENAPI", version))
    echo = Echo()
    with strict(package, echo) as client:
        for content in (b"\x00\xff", b'{"a":1}', b""):
            assert client.d.a(content) == content == echo.content
            assert client.d.b(content) == content == echo.content
        assert echo.request is not None
        assert echo.request.headers["content-type"] == "application/vnd.x+json"
        client.d.c(b'{"a":1}')
        assert echo.content == b'{"a":1}'
        assert client.d.d(b"\xff") == b"\xff" and echo.content == b'"/w=="'


TUPLES = """
openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /x: {get: {operationId: x, tags: [d], responses: {'200': {description: ok, content: {application/json: {schema:
       {type: array, prefixItems: [{type: integer}, {type: string}], items: false}}}}}}}
  /y: {get: {operationId: y, tags: [d], responses: {'200': {description: ok, content: {application/json: {schema:
       {type: array, prefixItems: [{type: integer}, {type: string}]}}}}}}}
  /z: {get: {operationId: z, tags: [d], responses: {'200': {description: ok, content: {application/json: {schema:
       {type: array, prefixItems: [{type: integer}, {type: string}], items: false, minItems: 2}}}}}}}
"""


@pytest.mark.parametrize(
    ("items", "fits"),
    [([], "xy"), ([1], "xy"), ([1, "a"], "xyz"), ([1, "a", 2], "y"), ([1, 2], "y")],
)
def test_an_array_may_be_shorter_than_its_prefix(stamp: Stamp, items: list[Any], fits: str) -> None:
    package = stamp("values_tuples", TUPLES)
    with strict(package, lambda _: httpx2.Response(200, json=items)) as client:
        for name in "xyz":
            if name in fits:
                assert list(getattr(client.d, name)()) == items
            else:
                with pytest.raises(package.DecodeError):
                    getattr(client.d, name)()


UNTYPED = """
openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /x: {put: {operationId: x, tags: [d], requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/D'}}}},
       responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/D'}}}}}}}
components:
  schemas:
    D:
      type: object
      properties:
        date: {format: date}
        date-time: {format: date-time}
        time: {format: time}
        duration: {format: duration}
        uuid: {format: uuid}
        byte: {format: byte}
        decimal: {format: decimal}
        encoded: {contentEncoding: base64}
        pattern: {pattern: '^a*$'}
        minLength: {minLength: 2}
        minimum: {minimum: 1.1}
        multipleOf: {multipleOf: 2}
        maxItems: {maxItems: 1}
        uniqueItems: {uniqueItems: true}
        minProperties: {minProperties: 1}
        not: {not: {type: integer}}
"""
ANYTHING: list[Any] = [12, 1.5, True, None, "foo", "2020-13-40", "", [1, "a"], {"a": None}, []]
KEYWORDS = [line.split(":")[0].strip() for line in UNTYPED.split("properties:\n")[1].splitlines()]


@pytest.mark.parametrize("keyword", KEYWORDS)
def test_a_keyword_speaks_of_its_own_type_only(stamp: Stamp, keyword: str) -> None:
    package = stamp("values_untyped", UNTYPED)
    echo = Echo()
    for value in ANYTHING:
        body = {keyword: value}
        with strict(package, echo) as client:
            came = client.d.x(body)
            assert json.loads(echo.content) == body
            client.d.x(came)
            assert json.loads(echo.content) == body


@pytest.mark.parametrize(
    ("keyword", "text", "kind"),
    [
        ("date", "1963-06-19", date),
        ("date-time", "1990-12-31T15:59:50.123456-08:00", datetime),
        ("date-time", "1963-06-19t08:30:06.283185z", str),
        ("date-time", "1998-12-31T23:59:60Z", str),
        ("time", "08:30:06Z", time),
        ("time", "23:59:60Z", str),
        ("uuid", "2eb8aa08-aa98-11ea-b4aa-73b441d16380", UUID),
        ("duration", "P4DT12H30M5S", str),
        ("byte", "YQ", str),
    ],
)
def test_a_format_without_a_type(stamp: Stamp, keyword: str, text: str, kind: type) -> None:
    package, echo = stamp("values_untyped", UNTYPED), Echo()
    with strict(package, echo) as client:
        came = client.d.x({keyword: text})
        (value,) = (v for v in came.__dict__.values() if v is not None)
        assert isinstance(value, kind)
        client.d.x(came)
        assert json.loads(echo.content) == {keyword: text}


def test_half_a_character_is_replaced_and_reported(kinds: Any) -> None:
    content = rb'{"v":"a\ud83d","n":{"v":"\ud83d\ude00 \\ud83d"}}'

    def respond(_: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, content=content, headers={"content-type": "application/json"})

    drifts: list[Any] = []
    transport, hooks = httpx2.MockTransport(respond), kinds.Hooks(on_drift=drifts.append)
    with kinds.Client(base_url="http://x", transport=transport, hooks=hooks) as client:
        came = client.string.put_field({})
        assert (came.v, came.n.v) == ("a\ufffd", "\U0001f600 \\ud83d") and len(drifts) == 1
    with strict(kinds, respond) as client, pytest.raises(kinds.DecodeError):
        client.string.put_field({})


def test_digits_stay_where_something_else_does_not_fit(kinds: Any) -> None:
    content = b'{"v":12345678901234567.89,"n":{"v":"none","n":{"v":0.12345678901234567890}}}'

    def respond(_: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, content=content, headers={"content-type": "application/json"})

    transport = httpx2.MockTransport(respond)
    with kinds.Client(base_url="http://x", transport=transport) as client:
        came = client.decimal_number.put_field({})
    assert came.v == Decimal("12345678901234567.89") and came.n.v == "none"
    assert came.n.n.v == Decimal("0.12345678901234567890")


@pytest.mark.parametrize("charset", ["rot13", "hex", "zlib", "idna", "nonsense"])
@pytest.mark.parametrize("status", [200, 404])
def test_a_charset_that_is_none(kinds: Any, charset: str, status: int) -> None:
    head = {"content-type": f"application/json; charset={charset}"}
    content = '{"v":"é"}'.encode()
    response = httpx2.Response(status, content=content, headers=head)
    with strict(kinds, lambda _: response) as client:
        if status == 200:
            assert client.string.put_field({}).v == "é"
        else:
            with pytest.raises(kinds.NotFoundError):
                client.string.put_field({})


def test_keys_of_a_server_are_cleaned_in_an_error(kinds: Any) -> None:
    content = json.dumps({"\x1b[31mX\nY" + "z" * 500: "x"}).encode()
    response = httpx2.Response(200, content=content, headers={"content-type": "application/json"})
    with strict(kinds, lambda _: response) as client:
        with pytest.raises(kinds.DecodeError) as caught:
            client.integer.put_map({})
        assert str(caught.value).isprintable() and len(str(caught.value)) < 600
