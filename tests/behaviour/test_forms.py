"""Forms, files and choices of media types through generated packages, as they arrive."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import httpx2
import pytest

from restamp.pipeline import generate

from ..packages import client_of, write

CASES = Path(__file__).parents[1] / "cases"


class Arrived:
    """What was sent last."""

    def __init__(self) -> None:
        self.url = self.kind = ""
        self.content = b""
        self.headers = httpx2.Headers()

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.url, self.content, self.headers = str(request.url), request.read(), request.headers
        self.kind = request.headers.get("content-type", "")
        return httpx2.Response(204)


@pytest.fixture
def arrived() -> Arrived:
    return Arrived()


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("forms")
    sys.path.insert(0, str(folder))
    yield folder
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.startswith("form_case_")]:
        del sys.modules[name]


@pytest.fixture
def package(packages: Path, request: pytest.FixtureRequest) -> Any:
    """The package of a case."""
    name = f"form_case_{request.param}"
    if not (packages / name).exists():
        write(generate(client_of(CASES / request.param, packages / name)).files, packages / name)
    return import_module(name)


def case(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("package", [name], indirect=True)


def client(package: Any, arrived: Arrived) -> Any:
    return package.Client(base_url="http://x", transport=httpx2.MockTransport(arrived))


@case("multipart_files")
def test_files(package: Any, arrived: Arrived, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"png")
    photos = client(package, arrived).photos
    photos.add({"photo": path, "more": [b"a", package.File(b"b", "n.txt")]})
    head = b'Content-Disposition: form-data; name="photo"; filename="a.png"'
    assert head + b"\r\nContent-Type: image/png\r\nX-Kind: photo\r\n\r\npng\r\n" in arrived.content
    assert arrived.content.count(b' name="more"') == 2
    assert int(arrived.headers["content-length"]) == len(arrived.content)
    model = package.models.AddPhotoBody(photo=iter([b"x", b"y"]), place={"x": 1})
    photos.add(model)
    assert arrived.headers["transfer-encoding"] == "chunked"
    assert b"\r\n\r\nxy\r\n" in arrived.content
    assert b'Content-Type: application/json\r\n\r\n{"x":1.0}\r\n' in arrived.content


@case("multipart_files")
def test_binary_bodies(package: Any, arrived: Arrived, tmp_path: Path) -> None:
    path = tmp_path / "a.gif"
    path.write_bytes(b"gif")
    photos = client(package, arrived).photos
    photos.put_raw(path)
    assert (arrived.kind, arrived.content) == ("application/octet-stream", b"gif")
    photos.put_image(path)
    assert (arrived.kind, arrived.content) == ("image/gif", b"gif")
    photos.put_image(b"1", content_type="image/webp")
    assert (arrived.kind, arrived.content) == ("image/webp", b"1")


@case("several_bodies")
def test_a_choice_of_media_types(package: Any, arrived: Arrived) -> None:
    notes = client(package, arrived).notes
    body = {"text": "a b", "tags": ["x", "y"]}
    notes.add(body)
    assert (arrived.kind, arrived.content) == (
        "application/json",
        b'{"text":"a b","tags":["x","y"]}',
    )
    form = "application/x-www-form-urlencoded"
    notes.add(package.models.Note(**body), content_type="q", body_content_type=form)
    assert (arrived.kind, arrived.content) == (form, b"text=a+b&tags=x,y")
    assert arrived.url == "http://x/notes?content_type=q"
    notes.add({"file": b"1"}, body_content_type="multipart/form-data")
    assert arrived.kind.startswith("multipart/form-data; boundary=")
    notes.patch({"text": "a"}, content_type="application/merge-patch+json")
    assert arrived.kind == "application/merge-patch+json"
    notes.patch()
    assert (arrived.kind, arrived.content) == ("", b"")
    notes.put_picture("ä")
    assert (arrived.kind, arrived.content) == ("text/plain; charset=utf-8", "ä".encode())


@case("form_encodings")
def test_encodings_of_a_form(package: Any, arrived: Arrived) -> None:
    body = {
        "amount": 1,
        "expand": ["a", "b"],
        "metadata": {"k": "v v"},
        "tags": ["t1", "t2"],
        "back": "http://a/?b=c&d",
        "plain": ["p", "q"],
        "whole": {"a": 1},
    }
    for value in (body, package.models.ChargeBody(**body)):
        client(package, arrived).forms.charge(value)
        assert parse_qsl(arrived.content.decode()) == [
            ("amount", "1"),
            ("expand[]", "a"),
            ("expand[]", "b"),
            ("metadata[k]", "v v"),
            ("tags", "t1,t2"),
            ("back", "http://a/?b=c&d"),
            ("plain", "p"),
            ("plain", "q"),
            ("whole", '{"a":1}'),
        ]
        assert b"&tags=t1,t2&back=http://a/?b=c%26d&" in arrived.content


@case("old_form_encodings")
def test_styles_of_parts_are_not_for_openapi_30(package: Any, arrived: Arrived) -> None:
    body = {"File": b"1", "Meta": {"a": 1}, "Names": ["x", "y"]}
    client(package, arrived).forms.upload(body)
    assert b'name="Meta"\r\nContent-Type: application/json\r\n\r\n{"a":1}' in arrived.content
    assert arrived.content.count(b' name="Names"') == 2


@case("reserved_characters")
def test_reserved_characters(package: Any, arrived: Arrived) -> None:
    client(package, arrived).files.find(
        "a:b/c d%41",
        url="http://a/?b=c&d#e",
        fields=["a:b", "c,d"],
        debug="",
        sort="",
        token="a=%20/",
        colors=["r", "g"],
        page=3,
        x_filter={"a": 1},
    )
    query = "url=http://a/?b=c%26d%23e&fields=a:b,c%2Cd&debug=&sort="
    assert arrived.url == f"http://x/files/a:b%2Fc%20d%41?{query}"
    assert arrived.headers["cookie"] == "token=a=%20/; colors=r,g; page=3"
    assert arrived.headers["x-filter"] == '{"a":1}'


PATCH, MERGE = "application/json-patch+json", "application/merge-patch+json"
JSON, FORM = "application/json", "application/x-www-form-urlencoded"


@case("chosen_bodies")
@pytest.mark.parametrize(
    ("operation", "body", "kind"),
    [
        ("upload", lambda m: m.Rows(rows=["a"]), JSON),
        ("upload", lambda m: m.Sheet(file=b"\x00\xff"), "multipart/form-data"),
        ("upload", lambda m: m.Sheet(file=b"", name="n"), "multipart/form-data"),
        ("upload", lambda m: m.Login(user="u"), FORM),
        ("upload", lambda m: {"rows": ["a"]}, JSON),
        ("upload", lambda m: {"file": b"abc"}, "multipart/form-data"),
        ("upload", lambda m: {"file": Path(__file__), "name": "n"}, "multipart/form-data"),
        ("upload", lambda m: {"file": ("a.csv", b"abc", "text/csv")}, "multipart/form-data"),
        ("upload", lambda m: {"user": "u"}, FORM),
        ("upload", lambda m: {"rows": [], "user": "u"}, JSON),
        ("upload", lambda m: None, ""),
        ("same", lambda m: m.Item(labels={"a": "b"}), JSON),
        ("same", lambda m: m.Item(data=b"\xff"), "multipart/form-data"),
        ("same", lambda m: {"labels": {}}, JSON),
        ("same", lambda m: {"data": [b"\xff"]}, "multipart/form-data"),
        ("patch_node", lambda m: {"labels": {"a": None}}, MERGE),
        ("patch_node", lambda m: m.Item(labels={"a": "b"}), MERGE),
        ("patch_node", lambda m: [{"op": "remove", "path": "/a"}], PATCH),
        ("patch_node", lambda m: [m.Change(op="remove", path="/a")], PATCH),
        ("patch_node", lambda m: (m.Change(op="remove", path="/a"),), PATCH),
        ("patch_node", lambda m: [], PATCH),
        ("patch_untyped", lambda m: {"spec": 1}, MERGE),
        ("patch_untyped", lambda m: [{"op": "remove", "path": "/a"}], PATCH),
        ("patch_untyped", lambda m: "spec: 1", "application/apply-patch+yaml"),
        ("put_picture", lambda m: Path("a.png"), "image/png"),
        ("put_picture", lambda m: ("a.jpeg", b"1"), "image/jpeg"),
        ("put_picture", lambda m: ("a", b"1", "image/jpeg"), "image/jpeg"),
        ("put_picture", lambda m: {"labels": {}}, JSON),
        ("put_raw", lambda m: b"1", "application/octet-stream"),
        ("put_raw", lambda m: ("a.zip", b"1"), "application/zip"),
        ("put_raw", lambda m: "a;b", "text/csv"),
        ("put_several", lambda m: [m.Item()], JSON),
        ("put_several", lambda m: [m.Change(op="o", path="p")], "application/vnd.changes+json"),
        ("put_several", lambda m: {"labels": {}}, "application/vnd.one+json"),
        ("put_several", lambda m: "text", "application/vnd.one+json"),
    ],
)
def test_a_body_chooses_its_media_type(
    package: Any, arrived: Arrived, operation: str, body: Any, kind: str
) -> None:
    request = getattr(client(package, arrived).bodies, operation).request(body(package.models))
    if request.body is None:
        return
    assert request.body.media_type == kind
    chosen = getattr(client(package, arrived).bodies, operation).request(
        body(package.models), content_type="application/x-chosen"
    )
    assert chosen.body.media_type == "application/x-chosen"


@case("chosen_bodies")
@pytest.mark.parametrize(
    ("operation", "body", "says"),
    [
        ("patch_node", "text", 'a str fits none of application/json-patch.*content_type="'),
        ("upload", ["rows"], "a list fits none of application/json"),
        ("upload", b"1", "a bytes fits none of"),
        (
            "put_picture",
            b"1",
            'a file may be sent as image/jpeg or image/png.*content_type="image/',
        ),
        ("put_picture", Path("a.gif"), "a file may be sent as"),
        ("put_picture", "a.png", "a str fits none of"),
        ("put_several", 5, "a int fits none of"),
    ],
)
def test_a_body_that_could_be_anything_is_not_sent(
    package: Any, arrived: Arrived, operation: str, body: Any, says: str
) -> None:
    with pytest.raises(TypeError, match=says):
        getattr(client(package, arrived).bodies, operation)(body)
    assert arrived.url == ""


@case("several_bodies")
def test_the_argument_that_chooses_has_its_own_name(package: Any, arrived: Arrived) -> None:
    with pytest.raises(TypeError, match='pass body_content_type="'):
        client(package, arrived).notes.add([], content_type="q")
