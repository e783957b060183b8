"""`dpg-*.json`: an API, and its next version."""

from __future__ import annotations

from ..table import Drifts, Member, Table, call

PARAMETERS = "/serviceDriven/parameters"
DONE = {"message": "An object was successfully returned"}
IMAGE = {"url": "http://example.org/myimage.jpeg"}
NOT_DESCRIBED = "no operation of the documents"
MODES = (("Raw", "raw"), ("Handwritten", "model"))

COMMON = (
    call("DPGAddOptionalInput_NoParams", f"HEAD {PARAMETERS}"),
    call("DPGAddOptionalInput", f"GET {PARAMETERS}", parameter="x", gives=DONE),
    call(
        "DPGAddOptionalInput_RequiredOptionalParam",
        f"PUT {PARAMETERS}",
        required_param="x",
        gives=DONE,
    ),
    call("DPGAddOptionalInput_OptionalParam", "GET /serviceDriven/moreParameters", gives=DONE),
    call("DPGNewBodyType DPGNewBodyType.JSON", f"POST {PARAMETERS}", IMAGE, gives=Drifts(None)),
)

TABLES = [
    Table("dpg-initial.json", COMMON),
    Table(
        "dpg-update1.json",
        (
            *COMMON,
            call("DPGAddNewOperation", f"DELETE {PARAMETERS}"),
            call(
                "DPGNewBodyType.JPEG",
                f"POST {PARAMETERS}",
                b"\xff\xd8",
                content_type="image/jpeg",
            ),
            call("DPGAddNewPath", "GET /serviceDriven/newPath", gives=DONE),
        ),
        {
            "DPGGlassBreaker": NOT_DESCRIBED,
        },
    ),
    Table(
        "dpg-customization.json",
        (
            *(
                row
                for word, mode in MODES
                for row in (
                    call(
                        f"Get{word}Model",
                        "GET /customization/model/{mode}",
                        mode,
                        gives={"received": Member(mode)},
                    ),
                    call(
                        f"Post{word}Model",
                        "POST /customization/model/{mode}",
                        mode,
                        {"hello": "world!"},
                        gives={"received": Member(mode)},
                    ),
                )
            ),
            call(
                "GetRawPages",
                "GET /customization/paging/{mode}",
                "raw",
                through="items",
                gives=[{"received": Member("raw")}] * 2,
            ),
            call(
                "GetHandwrittenModelPages",
                "GET /customization/paging/{mode}",
                "model",
                through="items",
                gives=[{"received": Member("model")}] * 2,
            ),
            call(
                "RawLRO",
                "PUT /customization/lro/{mode}",
                "raw",
                gives={"received": Member("raw"), "provisioningState": "Succeeded"},
            ),
            call(
                "HandwrittenModelLRO",
                "PUT /customization/lro/{mode}",
                "model",
                gives={"received": Member("model"), "provisioningState": "Succeeded"},
            ),
        ),
    ),
]
