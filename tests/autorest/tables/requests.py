"""Documents of media types, names of parameters, and credentials."""

from __future__ import annotations

from ..table import Drifts, Table, call

HELLO = {"hello": "world"}
SOURCE = {"source": "foo"}
ANALYZE = "POST /mediatypes/analyze"
TWO = "POST /mediatypes/binaryBodyTwoContentTypes"
THREE = "POST /mediatypes/binaryBodyThreeContentTypes"
ANY = "POST /mediatypes/bodyThreeTypes"
PARAMETER = "PUT /reservedWords/operation"

TABLES = [
    Table(
        "media_types.json",
        (
            call("MediaTypeJson", ANALYZE, SOURCE, gives="Nice job with JSON"),
            call(
                "MediaTypePdf",
                ANALYZE,
                b"PDF",
                content_type="application/pdf",
                gives="Nice job with PDF",
            ),
            call("MediaTypesAnalyzeBodyNoAcceptHeader", f"{ANALYZE}NoAccept", SOURCE),
            call(
                "MediaTypesAnalyzeBodyNoAcceptHeader",
                f"{ANALYZE}NoAccept",
                b"PDF",
                content_type="application/pdf",
            ),
            call(
                "MediaTypeWithEncoding",
                "POST /mediatypes/contentTypeWithEncoding",
                "hello",
                gives="Nice job sending content type with encoding",
            ),
            call(
                "MediaTypesTwoContentTypes",
                TWO,
                b'{"hello": "world"}',
                content_type="application/json",
                gives="",
            ),
            call(
                "MediaTypesTwoContentTypes",
                TWO,
                b"\x00",
                content_type="application/octet-stream",
                gives="",
            ),
            call(
                "MediaTypesThreeContentTypes",
                THREE,
                b'{"hello": "world"}',
                content_type="application/json",
                gives="",
            ),
            call(
                "MediaTypesThreeContentTypes",
                THREE,
                b"\x00",
                content_type="application/octet-stream",
                gives="",
            ),
            call(
                "MediaTypesThreeContentTypes",
                THREE,
                "hello, world",
                content_type="text/plain",
                gives="",
            ),
            call(
                "MediaTypesThreeBodyTypes",
                ANY,
                HELLO,
                content_type="application/json",
                gives="",
            ),
            call(
                "MediaTypesThreeBodyTypes",
                ANY,
                b"\x00",
                content_type="application/octet-stream",
                gives="",
            ),
            call(
                "MediaTypesThreeBodyTypes",
                ANY,
                "hello, world",
                content_type="text/plain",
                gives="",
            ),
        ),
    ),
    Table(
        "merge-patch.json",
        (call("PassMergePatchObject", "PATCH /mergePatchJson/single", {"foo": None}),),
        {
            "PassMergePatchObject": 'the server counts bytes: it wants 14, as of `{"foo": "bar"}` with a space'
        },
    ),
    Table(
        "reserved-words.json",
        (
            call(
                "reservedWordsOperationGroupImport",
                "PUT /reservedWords/operationGroup/import",
                parameter1="foo",
                gives=Drifts(None),
            ),
            call(
                "reservedWordsBodyNamedContent",
                f"{PARAMETER}/content",
                b"hello, world",
                gives=Drifts(None),
            ),
            call("reservedWordsBodyNamedJson", f"{PARAMETER}/json", HELLO, gives=Drifts(None)),
            call(
                "reservedWordsBodyNamedData",
                f"{PARAMETER}/data",
                {"data": "hello", "world": "world"},
                gives=Drifts(None),
            ),
            call(
                "reservedWordsBodyNamedFiles",
                f"{PARAMETER}/files",
                {"files": ("my.txt", b"hello"), "fileName": "my.txt"},
                gives=Drifts(None),
            ),
            call(
                "reservedWordsUrlHeaderQuery",
                "GET /reservedWords/{url}",
                "foo",
                header_parameters="x",
                query_parameters=["one", "two"],
                gives=Drifts(None),
            ),
            call(
                "reservedWordsHeaderEnum",
                "GET /reservedWords/enum",
                enum_parameter="import",
                gives=Drifts(None),
            ),
        ),
    ),
    Table(
        "security-key.json",
        (call("SecurityKey", "HEAD /securitykey"),),
        client=lambda: {"api_key": "123456789"},
    ),
    Table(
        "security-aad.json",
        (call("SecurityAad", "HEAD /securityaad"),),
        client=lambda: {"token": "https://security.microsoft.com/.default"},
    ),
]
