"""`body-formdata.json`, `body-formdata-urlencoded.json`, `body-file.json`."""

from __future__ import annotations

from ..table import Table, call

CONTENT = b"This is the content"

TABLES = [
    Table(
        "body-formdata.json",
        (
            call(
                "FormdataStreamUploadFile",
                "POST /formdata/stream/uploadfile",
                {"fileContent": ("sample.txt", CONTENT), "fileName": "sample.txt"},
                gives=CONTENT,
            ),
            call("StreamUploadFile", "PUT /formdata/stream/uploadfile", CONTENT, gives=CONTENT),
        ),
    ),
    Table(
        "body-formdata-urlencoded.json",
        (
            call(
                "UpdatePetWithForm",
                "POST /formsdataurlencoded/pet/add/{petId}",
                1,
                {"pet_type": "dog", "pet_food": "meat", "pet_age": 42, "name": "Fido"},
            ),
            call(
                "UrlEncodedDataWithPartialConstantBody",
                "POST /formsdataurlencoded/partialConstantBody",
                {"grant_type": "access_token", "access_token": "foo", "service": "bar"},
            ),
        ),
    ),
    Table(
        "body-file.json",
        (
            call("FileStreamNonempty", "GET /files/stream/nonempty", gives=...),
            call("FileStreamEmpty", "GET /files/stream/empty", gives=b""),
        ),
        {"FileStreamVeryLarge": "not called: the response has 3,000 MiB"},
    ),
]
